"""A set of papers as one regulation has them: titles, lines in order, texts, signatures. `FORMAT.md` tells the format.

`load_set` is the only way in and names every problem. This module must not fill or draw a paper.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from exports.papers.set_checks import check_set
from exports.papers.set_problems import SET_JSON
from forms.problems import Problem, Refused, make_problem
from forms.strict_json import HIDDEN, NOT_NFC, SURROGATE, BadJson, loads_strict

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 500_000
Size = Literal["A4", "A5"]


class FieldLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A label and the name of its value; after: printed behind the value."""

    label: str
    value: str
    after: str = ""


class Fields(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="fields"):
    """One line of up to three fields."""

    fields: tuple[FieldLine, ...]


class Listing(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="list"):
    """A label and numbered entries; lines: empty ones to write on where there is no entry."""

    label: str
    value: str
    lines: int = 2


class Text(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="text"):
    """A paragraph with `{values}` in it."""

    text: str
    style: Literal["body", "centre", "note"] = "body"


class Grid(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="table"):
    """A table: headings, a template of each cell, their shares of the width; rows: so many at least, empty ones to write on."""

    value: str
    head: tuple[str, ...]
    cells: tuple[str, ...]
    widths: tuple[int, ...]
    rows: int = 0


Block = Fields | Listing | Text | Grid


class Ask(Struct, frozen=True, forbid_unknown_fields=True):
    """Something keyed when the paper is made. lines: of its field on the screen."""

    value: str
    label_vi: str
    label_en: str
    lines: int = 1
    required: bool = False


class Signature(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of signatures. name: whose name is printed, empty: it is written by hand."""

    title: str
    hint: str
    name: str = ""


class PaperForm(Struct, frozen=True, forbid_unknown_fields=True):
    """One paper of a set.

    form: its number in the regulation.  symbol: behind the number, empty: the paper bears none.  head: whose name stands bold in
    the letterhead.  statuses: of dossiers it can be made for.  needs: values that must be there.  reason_of: statuses whose
    latest move gives the reason.  copies: what each copy says it is.  code: whether it bears a QR.  outgoing: whether it
    stands in the register of outgoing documents.  addressee: above the text, centred.  note: what is uncertain in it.
    """

    kind: str
    title: str
    title_en: str
    size: Size
    statuses: tuple[str, ...]
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    form: str = ""
    symbol: str = ""
    head: Literal["section", "unit"] = "section"
    needs: tuple[str, ...] = ()
    reason_of: tuple[str, ...] = ()
    asks: tuple[Ask, ...] = ()
    copies: tuple[str, ...] = ()
    code: bool = False
    outgoing: bool = False
    subject: str = ""
    addressee: str = ""
    after: tuple[str, ...] = ()
    note: str = ""


class PaperSet(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """A set. first, last: days between which the regulation holds.  closing: hour and minute at which the counter closes."""

    format: int
    id: str
    title: str
    source: str
    section: str
    closing: str
    first: date
    papers: tuple[PaperForm, ...]
    last: date | None = None
    note: str = ""

    def paper(self, kind: str) -> PaperForm | None:
        """Return the paper of a kind, None where the set has none."""
        return next((paper for paper in self.papers if paper.kind == kind), None)


def load_set(data: bytes) -> PaperSet:
    """Return the set of JSON bytes. Raises Refused with every problem found, in file order."""
    try:
        raw: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refused([make_problem(SET_JSON, "file", detail=type(error).__name__)]) from None
    problems = _check_strict(data) + check_set(raw)
    if problems:
        raise Refused(problems)
    return msgspec.convert(raw, PaperSet)


@cache
def load_shipped_sets() -> Mapping[str, PaperSet]:
    """Return the shipped sets by id, the oldest first. Raises Refused if one is damaged."""
    folder = resources.files("exports.papers").joinpath("sets")
    sets = [load_set(entry.read_bytes()) for entry in folder.iterdir() if entry.name.endswith(".json")]
    return MappingProxyType({one.id: one for one in sorted(sets, key=lambda one: one.first)})


def set_of_day(day: date) -> PaperSet:
    """Return the shipped set whose regulation holds on a day: the latest that had begun, the oldest before all of them."""
    sets = list(load_shipped_sets().values())
    return next((one for one in reversed(sets) if one.first <= day), sets[0])


def _check_strict(data: bytes) -> list[Problem]:
    try:
        loads_strict(data, max_bytes=MAX_BYTES)
    except BadJson as error:
        if error.code not in (NOT_NFC, HIDDEN, SURROGATE):
            return [make_problem(SET_JSON, "file", detail=f"{error.code} {error.detail}".strip())]
    return []

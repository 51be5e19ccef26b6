"""A paper of a set and the values of a dossier → the filled paper: what stands on it, word for word, ready to be drawn or kept.

What has no value stays empty and is drawn as a line to write on. This module must not know a dossier or draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from exports.papers.set_file import Block, Fields, Grid, Listing, PaperForm, Signature, Text
from exports.papers.value_names import LISTS, ROWS, TEXTS
from exports.report.letterhead import Letterhead

BLANK = "…………"
"""Stands in a sentence for a value that is not there."""

Value = str | Sequence[str] | Sequence[Mapping[str, str]]
Values = Mapping[str, Value]


class FilledField(Struct, frozen=True):
    """A label and its value, empty where it is written by hand."""

    label: str
    value: str
    after: str = ""


class FilledFields(Struct, frozen=True, tag_field="kind", tag="fields"):
    """One line of fields."""

    fields: tuple[FilledField, ...]


class FilledList(Struct, frozen=True, tag_field="kind", tag="list"):
    """A label and entries; lines: empty ones where there is none."""

    label: str
    entries: tuple[str, ...]
    lines: int


class FilledText(Struct, frozen=True, tag_field="kind", tag="text"):
    """A paragraph."""

    text: str
    style: Literal["body", "centre", "note"]


class FilledTable(Struct, frozen=True, tag_field="kind", tag="table"):
    """A table; widths: shares of the whole width, in hundredths."""

    head: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


class FilledSignature(Struct, frozen=True):
    """A column of signatures. lines: above the hint.  name: printed under the room for it, empty: by hand."""

    lines: tuple[str, ...]
    hint: str
    name: str


FilledBlock = FilledFields | FilledList | FilledText | FilledTable


class Filled(Struct, frozen=True):
    """What stands on a paper. above, below: the two names of the letterhead, `below` bold.

    number: with its symbol, empty for none.  dated: place and day.  code_line: the dossier's code as printed under the title.
    qr: text of the QR, empty for none.  copies: what each copy says it is.
    """

    title: str
    above: str
    below: str
    number: str
    dated: str
    code_line: str
    qr: str
    addressee: str
    copies: tuple[str, ...]
    blocks: tuple[FilledBlock, ...]
    signatures: tuple[FilledSignature, ...]
    after: tuple[str, ...]


def fill(form: PaperForm, values: Values, letterhead: Letterhead, section: str, qr: str = "") -> Filled:
    """Return the filled paper. section: name of the one-stop counter, bold in the letterhead where the form says so."""
    above, below = (letterhead.name, section) if form.head == "section" else (letterhead.parent_name, letterhead.name)
    number = _text(values, "number")
    place = f"{letterhead.place}, " if letterhead.place else ""
    return Filled(
        title=form.title,
        above=above,
        below=below,
        number=f"Số: {number}/{form.symbol}" if form.symbol and number else "",
        dated=f"{place}ngày {_text(values, 'day') or BLANK}",
        code_line=f"Mã hồ sơ: {_text(values, 'code') or BLANK}",
        qr=qr if form.code else "",
        addressee=_sentence(form.addressee, values),
        copies=form.copies,
        blocks=tuple(_fill_block(block, values) for block in form.blocks),
        signatures=tuple(_fill_signature(signature, values, letterhead) for signature in form.signatures),
        after=tuple(_sentence(text, values) for text in form.after),
    )


def make_subject(form: PaperForm, values: Values) -> str:
    """Return what the paper is about, as a register has it: its title where the set says nothing else."""
    return _sentence(form.subject, values) or form.title


def missing_needs(form: PaperForm, values: Values) -> list[str]:
    """Return the values a paper cannot be made without and that are not there."""
    return [name for name in form.needs if not values.get(name)]


def dump_filled(filled: Filled) -> Any:
    """Return the filled paper as plain JSON values, to be kept with its record."""
    return msgspec.json.decode(msgspec.json.encode(filled))


def load_filled(value: Any) -> Filled:
    """Return a filled paper that was kept. Raises ValueError where it is none."""
    return msgspec.convert(value, Filled)


def _fill_block(block: Block, values: Values) -> FilledBlock:
    match block:
        case Fields():
            return FilledFields(tuple(FilledField(line.label, _text(values, line.value), line.after) for line in block.fields))
        case Listing():
            entries = values.get(block.value) or ()
            return FilledList(block.label, tuple(str(entry) for entry in entries), block.lines)
        case Text():
            return FilledText(_sentence(block.text, values), block.style)
        case Grid():
            return _fill_table(block, values)


def _fill_table(block: Grid, values: Values) -> FilledTable:
    names = ROWS[block.value]
    given = [row for row in values.get(block.value) or () if isinstance(row, Mapping)]
    blank = [dict.fromkeys(names, "") for _ in range(block.rows - len(given))]
    rows = [{name: row.get(name, "") for name in names} for row in (*given, *blank)]
    return FilledTable(block.head, block.widths, tuple(tuple(cell.format_map(row) for cell in block.cells) for row in rows))


def _fill_signature(signature: Signature, values: Values, letterhead: Letterhead) -> FilledSignature:
    if signature.name != "signer":
        names = {"applicant": "name", "officer": "officer", "": ""}
        return FilledSignature((signature.title,), signature.hint, _text(values, names[signature.name]))
    lines = tuple(line.upper() for line in (letterhead.authority, letterhead.position) if line)
    return FilledSignature(lines or (signature.title,), signature.hint, letterhead.signer)


def _sentence(template: str, values: Values) -> str:
    return template.format_map({name: _text(values, name) or BLANK for name in TEXTS}) if template else ""


def _text(values: Values, name: str) -> str:
    value = values.get(name, "") if name and name not in LISTS else ""
    return value if isinstance(value, str) else ""

"""A form's definition: what the paper asks, as data with a version. `forms/FORMAT.md` tells the format.

`load_definition` is the only way in and names every problem. This module must not know how a record is checked
(`forms.checks`) nor where definitions come from (`forms.shipped`).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from forms.definition_checks import check_definition
from forms.definition_problems import DEF_JSON
from forms.problems import Problem, Refused, make_problem
from forms.strict_json import HIDDEN, NOT_NFC, SURROGATE, BadJson, loads_strict

MAX_BYTES = 1_000_000


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer that can be ticked. value: what a record keeps; an integer for the satisfaction scale."""

    value: int | str
    label_vi: str
    label_en: str


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """A heading of the paper. number: as printed (`I`).  place: member of the record that holds the section's answers."""

    id: str
    label_vi: str
    label_en: str
    number: str = ""
    place: str = ""


class Relevant(Struct, frozen=True, forbid_unknown_fields=True):
    """When an item is asked: only if the other `item` (same place) has one of `values`."""

    item: str
    values: tuple[int | str, ...]


class Item(Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """One thing the paper asks.

    min, max: range of an integer, or characters of a text.  lines: lines of text on screen and paper; 1 takes no line break.
    unit: printed behind a number.  default: filled in when nothing was keyed.  personal: names or identifies a person.
    computed: made by the program, never keyed.  items: members of an `object`, or of each entry of a `list`.
    """

    id: str
    label_vi: str
    label_en: str
    kind: str
    section: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    min: int | None = None
    max: int | None = None
    lines: int = 1
    unit_vi: str = ""
    unit_en: str = ""
    default: int | str | None = None
    personal: bool = False
    computed: bool = False
    relevant: Relevant | None = None
    items: tuple[Item, ...] = ()


class Definition(Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A form in one version. Two versions are two forms: nothing is summed over both by position.

    table: where its records live.  key: the item whose answer is the record's id, None for a random id.
    source: the paper or law it follows.  scale: the answers of every likert item, `Item.choices` of these holds it too.
    """

    format: int
    id: str
    version: int
    valid_from: date
    title_vi: str
    title_en: str
    table: str
    key: str | None = None
    source: str = ""
    scale: tuple[Choice, ...] = ()
    sections: tuple[Section, ...]
    items: tuple[Item, ...]

    @property
    def name(self) -> str:
        """The name records keep: `survey-2640@1`."""
        return f"{self.id}@{self.version}"

    @property
    def likert(self) -> tuple[Item, ...]:
        """The items answered on the scale, in form order."""
        return tuple(item for item in self.items if item.kind == "likert")

    def section(self, section_id: str) -> Section:
        """Return a section. Raises KeyError for an unknown id."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def item(self, item_id: str, section_id: str | None = None) -> Item:
        """Return a top item, of the given section where two sections share an id. Raises KeyError for an unknown one."""
        for item in self.items:
            if item.id == item_id and section_id in (None, item.section):
                return item
        raise KeyError(item_id)

    def place(self, item: Item) -> str:
        """Return the member of the record that holds the item's answer, empty when it is the record itself."""
        return self.section(item.section).place if item.section else ""


def load_definition(data: bytes) -> Definition:
    """Return the definition of JSON bytes. Raises Refused with every problem found, in file order."""
    try:
        raw: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise Refused([make_problem(DEF_JSON, "file", detail=type(error).__name__)]) from None
    problems = _check_strict(data) + check_definition(raw)
    if problems:
        raise Refused(problems)
    definition = msgspec.convert(raw, Definition)
    return msgspec.structs.replace(definition, items=tuple(_with_scale(definition, item) for item in definition.items))


def _check_strict(data: bytes) -> list[Problem]:
    """Return what a plain decoder forgives, as a list of none or one; bad text is named at its own place elsewhere."""
    try:
        loads_strict(data, max_bytes=MAX_BYTES)
    except BadJson as error:
        if error.code not in (NOT_NFC, HIDDEN, SURROGATE):
            return [make_problem(DEF_JSON, "file", detail=f"{error.code} {error.detail}".strip())]
    return []


def _with_scale(definition: Definition, item: Item) -> Item:
    return msgspec.structs.replace(item, choices=definition.scale) if item.kind == "likert" else item

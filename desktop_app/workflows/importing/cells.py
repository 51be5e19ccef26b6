"""A row's cells by what they are, each converted and cleaned, with what was done said: old codes, ditto marks, merged cells.

Must not decide what a value means for a dossier; `dossier` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from desktop_app.workflows.importing import findings as codes
from desktop_app.workflows.importing.findings import Findings, make_finding
from desktop_app.workflows.importing.layout import Layout, down_merges, letter_of
from desktop_app.workflows.importing.lettering import NAMES, Lettering
from exports.table_read import Row, Table, Value
from forms.dates import format_date
from forms.text import clean, has_hidden

DITTO = frozenset({'"', "''", "”", "“", "〃", "nt", "-nt-", "- nt -", "như trên", "-như trên-", '-"-', "- '' -"})
NO_DITTO = frozenset({"code", "note", "number"})
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_ESCAPED = re.compile("_x000[DdAa]_")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. value: as read.  text: in Unicode, cleaned.  before: as it stood, for showing.  column: from 0."""

    value: Value
    text: str
    before: str
    column: int


@dataclass(slots=True)
class CellReader:
    """Reads the rows of a sheet in order. columns: the field of each column (from 0)."""

    table: Table
    layout: Layout
    lettering: Lettering
    columns: Mapping[int, str]
    findings: Findings
    _above: dict[str, Cell] = field(default_factory=dict)
    _merges: Mapping[tuple[int, int], int] = field(default_factory=dict)
    _tops: dict[int, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._merges = down_merges(self.table, self.layout)
        tops = set(self._merges.values())
        self._tops = {row.number: row for row in self.table.rows if row.number in tops}

    def read(self, row: Row) -> dict[str, Cell]:
        """Return the cells that have something in them by field, and say what was done to them."""
        found: dict[str, Cell] = {}
        for column, name in self.columns.items():
            cell = self._cell(row, column, name)
            if cell is not None:
                found[name] = cell
        self._above.update(found)
        return found

    def say(
        self, code: str, row: Row, column: int, cell: tuple[str, str] = ("", ""), *, repaired: bool = False, **values: object
    ) -> None:
        """Note something about a cell."""
        heading = self.layout.headings[column] if column < len(self.layout.headings) else ""
        self.findings.add(make_finding(code, row.number, letter_of(column), heading, repaired=repaired, cell=cell, **values))

    def _cell(self, row: Row, column: int, name: str) -> Cell | None:
        value, font = _at(row, column)
        if value is None:
            return self._merged(row, column)
        if isinstance(value, str):
            return self._text_cell(row, column, name, value, font)
        text = show(value)
        return Cell(value, text, text, column)

    def _merged(self, row: Row, column: int) -> Cell | None:
        if (row.number, column + 1) in self.table.unsaved:
            self.say(codes.UNSAVED, row, column)
        top = self._tops.get(self._merges.get((row.number, column), 0))
        if top is None:
            return None
        value, font = _at(top, column)
        if value is None:
            return None
        text = clean_text(self.lettering.convert(value, font, column)[0]) if isinstance(value, str) else show(value)
        self.say(codes.MERGED, row, column, ("", text), repaired=True)
        return Cell(value, text, "", column)

    def _text_cell(self, row: Row, column: int, name: str, value: str, font: str) -> Cell | None:
        if value.strip().lower() in DITTO and name not in NO_DITTO:
            return self._ditto(row, column, name, value)
        converted, code = self.lettering.convert(value, font, column)
        if code:
            self.say(codes.LETTERS, row, column, (value, clean_text(converted)), repaired=True, letters=NAMES[code])
        text = clean_text(converted)
        if has_hidden(clean(converted)):
            self.say(codes.HIDDEN, row, column, (value, text), repaired=True)
        if _ERRORS.fullmatch(text):
            self.say(codes.CELL_ERROR, row, column, (value, ""))
            return None
        return Cell(converted, text, value, column) if text else None

    def _ditto(self, row: Row, column: int, name: str, value: str) -> Cell | None:
        above = self._above.get(name)
        if above is None:
            return None
        self.say(codes.DITTO, row, column, (value, above.text), repaired=True)
        return Cell(above.value, above.text, value, column)


def _at(row: Row, column: int) -> tuple[Value, str]:
    if column >= len(row.values):
        return None, ""
    return row.values[column], row.fonts[column] if column < len(row.fonts) else ""


def clean_text(text: str) -> str:
    """Return a text without hidden characters, white space single, line ends kept."""
    text = clean(_ESCAPED.sub("\n", text))
    if has_hidden(text):
        text = "".join(letter for letter in text if not has_hidden(letter))
    return "\n".join(line for line in (" ".join(part.split()) for part in text.split("\n")) if line)


def show(value: Value) -> str:
    """Return a value as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        clock = value.time()
        return format_date(value.date()) + (f" {clock:%H:%M}" if clock != time(0) else "")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)

"""What a person says about a file before the dry run: sheet, headings, columns, old code, procedure names, rows left out.

The first proposal is found by the words in the sheet and by what was said of the same headings before. As JSON (`--map`):
`{"sheet", "header": [first, last], "columns": {"C": "name"}, "lettering", "names": {"Tên": {"procedure",
"case"}}, "channel", "area"}`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_app.workflows.files import read_input
from desktop_app.workflows.importing.cells import clean_text, show
from desktop_app.workflows.importing.fields import FIELDS, guess_fields, plain_heading
from desktop_app.workflows.importing.layout import LOOKED_AT, Layout, find_layout, layout_at, letter_of
from desktop_app.workflows.importing.lettering import CHOICES, Choice, Lettering, find_lettering
from desktop_app.workflows.importing.memory import Memory
from desktop_app.workflows.importing.names import Choices, plain_name
from desktop_app.workflows.progress import Progress, silent
from exports.table_read import Table, list_sheets, read_table
from forms.problems import Refused, declare, make_problem

CHANNELS = ("counter", "online", "post")
AREAS = ("", "town", "remote", "other")
BAD_MAP = declare(
    "IMPORT-MAP",
    "Tệp ánh xạ không đúng ở “{place}”. Xem mẫu bằng lệnh import --dry-run --json, mục map.",
    "The map file is wrong at “{place}”. See its form under “map” of import --dry-run --json.",
)


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was opened: one of its sheets was read. sheets: each with whether it is shown."""

    name: str
    sha256: str
    sheets: Mapping[str, bool]
    table: Table


@dataclass(frozen=True, slots=True)
class Setup:
    """What is said about a sheet. columns: field of each column (from 0).  names: procedure names decided.  skip: rows left out.

    lettering: how texts are read, `auto` for by font and by words.  channel: where no column says it.  area: of all dossiers,
    empty for the office's own.
    """

    layout: Layout
    columns: Mapping[int, str]
    lettering: Choice = "auto"
    names: Choices = field(default_factory=dict)
    skip: frozenset[int] = frozenset()
    channel: str = "counter"
    area: str = ""

    def with_column(self, column: int, name: str) -> Setup:
        """Return it with a column of another field, empty for not taken; a field belongs to one column."""
        others = {place: known for place, known in self.columns.items() if place != column and known != name}
        return replace(self, columns=dict(sorted({**others, **({column: name} if name else {})}.items())))

    def with_name(self, text: str, procedure: str, case: str = "") -> Setup:
        """Return it with a procedure name decided."""
        return replace(self, names={**self.names, plain_name(text): (procedure, case)})

    def with_row(self, row: int, *, left_out: bool) -> Setup:
        """Return it with a row left out or taken again."""
        return replace(self, skip=self.skip | {row} if left_out else self.skip - {row})


def open_book(path: Path, sheet: str = "", progress: Progress = silent) -> Book:
    """Return a file with one sheet read. Raises WorkflowError, Refused with why it is not read, and what `progress` raises."""
    data = read_input(path)
    table = read_table(data, path.name, sheet, progress)
    return Book(path.name, hashlib.sha256(data).hexdigest(), list_sheets(data), table)


def lettering_of(book: Book, choice: Choice) -> Lettering:
    """Return how the sheet's texts are read."""
    return find_lettering(book.table.rows, choice)


def head_texts(book: Book, choice: Choice) -> dict[int, list[str]]:
    """Return the first rows as texts in Unicode, by row number: where headings are looked for."""
    lettering = lettering_of(book, choice)
    found: dict[int, list[str]] = {}
    for row in book.table.rows[: LOOKED_AT + 2]:
        cells = enumerate(row.values)
        found[row.number] = [
            clean_text(lettering.convert(value, row.fonts[place] if place < len(row.fonts) else "", place)[0]).replace("\n", " ")
            if isinstance(value, str)
            else show(value)
            for place, value in cells
        ]
    return found


def propose(book: Book, memory: Memory, choice: Choice = "auto") -> Setup:
    """Return the first proposal for a sheet."""
    return _filled(find_layout(book.table, head_texts(book, choice)), memory, choice)


def with_headings(book: Book, memory: Memory, setup: Setup, first: int, last: int) -> Setup:
    """Return the proposal for headings a person has pointed at; 0, 0 for none. What was decided of names stays."""
    again = _filled(layout_at(book.table, head_texts(book, setup.lettering), first, last), memory, setup.lettering)
    return replace(again, names={**again.names, **setup.names}, channel=setup.channel, area=setup.area)


def _filled(layout: Layout, memory: Memory, choice: Choice) -> Setup:
    known = memory.columns_of(layout.key) if layout.first else None
    columns = known if known is not None else guess_fields(layout.headings)
    return Setup(layout, {place: name for place, name in columns.items() if name in FIELDS}, choice, memory.names)


def map_of(book: Book, setup: Setup) -> dict[str, Any]:
    """Return a setup as JSON, as `--map` takes it."""
    return {
        "sheet": book.table.sheet,
        "header": [setup.layout.first, setup.layout.last],
        "columns": {letter_of(place): setup.columns.get(place, "") for place in range(len(setup.layout.headings))},
        "lettering": setup.lettering,
        "names": {name: {"procedure": procedure, "case": case} for name, (procedure, case) in setup.names.items()},
        "channel": setup.channel,
        "area": setup.area,
    }


def with_map(book: Book, memory: Memory, setup: Setup, told: Any) -> Setup:
    """Return the setup with what a map says. Columns are named by letter or heading. Raises Refused `IMPORT-MAP`."""
    _require(isinstance(told, dict) and not told.keys() - _MEMBERS, "map")
    if "lettering" in told:
        _require(told["lettering"] in CHOICES, "lettering")
        setup = propose(book, memory, told["lettering"])
    if "header" in told:
        rows = told["header"]
        _require(isinstance(rows, list) and len(rows) == 2 and all(type(row) is int and row >= 0 for row in rows), "header")
        _require(rows[0] <= rows[1] <= rows[0] + 5, "header")
        setup = with_headings(book, memory, setup, rows[0], rows[1])
    for column, name in _members(told, "columns").items():
        _require(name in ("", *FIELDS), f"columns.{column}")
        setup = setup.with_column(_column_of(setup.layout.headings, column), name)
    for text, choice in _members(told, "names").items():
        _require(isinstance(choice, dict) and isinstance(choice.get("procedure"), str), f"names.{text}")
        setup = setup.with_name(text, choice["procedure"], str(choice.get("case") or ""))
    channel = told.get("channel", setup.channel)
    _require(channel in CHANNELS, "channel")
    area = told.get("area", setup.area)
    _require(area in AREAS, "area")
    return replace(setup, channel=channel, area=area)


_MEMBERS = {"sheet", "header", "columns", "lettering", "names", "channel", "area"}


def _members(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = told.get(name, {})
    _require(isinstance(value, dict), name)
    return value  # type: ignore[no-any-return]


def _column_of(headings: Sequence[str], named: str) -> int:
    """Return the column of a letter or a heading. Raises Refused."""
    letters = {letter_of(place): place for place in range(len(headings))}
    known = {plain_heading(heading): place for place, heading in enumerate(headings) if heading}
    _require(named in letters or plain_heading(named) in known, f"columns.{named}")
    return letters[named] if named in letters else known[plain_heading(named)]


def _require(holds: bool, where: str) -> None:
    if not holds:
        raise Refused([make_problem(BAD_MAP, "map", place=where[:60])])

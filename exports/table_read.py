"""A workbook or CSV that somebody hands in → rows of plain values. What it is is told by its bytes, never by its name.

The file is hostile until it was read: sizes are looked at before anything is unpacked, no macro runs, no link is opened, no
formula is worked out. Must not know what the columns mean or repair a value; it writes nothing and opens no path.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from exports import table_read_problems as codes
from forms.problems import Problem, Refused, make_problem

Value = str | int | Decimal | bool | datetime | date | time | None
Progress = Callable[[int, int, str], None]

MAX_ROWS = 200_000
MAX_COLUMNS = 100
MAX_CELL_LETTERS = 32_767
"""What Excel itself allows in a cell; CSV gets the same."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"\x1f\x8b", b"SQLite",
)  # fmt: skip
_PAGES = (b"<html", b"<!doctype", b"<?xml", b"<table")


@dataclass(frozen=True, slots=True)
class Row:
    """One row that has something in it. number: as the spreadsheet counts, from 1; of a CSV the line it begins on.

    fonts: the font of each cell, empty where none is known.
    """

    number: int
    values: tuple[Value, ...]
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What was read. kind: `xlsx` or `csv`.  sheet: its name.  date1904: serial days count from 1904.

    encoding: of a CSV.  merges: first row, first column, last row, last column, rows and columns from 1.  unsaved: cells (row,
    column) whose formula has no stored value.  notes: warnings about the file as a whole.
    """

    kind: str
    sheet: str
    rows: Sequence[Row]
    date1904: bool = False
    encoding: str = ""
    merges: Sequence[tuple[int, int, int, int]] = ()
    unsaved: frozenset[tuple[int, int]] = frozenset()
    notes: Sequence[Problem] = field(default_factory=tuple)


def list_sheets(data: bytes) -> Mapping[str, bool]:
    """Return the sheets of a workbook in order, each with whether it is shown; of a CSV one without a name. Raises Refused."""
    if kind_of(data) == "csv":
        return {"": True}
    from exports.table_read_xlsx import sheet_names

    return sheet_names(data)


def read_table(data: bytes, name: str = "", sheet: str = "", progress: Progress | None = None) -> Table:
    """Return the rows of a sheet, the first shown one where none is named; name: the file's, to tell of a wrong one.

    Raises Refused with why the file is not read, and whatever `progress` raises to stop.
    """
    kind = kind_of(data)
    tell = progress or (lambda _done, _total, _text: None)
    if kind == "csv":
        from exports.table_read_csv import read_csv

        table = read_csv(data, tell)
    else:
        from exports.table_read_xlsx import read_sheet

        table = read_sheet(data, sheet, tell)
    if not table.rows:
        raise Refused([make_problem(codes.EMPTY, "sheet")])
    notes = [*_name_note(name, kind), *table.notes]
    return Table(table.kind, table.sheet, table.rows, table.date1904, table.encoding, table.merges, table.unsaved, tuple(notes))


def kind_of(data: bytes) -> str:
    """Return `xlsx` or `csv`. Raises Refused for everything else, saying what to do about it."""
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(_OLE):
        raise _refused(codes.LOCKED_FILE if _ENCRYPTED in data else codes.OLD_EXCEL)
    if head.startswith(_PAGES):
        raise Refused([make_problem(codes.OTHER_BOOK, "file", kind="HTML/XML")])
    if not data.strip() or data.startswith(_BINARY) or _looks_binary(data):
        raise _refused(codes.NO_TABLE)
    return "csv"


def _looks_binary(data: bytes) -> bool:
    """Return whether bytes are no text: NUL outside of UTF-16, or many control characters."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or bare_utf16(data):
        return False
    return b"\0" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 100


def bare_utf16(data: bytes) -> str:
    """Return the name of UTF-16 without a mark: every other byte of plain letters is NUL, no letter itself is."""
    low, high = data[:4096:2], data[1:4096:2]
    for name, letters, zeros in (("utf-16-le", low, high), ("utf-16-be", high, low)):
        if zeros.count(0) * 3 > len(zeros) and not letters.count(0):
            return name
    return ""


def _refused(code: str) -> Refused:
    return Refused([make_problem(code, "file")])


def _name_note(name: str, kind: str) -> list[Problem]:
    named = name.rpartition(".")[2].lower() if "." in name else ""
    fitting = ("xlsx", "xlsm", "xltx", "xltm") if kind == "xlsx" else ("csv", "txt", "tsv", "tab")
    return [make_problem(codes.OTHER_NAME, "file", named=named, kind=kind.upper())] if named and named not in fitting else []

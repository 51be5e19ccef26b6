"""XLSX bytes → rows; the one reading module that knows openpyxl. Values as Excel stored them, fonts, merged cells.

Before anything is unpacked the sizes in the archive's directory are looked at; `zipfile` refuses what unpacks to more than it
says there. Parts that declare a DTD are not parsed. Must not run, follow or compute anything.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from exports import table_read_problems as codes
from exports.table_read import MAX_CELL_LETTERS, MAX_COLUMNS, MAX_ROWS, Progress, Row, Table, Value
from forms.problems import Problem, Refused, make_problem

MAX_PARTS = 4000
MAX_PART_BYTES = 512 << 20
MAX_ALL_BYTES = 768 << 20
MAX_SIDE_BYTES = 160 << 20
"""Of a part openpyxl takes into memory whole: shared texts, styles, everything but a sheet."""
LAST_ROW = 1_048_576
_TELL_ROWS = 5000
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell[^>]*\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_UNSAVED = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, SyntaxError, ValueError, KeyError, IndexError, TypeError, AttributeError,
    OverflowError, EOFError, NotImplementedError, RuntimeError, AssertionError, OSError, MemoryError,
)  # fmt: skip
"""What openpyxl and its parsers raise for a file that is not as it should be (an XML error is a SyntaxError)."""


def sheet_names(data: bytes) -> Mapping[str, bool]:
    """Return the sheets in order, each with whether it is shown. Raises Refused."""
    with _opened(data) as (book, _archive):
        return {page.title: page.sheet_state == "visible" for page in _pages(book)}


def read_sheet(data: bytes, sheet: str, progress: Progress) -> Table:
    """Return the rows of a sheet. Raises Refused, and whatever `progress` raises."""
    with _opened(data) as (book, archive):
        page = _choose(book, sheet)
        raw = archive.read(page._worksheet_path)
        notes = [*_file_notes(archive), *_formula_notes(raw)]
        merges, unsaved = _merges(raw), _unsaved(raw)
        del raw
        page.reset_dimensions()
        rows = list(_rows(page, progress))
        return Table("xlsx", page.title, rows, book.epoch == CALENDAR_MAC_1904, "", merges, unsaved, tuple(notes))


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[Any, zipfile.ZipFile]]:
    """Open a workbook that was looked over; every error of the engine becomes `TABLE-BROKEN`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _require_safe(archive)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_vba=False, keep_links=False)
            try:
                yield book, archive
            finally:
                book.close()
    except _BROKEN as error:
        raise Refused([make_problem(codes.BROKEN, "file")]) from error


def _require_safe(archive: zipfile.ZipFile) -> None:
    """Raise Refused for another kind of archive, too much in it, or a part that declares a DTD."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise Refused([make_problem(codes.OTHER_BOOK, "file", kind=".xlsb" if "xl/workbook.bin" in names else ".ods")])
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused([make_problem(codes.NO_TABLE, "file")])
    _require_small(parts)
    for part in parts:
        _require_plain(archive, part)


def _require_small(parts: list[zipfile.ZipInfo]) -> None:
    largest = max(part.file_size for part in parts)
    side = max((part.file_size for part in parts if not part.filename.startswith("xl/worksheets/")), default=0)
    total = sum(part.file_size for part in parts)
    for size, limit in ((total, MAX_ALL_BYTES), (largest, MAX_PART_BYTES), (side, MAX_SIDE_BYTES)):
        if size > limit:
            raise Refused([make_problem(codes.TOO_LARGE, "file", size=size >> 20, limit=limit >> 20)])
    if len(parts) > MAX_PARTS:
        raise Refused([make_problem(codes.BROKEN, "file")])


def _require_plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Raise Refused if a part declares a DTD, or is written so that this could not be seen.

    A part of another name, as a picture, is passed over unless it begins like XML: another part may call it a sheet.
    """
    with archive.open(part) as stream:
        named, start = part.filename.lower().endswith((".xml", ".rels", ".vml")), stream.read(64).lstrip()
        if not named and not start.startswith((b"<", b"\0<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            return
    with archive.open(part) as stream:
        before = b""
        while block := stream.read(1 << 20):
            if (not before and b"\0" in block[:4]) or block[:2] in (b"\xff\xfe", b"\xfe\xff") or _DTD.search(before + block):
                raise Refused([make_problem(codes.UNSAFE, "file")])
            before = block[-16:]


def _pages(book: Any) -> list[Any]:
    return [page for page in book.worksheets if hasattr(page, "_worksheet_path")]


def _choose(book: Any, sheet: str) -> Any:
    pages = _pages(book)
    shown = [page for page in pages if page.sheet_state == "visible"] or pages
    named = [page for page in pages if page.title == sheet] if sheet else shown
    if not named:
        raise Refused([make_problem(codes.NO_SHEET, "sheet", known=", ".join(page.title for page in pages))])
    return named[0]


def _rows(page: Any, progress: Progress) -> Iterator[Row]:
    fonts: dict[int, str] = {}
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    kept = 0
    for number, cells in enumerate(page.iter_rows(max_col=MAX_COLUMNS + 1), 1):
        if number > LAST_ROW:
            raise Refused([make_problem(codes.BROKEN, "sheet")])
        values = [_value(cell) for cell in cells]
        while values and values[-1] is None:
            values.pop()
        if number % _TELL_ROWS == 0:
            progress(number, 0, "")
        if not values:
            continue
        kept += 1
        _require_size(kept, values)
        row_fonts = tuple(_font(cell, fonts) for cell in cells[: len(values)])
        yield Row(number, tuple(values), known.setdefault(row_fonts, row_fonts))


def _require_size(kept: int, values: list[Value]) -> None:
    if kept > MAX_ROWS:
        raise Refused([make_problem(codes.TOO_MANY_ROWS, "sheet", limit=MAX_ROWS)])
    if len(values) > MAX_COLUMNS:
        raise Refused([make_problem(codes.TOO_MANY_COLUMNS, "sheet", limit=MAX_COLUMNS)])


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None or isinstance(value, bool | int | datetime | date | time):
        return value
    if isinstance(value, str):
        return value[:MAX_CELL_LETTERS] if value.strip() else None
    if isinstance(value, timedelta):
        return str(value)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(str(value))
    if not number.is_finite():
        return str(value)
    return int(number) if number == number.to_integral_value() and abs(number) < 1 << 53 else number


def _font(cell: Any, fonts: dict[int, str]) -> str:
    if not isinstance(cell.value, str):
        return ""
    number = cell.style_array.fontId
    if number not in fonts:
        fonts[number] = str(cell.font.name or "")
    return fonts[number]


def _merges(raw: bytes) -> tuple[tuple[int, int, int, int], ...]:
    found = []
    for match in _MERGE.finditer(raw):
        left, top, right, bottom = range_boundaries(match[1].decode())
        found.append((int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)))
    return tuple(found)


def _unsaved(raw: bytes) -> frozenset[tuple[int, int]]:
    found = set()
    for match in _UNSAVED.finditer(raw):
        left, top, _right, _bottom = range_boundaries(match[1].decode())
        found.add((int(top or 1), int(left or 1)))
    return frozenset(found)


def _formula_notes(raw: bytes) -> list[Problem]:
    count = sum(1 for _ in _FORMULA.finditer(raw))
    return [make_problem(codes.FORMULAS, "sheet", count=count)] if count else []


def _file_notes(archive: zipfile.ZipFile) -> list[Problem]:
    names = archive.namelist()
    macros = any(name.lower().endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names)
    links = any(name.startswith(("xl/externalLinks/", "xl/queryTables/")) or name == "xl/connections.xml" for name in names)
    return [make_problem(code, "file") for code, there in ((codes.MACROS, macros), (codes.LINKS, links)) if there]

"""CSV bytes → rows. The encoding is told by the bytes: a mark, UTF-16 without one, UTF-8, else one of the old 8-bit codes.

Of the 8-bit ones the one is taken in which most words become Vietnamese: Windows-1258, or TCVN3 and VNI read as Latin text, which
the caller converts in the open. Must not repair a value: each cell is the text that stood there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from exports import table_read_problems as codes
from exports.table_read import MAX_CELL_LETTERS, MAX_COLUMNS, MAX_ROWS, Progress, Row, Table, bare_utf16
from forms.legacy_guess import count_words, decode
from forms.problems import Problem, Refused, make_problem
from forms.text import nfc

DELIMITERS = ",;\t|"
_SAMPLE_BYTES = 1 << 18
_SAMPLE_LINES = 60
_TELL_ROWS = 5000


def read_csv(data: bytes, progress: Progress) -> Table:
    """Return the rows of a CSV. Raises Refused for too many rows or columns, or a cell no spreadsheet could hold."""
    encoding = find_encoding(data)
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    delimiter = find_delimiter(text)
    rows = list(_rows(text, delimiter, progress))
    notes = [*_encoding_notes(encoding, text)]
    return Table("csv", "", rows, encoding=encoding, notes=tuple(notes))


def find_encoding(data: bytes) -> str:
    """Return the Python name of the encoding of a CSV's bytes."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return name
    if bare := bare_utf16(data):
        return bare
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)
    return "utf-8"


def _eight_bit(data: bytes) -> str:
    """Return cp1258, or cp1252 for text in TCVN3 or VNI that is to be converted; the one that makes most words."""
    sample = data[:_SAMPLE_BYTES]
    latin = sample.decode("cp1252", errors="replace")
    windows = count_words(nfc(sample.decode("cp1258", errors="replace")))
    old = max(count_words(latin), count_words(decode(latin, "tcvn3")), count_words(decode(latin, "vni")))
    return "cp1258" if windows >= old else "cp1252"


def find_delimiter(text: str) -> str:
    """Return the sign between cells: the one that cuts the first lines into the most columns alike."""
    lines = [line for line in text[:_SAMPLE_BYTES].splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda sign: (_evenness(lines, sign), -DELIMITERS.index(sign)))


def _evenness(lines: list[str], sign: str) -> int:
    """Return how many cells stand in lines that are cut into as many as the usual one."""
    counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
    usual = max(set(counts), key=lambda count: (counts.count(count) * (count > 1), count), default=1)
    return counts.count(usual) * (usual - 1)


def _rows(text: str, delimiter: str, progress: Progress) -> Iterator[Row]:
    lines, kept = text.count("\n") + 1, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = csv.field_size_limit(MAX_CELL_LETTERS)
    try:
        first = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                kept += 1
                _require_size(kept, cells)
                yield Row(first, tuple(cell or None for cell in cells))
            if kept % _TELL_ROWS == 0:
                progress(min(reader.line_num, lines), lines, "")
            first = reader.line_num + 1
    except csv.Error:
        raise Refused([make_problem(codes.BROKEN, f"line {reader.line_num}")]) from None
    finally:
        csv.field_size_limit(before)


def _require_size(kept: int, cells: list[str]) -> None:
    if kept > MAX_ROWS:
        raise Refused([make_problem(codes.TOO_MANY_ROWS, "file", limit=MAX_ROWS)])
    if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
        raise Refused([make_problem(codes.TOO_MANY_COLUMNS, "file", limit=MAX_COLUMNS)])


def _encoding_notes(encoding: str, text: str) -> Iterator[Problem]:
    if encoding in ("cp1258", "cp1252"):
        yield make_problem(codes.EIGHT_BIT, "file", encoding="Windows-1258" if encoding == "cp1258" else "8-bit (TCVN3, VNI)")
    if "\ufffd" in text:
        yield make_problem(codes.LOST_LETTERS, "file")

"""A list of any length → an XLSX workbook of one sheet, row by row: 100 000 rows need neither minutes nor much memory.

`table_xlsx` makes the workbook with one row as a pattern; here that row is written again for each row of the list, in its
styles. So both look the same, and only that module knows openpyxl. Must not compute a figure.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape

from exports.table_xlsx import FIXED_TIME, make_workbook
from exports.tables import Cell, Row, Sheet, make_safe

MOST_ROWS = 1_048_576
"""Rows a sheet of this format can have."""
SHEET = "xl/worksheets/sheet1.xml"
_FIRST_SERIAL = date(1899, 12, 30)
_STYLE = re.compile(rb'<c r="[A-Z]+[0-9]+" s="([0-9]+)"')
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make_long_xlsx(title: str, above: Sequence[str], columns: Sequence[tuple[str, int]], rows: Iterable[Row]) -> bytes:
    """Return the workbook. above: lines over the table, the first two bold.  columns: title and width in letters, 26 at most.

    rows: asked for one after another, so that whoever gives them can tell how far it is; each cell a text, an integer, a day
    or None. The caller sees to it that there are no more than `MOST_ROWS` in all.
    """
    pattern: list[Row] = [["x" * (width - 2) for _, width in columns], [0] * len(columns), [_FIRST_SERIAL] * len(columns)]
    model = make_workbook([Sheet(title, above, [[name for name, _ in columns]], pattern)])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(model)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(_info(name), "w") as part:
                parts = _sheet(old.read(name), len(above) + bool(above) + 2, rows) if name == SHEET else [old.read(name)]
                for piece in parts:
                    part.write(piece)
    return out.getvalue()


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, FIXED_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _sheet(model: bytes, first: int, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the sheet with the pattern's rows, which begin at row `first`, replaced by the list's."""
    start, end = model.index(b'<row r="%d">' % first), model.index(b"</sheetData>")
    text, number, day = (_STYLE.findall(line)[0].decode() for line in model[start:end].split(b"</row>")[:3])
    yield re.sub(rb'<dimension ref="[^"]*"/>', b"", model[:start])
    for place, row in enumerate(rows, first):
        cells = [_cell(f"{letter}{place}", value, text, number, day) for letter, value in zip(_LETTERS, row, strict=False)]
        yield f'<row r="{place}">{"".join(cells)}</row>'.encode()
    yield model[end:]


def _cell(place: str, value: Cell, text: str, number: str, day: str) -> str:
    if value is None:
        return f'<c r="{place}" s="{text}"/>'
    if isinstance(value, date):
        return f'<c r="{place}" s="{day}"><v>{(value - _FIRST_SERIAL).days}</v></c>'
    if isinstance(value, str):
        shown = escape(str(make_safe(value)))
        return f'<c r="{place}" s="{text}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'
    return f'<c r="{place}" s="{number}"><v>{value}</v></c>'

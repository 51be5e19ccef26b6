"""Rows → CSV bytes that Excel opens as they are: UTF-8 with its mark, commas, CRLF.

CSV has no types: Excel drops the leading zeros of an ID number when it opens one. Where that matters hand out the
workbook of `table_xlsx`. Must not compute a figure.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from exports.tables import Cell, Row, make_safe, make_sheets
from forms.dates import format_date
from forms.definition import Definition


def make_csv(summary: Mapping[str, Any], definition: Definition) -> bytes:
    """Return the figures of a summary as one CSV: the sheets of the workbook one under another."""
    lines: list[Row] = []
    for sheet in make_sheets(summary, definition):
        lines += [[line] for line in sheet.above]
        lines += [*sheet.head, *sheet.rows]
        lines += [[line] for line in sheet.below]
        lines.append([])
    return make_list_csv([], lines)


def make_list_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return a list as CSV, its column names first if there are any; no cell can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    if columns:
        writer.writerow([make_safe(name) for name in columns])
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> Cell:
    return format_date(cell) if isinstance(cell, date) else make_safe(cell)

"""Sheets → an XLSX workbook; the one module that knows openpyxl.

The same figures give the same bytes: no clock is read. Nothing is laid down on the disk on the way, as a register
holds names (openpyxl's own `save` makes temporary files). Must not compute a figure.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from exports.tables import Cell, Row, Sheet, make_safe, make_sheets
from forms.definition import Definition

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 (a fixed stamp, as the format wants one; not a time)
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""What every member of a workbook carries as its time."""
_FONT = "Times New Roman"
_LINE = Side(style="thin", color="FF808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="FFE8EEF7")


def make_xlsx(summary: Mapping[str, Any], definition: Definition) -> bytes:
    """Return the figures of a summary as a workbook: dossiers, survey, and the comparison where there is one."""
    return make_workbook(make_sheets(summary, definition))


def make_list_xlsx(title: str, columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return a register or any other list as a workbook of one sheet; text stays text, so ID numbers keep their zeros."""
    return make_workbook([Sheet(title, [], [list(columns)], list(rows))])


def make_workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return an XLSX file of the sheets, in order."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Sổ Một Cửa"
    book.properties.created = book.properties.modified = _MADE
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    out = io.BytesIO()
    archive = _StillArchive(out, "w", zipfile.ZIP_DEFLATED)
    _MemoryWriter(book, archive).save()
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for number, line in enumerate(sheet.above, 1):
        _put(page, number, 1, line, bold=number <= 2)
    top = len(sheet.above) + bool(sheet.above)
    for offset, row in enumerate(sheet.head, 1):
        _put_row(page, top + offset, row, head=True)
    for first_row, first_column, last_row, last_column in sheet.merges:
        page.merge_cells(start_row=top + first_row, start_column=first_column, end_row=top + last_row, end_column=last_column)
    start = top + len(sheet.head) + 1
    for offset, row in enumerate(sheet.rows):
        _put_row(page, start + offset, row, bold=offset in sheet.bold)
    for offset, line in enumerate(sheet.below, start + len(sheet.rows) + 1):
        _put(page, offset, 1, line)
    _set_page(page, sheet, start)


def _set_page(page: Worksheet, sheet: Sheet, start: int) -> None:
    page.freeze_panes = page.cell(start, 3 if len(sheet.head[-1]) > 3 else 1).coordinate
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    if page.sheet_properties.pageSetUpPr is not None:
        page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{start - len(sheet.head)}:{start - 1}"
    for column in range(1, len(sheet.head[-1]) + 1):
        texts = [row[column - 1] for row in sheet.rows if column <= len(row)]
        longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
        page.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, 6 if column == 1 else 11), 60)


def _put_row(page: Worksheet, number: int, row: Row, *, head: bool = False, bold: bool = False) -> None:
    for column, value in enumerate(row, 1):
        cell = _put(page, number, column, value, bold=head or bold)
        cell.border = _BORDER
        centred = head or not isinstance(value, str)
        cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
        if head:
            cell.fill = _HEAD_FILL


def _put(page: Worksheet, row: int, column: int, value: Cell, *, bold: bool = False) -> SheetCell:
    cell = page.cell(row, column)
    if not isinstance(cell, SheetCell):
        raise TypeError("a merged cell holds no value")
    cell.value = make_safe(value)
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    elif isinstance(value, Decimal):
        cell.number_format = "0.00"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    cell.font = Font(name=_FONT, size=12, bold=bold)
    return cell


class _StillArchive(zipfile.ZipFile):
    """A ZIP whose members all carry the same time."""

    def writestr(self, name: Any, data: Any, compress_type: int | None = None, compresslevel: int | None = None) -> None:
        info = zipfile.ZipInfo(str(name), FIXED_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(info, data, compress_type, compresslevel)


class _MemoryWriter(ExcelWriter):
    """openpyxl's writer without its temporary files."""

    def __init__(self, book: Workbook, archive: zipfile.ZipFile) -> None:
        super().__init__(book, archive)
        self.archive = archive

    def write_worksheet(self, ws: Any) -> None:
        out = io.BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self.archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)

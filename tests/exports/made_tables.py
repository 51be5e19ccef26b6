"""Workbooks and CSV made in a test, as an office would hand them in, and the parts of a hostile one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

REGISTER = [
    "TT", "Mã hồ sơ", "Tên TTHC", "Số lượng (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại",
    "Cơ quan chủ trì giải quyết", "Ngày nhận", "Ngày hẹn trả", "Ngày trả", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
]  # fmt: skip
"""The columns of the register (Sổ theo dõi hồ sơ)."""


def workbook(
    rows: Sequence[Sequence[Any]],
    *,
    font: str = "",
    font_from: int = 1,
    merges: Sequence[str] = (),
    date1904: bool = False,
    title: str = "Sổ 2020",
) -> bytes:
    """Return an XLSX of one sheet. font: of every text cell from row `font_from` on."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = title
    if date1904:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        page.append(list(row))
    for line in page.iter_rows(min_row=font_from):
        for cell in line:
            if font and isinstance(cell.value, str):
                cell.font = Font(name=font)
    for area in merges:
        page.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook with parts put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """Return a part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)

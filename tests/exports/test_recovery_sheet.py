"""The recovery sheet: one A4 page, the code in large groups, in the page alone."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from exports.recovery_sheet import make_recovery_sheet
from forms.problems import Refused

CODE = "VM38-JN5J-K1AX-7ATC-6SSE-N7BK-MBQR-BWB9-HM"
UNIT = "Công an thị xã Từ Sơn"
DAY = date(2020, 7, 6)


def test_it_says_the_code_the_unit_the_day_and_what_to_do(tool: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(make_recovery_sheet(UNIT, CODE, DAY))
    text = subprocess.run([tool("pdftotext"), "-layout", str(path), "-"], capture_output=True, check=True).stdout.decode()
    words = " ".join(text.split())
    assert " ".join(CODE.split("-")) in words
    for said in ("CÔNG AN THỊ XÃ TỪ SƠN", "MÃ KHÔI PHỤC SỔ MỘT CỬA", "ngày 06 tháng 7 năm 2020", "két", "Theo dõi mở niêm phong"):
        assert said in words


def test_it_is_one_page_a4_with_its_fonts_inside_and_the_code_in_no_metadata() -> None:
    data = make_recovery_sheet(UNIT, CODE, DAY)
    with pikepdf.open(BytesIO(data)) as pdf:
        (page,) = pdf.pages
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]
        assert "VM38" not in str(dict(pdf.docinfo))
        fonts = [font for font in page.resources.Font.values() if font.Subtype == "/TrueType"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_the_same_is_the_same_and_long_names_stay_on_the_page() -> None:
    assert make_recovery_sheet(UNIT, CODE, DAY) == make_recovery_sheet(UNIT, CODE, DAY)
    long = make_recovery_sheet("Phòng Cảnh sát quản lý hành chính về trật tự xã hội Công an tỉnh Bắc Ninh " * 2, CODE, DAY)
    with pikepdf.open(BytesIO(long)) as pdf:
        assert len(pdf.pages) == 1


def test_a_name_without_glyphs_is_refused() -> None:
    with pytest.raises(Refused):
        make_recovery_sheet("公安", CODE, DAY)

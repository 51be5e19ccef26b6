"""The report as a file: letters, attached figures, structure, reserved fields, the same bytes for the same figures."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import unicodedata
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from exports.report import Letterhead, make_letterhead, make_report
from exports.report.expected import list_expected
from exports.report.fingerprint import make_digest, make_fingerprint
from exports.report.readback import read_back
from exports.report.typeface import BOLD, BOLD_ITALIC, ITALIC, REGULAR, require_drawable
from forms.problems import Refused
from tests.exports import report_samples as samples

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"


@cache
def tu_son() -> bytes:
    return make(samples.make_tu_son(), number="5", day=date(2020, 8, 5))


def make(summary: dict[str, Any], letterhead: Letterhead | None = None, **more: Any) -> bytes:
    return make_report(summary, letterhead or samples.make_tu_son_letterhead(), samples.DEFINITION, **more)


def extract(data: bytes, tmp_path: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "report.pdf"
    file.write_bytes(data)
    run = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    return run.stdout.decode()


def test_pdftotext_gives_back_every_vietnamese_letter(tmp_path: Path) -> None:
    letters = LETTERS + LETTERS.upper()
    names = [letters[i : i + 60] for i in range(0, len(letters), 60)]
    unit = samples.UNIT_RECORD | {"recipients": [" ".join(name) for name in names]}
    text = extract(make(samples.make_tu_son(), make_letterhead(unit, "Công an tỉnh Bắc Ninh")), tmp_path)
    assert set(letters) <= set(text)
    assert unicodedata.is_normalized("NFC", text)
    for said in ("Công an thị xã Từ Sơn", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Kính gửi: Công an tỉnh Bắc Ninh"):
        assert said in text


@pytest.mark.parametrize("font", [REGULAR, BOLD, ITALIC, BOLD_ITALIC])
def test_every_style_has_every_vietnamese_letter(font: str) -> None:
    for letter in LETTERS + LETTERS.upper():
        assert require_drawable(unicodedata.normalize("NFD", letter), font) == letter


def test_a_letter_without_a_glyph_is_refused_and_named_by_its_code() -> None:
    with pytest.raises(Refused) as refused:
        make(samples.make_tu_son(), make_letterhead({"name": "Công an 漢"}, ""))
    assert refused.value.problems[0].code == "REPORT-GLYPH-MISSING"
    assert "U+6F22" in refused.value.problems[0].vi


@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\x07", "\ufeff"])
def test_hidden_characters_are_refused(char: str) -> None:
    with pytest.raises(Refused):
        require_drawable(f"a{char}b")


@pytest.mark.parametrize("name", ['<img src="/etc/hostname"/>', "A & B <b>", "</para><link href='x'>", "&nbsp;{0}"])
def test_field_text_is_printed_as_it_stands(name: str) -> None:
    record = samples.UNIT_RECORD | {"name": name, "place": name, "recipients": [name]}
    text = read_back(make(samples.make_tu_son(), make_letterhead(record, name), day=date(2020, 8, 5))).content()
    assert f"{name} báo cáo kết quả tiếp nhận" in text
    assert f"{name}, ngày 05 tháng 8 năm 2020" in text


def test_the_same_figures_give_the_same_bytes() -> None:
    again = make(samples.make_tu_son(), number="5", day=date(2020, 8, 5))
    assert hashlib.sha256(again).digest() == hashlib.sha256(tu_son()).digest()


def test_the_figures_are_attached_and_their_digest_stands_on_every_page() -> None:
    back = read_back(tu_son())
    assert json.loads(back.attachment) == samples.make_tu_son()
    digest = make_digest(back.attachment)
    assert back.identifier == digest
    assert all(any(make_fingerprint(digest) in line for line in page.artifacts) for page in back.pages)
    assert all(any("từ ngày 01/01/2020 đến ngày 31/07/2020" in line for line in page.artifacts) for page in back.pages)


def test_pages_print_every_figure_in_order_and_the_head_of_the_journal() -> None:
    late = {"procedure": "Đăng ký tạm trú", "due": "2020-07-15", "state": "open", "appointed": None, "reason": "chờ " * 30}
    overdue = samples.make_tu_son()
    overdue["dossiers"]["overdue"] = [{**late, "days": days} for days in range(50, 0, -1)]
    for summary in (samples.make_tu_son(), samples.make_province(), overdue):
        text, place = read_back(make(summary)).content(), 0
        expected = list_expected(summary)
        assert len(expected) > 30
        for piece in expected:
            place = text.index(piece, place)
        assert f"Sổ: 5.541 dòng, mã băm dòng cuối {str(samples.HEAD['hash'])[:32]}" in text


def test_the_page_number_is_hidden_on_page_1_and_stands_on_the_others() -> None:
    pages = read_back(tu_son()).pages
    assert [page.artifacts[0] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]
    assert "1" not in pages[0].artifacts


@pytest.mark.parametrize("count", [1, 2, 12, 60])
def test_a_comparison_of_any_size_is_drawn(count: int) -> None:
    summary = samples.make_province(count)
    text = read_back(make(summary)).content()
    assert all(unit["name"] in text for unit in summary.get("units", []))


def test_repeated_table_headings_are_artifacts() -> None:
    back = read_back(make(samples.make_province(60)))
    repeated = [page for page in back.pages if any(piece.startswith("Hạng") for piece in page.artifacts)]
    first = [page for page in back.pages if any(piece.startswith("Hạng") for piece in page.content)]
    assert len(first) == 1
    assert repeated


def test_long_names_and_millions_fit_their_cells() -> None:
    summary = samples.summarise(samples.make_unit_rows("A", 2_000_000, 85, 50_000_000), "A" * 80)
    summary["dossiers"]["fields"][0]["name"] = "Lĩnhvựcrấtdàikhôngcókhoảngtrắng" * 4
    assert "50.000.000" in read_back(make(summary)).content()


def test_every_font_is_embedded_and_the_file_says_what_it_is() -> None:
    with pikepdf.open(BytesIO(make(samples.make_province()))) as pdf:
        for page in pdf.pages:
            for font in page.Resources.Font.values():
                assert "/FontFile2" in font.FontDescriptor
        metadata = bytes(pdf.Root.Metadata.read_bytes())
        assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>" in metadata
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "vi-VN"


def test_figures_have_words_for_those_who_do_not_see_them() -> None:
    with pikepdf.open(BytesIO(tu_son())) as pdf:
        alts = [str(obj.Alt) for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/S") == "/Figure"]
    assert any("rất hài lòng" in alt for alt in alts)
    assert any("Mã QR" in alt for alt in alts)


def test_places_for_both_signatures_are_reserved_and_open_number_and_date_too() -> None:
    def names(data: bytes) -> list[str]:
        with pikepdf.open(BytesIO(data)) as pdf:
            return [str(field.T) for field in pdf.Root.AcroForm.Fields]

    assert names(tu_son()) == ["approved", "prepared"]
    assert names(make(samples.make_tu_son())) == ["number", "day", "month", "year", "approved", "prepared"]


def test_the_qr_is_read_back_from_the_printed_page(tmp_path: Path) -> None:
    zxing = pytest.importorskip("zxingcpp")
    pdfium = pytest.importorskip("pypdfium2")
    page = pdfium.PdfDocument(tu_son())[1]
    codes = zxing.read_barcodes(page.render(scale=200 / 72).to_pil())
    assert [code.text.split("\n")[1] for code in codes] == ["Công an thị xã Từ Sơn"]
    assert make_digest(read_back(tu_son()).attachment) in codes[0].text

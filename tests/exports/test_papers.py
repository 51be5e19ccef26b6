"""Slips as printed: everything said, nothing cut off or over another, one page where it can be, the QR read by another tool."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given, strategies as st

from exports.papers.code import ReceiptCode, dump_code, load_code
from exports.papers.fill import dump_filled, fill, load_filled, missing_needs
from exports.papers.set_file import Size
from exports.papers.sheets import SHEETS, Sheet
from exports.papers.slip_pages import Page, lay_out, make_paper
from exports.report.typeface import measure
from exports.slips.parts import MM, Words
from forms.problems import Refused
from tests.exports.paper_samples import (
    CODE,
    EVERY,
    LONG,
    filled,
    form,
    letterhead,
    long_letterhead,
    long_values,
    values,
)
from tests.exports.slip_pictures import picture, words

SIZES: tuple[Size, ...] = ("A4", "A5")
PRINTABLE_MM = 6.5
"""From the paper's edge: what any printer still reaches."""


def spots(page: Page) -> Iterator[tuple[float, float, float, float, Words]]:
    """Left, right, top and bottom in mm of every piece of words, and the piece."""
    for said in page.drawing.words:
        wide = measure(said.text.rstrip(), said.font, said.size) / MM
        left = said.x - {"left": 0.0, "center": wide / 2, "right": wide}[said.align]
        yield left, left + wide, said.base - said.size * 0.66 / MM, said.base + 0.1, said


def require_tidy(page: Page, sheet: Sheet) -> None:
    """Nothing stands outside the margins, nothing lies over something else or over the QR."""
    placed = list(spots(page))
    for left, right, top, bottom, said in placed:
        assert left >= sheet.left - 0.3, said
        assert right <= sheet.width - sheet.right + 0.3, said
        assert top >= sheet.top - 0.5, said
        assert bottom <= sheet.height - sheet.bottom + 0.5, said
        assert min(left, top, sheet.width - right, sheet.height - bottom) >= PRINTABLE_MM, said
    boxes = [(*spot[:4], spot[4].text) for spot in placed]
    if page.code is not None:
        code = page.code
        assert code.left + code.width <= sheet.width - 5
        boxes.append((code.left, code.left + code.width, code.top + 2, code.top + code.height - 2, "QR"))
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            beside = one[1] <= other[0] + 0.05 or other[1] <= one[0] + 0.05
            above = one[3] <= other[2] + 0.05 or other[3] <= one[2] + 0.05
            assert beside or above, (one[4], other[4])


def said_in(text: str, wanted: str) -> bool:
    """Whether a text stands in another, whatever the breaks; words too long for a line are cut."""
    return re.sub(r"\s", "", wanted) in re.sub(r"\s", "", text)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_every_paper_has_room_on_one_page_and_nothing_lies_over_another(name: str, kind: str, size: Size) -> None:
    sheet = SHEETS[size]
    (page,) = lay_out(filled(name, kind), sheet, "Liên 1: Lưu")
    require_tidy(page, sheet)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_the_year_of_a_day_does_not_stand_alone_on_a_line(name: str, kind: str, size: Size) -> None:
    (page,) = lay_out(filled(name, kind), SHEETS[size], "Liên 1: Lưu")
    said = [" ".join(said.text.split()) for said in page.drawing.words]
    assert [text for text in said if re.fullmatch(r"(năm )?20[0-9]{2}[.,;]?", text)] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "kind"), EVERY)
def test_long_names_and_thirty_documents_are_all_printed(name: str, kind: str, size: Size) -> None:
    paper = filled(name, kind, long_values(), long_letterhead())
    for page in lay_out(paper, SHEETS[size], "Liên 1: Lưu", 12):
        require_tidy(page, SHEETS[size])
    data = make_paper(paper, size, 1, 12)
    pages = len(pikepdf.open(BytesIO(data)).pages)
    text = " ".join(words(data, number) for number in range(pages))
    assert said_in(text, "Bản in lại lần 12")
    for block in dump_filled(paper)["blocks"]:
        told = [field["value"] for field in block.get("fields", ())] + [*block.get("entries", ()), block.get("text", "")]
        for wanted in told:
            plain = wanted.rstrip(" .;")
            assert said_in(text, plain), plain
    last = {"receipt": "NGƯỜI TIẾP NHẬN HỒ SƠ", "control": "Ghi chú"}.get(kind, "")
    assert said_in(text, last)


def test_thirty_documents_of_ordinary_length_are_one_page_in_both_sizes() -> None:
    many = [f"Bản sao giấy chứng nhận số {number} (có chứng thực)" for number in range(1, 31)]
    paper = filled("tt01-2018", "receipt", values(documents=many))
    for size in SIZES:
        assert len(lay_out(paper, SHEETS[size], "Liên 1: Lưu")) == 1
        text = words(make_paper(paper, size, 1))
        assert all(said_in(text, document) for document in many)


def test_a_paper_too_long_for_a_page_says_on_the_second_whose_it_is() -> None:
    paper = filled("tt01-2018", "receipt", long_values(), long_letterhead())
    data = make_paper(paper, "A5", 1)
    count = len(pikepdf.open(BytesIO(data)).pages)
    assert count == 2
    assert f"Mã hồ sơ: {CODE} · trang 2/2" in words(data, 1)
    assert said_in(words(data, 0) + words(data, 1), "30. Bản sao")
    assert "NGƯỜI NỘP HỒ SƠ" in words(data, 1)


def test_the_receipt_says_everything_in_two_copies() -> None:
    data = make_paper(filled("tt01-2018", "receipt"), "A5")
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [[round(float(side)) for side in page.mediabox] for page in pdf.pages] == [[0, 0, 420, 595]] * 2
        assert str(pdf.docinfo["/Title"]) == f"Giấy tiếp nhận hồ sơ và hẹn trả kết quả – Mã hồ sơ: {CODE}"
    for page, copy in enumerate(("(Liên 1: Lưu)", "(Liên 2: Giao người nộp hồ sơ)")):
        text = words(data, page)
        for said in (
            copy, "CÔNG AN THỊ XÃ TỪ SƠN", "BỘ PHẬN TIẾP NHẬN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 05/BPTNTKQ",
            "Từ Sơn, ngày 06 tháng 7 năm 2020", f"Mã hồ sơ: {CODE}", "Tiếp nhận hồ sơ của: Đặng Thị Hường", "3. Giấy khai sinh",
            "Số lượng hồ sơ: 1 (bộ)", "theo quy định là: 7 ngày làm việc", "Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 06",
            "17 giờ 00 phút, ngày 15 tháng 7 năm", "Quyển số: 01", "Số thứ tự: 05", "NGƯỜI NỘP HỒ SƠ", "Trần Thị Lan",
        ):  # fmt: skip
            assert said in text, said
        assert "Bản in lại" not in text


def test_the_qr_is_read_by_another_tool_and_names_nobody() -> None:
    zxing = pytest.importorskip("zxingcpp")
    for size in SIZES:
        data = make_paper(filled("tt01-2018", "receipt"), size, 1)
        (found,) = zxing.read_barcodes(picture(data))
        assert load_code(found.text) == ReceiptCode("TUSON", CODE, date(2020, 7, 15))
        assert "\n".join(found.text.split("\n")[:4]) == f"SO MOT CUA HO SO 1\nTUSON\n{CODE}\n2020-07-15"


def test_only_the_receipt_bears_a_qr() -> None:
    assert [kind for name, kind in EVERY if filled(name, kind).qr] == ["receipt", "receipt"]


@given(st.text(max_size=250))
def test_a_strange_qr_gives_nothing(text: str) -> None:
    assert load_code(text) is None


@given(st.integers(0, 70), st.characters(codec="ascii"))
def test_a_misread_letter_is_found(place: int, letter: str) -> None:
    text = dump_code(ReceiptCode("TUSON", CODE, date(2020, 7, 15)))
    if place < len(text) and text[place] != letter:
        assert load_code(text[:place] + letter + text[place + 1 :]) is None


def test_a_code_without_a_due_day_comes_back() -> None:
    code = ReceiptCode("TUSON", "TAM-200706-0001", None)
    assert load_code(dump_code(code)) == code


def test_what_has_no_value_is_a_line_to_write_on() -> None:
    paper = filled("tt01-2018", "receipt", values(address="", documents=[], email="", number=""))
    (page,) = lay_out(paper, SHEETS["A5"])
    assert sum(rule.dotted for rule in page.drawing.rules) == 6  # address, email, three of the list, running number
    assert paper.number == ""
    assert "…………" in words(make_paper(filled("tt01-2018", "supplement", values(contact="")), "A5"))


def test_values_are_never_read_as_braces() -> None:
    odd = filled("tt01-2018", "refusal", values(reason="{name} {0} {reason!r}", name="{unit}"))
    assert said_in(words(make_paper(odd, "A5")), "{name} {0} {reason!r}")


def test_the_commander_signs_an_apology_with_authority_and_position() -> None:
    text = words(make_paper(filled("tt01-2018", "apology"), "A5"))
    assert "KT. TRƯỞNG CÔNG AN PHÓ TRƯỞNG CÔNG AN" in text
    assert "Thượng tá Nguyễn Văn Hùng" in text
    assert "CÔNG AN TỈNH BẮC NINH CÔNG AN THỊ XÃ TỪ SƠN" in text
    unsigned = filled("tt01-2018", "apology", head=letterhead(signer={}))
    assert unsigned.signatures[0].lines == ("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ",)


def test_more_copies_than_the_set_names_are_numbered_on() -> None:
    data = make_paper(filled("tt01-2018", "receipt"), "A4", 3)
    assert [("(Liên 3)" in words(data, page)) for page in range(3)] == [False, False, True]
    plain = make_paper(filled("tt01-2018", "refusal"), "A4", 2)
    assert words(plain, 0) == words(plain, 1)


def test_what_was_printed_can_be_kept_and_drawn_again_byte_by_byte() -> None:
    for name, kind in EVERY:
        paper = filled(name, kind)
        assert make_paper(load_filled(dump_filled(paper)), "A5", 1) == make_paper(paper, "A5", 1)


def test_the_control_sheet_has_rows_for_every_step_and_empty_ones() -> None:
    table: dict[str, Any] = next(b for b in dump_filled(filled("tt01-2018", "control"))["blocks"] if b["kind"] == "table")
    assert len(table["rows"]) == 5
    assert table["rows"][0][0] == "Giao: Bộ phận Một cửa\nNhận: Trần Thị Lan"
    assert table["rows"][4][0] == "Giao: \nNhận: "


def test_capitals_with_every_vietnamese_letter_are_drawn() -> None:
    capitals = "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ"
    assert said_in(words(make_paper(filled("tt01-2018", "receipt", values(name=capitals)), "A5", 1)), capitals)


def test_a_letter_without_a_glyph_stops_the_paper() -> None:
    with pytest.raises(Refused) as refused:
        make_paper(filled("tt01-2018", "receipt", values(name="漢字")), "A5")
    assert [problem.code for problem in refused.value.problems] == ["REPORT-GLYPH-MISSING"]


def test_needs_are_told() -> None:
    assert missing_needs(form("tt01-2018", "apology"), values(new_due="")) == ["new_due"]
    assert missing_needs(form("tt01-2018", "apology"), values()) == []


def test_a_long_name_in_the_letterhead_grows_smaller_but_stays_whole() -> None:
    paper = fill(form("tt01-2018", "refusal"), values(), long_letterhead(), "Bộ phận Một cửa")
    assert said_in(words(make_paper(paper, "A5")), LONG)

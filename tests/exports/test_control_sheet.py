"""The control sheet: one page with the batch, its ledger, the numbers to look for and room to sign."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import combinations, pairwise

import pikepdf
import pytest

from exports.slips.control_sheet import HANDED, ControlSheet, Counts, make_control_sheet
from exports.slips.heads import BOTTOM
from exports.slips.pages import Paper
from exports.slips.parts import Drawing
from tests.exports.slip_pictures import LETTERHEAD, words

SHEET = ControlSheet(
    "T7-2020",
    [("Mã đợt", "T7-2020"), ("Tên đợt", "Tháng 7"), ("Dãy số phiếu", "từ 1 đến 400")],
    Counts(400, 372, 1350, 6, 15, 9),
    missing=[(3, 3), (10, 18)],
    void=[(20, 25)],
    doubled=[],
    outside=[(401, 401)],
    printed="Số liệu theo sổ lúc 09:00 ngày 03/08/2020, dòng 168",
)


def make(sheet: ControlSheet = SHEET) -> str:
    data = make_control_sheet(LETTERHEAD, sheet)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == "Phiếu kiểm soát đợt T7-2020"
    return words(data)


def test_it_says_the_batch_the_counts_and_the_numbers() -> None:
    text = make()
    for said in (
        "PHIẾU KIỂM SOÁT", "CÔNG AN THỊ XÃ TỪ SƠN", "từ 1 đến 400", "Phát ra 400", "Thu về 372", "Đã nhập 1.350", "Phiếu hủy 6",
        "Phiếu trống 15", "Còn lại 9", "Đếm tay", "Còn thiếu (10): 3, 10-18", "Đã hủy (6): 20-25", "Trùng số: không có",
        "Ngoài dãy số (1): 401", "Phát phiếu", "Thu phiếu đã trả lời", "Người giao (ký, ghi rõ họ tên)", "dòng 168",
    ):  # fmt: skip
        assert said in text, said
    assert "tập nhập" not in text


def test_more_slips_than_were_issued_are_a_surplus() -> None:
    assert "Còn lại (thừa) 2" in make(replace(SHEET, counts=Counts(400, 372, 380, 6, 16, -2)))


def test_lists_without_end_stay_on_the_page_and_say_what_is_left_out() -> None:
    runs = [(number, number) for number in range(1, 9000, 2)]
    text = make(replace(SHEET, missing=runs, void=runs, doubled=runs, outside=runs, training=True))
    assert "Còn thiếu (4.500): 1, 3, 5" in text
    assert text.count("số nữa (xem trong chương trình)") == 4
    shown = text.split("Còn thiếu (4.500): ")[1].split(" … và ")[0].split(", ")
    left_out = int(text.split(" … và ")[1].split(" số nữa")[0].replace(".", ""))
    assert len(shown) + left_out == 4500
    assert "(đợt tập nhập, không tính vào số liệu)" in text


def test_what_is_left_out_of_a_list_is_counted_in_numbers_not_in_runs() -> None:
    text = make(replace(SHEET, missing=[(number, number + 2) for number in range(1, 9000, 5)]))
    shown = text.split("Còn thiếu (5.400): ")[1].split(" … và ")[0].split(", ")
    left_out = int(text.split(" … và ")[1].split(" số nữa")[0].replace(".", ""))
    assert 3 * len(shown) + left_out == 5400


def test_names_of_two_hundred_letters_are_read_without_a_glass_and_leave_room_to_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    name = ("Khảo sát sự hài lòng của người dân đối với việc giải quyết thủ tục hành chính " * 3)[:199].strip() + "."
    about = [("Mã đợt", "Đợt/" + "Ộ" * 76), ("Tên đợt", name), ("Đợt khảo sát", name), *SHEET.about[1:], ("Đơn vị", name)]
    runs = [(number, number) for number in range(1, 9000, 2)]
    drawn: list[Drawing] = []
    monkeypatch.setattr(Paper, "draw", lambda _, drawing: drawn.append(drawing))
    full = replace(SHEET, about=about, missing=runs, void=runs, doubled=runs, outside=runs, training=True)
    make_control_sheet(LETTERHEAD, full)
    (sheet,) = drawn
    said = [word.text for word in sheet.words]
    assert said.index("Đợt khảo sát:") - said.index("Tên đợt:") == 3
    assert min(word.size for word in sheet.words) >= 7
    ends = {label: next(word.base for word in sheet.words if word.text.strip() == label) for label in HANDED}
    assert min(later - sooner for sooner, later in pairwise(ends.values())) >= 9
    assert max(rule.y0 for rule in sheet.rules) <= BOTTOM


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheets = [make_control_sheet(LETTERHEAD, sheet) for sheet in (SHEET, SHEET, replace(SHEET, training=True))]
    assert [one == other for one, other in combinations(sheets, 2)] == [True, False, False]

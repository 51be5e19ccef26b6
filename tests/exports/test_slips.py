"""Blank slips: one page each with everything the form asks, boxes where the geometry says, a QR that other readers read."""

from __future__ import annotations

import unicodedata
import zlib
from datetime import date
from io import BytesIO
from itertools import combinations
from typing import Any

import msgspec
import pikepdf
import pytest

from exports.report import make_letterhead
from exports.report.typeface import measure
from exports.slips.code import SlipCode, dump_code, load_code
from exports.slips.control_sheet import make_control_sheet
from exports.slips.geometry import make_geometry
from exports.slips.layout import CODE as CODE_AREA, LAYOUT, SERIAL, lay_out
from exports.slips.pages import Paper
from exports.slips.parts import MM, Box, Drawing, Words
from exports.slips.slips import Pile, make_slips
from forms.definition import Definition
from forms.problems import Refused
from tests.exports.slip_pictures import DOTS_PER_MM, FORMS, LETTERHEAD, blank, crop, dots, form, longer, picture, words
from tests.exports.test_control_sheet import SHEET

CODE = SlipCode("TUSON", "T7-2020", 17, "survey-2640@1", 1)
LONG = "Thời hạn giải quyết (tính từ khi hồ sơ được tiếp nhận đến ngày trả kết quả) là đúng quy định"
Rect = tuple[float, float, float, float]


def word_rect(word: Words) -> Rect:
    """Left, top, right, bottom of a line of words in mm, its letters' bodies."""
    wide = measure(word.text.rstrip(), word.font, word.size) / MM
    left = word.x - wide * {"left": 0, "center": 0.5, "right": 1}[word.align]
    return left, word.base - word.size * 0.68 / MM, left + wide, word.base + word.size * 0.02 / MM


def overlaps(first: Rect, second: Rect) -> bool:
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def rects(drawing: Drawing) -> list[tuple[str, Rect]]:
    found = [(word.text, word_rect(word)) for word in drawing.words]
    found += [(f"{b.item}={b.value}", (b.left, b.top, b.left + b.size, b.top + b.size)) for b in drawing.boxes]
    return found + [("corner", (c.left, c.top, c.left + c.size, c.top + c.size)) for c in drawing.corners]


@pytest.mark.parametrize("name", FORMS)
def test_a_slip_is_one_page_a4_and_says_all_the_form_asks(name: str) -> None:
    definition, data = form(name), blank(name)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert [[round(float(side)) for side in page.mediabox] for page in pdf.pages] == [[0, 0, 595, 842]] * 3
    text = words(data)
    assert unicodedata.is_normalized("NFC", text)
    groups = {f"{s.number}. {s.label_vi}" for s in definition.sections if s.place == "answers"}
    choices = {c.label_vi for item in definition.items if definition.place(item) == "respondent" for c in item.choices}
    said = {item.label_vi for item in definition.likert} | groups | choices | {c.label_vi for c in definition.scale}
    for piece in sorted(said | {"PHIẾU KHẢO SÁT Ý KIẾN", "CÔNG AN THỊ XÃ TỪ SƠN", "Phiếu không ghi tên", "Đợt: T7-2020"}):
        assert piece in text, piece
    assert [("0017" in words(data, page), "0018" in words(data, page)) for page in (0, 1)] == [(True, False), (False, True)]
    assert len(groups) == 5


@pytest.mark.parametrize("name", FORMS)
def test_labels_are_large_boxes_are_larger_than_four_mm_and_nothing_lies_on_anything(name: str) -> None:
    definition = form(name)
    drawing = lay_out(definition).drawing
    labels = " ".join(item.label_vi for item in definition.likert)
    sizes = {word.size for word in drawing.words if len(word.text) > 8 and word.text.strip() in labels}
    assert sizes
    assert min(sizes) >= 9.5
    assert min(word.size for word in drawing.words) >= 8.5
    assert all(box.size >= 4 for box in drawing.boxes)
    for (first, one), (second, other) in combinations(rects(drawing), 2):
        assert not overlaps(one, other), (first, second)
    for text, (left, top, right, bottom) in rects(drawing):
        assert left >= 5, text
        assert right <= 205, text
        assert top >= 5, text
        assert bottom <= 292, text


@pytest.mark.parametrize("name", FORMS)
def test_every_criterion_has_a_box_for_each_level_and_every_choice_one(name: str) -> None:
    definition = form(name)
    asked = [
        (place, item.id, choice.value)
        for place in ("answers", "respondent")
        for item in definition.items
        if definition.place(item) == place
        for choice in item.choices
    ]
    assert [(box["place"], box["item"], box["value"]) for box in make_geometry(definition)["boxes"]] == asked


@pytest.mark.parametrize("name", FORMS)
def test_a_box_bears_the_key_that_answers_it(name: str) -> None:
    """A criterion is answered by its level, a respondent's item by the place of the choice."""
    lines: dict[tuple[str, str], list[Box]] = {}
    for box in lay_out(form(name)).drawing.boxes:
        lines.setdefault((box.place, box.item), []).append(box)
    for (place, _), boxes in lines.items():
        assert [box.key for box in boxes] == list(range(1, len(boxes) + 1))
        assert place != "answers" or [box.value for box in boxes] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", FORMS)
def test_boxes_and_corners_stand_where_the_geometry_says(name: str) -> None:
    geometry, image = make_geometry(form(name)), picture(blank(name))
    for box in geometry["boxes"]:
        outside, inside = crop(image, box, 0.25), crop(image, box, -0.4)
        side = box["size"] / 100 * DOTS_PER_MM
        assert dots(outside, ink=False) > 4 * side * 0.9, box
        assert dots(inside, ink=False) == 0, box
    for corner in geometry["corners"]:
        part = crop(image, corner)
        share = dots(part, ink=False) / (part.width * part.height)
        assert (0.7 < share < 0.9) if corner["hollow"] else share > 0.95
    assert [corner["hollow"] for corner in geometry["corners"]] == [False, False, False, True]


def test_the_qr_of_every_page_is_read_by_another_reader() -> None:
    zxing = pytest.importorskip("zxingcpp")
    for place, serial in enumerate((17, 18, 19)):
        (found,) = zxing.read_barcodes(picture(blank(), place))
        assert load_code(found.text) == SlipCode("TUSON", "T7-2020", serial, FORMS[0], LAYOUT)


def test_a_batch_with_vietnamese_letters_and_the_largest_serial_is_read_too() -> None:
    zxing = pytest.importorskip("zxingcpp")
    pile = Pile("CAXÃ", "ĐỢT-ưỡ.7/2020_" + "Ạ" * 40, [9_999_999], 7)
    data = make_slips(form(), LETTERHEAD, pile)
    (found,) = zxing.read_barcodes(picture(data))
    assert load_code(found.text) == SlipCode(pile.unit, pile.batch, 9_999_999, FORMS[0], LAYOUT)
    assert "9999999" in words(data)


@pytest.mark.parametrize("place", range(len(dump_code(CODE))))
def test_no_misread_letter_of_a_code_is_taken(place: int) -> None:
    text = dump_code(CODE)
    other = "7" if text[place] != "7" else "1"
    assert load_code(text[:place] + other + text[place + 1 :]) is None
    assert load_code(text[:place] + text[place + 1 :]) is None


@pytest.mark.parametrize("text", ["", "SO MOT CUA PHIEU 1", "a\n" * 5, dump_code(CODE) + "\n", dump_code(CODE) * 20])
def test_what_is_no_code_of_ours_is_none(text: str) -> None:
    assert load_code(text) is None
    assert load_code(dump_code(CODE)) == CODE


@pytest.mark.parametrize(
    "body",
    [
        "SO MOT CUA PHIEU 1\nTUSON\nT7-2020\n017\nsurvey-2640@1 1",
        "SO MOT CUA PHIEU 1\nTUSON\nT7-2020\n0\nsurvey-2640@1 1",
        "SO MOT CUA PHIEU 1\nTUSON\nT7-2020\n17\nsurvey-2640@1 01",
        "SO MOT CUA PHIEU 1\nTUSON\nĐơ\u0323t\n17\nsurvey-2640@1 1",
        "SO MOT CUA PHIEU 1\nTUSON\n\n17\nsurvey-2640@1 1",
        "SO MOT CUA PHIEU 2\nTUSON\nT7-2020\n17\nsurvey-2640@1 1",
        "SO MOT CUA PHIEU 1\nTUSON\nT7\u200b-2020\n17\nsurvey-2640@1 1",
    ],
)
def test_a_right_check_alone_makes_no_code(body: str) -> None:
    assert load_code(f"{body}\n{zlib.crc32(body.encode()):08X}") is None


def test_the_check_is_in_capitals() -> None:
    body, _, check = dump_code(CODE).rpartition("\n")
    assert load_code(f"{body}\n{check.lower()}") is None


def test_a_code_is_written_as_its_document_tells() -> None:
    assert dump_code(CODE) == "SO MOT CUA PHIEU 1\nTUSON\nT7-2020\n17\nsurvey-2640@1 1\n523E5BEF"


def test_long_names_and_labels_stay_on_the_page() -> None:
    long = make_letterhead({"name": "Phòng Cảnh sát quản lý hành chính về trật tự xã hội Công an tỉnh Bắc Ninh " * 2}, "Bộ " * 60)
    data = make_slips(form(), long, Pile("TUSON", "B" * 80, [1]))
    assert "TRẬT TỰ XÃ HỘI" in words(data)


def test_the_longest_batch_code_is_read_without_a_glass(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Drawing] = []
    monkeypatch.setattr(Paper, "draw", lambda _, drawing: drawn.append(drawing))
    make_slips(form(), LETTERHEAD, Pile("TUSON", "Dot-khao-sat/2020-07_" + "1234567890" * 5 + "-b.7", [1]))
    lines = [word for word in drawn[-1].words if word.base > SERIAL.top + 10]
    assert "".join(line.text.strip() for line in lines).endswith("1234567890-b.7")
    assert (len(lines), min(line.size for line in lines) >= 6) == (2, True)
    assert max(line.base + 0.5 for line in lines) <= CODE_AREA.top + CODE_AREA.height


def test_a_few_more_criteria_may_have_the_longest_label() -> None:
    for name in FORMS:
        long = longer(form(name), LONG, 4)
        assert words(make_slips(long, LETTERHEAD, Pile("TUSON", "B1", [1]))).count(LONG) == 4 + (name == FORMS[0])
        for (first, one), (second, other) in combinations(rects(lay_out(long).drawing), 2):
            assert not overlaps(one, other), (first, second)


def test_a_form_too_long_for_a_page_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        lay_out(longer(form(), LONG * 2))
    assert [problem.code for problem in refused.value.problems] == ["SLIP-PAGE-FULL"]


def test_a_form_without_respondent_and_remarks_has_higher_rows() -> None:
    bare = msgspec.structs.replace(form(), items=tuple(i for i in form().items if i.kind == "likert"))
    rows = [b.top for b in lay_out(bare).drawing.boxes if b.value == 1]
    usual = [b.top for b in lay_out(form()).drawing.boxes if b.value == 1 and b.place == "answers"]
    assert len(rows) == 22
    assert rows[2] - rows[1] > usual[2] - usual[1]


def test_the_same_pile_gives_the_same_bytes_and_another_one_others() -> None:
    assert make_slips(form(), LETTERHEAD, Pile("TUSON", "T7-2020", range(17, 20))) == blank()
    assert make_slips(form(), LETTERHEAD, Pile("TUSON", "T7-2020", range(18, 21))) != blank()


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]


@pytest.mark.parametrize("kind", ["slips", "pile", "sheet"])
def test_fonts_are_inside_and_the_language_is_told(kind: str) -> None:
    made = {
        "slips": blank(),
        "pile": make_slips(form(), LETTERHEAD, Pile("TUSON", "B1", [1], marks=lambda _: {"answers": {"c01": 5}})),
        "sheet": make_control_sheet(LETTERHEAD, SHEET),
    }
    with pikepdf.open(BytesIO(made[kind])) as pdf:
        found = fonts(pdf)
        assert len(found) == 3
        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in found)
        assert str(pdf.Root.Lang) == "vi-VN"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_file_says_what_it_is() -> None:
    with pikepdf.open(BytesIO(blank())) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Phiếu khảo sát đợt T7-2020, số 0017 đến 0019"
        assert str(pdf.docinfo["/Author"]) == "Công an thị xã Từ Sơn"
    with pikepdf.open(BytesIO(make_slips(form(), LETTERHEAD, Pile("TUSON", "B1", [7])))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Phiếu khảo sát đợt B1, số 0007"


def test_a_name_without_glyphs_is_refused() -> None:
    with pytest.raises(Refused):
        make_slips(form(), make_letterhead({"name": "公安"}, ""), Pile("TUSON", "B1", [1]))


def test_progress_is_told_of_every_slip_and_may_stop_the_pile() -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_slips(form(), LETTERHEAD, Pile("TUSON", "B1", range(1, 9)), progress)
    assert told == [(0, 8), (1, 8), (2, 8)]
    make_slips(form(), LETTERHEAD, Pile("TUSON", "B1", [1]), progress)  # nothing is held any more
    assert told[-1] == (1, 1)


def test_nothing_on_a_slip_tells_when_or_by_whom_it_was_printed() -> None:
    text = words(blank())
    assert str(date.today().year) not in text.replace("T7-2020", "").replace("10/10/2017", "")  # noqa: DTZ011
    with pikepdf.open(BytesIO(blank())) as pdf:
        told = sorted(pdf.docinfo.keys())
        assert told == ["/Author", "/CreationDate", "/Creator", "/ModDate", "/Producer", "/Subject", "/Title"]
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:2000")


def test_definitions_are_laid_out_once() -> None:
    definition: Definition = form()
    assert lay_out(definition) is lay_out(definition)

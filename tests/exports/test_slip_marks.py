"""A training pile's ticks: read from the picture of the page, they are what was to be ticked, each on its own line."""

from __future__ import annotations

from typing import Any

import pytest

from exports.slips.geometry import make_geometry
from exports.slips.layout import lay_out
from exports.slips.slips import Pile, make_slips
from exports.slips.ticks import make_strokes
from tests.exports.slip_pictures import FORMS, LETTERHEAD, form, read_marks, words


def marks_of(serial: int, name: str = FORMS[0]) -> dict[str, dict[str, Any]]:
    """Every kind of mark at every criterion in turn, every choice of the respondent in turn."""
    definition, kinds = form(name), (1, 2, 3, 4, 5, "blank", "double", "illegible")
    answers = {item.id: kinds[(place + serial) % len(kinds)] for place, item in enumerate(definition.likert)}
    asked = [item for item in definition.items if definition.place(item) == "respondent"]
    respondent = {item.id: item.choices[serial % len(item.choices)].value for item in asked if (serial + len(item.id)) % 4}
    return {"answers": answers, "respondent": respondent}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_ticked_is_read_from_the_picture(name: str) -> None:
    data = make_slips(form(name), LETTERHEAD, Pile("TUSON", "TAP-1", range(1, 9), marks=lambda serial: marks_of(serial, name)))
    for page, serial in enumerate(range(1, 9)):
        assert read_marks(data, form(name), page) == marks_of(serial, name), serial
    assert "PHIẾU TẬP NHẬP" in words(data)


def test_strokes_stay_on_their_own_line() -> None:
    slip = lay_out(form())
    tops = {box["item"]: box["top"] / 100 for box in make_geometry(form())["boxes"]}
    for serial in range(1, 60):
        for item, value in marks_of(serial)["answers"].items():
            for stroke in make_strokes(slip.drawing.boxes, {"answers": {item: value}}, f"TAP-1\0{serial}"):
                for x, y in stroke.points:
                    assert tops[item] - 1.2 < y < tops[item] + 4.2 + 1.2
                    assert 120 < x < 196


def test_ticks_are_the_same_at_every_print_and_differ_from_slip_to_slip() -> None:
    boxes, marks = lay_out(form()).drawing.boxes, marks_of(1)
    assert make_strokes(boxes, marks, "TAP-1\0001") == make_strokes(boxes, marks, "TAP-1\0001")
    assert make_strokes(boxes, marks, "TAP-1\0001") != make_strokes(boxes, marks, "TAP-1\0002")


def test_a_line_left_blank_gets_no_stroke() -> None:
    assert make_strokes(lay_out(form()).drawing.boxes, {"answers": {"c05": "blank"}, "respondent": {}}, "s") == []

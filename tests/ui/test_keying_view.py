"""What the keying page says, without a window."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desktop_app.ui import keying_view as view
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.session import Session
from desktop_app.workflows.slip import make_rows
from forms.shipped import load_shipped


def test_the_header_names_batch_day_and_how_many_are_keyed(session: Session) -> None:
    entry = EntrySession(session, "B1")
    assert view.title(entry) == "Nhập phiếu số 1"
    assert view.header(entry) == "Đợt B1 · Tháng 7 · ngày 31/07/2020 · đã nhập 0/372 phiếu"
    assert view.speed(entry) == "0/22 câu · 0 lần sửa"


@pytest.mark.parametrize("name", ["survey-2640@1", "survey-1001@1"])
@pytest.mark.parametrize("height", [420, 600, 601, 905])
def test_rows_and_headings_fill_the_height_without_gaps(name: str, height: int) -> None:
    rows = [row for row in make_rows(load_shipped()[name]) if row.place == "answers"]
    slots = view.lay_out(rows, height, 1000)
    assert [slot.row for slot in slots if slot.row >= 0] == list(range(len(rows)))
    assert sum(slot.row < 0 for slot in slots) == 5
    assert slots[0].top == 0
    assert all(one.top + one.height == two.top for one, two in pairwise(slots))
    assert slots[-1].top + slots[-1].height == height


@pytest.mark.parametrize("name", ["survey-2640@1", "survey-1001@1"])
def test_headings_give_way_before_rows_get_too_low(name: str) -> None:
    rows = [row for row in make_rows(load_shipped()[name]) if row.place == "answers"]
    roomy, tight = view.lay_out(rows, 600, 1000, 18), view.lay_out(rows, 17 * len(rows) + 60, 1000, 18)
    assert all(slot.text for slot in roomy if slot.row < 0)
    assert not any(slot.text for slot in tight)
    assert min(slot.height for slot in tight if slot.row >= 0) >= 18
    assert all(one.top + one.height == two.top for one, two in pairwise(tight))


def test_rows_never_get_taller_than_asked() -> None:
    rows = [row for row in make_rows(load_shipped()["survey-1001@1"]) if row.place == "answers"]
    assert max(slot.height for slot in view.lay_out(rows, 5000, 32)) == 32


def test_a_text_that_is_too_wide_keeps_its_beginning_and_its_end() -> None:
    shown = view.cut_middle("ANSWER-MISSING · Chưa nhập câu trả lời; bấm 1-5", len, 30)
    assert len(shown) <= 30
    assert shown.startswith("ANSWER-MISSING")
    assert shown.endswith("1-5")
    assert view.cut_middle("ngắn", len, 30) == "ngắn"

"""Rows of a paper register: without a window what is carried, refused and kept; with one, whole rows by keys alone."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.bulk_presenter import BulkRows
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session, open_session
from forms.problems import Refused
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page
from tests.ui.vietnamese_keys import press


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        unit = opened.office.get("units", "TUSON")
        assert unit is not None
        enter(opened, "units", [{**(unit.data or {}), "agency": "000.17.22.H56", "area": "town"}])
        fill(opened)
        yield opened


@pytest.fixture
def rows(session: Session) -> BulkRows:
    register = RegisterPresenter(session)
    list(register.load())
    made = BulkRows(register)
    made.start()
    return made


def key(rows: BulkRows, **texts: str) -> None:
    for name, text in texts.items():
        rows.set(name, text)


def first(rows: BulkRows) -> None:
    key(rows, code="12", procedure="cmnd-cccd", name="Lê Thị Bình", address="12 Trần Phú", received="0607", collected="1507")


def data_of(session: Session, code: str) -> dict[str, object]:
    stored = session.office.get("dossiers", session.office.find_code("dossiers", code) or "")
    assert stored is not None
    return dict(stored.data or {})


def test_the_rows_above_are_the_offices_newest(rows: BulkRows) -> None:
    assert [rows.cells(row)["code"] for row in rows.above] == ["200727-0001", "200803-0002", "200807-0003", "200807-0004"]
    assert rows.cells(rows.above[0])["due"] == "05/08/20"


def test_a_code_keyed_before_its_day_is_made_whole_by_the_day(rows: BulkRows) -> None:
    key(rows, code="12")
    assert rows.texts["code"] == "12"
    assert rows.problems() == {}
    key(rows, received="0607")
    assert (rows.texts["code"], rows.shown("code")) == ("000.17.22.H56-200706-0012", "200706-0012")


def test_a_whole_row_is_saved_with_its_steps_and_the_next_one_begins_on_its_day(rows: BulkRows, session: Session) -> None:
    first(rows)
    assert str(rows.due()) == "2020-07-15"
    rows.save()
    kept = data_of(session, "000.17.22.H56-200706-0012")
    assert (kept["status"], kept["received_at"], kept["name"]) == ("collected", "2020-07-06T08:00:00+07:00", "Lê Thị Bình")
    assert (rows.texts["received"], rows.texts["copies"], rows.texts["name"], rows.number) == ("06/07/2020", "1", "", 2)


def test_ditto_repeats_the_row_above_and_counts_the_code_on(rows: BulkRows) -> None:
    first(rows)
    rows.save()
    assert [rows.ditto(name) for name in ("code", "procedure", "address", "name")] == [
        "000.17.22.H56-200706-0013", "cmnd-cccd", "12 Trần Phú", "Lê Thị Bình",
    ]  # fmt: skip


def test_a_day_alone_takes_month_and_year_from_the_row_above(rows: BulkRows) -> None:
    first(rows)
    rows.save()
    key(rows, received="7", finished="9")
    assert (rows.texts["received"], rows.texts["finished"]) == ("07/07/2020", "09/07/2020")


def test_a_row_that_is_not_in_order_stays_with_its_problems_at_their_cells(rows: BulkRows, session: Session) -> None:
    before = session.office.head
    key(rows, name="Lê Thị Bình", phone="12", received="99", procedure="antt-gcn")
    with pytest.raises(Refused):
        rows.save()
    assert session.office.head == before
    assert rows.texts["phone"] == "12"
    found = {name: problem.code for name, problem in rows.problems(everywhere=True).items()}
    assert (found["phone"], found["received"]) == ("PHONE-SHAPE", "ROW-DAY")


def test_a_warning_is_shown_once_and_then_let_through(rows: BulkRows) -> None:
    first(rows)
    key(rows, collected="", finished="2508")
    assert rows.warns_anew()
    assert not rows.warns_anew()
    key(rows, name="Lê Thị Bính")
    assert not rows.warns_anew(), "the same warning"


def test_a_correction_is_a_revision_with_its_reason_and_the_new_row_waits(rows: BulkRows, session: Session) -> None:
    first(rows)
    saved = rows.save()
    key(rows, name="Đang gõ dở")
    rows.correct(len(rows.above) - 1)
    assert rows.texts["name"] == "Lê Thị Bình"
    key(rows, name="Lê Thị Bính")
    corrected = rows.save("Gõ nhầm")
    assert (corrected.id, corrected.rev, corrected.why) == (saved.id, 2, "Gõ nhầm")
    assert (rows.texts["name"], rows.texts["received"], rows.number) == ("Đang gõ dở", "06/07/2020", 2)
    assert rows.cells(rows.above[-1])["name"] == "Lê Thị Bính"


def test_a_correction_without_a_reason_is_refused(rows: BulkRows) -> None:
    first(rows)
    rows.save()
    rows.correct(len(rows.above) - 1)
    key(rows, name="Lê Thị Bính")
    with pytest.raises(Refused):
        rows.save("")
    rows.give_up()
    assert rows.texts["name"] == ""


def test_the_row_half_keyed_is_there_again(rows: BulkRows) -> None:
    key(rows, name="Đang gõ dở")
    rows.keep_draft()
    again = BulkRows(rows.register)
    assert again.start()
    assert again.texts["name"] == "Đang gõ dở"
    again.drop_draft()
    assert not BulkRows(rows.register).start()


def test_while_a_row_is_corrected_the_draft_is_the_new_one(rows: BulkRows) -> None:
    key(rows, name="Đang gõ dở")
    rows.correct(0)
    rows.keep_draft()
    again = BulkRows(rows.register)
    again.start()
    assert again.texts["name"] == "Đang gõ dở"


# In the window


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 4)
    made.root.focus_force()
    made.key("Shift-F7")
    return made


def cells(page: Page, *texts: str) -> None:
    """Key a row from the cell in focus on: a text each, Enter behind it; `"` repeats the row above, `#1` picks by its digit."""
    for text in texts:
        focused = page.root.focus_get()
        assert focused is not None
        press(focused, ["quotedbl"] if text == '"' else [text[1]] if text.startswith("#") else [*text, "Return"])
        page.settle()


@pytest.mark.window
def test_two_rows_are_keyed_with_enter_and_ditto_alone(page: Page, session: Session) -> None:
    cells(page, "12", "cccd", "#1", "", "le thi binh", "12 tran phu", "0912345678", "0607", "", "1507", "#1", "")
    assert page.screen.extra["rows"].rows.saved == 1
    cells(page, '"', '"', '"', "", "tran van an", '"', "0987654321", "", "", "", "", "")
    kept = data_of(session, "000.17.22.H56-200706-0013")
    assert (kept["name"], kept["address"], kept["procedure"], kept["status"]) == (
        "tran van an", "12 tran phu", "cmnd-cccd", "received",
    )  # fmt: skip
    assert data_of(session, "000.17.22.H56-200706-0012")["result_by"] == "counter"


@pytest.mark.window
def test_the_cursor_stands_on_the_cell_that_is_wrong(page: Page, session: Session) -> None:
    before = session.office.count("dossiers")
    cells(page, "12", "cccd", "#1", "", "le thi binh", "", "12", "0607")
    page.key("F10")
    grid = page.screen.extra["rows"].grid_
    assert session.office.count("dossiers") == before
    phone: tk.Entry = grid.cells["phone"]
    assert str(phone.cget("highlightbackground")) == page.window.theme.colors.error
    assert page.root.focus_get() is phone


@pytest.mark.window
def test_a_saved_row_is_reached_with_up_and_corrected_with_a_digit_for_the_reason(page: Page, session: Session) -> None:
    page.key("Up")
    page.key("Return")
    rows = page.screen.extra["rows"]
    assert rows.rows.texts["name"] == "Bùi Hoà"
    for _ in range(4):
        page.key("Tab")
    press(rows.grid_.cells["name"], [*"bui hoa", "F10"])
    page.settle()
    press(rows.asking.list, ["1"])
    page.settle()
    stored = session.office.get("dossiers", session.office.find_code("dossiers", "000.17.22.H56-200807-0004") or "")
    assert stored is not None
    assert ((stored.data or {})["name"], stored.rev, stored.why) == ("bui hoa", 2, "Gõ nhầm")
    assert rows.rows.corrected is None


@pytest.mark.window
def test_escape_goes_back_to_the_list_and_the_row_waits(page: Page) -> None:
    cells(page, "12", "cccd")
    page.key("Escape")
    assert page.screen.page == "list"
    page.key("Shift-F7")
    assert page.screen.extra["rows"].grid_.get("procedure") == "cmnd-cccd"

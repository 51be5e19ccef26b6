"""The keying page in a real window: keys go in, cells change, slips are saved; what is said, and where."""

from __future__ import annotations

import tkinter as tk

import pytest

from desktop_app.store.errors import DiskFull
from desktop_app.ui.keying_page import KeyingPage
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.keying import EntrySession
from tests.ui.conftest import Answers, Until, item_option

pytestmark = pytest.mark.window


@pytest.fixture
def page(window: Window, until: Until) -> KeyingPage:
    """The page with batch B1 open."""
    window.show("keying")
    screen = window._screens["keying"]
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    page = screen.keying
    until(lambda: page.sheet._items)
    page.sheet.focus_force()
    until(lambda: page.focus_get() is page.sheet)
    return page


def entry_of(page: KeyingPage) -> EntrySession:
    assert page.entry is not None
    return page.entry


def press(page: KeyingPage, *keys: str, at: tk.Misc | None = None) -> None:
    for key in keys:
        (at or page.sheet).event_generate(f"<KeyPress-{key}>")
    page.update()


def message(page: KeyingPage) -> str:
    return str(page._message.cget("text"))


def test_22_keys_and_enter_save_a_slip_and_open_the_next(page: KeyingPage, window: Window) -> None:
    press(page, *"5445344524135445455445")
    assert message(page).startswith("Đủ câu")
    press(page, "Return")
    assert window.session.office.serials("B1") == {1}
    assert str(page._heading._title.cget("text")) == "Nhập phiếu số 2"
    assert window.status_line.kind == "saved"
    assert window.status_line.text.startswith("● Đã lưu ")


@pytest.mark.parametrize("key", ["KP_Enter", "plus", "KP_Add", "F10"])
def test_each_saving_key_saves(page: KeyingPage, window: Window, key: str) -> None:
    press(page, *"5445344524135445455445", key)
    assert window.session.office.serials("B1") == {1}


def test_keys_give_answers_missing_codes_and_step_back(page: KeyingPage) -> None:
    press(page, "5", "4", "0", "asterisk", "slash", "minus", "BackSpace")
    assert list(entry_of(page).slip.answers.values()) == [5, 4, "blank", "double", "illegible"]
    assert entry_of(page).cursor == 3


def test_arrows_move_the_caret_and_letters_do_nothing(page: KeyingPage) -> None:
    press(page, "Down", "KP_Down", "Right", "Up", "a", "space")
    assert entry_of(page).cursor == 2
    assert entry_of(page).slip.answers == {}


def test_the_answered_cell_is_coloured_and_the_caret_row_wears_the_ring(page: KeyingPage) -> None:
    press(page, "5")
    items, sheet = page.sheet._items[0], page.sheet
    chosen, other = (item_option(sheet, items._cells[cell][0], "image") for cell in ("5", "4"))
    assert chosen != other
    assert page.sheet.coords(page.sheet._caret)[1] == page.sheet._slots[2].top + page.sheet._head


def test_an_unfinished_slip_is_not_saved_and_each_open_item_says_code_and_what_to_do(page: KeyingPage, window: Window) -> None:
    before = window.session.office.head
    press(page, "5", "Return")
    assert window.session.office.head == before
    second = page.sheet._items[1]
    shown = item_option(page.sheet, second._problem, "text")
    assert shown.startswith("ANSWER-MISSING")
    assert item_option(page.sheet, second._label, "text").startswith("Trang thiết bị")
    assert "bấm 1-5" in message(page)
    assert window.status_line.kind == "error"
    press(page, "4")
    assert item_option(page.sheet, second._problem, "text") == ""


def test_a_draft_is_on_the_disk_a_moment_after_the_last_key(page: KeyingPage, window: Window, until: Until) -> None:
    press(page, "5", "4")
    name = entry_of(page).draft_name
    assert window.session.office.load_draft(name) is None
    until(lambda: window.session.office.load_draft(name))
    assert EntrySession(window.session, "B1").slip.answers == {"c01": 5, "c02": 4}


def test_a_click_on_a_cell_answers_it(page: KeyingPage) -> None:
    slot = next(slot for slot in page.sheet._slots if slot.row == 4)
    left = next(left for key, left, _ in page.sheet._cells(page.sheet._rows[4]) if key == "3")
    page.sheet.event_generate("<Button-1>", x=left + 8, y=slot.top + page.sheet._head + 4)
    page.update()
    assert entry_of(page).slip.answers == {"c05": 3}


def test_escape_asks_nothing_when_nothing_is_keyed(page: KeyingPage, answers: Answers) -> None:
    press(page, "Escape")
    assert answers.said == []
    assert page.entry is None


def test_escape_asks_before_it_drops_what_is_keyed(page: KeyingPage, answers: Answers) -> None:
    press(page, "5", "Escape")
    assert len(answers.said) == 1
    assert entry_of(page).slip.answers == {"c01": 5}
    answers.yes = True
    press(page, "Escape")
    assert entry_of(page).slip.answers == {}


def test_the_respondent_is_keyed_by_digits_behind_f8(page: KeyingPage) -> None:
    press(page, "F8", "2", "3")
    assert entry_of(page).slip.respondent == {"sex": "female", "age": "35_49"}
    press(page, "F8", "5")
    assert entry_of(page).slip.answers == {"c01": 5}


def test_digits_never_fire_in_the_remark_and_its_text_is_kept(page: KeyingPage, until: Until) -> None:
    press(page, "F7")
    until(lambda: page.focus_get() is page.comment.box)
    page.comment.box.insert("insert", "Chờ 15 phút")
    press(page, "5", at=page.comment.box)
    press(page, "F7", at=page.comment.box)
    assert entry_of(page).slip.answers == {}
    assert entry_of(page).slip.comment == "Chờ 15 phút5"
    assert page.focus_get() is page.sheet


def test_serial_and_day_are_changed_behind_f11(page: KeyingPage, until: Until) -> None:
    press(page, "F11")
    until(lambda: page.focus_get() is page.header.serial.entry)
    page.header.serial.set("17")
    page.header.day.set("6/7/20")
    press(page, "Return", at=page.header.serial.entry)
    assert (entry_of(page).slip.serial, entry_of(page).slip.day) == (17, "2020-07-06")
    assert "ngày 06/07/2020" in str(page._heading._subtitle.cget("text"))


def test_a_day_that_is_none_is_said_beside_the_field(page: KeyingPage) -> None:
    press(page, "F11")
    page.header.day.set("31/02/2020")
    press(page, "Return", at=page.header.day.entry)
    assert "Không có ngày này" in str(page.header.day._problem.cget("text"))


def test_f12_opens_the_last_slip_and_its_save_asks_the_reason(page: KeyingPage, window: Window, answers: Answers) -> None:
    press(page, *"5445344524135445455445", "Return", "F12", "1", "Return")
    assert answers.said == ["Lý do sửa"]
    assert entry_of(page).is_correction
    answers.text = "gõ nhầm câu 1"
    press(page, "Return")
    slips = list(window.session.office.records("surveys"))
    assert [(stored.rev, stored.why, (stored.data or {})["answers"]["c01"]) for stored in slips] == [(2, "gõ nhầm câu 1", 1)]


def test_the_sheet_keeps_input_methods_off_and_the_remark_has_them_on(page: KeyingPage, until: Until) -> None:
    def on() -> bool:
        return bool(page.tk.getboolean(page.tk.call("tk", "useinputmethods", "-displayof", ".")))

    assert not on()
    press(page, "F7")
    until(on)
    press(page, "F7", at=page.comment.box)
    until(lambda: not on())


def test_a_draft_that_cannot_be_written_is_said_and_the_keying_goes_on(
    page: KeyingPage, window: Window, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str, draft: object) -> None:
        raise DiskFull

    monkeypatch.setattr(window.session.office, "save_draft", fail)
    press(page, "5")
    until(lambda: window.status_line.kind == "error")
    assert window.status_line.text.startswith("Chưa lưu nháp. Ổ đĩa đầy")
    press(page, "4")
    assert len(entry_of(page).slip.answers) == 2
    monkeypatch.undo()


def test_what_a_page_said_about_itself_goes_when_another_comes(page: KeyingPage, window: Window) -> None:
    press(page, "5", "Return")
    assert window.status_line.kind == "error"
    window.show("settings")
    assert (window.status_line.text, window.status_line.kind) == ("Sẵn sàng", "info")

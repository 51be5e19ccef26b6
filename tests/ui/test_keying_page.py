"""The keying page in a real window: keys go in, cells change, slips are saved; what is said, and where."""

from __future__ import annotations

import tkinter as tk
from typing import cast

import pytest

from desktop_app.store.errors import DiskFull
from desktop_app.ui.commands import check_keys
from desktop_app.ui.keying_look import StripLook
from desktop_app.ui.keying_page import KeyingPage
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.keying_strip import paint_of
from desktop_app.ui.keying_tones import ALARM, GROUP_END, Tones
from desktop_app.ui.settings_screen import SettingsScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.records import enter
from tests.ui.conftest import BATCH, Answers, Until, item_option

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
        shift, name = ("Shift-", key[6:]) if key.startswith("Shift-") else ("", key)
        (at or page.sheet).event_generate(f"<{shift}KeyPress-{name}>")
    page.update()


def strip(page: KeyingPage) -> StripLook:
    """What the strip shows; it has drawn it too."""
    assert page.strip._shown == page.strip.look
    return page.strip.look


def is_asking(page: KeyingPage) -> bool:
    return page.ask.is_open


def told(canvas: tk.Canvas) -> str:
    """All that is written on a canvas."""
    return " ".join(item_option(canvas, item, "text") for item in canvas.find_all() if str(canvas.type(item)) == "text")


def test_22_keys_and_enter_save_a_slip_and_open_the_next(page: KeyingPage, window: Window) -> None:
    press(page, *"5445344524135445455445")
    assert strip(page).kind == "done"
    assert "Đủ 22 câu" in told(page.strip)
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
    assert strip(page).kind == "error"
    assert "ANSWER-MISSING" in told(page.strip)
    assert window.status_line.kind == "error"
    press(page, "4")
    assert item_option(page.sheet, second._problem, "text") == ""


def test_each_field_is_in_the_draft(page: KeyingPage, window: Window) -> None:
    name = entry_of(page).draft_name
    for number, key in enumerate(("5", "4", "0"), 1):
        press(page, key)
        entry_of(page).write_draft()
        assert len((window.session.office.load_draft(name) or {})["answers"]) == number
    assert EntrySession(window.session, "B1").slip.answers == {"c01": 5, "c02": 4, "c03": "blank"}


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


def test_shift_f3_opens_the_last_slip_and_its_save_asks_the_reason_by_digit(page: KeyingPage, window: Window) -> None:
    press(page, *"5445344524135445455445", "Return", "Shift-F3", "1", "Return")
    assert is_asking(page)
    assert entry_of(page).is_correction
    press(page, "1", at=page.ask.list)
    slips = list(window.session.office.records("surveys"))
    assert [(stored.rev, stored.why, (stored.data or {})["answers"]["c01"]) for stored in slips] == [(2, "Gõ nhầm", 1)]
    assert not is_asking(page)
    assert page.focus_get() is page.sheet


def test_a_reason_in_own_words_is_typed_and_its_digits_choose_nothing(page: KeyingPage, window: Window, until: Until) -> None:
    press(page, *"5445344524135445455445", "Return", "Shift-F3", "1", "Return")
    press(page, "5", at=page.ask.list)
    field = page.ask.field.entry
    until(lambda: page.focus_get() is field)
    press(page, "Return", at=field)
    assert page.ask.field.has_problem
    field.insert("insert", "Phiếu ghi mức ")
    press(page, "1", "Return", at=field)
    assert [stored.why for stored in window.session.office.records("surveys")] == ["Phiếu ghi mức 1"]


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


# Groups, reasons, notes, void slips, pauses


@pytest.fixture
def checked(window: Window, until: Until) -> KeyingPage:
    """The page with a batch open that asks for the groups' ends."""
    enter(window.session, "batches", [{**BATCH, "batch": "B2", "row_check": "yes"}])
    window.show("keying")
    screen = window._screens["keying"]
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B2")
    until(lambda: screen.keying.sheet._items)
    screen.keying.sheet.focus_force()
    until(lambda: window.root.focus_get() is screen.keying.sheet)
    return screen.keying


class Heard:
    """Stands in for the tones: notes what was played."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def group_end(self) -> None:
        self.said.append("group")

    def alarm(self) -> None:
        self.said.append("alarm")


def test_an_enter_confirms_each_group_and_the_last_one_saves(checked: KeyingPage, window: Window) -> None:
    keys = iter("5445344524135445455445")
    for number, size in enumerate((4, 5, 6, 3, 4)):
        press(checked, *(next(keys) for _ in range(size)))
        assert strip(checked).kind == ("end" if number < 4 else "done")
        press(checked, "KP_Enter")
    assert window.session.office.serials("B2") == {1}
    assert entry_of(checked).pace.keys == 22 + 5


def test_the_alarm_is_red_named_and_leads_back_to_the_group(checked: KeyingPage, window: Window) -> None:
    heard = checked.tones = cast("Tones", Heard())
    press(checked, *"5445", "Return", *"3445", "Return")
    assert strip(checked).kind == "alarm"
    assert paint_of(checked.app.theme, "alarm").ground == checked.app.theme.colors.levels[0]
    assert "có thể sót dòng" in told(checked.strip)
    assert window.status_line.text == "Lệch dòng (ROW-SHIFT-EARLY)"
    assert entry_of(checked).cursor == 4
    assert cast("Heard", heard).said == ["group", "alarm"]
    unsure, sure = (checked.sheet._items[place]._last for place in (5, 0))
    assert unsure is not None
    assert sure is not None
    assert (unsure.sure, sure.sure) == (False, True)
    press(checked, *"33452")
    assert strip(checked).kind == "end"
    press(checked, "F10")
    assert entry_of(checked).cursor == 9


def test_an_answer_too_many_sounds_the_alarm_as_well(checked: KeyingPage) -> None:
    heard = checked.tones = cast("Tones", Heard())
    press(checked, *"54454")
    assert strip(checked).kind == "alarm"
    assert cast("Heard", heard).said == ["group", "alarm"]
    shown = [items._last for place, items in checked.sheet._items.items() if place < 4]
    assert [row.sure for row in shown if row is not None] == [False] * 4


def test_a_warning_asks_its_reason_by_digit_and_the_slip_keeps_it(page: KeyingPage, window: Window) -> None:
    press(page, *("1" * 22), "Return")
    assert page.ask.is_open
    assert "SLIP-ALL-LOWEST" in str(page.ask._text.cget("text"))
    press(page, "Escape", at=page.ask.list)
    assert window.session.office.serials("B1") == set()
    press(page, "Return")
    press(page, "1", at=page.ask.list)
    (stored,) = window.session.office.records("surveys")
    assert (stored.data or {})["overrides"] == [{"code": "SLIP-ALL-LOWEST", "why": "Đúng như trên phiếu"}]


def test_a_note_is_written_for_the_item_just_answered_and_marked_beside_it(page: KeyingPage, until: Until) -> None:
    press(page, "5", "asterisk", "Shift-F7")
    field = page.note.field.entry
    until(lambda: page.focus_get() is field)
    field.insert("insert", "Tích cả 3 và ")
    press(page, "4", "Return", at=field)
    assert entry_of(page).slip.notes == {"c02": "Tích cả 3 và 4"}
    assert entry_of(page).slip.answers == {"c01": 5, "c02": "double"}
    assert item_option(page.sheet, page.sheet._items[1]._number, "text") == "• 2"
    press(page, "Shift-F7")
    press(page, "Up", at=field)
    field.insert("insert", "Mờ")
    press(page, "Escape", at=field)
    assert entry_of(page).slip.notes == {"c01": "Mờ", "c02": "Tích cả 3 và 4"}
    assert page.focus_get() is page.sheet


def test_a_slip_is_made_void_by_digits_and_saved_with_its_reason(page: KeyingPage, window: Window) -> None:
    press(page, "5", "4", "Shift-F8")
    press(page, "1", at=page.ask.list)
    press(page, "2", at=page.ask.list)
    assert strip(page).kind == "void"
    press(page, "Return")
    (stored,) = window.session.office.records("surveys")
    data = stored.data or {}
    assert (data["disposition"], data["void_why"], data.get("answers")) == ("void", "Trùng số với phiếu khác", None)


def test_a_slip_that_came_back_blank_takes_two_digits_and_enter(page: KeyingPage, window: Window) -> None:
    press(page, "Shift-F8")
    press(page, "2", at=page.ask.list)
    press(page, "Return")
    assert [(s.data or {})["disposition"] for s in window.session.office.records("surveys")] == ["blank"]


@pytest.mark.parametrize("key", ["Pause", "Shift-F9"])
def test_a_pause_hides_the_answers_and_the_key_that_ends_it_answers_nothing(page: KeyingPage, key: str, until: Until) -> None:
    press(page, "5", "4", key)
    until(page.veil.winfo_ismapped)
    assert (page.veil.winfo_width(), page.veil.winfo_height()) == (page.winfo_width(), page.winfo_height())
    assert entry_of(page).pace.is_paused
    press(page, "Shift_L", at=page.veil)
    assert page.veil.winfo_ismapped()
    press(page, "3", at=page.veil)
    assert not page.veil.winfo_ismapped()
    assert (entry_of(page).slip.answers, entry_of(page).pace.is_paused) == ({"c01": 5, "c02": 4}, False)
    assert page.focus_get() is page.sheet


def test_keys_that_reach_the_sheet_under_a_veil_or_a_question_answer_nothing(page: KeyingPage) -> None:
    press(page, "Pause")
    page.sheet.focus_force()
    press(page, "5")
    assert not page.veil.winfo_ismapped()
    press(page, "Shift-F8")
    page.sheet.focus_force()
    press(page, "5")
    assert is_asking(page)
    assert entry_of(page).slip.answers == {}


def test_going_to_another_page_writes_the_sitting_and_ends_the_pause(page: KeyingPage, window: Window) -> None:
    press(page, "5", "4", "Pause")
    window.show("settings")
    (sitting,) = window.session.office.records("sittings", "")
    assert ((sitting.data or {})["keys"], (sitting.data or {})["pauses"]) == (2, 1)
    window.show("keying")
    assert not page.veil.winfo_ismapped()
    assert entry_of(page).slip.answers == {"c01": 5, "c02": 4}


def test_what_is_typed_of_a_remark_is_in_the_draft_before_the_panel_closes(
    page: KeyingPage, window: Window, until: Until
) -> None:
    press(page, "F7")
    until(lambda: page.focus_get() is page.comment.box)
    page.comment.box.insert("insert", "Chờ lâ")
    press(page, "u", at=page.comment.box)
    page.comment.box.event_generate("<KeyRelease-u>")
    page.update()
    entry_of(page).write_draft()
    assert EntrySession(window.session, "B1").slip.comment == "Chờ lâu"


def test_the_band_shows_what_is_answered_and_where_the_caret_is(page: KeyingPage) -> None:
    press(page, "5", "4")
    page.update()
    band = page.band
    fills = [item_option(band, item, "fill") for item in band._items]
    assert len(fills) == 22
    assert fills[0] == fills[1] != fills[2] != fills[3]


def test_sounds_are_off_until_they_are_switched_on(page: KeyingPage, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[object] = []
    monkeypatch.setattr(page.tones, "play", rung.append)
    press(page, *"5445")
    assert rung == []
    window.show("settings")
    settings = window.page
    assert isinstance(settings, SettingsScreen)
    settings.sound.set(True)
    settings._pick_sound()
    window.show("keying")
    press(page, *"34452")
    assert rung == [GROUP_END]
    press(page, "Return")
    assert rung == [GROUP_END, ALARM]


def test_everything_the_page_does_has_a_key_of_its_own(page: KeyingPage) -> None:
    assert check_keys(page.commands()) == []
    assert all(command.key for command in page.commands())

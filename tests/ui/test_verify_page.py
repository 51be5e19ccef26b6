"""The second keying in a real window: blind, by the keys of the first, stopping where something differs."""

from __future__ import annotations

import pytest

from desktop_app.ui.verify_page import VerifyPage
from desktop_app.ui.window import Window
from desktop_app.workflows.records import enter
from desktop_app.workflows.second_pass import TABLE
from desktop_app.workflows.verifying import VerifySession
from tests.ui.conftest import Answers, Until
from tests.ui.second_keying import key_batch, screen_of, texts_on
from tests.workflows.twice import as_account
from tests.workflows.values import slip

pytestmark = pytest.mark.window

FIVES = "5" * 22


@pytest.fixture
def page(window: Window, until: Until) -> VerifyPage:
    """The page with the first slip of B1, keyed by hoa, under lan's keys; dependent."""
    key_batch(window.session, "hoa", verify="dependent")
    return open_page(window, until)


def open_page(window: Window, until: Until) -> VerifyPage:
    screen = screen_of(window)
    until(lambda: screen.batches.presenter.looks[0].work is not None)
    screen.batches.table.canvas.event_generate("<KeyPress-F7>")
    page = screen.verifying
    until(lambda: page.sheet._items)
    page.sheet.focus_force()
    until(lambda: page.focus_get() is page.sheet)
    return page


def entry_of(page: VerifyPage) -> VerifySession:
    assert page.entry is not None
    return page.entry


def press(page: VerifyPage, *keys: str) -> None:
    for key in keys:
        shift, name = ("Shift-", key[6:]) if key.startswith("Shift-") else ("", key)
        page.sheet.event_generate(f"<{shift}KeyPress-{name}>")
    page.update()


def kind(page: VerifyPage) -> str:
    return page.strip.look.kind


def test_23_keys_verify_a_slip_and_open_the_next(page: VerifyPage, window: Window) -> None:
    press(page, *FIVES, "Return")
    assert entry_of(page).slip.serial == 2
    assert window.status_line.kind == "saved"
    assert [stored.by for stored in window.session.office.records(TABLE, "")] == ["lan"]
    assert str(page._heading._title.cget("text")) == "Kiểm tra phiếu số 2"


@pytest.mark.parametrize("key", ["KP_Enter", "plus", "KP_Add", "F10"])
def test_each_saving_key_saves(page: VerifyPage, key: str) -> None:
    press(page, *FIVES, key)
    assert entry_of(page).slip.serial == 2


def test_a_difference_fills_the_strip_and_waits_at_its_row(page: VerifyPage) -> None:
    press(page, "5", "5", "4")
    look = page.strip.look
    assert look.kind == "alarm"
    assert look.number == "3"
    assert "Nhìn lại phiếu giấy" in look.text
    assert look.caption.startswith("Trang thiết bị phục vụ người dân, tổ chức hiện đại")
    assert entry_of(page).cursor == 2
    assert page._is_alarmed(2)
    assert not page._is_alarmed(1)


def test_a_difference_sounds_even_with_sounds_off(page: VerifyPage, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(page.tones, "play", lambda tones: rung.append(len(tones)))
    press(page, "5", "4")
    assert rung == [2]


def test_the_first_value_typed_after_the_alarm_is_a_verifier_s_slip(page: VerifyPage, window: Window) -> None:
    press(page, "4", "5")
    assert page.strip.look.kind != "alarm"
    press(page, *FIVES[1:], "Return")
    record = next(iter(window.session.office.records(TABLE, ""))).data or {}
    assert record["differences"] == []
    assert [one["where"] for one in record["retyped"]] == ["answers.c01"]


def test_the_same_value_typed_again_is_a_difference_for_the_third_person(page: VerifyPage, window: Window) -> None:
    press(page, "4", "4", *FIVES[1:], "Return")
    record = next(iter(window.session.office.records(TABLE, ""))).data or {}
    assert [(one["where"], one["second"]) for one in record["differences"]] == [("answers.c01", 4)]


def test_the_screen_is_the_same_whatever_the_first_keyer_gave(window: Window, until: Until) -> None:
    key_batch(window.session, "hoa", count=1, verify="dependent")
    enter(as_account(window.session, "hoa"), "surveys", [slip(2, answer=2)])
    page, seen = open_page(window, until), list[list[str]]()
    for serial in (1, 2):
        assert entry_of(page).slip.serial == serial
        press(page, "4")
        seen.append([text.replace(f"số {serial}", "số …") for text in texts_on(page)])
        press(page, "Shift-F3")
    assert "Khác lần nhập trước. Nhìn lại phiếu giấy, gõ lại." in seen[0]
    assert seen[0] == seen[1]
    assert not any(box.chosen for box in page.strip.look.boxes)


def test_moving_away_ends_the_alarm_and_leaves_the_row_open(page: VerifyPage) -> None:
    press(page, "4", "Down")
    assert page.strip.look.kind != "alarm"
    assert entry_of(page).slip.answers == {}


def test_an_unfinished_slip_is_not_saved_and_its_item_is_named(page: VerifyPage, window: Window) -> None:
    press(page, "5", "Return")
    assert list(window.session.office.records(TABLE, "")) == []
    assert window.status_line.kind == "error"
    assert page.strip.look.kind == "error"
    assert entry_of(page).cursor == 1


def test_respondent_items_left_out_by_the_first_keyer_are_none(page: VerifyPage) -> None:
    press(page, "F8")
    assert entry_of(page).page == "respondent"
    press(page, "1")
    assert page.strip.look.kind == "alarm"
    press(page, "F8")
    assert entry_of(page).page == "answers"


def test_a_void_slip_is_told_by_digit_and_differs_from_an_answered_one(page: VerifyPage, until: Until) -> None:
    press(page, "Shift-F8")
    until(lambda: page.focus_get() is page.ask.list)
    page.ask.list.event_generate("<KeyPress-1>")
    page.update()
    assert kind(page) == "alarm"
    assert "Loại phiếu" in page.strip.look.caption
    press(page, "Shift-F8")
    until(lambda: page.focus_get() is page.ask.list)
    page.ask.list.event_generate("<KeyPress-1>")
    page.update()
    assert kind(page) == "void"


def test_the_day_is_changed_behind_f11_and_the_number_is_not(page: VerifyPage, until: Until) -> None:
    press(page, "F11")
    until(lambda: page.focus_get() is page.header.day.entry)
    assert page.header.serial.entry.instate(["disabled"])
    page.header.day.set("7/7/20")
    page.header.day.entry.event_generate("<KeyPress-Return>")
    page.update()
    assert (entry_of(page).slip.serial, entry_of(page).slip.day) == (1, "2020-07-07")
    assert page.focus_get() is page.sheet


def test_a_slip_whose_paper_is_missing_comes_later(page: VerifyPage) -> None:
    press(page, "Shift-F3")
    assert [pending.serial for pending in entry_of(page).queue] == [2, 3, 1]
    assert entry_of(page).slip.serial == 2


def test_a_pause_hides_the_slip_and_any_key_goes_on(page: VerifyPage, until: Until) -> None:
    press(page, "Shift-F9")
    until(page.veil.winfo_ismapped)
    page.veil.event_generate("<KeyPress-a>")
    until(lambda: not page.veil.winfo_ismapped())
    assert entry_of(page).pace.pauses == 1


def test_behind_the_last_slip_enter_goes_back_to_the_list(page: VerifyPage, window: Window) -> None:
    for _ in range(3):
        press(page, *FIVES, "Return")
    assert page.strip.look.kind == "done"
    assert str(page._heading._title.cget("text")) == "Hết phiếu để kiểm tra"
    press(page, "Return")
    screen = screen_of(window)
    assert screen._front is screen.batches
    assert window.session.office.revisions("sittings", "") == 1


def test_escape_asks_before_it_drops_what_is_keyed(page: VerifyPage, answers: Answers) -> None:
    press(page, "5", "Escape")
    assert len(answers.said) == 1
    assert entry_of(page).slip.answers == {"c01": 5}
    answers.yes = True
    press(page, "Escape")
    assert entry_of(page).slip.answers == {}


def test_a_slip_left_half_verified_comes_back_as_it_was(page: VerifyPage, window: Window) -> None:
    press(page, "5", "5")
    window.show("dashboard")
    again = VerifySession(window.session, "B1", "dependent")
    assert (again.slip.serial, again.slip.answers, again.cursor) == (1, {"c01": 5, "c02": 5}, 2)


def test_an_independent_pass_never_stops_at_a_difference(window: Window, until: Until) -> None:
    key_batch(window.session, "hoa", verify="independent")
    page = open_page(window, until)
    press(page, *("1" * 22), "Return")
    assert page.strip.look.kind != "alarm"
    assert entry_of(page).slip.serial == 2


def test_a_click_on_a_cell_is_a_key_like_any_other(page: VerifyPage) -> None:
    page._picked(0, 4)
    assert page.strip.look.kind == "alarm"
    page._picked(0, 5)
    assert entry_of(page).slip.answers == {"c01": 5}
    page._picked(4, None)
    assert entry_of(page).cursor == 4

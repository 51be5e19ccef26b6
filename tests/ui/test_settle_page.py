"""The page of the third person in a real window, by keys."""

from __future__ import annotations

import pytest

from desktop_app.ui.settle_page import SettlePage
from desktop_app.ui.window import Window
from desktop_app.workflows.verifying import VerifySession
from tests.ui.conftest import Answers, Until
from tests.ui.second_keying import key_batch, screen_of, verify_slip
from tests.workflows.twice import as_account

pytestmark = pytest.mark.window

FIVES = "5" * 22


def open_page(window: Window, until: Until) -> SettlePage:
    screen = screen_of(window)
    until(lambda: screen.batches.presenter.looks[0].work is not None)
    screen.batches.table.canvas.event_generate("<KeyPress-F8>")
    page = screen.settling
    page.board.focus_force()
    until(lambda: page.focus_get() is page.board and page.board.winfo_width() > 200)
    return page


@pytest.fixture
def page(window: Window, until: Until) -> SettlePage:
    """Two differences in slips keyed by hoa and by minh, before lan."""
    key_batch(window.session, "hoa", count=1, verify="independent")
    verify_slip(window.session, "minh", "independent", "2*" + FIVES[2:])
    return open_page(window, until)


def press(page: SettlePage, *keys: str) -> None:
    for key in keys:
        page.board.event_generate(f"<KeyPress-{key}>")
    page.update()


def text(page: SettlePage, label: str) -> str:
    return str(getattr(page, label).cget("text"))


def test_slip_question_and_both_values_are_large_on_the_page(page: SettlePage) -> None:
    assert text(page, "_serial") == "Phiếu số 1"
    assert text(page, "_section") == "Câu 1 · I. Tiếp cận dịch vụ"
    assert text(page, "_question").startswith("Nơi ngồi chờ")
    assert {tile.text for tile in page.board.tiles[:2]} == {"Rất hài lòng", "Không hài lòng"}
    assert page.board.tiles[2].text == "Nhìn phiếu giấy, gõ giá trị"


def test_a_key_says_what_the_paper_says_and_enter_goes_to_the_next(page: SettlePage, window: Window) -> None:
    press(page, "3")
    assert page.board.tiles[2].text == "Bình thường"
    press(page, "Return")
    assert window.status_line.kind == "saved"
    assert text(page, "_section").startswith("Câu 2")
    press(page, "5", "KP_Enter")
    assert text(page, "_serial") == "Xong"
    slip = next(iter(window.session.office.records("surveys", "")))
    answers = (slip.data or {})["answers"]
    assert (slip.by, answers["c01"], answers["c02"]) == ("lan", 3, 5)
    press(page, "Return")
    assert screen_of(window)._front is screen_of(window).batches


def test_enter_before_a_value_only_asks_for_it(page: SettlePage, window: Window) -> None:
    head = window.session.office.head
    press(page, "Return")
    assert "gõ giá trị" in window.status_line.text
    assert window.session.office.head == head


def test_arrows_choose_the_cause_and_the_case(page: SettlePage) -> None:
    press(page, "Right")
    assert page.cause.get() == "paper"
    press(page, "Left", "Left")
    assert page.cause.get() == "row_shift"
    press(page, "Down")
    assert text(page, "_section").startswith("Câu 2")
    press(page, "Up")
    assert text(page, "_section").startswith("Câu 1")


def test_a_note_is_kept_with_the_difference(page: SettlePage, window: Window, answers: Answers) -> None:
    answers.text = "hai ô đều tô"
    press(page, "asterisk", "F7", "Return")
    record = next(iter(window.session.office.records("verifications", ""))).data or {}
    assert record["differences"][0]["why"] == "hai ô đều tô"


def test_a_click_takes_a_value_and_a_cause(page: SettlePage) -> None:
    page.board.event_generate("<Button-1>", x=20, y=80)
    page.update()
    assert page.desk is not None
    assert page.desk.case is not None
    assert page.desk.value == page.desk.case.values[0]
    page._choices[1].invoke()
    assert page.desk.cause == "paper"


def test_a_slip_that_turns_out_void_asks_for_its_reason_by_digit(window: Window, until: Until) -> None:
    key_batch(window.session, "hoa", count=1, verify="independent")
    entry = VerifySession(as_account(window.session, "minh"), "B1", "independent")
    entry.set_disposition("void")
    entry.save()
    page = open_page(window, until)
    assert text(page, "_question") == "Loại phiếu"
    press(page, "2", "Return")
    until(lambda: page.focus_get() is page.ask.list)
    page.ask.list.event_generate("<KeyPress-1>")
    page.update()
    assert (next(iter(window.session.office.records("surveys", ""))).data or {})["disposition"] == "void"
    assert text(page, "_serial") == "Xong"


def test_the_day_may_be_typed(window: Window, until: Until, answers: Answers) -> None:
    key_batch(window.session, "hoa", count=1, verify="independent")
    entry = VerifySession(as_account(window.session, "minh"), "B1", "independent")
    for key in FIVES:
        entry.press(key)
    entry.slip.day = "2020-07-08"
    entry.save()
    page = open_page(window, until)
    answers.text = "9/7/2020"
    press(page, "F11", "Return")
    assert (next(iter(window.session.office.records("surveys", ""))).data or {})["day"] == "2020-07-09"


def test_escape_goes_back_and_the_rest_stays_open(page: SettlePage, window: Window) -> None:
    press(page, "5", "Return", "Escape")
    assert screen_of(window)._front is screen_of(window).batches
    assert [stored.by for stored in window.session.office.records("sittings", "")] == ["lan"]


def test_the_help_sheet_names_each_key_once(page: SettlePage, window: Window) -> None:
    screen = screen_of(window)
    keys = [key for key, _ in screen.key_hints()] + [command.key for command in screen.commands()]
    assert "F7" in keys
    assert "Esc" not in keys
    assert len(keys) == len(set(keys))


def test_the_verifier_is_told_that_a_third_person_is_needed(window: Window, until: Until) -> None:
    key_batch(window.session, "hoa", count=1, verify="independent")
    verify_slip(window.session, "lan", "independent", "2" + FIVES[1:])
    screen = screen_of(window)
    until(lambda: screen.batches.presenter.looks[0].work is not None)
    screen.batches.table.canvas.event_generate("<KeyPress-F8>")
    screen.update()
    assert screen._front is screen.batches
    assert "người thứ ba" in window.status_line.text

"""The list of batches with its ledger, the form of a control sheet, locking: all by keys, in a real window."""

from __future__ import annotations

import pytest

from desktop_app.ui.batch_page import BatchPage
from desktop_app.ui.commands import check_keys
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.permissions import Verdict
from desktop_app.workflows.records import enter
from tests.ui.conftest import BATCH, Answers, Until
from tests.ui.second_keying import key_batch, screen_of
from tests.workflows.twice import as_account
from tests.workflows.values import slip

pytestmark = pytest.mark.window


@pytest.fixture
def screen(window: Window, until: Until) -> KeyingScreen:
    """The list, focused; three slips of B1 are keyed: 1, 2 and 5."""
    enter(as_account(window.session, "hoa"), "surveys", [slip(n) for n in (1, 2, 5)])
    screen = screen_of(window)
    until(lambda: screen.focus_get() is screen.batches.table.canvas and panel(screen.batches))
    return screen


def panel(page: BatchPage) -> str:
    return page.panel.text.get("1.0", "end").strip()


def key(screen: KeyingScreen, name: str) -> None:
    modifier, _, last = name.rpartition("-")
    target = screen.focus_get() or screen
    target.event_generate(f"<{modifier + '-' if modifier else ''}KeyPress-{last}>")
    screen.update()


def test_the_ledger_of_the_chosen_batch_stands_beside_the_list(screen: KeyingScreen) -> None:
    text = panel(screen.batches)
    assert "400 = 3 + 0 + 0 + 397" in text
    assert "3–4, 6–500" in text
    assert screen.batches.presenter.row(0)[:4] == ("B1", "Tháng 7", "01/07 – 31/07/2020", "3 / 372")


def test_another_batch_another_ledger(screen: KeyingScreen, window: Window, until: Until) -> None:
    enter(window.session, "batches", [{**BATCH, "batch": "B0", "from": "2020-06-01", "issued": 10, "returned": 9}])
    screen.show_batches()
    key(screen, "Down")
    until(lambda: "10 = 0 + 0 + 0 + 10" in panel(screen.batches))


def test_tab_reaches_the_ledger_and_arrows_scroll_it(screen: KeyingScreen) -> None:
    key(screen, "Tab")
    text = screen.batches.panel.text
    assert screen.focus_get() is text
    text.configure(state="normal")
    text.insert("end", "\nx" * 200)
    screen.update()
    key(screen, "Down")
    assert text.index("@0,0") != "1.0"


def test_no_key_stands_for_two_things_on_any_page(screen: KeyingScreen) -> None:
    for page in (screen.batches, screen.form, screen.verifying, screen.settling, screen.sample):
        assert check_keys(page.commands()) == []


def test_enter_keys_the_next_slip_of_the_batch(screen: KeyingScreen) -> None:
    key(screen, "Return")
    assert screen.is_keying
    assert screen.keying.entry is not None
    assert screen.keying.entry.slip.serial == 3


def test_a_new_batch_begins_with_the_header_of_the_last_one(screen: KeyingScreen) -> None:
    key(screen, "Shift-F7")
    fields = {name: field.get() for name, field in screen.form.fields.items()}
    assert (fields["batch"], fields["first"], fields["from"], fields["returned"]) == ("B2", "501", "01/07/2020", "")
    assert screen.focus_get() is screen.form.fields["batch"].entry


def test_enter_in_the_form_makes_the_batch_with_its_settings_and_opens_it(screen: KeyingScreen, window: Window) -> None:
    key(screen, "Shift-F7")
    form = screen.form
    for name, text in {"issued": "100", "returned": "90", "verify": "sample", "max_errors": "50", "row_check": "yes"}.items():
        form.fields[name].entry.state(["!disabled"])
        form.fields[name].set(text)
    key(screen, "Return")
    stored = window.session.office.get("batches", "B2")
    assert stored is not None
    assert stored.data is not None
    wanted = {"unit": "TUSON", "verify": "sample", "max_errors": 50, "row_check": "yes", "issued": 100, "returned": 90}
    assert {name: stored.data[name] for name in wanted} == wanted
    assert screen.is_keying
    assert window.status_line.kind == "saved"


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(screen: KeyingScreen, window: Window) -> None:
    before = window.session.office.head
    key(screen, "Shift-F7")
    key(screen, "F10")
    form = screen.form
    assert "Thu về" in str(form.fields["returned"]._problem.cget("text"))
    assert screen.focus_get() in (form.fields["issued"].entry, form.fields["returned"].entry)
    form.fields["batch"].set("B1")
    key(screen, "F10")
    assert "đã có" in str(form.fields["batch"]._problem.cget("text"))
    assert window.session.office.head == before


def test_escape_leaves_the_form_for_the_list(screen: KeyingScreen) -> None:
    key(screen, "Shift-F7")
    key(screen, "Escape")
    assert screen.focus_get() is screen.batches.table.canvas


def test_a_saved_batch_is_put_right_with_a_reason(screen: KeyingScreen, window: Window, answers: Answers) -> None:
    key(screen, "Shift-F3")
    screen.form.fields["returned"].set("380")
    key(screen, "F10")
    assert (window.session.office.get("batches", "B1") or pytest.fail("gone")).rev == 1
    answers.text = "thu thêm 8 phiếu"
    key(screen, "F10")
    stored = window.session.office.get("batches", "B1")
    assert stored is not None
    assert (stored.rev, stored.why, (stored.data or {})["returned"]) == (2, "thu thêm 8 phiếu", 380)


def test_a_batch_is_locked_after_asking_and_unlocked_with_a_reason(
    screen: KeyingScreen, window: Window, answers: Answers
) -> None:
    key(screen, "Shift-F9")
    assert (screen.batches.chosen or pytest.fail("none")).locked is False
    answers.yes = True
    key(screen, "Shift-F9")
    assert (screen.batches.chosen or pytest.fail("none")).locked
    assert screen.batches.presenter.row(0)[5] == "Đã khóa"
    answers.text = "nhập thiếu"
    key(screen, "Shift-F9")
    assert (screen.batches.chosen or pytest.fail("none")).locked is False
    assert (window.session.office.get("batches", "B1") or pytest.fail("gone")).why == "nhập thiếu"


def test_whoever_may_not_key_is_told_why(screen: KeyingScreen, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    denied = Verdict(ok=False, vi="Việc này cần tài khoản cán bộ.", en="This needs an officer.")
    monkeypatch.setattr("desktop_app.ui.permits.may", lambda *_: denied)
    key(screen, "Return")
    assert not screen.is_keying
    key(screen, "Shift-F7")
    assert window.status_line.text == "Việc này cần tài khoản cán bộ."


def test_own_slips_are_refused_to_the_keyer_in_the_list_already(window: Window, until: Until) -> None:
    key_batch(window.session, "lan", verify="dependent")
    screen = screen_of(window)
    until(lambda: "người khác kiểm tra" in panel(screen.batches))
    assert screen.batches.buttons["verify"].instate(["disabled"])
    key(screen, "F7")
    assert screen._front is screen.batches
    assert "chính mình" in window.status_line.text


def test_papers_are_asked_for_the_chosen_batch(
    screen: KeyingScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("desktop_app.ui.keying_screen.show_papers", lambda _app, batch: asked.append(batch))
    key(screen, "F11")
    assert asked == ["B1"]


def test_an_empty_list_says_how_to_make_the_first_batch(window: Window) -> None:
    screen = screen_of(window)
    screen.batches.presenter.looks = []
    screen.batches.table.show(screen.batches.presenter)
    screen.batches._show_panel()
    assert "Shift-F7" in screen.batches.table._empty[1]
    assert screen.batches._may("verify")

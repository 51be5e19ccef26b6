"""The accounts page, and what each role finds greyed on the other pages, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.store.errors import NotUnlocked
from desktop_app.ui.accounts_presenter import AccountRows, AccountsPresenter, check_new, roles
from desktop_app.ui.accounts_screen import AccountsScreen
from desktop_app.ui.barred_screen import BarredScreen
from desktop_app.ui.permits import barred_pages, why_barred
from desktop_app.ui.recovery_screen import RecoveryScreen
from desktop_app.ui.register_screen import RegisterScreen
from desktop_app.ui.report_screen import ReportScreen
from desktop_app.ui.stick_screen import StickScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.session import Session, open_session
from tests.sealed import OTHER
from tests.ui.conftest import Answers, Until, item_option
from tests.ui.sealed_office import open_as
from tests.ui.test_window import every_text, press

OpenAs = Callable[[str], Session]
LONG_FIRST = "mật khẩu đầu tiên của Mai"


@pytest.fixture
def open_session_as(tmp_path: Path) -> Iterator[OpenAs]:
    """Return a function that opens a copy of the office as one of its people."""
    opened: list[Session] = []

    def open_it(account: str) -> Session:
        opened.append(open_as(account, tmp_path / "sealed"))
        return opened[-1]

    yield open_it
    for session in opened:
        session.close()


@pytest.fixture
def work_as(start_window: Window, open_session_as: OpenAs, until: Until) -> Iterator[Callable[[str], Window]]:
    """Return a function that opens the window for one of its people."""

    def work(account: str) -> Window:
        start_window.take_session(open_session_as(account))
        until(lambda: not start_window.jobs.busy)
        return start_window

    yield work
    start_window.jobs.close()


def test_rows_say_who_is_live_and_in_which_role(open_session_as: OpenAs) -> None:
    rows = AccountRows(AccountsPresenter(open_session_as("admin")).rows)
    shown = [rows.row(i) for i in range(len(rows))]
    assert ("lan", "Nguyễn Thị Lan", "Cán bộ", "Đang dùng", "03/08/2020") in shown
    assert set(rows.kinds(0)) == {"", "good"}
    assert [role for role, _ in roles()] == ["officer", "commander", "administrator"]


def test_an_officer_is_told_who_keeps_the_accounts(open_session_as: OpenAs) -> None:
    assert "quản trị" in AccountsPresenter(open_session_as("lan")).why_not


def test_two_different_passwords_are_told_before_anything_is_done() -> None:
    assert "again" in check_new({"password": "a", "again": "b"})
    assert check_new({"password": "a", "again": "a"}) == {}


def test_each_role_is_barred_from_what_is_not_its_work(open_session_as: OpenAs) -> None:
    officer = open_session_as("lan")
    assert barred_pages(officer) == {}
    officer.close()
    commander = open_session_as("hung")
    assert barred_pages(commander) == {}  # a commander verifies, settles and locks
    commander.close()
    administrator = open_session_as("admin")
    assert set(barred_pages(administrator)) == {"keying", "register", "feedback", "report"}
    assert "cán bộ" in why_barred(administrator, "keying")


@pytest.mark.window
def test_a_page_that_is_barred_says_why_in_its_place(work_as: Callable[[str], Window]) -> None:
    window = work_as("admin")
    press(window, "F3")
    assert isinstance(window.page, BarredScreen)
    assert any("tài khoản cán bộ" in text for text in every_text(window.page))
    place = next(place for place, entry in enumerate(window.side._entries) if entry.name == "register")
    assert item_option(window.side, window.side._places[place][1], "fill") == window.theme.colors.side_off


@pytest.mark.window
def test_a_commander_searches_but_does_not_key_or_move(work_as: Callable[[str], Window], until: Until) -> None:
    window = work_as("hung")
    window.show("register")
    screen = window.page
    assert isinstance(screen, RegisterScreen)
    until(lambda: len(screen.presenter) == 4)
    assert screen.new_button.instate(["disabled"])
    press(window, "F7")
    assert screen.page == "list"
    assert "cán bộ" in window.status_line.text
    for asked in (screen.open_new, screen.open_edit, screen.open_move):
        asked()
        assert screen.page == "list"
    assert not screen.moves.active
    assert [button.instate(["disabled"]) for button in screen.strip.buttons] == [True, True, False]


@pytest.mark.window
def test_an_officer_signs_as_prepared_only_and_receives_nothing(work_as: Callable[[str], Window], until: Until) -> None:
    window = work_as("lan")
    window.show("report")
    report = window.page
    assert isinstance(report, ReportScreen)
    until(lambda: report.report is not None and not window.jobs.busy)
    assert not report.actions["prepared"].instate(["disabled"])
    assert report.actions["approved"].instate(["disabled"])
    approve = next(command for command in report.commands() if command.name == "approve")
    assert not approve.is_enabled
    assert "chỉ huy" in approve.why_not
    window.show("sticks")
    sticks = window.page
    assert isinstance(sticks, StickScreen)
    take = next(command for command in sticks.commands() if command.name == "take")
    assert "chỉ huy" in take.why_not
    assert sticks.receive_card.take.instate(["disabled"])


@pytest.mark.window
def test_a_removed_dossier_is_brought_back_from_its_history(
    work_as: Callable[[str], Window], answers: Answers, until: Until
) -> None:
    window = work_as("lan")
    window.show("register")
    screen = window.page
    assert isinstance(screen, RegisterScreen)
    until(lambda: len(screen.presenter) == 4)
    screen.open_history()
    id, answers.text = screen.removal.id, "nhập nhầm"
    screen.removal.toggle()
    assert screen.removal.is_removed
    assert "Lấy lại" in str(screen.history_page.button.cget("text"))
    until(lambda: len(screen.presenter) == 3)
    code = screen.subject.split("  ·  ")[0]
    screen.show_list()
    answers.text = code
    screen.removal.find()
    assert screen.removal.id == id
    answers.text = "gỡ nhầm"
    screen.removal.toggle()
    until(lambda: len(screen.presenter) == 4)
    assert window.session.office.get("dossiers", id) is not None


@pytest.fixture
def page(work_as: Callable[[str], Window]) -> AccountsScreen:
    """The accounts page of the administrator."""
    window = work_as("admin")
    window.show("accounts")
    screen = window.page
    assert isinstance(screen, AccountsScreen)
    return screen


def fill_in(page: AccountsScreen, **texts: str) -> None:
    for name, text in texts.items():
        page.account_card.fields[name].set(text)


def choose(page: AccountsScreen, account: str) -> None:
    page.table.window.move_to(next(i for i, row in enumerate(page.presenter.rows) if row.account == account))


@pytest.mark.window
def test_an_account_is_added_given_a_new_password_and_revoked(
    page: AccountsScreen, start_window: Window, answers: Answers, until: Until, tmp_path: Path
) -> None:
    fill_in(page, account="mai", name="Đỗ Thị Mai", role="officer", password="ngắn", again="ngắn")
    page.save()
    until(lambda: page.account_card.fields["password"].has_problem)
    fill_in(page, password=LONG_FIRST, again=LONG_FIRST)
    page.save()
    until(lambda: len(page.presenter.rows) == 4 and not start_window.jobs.busy)
    choose(page, "mai")
    page.start_reset()
    assert page.account_card.fields["account"].entry.instate(["disabled"])
    fill_in(page, password=OTHER, again=OTHER)
    page.save()
    until(lambda: page.account_card.chosen is None and not start_window.jobs.busy)
    choose(page, "mai")
    answers.text = "chuyển công tác"
    page.revoke()
    until(lambda: page.presenter.rows[-1].state == "revoked" and not start_window.jobs.busy)
    assert page.presenter.rows[-1].account == "mai"
    start_window.session.close()
    with pytest.raises(NotUnlocked):
        open_session(tmp_path / "sealed", "mai", password=OTHER)


@pytest.mark.window
def test_the_own_password_is_changed_by_who_knows_it(page: AccountsScreen, start_window: Window, until: Until) -> None:
    own = page.own_card
    for name, text in {"old": "không phải mật khẩu", "password": OTHER, "again": OTHER}.items():
        own.fields[name].set(text)
    page.change_own()
    until(lambda: own.fields["old"].has_problem)
    own.fields["old"].set("mật khẩu của quản trị")
    page.change_own()
    until(lambda: "Đã đổi" in start_window.status_line.text)


@pytest.mark.window
def test_a_new_recovery_code_is_not_left_before_it_is_confirmed(
    page: AccountsScreen, start_window: Window, answers: Answers, until: Until
) -> None:
    answers.yes = True
    page.new_code()
    until(lambda: start_window._name == "recovery")
    press(start_window, "F2")
    screen = start_window.page
    assert isinstance(screen, RecoveryScreen)
    screen.kept.set(True)
    screen._toggle()
    screen.go_on()
    assert start_window._name == "accounts"


@pytest.mark.window
def test_an_officer_changes_the_own_password_and_sees_why_not_more(work_as: Callable[[str], Window]) -> None:
    window = work_as("lan")
    window.show("accounts")
    screen = window.page
    assert isinstance(screen, AccountsScreen)
    assert screen.own_card.winfo_manager() == "pack"
    assert not screen.account_card.winfo_ismapped()
    assert "quản trị" in str(screen.reason.cget("text"))

"""The way into a sealed office: making one, the code shown once, signing in, wrong tries, recovery."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.faults import is_expected
from desktop_app.ui.login_presenter import LoginPresenter, clock_text, problems_by_field
from desktop_app.ui.login_screen import LoginScreen
from desktop_app.ui.recovery_screen import RecoveryScreen
from desktop_app.ui.start_screen import StartScreen
from desktop_app.ui.window import Window
from desktop_app.workflows import setup
from desktop_app.workflows.entrance import Entrance, look_from_outside
from desktop_app.workflows.session import open_session
from forms.problems import Problem, Refused
from tests.sealed import OTHER, PASSWORD, WEAK
from tests.ui.conftest import Answers, Until
from tests.ui.test_window import every_text

UNIT = "Công an thị xã Từ Sơn"


class Waiting(Exception):
    """A wrong try as the store tells it."""

    vi, en = "Sai. Hãy chờ 4 giây rồi thử lại.", "Wrong."

    def __init__(self, seconds: int) -> None:
        self.wait_seconds = seconds


def presenter(*accounts: str, account: str = "", now: float = 0.0) -> LoginPresenter:
    return LoginPresenter(Entrance(Path("o"), UNIT, sealed=True, accounts=accounts), account, lambda: now)


def test_the_account_asked_for_is_preset_if_it_can_open_the_office() -> None:
    assert presenter("admin", "lan", account="lan").account == "lan"
    assert presenter("admin", "lan", account="hoa").account == ""
    assert presenter("mai", account="admin").account == "mai"


def test_the_wait_after_a_wrong_try_is_counted_down() -> None:
    clock = [100.0]
    login = LoginPresenter(Entrance(Path("o"), UNIT, sealed=True, accounts=("admin",)), "", lambda: clock[0])
    assert login.take_failure(Waiting(4), "Sai mật khẩu.")
    assert login.message == "Sai mật khẩu. Hãy chờ 4 giây rồi thử lại."
    clock[0] = 102.5
    assert login.waiting == 2
    assert "2 giây" in login.message
    clock[0] = 104.0
    assert (login.waiting, login.message) == (0, "Sai mật khẩu.")
    assert clock_text(845) == "14:05"


def test_a_fault_of_the_program_is_not_shown_as_a_wrong_password() -> None:
    assert not presenter("admin").take_failure(ValueError("x"), "")
    assert is_expected(Waiting(1))


def test_problems_stand_at_their_fields_and_others_at_the_password() -> None:
    found = [Problem("A", "code", "mã", "code"), Problem("B", "", "khác", "other"), Problem("C", "code", "sau", "later")]
    assert problems_by_field(Refused(found)) == {"code": "mã", "password": "khác"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A sealed office with a weak key derivation, and its recovery code."""
    folder = tmp_path_factory.mktemp("sealed") / "office"
    told = setup.create(folder, unit="TUSON", name=UNIT, password=PASSWORD, strength=WEAK)
    assert told is not None
    return folder, told.code


@pytest.fixture
def sealed(made: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of it for this test alone."""
    return Path(shutil.copytree(made[0], tmp_path / "sealed"))


@pytest.fixture
def login(start_window: Window, sealed: Path, until: Until) -> Iterator[LoginScreen]:
    """The login page of the sealed office."""
    start_window.open_office(sealed)
    until(lambda: start_window._name == "login" and not start_window.jobs.busy)
    screen = start_window.page
    assert isinstance(screen, LoginScreen)
    yield screen
    if start_window.has_office:
        start_window.jobs.close()
        start_window.session.close()


def test_a_sealed_office_shows_its_name_and_accounts_and_no_more(sealed: Path) -> None:
    assert look_from_outside(sealed) == Entrance(sealed, UNIT, sealed=True, accounts=("admin",))


@pytest.mark.window
def test_the_right_password_opens_the_office(login: LoginScreen, start_window: Window, until: Until) -> None:
    assert login.sign_in_card.account.get() == "admin"
    assert not start_window.has_office
    login.sign_in_card.password.entry.insert(0, PASSWORD)
    login.sign_in_card.password.entry.event_generate("<Return>")
    until(lambda: start_window._name == "dashboard" and not start_window.jobs.busy)
    assert start_window.session.role == "administrator"
    assert login.sign_in_card.password.get() == "" if login.winfo_exists() else True
    assert {"Khóa", "Đổi người"} <= set(every_text(start_window.root))


@pytest.mark.window
def test_no_page_but_the_way_in_opens_before_the_password(login: LoginScreen, start_window: Window) -> None:
    for name in ("register", "keying", "dashboard", "report", "sticks"):
        start_window.show(name)
        assert start_window._name == "start"


@pytest.mark.window
def test_wrong_passwords_are_said_and_then_have_to_wait(login: LoginScreen, start_window: Window, until: Until) -> None:
    card = login.sign_in_card
    for _ in range(3):
        card.password.set("sai mật khẩu rồi")
        login.sign_in()
        until(lambda: not login._busy)
    assert "Sai tài khoản hoặc mật khẩu." in str(card._message.cget("text"))
    assert "giây" in str(card._message.cget("text"))
    assert card.button.instate(["disabled"])
    card.password.set(PASSWORD)
    login.sign_in()
    assert not start_window.jobs.busy
    until(lambda: not card.button.instate(["disabled"]))
    login.sign_in()
    until(lambda: start_window._name == "dashboard" and not start_window.jobs.busy)


@pytest.mark.window
def test_an_empty_password_is_no_try(login: LoginScreen, start_window: Window) -> None:
    login.sign_in()
    assert login.sign_in_card.password.has_problem
    assert not start_window.jobs.busy


@pytest.mark.window
def test_the_password_is_dots_until_it_is_to_be_seen(login: LoginScreen) -> None:
    field = login.sign_in_card.password
    assert str(field.entry.cget("show")) == "●"
    field.reveal(on=True)
    assert str(field.entry.cget("show")) == ""


@pytest.mark.window
def test_capitals_are_told_while_a_password_is_typed(login: LoginScreen, start_window: Window) -> None:
    field = login.sign_in_card.password
    field.entry.focus_force()
    start_window.root.update()
    field.entry.event_generate("<KeyPress-A>", state=0x2)
    start_window.root.update()
    assert field._caps.winfo_manager() == "pack"
    field.entry.event_generate("<KeyPress-a>", state=0)
    start_window.root.update()
    assert field._caps.winfo_manager() == ""


@pytest.mark.window
def test_the_recovery_code_gives_a_new_password_and_a_new_code(
    login: LoginScreen, start_window: Window, made: tuple[Path, str], sealed: Path, until: Until
) -> None:
    login.show_recovery()
    card = login.recover_card
    card.code.set(made[1].lower())
    card.password.set(OTHER)
    card.again.set(OTHER + "!")
    login.recover()
    assert card.again.has_problem
    card.again.set(OTHER)
    login.recover()
    until(lambda: start_window._name == "recovery")
    screen = start_window.page
    assert isinstance(screen, RecoveryScreen)
    assert screen.handover.code != made[1]
    assert screen.sheet().startswith(b"%PDF")
    with open_session(sealed, password=OTHER) as session:
        assert session.role == "administrator"


@pytest.mark.window
def test_a_slip_in_the_code_is_told_at_its_field(login: LoginScreen, made: tuple[Path, str], until: Until) -> None:
    login.show_recovery()
    card = login.recover_card
    card.code.set(made[1][:-1])
    for field in (card.password, card.again):
        field.set(OTHER)
    login.recover()
    until(lambda: not login._busy)
    assert card.code.has_problem


@pytest.mark.window
def test_a_new_office_is_sealed_and_its_code_is_shown_once(
    start_window: Window, tmp_path: Path, answers: Answers, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "create", functools.partial(setup.create, strength=WEAK))
    screen = start_window.page
    assert isinstance(screen, StartScreen)
    form, folder = screen.new, tmp_path / "new"
    texts = {"unit": "TUSON", "name": UNIT, "folder": str(folder), "password": "ngắn quá", "again": "ngắn quá"}
    for name, text in texts.items():
        form.fields[name].set(text)
    form.fields["account"].set("chị Lan")
    form.make()
    assert form.fields["account"].has_problem
    form.fields["account"].set("admin")
    form.make()
    until(lambda: form.fields["password"].has_problem and not start_window.jobs.busy)
    assert not folder.exists()
    for name in ("password", "again"):
        form.fields[name].set(PASSWORD)
    form.make()
    until(lambda: start_window._name == "recovery")
    page = start_window.page
    assert isinstance(page, RecoveryScreen)
    assert page.handover.code.split("-")[0] in " ".join(every_text(page))
    assert page.button.instate(["disabled"])
    page.kept.set(True)
    page._toggle()
    page.go_on()
    until(lambda: start_window._name == "login" and not start_window.jobs.busy)
    with pytest.raises(RuntimeError):
        _ = start_window.doorway.handover
    assert page.handover.code not in " ".join(every_text(start_window.root))


@pytest.mark.window
def test_a_training_office_wears_its_badge(window: Window) -> None:
    assert "Chưa niêm phong (tập huấn)" in set(every_text(window.root))

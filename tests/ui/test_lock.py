"""Locking: what is done, in which order, when nobody works; and that no name is left in the memory of the process."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.idle import IdleWatch
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.register_screen import RegisterScreen
from desktop_app.ui.restart import restart_arguments
from desktop_app.ui.window import Window
from desktop_app.workflows import setup
from desktop_app.workflows.accounts import add_account
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import open_session
from tests.sealed import OTHER, PASSWORD, WEAK
from tests.ui.conftest import BATCH, Until
from tests.ui.lock_child import DRAFT_NAME, MARK

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Dương", "Đỗ", "Ngô")
FIRSTS = ("Thị", "Văn", "Ngọc", "Đình", "Thu", "Quốc")
GIVEN = ("Hường", "Đức", "Ánh", "Khuyên", "Phượng")
NAMES = [f"{family} {first} {MARK} {given}" for family in FAMILIES for first in FIRSTS for given in GIVEN]
NEAR = 160  # bytes on both sides of the mark that hold the whole name in any spelling


def dossier(number: int, name: str) -> dict[str, object]:
    return {
        "code": f"000.17.22.H56-200706-{number:04d}", "procedure": "cmnd-cccd", "case": "new", "channel": "counter", "copies": 1,
        "name": name, "received_at": "2020-07-06T08:15:00+07:00", "status": "received",
    }  # fmt: skip


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sealed office with 300 made-up people, one administrator and one officer."""
    folder = tmp_path_factory.mktemp("lock") / "office"
    setup.create(folder, unit="TUSON", name="Công an thị xã Từ Sơn", password=PASSWORD, strength=WEAK)
    with open_session(folder, password=PASSWORD) as session:
        enter(session, "dossiers", [dossier(n, name) for n, name in enumerate(NAMES, 1)])
        enter(session, "batches", [BATCH])
        add_account(session, "lan", "Nguyễn Thị Lan", "officer", OTHER)
    return folder


def memory_of(pid: int) -> Iterator[bytes]:
    """Yield all that a process can read of its own memory, as its regions."""
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8", errors="replace").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            place, rights, *_rest = line.split(maxsplit=5)
            start, end = (int(part, 16) for part in place.split("-"))
            if "r" not in rights or "[vvar" in line or "[vsyscall" in line:
                continue
            try:
                memory.seek(start)
                yield memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue


def found(pid: int, names: list[str]) -> set[str]:
    """Return which names stand in a process's memory, in UTF-8 and as Python and Tk keep texts: UTF-16, UTF-32.

    Only places with the word that all names have are looked at: 900 spellings in all of the memory would take minutes.
    """
    marks = {code: MARK.encode(code) for code in ("utf-8", "utf-16-le", "utf-32-le")}
    hits: set[str] = set()
    for region in memory_of(pid):
        for code, mark in marks.items():
            at = region.find(mark)
            while at >= 0:
                near = region[max(at - NEAR, 0) : at + NEAR]
                hits |= {name for name in names if name.encode(code) in near}
                at = region.find(mark, at + len(mark))
    return hits


def holds(pid: int, text: str) -> bool:
    """Tell whether a text stands in a process's memory, in UTF-8 or as Python keeps it."""
    return any(form in region for region in memory_of(pid) for form in (text.encode(), text.encode("utf-16-le")))


def until_true(holds: object, seconds: float = 25.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if callable(holds) and holds():
            return
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} s")


def command_line(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")


@pytest.mark.window
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other system: the memory is read from /proc")
def test_no_name_is_left_in_memory_after_the_lock(sealed: Path, tmp_path: Path, display: str) -> None:
    password, ready, go = tmp_path / "password", tmp_path / "ready", tmp_path / "go"
    password.write_text(OTHER, encoding="utf-8")
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "PYTHONPATH": str(ROOT)}
    arguments = [sys.executable, "-m", "tests.ui.lock_child", *map(str, (sealed, "lan", password, ready, go))]
    child = subprocess.Popen(arguments, cwd=ROOT, env=environment)
    try:
        until_true(lambda: ready.exists() or child.poll() is not None)
        assert child.poll() is None
        before = found(child.pid, [*NAMES, DRAFT_NAME])
        assert len(before) > 250, "the control: the names are there while the office is open"
        assert DRAFT_NAME in before
        go.touch()
        until_true(lambda: child.poll() is not None or "desktop_app" in command_line(child.pid))
        assert child.poll() is None
        assert command_line(child.pid)[-5:-1] == ["--office", str(sealed), "--account", "lan"]
        until_true(lambda: holds(child.pid, "Công an thị xã Từ Sơn"))  # a control too: the login page is up and can be read
        assert not holds(child.pid, MARK)
        assert found(child.pid, [*NAMES, DRAFT_NAME]) == set()
    finally:
        child.kill()
        child.wait()
    with open_session(sealed, "lan", password=OTHER) as session:
        assert any(name.startswith("dossier-") for name in session.office.drafts()), "the draft waits for its account"


@pytest.fixture
def opened(start_window: Window, sealed: Path, until: Until) -> Iterator[Window]:
    """The window with the sealed office open for the officer; restarting is noted instead of done."""
    session = open_session(sealed, "lan", password=OTHER)
    start_window.take_session(session)
    until(lambda: not start_window.jobs.busy)
    yield start_window
    if not start_window.leaving._left:
        start_window.jobs.close()
        session.close()


class Locked(Exception):
    """What a test's restart raises: a real one does not come back."""


@pytest.mark.window
def test_a_form_left_half_keyed_is_kept_and_opened_again(opened: Window) -> None:
    opened.show("register")
    register = opened.page
    assert isinstance(register, RegisterScreen)
    register.open_new()
    register.form_page.fields["name"].set("Đinh Thị Nháp")
    opened.show("dashboard")
    opened.show_anew("register")
    again = opened.page
    assert isinstance(again, RegisterScreen)
    assert again.page == "form"
    assert again.form_page.fields["name"].get() == "Đinh Thị Nháp"
    again.app.dialogs.yes = True  # type: ignore[attr-defined]
    again.leave_form()
    opened.show("dashboard")
    opened.show_anew("register")
    third = opened.page
    assert isinstance(third, RegisterScreen)
    assert third.page == "list"


@pytest.mark.window
def test_the_slip_keyed_so_far_is_a_draft_of_its_account(opened: Window, until: Until) -> None:
    opened.show("keying")
    screen = opened.page
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    for key in "543":
        screen.keying.sheet.event_generate(f"<KeyPress-{key}>")
    opened.put_away()
    with_draft = screen.keying.entry
    assert with_draft is not None
    assert with_draft.draft_name in opened.session.office.drafts()


@pytest.mark.window
def test_the_other_accounts_can_take_over(opened: Window) -> None:
    assert opened.leaving.others() == ["admin"]


@pytest.mark.window
def test_a_training_office_says_why_it_cannot_be_locked(window: Window) -> None:
    window.leaving.lock()
    assert "không niêm phong" in window.status_line.text
    assert window.has_office


def test_no_password_is_among_the_arguments_of_the_restart(sealed: Path) -> None:
    assert restart_arguments(sealed, "lan") == [sys.executable, "-m", "desktop_app", "--office", str(sealed), "--account", "lan"]


def test_idleness_is_seen_by_either_clock_and_work_or_a_job_ends_it(root: tk.Tk) -> None:
    clocks, idle, busy = [0.0, 0.0], [0], [False]
    watch = IdleWatch(root, lambda: 10, lambda: busy[0], lambda: idle.__setitem__(0, idle[0] + 1), lambda: (clocks[0], clocks[1]))
    clocks[0] = 599
    watch._look()
    assert idle == [0]
    clocks[1] = 600  # the first clock stood still while the computer slept
    watch._look()
    assert idle == [1]
    clocks[1], busy[0] = 1300, True
    watch._look()
    busy[0] = False
    watch._look()
    assert idle == [1]
    clocks[0] = 5000
    root.update()
    root.event_generate("<Motion>", x=3, y=3)
    watch._look()
    assert idle == [1]
    watch.stop()

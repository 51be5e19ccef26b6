"""The program in a process of its own, for the test that looks into its memory: works on a sealed office, then waits to be told.

Run as `python -m tests.ui.lock_child OFFICE ACCOUNT PASSWORD_FILE READY_FILE GO_FILE`. It shows the register, searches in it,
begins a dossier, touches READY_FILE, and locks once GO_FILE is there. The process it becomes then is the program itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.ui.app import open_window
from desktop_app.ui.login_screen import LoginScreen
from desktop_app.ui.register_screen import RegisterScreen
from desktop_app.ui.window import Window

SECONDS = 20
MARK = "Uyểnlam"  # a word of every made-up name, and of nothing else
DRAFT_NAME = f"Vũ Thị {MARK} Dở"


def wait(window: Window, what: str, holds: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        window.root.update()
        if holds():
            return
        time.sleep(0.005)
    sys.exit(f"{what}: not within {SECONDS} s")


def work(window: Window, password: str) -> None:
    wait(window, "login page", lambda: isinstance(window.page, LoginScreen) and not window.jobs.busy)
    login = window.page
    assert isinstance(login, LoginScreen)
    login.sign_in_card.password.set(password)
    login.sign_in()
    wait(window, "office", lambda: window.has_office and not window.jobs.busy)
    window.show("register")
    register = window.page
    assert isinstance(register, RegisterScreen)
    wait(window, "register", lambda: register.list._loaded and not window.jobs.busy)
    register.list.search.set("thi uyen")
    register.list._type()
    wait(window, "search", lambda: 0 < len(register.presenter) < len(register.presenter.index.entries))
    register.list.table.copy()
    register.open_new()
    register.form_page.fields["name"].set(DRAFT_NAME)
    window.root.update()


def main(office: str, account: str, password_file: str, ready: str, go: str) -> None:
    window = open_window(Path(office), account)
    work(window, Path(password_file).read_text(encoding="utf-8"))
    Path(ready).touch()
    wait(window, "word to lock", Path(go).exists)
    window.leaving.lock()


if __name__ == "__main__":
    main(*sys.argv[1:])

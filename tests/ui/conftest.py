"""The program's window on the run's own screen, with an office, a standing clock and dialogs a test answers."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest

from desktop_app.ui.app import open_window
from desktop_app.ui.dialogs import Dialogs
from desktop_app.ui.window import Window
from desktop_app.words import use_language
from desktop_app.workflows.preferences import Preferences, write_preferences
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session, open_session

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
BATCH = {
    "batch": "B1", "form": "survey-2640@1", "name": "Tháng 7", "from": "2020-07-01", "to": "2020-07-31", "first": 1,
    "last": 500, "issued": 400, "returned": 372,
}  # fmt: skip


@dataclass
class Answers:
    """Dialogs without windows: gives prepared answers, keeps what was said. What is not prepared is answered with no."""

    yes: bool = False
    text: str | None = None
    folder: Path | None = None
    said: list[str] = field(default_factory=list)

    def ask_yes_no(self, title: str, text: str, yes: str = "", no: str = "") -> bool:
        self.said.append(text)
        return self.yes

    def ask_text(self, title: str, text: str, label: str, value: str = "", *, secret: bool = False) -> str | None:
        self.said.append(label)
        return self.text

    def ask_folder(self, title: str, start: Path | None = None) -> Path | None:
        return self.folder

    def show_error(self, text: str, details: str = "", log: Path | None = None) -> None:
        self.said.append(text)

    def show_info(self, title: str, text: str) -> None:
        self.said.append(text)


def item_option(canvas: tk.Canvas, item: int, option: str) -> str:
    """Return an option of a canvas item as text."""
    return str(canvas.tk.call(str(canvas), "itemcget", item, f"-{option}"))


Until = Callable[[Callable[[], object]], None]


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    """Each test starts in Vietnamese and leaves it so."""
    use_language("vi")
    yield
    use_language("vi")


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    """A session in a new office with the batch B1; it is Monday, 3 August 2020, nine o'clock."""
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        enter(opened, "batches", [BATCH])
        yield opened


@pytest.fixture
def answers() -> Answers:
    """The dialogs' answers."""
    return Answers()


@pytest.fixture
def start_window(display: str, tmp_path: Path, answers: Answers) -> Iterator[Window]:
    """The window as it opens without an office."""
    window = open_window(preferences=tmp_path / "settings")
    window.dialogs = cast("Dialogs", answers)
    yield window
    window.jobs.close()
    window.root.destroy()


@pytest.fixture
def window(start_window: Window, session: Session, until: Until) -> Iterator[Window]:
    """The window with an office open whose notice was read."""
    window = start_window
    write_preferences(window.folder, Preferences(read=(session.office.profile.epoch,)))
    window.preferences = Preferences(read=(session.office.profile.epoch,))
    window.take_session(session)
    until(lambda: not window.jobs.busy)
    yield window
    window.jobs.close()  # before the office is closed under a count


@pytest.fixture
def until(request: pytest.FixtureRequest) -> Until:
    """Return a function that lets the window work until something holds, ten seconds at most."""

    def wait(holds: Callable[[], object]) -> None:
        window: Window = request.getfixturevalue("start_window")
        end = time.monotonic() + 10
        while time.monotonic() < end:
            window.root.update()
            if holds():
                return
            time.sleep(0.005)
        raise AssertionError("did not come to hold within 10 s")

    return wait

"""The program's own window around one page, with dialogs that answer by themselves, for the tests of pages."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from desktop_app.ui.screen import Screen
from desktop_app.ui.window import Window
from desktop_app.workflows.preferences import read_preferences, write_preferences
from desktop_app.workflows.session import Session

PATIENCE_SECONDS = 20


@dataclass
class Answers:
    """Stands in for the dialogs: gives the answers laid ready, notes what was asked and said."""

    yes: bool = True
    folder: Path | None = None
    files: list[Path] = field(default_factory=list)
    save: Path | None = None
    said: list[str] = field(default_factory=list)

    def ask_yes_no(self, title: str, text: str, yes: str = "", no: str = "") -> bool:
        self.said.append(text)
        return self.yes

    def show_error(self, text: str, details: str = "", log: Path | None = None) -> None:
        self.said.append(text)

    def show_info(self, title: str, text: str) -> None:
        self.said.append(text)

    def ask_folder(self, *_: object) -> Path | None:
        return self.folder

    def ask_files(self, *_: object) -> list[Path]:
        return self.files

    def ask_save(self, *_: object) -> Path | None:
        return self.save


class Page:
    """A page of the real window over an opened office."""

    def __init__(self, root: tk.Tk, session: Session, name: str, folder: Path) -> None:
        self.root, self.answers = root, Answers()
        write_preferences(folder, replace(read_preferences(folder), read=(session.office.profile.epoch,)))
        root.geometry("1366x768+0+0")
        self.window = Window(root, folder, self.answers)  # type: ignore[arg-type]  # the same calls
        self.window._session = session
        self.window._build(name)
        root.deiconify()
        self.settle()

    @property
    def screen(self) -> Any:
        """The page in front."""
        screen: Screen = self.window._screens[self.window._name]
        return screen

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let the window work until no job is under way and `until` holds. Fails after 20 seconds."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.root.update()
            if not self.window.jobs.busy and until():
                self.root.update()
                return
            assert time.monotonic() < end, "the window did not come to rest"
            time.sleep(0.005)

    def key(self, name: str, widget: tk.Misc | None = None) -> None:
        """Press a key in a widget, or where the focus is."""
        target = widget or self.root.focus_get() or self.root
        target.event_generate(f"<{name}>")
        self.settle()

    def type(self, widget: tk.Entry, text: str) -> None:
        """Type a text into an entry, letter by letter, and leave the key up after each."""
        widget.focus_force()
        for letter in text:
            widget.insert("insert", letter)
            widget.event_generate("<KeyRelease>")
        self.settle()

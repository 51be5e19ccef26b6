"""The program's window: side bar, the page in front, commands and keys, status, jobs, and what happens on a fault.

It is built anew when language or appearance change; the opened office and the work under way stay. It must not know
what a page does.
"""

from __future__ import annotations

import tkinter as tk
from dataclasses import replace
from pathlib import Path
from tkinter import ttk
from types import TracebackType
from typing import TYPE_CHECKING

from desktop_app.ui import faults
from desktop_app.ui.barred_screen import BarredScreen
from desktop_app.ui.commands import COMMANDS
from desktop_app.ui.desk import Desk
from desktop_app.ui.dialogs import Dialogs
from desktop_app.ui.doorway import Doorway
from desktop_app.ui.help_keeper import HelpKeeper
from desktop_app.ui.job_bar import JobBar
from desktop_app.ui.jobs import Jobs
from desktop_app.ui.leaving import Leaving
from desktop_app.ui.notice import Notices
from desktop_app.ui.permits import barred_pages, why_barred
from desktop_app.ui.screen import Screen, StatusKind
from desktop_app.ui.screens import OUTSIDE, SCREENS, load_screen
from desktop_app.ui.side_bar import SideBar
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.theme import SMALLEST, Theme
from desktop_app.ui.typing_switch import TypingSwitch
from desktop_app.words import say, use_language
from desktop_app.workflows.preferences import Preferences, read_preferences, write_preferences

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

TITLE = "Sổ Một Cửa"
ENTRIES = [command for command in COMMANDS if command.group == "go"]


class Window:
    """The one window. Implements what `screen.App` promises to pages. `folder`: where preferences and the log lie."""

    def __init__(self, root: tk.Tk, folder: Path, dialogs: Dialogs | None = None) -> None:
        self.root, self.folder = root, folder
        self.preferences = read_preferences(folder)
        self._faults = faults.FaultLog(folder)
        self._session: Session | None = None
        self._themes: dict[bool, Theme] = {}
        self._screens: dict[str, Screen] = {}
        self._name, self.status_line = "", StatusLine()
        self.help, self._notices = HelpKeeper(self), Notices(self)
        self.doorway, self.leaving, self.typing = Doorway(self), Leaving(self), TypingSwitch(self)
        program = {"help": self.help.toggle, "menu": self.open_menu, "quit": self.quit}
        self._asked = {**self.leaving.commands, "typing": self.typing.toggle}
        self._desk = Desk(root, {**program, **self._asked}, self.show, self.help.takes, lambda text: self.status(text, "warn"))
        root.report_callback_exception = self._callback_failed
        self.jobs = Jobs(root, lambda job: self._bar.show(job), self.show_fault)  # noqa: PLW0108 - the bar is built anew
        self.dialogs = dialogs or Dialogs(root, lambda: self.theme)
        root.protocol("WM_DELETE_WINDOW", self.quit)
        self._build()

    # What pages may ask

    @property
    def session(self) -> Session:
        """The opened office. Raises RuntimeError before one is open: the start page is the only one then."""
        if self._session is None:
            raise RuntimeError("no office is open")
        return self._session

    @property
    def log(self) -> Path:
        """Where faults are logged."""
        return self._faults.path

    @property
    def has_office(self) -> bool:
        """Whether an office is open."""
        return self._session is not None

    @property
    def page(self) -> Screen:
        """The page in front."""
        return self._screens[self._name]

    def show(self, name: str, subject: str = "") -> None:
        """Bring a page to the front, with the record `subject` where one is named. Without an office only a few can be shown."""
        if self._session is None and name not in OUTSIDE:
            name = "start"
        if self.doorway.is_telling and name != "recovery":
            self.status(say("Hãy cất mã rồi xác nhận.", "Keep the code safe, then confirm."), "warn")
            return
        self.help.close()
        if name not in self._screens:
            self._screens[name] = self._make_screen(name)
        if self._name and self._name != name:
            self._screens[self._name].on_hide()
            self._screens[self._name].pack_forget()
            self.status_line.turn_page()
        self._name = name
        screen = self._screens[name]
        screen.pack(fill="both", expand=True)
        self.side.set_current(name)
        self.root.title(f"{screen.title} – {TITLE}" if screen.title else TITLE)
        self.refresh_commands()
        screen.on_show()
        if subject:
            screen.seek(subject)

    def _make_screen(self, name: str) -> Screen:
        reason = why_barred(self._session, name) if self._session is not None else ""
        if not reason:
            return load_screen(name)(self._page, self)
        label = next((command.label for command in ENTRIES if command.name == name), name)
        return BarredScreen(self._page, self, label, reason)

    def show_anew(self, name: str) -> None:
        """Bring a page to the front that is built anew: what it shows has changed."""
        old = self._screens.pop(name, None)
        if old is not None and self._name == name:
            old.on_hide()
            self._name = ""
        if old is not None:
            old.destroy()
        self.show(name)

    def screen(self, name: str) -> Screen:
        """Return a page that was shown before. Raises KeyError."""
        return self._screens[name]

    def status(self, text: str, kind: StatusKind = "info") -> None:
        """Say something in the status line."""
        self.status_line.show(text, kind)

    def saved(self) -> None:
        """Say that the disk has it, and since when."""
        self.status_line.saved()

    def refresh_commands(self) -> None:
        """Bind the keys of the program and of the page in front."""
        self._desk.bind(self._screens[self._name].commands())

    # Offices

    def open_office(self, folder: Path, account: str = "admin") -> None:
        """Open the office in a folder beside the window, then show the dashboard; of a sealed one, its login page."""
        self.doorway.open_office(folder, account)

    def take_session(self, session: Session) -> None:
        """Work on an opened office from now on."""
        if self._session is not None:
            self._close_behind(self._session)
        self._session = session
        self.keep_preferences(self.preferences.with_office(session.office.folder))
        self.status_line.forget()
        self._build("dashboard")

    def _close_behind(self, session: Session) -> None:
        """Close an office on the worker: whatever job uses it there has ended by then."""
        self.jobs.start(say("Đóng sổ", "Closing the office"), lambda _: session.close(), lambda _: None)

    def keep_preferences(self, preferences: Preferences) -> None:
        """Take over preferences and keep them for the next start."""
        self.preferences = preferences
        write_preferences(self.folder, preferences)
        self.typing.renew()

    def change_look(self, *, language: str | None = None, dark: bool | None = None) -> None:
        """Switch language or appearance: the window is built anew with the same page in front."""
        old = self.preferences
        new = replace(old, language=language or old.language, dark=old.dark if dark is None else dark)
        if new != old:
            self.keep_preferences(new)
            use_language("en" if new.language == "en" else "vi")
            self.status_line.renew()
            self._build(self._name)

    def put_away(self) -> None:
        """Let the page in front put away what is keyed."""
        if self._name:
            self._screens[self._name].on_hide()

    def quit(self) -> None:
        """Put away what is keyed, give the office back, close."""
        self.leaving.quit()

    # Help, menu, faults

    def open_menu(self) -> None:
        """Post a menu of every command that can be asked for now."""
        self._desk.post_menu(self.side.winfo_rootx() + self.theme.px(20), self.side.winfo_rooty() + self.theme.px(60))

    def show_fault(self, error: BaseException) -> None:
        """Tell a person what went wrong in one sentence; log what the program did not expect."""
        self._faults.tell(self.dialogs, error)

    # Inside

    def _build(self, name: str = "") -> None:
        for screen in self._screens.values():
            screen.on_hide()
        for child in self.root.winfo_children():
            child.destroy()
        self._screens, self._name = {}, ""
        self.help.forget()
        use_language("en" if self.preferences.language == "en" else "vi")
        self._use_theme()
        self.side = SideBar(self.root, self.theme, ENTRIES, self.show, lambda name: self._asked[name]())
        self.side.pack(side="left", fill="y")
        self.main = ttk.Frame(self.root)
        self.main.pack(side="left", fill="both", expand=True)
        self._bar = JobBar(self.main, self.theme)
        self._notices.show(self.main)
        self._page = ttk.Frame(self.main, padding=(self.theme.px(24), self.theme.px(16), self.theme.px(24), self.theme.px(12)))
        self._page.pack(fill="both", expand=True)
        self._show_names()
        if name:
            self.show(name)

    def _use_theme(self) -> None:
        dark = self.preferences.dark
        if dark not in self._themes:
            self._themes[dark] = Theme(self.root, dark)
        self.theme = self._themes[dark]
        self.theme.use()
        px = self.theme.px
        self.root.minsize(min(px(SMALLEST[0]), self.root.winfo_screenwidth()), min(px(640), self.root.winfo_screenheight()))

    def _show_names(self) -> None:
        self.status_line.move_to(self.side)
        self.typing.renew()
        if self._session is None:
            self.side.set_unit(say("Ngoại tuyến", "Offline"))
            self.side.set_barred(dict.fromkeys(SCREENS.keys() - set(OUTSIDE), say("Chưa mở sổ nào.", "No office is open.")))
            return
        profile = self._session.office.profile
        self.side.set_unit(profile.name)
        who = f"{self._session.account} · {profile.station}"
        self.side.set_who(who, sealed=profile.sealed, read_only=self._session.office.read_only)
        self.side.set_barred(barred_pages(self._session))

    def _callback_failed(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self.show_fault(error)

"""Leaving an office: quitting, locking, handing the chair to another person. The draft is put away first, always.

A lock hides the page at once and starts the program anew: dropping references would leave nearly every name in memory.
Source: notes on data at rest (3 988 of 3 989 names found after dropping, none after a restart).
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.closing_offer import offer_backup
from desktop_app.ui.idle import IdleWatch
from desktop_app.ui.restart import restart_arguments, restart_program
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.ui.window import Window

JOB_SECONDS = 10.0


class Leaving:
    """The ways out of an office, for the window. restart: starts the program anew; a test puts another in its place."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.restart: Callable[[Sequence[str]], None] = restart_program
        self._left = False
        self.watch = IdleWatch(window.root, self._minutes, self._busy, self._idle)

    @property
    def commands(self) -> dict[str, Callable[[], object]]:
        """What the program's commands `lock` and `switch` do."""
        return {"lock": self.lock, "switch": self.switch_account}

    def ask(self, name: str) -> None:
        """Do what a command of that name does."""
        self.commands[name]()

    @property
    def can_lock(self) -> bool:
        """Whether there is something to lock: an open sealed office."""
        return self._window.has_office and self._window.session.office.seal is not None

    @property
    def why_no_lock(self) -> str:
        """Why nothing can be locked, empty if it can."""
        if self.can_lock:
            return ""
        if self._window.has_office:
            return say("Sổ tập huấn không niêm phong nên không khóa được.", "A training office is not sealed: nothing to lock.")
        return say("Chưa mở sổ nào.", "No office is open.")

    def quit(self) -> None:
        """Offer a backup, let the page put away what is keyed, end the worker, give the office back, close."""
        window = self._window
        if self._left or (window.doorway.is_telling and not self._code_is_kept()):
            return
        window.put_away()
        if not offer_backup(window, self.end):
            self.end()

    def end(self) -> None:
        """End the worker, give the office back, close; nothing is asked."""
        window = self._window
        self._left = True
        window.root.withdraw()
        self.watch.stop()
        if window.jobs.close() and window.has_office:
            window.session.close()
        window.root.destroy()

    def _code_is_kept(self) -> bool:
        text = say("Mã khôi phục chỉ hiện lần này. Đã cất mã chưa?", "The recovery code is shown this once. Is it kept?")
        yes, no = say("Đã cất, thoát", "Kept, quit"), say("Chưa", "Not yet")
        return self._window.dialogs.ask_yes_no(say("Thoát", "Quit"), text, yes, no)

    def lock(self, account: str = "") -> None:
        """Hide the page, put the draft away, give the office back, start anew at its login page."""
        window = self._window
        if self._left or window.doorway.is_telling:
            return
        if not self.can_lock:
            window.status(self.why_no_lock, "warn")
            return
        self._left = True
        folder, who = window.session.office.folder, account or window.session.account
        self._cover()
        try:
            window.put_away()
            if window.jobs.close(JOB_SECONDS):
                window.session.close()
        finally:  # whatever went wrong: nothing may stay on the screen or in memory
            self.watch.stop()
            window.root.destroy()
            self.restart(restart_arguments(folder, who))

    def others(self) -> list[str]:
        """Return the accounts that could take over."""
        session = self._window.session
        from desktop_app.workflows.entrance import look_from_outside

        return [account for account in look_from_outside(session.office.folder).accounts if account != session.account]

    def switch_account(self) -> None:
        """Ask who works next, then lock."""
        window = self._window
        if not self.can_lock:
            window.status(self.why_no_lock, "warn")
            return
        others = self.others()
        if not others:
            window.status(say("Sổ chỉ có một tài khoản.", "The office has one account only."), "warn")
            return
        menu = tk.Menu(window.root, tearoff=False)
        for account in others:
            menu.add_command(label=account, command=lambda account=account: self.lock(account))  # type: ignore[misc]
        side = window.side
        x, y = side.winfo_width() // 2, side.winfo_height() - window.theme.px(60)
        menu.tk_popup(side.winfo_rootx() + x, side.winfo_rooty() + y)

    def _minutes(self) -> int:
        return self._window.preferences.lock_minutes

    def _busy(self) -> bool:
        return self._window.jobs.busy or self._window.doorway.is_telling

    def _idle(self) -> None:
        if self.can_lock:
            self.lock()

    def _cover(self) -> None:
        root = self._window.root
        cover = ttk.Frame(root)
        cover.place(relwidth=1, relheight=1)
        cover.lift()
        ttk.Label(cover, text=say("Đang khóa sổ…", "Locking…"), style="Title.TLabel").place(relx=0.5, rely=0.45, anchor="center")
        for child in root.winfo_children():
            if isinstance(child, tk.Toplevel):
                child.withdraw()
        root.title("Sổ Một Cửa")
        root.update_idletasks()

"""A window of pages with what is chosen about the paper on its left: buttons, progress, what was told; jobs that bind.

Windows of papers fill the left side and say what is done. This module must not know which paper it is.
"""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk
from typing import Any

from desktop_app.ui.jobs import Job
from desktop_app.ui.pages_window import PagesWindow
from desktop_app.ui.screen import App
from desktop_app.words import say
from forms.problems import Problem

WIDTH, INSIDE = 358, 322


class PaperWindow(PagesWindow):
    """Fill `left`, then call `build_right` and `open`. What only makes pages gives way to what is asked for next."""

    def __init__(self, app: App, title: str) -> None:
        super().__init__(app, title)
        self._binding = False
        self.left = ttk.Frame(self, width=self.theme.px(WIDTH))
        self.left.pack_propagate(False)
        self.left.pack(side="left", fill="y", padx=(0, self.theme.px(12)))

    @property
    def working(self) -> bool:
        """Whether something is being recorded, written or printed, so that nothing else may begin."""
        return self._job is not None and self._binding

    def build_work(self, parent: ttk.Frame, actions: tuple[tuple[str, Callable[[], object]], ...]) -> list[ttk.Button]:
        """Build a row of buttons (the first in colour), the line of what was told and the progress; return the buttons."""
        gap = (self.theme.px(6), 0)
        row, buttons = ttk.Frame(parent, style="Plain.Card.TFrame"), []
        row.pack(fill="x")
        for number, (text, run) in enumerate(actions):
            style = "Card.TButton" if number else "Card.Accent.TButton"
            buttons.append(ttk.Button(row, text=text, style=style, command=run))
            buttons[-1].grid(row=0, column=number, sticky="ew", padx=(self.theme.px(8) if number else 0, 0))
            row.columnconfigure(number, weight=1, uniform="action")
        self.told = ttk.Label(parent, style="Card.Muted.TLabel", wraplength=self.theme.px(INSIDE), justify="left")
        self.told.pack(anchor="w", pady=gap)
        self.bar = ttk.Progressbar(parent, style="Card.Horizontal.TProgressbar")
        return buttons

    def start(self, title: str, work: Callable[[Job], Any], done: Callable[[Any], object], *, binding: bool = True) -> bool:
        """Do something beside the window; done(result) if it is still waited for. Return whether it was begun.

        binding: it must run to its end; what does not bind is dropped when something else begins.
        """
        if self.working:
            return False
        if self._job is not None:
            self._job.cancel()
            self.finish()
        self._binding = binding
        self.bar.pack(fill="x", pady=(self.theme.px(6), 0))
        self.begin(title, work, done)
        return True

    def stop(self) -> None:
        """Stop the pages being made."""
        if self._job is not None and not self._binding:
            self._job.cancel()
            self.finish()
            self.preview.show_note(say("Đã dừng.", "Stopped."))

    def finish(self) -> None:
        """Wait for the job no longer; its progress goes."""
        self.bar.pack_forget()
        super().finish()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the job is."""
        self.bar.configure(maximum=total or 1, value=done if total else 0)

    def show_problems(self, problems: list[Problem]) -> None:
        """Say what was refused; a window may put it beside its fields."""
        self.tell(" ".join(say(problem.vi, problem.en) for problem in problems))

    def tell(self, text: str, *, status: bool = False) -> None:
        """Say something under the buttons, and in the program's status line if asked for."""
        if status:
            self.app.status(text)
        if self.winfo_exists():
            self.told.configure(text=text)

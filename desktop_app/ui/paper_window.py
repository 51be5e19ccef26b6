"""A window with a paper on the right and what is chosen about it on the left: one job at a time, its progress, the pages.

Windows of papers fill the left side and say what is done. This module must not know which paper it is.
"""

from __future__ import annotations

from collections.abc import Callable
from tkinter import ttk
from typing import Any

from desktop_app.ui.jobs import Job
from desktop_app.ui.pdf_preview import PdfPreview
from desktop_app.ui.screen import App
from desktop_app.ui.side_window import SideWindow
from desktop_app.ui.widgets import Card, KeyHint
from desktop_app.words import say
from forms.problems import Problem, Refused

LOOK_MS = 120
WIDTH, INSIDE = 358, 322


class PaperWindow(SideWindow):
    """Fill `left`, then call `build_right` and `open`. What only makes pages gives way to what is asked for next."""

    def __init__(self, app: App, title: str) -> None:
        super().__init__(app.theme, title, self._put_away)
        self.app = app
        self._job: Job | None = None
        self._binding = False
        self._asked = 0
        self._look: str | None = None
        self.left = ttk.Frame(self, width=self.theme.px(WIDTH))
        self.left.pack_propagate(False)
        self.left.pack(side="left", fill="y", padx=(0, self.theme.px(12)))

    @property
    def working(self) -> bool:
        """Whether something is being recorded, written or printed, so that nothing else may begin."""
        return self._job is not None and self._binding

    def build_right(self) -> None:
        """Build the pages and the keys above them."""
        theme, px = self.theme, self.theme.px
        card = Card(self, theme, padding=10)
        card.pack(side="left", fill="both", expand=True)
        tools = ttk.Frame(card, style="Plain.Card.TFrame")
        tools.pack(fill="x", pady=(0, px(6)))
        keys = (("PgUp PgDn", say("trang", "pages")), ("+ −", say("phóng", "zoom")), ("0", say("vừa bề ngang", "fit width")))
        for key, text in keys:
            KeyHint(tools, theme, key, text, on_card=True).pack(side="left")
        self.page_label = ttk.Label(tools, style="Card.Muted.TLabel")
        self.page_label.pack(side="right")
        self.preview = PdfPreview(card, theme, self._page_changed)
        self.preview.pack(fill="both", expand=True)

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
            self._finish()
        self._asked, self._binding = self._asked + 1, binding
        asked = self._asked
        self._job = self.app.jobs.start(
            title, work, lambda result: self._ended(asked, done, result), lambda error: self._failed(asked, error)
        )
        self.bar.pack(fill="x", pady=(self.theme.px(6), 0))
        self.show_state()
        self._watch()
        return True

    def stop(self) -> None:
        """Stop the pages being made."""
        if self._job is not None and not self._binding:
            self._job.cancel()
            self._finish()
            self.preview.show_note(say("Đã dừng.", "Stopped."))

    def show_state(self) -> None:
        """Grey and ungrey what can be asked for now; said by each window."""

    def show_problems(self, problems: list[Problem]) -> None:
        """Say what was refused; a window may put it beside its fields."""
        self.tell(" ".join(say(problem.vi, problem.en) for problem in problems))

    def tell(self, text: str, *, status: bool = False) -> None:
        """Say something under the buttons, and in the program's status line if asked for."""
        if status:
            self.app.status(text)
        if self.winfo_exists():
            self.told.configure(text=text)

    def _watch(self) -> None:
        job = self._job
        if job is not None and self.winfo_exists():
            self.bar.configure(maximum=job.total or 1, value=job.done if job.total else 0)
            self._look = self.after(LOOK_MS, self._watch)

    def _awaits(self, asked: int) -> bool:
        return bool(self.winfo_exists()) and self._job is not None and asked == self._asked

    def _ended(self, asked: int, done: Callable[[Any], object], result: Any) -> None:
        if self._awaits(asked):
            self._finish()
            done(result)

    def _failed(self, asked: int, error: Exception) -> None:
        if not self._awaits(asked):
            return
        self._finish()
        if isinstance(error, Refused):
            self.show_problems(error.problems)
        else:
            self.app.show_fault(error)
            self.take()

    def _finish(self) -> None:
        if self._look is not None:
            self.after_cancel(self._look)
        self._job = self._look = None
        self.bar.pack_forget()
        self.show_state()

    def _page_changed(self, number: int, pages: int, zoom: int) -> None:
        self.page_label.configure(text=say(f"Trang {number}/{pages}  ·  {zoom} %", f"Page {number}/{pages}  ·  {zoom} %"))

    def _put_away(self) -> None:
        if self._look is not None:
            self.after_cancel(self._look)
        if self._job is not None:
            self._job.cancel()
        self._job = self._look = None
        self.preview.close()

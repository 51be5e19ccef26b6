"""A window with the pages of a paper on the right and one job at a time that makes them: its progress, its end, its failure.

It must not know which paper it is, nor what stands on the left.
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


class PagesWindow(SideWindow):
    """Fill the left side, then call `build_right` and `open`."""

    def __init__(self, app: App, title: str) -> None:
        super().__init__(app.theme, title, self._put_away)
        self.app = app
        self._job: Job | None = None
        self._asked = 0
        self._look: str | None = None

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

    # What each window says itself

    def show_state(self) -> None:
        """Grey and ungrey what can be asked for now."""

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the job is; total: 0 while it is not known."""
        raise NotImplementedError

    def show_problems(self, problems: list[Problem]) -> None:
        """Say what was refused."""
        raise NotImplementedError

    # The job

    def begin(self, title: str, work: Callable[[Job], Any], done: Callable[[Any], object]) -> None:
        """Do something beside the window; done(result) if it is still waited for."""
        self._asked += 1
        asked = self._asked
        self._job = self.app.jobs.start(
            title, work, lambda result: self._ended(asked, done, result), lambda error: self._failed(asked, error)
        )
        self.show_state()
        self._watch()

    def finish(self) -> None:
        """Wait for the job no longer."""
        if self._look is not None:
            self.after_cancel(self._look)
        self._job = self._look = None
        self.show_state()

    def _watch(self) -> None:
        job = self._job
        if job is not None and self.winfo_exists():
            self.show_progress(job.done, job.total)
            self._look = self.after(LOOK_MS, self._watch)

    def _awaits(self, asked: int) -> bool:
        """Whether what ended is still waited for: the window may be closed, the job stopped or begun anew."""
        return bool(self.winfo_exists()) and self._job is not None and asked == self._asked

    def _ended(self, asked: int, done: Callable[[Any], object], result: Any) -> None:
        if self._awaits(asked):
            self.finish()
            done(result)

    def _failed(self, asked: int, error: Exception) -> None:
        if not self._awaits(asked):
            return
        self.finish()
        if isinstance(error, Refused):
            self.show_problems(error.problems)
        else:
            self.app.show_fault(error)
            self.take()

    def _page_changed(self, number: int, pages: int, zoom: int) -> None:
        self.page_label.configure(text=say(f"Trang {number}/{pages}  ·  {zoom} %", f"Page {number}/{pages}  ·  {zoom} %"))

    def _put_away(self) -> None:
        if self._look is not None:
            self.after_cancel(self._look)
        if self._job is not None:
            self._job.cancel()
        self._job = self._look = None
        self.preview.close()

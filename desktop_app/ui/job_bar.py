"""What is under way: a small card at the foot of the page with title, progress and a button that cancels."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk

from desktop_app.ui.jobs import Job
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from forms.numbers import format_integer
from forms.text import nfc

SHOWN_AFTER_MS = 300  # quick work does not flash


class JobBar(Card):
    """Shows itself while a job runs longer than a moment."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, theme, padding=12)
        px = theme.px
        self._px = px
        self._text = ttk.Label(self, style="Card.TLabel", width=44)
        self._text.grid(row=0, column=0, sticky="w")
        self._bar = ttk.Progressbar(self, style="Card.Horizontal.TProgressbar", length=px(340))
        self._bar.grid(row=1, column=0, sticky="ew", pady=(px(6), 0))
        self._button = ttk.Button(self, text=say("Dừng", "Stop"), style="Card.TButton", command=self._cancel)
        self._button.grid(row=0, column=1, rowspan=2, padx=(px(12), 0))
        self._job: Job | None = None
        self._timer: str | None = None

    def show(self, job: Job | None) -> None:
        """Show how far the job is, or go away when there is none."""
        if job is None:
            self._away()
            return
        if self._job is not job:
            self._job = job
            self._button.state(["!disabled"])
            self._timer = self.after(SHOWN_AFTER_MS, self._appear)
        count = f"{format_integer(job.done)}/{format_integer(job.total)}" if job.total else ""
        self._text.configure(text=nfc(" · ".join(part for part in (job.title, job.text, count) if part)))
        self._bar.configure(maximum=job.total or 1, value=job.done if job.total else 0)

    def _appear(self) -> None:
        self._timer = None
        self.place(relx=1.0, rely=1.0, x=-self._px(20), y=-self._px(20), anchor="se")
        self.lift()

    def _away(self) -> None:
        if self._timer is not None:
            self.after_cancel(self._timer)
        self._job, self._timer = None, None
        self.place_forget()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._button.state(["disabled"])

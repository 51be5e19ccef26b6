"""Remarks on keyed slips that are not logged yet: one line each, one key logs one."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from tkinter import ttk

from desktop_app.ui.feedback_presenter import FeedbackPresenter
from desktop_app.ui.slices import Slices
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from desktop_app.workflows import feedback
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.feedback import Remark
from forms.dates import format_date
from forms.numbers import format_integer


class RemarkRows:
    """The remarks found; a provider of rows for a table."""

    def __init__(self) -> None:
        self.found: list[Remark] = []

    def __len__(self) -> int:
        return len(self.found)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the slip's day, the batch, the text."""
        remark = self.found[i]
        return format_date(date.fromisoformat(remark.day)), remark.batch, " ".join(remark.text.split())

    def kinds(self, _i: int) -> tuple[str, ...]:
        """Return no pills."""
        return "", "", ""

    def read(self, presenter: FeedbackPresenter) -> Iterator[int]:
        """Find the remarks anew, yielding how many every few slips."""
        self.found = []
        return feedback.find_remarks(presenter.session, self.found)


class RemarksPage(ttk.Frame):
    """The list of remarks, the chosen one written out whole.

    log(remark, kind): the person logs it; returns None if it was refused.  tell(text): how many there are, or how many so far.
    """

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        presenter: FeedbackPresenter,
        log: Callable[[Remark, str], Stored | None],
        tell: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self.presenter, self._log, self._tell = presenter, log, tell
        self.rows = RemarkRows()
        self._slices = Slices(self)
        strip = Card(self, theme, padding=14)
        strip.pack(side="bottom", fill="x", pady=(theme.px(10), 0))
        self.text = ttk.Label(strip, style="Card.TLabel", justify="left")
        self.text.pack(anchor="w")
        strip.bind("<Configure>", lambda event: self.text.configure(wraplength=event.width - theme.px(36)))
        buttons = ttk.Frame(strip, style="Plain.Card.TFrame")
        buttons.pack(anchor="w", pady=(theme.px(8), 0))
        self.buttons = [self._button(buttons, theme, *choice) for choice in enumerate(presenter.choices("kind"))]
        card = Card(self, theme, padding=10)
        card.pack(fill="both", expand=True)
        columns = [
            Column(say("Ngày phiếu", "Slip's day"), 110, sortable=False),
            Column(say("Đợt phiếu", "Batch"), 150, sortable=False),
            Column(say("Ý kiến trên phiếu", "Remark on the slip"), 400, stretch=1, sortable=False, strong=True),
        ]
        self.table = VirtualTable(card, theme, columns, on_open=lambda _row: self.log_as(0), on_select=self._selected)
        self.table.pack(fill="both", expand=True)
        self.table.canvas.bind("<Key>", self._digit, add="+")

    def _button(self, parent: ttk.Frame, theme: Theme, place: int, choice: tuple[str, str]) -> ttk.Button:
        key = "⏎, 1" if place == 0 else str(place + 1)
        text = say(f"Ghi là {choice[1].lower()}  {key}", f"Log as {choice[1].lower()}  {key}")
        style = "Card.Accent.TButton" if place == 0 else "Card.TButton"
        button = ttk.Button(parent, text=text, style=style, command=partial(self.log_as, place))
        button.pack(side="left", padx=(0, theme.px(8)))
        return button

    def load(self) -> None:
        """Look through the slips, in slices."""
        self.table.set_empty(say("Đang xem các phiếu…", "Looking through the slips…"))
        self.table.show(RemarkRows())
        self._slices.start(self.rows.read(self.presenter), lambda _n: self._grow(), self._whole)
        self.table.focus_table()

    def stop(self) -> None:
        """Drop work under way."""
        self._slices.stop()

    def log_as(self, place: int) -> None:
        """Log the chosen remark as the kind at this place; it leaves the list once it is saved."""
        row = self.table.cursor
        if not 0 <= row < len(self.rows) or self._slices.busy:
            return
        if self._log(self.rows.found[row], self.presenter.choices("kind")[place][0]) is not None:
            del self.rows.found[row]
            self.table.show(self.rows, cursor=min(row, len(self.rows) - 1))
            self.table.focus_table()
            self._tell(self.count_text())

    def _digit(self, event: tk.Event[tk.Misc]) -> str | None:
        if event.char.isdecimal() and 1 <= int(event.char) <= len(self.buttons):
            self.log_as(int(event.char) - 1)
            return "break"
        return None

    def _grow(self) -> None:
        self.table.show(self.rows, keep_view=True)
        self._tell(self.count_text())

    def _whole(self) -> None:
        hint = say("Ý kiến trên mọi phiếu đã nhập đều có trong sổ", "The remarks of all slips keyed are in the register")
        self.table.set_empty(say("Không còn ý kiến nào chưa ghi sổ", "Nothing is left to log"), hint)
        self._grow()

    def count_text(self) -> str:
        """Return how many remarks are not logged."""
        count = format_integer(len(self.rows))
        return say(f"{count} ý kiến chưa ghi sổ", f"{count} not logged")

    def _selected(self) -> None:
        row = self.table.cursor
        there = 0 <= row < len(self.rows)
        self.text.configure(text=self.rows.found[row].text if there else "")
        for button in self.buttons:
            button.state(["!disabled" if there else "disabled"])

"""The page that shows a record's history: one line a change, newest first."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk
from typing import Protocol

from desktop_app.ui.history_line import HistoryLine
from desktop_app.ui.table_columns import Column
from desktop_app.ui.table_rows import Rows
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say


class History(Rows, Protocol):
    """A provider of rows that also has each line whole."""

    @property
    def lines(self) -> Sequence[HistoryLine]:
        """All changes, newest first."""


class HistoryPage(ttk.Frame):
    """Who did what, when, from what to what, and why. The chosen line is written out whole under the table."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_toggle: Callable[[], None]) -> None:
        super().__init__(parent)
        whole = Card(self, theme, padding=14)
        whole.pack(side="bottom", fill="x", pady=(theme.px(10), 0))
        self.button = ttk.Button(whole, style="Card.TButton", command=on_toggle)
        self.button.pack(side="right", anchor="center", padx=(theme.px(12), 0))
        self.what = ttk.Label(whole, style="Card.Semi.TLabel")
        self.what.pack(anchor="w")
        self.change = ttk.Label(whole, style="Card.TLabel", justify="left")
        self.change.pack(anchor="w", pady=(theme.px(3), 0))
        self.why = ttk.Label(whole, style="Card.Muted.TLabel", justify="left")
        self.why.pack(anchor="w", pady=(theme.px(3), 0))
        whole.bind("<Configure>", self._wrap)
        card = Card(self, theme, padding=10)
        card.pack(fill="both", expand=True)
        columns = [
            Column(say("Thời điểm", "When"), 140),
            Column(say("Người thực hiện", "Who"), 120),
            Column(say("Nội dung", "What"), 150, stretch=1, strong=True),
            Column(say("Từ", "From"), 180, stretch=2),
            Column(say("Thành", "To"), 180, stretch=2),
            Column(say("Lý do", "Why"), 200, stretch=3),
        ]
        columns = [Column(c.title, c.width, c.stretch, c.align, sortable=False, strong=c.strong) for c in columns]
        self.table = VirtualTable(card, theme, columns, on_select=self._selected)
        self.table.pack(fill="both", expand=True)
        self._history: History | None = None

    def show(self, history: History, label: str) -> None:
        """Show a history. label: what the button does with the record, as it stands."""
        self.button.configure(text=label)
        self._history = history
        self.table.show(history)
        self.table.focus_table()

    def _selected(self) -> None:
        if self._history is None or self.table.cursor < 0:
            return
        line = self._history.lines[self.table.cursor]
        noted = say(f"ghi lúc {line.noted}", f"noted {line.noted}") if line.noted else ""
        self.what.configure(text="  ·  ".join(part for part in (line.what, line.when, line.who, noted) if part))
        self.change.configure(text=f"{line.before}  →  {line.after}")
        self.why.configure(text=line.why or say("Không ghi lý do", "No reason given"))

    def _wrap(self, event: tk.Event[tk.Misc]) -> None:
        for label in (self.change, self.why):
            label.configure(wraplength=event.width - self.table.theme.px(230))

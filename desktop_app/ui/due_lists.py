"""Overdue and due soon, side by side on the dashboard; Enter opens the dossier in the register."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop_app.ui.due_view import DueBoard, DueRows, uncertain_text
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Chip
from desktop_app.words import say
from forms.text import nfc

HEIGHT = 126  # titles and three rows; the rest is scrolled


def _columns() -> list[Column]:
    columns = (
        Column(say("Mã hồ sơ", "Code"), 142),
        Column(say("Họ tên", "Name"), 130, stretch=3, strong=True),
        Column(say("Người giữ", "Held by"), 76, stretch=1),
        Column(say("Hạn", "Deadline"), 142),
    )
    return [Column(c.title, c.width, c.stretch, c.align, sortable=False, strong=c.strong) for c in columns]


class DueList(Card):
    """One list under its title. on_open(id): Enter or a double click."""

    def __init__(self, parent: tk.Misc, theme: Theme, empty: str, on_open: Callable[[str], None]) -> None:
        super().__init__(parent, theme, padding=12)
        self._empty, self._shown = empty, DueRows()
        self._head = ttk.Frame(self, style="Plain.Card.TFrame")
        self._head.pack(fill="x", pady=(0, theme.px(4)))
        self.title = ttk.Label(self._head, style="Card.Heading.TLabel")
        self.title.pack(side="left")
        self.mark = Chip(self._head, theme, uncertain_text(), "warn")
        self.table = VirtualTable(self, theme, _columns(), on_open=lambda row: on_open(self._shown.rows[row].id))
        self.table.canvas.configure(height=theme.px(HEIGHT), width=1)
        self.table.pack(fill="both", expand=True)

    def show(self, title: str, rows: DueRows, *, uncertain: bool) -> None:
        """Show a list. uncertain: mark it."""
        self._shown = rows
        self.title.configure(text=nfc(title))
        if uncertain:
            self.mark.pack(side="right")
        else:
            self.mark.pack_forget()
        self.table.set_empty(self._empty)
        self.table.show(rows)


class DueLists(ttk.Frame):
    """Both lists."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_open: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.columnconfigure((0, 1), weight=1, uniform="due")
        self.late = DueList(self, theme, say("Không có hồ sơ quá hạn", "Nothing is overdue"), on_open)
        self.soon = DueList(self, theme, say("Không có hồ sơ sắp đến hạn", "Nothing is due soon"), on_open)
        self.late.grid(row=0, column=0, sticky="nsew")
        self.soon.grid(row=0, column=1, sticky="nsew", padx=(theme.px(14), 0))

    def show(self, due: DueBoard) -> None:
        """Show both as they stand."""
        self.late.show(due.late_title, due.late, uncertain=due.uncertain)
        self.soon.show(due.soon_title, due.soon, uncertain=due.uncertain)

"""The first page of the calendar: the year's sheet with its legend, the list of its days, the card of one, a line under all."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui.calendar_card import DayCard, RulesCard
from desktop_app.ui.calendar_presenter import PILLS, DayRow, DayRows, kind_label
from desktop_app.ui.pills import pill_colors, pill_image
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.ui.year_sheet import YearSheet
from desktop_app.words import say

SIDE = 480


class YearPage(ttk.Frame):
    """Shows a year; a day chosen in the list or on the sheet stands in the card."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        save: Callable[[], None],
        remove: Callable[[], None],
        look: Callable[[], None],
        rule: Callable[[str], object],
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: Sequence[DayRow] = ()
        self._build_foot(look)
        side = ttk.Frame(self, width=theme.px(SIDE))
        side.pack_propagate(False)
        side.pack(side="right", fill="y", padx=(theme.px(12), 0))
        self.card = DayCard(side, theme, save, remove)
        self.card.pack(side="bottom", fill="x", pady=(theme.px(12), 0))
        self.rules = RulesCard(side, theme, rule)
        self.rules.pack(side="bottom", fill="x", pady=(theme.px(12), 0))
        left = Card(self, theme, padding=14)
        left.pack(side="left", fill="both", expand=True)
        self._build_legend(left)
        self.sheet = YearSheet(left, theme, self.choose)
        self.sheet.pack(fill="both", expand=True)
        days = Card(side, theme, padding=8)
        days.pack(fill="both", expand=True)
        self.table = VirtualTable(days, theme, _columns(), on_open=lambda _: self._edit(), on_select=self._selected)
        hint = say("Shift-F7: điền từ thư viện", "Shift-F7: fill it from the library")
        self.table.set_empty(say("Năm này chưa có lịch nghỉ", "This year has no calendar yet"), hint)
        self.table.pack(fill="both", expand=True)

    def _build_foot(self, look: Callable[[], None]) -> None:
        foot = ttk.Frame(self)
        foot.pack(side="bottom", fill="x", pady=(self._theme.px(8), 0))
        self.note_button = ttk.Button(foot, text=say("Xem hồ sơ…  F11", "See them…  F11"), command=look)
        self.note_button.pack(side="right")
        self.note = ttk.Label(foot, style="Muted.TLabel", justify="left")
        self.note.pack(side="left", fill="x", expand=True)
        self.note.bind("<Configure>", lambda event: self.note.configure(wraplength=event.width))

    def _build_legend(self, card: Card) -> None:
        theme = self._theme
        row, font = ttk.Frame(card, style="Plain.Card.TFrame"), theme.font(8, "medium")
        row.pack(side="bottom", fill="x", pady=(theme.px(6), 0))
        for name, pill in PILLS.items():
            text = kind_label(name)
            image = pill_image(theme, pill, font.measure(text) + theme.px(16), theme.px(20))
            ink = pill_colors(pill, dark=theme.colors.dark)[1]
            label = ttk.Label(row, text=text, image=image, compound="center", font=font, foreground=ink, style="Card.TLabel")
            label.pack(side="left", padx=(0, theme.px(6)))

    def show(self, year: int, rows: Sequence[DayRow], cursor: int, today: date) -> None:
        """Show a year's days, the cursor on one of them."""
        self._rows = rows
        self.sheet.show(year, {row.day: PILLS[row.kind] for row in rows}, today)
        self.table.show(DayRows(rows), cursor=cursor)
        if not rows:
            self.card.show(None)
            self.sheet.mark(None)

    def say_note(self, text: str, *, warns: bool, some: bool) -> None:
        """Show the line under the year. some: whether there are dossiers to look at."""
        self.note.configure(text=text, style="Warn.TLabel" if warns else "Muted.TLabel")
        self.note_button.state(["!disabled" if some else "disabled"])

    def chosen(self) -> DayRow | None:
        """Return the day under the cursor of the list."""
        return self._rows[self.table.cursor] if 0 <= self.table.cursor < len(self._rows) else None

    def choose(self, day: date) -> None:
        """Take a day of the sheet: the cursor goes there, or the card offers to key it."""
        places = [row.day for row in self._rows]
        if day in places:
            self.table.pick(places.index(day))
            self.table.focus_table()
        else:
            self.card.show(None, day)
            self.sheet.mark(day)
            self.card.name.entry.focus_set()

    def _selected(self) -> None:
        row = self.chosen() if hasattr(self, "table") else None
        if row is not None:
            self.card.show(row)
            self.sheet.mark(row.day)

    def _edit(self) -> None:
        if not self.card.name.entry.instate(["disabled"]):
            self.card.name.entry.focus_set()


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Ngày", "Day"), 106, sortable=False, strong=True),
        Column(say("Thứ", "Weekday"), 96, sortable=False),
        Column(say("Loại", "Kind"), 122, sortable=False),
        Column(say("Tên", "Name"), 110, 1, sortable=False),
    )

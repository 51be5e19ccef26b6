"""A year on one sheet: twelve months, days off and days worked instead on a coloured ground. A click chooses a day.

It draws what it is given and must not know why a day is off.
"""

from __future__ import annotations

import tkinter as tk
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date

from desktop_app.ui.pills import pill_colors
from desktop_app.ui.theme import Theme
from desktop_app.words import say

COLUMNS, ROWS = 4, 3
WEEKS, WEEK = 6, 7
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
INITIALS_VI = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
INITIALS_EN = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class YearSheet(tk.Canvas):
    """Twelve small months. Give it the year with `show`; it calls `chosen(day)`."""

    def __init__(self, parent: tk.Misc, theme: Theme, chosen: Callable[[date], object]) -> None:
        super().__init__(parent, background=theme.colors.card, highlightthickness=0, width=theme.px(400), height=theme.px(300))
        self._theme, self._chosen = theme, chosen
        self._year, self._kinds = 2020, dict[date, str]()
        self._cursor: date | None = None
        self._today: date | None = None
        self.bind("<Configure>", lambda _: self._draw())

    def show(self, year: int, kinds: Mapping[date, str], today: date) -> None:
        """Show a year. kinds: day → kind of pill it stands on."""
        self._year, self._kinds, self._today = year, dict(kinds), today
        self._draw()

    def mark(self, day: date | None) -> None:
        """Draw a frame around a day."""
        if day != self._cursor:
            self._cursor = day
            self._draw()

    def _draw(self) -> None:
        self.delete("all")
        width, height, gap = self.winfo_width(), self.winfo_height(), self._theme.px(14)
        wide, high = (width - gap * (COLUMNS - 1)) // COLUMNS, (height - gap * (ROWS - 1)) // ROWS
        if wide < self._theme.px(80):
            return
        for month in range(1, 13):
            row, column = divmod(month - 1, COLUMNS)
            self._draw_month(month, column * (wide + gap), row * (high + gap), wide, high)

    def _draw_month(self, month: int, left: int, top: int, wide: int, high: int) -> None:
        c, font, px = self._theme.colors, self._theme.font, self._theme.px
        title = say(f"Tháng {month}", MONTHS_EN[month - 1])
        self.create_text(left, top, anchor="nw", text=title, font=font(9, "semi"), fill=c.text)
        step_x, first = wide / WEEK, top + px(20)
        step_y = (high - px(20)) / (WEEKS + 1)
        for place, initial in enumerate(say(" ".join(INITIALS_VI), " ".join(INITIALS_EN)).split()):
            x, y = int(left + step_x * (place + 0.5)), int(first + step_y / 2)
            self.create_text(x, y, text=initial, font=font(7), fill=c.muted)
        begin, days = monthrange(self._year, month)
        for number in range(1, days + 1):
            line, place = divmod(begin + number - 1, WEEK)
            x, y = int(left + step_x * (place + 0.5)), int(first + step_y * (line + 1.5))
            self._draw_day(date(self._year, month, number), x, y, int(min(step_x, step_y)))

    def _draw_day(self, day: date, x: int, y: int, size: int) -> None:
        c, tag, kind = self._theme.colors, day.isoformat(), self._kinds.get(day, "")
        size = min(size, self._theme.px(24))
        ink, ring = c.muted if day.weekday() >= 5 else c.text, c.accent if day == self._cursor else ""
        ground = ""
        if kind:
            ground, ink = pill_colors(kind, dark=c.dark)
        if ground or ring:
            picture = self._theme.tiles.rounded(size, size, size // 4, ground or c.card, ring, max(1, size // 10))
            self.create_image(x, y, image=picture, tags=tag)
        face = self._theme.font(8, "bold" if kind or day == self._today else "normal")
        self.create_text(x, y, text=str(day.day), font=face, fill=ink, tags=tag)
        self.tag_bind(tag, "<Button-1>", lambda _: self._chosen(day))

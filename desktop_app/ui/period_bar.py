"""Choosing a period: a preset, or two days of one's own. `chosen(first, last)` when a whole period stands there."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Choice, DateField
from desktop_app.words import say
from desktop_app.workflows.periods import Period

OWN = "own"


class PeriodBar(ttk.Frame):
    """Preset, from, to in one row; Enter in a day takes it."""

    def __init__(self, parent: tk.Misc, theme: Theme, presets: Sequence[Period], chosen: Callable[[date, date], object]) -> None:
        super().__init__(parent)
        self._presets, self._chosen = list(presets), chosen
        choices = [(str(place), preset.label) for place, preset in enumerate(self._presets)]
        choices.append((OWN, say("Khoảng tự chọn", "Own range")))
        px = theme.px
        self.preset = Choice(self, theme, say("Kỳ", "Period"), choices, OWN, width=23, on_card=False, chosen=self._picked)
        self.preset.pack(side="left", anchor="n", padx=(0, px(8)))
        self.first = DateField(self, theme, say("Từ ngày", "From"), width=11, on_card=False)
        self.last = DateField(self, theme, say("Đến ngày", "To"), width=11, on_card=False)
        for field, gap in ((self.first, px(8)), (self.last, 0)):
            field.pack(side="left", anchor="n", padx=(0, gap))
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, lambda _: self._typed())

    def set(self, first: date, last: date) -> None:
        """Show a period without choosing it."""
        self.first.set_value(first)
        self.last.set_value(last)
        same = (str(place) for place, p in enumerate(self._presets) if (p.first, p.last) == (first, last))
        self.preset.set(next(same, OWN))

    def _picked(self, key: str) -> None:
        if key == OWN:
            self.first.entry.focus_set()
            return
        period = self._presets[int(key)]
        self.set(period.first, period.last)
        self._chosen(period.first, period.last)

    def _typed(self) -> None:
        first, last = self.first.value(), self.last.value()
        wrong = say("Không có ngày này.", "No such day.")
        self.first.show_problem("" if first else wrong)
        self.last.show_problem("" if last else wrong)
        if first and last and first > last:
            self.last.show_problem(say("Trước ngày đầu kỳ.", "Before the first day."))
        elif first and last:
            self.set(first, last)
            self._chosen(first, last)

"""The parts of the page of keying figures: figures with their meaning, whose the differences were, speed by day."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from desktop_app.ui.operators_presenter import Day, Figure
from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from forms.numbers import format_integer
from forms.text import nfc

FIGURES = 4


class FigureCards(ttk.Frame):
    """Four figures side by side, each with a line that says what it is."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent)
        self.columnconfigure(tuple(range(FIGURES)), weight=1, uniform="figure")
        self.labels = [self._card(theme, column) for column in range(FIGURES)]

    def _card(self, theme: Theme, column: int) -> tuple[ttk.Label, ttk.Label, ttk.Label]:
        card = Card(self, theme, padding=12)
        card.grid(row=0, column=column, sticky="nsew", padx=(theme.px(14) if column else 0, 0))
        label = ttk.Label(card, style="Card.Muted.TLabel")
        value = ttk.Label(card, style="Card.Big.TLabel", font=theme.font(20, "bold"))
        note = ttk.Label(card, style="Card.Small.TLabel", justify="left")
        for part in (label, value, note):
            part.pack(anchor="w", fill="x")
        card.bind("<Configure>", lambda event: note.configure(wraplength=event.width - theme.px(26)))
        return label, value, note

    def show(self, figures: Sequence[Figure]) -> None:
        """Show the figures."""
        for parts, figure in zip(self.labels, figures, strict=True):
            for part, text in zip(parts, (figure.label, figure.value, figure.note), strict=True):
                part.configure(text=nfc(text))


class CausesCard(Card):
    """Whose the differences were, one line each, and what is expected to be wrong still."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, theme, say("Chỗ khác nhau do đâu", "Cause of differences"), padding=14)
        self._theme = theme
        self._rows = ttk.Frame(self, style="Plain.Card.TFrame")
        self._rows.pack(fill="x")
        self._rows.columnconfigure(0, weight=1)
        self.lines = [ttk.Label(self, style="Card.Muted.TLabel", justify="left") for _ in range(2)]
        self.bind("<Configure>", lambda event: self._wrap(event.width - theme.px(30)))

    def show(self, causes: Sequence[tuple[str, str]], lines: Sequence[str]) -> None:
        """Show the causes with their counts and lines under them; an empty line is left out."""
        for child in self._rows.winfo_children():
            child.destroy()
        for place, (name, n) in enumerate(causes):
            ttk.Label(self._rows, text=nfc(name), style="Card.TLabel").grid(row=place, column=0, sticky="w")
            ttk.Label(self._rows, text=n, style="Card.Semi.TLabel").grid(row=place, column=1, sticky="e")
        for label, text in zip(self.lines, lines, strict=True):
            label.configure(text=nfc(text))
            label.pack_forget()
            if text:
                label.pack(anchor="w", pady=(self._theme.px(6), 0))

    def _wrap(self, width: int) -> None:
        for label in self.lines:
            label.configure(wraplength=width)


class DayBars(tk.Canvas):
    """Speeds as upright bars over the days, each with its value; hovering one shows its counts."""

    def __init__(self, parent: tk.Misc, theme: Theme, tip: Tip) -> None:
        super().__init__(parent, background=theme.colors.card, highlightthickness=0, height=theme.px(90), width=theme.px(120))
        self._theme, self._tip = theme, tip
        self._days: Sequence[Day] = ()
        self.bind("<Configure>", lambda _: self._draw())

    def show(self, days: Sequence[Day]) -> None:
        """Show these days."""
        self._days = days
        self._draw()

    def _draw(self) -> None:
        self.delete("all")
        width, height, px = self.winfo_width(), self.winfo_height(), self._theme.px
        room = height - px(40)
        if not self._days or width < px(60) or room < px(20):
            return
        step = min(width // len(self._days), px(64))
        highest = max(day.speed for day in self._days)
        for place, day in enumerate(self._days):
            self._bar(day, place * step + step // 2, max(room * day.speed // max(highest, 1), px(4)), step)

    def _bar(self, day: Day, x: int, long: int, step: int) -> None:
        c, px, small, tag = self._theme.colors, self._theme.px, self._theme.font(8), f"day{x}"
        bottom, wide = self.winfo_height() - px(20), min(step - px(6), px(26))
        image = self._theme.tiles.rounded(wide, long, min(px(4), long // 2), c.accent)
        self.create_image(x, bottom, anchor="s", image=image, tags=tag)
        value = format_integer(day.speed)
        if small.measure(value) <= step:
            self.create_text(x, bottom - long - px(9), text=value, font=small, fill=c.text, tags=tag)
        self.create_text(x, bottom + px(10), text=day.label, font=small, fill=c.muted, tags=tag)
        self._tip.over_item(self, tag, day.tip)

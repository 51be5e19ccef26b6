"""The band of progress: one segment a criterion, its groups set apart; where the keyer is shows without reading a number."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence

from desktop_app.ui.keying_look import State
from desktop_app.ui.theme import Theme

HEIGHT, GAP, GROUP_GAP = 16, 3, 12


class ProgressBand(tk.Canvas):
    """Shows the states of all criteria and the caret's place."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, height=theme.px(HEIGHT), background=theme.colors.bg, highlightthickness=0, borderwidth=0)
        self._theme = theme
        self._groups: Sequence[Sequence[State]] = ()
        self._cursor = -1
        self._items: list[int] = []
        self._drawn: list[tuple[State, bool]] = []
        self.bind("<Configure>", lambda _: self._lay_out())

    def show(self, groups: Sequence[Sequence[State]], cursor: int) -> None:
        """Show states, group by group; cursor: the criterion the next key answers, -1 for none."""
        sizes = [len(group) for group in groups]
        changed = sizes != [len(group) for group in self._groups]
        self._groups, self._cursor = groups, cursor
        if changed:
            self._lay_out()
        else:
            self._paint()

    def _lay_out(self) -> None:
        self.delete("all")
        self._items, self._drawn = [], []
        px, count = self._theme.px, sum(len(group) for group in self._groups)
        room = self.winfo_width() - px(GROUP_GAP) * (len(self._groups) - 1)
        if not count or room < count * px(4):
            return
        for number, group in enumerate(self._groups):
            before = len(self._items)
            for place in range(len(group)):
                left = (before + place) * room // count + number * px(GROUP_GAP)
                right = (before + place + 1) * room // count + number * px(GROUP_GAP) - px(GAP)
                self._items.append(self.create_rectangle(left, 0, right, px(HEIGHT), width=0))
        self._paint()

    def _paint(self) -> None:
        c, px = self._theme.colors, self._theme.px
        fills: dict[State, str] = {"open": c.line, "answered": c.accent, "missing": c.levels[5], "unsure": c.levels[0]}
        states = [state for group in self._groups for state in group]
        for place, (item, state) in enumerate(zip(self._items, states, strict=False)):
            here = place == self._cursor
            if place < len(self._drawn) and self._drawn[place] == (state, here):
                continue
            left, _, right, _ = self.coords(item)
            rim = 0 if here else px(4)
            self.coords(item, left, rim, right, px(HEIGHT) - rim)
            fill = c.cursor_row if here and state == "open" else fills[state]
            self.itemconfigure(item, fill=fill, outline=c.accent, width=px(2) if here else 0)
        self._drawn = [(state, place == self._cursor) for place, state in enumerate(states)]

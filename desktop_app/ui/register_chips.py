"""How many of each status are shown: pills in the order of the statuses. A click on one filters by it.

They take as many lines as they need, and keep the room once they had it: a list must not jump while someone types.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence

from desktop_app.ui.pills import pill_colors, pill_image
from desktop_app.ui.register_presenter import STATUS_KINDS
from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.words import say
from forms.numbers import format_integer

STEP = 8  # widths in these steps, so that there are few pictures


class StatusChips(tk.Canvas):
    """The pills. on_pick(status): one was clicked, empty for the overdue ones.  texts: what stands there now."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_pick: Callable[[str], None]) -> None:
        super().__init__(parent, height=theme.px(24), background=theme.colors.bg, borderwidth=0, highlightthickness=0)
        self._theme, self._on_pick = theme, on_pick
        self._tip = Tip(self.winfo_toplevel(), theme)
        self._counts: list[tuple[str, str, str, int]] = []
        self._lines, self._width = 1, 1
        self.texts: list[str] = []
        self.bind("<Configure>", self._resized)

    def show(self, counts: Sequence[tuple[str, str, int]], late: int) -> None:
        """Show (status, label, how many), those that are none left out, and how many are overdue."""
        shown = [(status, label, STATUS_KINDS.get(status, "calm"), count) for status, label, count in counts if count]
        if late:
            shown.append(("", say("Quá hạn", "Overdue"), "late", late))
        if shown != self._counts:
            self._counts = shown
            self._draw()

    def _resized(self, event: tk.Event[tk.Misc]) -> None:
        if event.width != self._width:
            self._width, self._lines = event.width, 1
            self._draw()

    def _draw(self) -> None:
        self.delete("all")
        self._tip.hide()
        gap, height, x, line = self._theme.px(6), self._theme.px(24 + 4), 0, 0
        self.texts = [f"{label} {format_integer(count)}" for _, label, _, count in self._counts]
        for (status, _, kind, _), text in zip(self._counts, self.texts, strict=True):
            width = self._width_of(text)
            if x and x + width > self._width:
                x, line = 0, line + 1
            self._pill(x, line * height, width, (status, kind, text))
            x += width + gap
        self._lines = max(self._lines, line + 1)
        self.configure(height=self._lines * height - self._theme.px(4))

    def _width_of(self, text: str) -> int:
        step = self._theme.px(STEP)
        return -(-(self._theme.font(9, "semi").measure(text) + self._theme.px(20)) // step) * step

    def _pill(self, x: int, y: int, width: int, what: tuple[str, str, str]) -> None:
        (status, kind, text), theme = what, self._theme
        tag, height = f"pill-{status}", theme.px(23)
        image, ink = pill_image(theme, kind, width, height), pill_colors(kind, dark=theme.colors.dark)[1]
        self.create_image(x, y, image=image, anchor="nw", tags=tag)
        self.create_text(x + width // 2, y + height // 2, text=text, font=theme.font(9, "semi"), fill=ink, tags=tag)
        self.tag_bind(tag, "<Button-1>", lambda _event: self._on_pick(status))
        self._tip.over_item(self, tag, say("Bấm để lọc, bấm lại để bỏ lọc", "Click to filter, again to stop filtering"))

"""Two charts on a canvas: bars with a label and a value, and a line of months. Hovering a mark shows its counts.

They draw what they are given and know nothing of what it means.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence

from PIL import Image, ImageDraw

from desktop_app.ui.dashboard_view import Bar, Point
from desktop_app.ui.table_columns import cut_text
from desktop_app.ui.theme import Theme
from desktop_app.ui.tiles import OVER
from desktop_app.ui.tip import Tip
from forms.text import nfc

FULL = 10_000


class BarChart(tk.Canvas):
    """Horizontal bars on a track; label on the left, value and counts on the right."""

    def __init__(self, parent: tk.Misc, theme: Theme, label_width: int, tip: Tip) -> None:
        super().__init__(parent, background=theme.colors.card, highlightthickness=0, height=theme.px(60), width=theme.px(120))
        self._theme, self._label_width, self._tip = theme, label_width, tip
        self._bars: Sequence[Bar] = ()
        self.bind("<Configure>", lambda _: self._draw())

    def show(self, bars: Sequence[Bar]) -> None:
        """Show these bars."""
        self._bars = bars
        self._draw()

    def _draw(self) -> None:
        self.delete("all")
        width, height, px = self.winfo_width(), self.winfo_height(), self._theme.px
        if not self._bars or width < px(200):
            return
        step = min(height // len(self._bars), px(64))
        for place, bar in enumerate(self._bars):
            self._draw_bar(bar, place * step + step // 2, width, step)

    def _draw_bar(self, bar: Bar, y: int, width: int, step: int) -> None:
        c, px, tiles, font = self._theme.colors, self._theme.px, self._theme.tiles, self._theme.font(9, "medium")
        left, value_width = px(self._label_width), px(172)
        room, high = width - left - value_width, px(14)
        tag = f"bar{y}"
        name = nfc(bar.label)
        if step < 2 * font.metrics("linespace"):  # no room for a second line
            name = cut_text(name, left - px(10), font.measure)
        label = self.create_text(0, y, anchor="w", text=name, font=font, width=left - px(10), tags=tag)
        self.create_image(left, y, anchor="w", image=tiles.rounded(room, high, high // 2, c.cell, c.line), tags=tag)
        if bar.share:
            long = max(room * bar.share // FULL, px(4))
            self.create_image(
                left, y, anchor="w", image=tiles.rounded(long, high, min(high, long) // 2, c.levels[bar.level]), tags=tag
            )
        value = self.create_text(left + room + px(10), y, anchor="w", text=bar.value, font=self._theme.font(10, "semi"), tags=tag)
        self.create_text(width, y, anchor="e", text=bar.counts, font=self._theme.font(8), fill=c.muted, tags=tag)
        for text in (label, value):
            self.itemconfigure(text, fill=c.text)
        self._tip.over_item(self, tag, bar.tip if name == nfc(bar.label) else f"{bar.label}\n{bar.tip}")


class TrendChart(tk.Canvas):
    """A line over months between round percentages; each month has a dot and its value."""

    def __init__(self, parent: tk.Misc, theme: Theme, tip: Tip) -> None:
        super().__init__(parent, background=theme.colors.card, highlightthickness=0, height=theme.px(60), width=theme.px(120))
        self._theme, self._tip = theme, tip
        self._points: Sequence[Point] = ()
        self.bind("<Configure>", lambda _: self._draw())

    def show(self, points: Sequence[Point]) -> None:
        """Show these months."""
        self._points = points
        self._draw()

    def _draw(self) -> None:
        self.delete("all")
        width, height, px = self.winfo_width(), self.winfo_height(), self._theme.px
        if not self._points or width < px(120) or height < px(80):
            return
        low, high = scale_of([point.share for point in self._points])
        top, bottom, left, right = px(22), height - px(22), px(52), width - px(34)
        self._draw_scale(low, high, (top, bottom, left, right))
        step = (right - left) // max(len(self._points) - 1, 1)
        heights = [(bottom - top) * (point.share - low) // (high - low) for point in self._points]
        spots = [(left + place * step, bottom - height) for place, height in enumerate(heights)]
        self._draw_line(spots, width, height)
        for (x, y), point in zip(spots, self._points, strict=True):
            self._draw_month(x, y, height, point, labelled=step >= px(54) or point is self._points[-1])

    def _draw_scale(self, low: int, high: int, box: tuple[int, int, int, int]) -> None:
        c, px, (top, bottom, left, right) = self._theme.colors, self._theme.px, box
        for part in range(3):
            y = bottom - (bottom - top) * part // 2
            self.create_line(left - px(8), y, right + px(8), y, fill=c.line)
            text = f"{(low + (high - low) * part // 2) // 100} %"
            self.create_text(0, y, anchor="w", text=text, font=self._theme.font(8), fill=c.muted)

    def _draw_line(self, spots: Sequence[tuple[int, int]], width: int, height: int) -> None:
        image = Image.new("RGBA", (width * OVER, height * OVER), (0, 0, 0, 0))
        pen, accent, px = ImageDraw.Draw(image), self._theme.colors.accent, self._theme.px
        large = [(x * OVER, y * OVER) for x, y in spots]
        if len(large) > 1:
            pen.line(large, fill=accent, width=px(3) * OVER, joint="curve")
        radius = px(5) * OVER
        for x, y in large:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=accent)
        self.create_image(0, 0, anchor="nw", image=self._theme.tiles.keep(("trend", str(self)), image))

    def _draw_month(self, x: int, y: int, height: int, point: Point, *, labelled: bool) -> None:
        c, px, tag = self._theme.colors, self._theme.px, f"month{x}"
        self.create_text(x, height - px(8), text=point.label, font=self._theme.font(8), fill=c.muted)
        if labelled:
            self.create_text(x, y - px(14), text=point.value, font=self._theme.font(8, "semi"), fill=c.text)
        self.create_oval(x - px(9), y - px(9), x + px(9), y + px(9), outline="", fill="", tags=tag)
        self._tip.over_item(self, tag, f"{point.label}: {point.counts}")


def scale_of(shares: Sequence[int]) -> tuple[int, int]:
    """Return round ends around the shares, in hundredths of a per cent, a multiple of ten per cent apart, within 0-100."""
    low, high = min(shares) // 500 * 500, -(-max(shares) // 500) * 500
    while high - low < 1000:
        low, high = max(low - 500, 0), min(high + 500, FULL)
    if (high - low) % 1000:
        low, high = (low - 500, high) if low else (low, high + 500)
    return low, high

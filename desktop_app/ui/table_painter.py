"""Paints the visible rows of a table on a canvas: one set of canvas items for each line of the screen, refilled at
every step, so that a table of any length costs the same.

It must not know where rows come from nor what keys do.
"""

from __future__ import annotations

import tkinter as tk
import tkinter.font as tkfont
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.ui.pills import pill_colors, pill_image
from desktop_app.ui.table_columns import Column, column_edges, cut_text
from desktop_app.ui.theme import Theme

ROW_HEIGHT = 31
HEADER_HEIGHT = 36
PILL_HEIGHT = 22
GAP = 9


Line = tuple[Sequence[str], Sequence[str]]
"""The texts of a row and, for each, the kind of the pill it stands on, empty for none."""


@dataclass(slots=True)
class _Slot:
    """The canvas items of one line: ground, mark of the cursor, and for each column a pill and a text."""

    ground: int
    mark: int
    pills: list[int]
    texts: list[int]


class TablePainter:
    """Draws header and lines of a table; `place` when size or columns change, `fill` at every step."""

    def __init__(self, canvas: tk.Canvas, theme: Theme, columns: Sequence[Column]) -> None:
        self._canvas, self._theme, self.columns = canvas, theme, columns
        self._font = theme.font(9)
        self._strong = theme.font(9, "semi")
        self._small = theme.font(8, "semi")
        self.row_height = max(theme.px(ROW_HEIGHT), self._font.metrics("linespace") + theme.px(10))
        self.header_height = max(theme.px(HEADER_HEIGHT), self._strong.metrics("linespace") + theme.px(12))
        self._pill_height = max(theme.px(PILL_HEIGHT), self._small.metrics("linespace") + theme.px(4))
        self._slots: list[_Slot] = []
        self._state: dict[int, tuple[Any, ...]] = {}
        self._cuts: dict[tuple[str, int, int], str] = {}
        self._blank = ("",) * len(columns)
        self._widths: list[int] = []
        self._edges: list[int] = [0]

    def text_width(self, column: int, text: str) -> int:
        """Return how wide a cell of `column` must be to show `text` whole, in pixels."""
        return self._column_font(column).measure(text) + 2 * self._theme.px(GAP)

    def place(self, widths: Sequence[int], height: int, sort: tuple[int, bool] | None) -> int:
        """Make the items anew for columns of `widths` on `height` pixels; return how many whole rows fit."""
        self._canvas.delete("all")
        self._state.clear()
        self._widths, self._edges = list(widths), column_edges(widths)
        count = max(1, -(-(height - self.header_height) // self.row_height))
        self._slots = [self._make_slot(self.header_height + i * self.row_height) for i in range(count)]
        self._draw_header(sort)
        return max(1, (height - self.header_height) // self.row_height)

    def fill(self, rows: Sequence[Line], cursor: int, chosen: set[int], *, focused: bool) -> None:
        """Show `rows` from the first line on. cursor, chosen: numbers of lines, counted on the screen."""
        for i, slot in enumerate(self._slots):
            texts, kinds = rows[i] if i < len(rows) else (self._blank, self._blank)
            self._fill_ground(slot, i, i < len(rows), i == cursor, i in chosen, focused)
            for column, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
                self._fill_cell(slot, column, text, kind)

    def _make_slot(self, y: int) -> _Slot:
        canvas, middle = self._canvas, y + self.row_height // 2
        ground = canvas.create_rectangle(0, y, self._edges[-1], y + self.row_height, width=0)
        mark = canvas.create_rectangle(0, y, self._theme.px(4), y + self.row_height, width=0, state="hidden")
        pills, texts = [], []
        for i, column in enumerate(self.columns):
            pills.append(
                canvas.create_image(self._edges[i] + self._theme.px(GAP) - self._theme.px(2), middle, anchor="w", state="hidden")
            )
            right = column.align == "right"
            x = self._edges[i + 1] - self._theme.px(GAP) if right else self._edges[i] + self._theme.px(GAP)
            texts.append(canvas.create_text(x, middle, anchor="e" if right else "w", font=self._column_font(i)))
        return _Slot(ground, mark, pills, texts)

    def _column_font(self, column: int) -> tkfont.Font:
        return self._strong if self.columns[column].strong else self._font

    def _set(self, item: int, **options: Any) -> None:
        now = tuple(options.items())
        if self._state.get(item) != now:
            self._state[item] = now
            self._canvas.itemconfigure(item, **options)

    def _fill_ground(self, slot: _Slot, line: int, filled: bool, cursor: bool, chosen: bool, focused: bool) -> None:
        colors = self._theme.colors
        plain = colors.card if line % 2 == 0 else colors.zebra
        self._set(slot.ground, fill=colors.cursor_row if filled and chosen else plain if filled else colors.card)
        self._set(slot.mark, state="normal" if filled and cursor else "hidden", fill=colors.accent if focused else colors.line)

    def _fill_cell(self, slot: _Slot, column: int, text: str, kind: str) -> None:
        theme, colors = self._theme, self._theme.colors
        room = self._widths[column] - 2 * theme.px(GAP)
        if not kind:
            self._set(slot.pills[column], state="hidden")
            self._set_text(slot.texts[column], column, self._cut(text, room, self._column_font(column), column), colors.text)
            return
        text = self._cut(text, room - theme.px(16), self._small, -1)
        width = self._small.measure(text) + theme.px(20)
        image = pill_image(theme, kind, width, self._pill_height)
        self._set(slot.pills[column], state="normal", image=image)
        self._set_text(slot.texts[column], column, text, pill_colors(kind, dark=colors.dark)[1], pill=True)

    def _set_text(self, item: int, column: int, text: str, fill: str, *, pill: bool = False) -> None:
        now = (text, fill, pill)
        before = self._state.get(item)
        if before == now:
            return
        self._state[item] = now
        if before is None or before[2] != pill:
            font = self._small if pill else self._column_font(column)
            shift = self._theme.px(8) if pill else 0
            self._canvas.itemconfigure(item, font=font)
            y = self._canvas.coords(item)[1]
            right = self.columns[column].align == "right" and not pill
            x = self._edges[column + 1] - self._theme.px(GAP) if right else self._edges[column] + self._theme.px(GAP) + shift
            self._canvas.coords(item, x, y)
        self._canvas.itemconfigure(item, text=text, fill=fill)

    def _cut(self, text: str, room: int, font: tkfont.Font, key: int) -> str:
        found = self._cuts.get((text, room, key))
        if found is None:
            if len(self._cuts) > 20_000:
                self._cuts.clear()
            found = self._cuts[text, room, key] = cut_text(text, room, font.measure)
        return found

    def _draw_header(self, sort: tuple[int, bool] | None) -> None:
        canvas, theme, colors, height = self._canvas, self._theme, self._theme.colors, self.header_height
        canvas.create_rectangle(0, 0, self._edges[-1], height, width=0, fill=colors.card)
        for i, column in enumerate(self.columns):
            sorted_here = sort is not None and sort[0] == i
            room = self._widths[i] - 2 * theme.px(GAP) - (theme.px(14) if sorted_here else 0)
            text = cut_text(column.title, room, self._small.measure)
            ink = colors.accent if sorted_here else colors.muted
            right = column.align == "right"
            x = self._edges[i + 1] - theme.px(GAP) if right else self._edges[i] + theme.px(GAP)
            canvas.create_text(x, height // 2, anchor="e" if right else "w", text=text, font=self._small, fill=ink)
            if sort is not None and sorted_here:
                self._draw_arrow(x + self._small.measure(text) + theme.px(8), height // 2, down=sort[1])
            if i:
                canvas.create_line(self._edges[i], height // 4, self._edges[i], height - height // 4, fill=colors.line)
        canvas.create_line(0, height - 1, self._edges[-1], height - 1, fill=colors.line)

    def _draw_arrow(self, x: int, y: int, *, down: bool) -> None:
        half, sign = self._theme.px(4), 1 if down else -1
        points = (x - half, y - sign * half // 2, x + half, y - sign * half // 2, x, y + sign * half)
        self._canvas.create_polygon(points, fill=self._theme.colors.accent, width=0)

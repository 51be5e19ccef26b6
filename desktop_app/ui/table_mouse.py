"""What the mouse does on a table: wheel, click, drag of a title's edge. The table decides what follows from it."""

from __future__ import annotations

import tkinter as tk
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.ui.virtual_table import VirtualTable

WHEEL_ROWS = 3
SHIFT, CONTROL = 0x1, 0x4
REACH = 5


class TableMouse:
    """Binds the mouse on the table's canvas."""

    def __init__(self, table: VirtualTable) -> None:
        self._table = table
        self._drag: tuple[int, int, int] | None = None
        canvas = table.canvas
        canvas.bind("<Button-4>", lambda _event: table.scroll(-WHEEL_ROWS))
        canvas.bind("<Button-5>", lambda _event: table.scroll(WHEEL_ROWS))
        canvas.bind("<MouseWheel>", lambda event: table.scroll(-WHEEL_ROWS if event.delta > 0 else WHEEL_ROWS))
        canvas.bind("<Button-1>", self._press)
        canvas.bind("<B1-Motion>", self._pull)
        canvas.bind("<ButtonRelease-1>", self._release)
        canvas.bind("<Double-Button-1>", self._double)
        canvas.bind("<Motion>", self._hover)

    def _edge_at(self, event: tk.Event[Any]) -> int | None:
        """Return the column whose right edge is under the mouse in the header; the last edge does not move."""
        if self._table.line_at(event.y) != -2:
            return None
        reach = self._table.theme.px(REACH)
        return next((i for i, x in enumerate(self._table.edges()[:-1]) if abs(event.x - x) <= reach), None)

    def _hover(self, event: tk.Event[Any]) -> None:
        self._table.canvas.configure(cursor="sb_h_double_arrow" if self._edge_at(event) is not None else "")

    def _press(self, event: tk.Event[Any]) -> None:
        table, state = self._table, int(event.state)
        table.focus_table()
        edge, line = self._edge_at(event), table.line_at(event.y)
        if edge is not None:
            left = table.edges()[edge - 1] if edge else 0
            self._drag = (edge, event.x, table.edges()[edge] - left)
        elif line == -2:
            column = next((i for i, x in enumerate(table.edges()) if event.x < x), None)
            if column is not None:
                table.sort_by(column)
        else:
            table.pick(line, extend=bool(state & SHIFT), add=bool(state & CONTROL))

    def _pull(self, event: tk.Event[Any]) -> None:
        if self._drag is not None:
            edge, start, width = self._drag
            self._table.resize_column(edge, width + event.x - start)

    def _release(self, _event: object) -> None:
        self._drag = None

    def _double(self, event: tk.Event[Any]) -> None:
        edge = self._edge_at(event)
        if edge is not None:
            self._table.fit_column(edge)
        elif self._table.line_at(event.y) >= 0:
            self._table.open_row()
        else:
            self._press(event)  # two quick clicks on a title are two clicks

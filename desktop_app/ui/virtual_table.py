"""A table of any length: only the rows on the screen exist as drawings, everything else stays with the provider.

Keys: arrows, Home, End, PgUp, PgDn, Shift with them to select on, Ctrl to go past rows and space to add one, Ctrl+A all,
Ctrl+C copies the selected rows as they are shown, Ctrl and a digit sorts by that column, Enter opens. Mouse: wheel, click, Ctrl
and Shift click, double click opens, a click on a title sorts, a title's edge is drawn to resize and double-clicked to fit. It
must not store, sort or filter rows itself.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk
from typing import Any

from desktop_app.ui.table_columns import NARROWEST, Column, column_edges, share_widths
from desktop_app.ui.table_mouse import TableMouse
from desktop_app.ui.table_painter import TablePainter
from desktop_app.ui.table_rows import NoRows, Rows
from desktop_app.ui.table_window import TableWindow
from desktop_app.ui.theme import Theme

COPY_LIMIT = 10_000
SHIFT, CONTROL = 0x1, 0x4
MOST_SORTED = 9  # columns with a digit of their own


class VirtualTable(ttk.Frame):
    """The table widget. Give it rows with `show`; it calls `on_open`, `on_select` and `on_sort`.

    on_open(row): Enter or double click.  on_select(): the cursor or the selection moved.  on_sort(column, descending).
    """

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        columns: Sequence[Column],
        *,
        on_open: Callable[[int], None] = lambda _row: None,
        on_select: Callable[[], None] = lambda: None,
        on_sort: Callable[[int, bool], None] = lambda _column, _descending: None,
    ) -> None:
        super().__init__(parent, style="Plain.Card.TFrame")
        self.theme, self.columns = theme, tuple(columns)
        self.on_open, self.on_select, self.on_sort = on_open, on_select, on_sort
        self.window = TableWindow()
        self.sort: tuple[int, bool] | None = None
        self._rows: Rows = NoRows()
        self._wanted = [theme.px(column.width) for column in self.columns]
        self._widths = list(self._wanted)
        self._empty = ("", "")
        self._fixed = 0
        self._due: str | None = None
        self._build()

    def _build(self) -> None:
        colors = self.theme.colors
        self.canvas = tk.Canvas(self, background=colors.card, borderwidth=0, takefocus=True)
        self.canvas.configure(highlightthickness=self.theme.px(2), highlightbackground=colors.card, highlightcolor=colors.ring)
        ttk.Style(self).configure("Card.Vertical.TScrollbar", troughcolor=colors.card, bordercolor=colors.card)
        self.bar = ttk.Scrollbar(self, style="Card.Vertical.TScrollbar", command=self._scroll_bar, takefocus=False)
        self.canvas.grid(row=0, column=0, sticky="nsew")
        self.bar.grid(row=0, column=1, sticky="ns")
        self.rowconfigure(0, weight=1)
        self.columnconfigure(0, weight=1)
        self.columnconfigure(1, minsize=self.theme.px(11))
        self._painter = TablePainter(self.canvas, self.theme, self.columns)
        self._bind_keys()
        self._mouse = TableMouse(self)
        self.canvas.bind("<Configure>", self._lay_out)

    # what owners call

    def show(self, rows: Rows, *, cursor: int = 0, keep_view: bool = False) -> None:
        """Show these rows. keep_view: the same rows grew or changed; cursor, selection and place stay."""
        self._rows = rows
        if keep_view:
            self.window.grow(len(rows))
        else:
            self.window.reset(len(rows), cursor)
        self._schedule()
        self.on_select()

    def set_empty(self, title: str, hint: str = "") -> None:
        """Say what stands in the middle of a table without rows."""
        self._empty = (title, hint)
        self._schedule()

    def set_sort(self, column: int, *, descending: bool = False) -> None:
        """Show the arrow of the order the rows are in; nothing is sorted here."""
        self.sort = (column, descending)
        self._lay_out()

    @property
    def cursor(self) -> int:
        """The row the cursor is on, -1 in an empty table."""
        return self.window.cursor

    @property
    def selected(self) -> list[int]:
        """The selected rows in order; the cursor's row where none is."""
        return sorted(self.window.selected) or ([self.cursor] if self.cursor >= 0 else [])

    def focus_table(self) -> None:
        """Give the table the keyboard."""
        self.canvas.focus_set()

    def copy(self) -> None:
        """Put the selected rows on the clipboard as they are shown, tabs between texts (10 000 rows at most)."""
        lines = ["\t".join(self._rows.row(i)) for i in self.selected[:COPY_LIMIT]]
        if lines:
            self.clipboard_clear()
            self.clipboard_append("\n".join(lines))

    # painting

    def _schedule(self) -> None:
        """Paint once when idle, however many steps came since."""
        if self._due is None:
            self._due = self.canvas.after_idle(self.paint)

    def paint(self) -> None:
        """Draw the rows in view now."""
        if self._due is not None:
            self.canvas.after_cancel(self._due)
            self._due = None
        window, rows = self.window, self._rows
        last = min(window.top + window.page + 1, len(rows))
        lines = [(rows.row(i), rows.kinds(i)) for i in range(window.top, last)]
        chosen = {i - window.top for i in range(window.top, last) if i in window.selected}
        self._painter.fill(lines, window.cursor - window.top, chosen, focused=self.canvas.focus_displayof() is self.canvas)
        self._set_bar(*window.fractions())
        self._paint_note()

    def _set_bar(self, first: float, last: float) -> None:
        """Show the scroll bar where there is something to scroll; its room stays, so that nothing moves."""
        self.bar.set(first, last)
        if last - first >= 1:
            self.bar.grid_remove()
        else:
            self.bar.grid()

    def _paint_note(self) -> None:
        self.canvas.delete("note")
        if len(self._rows) or not self._empty[0]:
            return
        x, y, theme = self.canvas.winfo_width() // 2, self.canvas.winfo_height() // 2, self.theme
        self.canvas.create_text(x, y, text=self._empty[0], tags="note", font=theme.font(12, "semi"), fill=theme.colors.text)
        self.canvas.create_text(
            x, y + theme.px(28), text=self._empty[1], tags="note", font=theme.font(10), fill=theme.colors.muted
        )

    def _lay_out(self, _event: object = None) -> None:
        room = self.canvas.winfo_width() - 2 * int(self.canvas["highlightthickness"])
        if room < 2:
            return
        self._widths = share_widths(self.columns, self._wanted, room, self.theme.px(NARROWEST), self._fixed)
        self.window.resize(self._painter.place(self._widths, self.canvas.winfo_height(), self.sort))
        self.paint()

    def _scroll_bar(self, what: str, amount: str, unit: str = "") -> None:
        if what == "moveto":
            self.window.scroll_fraction(float(amount))
        else:
            self.scroll(int(amount) * (self.window.page if unit == "pages" else 1))
        self._schedule()

    def scroll(self, rows: int) -> None:
        """Scroll by so many rows, down if positive; the cursor stays where it is."""
        self.window.scroll_to(self.window.top + rows)
        self._schedule()

    # keys

    def _bind_keys(self) -> None:
        steps: dict[str, Callable[[TableWindow], int]] = {
            "Up": lambda w: w.cursor - 1,
            "Down": lambda w: w.cursor + 1,
            "Prior": lambda w: w.cursor - w.page,
            "Next": lambda w: w.cursor + w.page,
            "Home": lambda _w: 0,
            "End": lambda w: w.length - 1,
        }
        for name, target in steps.items():
            for key in (name, f"KP_{name}"):
                self.canvas.bind(f"<{key}>", lambda event, target=target: self._step(target, event))  # type: ignore[misc]
        for column in range(min(len(self.columns), MOST_SORTED)):
            self.canvas.bind(f"<Control-Key-{column + 1}>", lambda _event, column=column: self.sort_by(column))  # type: ignore[misc]
        for key in ("Return", "KP_Enter"):
            self.canvas.bind(f"<{key}>", lambda _event: self.open_row())
        self.canvas.bind("<space>", lambda _event: self._changed(lambda: self.window.toggle(self.cursor)))
        self.canvas.bind("<Control-a>", lambda _event: self._changed(self.window.select_all))
        self.canvas.bind("<Control-c>", lambda _event: self.copy())
        self.canvas.bind("<Control-Insert>", lambda _event: self.copy())
        self.canvas.bind("<FocusIn>", lambda _event: self._schedule())
        self.canvas.bind("<FocusOut>", lambda _event: self._schedule())

    def _step(self, target: Callable[[TableWindow], int], event: tk.Event[Any]) -> str:
        state = int(event.state)
        if state & CONTROL and not state & SHIFT:
            return self._changed(lambda: self.window.walk_to(target(self.window)))
        extend = bool(state & SHIFT)
        return self._changed(lambda: self.window.move_to(target(self.window), extend=extend))

    def _changed(self, change: Callable[[], None]) -> str:
        change()
        self._schedule()
        self.on_select()
        return "break"

    # what the mouse does

    def pick(self, row: int, *, extend: bool = False, add: bool = False) -> None:
        """Put the cursor on a row; extend: select up to it; add: take it into or out of the selection."""
        if row >= 0:
            self._changed(lambda: self.window.toggle(row) if add else self.window.move_to(row, extend=extend))

    def open_row(self) -> str:
        """Open the cursor's row."""
        if self.cursor >= 0:
            self.on_open(self.cursor)
        return "break"

    def sort_by(self, column: int) -> None:
        """Ask for the order of a column; a second time the other way round."""
        if self.columns[column].sortable:
            descending = self.sort == (column, False)
            self.set_sort(column, descending=descending)
            self.on_sort(column, descending)

    def edges(self) -> list[int]:
        """Return where the columns end, in pixels."""
        return column_edges(self._widths)[1:]

    def resize_column(self, column: int, width: int) -> None:
        """Give a column this width in pixels; the columns after it take up the difference."""
        self._wanted = list(self._widths)
        self._wanted[column] = max(self.theme.px(NARROWEST), width)
        self._fixed = column + 1
        self._lay_out()

    def fit_column(self, column: int) -> None:
        """Make a column as wide as the longest of its texts on the screen."""
        shown = range(self.window.top, min(self.window.top + self.window.page, len(self._rows)))
        self.resize_column(column, max((self._painter.text_width(column, self._rows.row(i)[column]) for i in shown), default=0))

    def line_at(self, y: int) -> int:
        """Return the row at a height in pixels; -1 for none, -2 for the header."""
        if y < self._painter.header_height:
            return -2
        row = self.window.top + (y - self._painter.header_height) // self._painter.row_height
        return row if row < len(self._rows) else -1

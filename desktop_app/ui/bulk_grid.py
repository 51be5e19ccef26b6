"""The sheet of the paper register: headings, the rows saved already, and under them the row being keyed in its cells.

It must not know what a key means for the row: it says which cell was left, which key asked for the next one, and which saved
row is wanted for correction.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from desktop_app.ui.bulk_presenter import PICKED, SHOWN
from desktop_app.ui.bulk_words import heading
from desktop_app.ui.procedure_picker import Picking
from desktop_app.ui.theme import Theme
from desktop_app.ui.vietnamese_typing import keep_plain
from desktop_app.workflows.register_row import COLUMNS
from forms.text import nfc

WIDTHS = {
    "number": 26, "code": 96, "procedure": 104, "case": 64, "copies": 28, "name": 118, "address": 80, "phone": 88,
    "received": 70, "due": 70, "finished": 70, "collected": 70, "result_by": 62, "note": 50,
}  # fmt: skip
"""Logical pixels a column has at least."""
STRETCH = {"procedure": 3, "name": 3, "address": 3, "note": 2, "code": 1}
WIDE_IN_FOCUS = {"code": 200, "procedure": 260, "name": 240, "address": 280, "note": 260, "received": 120}
HEAD, ROW, CELL = 38, 26, 30
PLAIN = ("code", "copies", "phone", "received", "finished", "collected")


@dataclass(frozen=True, slots=True)
class GridEvents:
    """What the sheet tells. left(column): its cell was left.  next(column, step): Tab or Enter.  ditto(column).  correct(row)."""

    left: Callable[[str], object]
    next: Callable[[str, int], object]
    ditto: Callable[[str], object]
    entered: Callable[[str], object]
    correct: Callable[[int], object]


class BulkGrid(tk.Canvas):
    """The sheet. types_digits: whether digits make letters (VNI)."""

    def __init__(self, parent: tk.Misc, theme: Theme, events: GridEvents, types_digits: Callable[[], bool]) -> None:
        super().__init__(parent, background=theme.colors.card, highlightthickness=0, borderwidth=0, takefocus=0)
        self._theme, self._events = theme, events
        self._rows: Sequence[tuple[str, Mapping[str, str]]] = ()
        self._marked, self.cursor, self._due, self._number = -1, -1, "", ""
        self._edges: dict[str, tuple[int, int]] = {}
        self.picks: dict[str, Picking] = {}
        self.cells = {name: self._make_cell(name, types_digits) for name in COLUMNS}
        self.bind("<Configure>", lambda _event: self._lay_out())
        for key, step in (("<Up>", -1), ("<Down>", 1), ("<Prior>", -10), ("<Next>", 10), ("<Home>", -999), ("<End>", 999)):
            self.bind(key, lambda _event, step=step: self._go(step))  # type: ignore[misc]
        for key in ("<Return>", "<KP_Enter>"):
            self.bind(key, lambda _event: self._correct())
        self.bind("<FocusOut>", lambda _event: self._leave_rows())
        self.bind("<Button-1>", self._clicked)

    def _make_cell(self, name: str, types_digits: Callable[[], bool]) -> tk.Entry:
        c, px = self._theme.colors, self._theme.px
        cell = tk.Entry(
            self, font=self._theme.font(9), relief="flat", borderwidth=0, background=c.field, foreground=c.text,
            insertbackground=c.text, selectbackground=c.accent, selectforeground=c.on_accent, highlightthickness=px(2),
            highlightbackground=c.line, highlightcolor=c.accent, width=1,
        )  # fmt: skip
        if name in PICKED:
            self.picks[name] = Picking(cell, self._theme, lambda _id: self._events.next(name, 1), types_digits,
                                       eager=name != "procedure")  # fmt: skip
        if name in PLAIN:
            keep_plain(cell)
        for key, step in (("<Return>", 1), ("<KP_Enter>", 1), ("<Tab>", 1), ("<Shift-Tab>", -1), ("<ISO_Left_Tab>", -1)):
            if key != "<ISO_Left_Tab>" or self.tk.call("tk", "windowingsystem") == "x11":
                cell.bind(key, partial(self._asked_next, name, step), add="+")
        for key in ("<F7>", "<quotedbl>"):
            cell.bind(key, partial(self._asked_ditto, name), add="+")
        cell.bind("<Up>", lambda _event: self._enter_rows(), add="+")
        cell.bind("<FocusIn>", lambda _event: self._entered(name), add="+")
        cell.bind("<FocusOut>", lambda _event: self._left(name), add="+")
        return cell

    # what owners call

    def get(self, name: str) -> str:
        """Return what stands in a cell: of a picked one its id."""
        return self.picks[name].get() if name in self.picks else nfc(self.cells[name].get())

    def set(self, name: str, text: str) -> None:
        """Show a text in a cell."""
        if name in self.picks:
            self.picks[name].set(text)
        elif self.cells[name].get() != text:
            self.cells[name].delete(0, "end")
            self.cells[name].insert(0, text)

    def show_rows(self, rows: Sequence[tuple[str, Mapping[str, str]]], marked: int, number: str) -> None:
        """Show the saved rows, oldest first: number and cells.  marked: the one being corrected.  number: of the row in hand."""
        self._rows, self._marked, self._number, self.cursor = rows, marked, number, -1
        self._paint()

    def show_due(self, text: str) -> None:
        """Show the day due in the row being keyed."""
        self._due = text
        self._paint()

    def show_problems(self, errors: Sequence[str], warnings: Sequence[str]) -> None:
        """Edge the cells that are not in order."""
        c = self._theme.colors
        for name, cell in self.cells.items():
            edge = c.error if name in errors else c.warn if name in warnings else c.line
            cell.configure(highlightbackground=edge, highlightcolor=c.error if name in errors else c.accent)

    def focus_cell(self, name: str) -> None:
        """Put the keyboard into a cell, what stands in it selected."""
        cell = self.cells[name]
        cell.focus_set()
        cell.selection_range(0, "end")
        cell.icursor("end")

    # what happens

    def _asked_next(self, name: str, step: int, _event: object) -> str:
        self._events.next(name, step)
        return "break"

    def _asked_ditto(self, name: str, event: tk.Event[tk.Misc]) -> str | None:
        cell = self.cells[name]
        if event.keysym == "quotedbl" and cell.get() and not cell.selection_present():
            return None  # within a name it is only a sign
        self._events.ditto(name)
        return "break"

    def _entered(self, name: str) -> None:
        self._place(name, wide=True)
        self._paint_head(name)
        self._events.entered(name)

    def _left(self, name: str) -> None:
        self._place(name, wide=False)
        self._events.left(name)

    def _enter_rows(self) -> str:
        if self._rows:
            self.cursor = len(self._rows) - 1
            self.focus_set()
            self._paint()
        return "break"

    def _leave_rows(self) -> None:
        self.cursor = -1
        self._paint()

    def _go(self, step: int) -> str:
        if step == 1 and self.cursor == len(self._rows) - 1:
            self.focus_cell(COLUMNS[0])
        elif self._rows:
            self.cursor = min(max(self.cursor + step, 0), len(self._rows) - 1)
            self._paint()
        return "break"

    def _correct(self) -> str:
        if 0 <= self.cursor < len(self._rows):
            self._events.correct(self.cursor)
        return "break"

    def _clicked(self, event: tk.Event[tk.Misc]) -> None:
        first, top = self._first, self._top_of_rows()
        place = first + (event.y - top) // self._theme.px(ROW)
        if event.y >= top and first <= place < len(self._rows):
            self.focus_set()
            self.cursor = place
            self._paint()

    # painting

    @property
    def _capacity(self) -> int:
        return max((self.winfo_height() - self._theme.px(HEAD + CELL)) // self._theme.px(ROW), 1)

    @property
    def _first(self) -> int:
        """The first saved row in view: the newest stand just over the row being keyed, unless the cursor is above them."""
        last = max(len(self._rows) - self._capacity, 0)
        return min(last, self.cursor) if self.cursor >= 0 else last

    def _top_of_rows(self) -> int:
        shown = min(len(self._rows) - self._first, self._capacity)
        return self._cell_top() - shown * self._theme.px(ROW)

    def _cell_top(self) -> int:
        """Where the cells stand: under the rows, at the bottom once the sheet is full."""
        px, shown = self._theme.px, min(len(self._rows), self._capacity)
        return px(HEAD) + shown * px(ROW) + px(2)

    def _lay_out(self) -> None:
        px, room = self._theme.px, self.winfo_width() - self._theme.px(4)
        spare = max(room - sum(px(width) for width in WIDTHS.values()), 0)
        left, parts = px(2), sum(STRETCH.values())
        for name in ("number", *SHOWN):
            width = px(WIDTHS[name]) + spare * STRETCH.get(name, 0) // parts
            self._edges[name] = (left, width)
            left += width
        self._paint()

    def _place(self, name: str, *, wide: bool) -> None:
        if not self._edges:
            return
        px, (left, width) = self._theme.px, self._edges[name]
        if wide:
            width = max(width, px(WIDE_IN_FOCUS.get(name, 0)))
            left = min(left, max(self.winfo_width() - width - px(2), 0))
            self.cells[name].tkraise()
        self.cells[name].place(x=left, y=self._cell_top(), width=width, height=px(CELL))

    def _paint(self) -> None:
        if not self._edges:
            return
        self.delete("all")
        focused = self.focus_displayof()
        current = next((name for name, cell in self.cells.items() if cell is focused), "")
        self._paint_head(current)
        for row, place in enumerate(range(self._first, min(len(self._rows), self._first + self._capacity))):
            self._paint_row(place, self._top_of_rows() + row * self._theme.px(ROW))
        for name in COLUMNS:
            self._place(name, wide=name == current)
        middle = self._cell_top() + self._theme.px(CELL) // 2
        self._text("number", middle, self._number, "semi", self._theme.colors.accent)
        self._text("due", middle, self._due, "normal", self._theme.colors.text)

    def _paint_head(self, current: str) -> None:
        self.delete("head")
        c, px = self._theme.colors, self._theme.px
        for name in ("number", *SHOWN):
            if name in self._edges:
                left, width = self._edges[name]
                font = self._theme.font(8, "semi")
                ink = c.accent if name == current else c.muted
                self.create_text(
                    left + px(4), px(HEAD) // 2, anchor="w", text=heading(name), font=font, fill=ink,
                    width=max(width - px(4), 1), tags="head",
                )  # fmt: skip
        self.create_line(0, px(HEAD) - 1, self.winfo_width(), px(HEAD) - 1, fill=c.line, tags="head")

    def _paint_row(self, place: int, top: int) -> None:
        c, px, (number, cells) = self._theme.colors, self._theme.px, self._rows[place]
        bottom = top + px(ROW)
        if place in (self.cursor, self._marked):
            self.create_rectangle(0, top, self.winfo_width(), bottom, fill=c.cursor_row, width=0)
        if place == self.cursor:
            self.create_rectangle(0, top, px(3), bottom, fill=c.accent, width=0)
        self.create_line(0, bottom, self.winfo_width(), bottom, fill=c.line)
        self._text("number", top + px(ROW) // 2, number, "normal", c.muted)
        for name in SHOWN:
            self._text(name, top + px(ROW) // 2, cells[name], "semi" if name == "name" else "normal", c.text)

    def _text(self, name: str, middle: int, text: str, weight: str, ink: str) -> None:
        left, width = self._edges[name]
        font = self._theme.font(9, "semi" if weight == "semi" else "normal")
        shown = cut_end(nfc(text), font.measure, width - self._theme.px(6))
        self.create_text(left + self._theme.px(4), middle, anchor="w", text=shown, font=font, fill=ink)


def cut_end(text: str, measure: Callable[[str], int], width: int) -> str:
    """Return the text, its end cut off where it is too wide."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if measure(text[:middle] + "…") <= width else (low, middle - 1)
    return text[:low].rstrip() + "…" if low else ""

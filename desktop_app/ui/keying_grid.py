"""The sheet of a slip on one canvas: group headings, questions, and a cell for each answer; the caret's row wears a ring.

All drawings are made once for a size; a key changes two rows. It must not know what a key means: it hands every key on.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.ui.keying_view import Slot, cut_middle, lay_out, missing_label, problem_text
from desktop_app.ui.theme import Theme, Weight
from desktop_app.words import say
from desktop_app.workflows.slip import MISSING_KEYS, Row
from desktop_app.workflows.slip_sheet import SlipSheet
from forms.text import nfc

CELL, MISSING_CELL, HEAD, TALLEST, LOWEST = 62, 78, 30, 32, 18
NUMBER, LABEL = 52, 64  # where a row's number ends and its question begins


class KeyingGrid(tk.Canvas):
    """Shows a slip under the keys. `pressed(event)` gets every key, `picked(row, value)` a click on a cell.

    scale: whether the names of the answers stand over the cells.  is_unsure: tells of a row whose answer is to be keyed again.
    """

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        pressed: Callable[[tk.Event[tk.Misc]], str],
        picked: Callable[[int, int | str | None], object],
        *,
        scale: bool = True,
    ) -> None:
        super().__init__(parent, background=theme.colors.card, highlightthickness=0, borderwidth=0, takefocus=1)
        self._theme, self._picked, self._scale = theme, picked, scale
        self._entry: SlipSheet | None = None
        self.is_unsure: Callable[[int], bool] = lambda _: False
        self._rows: Sequence[Row] = ()
        self._slots: list[Slot] = []
        self._items: dict[int, _RowItems] = {}
        self._caret, self._cursor, self._stamp = 0, -1, ("", 0, 0)
        self.bind("<Key>", pressed)
        self.bind("<Configure>", lambda _: self._rebuild())
        self.bind("<FocusIn>", lambda _: self._place_caret())
        self.bind("<FocusOut>", lambda _: self._place_caret())
        self.bind("<Button-1>", self._clicked)

    def show(self, entry: SlipSheet) -> None:
        """Show a slip from the start, or another page of it."""
        self._entry, self._rows = entry, entry.page_rows
        stamp = (entry.definition.name + entry.page, self.winfo_width(), self.winfo_height())
        if stamp != self._stamp:
            self._rebuild()
            return
        for place in range(len(self._rows)):
            self.paint_row(place)
        self.move_caret()

    def paint_row(self, place: int) -> None:
        """Show a row's answer and question anew."""
        if self._entry is None or place not in self._items:
            return
        row, items = self._rows[place], self._items[place]
        problem = problem_text(self._entry, row)
        sure, noted = not self.is_unsure(place), row.item.id in self._entry.slip.notes
        key = row.key_of_value(self._entry.slip.value(row))
        items.paint(Shown(key, problem, current=place == self._entry.cursor, sure=sure, noted=noted))

    def move_caret(self) -> None:
        """Bring the ring to the row the next key answers."""
        if self._entry is None:
            return
        before, self._cursor = self._cursor, self._entry.cursor
        for place in {before, self._cursor}:
            self.paint_row(place)
        self._place_caret()

    def _place_caret(self) -> None:
        c, px, width = self._theme.colors, self._theme.px, self.winfo_width()
        slot = next((slot for slot in self._slots if slot.row == self._cursor), None)
        if slot is None or width < px(100):
            self.itemconfigure(self._caret, state="hidden")
            return
        edge = c.accent if self.focus_displayof() is self else c.edge
        edge = c.error if self.is_unsure(self._cursor) else edge
        image = self._theme.tiles.rounded(width - px(4), slot.height, px(6), c.cursor_row, edge, px(2), c.card)
        self.coords(self._caret, px(2), slot.top + self._head)
        self.itemconfigure(self._caret, image=image, state="normal")

    @property
    def _head(self) -> int:
        return self._theme.px(HEAD) if self._shows_scale else self._theme.px(4)

    @property
    def _shows_scale(self) -> bool:
        return self._scale and bool(self._rows) and self._rows[0].may_be_missing

    def _rebuild(self) -> None:
        if self._entry is None or self.winfo_width() < self._theme.px(200):
            return
        self.delete("all")
        self._stamp = (self._entry.definition.name + self._entry.page, self.winfo_width(), self.winfo_height())
        px = self._theme.px
        self._slots = lay_out(self._rows, self.winfo_height() - self._head - px(2), px(TALLEST), px(LOWEST))
        self._caret = self.create_image(0, 0, anchor="nw", state="hidden")
        self._items = {}
        for slot, behind in zip(self._slots, [*self._slots[1:], None], strict=True):
            if slot.row < 0 and behind is not None:
                self._draw_heading(slot, behind)
            else:
                cells = self._cells(self._rows[slot.row])
                self._items[slot.row] = _RowItems(self, self._theme, self._rows[slot.row], slot, self._head, cells)
        if self._shows_scale:
            self._draw_scale(self._cells(self._rows[0]))
        for place in self._items:
            self.paint_row(place)
        self.move_caret()

    def _draw_heading(self, slot: Slot, first: Slot) -> None:
        """Draw a group's heading; where it has no room, its number beside its first row."""
        px, ink = self._theme.px, self._theme.colors.accent
        if slot.text:
            y, font = slot.top + self._head + slot.height - px(2), self._theme.font(9, "semi")
            self.create_text(px(14), y, anchor="sw", text=nfc(slot.text), font=font, fill=ink)
        else:
            y, number = first.top + self._head + first.height // 2, self._rows[first.row].section[1]
            self.create_text(px(10), y, anchor="w", text=nfc(number), font=self._theme.font(8, "semi"), fill=ink)

    def _draw_scale(self, cells: Sequence[tuple[str, int, int]]) -> None:
        px, font, ink = self._theme.px, self._theme.font(7), self._theme.colors.muted
        texts = [say(choice.label_vi, choice.label_en) for choice in self._rows[0].item.choices]
        texts.append(say("Thiếu\n0  *  /", "Missing\n0  *  /"))
        for (_, left, width), text in zip(cells, texts, strict=True):
            middle = left + width // 2
            wide, y = width + px(4), px(HEAD // 2 + 1)
            self.create_text(middle, y, text=nfc(text), font=font, justify="center", width=wide, fill=ink)

    def _cells(self, row: Row) -> list[tuple[str, int, int]]:
        px, font = self._theme.px, self._theme.font(9)
        if row.may_be_missing:
            widths = [(str(place), px(CELL)) for place in range(1, len(row.item.choices) + 1)] + [("0", px(MISSING_CELL))]
        else:
            labels = [f"{place} {say(choice.label_vi, choice.label_en)}" for place, choice in enumerate(row.item.choices, 1)]
            widths = [(label[0], font.measure(label) + px(24)) for label in labels]
        left = self.winfo_width() - px(8) - sum(width for _, width in widths)
        if not row.may_be_missing:
            left = px(160)
        cells = []
        for key, width in widths:
            cells.append((key, left, width - px(8)))
            left += width
        return cells

    def _clicked(self, event: tk.Event[tk.Misc]) -> None:
        self.focus_set()
        for slot in self._slots:
            if slot.row >= 0 and 0 <= event.y - self._head - slot.top < slot.height:
                row = self._rows[slot.row]
                hit = next((key for key, left, width in self._cells(row) if left <= event.x <= left + width), "")
                self._picked(slot.row, row.value_of_key(hit) if hit else None)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row shows. key: of its answer.  sure: whether the answer stands.  noted: whether a note hangs on it."""

    key: str
    problem: str
    current: bool
    sure: bool
    noted: bool


class _RowItems:
    """The canvas items of one row."""

    def __init__(
        self, canvas: KeyingGrid, theme: Theme, row: Row, slot: Slot, head: int, cells: Sequence[tuple[str, int, int]]
    ) -> None:
        px, middle = theme.px, head + slot.top + slot.height // 2
        self._canvas, self._theme, self._row = canvas, theme, row
        self._high, self._room = slot.height - px(3 if slot.height < px(21) else 5), cells[0][1] - px(LABEL + 2)
        self._number = canvas.create_text(
            px(NUMBER), middle, anchor="e", text=str(row.number), font=theme.font(9), fill=theme.colors.muted
        )
        self._left, self._middle = px(LABEL), middle
        self._label = canvas.create_text(self._left, middle, anchor="w")
        self._problem = canvas.create_text(self._left, middle, anchor="w")
        self._cells: dict[str, tuple[int, int, int]] = {}
        for key, left, width in cells:
            ground = canvas.create_image(left, middle, anchor="w")
            mark = canvas.create_text(left + width // 2, middle, font=theme.font(9))
            self._cells[key] = (ground, mark, width)
        self._last: Shown | None = None

    def paint(self, shown: Shown) -> None:
        """Show the chosen key's cell, what is wrong beside the question, and whether the caret is here."""
        c, last, problem = self._theme.colors, self._last, shown.problem
        if last == shown:
            return
        if last is None or (last.key, last.sure, last.current) != (shown.key, shown.sure, shown.current):
            self._paint_cells(shown)
        self._last = shown
        number = f"• {self._row.number}" if shown.noted else str(self._row.number)
        self._canvas.itemconfigure(self._number, text=number, fill=c.accent if shown.noted else c.muted)
        room = self._room * 2 // 5 if problem else self._room
        left = self._left + self._paint_label(room, current=shown.current) + self._theme.px(14)
        note = self._theme.font(9)
        self._canvas.coords(self._problem, left, self._middle)
        beside = cut_middle(nfc(problem), note.measure, self._left + self._room - left) if problem else ""
        self._canvas.itemconfigure(self._problem, text=beside, fill=c.error, font=note)

    def _paint_label(self, room: int, *, current: bool) -> int:
        weight: Weight = "semi" if current else "normal"
        font, text = self._theme.font(10, weight), nfc(self._row.label)
        if font.measure(text) > room:
            font = self._theme.font(9, weight)
        shown = cut_middle(text, font.measure, room)
        self._canvas.itemconfigure(self._label, text=shown, font=font, fill=self._theme.colors.text)
        return font.measure(shown)

    def _paint_cells(self, shown: Shown) -> None:
        c, tiles, px, key = self._theme.colors, self._theme.tiles, self._theme.px, shown.key
        ground = c.cursor_row if shown.current else c.card
        for cell, (box, mark, width) in self._cells.items():
            missing = self._row.may_be_missing and cell == "0"
            chosen = key == cell or (missing and key in MISSING_KEYS)
            level = 5 if missing else (int(cell) - 1 if self._row.may_be_missing else 3)
            full = chosen and shown.sure
            fill, line = (c.levels[level], "") if full else (c.cell, c.levels[0] if chosen else c.line)
            image = tiles.rounded(width, self._high, px(5), fill, line, px(2) if chosen and not full else 1, ground=ground)
            self._canvas.itemconfigure(box, image=image)
            text = self._cell_text(cell, key if chosen else "", missing=missing)
            self._canvas.itemconfigure(mark, text=nfc(text), fill=c.on_level if full else c.error if chosen else c.muted,
                                       font=self._theme.font(9, "semi" if chosen else "normal"))  # fmt: skip

    def _cell_text(self, cell: str, key: str, *, missing: bool) -> str:
        if missing:
            return missing_label(MISSING_KEYS.get(key))
        if self._row.may_be_missing:
            return cell
        choice = self._row.item.choices[int(cell) - 1]
        return f"{cell} {say(choice.label_vi, choice.label_en)}"

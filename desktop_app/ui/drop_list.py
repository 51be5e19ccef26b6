"""A list that hangs under an entry: drawn over the page, it never takes the keyboard. It must not know what is picked for."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence

from desktop_app.ui.keying_view import cut_middle
from desktop_app.ui.pick_options import Option
from desktop_app.ui.theme import Theme
from forms.text import nfc

MOST_SHOWN = 9
ROW, FOOT, NARROWEST = 30, 26, 420


class DropList(tk.Canvas):
    """Shows options with a number before each of the first nine in view, a cursor on one of them, a line of words below.

    on_pick(place): an option was clicked.
    """

    def __init__(self, owner: tk.Misc, theme: Theme, on_pick: Callable[[int], object]) -> None:
        c = theme.colors
        super().__init__(
            owner.winfo_toplevel(), background=c.card, highlightthickness=theme.px(1), highlightbackground=c.edge,
            highlightcolor=c.edge, borderwidth=0, takefocus=0, cursor="arrow",
        )  # fmt: skip
        self._owner, self._theme, self._on_pick = owner, theme, on_pick
        self._offered: Sequence[Option] = ()
        self._foot, self._top, self.cursor = "", 0, 0
        self.bind("<Button-1>", self._clicked)
        for event, step in (("<Button-4>", -1), ("<Button-5>", 1)):
            self.bind(event, lambda _event, step=step: self.move(step))  # type: ignore[misc]
        self.bind("<MouseWheel>", lambda event: self.move(-1 if event.delta > 0 else 1))

    @property
    def is_open(self) -> bool:
        """Whether the list is on the screen."""
        return bool(self.winfo_manager())

    def show(self, options: Sequence[Option], cursor: int, foot: str) -> None:
        """Show these options from the start. foot: the line below."""
        self._offered, self._foot, self._top = options, foot, 0
        self.cursor = min(max(cursor, 0), max(len(options) - 1, 0))
        self._keep_in_view()
        self._hang()
        self._paint()

    def move(self, steps: int) -> None:
        """Move the cursor, no further than the ends."""
        if self._offered:
            self.cursor = min(max(self.cursor + steps, 0), len(self._offered) - 1)
            self._keep_in_view()
            self._paint()

    def place_of(self, digit: int) -> int:
        """Return the place of the option with this number before it, -1 if none has it."""
        place = self._top + digit - 1
        return place if digit <= MOST_SHOWN and place < len(self._offered) else -1

    def close(self) -> None:
        """Take the list from the screen."""
        self.place_forget()

    def _keep_in_view(self) -> None:
        self._top = min(max(self._top, self.cursor - MOST_SHOWN + 1), self.cursor)

    def _hang(self) -> None:
        """Hang the list under its entry, or over it where there is no room below."""
        px, owner, window = self._theme.px, self._owner, self.winfo_toplevel()
        rows = min(len(self._offered), MOST_SHOWN)
        width, height = max(owner.winfo_width(), px(NARROWEST)), rows * px(ROW) + px(FOOT) + px(4)
        x, y = owner.winfo_rootx() - window.winfo_rootx(), owner.winfo_rooty() - window.winfo_rooty()
        below = y + owner.winfo_height() + px(1)
        if below + height > window.winfo_height() and y - height > 0:
            below = y - height - px(1)
        self.configure(width=width, height=height)
        self.place(x=min(x, max(window.winfo_width() - width - px(8), 0)), y=below, width=width, height=height)
        tk.Misc.lift(self)

    def _paint(self) -> None:
        self.delete("all")
        width = int(self.cget("width"))
        for row in range(min(len(self._offered) - self._top, MOST_SHOWN)):
            self._paint_row(row, width)
        c, px = self._theme.colors, self._theme.px
        y = min(len(self._offered), MOST_SHOWN) * px(ROW) + px(FOOT) // 2 + px(2)
        self.create_text(px(12), y, anchor="w", text=nfc(self._foot), font=self._theme.font(8), fill=c.muted)

    def _paint_row(self, row: int, width: int) -> None:
        c, px, place = self._theme.colors, self._theme.px, self._top + row
        option, top, middle = self._offered[place], px(2) + row * px(ROW), px(2) + row * px(ROW) + px(ROW) // 2
        current = place == self.cursor
        if current:
            self.create_rectangle(px(2), top, width - px(2), top + px(ROW), fill=c.cursor_row, width=0)
            self.create_rectangle(px(2), top, px(5), top + px(ROW), fill=c.accent, width=0)
        small, font = self._theme.font(8), self._theme.font(10, "semi" if current else "normal")
        self.create_text(px(18), middle, text=str(row + 1), font=small, fill=c.muted)
        room = width - px(50)
        name = cut_middle(option.name, font.measure, room)
        self.create_text(px(32), middle, anchor="w", text=name, font=font, fill=c.text)
        beside, left = nfc(option.beside), room - font.measure(name) - px(20)
        if beside and small.measure(beside) <= left:
            self.create_text(width - px(12), middle, anchor="e", text=beside, font=small, fill=c.muted)

    def _clicked(self, event: tk.Event[tk.Misc]) -> str:
        row = (event.y - self._theme.px(2)) // self._theme.px(ROW)
        if 0 <= row < min(len(self._offered) - self._top, MOST_SHOWN):
            self._on_pick(self._top + row)
        return "break"

"""An entry that picks from a list below it: what is typed narrows the list and is never completed or rewritten.

So UniKey's fake BackSpaces and the program's own Telex work in it as in any entry. Arrows move in the list, Enter, Tab or a
digit takes, Esc closes it (and means what it does on the page where nothing was typed). It must not know procedures.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.drop_list import MOST_SHOWN, DropList
from desktop_app.ui.pick_options import Option, find_options
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Field
from desktop_app.words import say
from forms.text import nfc

STEPS = {"Down": 1, "Up": -1, "Next": MOST_SHOWN - 1, "Prior": 1 - MOST_SHOWN, "KP_Down": 1, "KP_Up": -1}


class Picking:
    """Makes an entry pick. on_take(id): something was taken.  types_digits: whether digits make letters (VNI).

    eager: the list opens whenever the entry is entered, for lists so short that a digit is all they need.
    """

    def __init__(
        self,
        entry: tk.Entry,
        theme: Theme,
        on_take: Callable[[str], object],
        types_digits: Callable[[], bool] = lambda: False,
        *,
        eager: bool = False,
    ) -> None:
        self.entry, self._theme, self._on_take, self._types_digits = entry, theme, on_take, types_digits
        self._eager = eager
        self.options: Sequence[Option] = ()
        self._hits: Sequence[Option] = ()
        self._made: DropList | None = None
        self._quiet = False
        self._text = tk.StringVar(entry)
        entry.configure(textvariable=self._text)
        self._text.trace_add("write", lambda *_: self._typed())
        self._bind()

    def _bind(self) -> None:
        bind = self.entry.bind
        for key in ("<Key>", "<Return>", "<KP_Enter>", "<Escape>"):  # what has a binding of its own is not heard by <Key>
            bind(key, self._pressed, add="+")
        bind("<Tab>", lambda _event: self._leave_by_tab(), add="+")
        bind("<FocusIn>", lambda _event: self._entered(), add="+")
        bind("<FocusOut>", lambda _event: self.close(), add="+")
        bind("<Button-1>", lambda _event: self.entry.after_idle(self._show_all), add="+")
        bind("<Unmap>", lambda _event: self.close(), add="+")
        bind("<Destroy>", lambda _event: self._drop(), add="+")

    # what owners call

    def get(self) -> str:
        """Return the id of what is picked; what stands there as typed where it is none of the options."""
        text = nfc(self._text.get()).strip()
        return next((option.id for option in self.options if option.name == text), text)

    def set(self, id: str) -> None:
        """Show an option by its id, another text as it is; the list stays away."""
        self._quiet = True
        self._text.set(next((option.name for option in self.options if option.id == id), nfc(id)))
        self._quiet = False
        self.close()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these from now on, in this order; what is picked stays picked."""
        chosen = self.get()
        self.options = options
        self.set(chosen)

    @property
    def is_open(self) -> bool:
        """Whether the list is on the screen."""
        return self._made is not None and self._made.is_open

    @property
    def hits(self) -> Sequence[Option]:
        """What the list shows."""
        return self._hits if self.is_open else ()

    def close(self) -> None:
        """Take the list from the screen."""
        if self._made is not None and self._made.winfo_exists():
            self._made.close()

    # what happens

    def _entered(self) -> None:
        if self._text.get():
            self.entry.selection_range(0, "end")
        if self._eager or not self._text.get():
            self._show_all()

    def _has_focus(self) -> bool:
        return self.entry.focus_displayof() is self.entry

    def _typed(self) -> None:
        if not self._quiet and self._has_focus():
            self._show(find_options(self.options, self._text.get()))

    def _show_all(self) -> None:
        """Show every option, the cursor on the one that is picked."""
        if self._has_focus():
            chosen = self.get()
            place = next((place for place, option in enumerate(self.options) if option.id == chosen), 0)
            self._show(self.options, place)

    def _show(self, hits: Sequence[Option], place: int = 0) -> None:
        self._hits = hits
        if self._made is None or not self._made.winfo_exists():
            self._made = DropList(self.entry, self._theme, self._take_place)
        self._made.show(hits, place, _foot(len(hits)))

    def _pressed(self, event: tk.Event[tk.Misc]) -> str | None:
        key = event.keysym
        if key in STEPS and (self.is_open or STEPS[key] == 1):
            self._step(STEPS[key])
            return "break"
        if not self.is_open or self._made is None:
            return None
        if key in ("Return", "KP_Enter") and self._hits:
            return self._take_place(self._made.cursor)
        if key == "Escape":
            self.close()
            return "break" if self._text.get().strip() and not self._is_picked() else None
        if event.char and event.char in "123456789" and not self._digit_types(key):
            place = self._made.place_of(int(event.char))
            return self._take_place(place) if place >= 0 else "break"
        return None

    def _digit_types(self, key: str) -> bool:
        """Tell whether a digit belongs to the word before the caret: VNI tones, never from the numeric pad."""
        before = self.entry.get()[: self.entry.index("insert")]
        return self._types_digits() and not key.startswith("KP_") and before[-1:].isalpha()

    def _step(self, steps: int) -> None:
        if self.is_open and self._made is not None:
            self._made.move(steps)
        else:
            self._show_all()

    def _leave_by_tab(self) -> None:
        """Take the option under the cursor if something was typed to find it."""
        if self.is_open and self._made is not None and self._hits and self._text.get().strip() and not self._is_picked():
            self._take(self._made.cursor, tell=False)

    def _is_picked(self) -> bool:
        return any(option.name == nfc(self._text.get()).strip() for option in self.options)

    def _take_place(self, place: int) -> str:
        self._take(place, tell=True)
        return "break"

    def _take(self, place: int, *, tell: bool) -> None:
        option = self._hits[place]
        self.set(option.id)
        self.entry.icursor("end")
        if tell:
            self._on_take(option.id)

    def _drop(self) -> None:
        if self._made is not None and self._made.winfo_exists():
            self._made.destroy()


class ProcedurePicker(Field):
    """The picking entry with its label and its problem. It answers to the same calls as `Field`; values are ids."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        label: str,
        on_take: Callable[[str], object],
        types_digits: Callable[[], bool] = lambda: False,
    ) -> None:
        self._wanted = on_take, types_digits
        self.theme = theme
        super().__init__(parent, theme, label, width=4)

    def _make_entry(self, on: str, width: int) -> ttk.Entry:
        entry = super()._make_entry(on, width)
        self.picking = Picking(entry, self.theme, *self._wanted)
        return entry

    def get(self) -> str:
        """Return the id of what is picked, or what stands there as typed."""
        return self.picking.get()

    def set(self, text: str) -> None:
        """Show an option by its id."""
        self.picking.set(text)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these from now on."""
        self.picking.set_options(options)


def _foot(count: int) -> str:
    if count:
        return say("↑↓ hoặc số: chọn  ·  ⏎ nhận  ·  Esc đóng", "↑↓ or a number: choose  ·  ⏎ take  ·  Esc close")
    return say("Không có. Bớt từ đi; chỉ có thủ tục áp dụng vào ngày nhận.", "None. Use fewer words; only those in force then.")

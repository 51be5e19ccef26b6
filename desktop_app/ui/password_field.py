"""Fields for a password: dots unless it is to be seen, a word when the capitals key is on, and a pair of them for a new one.

What was typed is taken as it is, in NFC: a space at its end belongs to a password.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.typing_rules import use_input_methods
from desktop_app.ui.widgets import Field
from desktop_app.words import say
from forms.text import nfc

DOT = "●"
CAPS = 0x2  # the Lock bit of an event's state, the same on X11 and Windows


class PasswordField(Field):
    """A label and a hidden entry. No input method helps here: it would show what is typed and change it."""

    def __init__(self, parent: tk.Misc, theme: Theme, label: str, *, width: int = 24) -> None:
        super().__init__(parent, theme, label, width=width, secret=True)
        self._caps = ttk.Label(self, style="Card.Warn.TLabel", text=say("⇪ Phím Caps Lock đang bật", "⇪ Caps Lock is on"))
        self.entry.bind("<FocusIn>", lambda _: use_input_methods(self.entry, on=False), add="+")
        self.entry.bind("<FocusOut>", lambda _: self._caps.pack_forget(), add="+")
        self.entry.bind("<KeyPress>", self._look_at_caps, add="+")

    def get(self) -> str:
        """Return the password as typed, NFC."""
        return nfc(self.entry.get())

    def reveal(self, *, on: bool) -> None:
        """Show the letters, or dots."""
        self.entry.configure(show="" if on else DOT)

    def _look_at_caps(self, event: tk.Event[tk.Misc]) -> None:
        on = bool(int(event.state) & CAPS) != (event.keysym == "Caps_Lock")
        if on:
            self._caps.pack(anchor="w")
        else:
            self._caps.pack_forget()


class RevealBox(ttk.Checkbutton):
    """A box that shows the letters of some password fields while it is ticked."""

    def __init__(self, parent: tk.Misc, fields: Sequence[PasswordField]) -> None:
        self._on = tk.BooleanVar(parent, value=False)
        self._fields = fields
        label = say("Hiện mật khẩu", "Show the password")
        super().__init__(parent, text=label, variable=self._on, style="Card.TCheckbutton", command=self._toggle)

    def _toggle(self) -> None:
        for field in self._fields:
            field.reveal(on=self._on.get())

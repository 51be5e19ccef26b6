"""The panel beside the dossier form: this person has dossiers here, some open. Shown, never forced; keys copy and open."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop_app.ui.person_look import Told
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from forms.text import nfc

COPY_KEY, OPEN_KEY = "F8", "F11"
EDGE = 36


class KnownPanel(Card):
    """Says who is known. on_copy(), on_open(): its two buttons. width: in logical pixels."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, width: int, on_copy: Callable[[], object], on_open: Callable[[], object]
    ) -> None:
        super().__init__(parent, theme, padding=12)
        px = theme.px
        self._room = px(width - EDGE)
        self._title = ttk.Label(self, style="Card.Semi.TLabel", wraplength=self._room, justify="left")
        self._title.pack(anchor="w")
        self._person = ttk.Label(self, style="Card.Muted.TLabel", wraplength=self._room, justify="left")
        self._person.pack(anchor="w")
        self._lines = ttk.Frame(self, style="Plain.Card.TFrame")
        self._lines.pack(fill="x", pady=(px(2), px(6)))
        buttons = ttk.Frame(self, style="Plain.Card.TFrame")
        buttons.pack(fill="x")
        copy, look = say("Chép sang", "Copy"), say("Xem", "Look")
        self._copy = ttk.Button(buttons, text=f"{copy}  {COPY_KEY}", style="Card.TButton", command=on_copy, takefocus=0)
        self._open = ttk.Button(buttons, text=f"{look}  {OPEN_KEY}", style="Card.TButton", command=on_open, takefocus=0)
        self._copy.pack(side="left")
        self._open.pack(side="right")

    def show(self, told: Told) -> None:
        """Say this."""
        self._title.configure(text=nfc(told.title))
        self._person.configure(text=nfc(told.person))
        for child in self._lines.winfo_children():
            child.destroy()
        for text, same in told.lines:
            style = "Card.Warn.TLabel" if same else "Card.Muted.TLabel"
            same_text = say(f"Cùng thủ tục: {text}", f"Same procedure: {text}") if same else text
            ttk.Label(self._lines, text=nfc(same_text), style=style, wraplength=self._room, justify="left").pack(anchor="w")
        self._copy.state(["!disabled" if told.can_copy else "disabled"])

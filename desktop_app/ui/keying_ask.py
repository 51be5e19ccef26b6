"""A small panel over the sheet that asks for one thing by digit: a reason, a kind of slip, with a last choice for own words.

Keyboard only, and digits never reach a text field: the choices have the keys until the last one opens the field. One question at
a time; Esc gives up.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from forms.text import nfc

MOST_CHARS = 200
TAKE_KEYS = ("<Return>", "<KP_Enter>")


@dataclass(frozen=True, slots=True)
class Question:
    """title, text: what is asked.  choices: the answers offered, by digit from 1.  own: label of the field for own words,
    empty where there is none.  taken: gets the answer's place, or what was written.
    """

    title: str
    text: str
    choices: Sequence[str]
    own: str
    taken: Callable[[int | str], object]


class AskPanel(Card):
    """Asks a `Question`; who shows the panel closes it on Esc."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, theme)
        self.configure(style="Over.Card.TFrame", padding=theme.px(18))
        self._theme, self.question = theme, Question("", "", (), "", lambda _: None)
        px = theme.px
        self._title = ttk.Label(self, style="Card.Heading.TLabel")
        self._title.pack(anchor="w")
        self._text = ttk.Label(self, style="Card.TLabel", wraplength=px(560), justify="left")
        self._text.pack(anchor="w", pady=(px(4), px(10)))
        self.list = tk.Frame(self, background=theme.colors.card, highlightthickness=0, takefocus=1)
        self.list.pack(fill="x")
        self.field = Field(self, theme, "", width=52)
        self._foot = ttk.Label(self, style="Card.Muted.TLabel")
        self._foot.pack(side="bottom", anchor="w", pady=(px(10), 0))
        self.list.bind("<Key>", self._pressed)
        for key in TAKE_KEYS:
            self.field.entry.bind(key, lambda _: self._take_text())

    @property
    def is_open(self) -> bool:
        """Whether a question stands on the screen."""
        return bool(self.winfo_manager())

    def ask(self, question: Question) -> None:
        """Put a question over the sheet."""
        self.question = question
        self._title.configure(text=nfc(question.title))
        self._text.configure(text=nfc(question.text))
        self._foot.configure(text=say("Bấm số để chọn, Esc để quay lại.", "Press the number; Esc goes back."))
        self.field.pack_forget()
        for child in self.list.winfo_children():
            child.destroy()
        own = [say("Lý do khác, tự ghi…", "Another reason, in words…")] if question.own else []
        for place, text in enumerate([*question.choices, *own], 1):
            self._add(place, text)
        self.place(relx=0.5, rely=0.5, anchor="center")
        self.lift()
        self.update_idletasks()  # it must be on the screen to take the keyboard from the very next key on
        self.list.focus_set()

    def close(self) -> None:
        """Take the question away."""
        self.place_forget()

    def _add(self, place: int, text: str) -> None:
        px, c, font = self._theme.px, self._theme.colors, self._theme.font(11, "semi")
        row = ttk.Frame(self.list, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=px(2))
        cap = self._theme.tiles.rounded(px(30), px(30), px(6), c.cursor_row, c.edge, ground=c.card)
        ttk.Label(row, image=cap, text=str(place), compound="center", font=font, style="Card.TLabel").pack(side="left")
        label = ttk.Label(row, text=nfc(text), style="Card.TLabel", font=self._theme.font(11))
        label.pack(side="left", padx=(px(10), 0))
        for part in (row, label):
            part.bind("<Button-1>", lambda _, place=place: self._choose(place))  # type: ignore[misc]

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        if event.char and event.char in "123456789":
            self._choose(int(event.char))
            return "break"
        return "" if len(event.keysym) > 1 and event.keysym not in ("Return", "KP_Enter", "space") else "break"

    def _choose(self, place: int) -> None:
        count = len(self.question.choices)
        if place <= count:
            self.close()
            self.question.taken(place - 1)
        elif place == count + 1 and self.question.own:
            self._open_field()

    def _open_field(self) -> None:
        self._foot.configure(text=say("Enter để nhận, Esc để quay lại.", "Enter takes it; Esc goes back."))
        self.field.set("")
        self.field.show_problem()
        self.field.pack(fill="x", pady=(self._theme.px(8), 0))
        self.field.entry.focus_set()

    def _take_text(self) -> str:
        text = self.field.get()
        if not text or len(text) > MOST_CHARS:
            self.field.show_problem(say(f"Hãy ghi từ 1 đến {MOST_CHARS} chữ.", f"Write 1 to {MOST_CHARS} letters."))
            return "break"
        self.close()
        self.question.taken(text)
        return "break"

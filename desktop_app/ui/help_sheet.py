"""The help sheet (F1): every key of the program and of the screen in front, made from the command table."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.commands import COMMANDS, Command
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from forms.text import nfc

Hint = tuple[str, str]
MOST_LINES = 14
"""Keys in one column; a longer list goes on beside it, so that the sheet fits the smallest screen."""


def sheet_columns(own: Sequence[Command], extra: Sequence[Hint]) -> list[tuple[str, list[Hint]]]:
    """Return the sheet's columns as (heading, [(key, what it does)])."""
    go = [(command.key, command.label) for command in COMMANDS if command.group == "go"]
    program = [(command.key, command.label) for command in COMMANDS if command.group == "program"]
    program += [("Tab", say("Sang ô kế tiếp", "To the next field")), ("Shift-Tab", say("Về ô trước", "To the field before"))]
    here = [(command.key, command.label) for command in own if command.key]
    columns = [(say("Mở trang", "Open a page"), go), (say("Chương trình", "Program"), program)]
    return [*columns, *_halves(say("Trang này", "This page"), [*extra, *here])]


def _halves(heading: str, hints: list[Hint]) -> list[tuple[str, list[Hint]]]:
    """Return a list as one column, in two of them where it is long."""
    half = (len(hints) + 1) // 2 if len(hints) > MOST_LINES else len(hints)
    parts = [(heading, hints[:half]), ("", hints[half:])]
    return [(name, part) for name, part in parts if part]


class HelpSheet(ttk.Frame):
    """Lies over the page until Esc, F1 or a click on its button."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, columns: Sequence[tuple[str, Sequence[Hint]]], closed: Callable[[], object]
    ) -> None:
        super().__init__(parent, padding=theme.px(24))
        px = theme.px
        card = Card(self, theme, say("Trợ giúp phím", "Help with keys"), padding=24)
        card.pack(fill="both", expand=True)
        button = ttk.Button(card, text=say("Đóng (Esc)", "Close (Esc)"), style="Card.TButton", command=closed)
        button.pack(side="bottom", anchor="e")
        body = ttk.Frame(card, style="Plain.Card.TFrame")
        body.pack(fill="both", expand=True)
        for place, (heading, hints) in enumerate(columns):
            column = ttk.Frame(body, style="Plain.Card.TFrame")
            column.grid(row=0, column=place, sticky="nw", padx=(0, px(12)))
            ttk.Label(column, text=heading, style="Card.Semi.TLabel").grid(columnspan=2, sticky="w", pady=(px(8), px(6)))
            for line, (key, text) in enumerate(hints):
                self._hint(column, theme, line, key.replace("Escape", "Esc"), text)
        for key in ("<Escape>", "<F1>", "<Return>", "<KP_Enter>"):
            button.bind(key, lambda _: (closed(), "break")[1])
        self.after_idle(button.focus_set)

    def _hint(self, column: ttk.Frame, theme: Theme, line: int, key: str, text: str) -> None:
        c, px, font = theme.colors, theme.px, theme.font(9)
        ground = theme.tiles.rounded(font.measure(key) + px(14), px(22), px(5), c.card, c.edge)
        cap = ttk.Label(column, image=ground, text=key, compound="center", font=font, style="Card.TLabel")
        cap.grid(row=line + 1, column=0, sticky="w", pady=px(3))
        ttk.Label(column, text=nfc(text), style="Card.TLabel").grid(row=line + 1, column=1, sticky="w", padx=(px(8), 0))

"""The help sheet (F1): every key of the program and of the screen in front, made from the command table."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.commands import COMMANDS, Command
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, KeyHint
from desktop_app.words import say

Hint = tuple[str, str]


def sheet_columns(own: Sequence[Command], extra: Sequence[Hint]) -> list[tuple[str, list[Hint]]]:
    """Return the sheet's columns as (heading, [(key, what it does)])."""
    go = [(command.key, command.label) for command in COMMANDS if command.group == "go"]
    program = [(command.key, command.label) for command in COMMANDS if command.group == "program"]
    program += [("Tab", say("Sang ô kế tiếp", "To the next field")), ("Shift-Tab", say("Về ô trước", "To the field before"))]
    here = [(command.key, command.label) for command in own if command.key]
    columns = [(say("Mở trang", "Open a page"), go), (say("Chương trình", "Program"), program)]
    return [*columns, (say("Trang này", "This page"), [*extra, *here])] if here or extra else columns


class HelpSheet(ttk.Frame):
    """Lies over the page until Esc, F1 or a click on its button."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, columns: Sequence[tuple[str, Sequence[Hint]]], closed: Callable[[], object]
    ) -> None:
        super().__init__(parent, padding=theme.px(24))
        px = theme.px
        card = Card(self, theme, say("Trợ giúp phím", "Help with keys"), padding=24)
        card.pack(fill="both", expand=True)
        body = ttk.Frame(card, style="Plain.Card.TFrame")
        body.pack(fill="both", expand=True)
        for place, (heading, hints) in enumerate(columns):
            column = ttk.Frame(body, style="Plain.Card.TFrame")
            column.grid(row=0, column=place, sticky="nw", padx=(0, px(40)))
            ttk.Label(column, text=heading, style="Card.Semi.TLabel").pack(anchor="w", pady=(px(8), px(6)))
            for key, text in hints:
                KeyHint(column, theme, key.replace("Escape", "Esc"), text, on_card=True).pack(anchor="w", pady=px(3))
        button = ttk.Button(card, text=say("Đóng (Esc)", "Close (Esc)"), style="Card.TButton", command=closed)
        button.pack(anchor="e")
        for key in ("<Escape>", "<F1>", "<Return>", "<KP_Enter>"):
            button.bind(key, lambda _: (closed(), "break")[1])
        self.after_idle(button.focus_set)

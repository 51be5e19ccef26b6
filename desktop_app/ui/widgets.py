"""The parts screens are put together from: card, heading, field with its problem, date field, choice, text box, key hint, chip.

Views are dumb: one setter for data, callbacks for events. Values are NFC on the way in and on the way out.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk
from typing import Literal

from desktop_app.ui.theme import Theme
from desktop_app.ui.vietnamese_typing import keep_plain
from forms.dates import format_date, parse_date
from forms.text import nfc

ChipKind = Literal["accent", "good", "warn", "error", "muted"]
MOST_ROWS = 20
"""How many choices a list shows before it scrolls: a screen of 768 lines has room for them."""


class Card(ttk.Frame):
    """A rounded white surface, with a heading where a title is given. Its children use `Card.…` styles."""

    def __init__(self, parent: tk.Misc, theme: Theme, title: str = "", padding: int = 16) -> None:
        super().__init__(parent, style="Card.TFrame", padding=theme.px(padding))
        if title:
            ttk.Label(self, text=nfc(title), style="Card.Heading.TLabel").pack(anchor="w", pady=(0, theme.px(8)))


class Heading(ttk.Frame):
    """A page's title and the muted line under it."""

    def __init__(self, parent: tk.Misc, theme: Theme, title: str, subtitle: str = "") -> None:
        super().__init__(parent)
        self.theme = theme
        self._title = ttk.Label(self, text=nfc(title), style="Title.TLabel")
        self._title.pack(anchor="w")
        self._subtitle = ttk.Label(self, text=nfc(subtitle), style="Muted.TLabel")
        self._subtitle.pack(anchor="w")

    def set(self, title: str, subtitle: str) -> None:
        """Show another title and line."""
        for label, text in ((self._title, nfc(title)), (self._subtitle, nfc(subtitle))):
            if str(label.cget("text")) != text:
                label.configure(text=text)


class Field(ttk.Frame):
    """A label, an entry, and room for one problem under it. `on_card`: whether it stands on a card.

    vietnamese: whether keys may make Vietnamese words there; no for numbers, codes and passwords.
    """

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        label: str,
        value: str = "",
        *,
        width: int = 24,
        on_card: bool = True,
        secret: bool = False,
        vietnamese: bool = True,
    ) -> None:
        on = "Card." if on_card else ""
        super().__init__(parent, style="Plain.Card.TFrame" if on_card else "TFrame")
        self.theme = theme
        ttk.Label(self, text=nfc(label), style=f"{on}Muted.TLabel").pack(anchor="w")
        self.entry = self._make_entry(on, width)
        if secret:
            self.entry.configure(show="●")
        if secret or not vietnamese:
            keep_plain(self.entry)
        self.entry.pack(fill="x", pady=(theme.px(1), 0))
        self._problem = ttk.Label(self, style=f"{on}Error.TLabel")
        self.bind("<Configure>", lambda event: self._problem.configure(wraplength=event.width))
        self.set(value)

    def _make_entry(self, on: str, width: int) -> ttk.Entry:
        return ttk.Entry(self, style=f"{on}TEntry", width=width, font="TkTextFont")

    def get(self) -> str:
        """Return the text, NFC, nothing around it."""
        return nfc(self.entry.get()).strip()

    def set(self, text: str) -> None:
        """Show a text."""
        self.entry.delete(0, "end")
        self.entry.insert(0, nfc(text))

    @property
    def has_problem(self) -> bool:
        """Whether an error is shown."""
        return self.entry.instate(["invalid"])

    def show_problem(self, text: str = "", severity: Literal["error", "warning"] = "error") -> None:
        """Show what is wrong under the entry, an error with a red edge; an empty text takes both away."""
        on = "Card." if str(self["style"]).endswith("Card.TFrame") else ""
        self._problem.configure(text=nfc(text), style=f"{on}{'Error' if severity == 'error' else 'Warn'}.TLabel")
        self.entry.state(["invalid" if text and severity == "error" else "!invalid"])
        if text:
            self._problem.pack(anchor="w")
        else:
            self._problem.pack_forget()


class DateField(Field):
    """A day as dd/mm/yyyy; also taken: d/m/yy, dd.mm.yyyy, ddmmyyyy. Rewritten in full when left, never while typing."""

    def _make_entry(self, on: str, width: int) -> ttk.Entry:
        entry = super()._make_entry(on, width)
        keep_plain(entry)
        entry.bind("<FocusOut>", lambda _: self._complete(), add="+")
        return entry

    def value(self) -> date | None:
        """Return the day, None if it is none."""
        return parse_date(self.get())

    def set_value(self, day: date | None) -> None:
        """Show a day."""
        self.set(format_date(day) if day else "")

    def _complete(self) -> None:
        day = self.value()
        if day is not None:
            self.set_value(day)


class Choice(Field):
    """A field whose value is one of a few: shows labels, gives ids."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        label: str,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        *,
        width: int = 24,
        on_card: bool = True,
        chosen: Callable[[str], object] | None = None,
    ) -> None:
        self._choices = [(id, nfc(text)) for id, text in choices]
        super().__init__(parent, theme, label, value, width=width, on_card=on_card)
        if chosen is not None:
            self.entry.bind("<<ComboboxSelected>>", lambda _: chosen(self.get()), add="+")

    def _make_entry(self, on: str, width: int) -> ttk.Entry:
        texts = [text for _, text in self._choices]
        rows = min(len(texts), MOST_ROWS)
        box = ttk.Combobox(
            self, style=f"{on}TCombobox", width=width, height=rows, font="TkTextFont", values=texts, state="readonly"
        )
        box.bind("<<ComboboxSelected>>", lambda _: box.selection_clear(), add="+")
        return box

    def get(self) -> str:
        """Return the id of what is chosen, empty if nothing is."""
        shown = self.entry.get()
        return next((id for id, text in self._choices if text == shown), "")

    def set(self, text: str) -> None:
        """Choose the id."""
        box = self.entry
        assert isinstance(box, ttk.Combobox)  # noqa: S101 - made above
        box.set(next((label for id, label in self._choices if id == text), ""))


class TextBox(tk.Text):
    """Several lines of text, with a focus ring; Tab leaves it."""

    def __init__(self, parent: tk.Misc, theme: Theme, height: int = 4, width: int = 60) -> None:
        c = theme.colors
        super().__init__(
            parent, height=height, width=width, wrap="word", relief="flat", borderwidth=0, undo=True, font=theme.font(10),
            background=c.field, foreground=c.text, insertbackground=c.text, padx=theme.px(8), pady=theme.px(6),
            selectbackground=c.accent, selectforeground=c.on_accent,
            highlightthickness=theme.px(2), highlightcolor=c.accent, highlightbackground=c.edge,
        )  # fmt: skip
        self.bind("<Tab>", lambda event: self._go(event.widget.tk_focusNext()))
        self.bind("<Shift-Tab>", lambda event: self._go(event.widget.tk_focusPrev()))

    def text(self) -> str:
        """Return the text, NFC, nothing around it."""
        return nfc(self.get("1.0", "end")).strip()

    def set_text(self, text: str) -> None:
        """Show a text."""
        self.delete("1.0", "end")
        self.insert("1.0", nfc(text))

    def _go(self, widget: tk.Misc | None) -> str:
        if widget is not None:
            widget.focus_set()
        return "break"


class KeyHint(ttk.Frame):
    """A key drawn as a cap, and what it does."""

    def __init__(self, parent: tk.Misc, theme: Theme, key: str, text: str, *, on_card: bool = False) -> None:
        on = "Card." if on_card else ""
        super().__init__(parent, style="Plain.Card.TFrame" if on_card else "TFrame")
        c, font = theme.colors, theme.font(9)
        ground = theme.tiles.rounded(font.measure(key) + theme.px(14), theme.px(22), theme.px(5), c.card, c.edge)
        ttk.Label(self, image=ground, text=key, compound="center", font=font, style=f"{on}TLabel").pack(side="left")
        ttk.Label(self, text=nfc(text), style=f"{on}Muted.TLabel").pack(side="left", padx=(theme.px(6), theme.px(16)))


class Chip(ttk.Label):
    """A word on a coloured rounded ground: a state, never the only sign of it."""

    def __init__(self, parent: tk.Misc, theme: Theme, text: str, kind: ChipKind, *, on_card: bool = True) -> None:
        c, font = theme.colors, theme.font(8, "medium")
        fill = {"accent": c.accent, "good": c.levels[3], "warn": c.levels[1], "error": c.levels[0], "muted": c.levels[5]}[kind]
        ink = c.on_accent if kind == "accent" else c.on_level
        ground = theme.tiles.rounded(font.measure(text) + theme.px(22), theme.px(22), theme.px(11), fill)
        style = "Card.TLabel" if on_card else "TLabel"
        super().__init__(parent, image=ground, text=nfc(text), compound="center", font=font, foreground=ink, style=style)

"""The ledger of the chosen batch, beside the list: figures, missing serials, verification, what is worth a look.

It stands in one text that scrolls, so that nothing is cut off however much there is to say. It must not work anything out.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from dataclasses import dataclass
from tkinter import ttk

from desktop_app.ui.ledger_view import Kind, Line
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from forms.text import nfc


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the panel: figures on lines of their own, then sentences."""

    title: str
    lines: Sequence[Line] = ()
    notes: Sequence[tuple[str, Kind]] = ()
    strong: str = ""


class LedgerPanel(Card):
    """Shows sections. Tab reaches it, the arrows scroll it."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, theme, padding=14)
        c, px = theme.colors, theme.px
        self._theme = theme
        self._title = ttk.Label(self, style="Card.Heading.TLabel")
        self._title.pack(anchor="w", pady=(0, px(4)))
        self.text = tk.Text(
            self, wrap="word", width=1, height=1, relief="flat", borderwidth=0, cursor="arrow", background=c.card,
            foreground=c.text, highlightthickness=px(1), highlightbackground=c.card, highlightcolor=c.ring, font=theme.font(10),
            spacing1=px(2), spacing3=px(2), padx=px(2), insertwidth=0, takefocus=1,
        )  # fmt: skip
        self.bar = ttk.Scrollbar(self, style="Vertical.TScrollbar", command=self.text.yview, takefocus=False)
        self.text.configure(yscrollcommand=self._set_bar)
        self.bar.pack(side="right", fill="y")
        self.text.pack(side="left", fill="both", expand=True)
        self._tags()
        self.text.bind("<Configure>", lambda event: self._set_tab(event.width))
        for key, by in (("Up", -1), ("Down", 1)):
            self.text.bind(f"<{key}>", lambda _, by=by: self._scroll(by))  # type: ignore[misc]
        self.show("", ())

    def _tags(self) -> None:
        theme, c, px = self._theme, self._theme.colors, self._theme.px
        text = self.text
        text.tag_configure("title", font=theme.font(9, "semi"), foreground=c.muted, spacing1=px(10), spacing3=px(2))
        text.tag_configure("strong", font=theme.font(12, "semi"), spacing3=px(4))
        text.tag_configure("label", foreground=c.muted)
        text.tag_configure("note", font=theme.font(9))
        text.tag_configure("value", font=theme.font(10, "semi"))
        for kind, colour in (("plain", c.text), ("good", c.good), ("warn", c.warn), ("error", c.error)):
            text.tag_configure(kind, foreground=colour)

    def _set_tab(self, width: int) -> None:
        self.text.configure(tabs=(width - self._theme.px(8), "right"))

    def _set_bar(self, first: float, last: float) -> None:
        self.bar.set(first, last)
        if float(last) - float(first) >= 1:
            self.bar.pack_forget()
        else:
            self.bar.pack(side="right", fill="y", before=self.text)

    def _scroll(self, by: int) -> str:
        self.text.yview_scroll(by * 2, "units")
        return "break"

    def show(self, title: str, sections: Sequence[Section]) -> None:
        """Show the sections of a batch."""
        self._title.configure(text=nfc(title or say("Chưa chọn đợt", "No batch chosen")))
        text = self.text
        text.configure(state="normal")
        text.delete("1.0", "end")
        for section in sections:
            text.insert("end", nfc(section.title) + "\n", ("title",))
            if section.strong:
                text.insert("end", nfc(section.strong) + "\n", ("strong",))
            for line in section.lines:
                self._put(line)
            for note, kind in section.notes:
                text.insert("end", nfc(note) + "\n", ("note", kind))
        text.delete("end-2c", "end")
        text.configure(state="disabled")

    def _put(self, line: Line) -> None:
        short = len(line.value) <= SHORT
        self.text.insert("end", nfc(line.label), ("label",))
        self.text.insert("end", "\t" if short else ": ", ("label",))
        self.text.insert("end", nfc(line.value) + "\n", ("value" if short else "note", line.kind))


SHORT = 14  # a longer value stands in its line and wraps

"""Two small panels of the keying page: the remark written on the slip, and the slip's serial and day."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from datetime import date
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, DateField, Field, TextBox
from desktop_app.words import say
from forms.numbers import parse_integer
from forms.problems import Problem


class CommentPanel(Card):
    """A text box over the sheet's foot; F7 or Esc takes the text and closes."""

    def __init__(self, parent: tk.Misc, theme: Theme, done: Callable[[], object]) -> None:
        super().__init__(parent, theme, say("Ý kiến ghi trên phiếu", "Remark on the slip"))
        self.configure(style="Over.Card.TFrame")
        self.box = TextBox(self, theme, height=5)
        self.box.pack(fill="both", expand=True)
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(theme.px(10), 0))
        hint = say("Chỉ ghi điều có trên phiếu; không ghi tên người.", "Only what the slip says; no names.")
        ttk.Label(row, text=hint, style="Card.Muted.TLabel").pack(side="left")
        ttk.Button(row, text=say("Xong (F7)", "Done (F7)"), style="Card.Accent.TButton", command=done).pack(side="right")

    def open(self, text: str) -> None:
        """Show a text to go on with."""
        self.box.set_text(text)
        self.place(relx=0.5, rely=1.0, anchor="s", relwidth=0.7)
        self.lift()
        self.box.focus_set()


class HeaderPanel(Card):
    """Serial and day of the slip; Enter takes them."""

    def __init__(self, parent: tk.Misc, theme: Theme, done: Callable[[int, date], object], closed: Callable[[], object]) -> None:
        super().__init__(parent, theme, say("Số phiếu và ngày", "Serial and day"))
        self.configure(style="Over.Card.TFrame")
        self._done = done
        px = theme.px
        self.serial = Field(self, theme, say("Số phiếu in trên giấy", "Serial printed on the paper"), width=18)
        self.day = DateField(self, theme, say("Ngày (dd/mm/yyyy)", "Day (dd/mm/yyyy)"), width=18)
        for field in (self.serial, self.day):
            field.pack(fill="x", pady=(0, px(8)))
            for key in ("<Return>", "<KP_Enter>", "<F11>"):
                field.entry.bind(key, lambda _: self._take())
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(px(6), 0))
        ttk.Button(row, text=say("Nhận (Enter)", "Take (Enter)"), style="Card.Accent.TButton", command=self._take).pack(
            side="right"
        )
        ttk.Button(row, text=say("Thôi", "Cancel"), style="Card.TButton", command=closed).pack(side="right", padx=px(8))

    def open(self, serial: int, day: date, problems: list[Problem]) -> None:
        """Show serial and day, and what was refused about them."""
        self.serial.set(str(serial))
        self.day.set_value(day)
        for name, field in (("serial", self.serial), ("day", self.day)):
            found = [problem for problem in problems if problem.where == name]
            field.show_problem(f"{found[0].code} · {say(found[0].vi, found[0].en)}" if found else "")
        self.place(relx=0.5, rely=0.3, anchor="center")
        self.lift()
        self.serial.entry.focus_set()
        self.serial.entry.selection_range(0, "end")

    def _take(self) -> str:
        serial, day = parse_integer(self.serial.get()), self.day.value()
        self.serial.show_problem(
            "" if serial else say("Số phiếu là số từ 1; hãy gõ lại.", "The serial is a number from 1; type it again.")
        )
        self.day.show_problem(
            "" if day else say("Không có ngày này; gõ dạng 05/07/2020.", "No such day; type it like 05/07/2020.")
        )
        if serial and day:
            self._done(serial, day)
        return "break"

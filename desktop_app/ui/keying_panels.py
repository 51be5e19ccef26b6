"""Panels over the sheet of the keying page: the remark on the slip, a note on an item, serial and day, the veil of a pause."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, DateField, Field, TextBox
from desktop_app.words import say
from desktop_app.workflows.slip import Row
from forms.numbers import parse_integer
from forms.problems import Problem
from forms.text import nfc

MODIFIERS = frozenset({
    "Shift_L", "Shift_R", "Control_L", "Control_R", "Alt_L", "Alt_R", "Super_L", "Super_R", "Num_Lock", "Caps_Lock",
})  # fmt: skip


class CommentPanel(Card):
    """A text box over the sheet's foot; F7 or Esc takes the text and closes. typed: called after each key in it."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, done: Callable[[], object], typed: Callable[[str], object] = lambda _: None
    ) -> None:
        super().__init__(parent, theme, say("Ý kiến ghi trên phiếu", "Remark on the slip"))
        self.configure(style="Over.Card.TFrame")
        self.box = TextBox(self, theme, height=5)
        self.box.pack(fill="both", expand=True)
        self.box.bind("<KeyRelease>", lambda _: typed(self.box.text()), add="+")
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


class NotePanel(Card):
    """One line about one item; Up and Down go to the item before and after, Enter or Esc takes the note.

    noted: gets the item's row and the text when another item comes or the panel closes.
    """

    def __init__(self, parent: tk.Misc, theme: Theme, noted: Callable[[Row, str], object], closed: Callable[[], object]) -> None:
        super().__init__(parent, theme, say("Ghi chú của người nhập", "The keyer's note"))
        self.configure(style="Over.Card.TFrame")
        self._noted, self._notes = noted, dict[str, str]()
        self.rows: Sequence[Row] = ()
        self.place_of = 0
        self._item = ttk.Label(self, style="Card.Semi.TLabel", wraplength=theme.px(640), justify="left")
        self._item.pack(anchor="w", pady=(0, theme.px(8)))
        self.field = Field(self, theme, say("Ghi chú (không ghi tên người)", "Note (no names)"), width=72)
        self.field.pack(fill="x")
        hint = say(
            "Enter nhận · ↑ ↓ câu khác · xóa hết chữ là bỏ ghi chú", "Enter takes · ↑ ↓ another item · empty takes it away"
        )
        ttk.Label(self, text=nfc(hint), style="Card.Muted.TLabel").pack(anchor="w", pady=(theme.px(10), 0))
        for key in ("<Return>", "<KP_Enter>"):
            self.field.entry.bind(key, lambda _: _break(closed))
        for key, by in (("<Up>", -1), ("<Down>", 1)):
            self.field.entry.bind(key, lambda _, by=by: self._turn(by))  # type: ignore[misc]

    def open(self, rows: Sequence[Row], row: Row, notes: Mapping[str, str]) -> None:
        """Show the note on a row; notes: those there are, by item."""
        self.rows, self._notes = rows, dict(notes)
        self._show(rows.index(row))
        self.place(relx=0.5, rely=1.0, anchor="s")
        self.lift()
        self.field.entry.focus_set()

    def take(self) -> None:
        """Hand on the note as it stands."""
        row, text = self.rows[self.place_of], self.field.get()
        self._notes[row.item.id] = text
        self._noted(row, text)

    def _turn(self, by: int) -> str:
        if 0 <= self.place_of + by < len(self.rows):
            self.take()
            self._show(self.place_of + by)
        return "break"

    def _show(self, place: int) -> None:
        self.place_of, row = place, self.rows[place]
        self._item.configure(text=nfc(f"{row.number}. {row.label}"))
        self.field.set(self._notes.get(row.item.id, ""))
        self.field.entry.icursor("end")


class PauseVeil(tk.Frame):
    """Hides the slip while the keyer pauses; any key or click goes on."""

    def __init__(self, parent: tk.Misc, theme: Theme, ended: Callable[[], object]) -> None:
        ground = theme.colors.levels[5]
        super().__init__(parent, background=ground, highlightthickness=0, takefocus=1)
        ink, middle = theme.colors.on_level, tk.Frame(self, background=ground)
        middle.place(relx=0.5, rely=0.45, anchor="center")
        lines = (
            (say("Đang nghỉ", "Paused"), theme.font(28, "bold")),
            (say("Thời gian nghỉ không tính vào tốc độ.", "The time paused does not count."), theme.font(12)),
            (say("Bấm phím bất kỳ để nhập tiếp", "Press any key to go on"), theme.font(14, "semi")),
        )
        for text, font in lines:
            tk.Label(middle, text=nfc(text), font=font, background=ground, foreground=ink).pack(pady=theme.px(6))
        self.bind("<Key>", lambda event: "" if event.keysym in MODIFIERS else _break(ended))
        for part in (self, middle, *middle.winfo_children()):
            part.bind("<Button-1>", lambda _: _break(ended))

    def open(self) -> None:
        """Cover everything."""
        self.place(relwidth=1, relheight=1)
        self.tkraise()
        self.focus_set()


def _break(call: Callable[[], object]) -> str:
    call()
    return "break"


class HeaderPanel(Card):
    """Serial and day of the slip; Enter takes them."""

    def __init__(self, parent: tk.Misc, theme: Theme, done: Callable[[int, date], object], closed: Callable[[], object]) -> None:
        super().__init__(parent, theme, say("Số phiếu và ngày", "Serial and day"))
        self.configure(style="Over.Card.TFrame")
        self._done = done
        px = theme.px
        self.serial = Field(self, theme, say("Số phiếu in trên giấy", "Serial printed on the paper"), width=18, vietnamese=False)
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

"""The panels for handing dossiers over, for the one new appointment and for the official code."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date

from desktop_app.ui.entries import ChoiceField
from desktop_app.ui.quick_reasons import QuickReasons
from desktop_app.ui.step_panel import StepPanel
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import DateField, Field
from desktop_app.words import say


class HandoverPanel(StepPanel):
    """Asks who takes over, and for a note. people: (account, label); none: any name of one word is typed."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        people: Sequence[tuple[str, str]],
        on_save: Callable[[str, str], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__(parent, theme, on_cancel)
        self._on_save = on_save
        label = say("Người nhận *", "Taken over by *")
        self.to: Field = (
            ChoiceField(self.row, theme, label, people, width=30)
            if people
            else Field(
                self.row, theme, say("Người nhận (tên đăng nhập) *", "Taken over by (account) *"), width=26, vietnamese=False
            )
        )
        self.note = Field(self.row, theme, say("Ghi chú bàn giao", "Note"))
        self.add("to", self.to)
        self.add("note", self.note, wide=True)

    def open(self, title: str, says: str) -> None:
        """Ask for a hand-over."""
        self.start(title, says)
        self.to.set("")
        self.note.set("")
        self.to.entry.focus_set()

    def save(self) -> None:
        """Ask for the hand-over as it stands."""
        self._on_save(self.to.get(), self.note.get())


class AppointPanel(StepPanel):
    """Asks for the new day and the reason the apology gives."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, on_save: Callable[[date, str], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__(parent, theme, on_cancel)
        self._on_save = on_save
        self.reasons = QuickReasons(self.body, theme, self._reason)
        self.reasons.pack(fill="x")
        self.due = DateField(self.row, theme, say("Ngày hẹn lại *", "New day *"), width=12)
        self.why = Field(self.row, theme, say("Lý do (in trên phiếu xin lỗi) *", "Reason (printed on the apology) *"))
        self.add("due", self.due)
        self.add("why", self.why, wide=True)
        for key in ("<Return>", "<KP_Enter>"):
            self.due.entry.bind(key, self._on)

    def open(self, title: str, says: str, suggested: date) -> None:
        """Ask for a new appointment. suggested: stands there ready to be typed over."""
        self.start(title, says)
        self.reasons.offer("appoint")
        self.due.set_value(suggested)
        self.why.set("")
        self.due.entry.focus_set()
        self.due.entry.selection_range(0, "end")

    def _on(self, _event: object) -> str:
        """Go on from the day to the reasons, or save where one is given."""
        if self.why.get():
            self.save()
        else:
            self.reasons.focus_first()
        return "break"

    def _reason(self, text: str) -> None:
        if text:
            self.why.set(text)
        self.why.entry.focus_set()
        self.why.entry.icursor("end")

    def save(self) -> None:
        """Ask for the appointment as it stands."""
        day = self.due.value()
        if day is None:
            self.due.show_problem(say("DATE-SHAPE: ngày/tháng/năm", "DATE-SHAPE: dd/mm/yyyy"))
            self.due.entry.focus_set()
        else:
            self._on_save(day, self.why.get())


class CodePanel(StepPanel):
    """Asks for the code of the official system."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_save: Callable[[str], None], on_cancel: Callable[[], None]) -> None:
        super().__init__(parent, theme, on_cancel)
        self._on_save = on_save
        self.code = Field(self.row, theme, say("Mã hồ sơ chính thức *", "Official code *"), width=36, vietnamese=False)
        self.add("code", self.code)

    def open(self, title: str, says: str, begin: str) -> None:
        """Ask for the code. begin: how it begins, as far as that is known."""
        self.start(title, says)
        self.code.set(begin)
        self.code.entry.focus_set()
        self.code.entry.icursor("end")

    def save(self) -> None:
        """Ask for the code as it stands."""
        self._on_save(self.code.get())

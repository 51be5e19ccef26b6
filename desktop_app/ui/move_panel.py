"""Asks to which status, when and why; only the moves that are allowed are there. Digits choose, F10 saves."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import datetime
from tkinter import ttk

from desktop_app.ui.history_line import moment_text
from desktop_app.ui.quick_reasons import QuickReasons
from desktop_app.ui.step_panel import StepPanel
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Field
from desktop_app.words import say
from desktop_app.workflows.dossiers import REASONED
from forms.dates import parse_time
from forms.text import nfc

RADIOS = 4  # statuses in one line
Act = tuple[str, Callable[[], object]]
"""Something else that can be done with the dossiers: its label and what does it."""


class MovePanel(StepPanel):
    """The panel. A status that needs a reason leads on to the reasons of every day, one more digit takes one."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, on_save: Callable[[str, str, datetime | None], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__(parent, theme, on_cancel)
        self._on_save = on_save
        self._now = ""
        self.to = tk.StringVar(self)
        self.to.trace_add("write", lambda *_: self._follow())
        self._radios = ttk.Frame(self.body, style="Plain.Card.TFrame")
        self._radios.pack(fill="x")
        self._more = ttk.Frame(self.body, style="Plain.Card.TFrame")
        self.reasons = QuickReasons(self.body, theme, self._reason)
        self.radios: list[ttk.Radiobutton] = []
        self.acts: list[ttk.Button] = []
        self.why = Field(self.row, theme, say("Lý do (ghi như trên phiếu giao người nộp)", "Reason (as on the slip)"))
        self.at = Field(self.row, theme, say("Thời điểm", "When"), width=17, vietnamese=False)
        self.add("why", self.why, wide=True)
        self.add("at", self.at)

    def open(self, title: str, moves: Sequence[tuple[str, str]], now: datetime, acts: Sequence[Act] = ()) -> None:
        """Ask for one of these moves, or for something else that can be done."""
        self.start(title)
        self._now = moment_text(now.isoformat())
        self.why.set("")
        self.at.set(self._now)
        for widget in (*self.radios, *self.acts):
            widget.destroy()
        self.radios = [self._radio(number, to, label) for number, (to, label) in enumerate(moves, 1)]
        self.acts = [self._act(number, *act) for number, act in enumerate(acts, len(moves) + 1)]
        self._more.pack_forget()
        if acts:
            self._more.pack(fill="x", pady=(self.theme.px(2), 0), after=self._radios)
        self.to.set(moves[0][0] if moves else "")
        first: tk.Misc = self.radios[0] if moves else self.acts[0]
        first.focus_set()

    def _radio(self, number: int, to: str, label: str) -> ttk.Radiobutton:
        text = nfc(f"{number}  {label}")
        radio = ttk.Radiobutton(self._radios, text=text, value=to, variable=self.to, style="Card.TRadiobutton")
        radio.grid(row=(number - 1) // RADIOS, column=(number - 1) % RADIOS, sticky="w", padx=(0, self.theme.px(18)))
        radio.bind("<Key>", self._digit, add="+")
        for key in ("<Return>", "<KP_Enter>"):
            radio.bind(key, self._enter)
        return radio

    def _act(self, number: int, label: str, run: Callable[[], object]) -> ttk.Button:
        button = ttk.Button(self._more, text=nfc(f"{number}  {label}"), style="Card.Quiet.TButton", command=run)
        button.pack(side="left", padx=(0, self.theme.px(6)))
        button.bind("<Key>", self._digit, add="+")
        for key in ("<Return>", "<KP_Enter>"):
            button.bind(key, lambda _event: button.invoke())
        return button

    def _digit(self, event: tk.Event[tk.Misc]) -> str | None:
        if not event.char.isdecimal() or not 1 <= int(event.char) <= len(self.radios) + len(self.acts):
            return None
        self._take(int(event.char) - 1)
        return "break"

    def _take(self, place: int) -> None:
        if place >= len(self.radios):
            self.acts[place - len(self.radios)].invoke()
            return
        self.radios[place].focus_set()
        self.radios[place].invoke()
        if self.to.get() in REASONED:
            self.reasons.focus_first()

    def _enter(self, _event: object) -> str:
        """Save, or go on to the reasons where one is still needed."""
        if self.to.get() in REASONED and not self.why.get():
            self.reasons.focus_first()
        else:
            self.save()
        return "break"

    def _follow(self) -> None:
        """Offer the reasons of the status that is chosen."""
        self.reasons.pack_forget()
        if self.reasons.offer(self.to.get()):
            self.reasons.pack(fill="x", pady=(self.theme.px(2), 0))

    def _reason(self, text: str) -> None:
        if text:
            self.why.set(text)
        self.why.entry.focus_set()
        self.why.entry.icursor("end")

    def save(self) -> None:
        """Ask for the move as it stands; an untouched time means now."""
        text = self.at.get()
        at = None if text == self._now else parse_time(text)
        if text != self._now and at is None:
            self.at.show_problem(say("TIME-SHAPE: ngày/tháng/năm giờ:phút", "TIME-SHAPE: dd/mm/yyyy hh:mm"))
            self.at.entry.focus_set()
        elif self.to.get():
            self._on_save(self.to.get(), self.why.get(), at)

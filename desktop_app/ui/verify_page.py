"""The page where slips are keyed a second time, blind. The keys are those of the keying page; a difference stops.

What differs is never shown: only that something does, and where to look on the paper.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui import verify_acts as acts, verify_look as view
from desktop_app.ui.commands import Command
from desktop_app.ui.keying_look import StripLook
from desktop_app.ui.keying_tones import ALARM
from desktop_app.ui.keying_view import SAVE_KEYS
from desktop_app.ui.screen import App
from desktop_app.ui.slip_page import SlipPage
from desktop_app.ui.widgets import Chip
from desktop_app.words import say
from desktop_app.workflows.second_look import Alarm
from desktop_app.workflows.verifying import Mode, VerifySession


class VerifyPage(SlipPage[VerifySession]):
    """Keys go to the `VerifySession`; what it decides is painted."""

    def __init__(self, parent: tk.Misc, app: App, left: Callable[[], object]) -> None:
        super().__init__(parent, app, left)
        self.sheet.is_unsure = self._is_alarmed

    def build_mark(self, parent: ttk.Frame) -> None:
        """Say that this is the second keying."""
        theme = self.app.theme
        chip = Chip(parent, theme, say("NHẬP LẦN HAI", "SECOND KEYING"), "warn", on_card=False)
        chip.pack(anchor="e", pady=(0, theme.px(6)))

    def commands(self) -> Sequence[Command]:
        """Return the page's commands."""
        return [
            Command("save", "F10", "Lưu, mở phiếu kế tiếp", "Save, open the next slip", run=self.enter),
            Command("respondent", "F8", "Người trả lời / tiêu chí", "Respondent / criteria", run=self.turn_page),
            Command(
                "disposition", "Shift-F8", "Phiếu hủy, phiếu trống", "Void or blank slip", run=lambda: acts.ask_disposition(self)
            ),
            Command("header", "F11", "Ngày trên phiếu", "Day on the slip", run=self.open_header),
            Command("skip", "Shift-F3", "Để phiếu này lại sau", "Leave the slip for later", run=self.skip),
            Command("pause", "Shift-F9", "Nghỉ (phím Pause)", "Pause (Pause key)", run=self.pause),
            Command("leave", "Escape", "Về danh sách đợt", "Back to the batches", run=self.leave),
        ]

    def start(self, batch: str, mode: Mode) -> None:
        """Open a batch at the next slip to verify, or at the draft left there. Raises Refused, NotAllowed."""
        self.entry = VerifySession(self.app.session, batch, mode)
        if not self.entry.slip.is_empty:
            self.app.status(say("Đã mở lại phiếu kiểm tra dở", "The unfinished slip is back"))
        self.refresh()
        self.take_focus()

    # What it says

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys under the sheet with what they do."""
        return view.hints()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the numeric pad."""
        return [(key, text) for key, text in view.hints() if "F" not in key]

    def titles(self, entry: VerifySession) -> tuple[str, str]:
        """Return title and header."""
        return view.title(entry), view.header(entry)

    def side_line(self, entry: VerifySession) -> str:
        """Return the line of progress."""
        return view.progress(entry)

    def strip_look(self, entry: VerifySession) -> StripLook:
        """Return what the strip says now."""
        return view.verify_strip(entry)

    def _is_alarmed(self, place: int) -> bool:
        """Tell whether a row waits to be typed again after a difference."""
        alarm = self.entry.alarm if self.entry is not None else None
        rows = self.entry.page_rows if self.entry is not None else ()
        return isinstance(alarm, Alarm) and place < len(rows) and rows[place].where == alarm.where

    # Keys

    def pressed_without_slip(self, event: tk.Event[tk.Misc]) -> str:
        """Go back to the batches with a saving key: nothing is left to verify."""
        if self.entry is not None and event.keysym in SAVE_KEYS:
            self._left()
            return "break"
        return ""

    def press(self, entry: VerifySession, char: str) -> bool:
        """Take an answer; a difference sounds."""
        before = entry.cursor
        taken = entry.press(char)
        if taken:
            self.answered(before)
        return taken

    def answered(self, before: int) -> None:
        """Paint after an answer; a difference sounds."""
        if self.entry is not None and self.entry.alarm is not None:
            self.sound()
            self.refresh()
            self.keep_draft()
        else:
            self.after_key(before)

    def enter(self) -> None:
        """Save the slip and open the next; where the batch asks for it, confirm a group's end first."""
        entry = self.entry
        if entry is None or not entry.has_slip:
            return
        self.close_panels()
        outcome = entry.enter()
        if outcome == "save":
            acts.save(self, entry)
        elif outcome == "alarm":
            self.sound()
        self.keep_draft()
        self.refresh()

    def open_header(self) -> None:
        """Open the day; the number stays."""
        if self.entry is not None and self.entry.has_slip:
            serial, day = self.header.serial.entry, self.header.day.entry
            serial.state(["!disabled"])
            super().open_header()
            serial.state(["disabled"])
            day.focus_set()
            day.selection_range(0, "end")

    def take_header(self, serial: int, day: date) -> None:
        """Take the day the paper bears."""
        acts.take_header(self, serial, day)

    def skip(self) -> None:
        """Leave the slip in front for later: its paper is not at hand."""
        if self.entry is not None and self.entry.has_slip:
            self.close_panels()
            self.entry.skip()
            self.app.status(say("Phiếu để lại sau", "The slip comes later"))
            self.refresh()

    def give_up(self, entry: VerifySession) -> None:
        """Drop what is keyed of the slip, if the person agrees."""
        acts.give_up(self, entry)

    def sound(self) -> None:
        """Sound the alarm, whatever the person set: their eyes are on the paper, and a difference is rare."""
        self.tones.play(ALARM)

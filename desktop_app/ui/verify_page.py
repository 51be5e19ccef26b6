"""The page where slips are keyed a second time, blind. The keys are those of the keying page; a difference stops.

What differs is never shown: only that something does, and where to look on the paper.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui import keying_view, verify_acts as acts, verify_look as view
from desktop_app.ui.commands import Command
from desktop_app.ui.draft_clock import DraftClock
from desktop_app.ui.keying_ask import AskPanel
from desktop_app.ui.keying_band import ProgressBand
from desktop_app.ui.keying_grid import KeyingGrid
from desktop_app.ui.keying_look import band_states
from desktop_app.ui.keying_panels import HeaderPanel, PauseVeil
from desktop_app.ui.keying_strip import KeyingStrip
from desktop_app.ui.keying_tones import ALARM, Tones
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Chip, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.second_look import Alarm
from desktop_app.workflows.slip import ANSWERS
from desktop_app.workflows.verifying import Mode, VerifySession


class VerifyPage(ttk.Frame):
    """Keys go to the `VerifySession`; what it decides is painted. `left()` when the person goes back to the batches."""

    def __init__(self, parent: tk.Misc, app: App, left: Callable[[], object]) -> None:
        super().__init__(parent)
        self.app, self._left = app, left
        self.entry: VerifySession | None = None
        self._clock = DraftClock(self, self._tell_trouble)
        self.tones = Tones(self, lambda: app.preferences.sound)
        theme, px = app.theme, app.theme.px
        self._head().pack(fill="x")
        self._hints().pack(side="bottom", fill="x", pady=(px(8), 0))
        self.band = ProgressBand(self, theme)
        self.band.pack(fill="x", pady=(px(6), px(8)))
        self.strip = KeyingStrip(self, theme)
        self.strip.pack(fill="x")
        card = Card(self, theme, padding=6)
        card.pack(fill="both", expand=True, pady=(px(8), 0))
        self.sheet = KeyingGrid(card, theme, self._pressed, self._picked, scale=False)
        self.sheet.is_unsure = self._is_alarmed
        self.sheet.pack(fill="both", expand=True)
        self.header = HeaderPanel(card, theme, lambda serial, day: acts.take_header(self, serial, day), self.close_panels)
        self.ask = AskPanel(card, theme)
        self.veil = PauseVeil(self, theme, self.resume)

    def _head(self) -> ttk.Frame:
        head, theme = ttk.Frame(self), self.app.theme
        right = ttk.Frame(head)
        right.pack(side="right", anchor="s")
        Chip(right, theme, say("NHẬP LẦN HAI", "SECOND KEYING"), "warn", on_card=False).pack(anchor="e", pady=(0, theme.px(6)))
        self._progress = ttk.Label(right, style="Muted.TLabel", anchor="e")
        self._progress.pack(anchor="e")
        self._heading = Heading(head, theme, "", "")
        self._heading.pack(side="left", fill="x", expand=True)
        return head

    def _hints(self) -> ttk.Frame:
        row = ttk.Frame(self)
        for key, text in view.hints():
            KeyHint(row, self.app.theme, key, text).pack(side="left")
        return row

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

    def take_focus(self) -> None:
        """Put the focus on the sheet."""
        self.sheet.focus_set()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the numeric pad."""
        return [(key, text) for key, text in view.hints() if "F" not in key]

    # Keys

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        entry, name = self.entry, event.keysym
        if entry is None or not entry.has_slip:
            return self._pressed_at_the_end(event)
        before = entry.cursor
        if name == "Pause":
            self.pause()
        elif name in keying_view.SAVE_KEYS or event.char == "+":
            self.enter()
        elif name in keying_view.MOVES and (not event.char or event.char not in "0123456789"):
            entry.move(keying_view.MOVES[name])
            self._after_key(before)
        elif name in keying_view.JUMPS and not event.char:
            entry.go_to(keying_view.JUMPS[name])
            self._after_key(before)
        elif name == "BackSpace":
            entry.back()
            self._after_key(before)
        elif event.char and entry.press(event.char):
            self.answered(before)
        else:
            return ""
        return "break"

    def _pressed_at_the_end(self, event: tk.Event[tk.Misc]) -> str:
        if self.entry is not None and event.keysym in keying_view.SAVE_KEYS:
            self._left()
            return "break"
        return ""

    def answered(self, before: int) -> None:
        """Paint after an answer; a difference sounds."""
        if self.entry is not None and self.entry.alarm is not None:
            self.sound()
            self.refresh()
            self.keep_draft()
        else:
            self._after_key(before)

    def _picked(self, place: int, value: int | str | None) -> None:
        if self.entry is None or not self.entry.has_slip:
            return
        before = self.entry.cursor
        if value is None:
            self.entry.go_to(place)
            self._after_key(before)
        else:
            self.entry.answer(place, value)
            self.sheet.paint_row(place)
            self.answered(before)

    def _after_key(self, before: int) -> None:
        self.sheet.paint_row(before)
        self.sheet.move_caret()
        self._paint_lines()
        self.keep_draft()

    def _is_alarmed(self, place: int) -> bool:
        """Tell whether a row waits to be typed again after a difference."""
        alarm = self.entry.alarm if self.entry is not None else None
        rows = self.entry.page_rows if self.entry is not None else ()
        return isinstance(alarm, Alarm) and place < len(rows) and rows[place].where == alarm.where

    # Commands

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

    def turn_page(self) -> None:
        """Go to the respondent's items, or back."""
        if self.entry is not None and self.entry.has_slip:
            self.close_panels()
            self.entry.turn_page()
            self.refresh()

    def open_header(self) -> None:
        """Open the day; the number stays."""
        if self.entry is not None and self.entry.has_slip:
            self.close_panels()
            slip = self.entry.slip
            serial, day = self.header.serial.entry, self.header.day.entry
            serial.state(["!disabled"])
            self.header.open(slip.serial, date.fromisoformat(slip.day), self.entry.problems)
            serial.state(["disabled"])
            day.focus_set()
            day.selection_range(0, "end")

    def skip(self) -> None:
        """Leave the slip in front for later: its paper is not at hand."""
        if self.entry is not None and self.entry.has_slip:
            self.close_panels()
            self.entry.skip()
            self.app.status(say("Phiếu để lại sau", "The slip comes later"))
            self.refresh()

    def pause(self) -> None:
        """Hide the slip and stop counting time; any key goes on."""
        if self.entry is not None and not self.veil.winfo_ismapped():
            self.close_panels()
            self.entry.pause()
            self.veil.open()

    def resume(self) -> None:
        """Show the slip again and count on."""
        if self.entry is not None:
            self.entry.resume()
        self.veil.place_forget()
        self.take_focus()

    def leave(self) -> None:
        """Close a panel, else drop what is keyed if the person agrees, else go back to the batches."""
        entry = self.entry
        if self.veil.winfo_ismapped():
            self.resume()
        elif self.ask.winfo_ismapped() or self.header.winfo_ismapped():
            self.close_panels()
        elif entry is not None and entry.has_slip and not entry.slip.is_empty:
            acts.give_up(self, entry)
        else:
            self._left()

    def close_panels(self) -> None:
        """Close what lies over the sheet."""
        for panel in (self.ask, self.header):
            panel.place_forget()
        self.take_focus()

    def sound(self) -> None:
        """Sound the alarm, whatever the person set: their eyes are on the paper, and a difference is rare."""
        self.tones.play(ALARM)

    # Painting

    def refresh(self) -> None:
        """Show the slip as it is."""
        if self.entry is not None:
            self.sheet.show(self.entry)
            self._heading.set(view.title(self.entry), view.header(self.entry))
            self._paint_lines()

    def _paint_lines(self) -> None:
        entry = self.entry
        if entry is None:
            return
        self.strip.show(view.verify_strip(entry))
        self.band.show(band_states(entry), entry.cursor if entry.page == ANSWERS and entry.has_slip else -1)
        self._progress.configure(text=view.progress(entry))

    # The draft

    def put_away(self) -> None:
        """Write sitting and draft now: the page goes to the back or the window closes."""
        self._clock.stop()
        if self.entry is None:
            return
        if self.veil.winfo_ismapped():
            self.resume()
        self.close_panels()
        try:
            self.entry.leave()
        except StoreError as error:
            self._tell(error)

    def keep_draft(self) -> None:
        """Hand what is keyed to the draft's writer."""
        if self.entry is not None and self.entry.needs_draft:
            self.entry.keep_draft()
            self._clock.wind()

    def _tell_trouble(self) -> None:
        trouble = self.entry.draft_trouble() if self.entry is not None else None
        if trouble is not None:
            self._tell(trouble)

    def _tell(self, error: StoreError) -> None:
        self.app.status(say(f"Chưa lưu nháp. {error.vi}", f"Draft not kept. {error.en}"), "error")

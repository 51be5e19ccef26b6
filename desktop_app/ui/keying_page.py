"""The page where slips of one batch are keyed: header, band of progress, strip with the row in front, sheet, hints, panels."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from datetime import date
from tkinter import ttk

from desktop_app.ui import keying_acts as acts, keying_view as view
from desktop_app.ui.commands import Command
from desktop_app.ui.draft_clock import DraftClock
from desktop_app.ui.keying_ask import AskPanel
from desktop_app.ui.keying_band import ProgressBand
from desktop_app.ui.keying_grid import KeyingGrid
from desktop_app.ui.keying_look import band_states, strip_look
from desktop_app.ui.keying_panels import CommentPanel, HeaderPanel, NotePanel, PauseVeil
from desktop_app.ui.keying_strip import KeyingStrip
from desktop_app.ui.keying_tones import Tones
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.row_shift import list_groups
from desktop_app.workflows.slip import ANSWERS, Row


class KeyingPage(ttk.Frame):
    """Keys go to the `EntrySession`; what it decides is painted. `left()` when the person goes back to the batches."""

    def __init__(self, parent: tk.Misc, app: App, left: Callable[[], object]) -> None:
        super().__init__(parent)
        self.app, self._left = app, left
        self.entry: EntrySession | None = None
        self._ends: frozenset[int] = frozenset()
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
        self.sheet.is_unsure = self._is_unsure
        self.sheet.pack(fill="both", expand=True)
        self.comment = CommentPanel(card, theme, self.close_panels, self._take_comment)
        self.note = NotePanel(card, theme, self._take_note, self.close_panels)
        self.header = HeaderPanel(card, theme, self._take_header, self.close_panels)
        self.ask = AskPanel(card, theme)
        self.veil = PauseVeil(self, theme, self.resume)

    def _head(self) -> ttk.Frame:
        head = ttk.Frame(self)
        self._speed = ttk.Label(head, style="Muted.TLabel", anchor="e")
        self._speed.pack(side="right", anchor="s")
        self._heading = Heading(head, self.app.theme, "", "")
        self._heading.pack(side="left", fill="x", expand=True)
        return head

    def _hints(self) -> ttk.Frame:
        row = ttk.Frame(self)
        for key, text in view.hints():
            KeyHint(row, self.app.theme, key, text).pack(side="left")
        return row

    def commands(self) -> list[Command]:
        """Return the page's commands."""
        return [
            Command("save", "F10", "Lưu, mở phiếu kế tiếp", "Save, open the next slip", run=self.enter),
            Command("comment", "F7", "Ý kiến ghi trên phiếu", "Remark on the slip", run=self.toggle_comment),
            Command("note", "Shift-F7", "Ghi chú một câu", "Note on an item", run=self.toggle_note),
            Command("respondent", "F8", "Người trả lời / tiêu chí", "Respondent / criteria", run=self.turn_page),
            Command(
                "disposition", "Shift-F8", "Phiếu hủy, phiếu trống", "Void or blank slip", run=lambda: acts.ask_disposition(self)
            ),
            Command("header", "F11", "Số phiếu và ngày", "Serial and day", run=self.open_header),
            Command(
                "reopen", "Shift-F3", "Mở lại phiếu vừa lưu để sửa", "Open the last slip again", run=lambda: acts.reopen(self)
            ),
            Command("pause", "Shift-F9", "Nghỉ (phím Pause)", "Pause (Pause key)", run=self.pause),
            Command("leave", "Escape", "Về danh sách đợt", "Back to the batches", run=self.leave),
        ]

    def start(self, batch: str) -> None:
        """Open a batch at its next slip, or at the draft left there. Raises Refused if there is no such batch."""
        self.entry = EntrySession(self.app.session, batch)
        self._ends = frozenset(group.end for group in list_groups([r for r in self.entry.rows if r.place == ANSWERS]))
        if not self.entry.slip.is_empty:
            self.app.status(say("Đã mở lại phiếu nhập dở", "The unfinished slip is back"))
        self.refresh()
        self.sheet.focus_set()

    # Keys

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        entry, before = self.entry, self.entry.cursor if self.entry else 0
        if entry is None:
            return ""
        if self.veil.winfo_manager():
            self.resume()
        elif self.ask.is_open:
            self.ask.list.focus_set()
        elif event.keysym == "Pause":
            self.pause()
        elif event.keysym in view.SAVE_KEYS or event.char == "+":
            self.enter()
        elif (event.keysym in view.MOVES and event.char not in "0123456789") or (event.keysym in view.MOVES and not event.char):
            entry.move(view.MOVES[event.keysym])
            self._after_key(before)
        elif event.keysym in view.JUMPS and not event.char:
            entry.go_to(view.JUMPS[event.keysym])
            self._after_key(before)
        elif event.keysym == "BackSpace":
            entry.back()
            self._after_key(before)
        else:
            return self._press(entry, event.char)
        return "break"

    def _press(self, entry: EntrySession, char: str) -> str:
        before, alarm = entry.cursor, entry.alarm
        if not entry.press(char):
            return ""
        if entry.alarm is not None and entry.alarm is not alarm:
            self._sound_alarm()
            return "break"
        if alarm is not None and entry.alarm is None:
            self.app.status(say("Đã nhập lại nhóm", "The group is keyed again"))
        if entry.last_answer is not None and entry.page == ANSWERS and entry.cursor in self._ends:
            self.tones.group_end()
        self._after_key(before)
        return "break"

    def _picked(self, place: int, value: int | str | None) -> None:
        if self.entry is not None:
            before = self.entry.cursor
            if value is None:
                self.entry.go_to(place)
            else:
                self.entry.answer(place, value)
                self.sheet.paint_row(place)
            self._after_key(before)

    def _after_key(self, before: int) -> None:
        self.sheet.paint_row(before)
        self.sheet.move_caret()
        self._paint_lines()
        self._keep_draft()

    def enter(self) -> None:
        """Save the slip and open the next; where the batch asks for it, confirm a group's end first."""
        entry = self.entry
        if entry is None:
            return
        before, page = entry.cursor, entry.page
        outcome = entry.enter()
        if outcome == "save":
            acts.save(self)
            self._keep_draft()
        elif outcome == "alarm":
            self._sound_alarm()
        elif page != entry.page:
            self.refresh()
        else:
            self._after_key(before)

    def _sound_alarm(self) -> None:
        self.tones.alarm()
        code = self.entry.alarm.code if self.entry is not None and self.entry.alarm is not None else ""
        self.app.status(say(f"Lệch dòng ({code})", f"Rows are shifted ({code})"), "error")
        self.refresh()
        self._keep_draft()

    def _is_unsure(self, place: int) -> bool:
        entry = self.entry
        return entry is not None and entry.row_check is not None and entry.page == ANSWERS and place in entry.row_check.unsure

    # Commands

    def turn_page(self) -> None:
        """Go to the respondent's items, or back."""
        if self.entry is not None:
            self.close_panels()
            self.entry.turn_page()
            self.refresh()

    def toggle_comment(self) -> None:
        """Open the remark, or take it and close."""
        was_open = self.comment.winfo_manager()
        self.close_panels()
        if self.entry is not None and not was_open:
            self.comment.open(self.entry.slip.comment)

    def toggle_note(self) -> None:
        """Open the note on the item just answered, or at the caret; take it and close where it is open."""
        was_open = self.note.winfo_manager()
        self.close_panels()
        if self.entry is not None and not was_open:
            self.note.open(self.entry.page_rows, self.entry.note_row(), self.entry.slip.notes)

    def open_header(self) -> None:
        """Open serial and day."""
        if self.entry is not None:
            self.close_panels()
            slip = self.entry.slip
            self.header.open(slip.serial, date.fromisoformat(slip.day), self.entry.problems)

    def pause(self) -> None:
        """Hide the slip and stop counting time; any key goes on."""
        if self.entry is not None and not self.veil.winfo_manager():
            self.close_panels()
            self.entry.pause()
            self.veil.open()

    def resume(self) -> None:
        """Show the slip again and count on."""
        if self.entry is not None:
            self.entry.resume()
        self.veil.place_forget()
        self.sheet.focus_set()

    def leave(self) -> None:
        """Close a panel, else drop what is keyed if the person agrees, else go back to the batches."""
        if self.veil.winfo_manager():
            self.resume()
        elif any(panel.winfo_manager() for panel in self._panels):
            self.close_panels()
        elif self.entry is not None and not self.entry.slip.is_empty:
            acts.give_up(self, self.entry)
        else:
            self._left()

    @property
    def _panels(self) -> tuple[Card, ...]:
        return self.comment, self.note, self.header, self.ask

    def close_panels(self) -> None:
        """Take what the open panel holds and close it."""
        if self.entry is not None and self.comment.winfo_manager():
            self._take_comment(self.comment.box.text())
        if self.note.winfo_manager():
            self.note.take()
        for panel in self._panels:
            panel.place_forget()
        self.sheet.focus_set()
        self._paint_lines()

    def _take_comment(self, text: str) -> None:
        if self.entry is not None:
            self.entry.set_comment(text)
            self._keep_draft()

    def _take_note(self, row: Row, text: str) -> None:
        if self.entry is not None:
            self.entry.set_note(row.item.id, text)
            self.sheet.paint_row(self.entry.page_rows.index(row))
            self._keep_draft()

    def _take_header(self, serial: int, day: date) -> None:
        if self.entry is not None:
            self.entry.set_header(serial, day)
            self.header.place_forget()
            self.sheet.focus_set()
            self.refresh()
            self._keep_draft()

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
        self.strip.show(strip_look(entry))
        self.band.show(band_states(entry), entry.cursor if entry.page == ANSWERS else -1)
        self._speed.configure(text=view.speed(entry))

    # The draft

    def put_away(self) -> None:
        """Write sitting and draft now: the page goes to the back or the window closes."""
        self._clock.stop()
        if self.entry is None:
            return
        if self.veil.winfo_manager():
            self.resume()
        self.close_panels()
        try:
            self.entry.leave()
        except StoreError as error:
            self._tell(error)

    def _keep_draft(self) -> None:
        if self.entry is not None and self.entry.needs_draft:
            self.entry.keep_draft()
            self._clock.wind()

    def _tell_trouble(self) -> None:
        trouble = self.entry.draft_trouble() if self.entry is not None else None
        if trouble is not None:
            self._tell(trouble)

    def _tell(self, error: StoreError) -> None:
        self.app.status(say(f"Chưa lưu nháp. {error.vi}", f"Draft not kept. {error.en}"), "error")

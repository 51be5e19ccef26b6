"""The page where slips of one batch are keyed: beside the common sheet remark, notes, corrections, the signs of a row shift."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date

from desktop_app.ui import keying_acts as acts, keying_view as view
from desktop_app.ui.commands import Command
from desktop_app.ui.keying_look import StripLook, strip_look
from desktop_app.ui.keying_panels import CommentPanel, NotePanel
from desktop_app.ui.screen import App
from desktop_app.ui.slip_page import SlipPage
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.row_shift import list_groups
from desktop_app.workflows.slip import ANSWERS, Row


class KeyingPage(SlipPage[EntrySession]):
    """Keys go to the `EntrySession`; what it decides is painted."""

    def __init__(self, parent: tk.Misc, app: App, left: Callable[[], object]) -> None:
        super().__init__(parent, app, left)
        self._ends: frozenset[int] = frozenset()
        self.sheet.is_unsure = self._is_unsure
        self.comment = CommentPanel(self.card, app.theme, self.close_panels, self._take_comment)
        self.note = NotePanel(self.card, app.theme, self._take_note, self.close_panels)

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
        self.take_focus()

    # What it says

    def hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys under the sheet with what they do."""
        return view.hints()

    def titles(self, entry: EntrySession) -> tuple[str, str]:
        """Return title and header."""
        return view.title(entry), view.header(entry)

    def side_line(self, entry: EntrySession) -> str:
        """Return the speed line."""
        return view.speed(entry)

    def strip_look(self, entry: EntrySession) -> StripLook:
        """Return what the strip says now."""
        return strip_look(entry)

    def _is_unsure(self, place: int) -> bool:
        entry = self.entry
        return entry is not None and entry.row_check is not None and entry.page == ANSWERS and place in entry.row_check.unsure

    # Keys

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        """Answer nothing under a veil or a question, whatever way the key came here."""
        if self.is_paused:
            self.resume()
        elif self.ask.is_open:
            self.ask.list.focus_set()
        else:
            return super()._pressed(event)
        return "break"

    def press(self, entry: EntrySession, char: str) -> bool:
        """Take an answer; the alarm and a group's end sound."""
        before, alarm = entry.cursor, entry.alarm
        if not entry.press(char):
            return False
        if entry.alarm is not None and entry.alarm is not alarm:
            self._sound_alarm()
            return True
        if alarm is not None and entry.alarm is None:
            self.app.status(say("Đã nhập lại nhóm", "The group is keyed again"))
        if entry.last_answer is not None and entry.page == ANSWERS and entry.cursor in self._ends:
            self.tones.group_end()
        self.after_key(before)
        return True

    def enter(self) -> None:
        """Save the slip and open the next; where the batch asks for it, confirm a group's end first."""
        entry = self.entry
        if entry is None:
            return
        before, page = entry.cursor, entry.page
        outcome = entry.enter()
        if outcome == "save":
            acts.save(self)
            self.keep_draft()
        elif outcome == "alarm":
            self._sound_alarm()
        elif page != entry.page:
            self.refresh()
        else:
            self.after_key(before)

    def _sound_alarm(self) -> None:
        self.tones.alarm()
        code = self.entry.alarm.code if self.entry is not None and self.entry.alarm is not None else ""
        self.app.status(say(f"Lệch dòng ({code})", f"Rows are shifted ({code})"), "error")
        self.refresh()
        self.keep_draft()

    # Panels

    @property
    def panels(self) -> tuple[Card, ...]:
        """What may lie over the sheet."""
        return *super().panels, self.comment, self.note

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

    def close_panels(self) -> None:
        """Take what the open panel holds and close it."""
        if self.entry is not None and self.comment.winfo_manager():
            self._take_comment(self.comment.box.text())
        if self.note.winfo_manager():
            self.note.take()
        super().close_panels()
        self.paint_lines()

    def give_up(self, entry: EntrySession) -> None:
        """Drop what is keyed of the slip, if the person agrees."""
        acts.give_up(self, entry)

    def _take_comment(self, text: str) -> None:
        if self.entry is not None:
            self.entry.set_comment(text)
            self.keep_draft()

    def _take_note(self, row: Row, text: str) -> None:
        if self.entry is not None:
            self.entry.set_note(row.item.id, text)
            self.sheet.paint_row(self.entry.page_rows.index(row))
            self.keep_draft()

    def take_header(self, serial: int, day: date) -> None:
        """Take serial and day; both are checked when the slip is saved."""
        if self.entry is not None:
            self.entry.set_header(serial, day)
            self.header.place_forget()
            self.take_focus()
            self.refresh()
            self.keep_draft()

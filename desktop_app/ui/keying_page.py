"""The page where slips of one batch are keyed: header with progress, sheet, message line, key hints, panels, draft clock."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from datetime import date
from tkinter import ttk

from desktop_app.ui import keying_view as view
from desktop_app.ui.commands import Command
from desktop_app.ui.draft_clock import DraftClock
from desktop_app.ui.keying_grid import KeyingGrid
from desktop_app.ui.keying_panels import CommentPanel, HeaderPanel
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.slip import ANSWERS
from forms.problems import Refused


class KeyingPage(ttk.Frame):
    """Keys go to the `EntrySession`; what it decides is painted. `left()` when the person goes back to the batches."""

    def __init__(self, parent: tk.Misc, app: App, left: Callable[[], object]) -> None:
        super().__init__(parent)
        self.app, self._left = app, left
        self.entry: EntrySession | None = None
        self._clock = DraftClock(self, self._write_draft)
        theme, px = app.theme, app.theme.px
        top = ttk.Frame(self)
        top.pack(fill="x")
        self._heading = Heading(top, theme, "", "")
        self._heading.pack(side="left", fill="x", expand=True)
        right = ttk.Frame(top)
        right.pack(side="right", anchor="e")
        self._bar = ttk.Progressbar(right, style="Horizontal.TProgressbar", length=px(360))
        self._bar.pack(anchor="e", pady=(px(10), px(4)))
        self._speed = ttk.Label(right, style="Muted.TLabel", width=44, anchor="e")
        self._speed.pack(anchor="e")
        self._hints().pack(side="bottom", fill="x")
        self._message = ttk.Label(self, style="Muted.TLabel", anchor="w", width=20)
        self._message.pack(side="bottom", fill="x", pady=(px(6), px(4)))
        card = Card(self, theme, padding=6)
        card.pack(fill="both", expand=True, pady=(px(10), 0))
        self.sheet = KeyingGrid(card, theme, self._pressed, self._picked)
        self.sheet.pack(fill="both", expand=True)
        self.comment = CommentPanel(card, theme, self.close_panels)
        self.header = HeaderPanel(card, theme, self._take_header, self.close_panels)

    def _hints(self) -> ttk.Frame:
        row = ttk.Frame(self)
        for key, text in view.hints():
            KeyHint(row, self.app.theme, key, text).pack(side="left")
        return row

    def commands(self) -> list[Command]:
        """Return the page's commands."""
        return [
            Command("save", "F10", "Lưu, mở phiếu kế tiếp", "Save, open the next slip", run=self.save),
            Command("comment", "F7", "Ý kiến ghi trên phiếu", "Remark on the slip", run=self.toggle_comment),
            Command("respondent", "F8", "Người trả lời / tiêu chí", "Respondent / criteria", run=self.turn_page),
            Command("header", "F11", "Số phiếu và ngày", "Serial and day", run=self.open_header),
            Command("reopen", "F12", "Mở lại phiếu vừa lưu để sửa", "Open the last slip again", run=self.reopen),
            Command("leave", "Escape", "Về danh sách đợt", "Back to the batches", run=self.leave),
        ]

    def start(self, batch: str) -> None:
        """Open a batch at its next slip, or at the draft left there. Raises Refused if there is no such batch."""
        self.entry = EntrySession(self.app.session, batch)
        if not self.entry.slip.is_empty:
            self.app.status(say("Đã mở lại phiếu nhập dở", "The unfinished slip is back"))
        self.refresh()
        self.sheet.focus_set()

    # Keys

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        entry, before = self.entry, self.entry.cursor if self.entry else 0
        if entry is None:
            return ""
        if event.keysym in view.SAVE_KEYS or event.char == "+":
            self.save()
            return "break"
        if (event.keysym in view.MOVES and event.char not in "0123456789") or (event.keysym in view.MOVES and not event.char):
            entry.move(view.MOVES[event.keysym])
        elif event.keysym in view.JUMPS and not event.char:
            entry.go_to(view.JUMPS[event.keysym])
        elif event.keysym == "BackSpace":
            entry.back()
        elif not entry.press(event.char):
            return ""
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
        self._wind_draft()

    # Commands

    def save(self) -> None:
        """Save the slip and open the next; what is refused is shown beside its item, the caret on the first."""
        entry = self.entry
        if entry is None:
            return
        self.close_panels()
        why = ""
        if entry.is_correction:
            answer = self.app.dialogs.ask_text(
                say("Sửa phiếu đã lưu", "Correct a saved slip"),
                say(
                    "Bản cũ được giữ lại; lý do được ghi vào lịch sử.",
                    "The old revision is kept; the reason goes into the history.",
                ),
                say("Lý do sửa", "Reason"),
            )
            if answer is None:
                return
            why = answer
        try:
            entry.save(why)
        except Refused:
            self.app.status(say("Chưa lưu: có chỗ cần sửa", "Not saved: something to put right"), "error")
            self.refresh()
            if entry.problems_at("serial") or entry.problems_at("day"):
                self.open_header()
            return
        self._clock.stop()
        self.app.saved()
        self.refresh()

    def turn_page(self) -> None:
        """Go to the respondent's items, or back."""
        if self.entry is not None:
            self.close_panels()
            self.entry.turn_page()
            self.refresh()

    def toggle_comment(self) -> None:
        """Open the remark, or take it and close."""
        if self.entry is None:
            return
        if self.comment.winfo_ismapped():
            self.close_panels()
        else:
            self.comment.open(self.entry.slip.comment)

    def open_header(self) -> None:
        """Open serial and day."""
        if self.entry is not None:
            self.close_panels()
            slip = self.entry.slip
            self.header.open(slip.serial, date.fromisoformat(slip.day), self.entry.problems)

    def reopen(self) -> None:
        """Open the slip saved last for correction."""
        if self.entry is None:
            return
        try:
            self.entry.reopen()
        except Refused as refused:
            self.app.status(say(refused.problems[0].vi, refused.problems[0].en), "warn")
            return
        self.app.status(say("Đang sửa phiếu đã lưu", "Correcting a saved slip"), "warn")
        self.refresh()

    def leave(self) -> None:
        """Close a panel, else drop what is keyed if the person agrees, else go back to the batches."""
        if self.comment.winfo_ismapped() or self.header.winfo_ismapped():
            self.close_panels()
            return
        entry = self.entry
        if entry is not None and not entry.slip.is_empty:
            title = say("Bỏ phiếu đang nhập", "Drop the slip")
            question = say("Bỏ những câu đã nhập của phiếu này?", "Drop what is keyed of this slip?")
            if entry.is_correction:
                question = say("Bỏ việc sửa? Bản đã lưu còn nguyên.", "Give up the correction? The saved slip stays as it is.")
            if self.app.dialogs.ask_yes_no(title, question, say("Bỏ", "Drop"), say("Nhập tiếp", "Go on")):
                self._clock.stop()
                entry.drop()
                self.refresh()
            return
        self._left()

    def close_panels(self) -> None:
        """Take what the open panel holds and close it."""
        if self.entry is not None and self.comment.winfo_ismapped():
            self.entry.set_comment(self.comment.box.text())
            self._wind_draft()
        for panel in (self.comment, self.header):
            panel.place_forget()
        self.sheet.focus_set()
        self._paint_lines()

    def _take_header(self, serial: int, day: date) -> None:
        if self.entry is not None:
            self.entry.set_header(serial, day)
            self.header.place_forget()
            self.sheet.focus_set()
            self.refresh()

    # Painting

    def refresh(self) -> None:
        """Show the slip as it is."""
        if self.entry is not None:
            self.sheet.show(self.entry)
            self._paint_lines()

    def _paint_lines(self) -> None:
        entry = self.entry
        if entry is None:
            return
        self._heading.set(view.title(entry), view.header(entry))
        self._bar.configure(maximum=sum(row.place == ANSWERS for row in entry.rows), value=entry.answered)
        self._speed.configure(text=view.speed(entry))
        line = view.message(entry)
        style = {"error": "Error.TLabel", "good": "Good.TLabel", "plain": "Muted.TLabel"}[line.kind]
        self._message.configure(text=line.text, style=style)

    def put_away(self) -> None:
        """Write the draft now: the page goes to the back or the window closes."""
        self._clock.strike()

    def _wind_draft(self) -> None:
        if self.entry is not None and self.entry.needs_draft:
            self._clock.wind()

    def _write_draft(self) -> None:
        try:
            if self.entry is not None:
                self.entry.write_draft()
        except StoreError as error:
            self.app.status(say(f"Chưa lưu nháp. {error.vi}", f"Draft not kept. {error.en}"), "error")

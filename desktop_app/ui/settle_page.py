"""The page of the third person: one difference at a time, two values without names, the paper decides. All by keys."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui import keying_view
from desktop_app.ui.commands import Command
from desktop_app.ui.keying_ask import AskPanel, Question
from desktop_app.ui.screen import App
from desktop_app.ui.settle_board import SettleBoard
from desktop_app.ui.settle_desk import CAUSES, SettleDesk, cause_label
from desktop_app.ui.settle_view import note_line, section_line, tiles
from desktop_app.ui.widgets import Card, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.soft_checks import VOID_REASONS
from forms.problems import Refused
from forms.text import nfc


class SettlePage(ttk.Frame):
    """Keys go to the `SettleDesk`. `left()` when the person goes back to the batches."""

    def __init__(self, parent: tk.Misc, app: App, left: Callable[[], object]) -> None:
        super().__init__(parent)
        self.app, self._left = app, left
        self.desk: SettleDesk | None = None
        theme, px = app.theme, app.theme.px
        self._heading = Heading(self, theme, "", "")
        self._heading.pack(anchor="w", pady=(0, px(10)))
        self._hints().pack(side="bottom", fill="x", pady=(px(8), 0))
        card = Card(self, theme, padding=26)
        card.pack(fill="both", expand=True)
        self._serial = ttk.Label(card, style="Card.Big.TLabel")
        self._serial.pack(anchor="w")
        self._section = ttk.Label(card, style="Card.Muted.TLabel", font=theme.font(10, "semi"))
        self._section.pack(anchor="w", pady=(px(12), 0))
        self._question = ttk.Label(card, style="Card.TLabel", font=theme.font(15, "semi"), justify="left")
        self._question.pack(anchor="w", fill="x", pady=(px(2), px(22)))
        self._question.bind("<Configure>", lambda event: self._question.configure(wraplength=event.width))
        self.board = SettleBoard(card, theme, self._pressed, self._picked)
        self.board.pack(fill="x")
        self._cause_row(card).pack(fill="x", pady=(px(22), 0))
        self._note = ttk.Label(card, style="Card.Muted.TLabel", justify="left", wraplength=px(940))
        self._note.pack(anchor="w", pady=(px(12), 0))
        self.ask = AskPanel(card, theme)

    def _cause_row(self, card: ttk.Frame) -> ttk.Frame:
        px, row = self.app.theme.px, ttk.Frame(card, style="Plain.Card.TFrame")
        ttk.Label(row, text=say("Vì sao khác nhau  ← →", "Why they differ  ← →"), style="Card.Semi.TLabel").pack(side="left")
        self.cause = tk.StringVar(self, "")
        self._choices = [
            ttk.Radiobutton(row, text=cause_label(cause), value=cause, variable=self.cause, style="Card.TRadiobutton",
                            takefocus=False, command=self._cause_clicked)
            for cause in CAUSES
        ]
        for choice in self._choices:
            choice.pack(side="left", padx=(px(18), 0))
        self._causes = row
        return row

    def _hints(self) -> ttk.Frame:
        row = ttk.Frame(self)
        for key, text in self.key_hints():
            KeyHint(row, self.app.theme, key, text).pack(side="left")
        return row

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the board."""
        return [
            ("1–5  0  *  /", say("giá trị trên phiếu giấy", "what the paper says")),
            ("← →", say("vì sao khác", "why they differ")),
            ("↑ ↓", say("chỗ trước, chỗ sau", "one before, one after")),
            ("F7", say("ghi chú", "note")),
            ("Enter", say("chốt, sang chỗ kế", "settle, next")),
            ("Esc", say("về danh sách", "back")),
        ]

    def commands(self) -> Sequence[Command]:
        """Return the page's commands."""
        return [
            Command("settle-case", "F10", "Chốt, sang chỗ kế", "Settle, next", run=self.settle),
            Command("settle-note", "F7", "Ghi chú", "Note", run=self.note),
            Command("settle-day", "F11", "Ngày khác", "Another day", run=self.ask_day, enabled=self._is_day),
            Command("leave", "Escape", "Về danh sách đợt", "Back to the batches", run=self.leave),
        ]

    def start(self, batch: str) -> None:
        """Open a batch's differences. Raises NotAllowed."""
        self.desk = SettleDesk(self.app.session, batch)
        self.refresh()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the board."""
        self.board.focus_set()

    def _is_day(self) -> bool:
        return self.desk is not None and self.desk.is_day

    # keys

    def _pressed(self, event: tk.Event[tk.Misc]) -> str:
        desk, name = self.desk, event.keysym
        if desk is None:
            return ""
        if name in keying_view.SAVE_KEYS or event.char == "+":
            self.settle()
        elif name in ("Left", "KP_Left", "Right", "KP_Right") and not event.char.isdigit():
            desk.turn_cause(keying_view.MOVES[name])
        elif name in ("Up", "KP_Up", "Down", "KP_Down") and not event.char.isdigit():
            desk.turn(keying_view.MOVES[name])
        elif not desk.press(event.char):
            return ""
        self.refresh()
        return "break"

    def _picked(self, place: int) -> None:
        desk = self.desk
        if desk is not None and desk.case is not None and place < len(desk.case.values):
            desk.value = desk.case.values[place]
            self.refresh()

    def _cause_clicked(self) -> None:
        if self.desk is not None:
            self.desk.cause = next(cause for cause in CAUSES if cause == self.cause.get())
            self.take_focus()

    # what is done

    def settle(self) -> None:
        """Settle the difference in front; ask for the value or the reason first where one is missing."""
        desk = self.desk
        if desk is None:
            return
        if desk.case is None:
            self._left()
        elif desk.value is None:
            self.app.status(say("Nhìn phiếu giấy rồi gõ giá trị trước.", "Look at the paper and key the value first."), "warn")
            self.bell()
        elif desk.needs_why:
            self._ask_void()
        else:
            self._settle(desk)
        self.refresh()

    def _settle(self, desk: SettleDesk) -> None:
        try:
            desk.settle()
        except Refused as refused:
            self.app.status(say(refused.problems[0].vi, refused.problems[0].en), "error")
            desk.load()
            return
        self.app.saved()

    def _ask_void(self) -> None:
        choices = [say(vi, en) for vi, en in VOID_REASONS]

        def take(answer: int | str) -> None:
            if self.desk is not None:
                self.desk.why = choices[answer] if isinstance(answer, int) else answer
                self.take_focus()
                self.settle()

        text = say("Lý do được lưu cùng phiếu.", "It is kept with the slip.")
        self.ask.ask(Question(say("Vì sao hủy phiếu?", "Why is the slip void?"), text, choices, say("Lý do hủy", "Reason"), take))

    def note(self) -> None:
        """Ask for a note that is kept with the difference."""
        if self.desk is None or self.desk.case is None:
            return
        text = say("Không ghi tên người.", "No names.")
        why = self.app.dialogs.ask_text(say("Ghi chú", "Note"), text, say("Điều thấy trên phiếu giấy", "What the paper shows"))
        if why:
            self.desk.why = why
        self.refresh()

    def ask_day(self) -> None:
        """Ask for the day on the paper, where it is neither of the two."""
        if self.desk is None:
            return
        label = say("Ngày (dd/mm/yyyy)", "Day (dd/mm/yyyy)")
        text = self.app.dialogs.ask_text(say("Ngày trên phiếu giấy", "Day on the paper"), "", label)
        if text and not self.desk.set_day(text):
            self.app.status(say("Không có ngày này; gõ dạng 05/07/2020.", "No such day; type it like 05/07/2020."), "warn")
        self.refresh()

    def leave(self) -> None:
        """Close the question, else go back to the batches."""
        if self.ask.winfo_ismapped():
            self.ask.close()
            self.take_focus()
        else:
            self._left()

    def put_away(self) -> None:
        """Write the sitting."""
        self.ask.close()
        if self.desk is not None:
            try:
                self.desk.leave()
            except StoreError as error:
                self.app.status(say(error.vi, error.en), "error")

    # painting

    def refresh(self) -> None:
        """Show the difference in front."""
        desk = self.desk
        if desk is None:
            return
        self._heading.set(desk.title(), desk.header())
        case = desk.case
        if case is None:
            self._show_end(desk)
            return
        self._serial.configure(text=say(f"Phiếu số {case.serial}", f"Slip {case.serial}"))
        self._section.configure(text=nfc(section_line(case)))
        self._question.configure(text=nfc(case.label))
        self.board.show(tiles(desk, case))
        self.cause.set(desk.cause)
        self._note.configure(text=nfc(note_line(desk, case)))
        self._causes.pack(fill="x", pady=(self.app.theme.px(22), 0), before=self._note)

    def _show_end(self, desk: SettleDesk) -> None:
        self._serial.configure(text=say("Xong", "Done"))
        self._section.configure(text="")
        self._question.configure(text=nfc(desk.end_line()))
        self.board.show(())
        self._causes.pack_forget()
        self._note.configure(text=say("Enter hoặc Esc về danh sách đợt.", "Enter or Esc goes back to the batches."))


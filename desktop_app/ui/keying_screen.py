"""Keying (F3): the batches first, then the slips of the one chosen."""

from __future__ import annotations

from collections.abc import Sequence
from tkinter import ttk

from desktop_app.ui.batch_page import BatchPage
from desktop_app.ui.commands import Command
from desktop_app.ui.keying_page import KeyingPage
from desktop_app.ui.screen import App, Screen
from desktop_app.words import say


class KeyingScreen(Screen):
    """Shows one of its two pages."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        self.batches = BatchPage(self, app, self.open_batch)
        self.keying = KeyingPage(self, app, self.show_batches)

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Nhập phiếu", "Key slips")

    @property
    def is_keying(self) -> bool:
        """Whether a batch is open."""
        return self.keying.entry is not None

    def on_show(self) -> None:
        """Go on where the person left: in the open batch, else in the list."""
        if self.is_keying:
            self.keying.refresh()
            self.on_focus()
        else:
            self.show_batches()

    def on_hide(self) -> None:
        """Put the draft on the disk."""
        self.keying.put_away()

    def on_focus(self) -> None:
        """Put the focus on the sheet, or on the list."""
        if self.is_keying:
            self.keying.sheet.focus_set()
        else:
            self.batches.take_focus()

    def commands(self) -> Sequence[Command]:
        """Return the commands of the page in front."""
        return self.keying.commands() if self.is_keying else ()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the numeric pad."""
        if not self.is_keying:
            return [("Enter", say("Nhập phiếu kế tiếp của đợt", "Key the batch's next slip"))]
        return [
            ("1–5", say("Chọn mức và sang câu kế tiếp", "Answer and move on")),
            ("0", say("Bỏ trống", "Blank")),
            ("*", say("Đánh dấu nhiều ô", "Double-marked")),
            ("/", say("Không đọc được", "Illegible")),
            ("-  ⌫", say("Về câu trước", "Back to the item before")),
            ("↑ ↓", say("Di chuyển", "Move")),
            ("Enter  +", say("Lưu và mở phiếu kế tiếp", "Save and open the next slip")),
        ]

    def open_batch(self, batch: str) -> None:
        """Key the slips of a batch."""
        self.batches.pack_forget()
        self.keying.pack(fill="both", expand=True)
        self.update_idletasks()
        self.keying.start(batch)
        self.app.refresh_commands()

    def show_batches(self) -> None:
        """Go back to the list."""
        self.keying.put_away()
        self.keying.entry = None
        self.keying.pack_forget()
        self.batches.pack(fill="both", expand=True)
        self.batches.load()
        self.app.refresh_commands()

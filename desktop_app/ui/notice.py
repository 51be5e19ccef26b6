"""What stands over the page until it is read: what does not belong in this program, and what opening the office found.

That an office is open to look only stands there as long as it is open.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import replace
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.ui.window import Window


def secrets_notice() -> str:
    """Return the sentence about state secrets and personal data."""
    return say(
        "Không nhập bí mật nhà nước vào chương trình này. Chỉ ghi dữ liệu cá nhân cần cho hồ sơ; không lưu ảnh căn cước.",
        "State secrets do not belong in this program. Key only the personal data a dossier needs; keep no ID-card images.",
    )


class NoticeBar(Card):
    """A notice over the page, with a button that says it was read; without one where it stays."""

    def __init__(self, parent: tk.Misc, theme: Theme, text: str, read: Callable[[], object] | None) -> None:
        super().__init__(parent, theme, padding=12)
        if read is not None:
            button = ttk.Button(self, text=say("Đã đọc", "I have read this"), style="Card.TButton", command=read)
            button.pack(side="right", padx=(theme.px(12), 0))
        sign = ttk.Label(self, text="!", style="Card.Title.TLabel", foreground=theme.colors.warn)
        sign.pack(side="left", padx=(0, theme.px(12)))
        label = ttk.Label(self, text=text, style="Card.TLabel", wraplength=theme.px(820 if read else 1000), justify="left")
        label.pack(side="left", fill="x", expand=True)


class Notices:
    """The bars over the page of one window, which is built anew now and then: what was read does not come back."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._read: object = None

    def show(self, parent: ttk.Frame) -> None:
        """Put over the page what the person has not read yet."""
        if not self._window.has_office:
            return
        office, preferences = self._window.session.office, self._window.preferences
        if office.profile.epoch not in preferences.read:
            self._put(parent, secrets_notice(), self._secrets_read)
        if office.notices and (self._read is not office or office.read_only):
            text = "\n".join(say(notice.vi, notice.en) for notice in office.notices)
            self._put(parent, text, None if office.read_only else self._found_read)

    def _put(self, parent: ttk.Frame, text: str, read: Callable[[], object] | None) -> None:
        px = self._window.theme.px

        def taken() -> None:
            if read is not None:
                read()
            bar.destroy()
            self._window.page.on_focus()

        bar = NoticeBar(parent, self._window.theme, text, taken if read is not None else None)
        bar.pack(fill="x", padx=px(24), pady=(px(12), 0))

    def _secrets_read(self) -> None:
        preferences, epoch = self._window.preferences, self._window.session.office.profile.epoch
        self._window.keep_preferences(replace(preferences, read=(*preferences.read, epoch)))

    def _found_read(self) -> None:
        self._read = self._window.session.office

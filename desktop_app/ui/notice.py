"""The notice every new office starts with: what does not belong in this program. Shown until it is read."""

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
    """The notice over the page, with a button that says it was read."""

    def __init__(self, parent: tk.Misc, theme: Theme, read: Callable[[], object]) -> None:
        super().__init__(parent, theme, padding=12)
        button = ttk.Button(self, text=say("Đã đọc", "I have read this"), style="Card.TButton", command=read)
        button.pack(side="right", padx=(theme.px(12), 0))
        ttk.Label(self, text="!", style="Card.Title.TLabel", foreground=theme.colors.warn).pack(
            side="left", padx=(0, theme.px(12))
        )
        label = ttk.Label(self, text=secrets_notice(), style="Card.TLabel", wraplength=theme.px(820))
        label.pack(side="left", fill="x", expand=True)


def show_notice(window: Window, parent: ttk.Frame) -> None:
    """Put the notice over the page of an office in which it was not read yet."""
    if not window.has_office or window.session.office.profile.epoch in window.preferences.read:
        return
    epoch, px = window.session.office.profile.epoch, window.theme.px

    def read() -> None:
        window.keep_preferences(replace(window.preferences, read=(*window.preferences.read, epoch)))
        bar.destroy()
        window.page.on_focus()

    bar = NoticeBar(parent, window.theme, read)
    bar.pack(fill="x", padx=px(24), pady=(px(12), 0))

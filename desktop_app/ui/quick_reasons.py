"""Reasons that come up every day, chosen by a digit and then still to be worded anew.

They go into the record and onto a Vietnamese slip, so they are Vietnamese in either language of the window.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk
from types import MappingProxyType

from desktop_app.ui.theme import Theme
from desktop_app.words import say
from forms.text import nfc

REASONS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "rejected": ("Không thuộc thẩm quyền giải quyết", "Hồ sơ không đủ thành phần", "Không thuộc đối tượng được giải quyết"),
    "supplement": ("Thiếu giấy tờ trong thành phần hồ sơ", "Giấy tờ mờ, không đọc được", "Thông tin kê khai không khớp giấy tờ"),
    "withdrawn": ("Người nộp xin rút hồ sơ", "Người nộp không còn nhu cầu"),
    "stopped": ("Quá thời hạn mà không bổ sung hồ sơ", "Không đủ điều kiện giải quyết"),
    "appoint": ("Chờ kết quả xác minh", "Chờ ý kiến cơ quan phối hợp", "Thiết bị, đường truyền gặp sự cố"),
})  # fmt: skip
"""By status a dossier is moved to, and for a new appointment."""


class QuickReasons(ttk.Frame):
    """A row of reasons with their digits. picked(text): one was chosen; an empty text: another is to be typed."""

    def __init__(self, parent: tk.Misc, theme: Theme, picked: Callable[[str], object]) -> None:
        super().__init__(parent, style="Plain.Card.TFrame")
        self._theme, self._picked = theme, picked
        self.texts: Sequence[str] = ()
        self.buttons: list[ttk.Button] = []

    def offer(self, kind: str) -> bool:
        """Offer the reasons of a kind; tell whether there are any."""
        self.texts = REASONS.get(kind, ())
        for button in self.buttons:
            button.destroy()
        texts = [*self.texts, ""] if self.texts else []
        self.buttons = [self._button(number % len(texts), text) for number, text in enumerate(texts, 1)]
        return bool(self.texts)

    def focus_first(self) -> None:
        """Take the keyboard: a digit chooses."""
        if self.buttons:
            self.buttons[0].focus_set()

    def _button(self, digit: int, text: str) -> ttk.Button:
        label = text or say("lý do khác", "another reason")
        button = ttk.Button(self, text=nfc(f"{digit}  {label}"), style="Card.Quiet.TButton", command=lambda: self._picked(text))
        button.pack(side="left", padx=(0, self._theme.px(2)))
        button.bind("<Key>", self._pressed)
        for key in ("<Return>", "<KP_Enter>"):
            button.bind(key, lambda _event: self._take(text))
        for key, step in (("<Right>", 1), ("<Left>", -1)):
            button.bind(key, lambda _event, step=step: self._go(button, step))  # type: ignore[misc]
        return button

    def _pressed(self, event: tk.Event[tk.Misc]) -> str | None:
        if not event.char.isdecimal():
            return None
        digit = int(event.char)
        if digit <= len(self.texts):
            self._picked(self.texts[digit - 1] if digit else "")
        return "break"

    def _take(self, text: str) -> str:
        self._picked(text)
        return "break"

    def _go(self, button: ttk.Button, step: int) -> str:
        self.buttons[(self.buttons.index(button) + step) % len(self.buttons)].focus_set()
        return "break"

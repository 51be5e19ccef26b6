"""The strip under the feedback list: the chosen feedback in words, and what can be done with it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop_app.ui.feedback_presenter import Details, taken_definition
from desktop_app.ui.permits import bar
from desktop_app.ui.register_strip import Pill
from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.ui.widgets import Card
from desktop_app.words import say

MOST_LETTERS = 260  # of a text in the strip; the form shows it whole


class FeedbackStrip(Card):
    """What is known of the chosen feedback."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        on_answer: Callable[[], None],
        on_history: Callable[[], None],
    ) -> None:
        super().__init__(parent, theme, padding=14)
        px = theme.px
        self._theme, self._barred = theme, ""
        buttons = ttk.Frame(self, style="Plain.Card.TFrame")
        buttons.pack(side="right", anchor="center", padx=(px(12), 0))
        answer = say("Trả lời, sửa  ⏎", "Answer, correct  ⏎")
        self.answer = ttk.Button(buttons, text=answer, command=on_answer, style="Card.Accent.TButton")
        history = say("Lịch sử  F11", "History  F11")
        self.history = ttk.Button(buttons, text=history, command=on_history, style="Card.TButton")
        for button in (self.answer, self.history):
            button.pack(side="left", padx=(px(6), 0))
        top = ttk.Frame(self, style="Plain.Card.TFrame")
        top.pack(fill="x")
        self.stands = Pill(top, theme)
        self.stands.pack(side="left", padx=(0, px(10)))
        self.taken = ttk.Label(top, style="Card.Semi.TLabel")
        self.taken.pack(side="left", padx=(0, px(14)))
        self.received = ttk.Label(top, style="Card.Muted.TLabel")
        self.received.pack(side="left")
        self.content = ttk.Label(self, style="Card.TLabel", justify="left")
        self.content.pack(anchor="w", pady=(px(4), 0))
        self.given = ttk.Label(self, style="Card.Muted.TLabel", justify="left")
        self.given.pack(anchor="w", pady=(px(3), 0))
        self._tip = Tip(self.winfo_toplevel(), theme)
        self.bind("<Configure>", lambda _event: self._wrap(buttons))

    def _wrap(self, buttons: ttk.Frame) -> None:
        room = self.winfo_width() - buttons.winfo_reqwidth() - self._theme.px(48)
        for label in (self.content, self.given):
            label.configure(wraplength=max(room, self._theme.px(200)))

    def show(self, details: Details | None, limit: int) -> None:
        """Show one feedback, or that none is chosen. limit: working days after which an answer is late."""
        self.stands.set(details.state if details else "", details.state_kind if details else "")
        self.taken.configure(text=details.taken if details else "")
        self.received.configure(text=details.received if details else say("Chưa chọn ý kiến nào", "Nothing is chosen"))
        self.content.configure(text=_short(details.content) if details else "")
        none = say("Chưa có nội dung trả lời", "No answer yet")
        self.given.configure(text=(_short(details.answer) or none) if details else "")
        self._tip.over(self.taken, taken_definition(limit))
        self.answer.state(["!disabled" if details and not self._barred else "disabled"])
        self.history.state(["!disabled" if details else "disabled"])

    def bar(self, key: str) -> None:
        """Grey what the person who works may not do, with the reason beside the mouse."""
        self._barred = key
        bar(self.answer, self._theme, key)


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS].rstrip() + "…"

"""The strip under the register's list: what the chosen dossier is, and what can be done with it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.permits import bar
from desktop_app.ui.pills import pill_colors, pill_image
from desktop_app.ui.register_presenter import Details
from desktop_app.ui.step_panel import problem_text
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card
from desktop_app.words import say

__all__ = ["Pill", "RegisterStrip", "problem_text"]


class Pill(ttk.Label):
    """A word on its pill, changed with `set`; nothing is shown for an empty word."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, style="Card.TLabel", compound="center", font=theme.font(9, "semi"))
        self._theme = theme

    def set(self, text: str, kind: str) -> None:
        """Show a word on the pill of a kind."""
        if not text or not kind:
            self.configure(text="", image="")
            return
        theme = self._theme
        image = pill_image(theme, kind, theme.font(9, "semi").measure(text) + theme.px(22), theme.px(23))
        self.configure(text=text, image=image, foreground=pill_colors(kind, dark=theme.colors.dark)[1])


class RegisterStrip(Card):
    """What is known of the chosen dossier, and the three things that can be done with it."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        on_move: Callable[[], None],
        on_edit: Callable[[], None],
        on_history: Callable[[], None],
    ) -> None:
        super().__init__(parent, theme, padding=14)
        self._theme = theme
        px = theme.px
        self._buttons = ttk.Frame(self, style="Plain.Card.TFrame")
        self._buttons.pack(side="right", anchor="center", padx=(px(12), 0))
        looks = (
            (say("Chuyển trạng thái ⏎", "Change status ⏎"), on_move, "Card.Accent.TButton"),
            (say("Sửa  F8", "Edit  F8"), on_edit, "Card.TButton"),
            (say("Lịch sử  F11", "History  F11"), on_history, "Card.TButton"),
        )
        self.buttons = [ttk.Button(self._buttons, text=text, command=run, style=style) for text, run, style in looks]
        for button in self.buttons:
            button.pack(side="left", padx=(px(6), 0))
        self._barred: tuple[str, ...] = ("", "", "")
        top = ttk.Frame(self, style="Plain.Card.TFrame")
        top.pack(fill="x")
        self.name = ttk.Label(top, style="Card.Heading.TLabel")
        self.name.pack(side="left")
        self.status, self.deadline = Pill(top, theme), Pill(top, theme)
        self.status.pack(side="left", padx=(px(12), px(6)))
        self.deadline.pack(side="left")
        self.more = ttk.Label(top, style="Card.Semi.TLabel")
        self.more.pack(side="left", padx=(px(12), 0))
        self.lines = [ttk.Label(self, style="Card.Muted.TLabel") for _ in range(2)]
        for line in self.lines:
            line.pack(anchor="w", pady=(px(3), 0))

    def show(self, details: Details) -> None:
        """Show one dossier."""
        self.name.configure(text=details.name)
        self.status.set(details.status, details.status_kind)
        self.deadline.set(details.deadline, details.deadline_kind)
        due = say(f"hẹn trả {details.due}", f"due {details.due}") if details.due else ""
        self.more.configure(text=details.more)
        before = say(f"trước: {details.former}", f"before: {details.former}") if details.former else ""
        self._lines([details.code, before, details.procedure, due], [details.person])
        self._enable(one=True, some=True)

    def show_many(self, count: int) -> None:
        """Show that several dossiers, or none, are chosen."""
        none = say("Chưa chọn hồ sơ", "No dossier chosen")
        self.name.configure(text=say(f"{count} hồ sơ được chọn", f"{count} dossiers chosen") if count else none)
        self.status.set("", "")
        self.deadline.set("", "")
        self.more.configure(text="")
        hint = say("Chuyển trạng thái cả nhóm trong một lần lưu", "Their status changes together, in one save")
        self._lines([hint if count else say("Dùng phím mũi tên để chọn", "Choose with the arrow keys")], [])
        self._enable(one=False, some=bool(count))

    def _lines(self, *texts: Sequence[str]) -> None:
        for label, parts in zip(self.lines, texts, strict=True):
            label.configure(text="  ·  ".join(part for part in parts if part))

    def bar(self, move: str, edit: str) -> None:
        """Grey what the person who works may not do, with the reason beside the mouse."""
        self._barred = (move, edit, "")
        for button, reason in zip(self.buttons, self._barred, strict=True):
            bar(button, self._theme, reason)

    def _enable(self, *, one: bool, some: bool) -> None:
        for button, on, reason in zip(self.buttons, (some, one, one), self._barred, strict=True):
            button.state(["!disabled" if on and not reason else "disabled"])

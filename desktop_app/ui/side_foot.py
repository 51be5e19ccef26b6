"""The foot of the side bar: what was said last, who works, lock and switch or that the office is not sealed, the typing badge."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from desktop_app.ui.screen import StatusKind
from desktop_app.ui.theme import Theme
from desktop_app.ui.typing_badge import TypingBadge
from desktop_app.ui.vietnamese_typing import Mode
from desktop_app.words import say
from forms.text import nfc

LOCK, SWITCH = "foot-lock", "foot-switch"
WARN = "#f5c27a"


class SideFoot:
    """Draws on the side bar's canvas, from its lower edge upwards. asked(name): `lock`, `switch` or `typing` was clicked."""

    def __init__(self, canvas: tk.Canvas, theme: Theme, asked: Callable[[str], object]) -> None:
        c, px = theme.colors, theme.px
        self._canvas, self._theme, self._asked = canvas, theme, asked
        self._sealed: bool | None = None
        self._looking = False
        small, wide = theme.font(9), px(180)
        self._ground = canvas.create_rectangle(0, 0, 0, 0, fill=c.side, width=0)
        self._status = canvas.create_text(px(20), 0, anchor="sw", font=small, width=wide)
        self._who = canvas.create_text(px(20), 0, anchor="sw", font=small, fill=c.side_text, width=wide)
        self._badge = canvas.create_text(px(20), 0, anchor="sw", font=small, fill=WARN, width=wide)
        self._look = canvas.create_text(px(20), 0, anchor="sw", font=theme.font(9, "semi"), fill=WARN, width=wide)
        self._lock = canvas.create_text(px(20), 0, anchor="sw", font=theme.font(9, "semi"), fill=c.side_title, tags=LOCK)
        self._switch = canvas.create_text(0, 0, anchor="sw", font=theme.font(9, "semi"), fill=c.side_title, tags=SWITCH)
        self._typing = TypingBadge(canvas, theme, lambda: asked("typing"))
        for tag, name in ((LOCK, "lock"), (SWITCH, "switch")):
            canvas.tag_bind(tag, "<Button-1>", lambda _event, name=name: self._asked(name))  # type: ignore[misc]
            canvas.tag_bind(tag, "<Enter>", lambda _event: canvas.configure(cursor="hand2"))
            canvas.tag_bind(tag, "<Leave>", lambda _event: canvas.configure(cursor=""))

    def set_who(self, text: str, *, sealed: bool, read_only: bool = False) -> None:
        """Show who works; of a sealed office lock and switch, of another one that it is not; that one can look only."""
        canvas, self._sealed, self._looking = self._canvas, sealed, read_only
        canvas.itemconfigure(self._who, text=nfc(text))
        canvas.itemconfigure(self._lock, text=say("Khóa", "Lock") if sealed else "")
        canvas.itemconfigure(self._switch, text=say("Đổi người", "Switch account") if sealed else "")
        badge = "" if sealed else say("Chưa niêm phong (tập huấn)", "Not sealed (training)")
        canvas.itemconfigure(self._badge, text=badge)
        canvas.itemconfigure(self._look, text=say("CHỈ XEM · không ghi được", "LOOK ONLY · no writing") if read_only else "")
        self.settle()

    def set_typing(self, mode: Mode) -> None:
        """Show how keys are taken."""
        self._typing.set(mode)

    def set_status(self, text: str, kind: StatusKind) -> None:
        """Show the status line in the colour of its kind."""
        c = self._theme.colors
        colours = {"saved": c.saved, "info": c.side_text, "busy": c.side_text, "warn": WARN, "error": "#ff9c94"}
        self._canvas.itemconfigure(self._status, text=nfc(text), fill=colours[kind])
        self._canvas.itemconfigure(self._ground, fill=c.side)  # has the whole foot drawn again: tall accents reach above the box

    def settle(self) -> None:
        """Stand on the lower edge."""
        canvas, px = self._canvas, self._theme.px
        left = px(20)
        y = self._typing.settle(left, canvas.winfo_height() - px(14)) - px(10)
        for item in (self._badge, self._lock):
            canvas.coords(item, left, y)
        canvas.coords(self._switch, canvas.bbox(self._lock)[2] + px(18), y)
        if self._sealed is not None:
            y = canvas.bbox(self._lock if self._sealed else self._badge)[1] - px(8)
        canvas.coords(self._who, left, y)
        y = canvas.bbox(self._who)[1] - px(6)
        canvas.coords(self._look, left, y)
        if self._looking:
            y = canvas.bbox(self._look)[1] - px(6)
        canvas.coords(self._status, left, y)
        canvas.coords(self._ground, 0, canvas.winfo_height() - px(198), px(208), canvas.winfo_height())

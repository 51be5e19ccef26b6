"""The badge at the foot of the side bar: V when keys make Vietnamese words, E when they stay as typed; a click switches."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.ui.vietnamese_typing import Mode
from desktop_app.words import say
from forms.text import nfc

TAG = "typing-badge"
KEY = "F12"
NAMES = {"telex": "Telex", "vni": "VNI"}


def badge_text(mode: Mode) -> tuple[str, str]:
    """Return the letter on the badge and the words beside it."""
    if mode == "off":
        return "E", say(f"Gõ tiếng Việt: tắt · {KEY}", f"VN typing off · {KEY}")
    return "V", say(f"Gõ {NAMES[mode]} · {KEY}", f"VN typing: {NAMES[mode]} · {KEY}")


def badge_tip(mode: Mode) -> str:
    """Return what the note beside the mouse says."""
    if mode == "off":
        return say(
            f"Chữ vào ô đúng như phím gõ; cho máy đã có UniKey, ibus. Bấm hoặc {KEY}: bật gõ tiếng Việt của chương trình.",
            f"Letters stay as typed: for a computer with UniKey or ibus. Click or {KEY}: the program types Vietnamese itself.",
        )
    return say(
        f"Chương trình tự gõ tiếng Việt kiểu {NAMES[mode]}; hãy tắt UniKey. Bấm hoặc {KEY}: tắt. Chọn kiểu gõ ở Cài đặt (F9).",
        f"The program types Vietnamese itself, as {NAMES[mode]}; switch UniKey off. Click or {KEY}: off. More in Settings (F9).",
    )


class TypingBadge:
    """Draws on the side bar's canvas. asked: it was clicked."""

    def __init__(self, canvas: tk.Canvas, theme: Theme, asked: Callable[[], object]) -> None:
        self._canvas, self._theme, self._asked = canvas, theme, asked
        self._tip = Tip(canvas, theme)
        self._mode: Mode = "off"
        self._ground = canvas.create_image(0, 0, anchor="sw", tags=TAG)
        self._letter = canvas.create_text(0, 0, font=theme.font(8, "bold"), tags=TAG)
        self._words = canvas.create_text(0, 0, anchor="w", font=theme.font(9), fill=theme.colors.side_text, tags=TAG)
        canvas.tag_bind(TAG, "<Button-1>", lambda _event: self._click())
        canvas.tag_bind(TAG, "<Enter>", lambda _event: self._over(), add="+")
        canvas.tag_bind(TAG, "<Leave>", lambda _event: self._away(), add="+")
        self.set("off")

    def set(self, mode: Mode) -> None:
        """Show how keys are taken."""
        c, px = self._theme.colors, self._theme.px
        self._mode = mode
        letter, words = badge_text(mode)
        on = mode != "off"
        ground = self._theme.tiles.rounded(px(20), px(18), px(5), c.accent if on else c.side_on, "")
        self._canvas.itemconfigure(self._ground, image=ground)
        self._canvas.itemconfigure(self._letter, text=letter, fill=c.on_accent if on else c.side_title)
        self._canvas.itemconfigure(self._words, text=nfc(words))

    def settle(self, left: int, y: int) -> int:
        """Stand with the lower edge at y; return the upper edge."""
        px = self._theme.px
        self._canvas.coords(self._ground, left, y)
        self._canvas.coords(self._letter, left + px(10), y - px(9))
        self._canvas.coords(self._words, left + px(28), y - px(9))
        return y - px(18)

    def _click(self) -> None:
        self._tip.hide()
        self._asked()

    def _over(self) -> None:
        self._canvas.configure(cursor="hand2")
        self._tip.soon(badge_tip(self._mode))

    def _away(self) -> None:
        self._canvas.configure(cursor="")
        self._tip.hide()

"""Vietnamese typing on and off for the whole window: F12, the badge, the settings page, and when UniKey is met."""

from __future__ import annotations

import tkinter as tk
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from desktop_app.ui.typing_badge import KEY, NAMES
from desktop_app.ui.typing_rules import TEXT_CLASSES, enter_field, rule_typing
from desktop_app.ui.vietnamese_typing import BEFORE
from desktop_app.words import say

if TYPE_CHECKING:
    from desktop_app.ui.vietnamese_typing import Mode
    from desktop_app.ui.window import Window


class TypingSwitch:
    """Keeps the person's preference and the typing of the fields the same. choice: the way chosen, for radio buttons."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.choice = tk.StringVar(window.root, "off")
        self.typing = rule_typing(window.root, self._meet_other)
        window.root.bind_class(BEFORE, f"<{KEY}>", self._pressed)

    def renew(self) -> None:
        """Do as the preferences say and show it."""
        window, wanted = self._window, self._window.preferences
        if (self.typing.mode, self.typing.new_style) != (wanted.typing, wanted.new_tones):
            self.typing.use(cast("Mode", wanted.typing), new_style=wanted.new_tones)
            focused = window.root.focus_get()
            if focused is not None and focused.winfo_class() in TEXT_CLASSES:
                enter_field(focused, self.typing)
        self.choice.set(wanted.typing)
        window.side.set_typing(self.typing.mode)

    def use(self, mode: str) -> None:
        """Type by this method (`telex`, `vni`) from now on, or not at all (`off`)."""
        window = self._window
        method = window.preferences.typing_method if mode == "off" else mode
        window.keep_preferences(replace(window.preferences, typing=mode, typing_method=method))
        window.status(_told(mode))

    def toggle(self) -> None:
        """Switch between off and the method used last."""
        wanted = self._window.preferences
        self.use(wanted.typing_method if wanted.typing == "off" else "off")

    def _pressed(self, event: tk.Event[tk.Misc]) -> None:
        """Switch in a dialog too, where the window's own keys are not heard."""
        field: object = event.widget  # a name alone where the field is one of Tk's own dialogs
        if isinstance(field, tk.Misc) and field.winfo_toplevel() is not self._window.root:
            self.toggle()

    def _meet_other(self) -> None:
        """Leave the typing to UniKey or ibus: two at once would spoil every word."""
        self.use("off")
        text = say(
            "UniKey (hoặc ibus) đang gõ: đã tắt gõ tiếng Việt của chương trình.", "UniKey (or ibus) is typing: ours is off now."
        )
        self._window.status(text, "warn")


def _told(mode: str) -> str:
    if mode == "off":
        return say("Đã tắt gõ tiếng Việt", "Vietnamese typing is off")
    return say(f"Gõ tiếng Việt: {NAMES[mode]}", f"Vietnamese typing: {NAMES[mode]}")

"""Two sounds for eyes that are on the paper: a group's end, and the alarm. Off unless the person switched them on (F9).

Windows plays tones of two heights; elsewhere Tk's bell rings, twice for the alarm. No key ever waits for a sound.
"""

from __future__ import annotations

import sys
import threading
import tkinter as tk
from collections.abc import Callable, Sequence

GROUP_END, ALARM = ((880, 70),), ((440, 160), (330, 220))
"""Heights in hertz with lengths in ms."""
BELL_GAP_MS = 180


class Tones:
    """Plays them where `is_on()`."""

    def __init__(self, widget: tk.Misc, is_on: Callable[[], bool]) -> None:
        self._widget, self._is_on = widget, is_on

    def group_end(self) -> None:
        """Say that a group is answered to its end."""
        if self._is_on():
            self.play(GROUP_END)

    def alarm(self) -> None:
        """Say that something needs the eyes."""
        if self._is_on():
            self.play(ALARM)

    def play(self, tones: Sequence[tuple[int, int]]) -> None:
        """Play tones one after the other."""
        if sys.platform == "win32":
            threading.Thread(target=_beep, args=(tones,), name="tones", daemon=True).start()
            return
        for number in range(len(tones)):
            self._widget.after(number * BELL_GAP_MS, self._widget.bell)


def _beep(tones: Sequence[tuple[int, int]]) -> None:
    if sys.platform == "win32":
        import winsound

        for hertz, milliseconds in tones:
            winsound.Beep(hertz, milliseconds)

"""Notices that nobody works at the window: no key, no click, no move of the mouse for so many minutes."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable

LOOK_MS = 2000
SIGNS = ("<KeyPress>", "<ButtonPress>", "<Motion>", "<MouseWheel>")


class IdleWatch:
    """Calls `idle()` once nobody has worked for `minutes()`; `busy()` counts as work. now: seconds of two clocks.

    Both clocks are looked at: one stands still while the computer sleeps, the other can be set back.
    """

    def __init__(
        self,
        root: tk.Misc,
        minutes: Callable[[], int],
        busy: Callable[[], bool],
        idle: Callable[[], object],
        now: Callable[[], tuple[float, float]] = lambda: (time.monotonic(), time.time()),
    ) -> None:
        self._root, self._minutes, self._busy, self._idle, self._now = root, minutes, busy, idle, now
        self._last = now()
        for sign in SIGNS:
            root.bind_all(sign, self._worked, add="+")
        root.bind("<Destroy>", self._gone, add="+")
        self._timer = root.after(LOOK_MS, self._look)

    def seconds(self) -> float:
        """Return for how long nobody has worked."""
        return max(new - old for new, old in zip(self._now(), self._last, strict=True))

    def stop(self) -> None:
        """Look no more."""
        self._root.after_cancel(self._timer)

    def _gone(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self._root:
            self.stop()

    def _worked(self, _event: tk.Event[tk.Misc]) -> None:
        self._last = self._now()

    def _look(self) -> None:
        self._timer = self._root.after(LOOK_MS, self._look)
        if self._busy():
            self._last = self._now()
        elif self.seconds() >= 60 * self._minutes():
            self._last = self._now()
            self._idle()

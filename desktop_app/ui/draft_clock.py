"""When the page looks whether the draft reached the disk: a moment after the last key; the writing itself waits for nothing."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

IDLE_MS = 280


class DraftClock:
    """Calls `look` once the keys have been still for `IDLE_MS`."""

    def __init__(self, widget: tk.Misc, look: Callable[[], object]) -> None:
        self._widget, self._look = widget, look
        self._timer: str | None = None
        widget.bind("<Destroy>", lambda event: self.stop() if event.widget is widget else None, add="+")

    def wind(self) -> None:
        """Start the wait anew."""
        self.stop()
        self._timer = self._widget.after(IDLE_MS, self.strike)

    def strike(self) -> None:
        """Look now."""
        self.stop()
        self._look()

    def stop(self) -> None:
        """Look at nothing."""
        if self._timer is not None:
            self._widget.after_cancel(self._timer)
            self._timer = None

"""When the draft is written: a moment after the last key, so that no key waits for the disk."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

IDLE_MS = 280


class DraftClock:
    """Calls `write` once the keys have been still for `IDLE_MS`."""

    def __init__(self, widget: tk.Misc, write: Callable[[], object]) -> None:
        self._widget, self._write = widget, write
        self._timer: str | None = None

    def wind(self) -> None:
        """Start the wait anew."""
        self.stop()
        self._timer = self._widget.after(IDLE_MS, self.strike)

    def strike(self) -> None:
        """Write now."""
        self.stop()
        self._write()

    def stop(self) -> None:
        """Write nothing."""
        if self._timer is not None:
            self._widget.after_cancel(self._timer)
            self._timer = None

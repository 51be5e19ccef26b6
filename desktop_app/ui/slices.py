"""Long work of the window's own thread, done in slices between two frames, so that keys never wait for it."""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable, Iterator

BUDGET_SECONDS = 0.004


class Slices:
    """Runs one generator at a time, a few milliseconds a slice; starting another one drops the first."""

    def __init__(self, widget: tk.Misc) -> None:
        self._widget = widget
        self._due: str | None = None

    @property
    def busy(self) -> bool:
        """Whether something is still to be done."""
        return self._due is not None

    def start(self, steps: Iterator[int], step: Callable[[int], None], done: Callable[[], None] = lambda: None) -> None:
        """Do the first slice of `steps` now, the rest when idle. step(n): after a slice but the last; done(): after that."""
        self.stop()
        self._slice(steps, step, done)

    def stop(self) -> None:
        """Drop what is not done yet."""
        if self._due is not None:
            self._widget.after_cancel(self._due)
            self._due = None

    def _slice(self, steps: Iterator[int], step: Callable[[int], None], done: Callable[[], None]) -> None:
        self._due = None
        end = time.perf_counter() + BUDGET_SECONDS
        for count in steps:
            if time.perf_counter() >= end:
                self._due = self._widget.after(1, lambda: self._slice(steps, step, done))
                step(count)
                return
        done()

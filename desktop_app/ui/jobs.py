"""Long work beside the window: one worker thread, its news fetched by the window's own clock.

The worker must not touch a widget. `job.report` is both progress and the place where a cancelled job stops.

While work is open, Python's cyclic garbage is collected by the window's thread only: a font or picture that dies on the worker
would call Tk from there, and wait for a window that may be gone.
"""

from __future__ import annotations

import gc
import queue
import threading
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
POLL_MS = 40
COLLECT_EVERY = 50  # polls, two seconds


class Cancelled(Exception):
    """The person asked a job to stop; raised by `Job.report`."""


@dataclass
class Job:
    """One piece of work under way. done, total: how far it is, total 0 when unknown."""

    title: str
    _news: queue.SimpleQueue[Callable[[], None]]
    _show: Callable[[Job], None]
    done: int = 0
    total: int = 0
    text: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far it is. Raises Cancelled if the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self.done, self.total, self.text = done, total, text
        self._news.put(lambda: self._show(self))

    def cancel(self) -> None:
        """Ask the job to stop at its next report."""
        self._stop.set()


class Jobs:
    """Runs jobs one after another. `on_change(job | None)` shows what is under way, `on_error(error)` what went wrong."""

    def __init__(self, root: tk.Misc, on_change: Callable[[Job | None], None], on_error: Callable[[BaseException], None]) -> None:
        self._root, self._on_change, self._on_error = root, on_change, on_error
        self._news: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._poll: str | None = None
        self.current: Job | None = None
        self._open = self._polls = 0

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waiting."""
        return self._open > 0

    def start(
        self,
        title: str,
        work: Callable[[Job], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Run `work(job)` on the worker, then `done(result)` in the window; an error goes to `failed`, else to `on_error`."""
        job = Job(title, self._news, self._on_change)
        self._open += 1
        gc.disable()
        self._work.put(lambda: self._run(job, work, done, failed))
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="job", daemon=True)
            self._thread.start()
        if self._poll is None:
            self._poll = self._root.after(POLL_MS, self._fetch)
        return job

    def close(self, wait_seconds: float = 5.0) -> None:
        """Cancel what runs, let the worker end, and stop asking for news."""
        if self._poll is not None:
            self._root.after_cancel(self._poll)
            self._poll = None
        if self.current is not None:
            self.current.cancel()
        self._work.put(None)
        if self._thread is not None:
            self._thread.join(wait_seconds)
        if self._open:
            gc.enable()

    def _serve(self) -> None:
        while (task := self._work.get()) is not None:
            task()

    def _run(
        self, job: Job, work: Callable[[Job], Any], done: Callable[[Any], object], failed: Callable[[Exception], object] | None
    ) -> None:
        self._news.put(lambda: self._begin(job))
        try:
            result = work(job)
        except Cancelled:
            self._news.put(lambda: self._end(lambda: None))
        except Exception as error:  # noqa: BLE001 - the worker's outer edge: every error is shown in the window
            caught = error
            self._news.put(lambda: self._end(lambda: (failed or self._on_error)(caught)))
        else:
            self._news.put(lambda: self._end(lambda: done(result)))

    def _begin(self, job: Job) -> None:
        self.current = job
        self._on_change(job)

    def _end(self, then: Callable[[], object]) -> None:
        self.current = None
        self._open -= 1
        if not self._open:
            gc.enable()
        self._on_change(None)
        then()

    def _fetch(self) -> None:
        self._poll = self._root.after(POLL_MS, self._fetch)
        self._polls += 1
        if self._polls % COLLECT_EVERY == 0:
            gc.collect(1)
        while True:
            try:
                news = self._news.get_nowait()
            except queue.Empty:
                break
            news()
        if not self._open and self._poll is not None:
            self._root.after_cancel(self._poll)
            self._poll = None

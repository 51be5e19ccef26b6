"""Long work beside the window: one worker thread, its news fetched by the window's own clock.

The worker must not touch a widget. `job.report` is both progress and the place where a cancelled job stops.

From the first job on, Python's cyclic garbage is collected by the window's thread only, and what a job was given stays there too:
a font or picture that died on the worker would call Tk from there, and wait for a window that may be gone.
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
COLLECT_MS = 2000
ALL_EVERY = 150  # sweeps: all generations every five minutes
END = 0  # the number that ends the worker; jobs count from 1


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


@dataclass
class _Task:
    """What was asked for. It stays with the window's thread; the worker borrows `work` alone."""

    job: Job
    work: Callable[[Job], Any]
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]


class Jobs:
    """Runs jobs one after another. `on_change(job | None)` shows what is under way, `on_error(error)` what went wrong."""

    def __init__(self, root: tk.Misc, on_change: Callable[[Job | None], None], on_error: Callable[[BaseException], None]) -> None:
        self._root, self._on_change, self._on_error = root, on_change, on_error
        self._news: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._numbers: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._tasks: dict[int, _Task] = {}
        self._thread: threading.Thread | None = None
        self._poll: str | None = None
        self._sweep: str | None = None
        self._last = self._sweeps = 0
        self._closing = False
        self.current: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a job is under way or waiting."""
        return bool(self._tasks)

    def start(
        self,
        title: str,
        work: Callable[[Job], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> Job:
        """Run `work(job)` on the worker, then `done(result)` in the window; an error goes to `failed`, else to `on_error`."""
        self._last += 1
        job = Job(title, self._news, self._on_change)
        self._tasks[self._last] = _Task(job, work, done, failed or self._on_error)
        if self._thread is None:
            gc.disable()
            self._collect()
            self._thread = threading.Thread(target=self._serve, name="job", daemon=True)
            self._thread.start()
        self._numbers.put(self._last)
        if self._poll is None:
            self._poll = self._root.after(POLL_MS, self._fetch)
        return job

    def close(self, wait_seconds: float = 60.0) -> bool:
        """Cancel what runs, drop what waits, let the worker end. Return whether it did: if not, it still uses the office."""
        self._closing = True
        for timer in (self._poll, self._sweep):
            if timer is not None:
                self._root.after_cancel(timer)
        self._poll = self._sweep = None
        for task in list(self._tasks.values()):
            task.job.cancel()
        if self._thread is not None:
            self._numbers.put(END)
            self._thread.join(wait_seconds)
            gc.enable()
        return self._thread is None or not self._thread.is_alive()

    # On the worker

    def _serve(self) -> None:
        while (number := self._numbers.get()) != END:
            if not self._closing:
                self._run(number)

    def _run(self, number: int) -> None:
        self._news.put(lambda: self._begin(number))
        try:
            result = self._tasks[number].work(self._tasks[number].job)
        except Cancelled:
            self._news.put(lambda: self._end(number, lambda _: None))
        except Exception as error:  # noqa: BLE001 - the worker's outer edge: every error is shown in the window
            caught = error
            self._news.put(lambda: self._end(number, lambda task: task.failed(caught)))
        else:
            self._news.put(lambda: self._end(number, lambda task: task.done(result)))

    # In the window

    def _begin(self, number: int) -> None:
        self.current = self._tasks[number].job
        self._on_change(self.current)

    def _end(self, number: int, then: Callable[[_Task], object]) -> None:
        task = self._tasks.pop(number)
        self.current = None
        self._on_change(None)
        then(task)

    def _fetch(self) -> None:
        self._poll = self._root.after(POLL_MS, self._fetch)
        while True:
            try:
                news = self._news.get_nowait()
            except queue.Empty:
                break
            news()
        if not self._tasks and self._poll is not None:
            self._root.after_cancel(self._poll)
            self._poll = None

    def _collect(self) -> None:
        self._sweep = self._root.after(COLLECT_MS, self._collect)
        self._sweeps += 1
        gc.collect(1 if self._sweeps % ALL_EVERY else 2)

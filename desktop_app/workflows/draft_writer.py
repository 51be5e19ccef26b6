"""Writing a draft beside the keys: the newest state goes to the disk on a thread of its own, an older one is passed over.

Promised: what was put is on the disk (fsync) within one write of the moment it was put; a kill loses what was put since the
last finished write, which at a person's speed is one field at most. `flush` waits until the newest state is there.
This module must not know what a draft holds.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from desktop_app.workflows.errors import StoreError

Draft = dict[str, Any]
LINGER_SECONDS = 2.0  # the thread ends after so long without work; the next draft starts another


class DraftWriter:
    """Keeps one draft. write: puts a draft on the disk, None takes it away; it is called on the writer's thread.

    The draft handed over must not be changed afterwards.
    """

    def __init__(self, write: Callable[[Draft | None], None]) -> None:
        self._write = write
        self._changed = threading.Condition()
        self._waiting: list[Draft | None] = []  # at most one: the newest
        self._busy = False
        self._thread: threading.Thread | None = None
        self._trouble: StoreError | None = None

    def put(self, draft: Draft | None) -> None:
        """Take the newest state; returns at once."""
        with self._changed:
            self._waiting = [draft]
            if not self._is_working():
                self._thread = threading.Thread(target=self._work, name="draft", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def flush(self) -> None:
        """Wait until the newest state is on the disk. Raises the StoreError of a write that failed since the last one told."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_working() or not (self._waiting or self._busy))
        trouble = self.take_trouble()
        if trouble is not None:
            raise trouble

    def take_trouble(self) -> StoreError | None:
        """Return why the last write failed, once; None if it did not, or another one has succeeded since."""
        with self._changed:
            trouble, self._trouble = self._trouble, None
        return trouble

    def _is_working(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _work(self) -> None:
        while self._has_work():
            self._write_newest()

    def _has_work(self) -> bool:
        """Wait for work; return whether there is some. Without any the thread has ended as far as others can see."""
        with self._changed:
            if self._changed.wait_for(lambda: self._waiting, LINGER_SECONDS):
                return True
            self._thread = None
            return False

    def _write_newest(self) -> None:
        with self._changed:
            draft, self._busy = self._waiting.pop(), True
        trouble: StoreError | None = None
        try:
            self._write(draft)
        except StoreError as error:
            trouble = error
        finally:
            with self._changed:
                self._busy, self._trouble = False, trouble
                self._changed.notify_all()

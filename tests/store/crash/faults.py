"""Faults planted on purpose, each of which a method must catch, or the method proves nothing.

Those of the file layer are layers; those of the store's own order of steps are patches of its functions.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest import mock

from desktop_app.store import chain as chain_module, opening as opening_module, receiving as receiving_module, scan as scan_module
from desktop_app.store.durable import Appender
from desktop_app.store.files import Files
from desktop_app.store.held import Office
from desktop_app.store.scan import OFFSET_MASK, PLACE_BITS, Trail
from desktop_app.store.witness import Head
from forms.line import BadLine, Line, load_line
from tests.store.crash.layer import Recorder


class NoFlushRecorded(Recorder):
    """No file is ever flushed."""

    def fsync(self, handle: int) -> None:
        del handle


class NoFolderFlushRecorded(Recorder):
    """No folder is ever flushed."""

    def fsync_folder(self, path: Path) -> None:
        del path


def keep_back() -> Files:
    """From now on this process hands a save to the system one save late, as a buffer would; the file layer is the plain one."""
    plain, close, waiting = Appender.append, Appender.close, dict[int, bytes]()

    def append(self: Appender, data: bytes) -> None:
        hand_over(self)
        waiting[id(self)] = data

    def hand_over(self: Appender) -> None:
        data = waiting.pop(id(self), b"")
        if data:
            plain(self, data)

    def close_late(self: Appender) -> None:
        hand_over(self)
        close(self)

    mock.patch.object(Appender, "append", append).start()
    mock.patch.object(Appender, "close", close_late).start()
    return Files()


def acknowledged_before_flush() -> AbstractContextManager[Any]:
    """A save returns when it is written; it is flushed with the next one."""

    def append(self: Appender, data: bytes) -> None:
        self.flush()
        self.write(data)
        self.size = self.end

    return mock.patch.object(Appender, "append", append)


@contextlib.contextmanager
def witness_before_flush() -> Iterator[None]:
    """The witness names a group before it is flushed."""
    plain = Office._append

    def _append(self: Office, *arguments: Any, **named: Any) -> Any:
        own, witness = self._opened.own, self._witness
        chained = own.append

        def early(group: list[bytes], head: Head) -> None:
            if witness is not None:
                witness.write(head)
            chained(group, head)

        with mock.patch.object(own, "append", early):
            return plain(self, *arguments, **named)

    with mock.patch.object(Office, "_append", _append):
        yield


@contextlib.contextmanager
def hash_not_checked() -> Iterator[None]:
    """A line's own hash is not compared: whatever can be read as a line is one."""

    def trusting(raw: bytes) -> Line:
        try:
            return load_line(raw)
        except BadLine as bad:
            if bad.reason != "hash":
                raise
        with mock.patch("forms.line.hashlib.sha256") as made:
            made.return_value.hexdigest.return_value = raw[raw.find(b',"hash":"') + 9 :][:64].decode()
            return load_line(raw)

    with contextlib.ExitStack() as stack:
        for module in (scan_module, chain_module, receiving_module):
            stack.enter_context(mock.patch.object(module, "load_line", trusting))
        yield


@contextlib.contextmanager
def tail_cut_too_far() -> Iterator[None]:
    """With a torn tail the last whole line goes too."""
    plain: Callable[[Trail, int], int] = opening_module._tail_start

    def further(trail: Trail, committed: int) -> int:
        start = plain(trail, committed)
        same_file = committed and trail.places[committed - 1] >> PLACE_BITS == len(trail.segments) - 1
        return trail.places[committed - 1] & OFFSET_MASK if same_file else start

    with mock.patch.object(opening_module, "_tail_start", further):
        yield


def groups_ignored() -> AbstractContextManager[Any]:
    """Every whole line counts, whether its group is complete or not; the next line need not continue it."""

    def step(trail: Trail, line: Line) -> str:
        envelope, head = line.envelope, trail.head
        return "" if (envelope.n, envelope.prev) == (head.n + 1, head.hash) else "order"

    stack = contextlib.ExitStack()
    stack.enter_context(mock.patch.object(Trail, "whole", property(lambda _: True)))
    stack.enter_context(mock.patch.object(scan_module, "step", step))
    return stack


LAYERS: dict[str, type[Recorder]] = {"no flush": NoFlushRecorded, "no flush of folders": NoFolderFlushRecorded}
PATCHES: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "acknowledged before the flush": acknowledged_before_flush,
    "witness before the flush": witness_before_flush,
    "tail cut too far": tail_cut_too_far,
    "groups ignored": groups_ignored,
}
"""What the crash states must catch."""


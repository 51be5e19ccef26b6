"""One chain of lines on the disk, own or received: its segment files, reading a line by number, appending a group.

An own chain rolls to a new segment at `ROLL_BYTES`. Documents are read from the disk and hash-checked when asked for.
This module must not know what the lines mean.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from desktop_app.store.durable import Appender, create_file
from desktop_app.store.errors import Damaged
from desktop_app.store.files import Files
from desktop_app.store.scan import OFFSET_MASK, PLACE_BITS, Segment, Trail
from desktop_app.store.witness import Head
from forms.line import BadLine, Line, load_line

ROLL_BYTES = 64 << 20


def list_segments(folder: Path, name: str) -> list[Segment]:
    """Return the segment files of a chain's folder in order, sizes not yet known. Raises Damaged if one is missing."""
    paths = sorted(folder.glob("*.jsonl"))
    for number, path in enumerate(paths, 1):
        if path.name != f"{number:06}.jsonl":
            raise Damaged(f"{name}/{number:06}.jsonl", 0, "missing")
    return [Segment(path, f"{name}/{path.name}", 0) for path in paths]


class Chain:
    """A chain whose lines are known up to `head`. `number`: its place among the chains of the office, 0 is the own one."""

    def __init__(self, files: Files, folder: Path, name: str, trail: Trail, number: int, origin: str) -> None:
        self._files = files
        self.folder = folder
        self.name = name
        self.trail = trail
        self.number = number
        self.origin = origin
        self.roll_bytes = ROLL_BYTES
        self._appender: Appender | None = None
        self._readers: dict[int, int] = {}

    @property
    def head(self) -> Head:
        """The last line."""
        return self.trail.head

    @property
    def broken(self) -> str:
        """Why nothing can be appended any more; empty while all is well."""
        return self._appender.broken if self._appender else ""

    def ready_appender(self) -> Appender:
        """Return the last segment open for appending; a new one if there is none or it is full. Raises the writer's errors."""
        appender = self._last_appender()
        if appender.size >= self.roll_bytes and appender.end == appender.size and not appender.broken:
            self._roll(appender)
        return self._appender or appender

    def make_ready(self) -> None:
        """Flush the last segment, where a killed process may have left a group unflushed; only then may the next one begin."""
        self._last_appender().flush()
        self.ready_appender()

    def _last_appender(self) -> Appender:
        if self._appender is None:
            if not self.trail.segments:
                self._new_segment()
            last = self.trail.segments[-1]
            self._appender = Appender(self._files, last.path, last.size, last.name)
        return self._appender

    def append(self, group: list[bytes], head: Head) -> None:
        """Append whole lines as one group, flushed once. Raises the durable writer's errors; then nothing has changed."""
        appender = self.ready_appender()
        offset = appender.size
        data = b"".join(group)
        appender.append(data)
        index = len(self.trail.segments) - 1
        self.trail.segments[index].digest.update(data)
        for raw in group:
            self.trail.places.append(index << PLACE_BITS | offset)
            offset += len(raw)
        self.trail.segments[-1].size = offset
        self.trail.head = head

    def read_raw(self, n: int) -> bytes:
        """Return the bytes of line `n`. Raises Damaged if they cannot be read."""
        if not 1 <= n <= self.trail.head.n:
            raise Damaged(self.name, n, "missing")
        place = self.trail.places[n - 1]
        index, offset = place >> PLACE_BITS, place & OFFSET_MASK
        segment = self.trail.segments[index]
        following = self.trail.places[n] if n < self.trail.head.n else 0
        end = following & OFFSET_MASK if following and following >> PLACE_BITS == index else segment.size
        try:
            raw = _read_at(self._reader(index), offset, end - offset)
        except OSError as error:
            raise Damaged(segment.name, n + 1 - segment.first, "missing", str(error)) from error
        return raw

    def read_line(self, n: int) -> Line:
        """Return line `n`, its own hash checked. Raises Damaged with its place."""
        raw = self.read_raw(n)
        try:
            line = load_line(raw)
        except BadLine as bad:
            raise self.damage(n, bad.reason, bad.detail) from None
        if line.envelope.n != n:
            raise self.damage(n, "order")
        return line

    def raw_lines(self, first: int) -> Iterator[bytes]:
        """Yield the bytes of the lines from `first` to the head as it is when the call is made."""
        for n in range(first, self.trail.head.n + 1):
            yield self.read_raw(n)

    def damage(self, n: int, reason: str, detail: str = "") -> Damaged:
        """Return the error that names line `n`'s place."""
        segment = next((s for s in reversed(self.trail.segments) if s.first <= n), None)
        return Damaged(segment.name, n + 1 - segment.first, reason, detail) if segment else Damaged(self.name, n, reason, detail)

    def close(self) -> None:
        """Give all handles back."""
        if self._appender is not None:
            self._appender.close()
            self._appender = None
        for handle in self._readers.values():
            os.close(handle)
        self._readers.clear()

    def _roll(self, full: Appender) -> None:
        self._new_segment()
        full.close()
        last = self.trail.segments[-1]
        self._appender = Appender(self._files, last.path, 0, last.name)

    def _new_segment(self) -> None:
        name = f"{len(self.trail.segments) + 1:06}.jsonl"
        create_file(self._files, self.folder / name)
        self.trail.segments.append(Segment(self.folder / name, f"{self.name}/{name}", self.trail.head.n + 1))

    def _reader(self, index: int) -> int:
        if index not in self._readers:
            self._readers[index] = os.open(self.trail.segments[index].path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return self._readers[index]


def _read_at(handle: int, offset: int, length: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(handle, length, offset)
    os.lseek(handle, offset, os.SEEK_SET)
    return os.read(handle, length)

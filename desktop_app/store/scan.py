"""Walks the lines of one chain in order and checks each: own hash, number, link to the line before, group.

Each good line is handed on. This module reads files, must not write, and must not decide what to do about what it finds.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.store.values import Past, epoch_of
from desktop_app.store.witness import Head
from forms.line import BadLine, Line, load_line

if TYPE_CHECKING:
    from hashlib import _Hash as Digest

Take = Callable[[Line], str]
"""Takes a good line in; returns a damage code if it contradicts what is known or its payload is wrong, else empty."""

PLACE_BITS = 40
OFFSET_MASK = (1 << PLACE_BITS) - 1


@dataclass(slots=True)
class Segment:
    """One file of a chain. `first`: number of its first line. `size`: bytes that count; `digest`: SHA-256 over them."""

    path: Path
    name: str
    first: int
    size: int = 0
    digest: Digest = field(default_factory=sha256)


@dataclass(slots=True)
class Trail:
    """How far a chain is known: its segments, the place of each line (index n - 1), its head, where the last group began.

    epoch: of the lines that are written now.  past: the epochs before it.
    """

    station: str
    epoch: str
    segments: list[Segment] = field(default_factory=list)
    places: array[int] = field(default_factory=lambda: array("Q"))
    head: Head = field(default_factory=Head)
    group_first: int = 0
    group_left: int = 0
    past: tuple[Past, ...] = ()

    def epoch_of(self, n: int) -> str:
        """Return the epoch that line `n` belongs to."""
        return epoch_of(self.past, self.epoch, n)

    @property
    def whole(self) -> bool:
        """Whether the last group is complete."""
        return self.group_left == 0


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a scan ended before the last byte: in `segment` (index) at `offset`, line `line` of it, with `reason`."""

    segment: int
    offset: int
    line: int
    reason: str
    detail: str = ""


def scan(trail: Trail, take: Take, until: int | None = None) -> Stop | None:
    """Walk on from the end of `trail` to the end of its files, or to line `until`, extending `trail`.

    Returns where and why the walk stopped early, None if every byte was good.
    """
    start = max(sum(1 for segment in trail.segments if segment.first) - 1, 0)
    for index in range(start, len(trail.segments)):
        if until is not None and trail.head.n >= until:
            break
        segment = trail.segments[index]
        segment.first = segment.first or trail.head.n + 1
        stop = _scan_segment(trail, index, take, until)
        if stop is not None:
            return stop
    return None


def _scan_segment(trail: Trail, index: int, take: Take, until: int | None) -> Stop | None:
    segment = trail.segments[index]
    with segment.path.open("rb", buffering=1 << 20) as handle:
        handle.seek(segment.size)
        for raw in handle:
            try:
                line = load_line(raw)
                reason = step(trail, line) or take(line)
            except BadLine as bad:
                return Stop(index, segment.size, trail.head.n + 2 - segment.first, bad.reason, bad.detail)
            if reason:
                return Stop(index, segment.size, trail.head.n + 2 - segment.first, reason)
            _extend(trail, index, line, raw)
            if until is not None and trail.head.n >= until:
                return None
    return None


def _extend(trail: Trail, index: int, line: Line, raw: bytes) -> None:
    segment, envelope = trail.segments[index], line.envelope
    trail.places.append(index << PLACE_BITS | segment.size)
    trail.head = Head(envelope.n, line.hash)
    trail.group_first, trail.group_left = envelope.first, envelope.left
    segment.size += len(raw)
    segment.digest.update(raw)


def step(trail: Trail, line: Line) -> str:
    """Return the damage code of a line that does not follow on from the trail's end, else empty."""
    envelope, head = line.envelope, trail.head
    expected = trail.epoch_of(envelope.n) if trail.past else trail.epoch
    if envelope.n != head.n + 1 or envelope.epoch != expected or envelope.station != trail.station:
        return "order"
    if envelope.prev != head.hash:
        return "link"
    if trail.group_left:
        followed = envelope.first == trail.group_first and envelope.left == trail.group_left - 1
    else:
        followed = envelope.first == envelope.n and envelope.left >= 0
    return "" if followed else "group"


def later_group(path: Path, offset: int, station: str, epoch: str, n: int) -> bool:
    """Tell whether behind `offset` lies a good line of a group that began after line `n`: then this is no torn tail."""
    with path.open("rb") as handle:
        handle.seek(offset)
        for raw in handle:
            start = raw.find(b'{"v":')
            try:
                envelope = load_line(raw[max(start, 0) :]).envelope
            except BadLine:
                continue
            if envelope.first > n and (envelope.station, envelope.epoch) == (station, epoch):
                return True
    return False

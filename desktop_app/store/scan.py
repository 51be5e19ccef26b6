"""Walks the lines of one chain in order and checks each: own hash, number, link to the line before, group.

`scan` hands each line on; `verify` only checks the hashes, as fast as Python can, up to a head that
is known. Both read files, neither writes. They must not decide what to do about what they find.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from desktop_app.store.errors import Damaged
from desktop_app.store.witness import Head
from forms.line import BadLine, Line, load_line

Take = Callable[[Line], str]
"""Takes a good line in; returns a damage code if it contradicts what is known or its payload is wrong, else empty."""

PLACE_BITS = 40
OFFSET_MASK = (1 << PLACE_BITS) - 1


@dataclass(slots=True)
class Segment:
    """One file of a chain. `first`: number of its first line. `size`: bytes that count."""

    path: Path
    name: str
    first: int
    size: int = 0


@dataclass(slots=True)
class Trail:
    """How far a chain is known: its segments, the place of each line (index n - 1), its head, where the last group began."""

    station: str
    epoch: str
    segments: list[Segment] = field(default_factory=list)
    places: array[int] = field(default_factory=lambda: array("Q"))
    head: Head = field(default_factory=Head)
    group_first: int = 0
    group_left: int = 0

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
            _extend(trail, index, line, len(raw))
            if until is not None and trail.head.n >= until:
                return None
    return None


def _extend(trail: Trail, index: int, line: Line, length_bytes: int) -> None:
    segment, envelope = trail.segments[index], line.envelope
    trail.places.append(index << PLACE_BITS | segment.size)
    trail.head = Head(envelope.n, line.hash)
    trail.group_first, trail.group_left = envelope.first, envelope.left
    segment.size += length_bytes


def step(trail: Trail, line: Line) -> str:
    """Return the damage code of a line that does not follow on from the trail's end, else empty."""
    envelope, head = line.envelope, trail.head
    if envelope.n != head.n + 1 or envelope.epoch != trail.epoch or envelope.station != trail.station:
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


def verify(trail: Trail, progress: Callable[[int], None] = lambda _: None, start: Head = Head()) -> None:  # noqa: B008 - frozen value
    """Check own hash, number and link of every known line after `start`. Raises Damaged at the first that is not in order."""
    prefix = b'{"v":1,"station":"%b","epoch":"%b","n":' % (trail.station.encode(), trail.epoch.encode())
    n, last = start.n, start.hash.encode()
    for segment in trail.segments:
        if n < segment.first - 1 or (not segment.size and segment is not trail.segments[-1]):
            raise Damaged(segment.name, 0, "missing")
        if n >= segment.first + _lines_in(trail, segment) - 1:
            continue
        n, last = _verify_segment(trail, segment, n, last, prefix, progress)
    if Head(n, last.decode()) != trail.head:
        raise Damaged(trail.segments[-1].name if trail.segments else "", 0, "short")


def _lines_in(trail: Trail, segment: Segment) -> int:
    index = trail.segments.index(segment)
    following = trail.segments[index + 1].first if index + 1 < len(trail.segments) else trail.head.n + 1
    return following - segment.first


def _verify_segment(
    trail: Trail, segment: Segment, n: int, last: bytes, prefix: bytes, progress: Callable[[int], None]
) -> tuple[int, bytes]:
    left = segment.size
    with segment.path.open("rb", buffering=1 << 20) as handle:
        if n >= segment.first:
            offset = trail.places[n] & OFFSET_MASK
            handle.seek(offset)
            left -= offset
        for raw in handle:
            left -= len(raw)
            if left < 0:
                break
            n += 1
            cut = raw.find(b',"hash":"')
            head = raw[:cut]
            digest = sha256(head).hexdigest().encode()
            if raw[cut + 9 : cut + 73] != digest or not head.endswith(b',"prev":"%b"' % last):
                raise Damaged(segment.name, n + 1 - segment.first, "hash" if raw[cut + 9 : cut + 73] != digest else "link")
            if not head.startswith(b"%b%d," % (prefix, n)):
                raise Damaged(segment.name, n + 1 - segment.first, "order")
            last = digest
            if not n & 0x3FFF:
                progress(n)
            if not left:
                break
    return n, last

"""Takes the lines of another office in: verified, written verbatim (payloads sealed anew) as a chain, committed by one own line.

Order: verify and append to the stream's segment → fsync → own `bundles` line (the commit point) → index. Lines beyond what
the own chain has committed are cut off at the next opening. This module must not merge or judge contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import NoneType

from desktop_app.store.chain import Chain, list_segments
from desktop_app.store.codec import PayloadCodec
from desktop_app.store.durable import make_folders
from desktop_app.store.errors import BadRecord, StreamBroken
from desktop_app.store.index import Index
from desktop_app.store.intake import BAD_JSON, ERASED, Known
from desktop_app.store.opening import Opened, Opening, cut_beyond, stream_name, taker
from desktop_app.store.profile import EPOCH, STATION
from desktop_app.store.reader import load_data
from desktop_app.store.scan import Trail, scan, step
from desktop_app.store.values import Past, StreamHead
from desktop_app.store.witness import Head
from forms.line import BadLine, Line, load_line, read_data

BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """Whose lines are received. past: the station's earlier epochs, whose lines a new stream begins with."""

    unit: str
    station: str
    epoch: str
    past: tuple[Past, ...] = ()


def receive_stream(
    opening: Opening, opened: Opened, source: Source, lines: Iterable[bytes], commit: Callable[[Head], None]
) -> None:
    """Take in `lines`; `commit` writes the own line. Raises StreamBroken and the writer's errors; then nothing has changed."""
    chain = opened.received.get((source.station, source.epoch)) or _new_chain(opening, opened, source)
    appender = chain.ready_appender()
    start = appender.size
    try:
        head = _write_lines(chain, opened, opening.codec, lines)
        if appender.end > start:
            appender.flush()
        commit(head)
    except BaseException:
        if not appender.broken and appender.end > start:
            appender.cut(start)
        if (source.station, source.epoch) not in opened.received:
            chain.close()
        raise
    opened.received[source.station, source.epoch] = chain
    if chain.trail.past and not chain.head.n:
        _take_over(opening, opened, chain)
    stop = scan(chain.trail, taker(opening, opened, chain, opened.index), head.n)
    if chain.head != head:
        raise chain.damage(chain.head.n + 1, stop.reason if stop else "short")


def _new_chain(opening: Opening, opened: Opened, source: Source) -> Chain:
    if not STATION.fullmatch(source.station) or not EPOCH.fullmatch(source.epoch):
        raise BadRecord("station: letters, digits, . _ - ; epoch: 32 hex digits")
    if (source.station, source.epoch) == (opening.profile.station, opening.profile.epoch):
        raise BadRecord("the stream is this office's own")
    if source.past and source.station == opening.profile.station:
        raise BadRecord("a restored stream of this office's own station")
    name = stream_name(source.station, source.epoch)
    folder = opening.folder / name
    make_folders(opening.files, folder)
    trail = Trail(source.station, source.epoch, list_segments(folder, name), past=source.past)
    for segment in trail.segments:
        segment.first = 1
    origin = "" if source.station == opening.profile.station else source.station
    chain = Chain(opening.files, folder, name, trail, len(opened.received) + 1, origin)
    cut_beyond(opening.files, chain)
    return chain


def _write_lines(chain: Chain, opened: Opened, codec: PayloadCodec, lines: Iterable[bytes]) -> Head:
    """Verify and write what is new, not flushed. Returns the head it leads to. Raises StreamBroken."""
    reached = Trail(chain.trail.station, chain.trail.epoch, head=chain.head, past=chain.trail.past)
    known = Known(Index() if chain.trail.past and not chain.head.n else opened.index, chain.number, chain.origin)
    others = [other for other in opened.received.values() if other.trail.station == chain.trail.station and other is not chain]
    block: list[bytes] = []
    waiting_bytes = 0
    for raw in lines:
        line = _load(chain, raw, reached)
        if line.envelope.n <= chain.head.n:
            _require_same(chain, line)
            continue
        _require_next(chain, reached, known, line)
        for other in others:
            _require_same_past(other, line)
        known.plan(line.envelope)
        kept = codec.keep_line(raw, line)
        block.append(kept)
        waiting_bytes += len(kept)
        if waiting_bytes >= BLOCK_BYTES:
            chain.ready_appender().write(b"".join(block))
            block, waiting_bytes = [], 0
    if not reached.whole:
        raise StreamBroken(chain.trail.station, reached.head.n + 1, "group")
    if block:
        chain.ready_appender().write(b"".join(block))
    return reached.head


def _load(chain: Chain, raw: bytes, reached: Trail) -> Line:
    try:
        line = load_line(raw)
        if line.kind == "gone":
            raise BadLine(ERASED)
        if not isinstance(load_data(read_data(line)), NoneType if line.envelope.op == "remove" else dict):
            raise BadLine("payload")
    except (BadLine, *BAD_JSON) as bad:
        raise StreamBroken(chain.trail.station, reached.head.n + 1, getattr(bad, "reason", "payload")) from None
    if (line.envelope.station, line.envelope.epoch) != (chain.trail.station, chain.trail.epoch_of(line.envelope.n)):
        raise StreamBroken(chain.trail.station, line.envelope.n, "order")
    return line


def _require_same(chain: Chain, line: Line) -> None:
    if line.envelope.n < 1 or chain.read_line(line.envelope.n).hash != line.hash:
        raise StreamBroken(chain.trail.station, line.envelope.n, "fork")


def _require_same_past(other: Chain, line: Line) -> None:
    """Two streams of one station may part where a new epoch begins; a line of one epoch is the same in both."""
    n = line.envelope.n
    if n <= other.head.n and other.trail.epoch_of(n) == line.envelope.epoch and other.read_line(n).hash != line.hash:
        raise StreamBroken(other.trail.station, n, "fork")


def _take_over(opening: Opening, opened: Opened, chain: Chain) -> None:
    """Take the records of the station out of the index, and those back in whose stream was not taken over from."""
    for origin, table in [key for key in opened.index.tables if key[0] == chain.origin]:
        del opened.index.tables[origin, table]
    for other in opened.counted()[1:]:
        if other.origin == chain.origin and other is not chain:
            again = Trail(other.trail.station, other.trail.epoch, list_segments(other.folder, other.name), past=other.trail.past)
            scan(again, taker(opening, opened, other, opened.index), other.head.n)


def _require_next(chain: Chain, reached: Trail, known: Known, line: Line) -> None:
    reason = step(reached, line) or known.contradiction(line.envelope)
    if reason:
        n = line.envelope.n
        reason = "gap" if n > reached.head.n + 1 else "fork" if reason == "link" and n == chain.head.n + 1 else reason
        raise StreamBroken(chain.trail.station, n, reason)
    reached.head = Head(line.envelope.n, line.hash)
    reached.group_first, reached.group_left = line.envelope.first, line.envelope.left


def make_stream(source: Source, head: Head, seq: object, digest: object) -> StreamHead:
    """Return the stream's head for the own line. Raises BadRecord if the bundle's number is not an integer."""
    if not isinstance(seq, int) or not isinstance(digest, str):
        raise BadRecord("bundle_seq: integer, bundle_hash: text")
    return StreamHead(
        unit=source.unit, station=source.station, epoch=source.epoch, n=head.n, hash=head.hash, bundle_seq=seq,
        bundle_hash=digest, past=source.past,
    )  # fmt: skip

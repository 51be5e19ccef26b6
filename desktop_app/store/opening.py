"""Opens the chains of an office: verifies them, judges what does not add up, cuts a torn tail, drops half-received lines.

A torn tail is what one save cut off by a crash can leave: bytes behind the last whole group that were never acknowledged.
They are kept aside, cut off and reported. Everything else that does not add up is refused with its place.
This module must not write lines.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.store.chain import Chain, list_segments
from desktop_app.store.codec import PayloadCodec
from desktop_app.store.durable import failure, make_folders, replace_file
from desktop_app.store.errors import Damaged
from desktop_app.store.files import Files
from desktop_app.store.index import Index
from desktop_app.store.intake import Intake, look_only
from desktop_app.store.notices import damage_notice, tail_notice, witness_notice
from desktop_app.store.profile import Profile
from desktop_app.store.scan import OFFSET_MASK, PLACE_BITS, Stop, Take, Trail, later_group, scan
from desktop_app.store.snapshot import Image, load_index, load_trail, read_snapshot
from desktop_app.store.values import Notice, StreamHead, set_aside
from desktop_app.store.witness import Head, read_witness
from forms.line import ZERO_HASH

JOURNAL = "journal"
RECEIVED = "journal/in"
LOG = "log"
TEARABLE = {"shape", "hash", "payload", "unfinished"}


@dataclass(slots=True)
class Opened:
    """What opening found: the own chain, the received ones by (station, epoch), the index over all, and notices.

    snapshot_lines: how many lines of all chains the snapshot on the disk knows.
    """

    own: Chain
    index: Index
    received: dict[tuple[str, str], Chain] = field(default_factory=dict)
    streams: dict[tuple[str, str], StreamHead] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    snapshot_lines: int = 0

    def counted(self) -> list[Chain]:
        """Return the chains whose records count: the own one, and the received ones that no later one has taken over from."""
        aside = set_aside(self.streams)
        return [self.own, *(chain for key, chain in self.received.items() if key not in aside)]

    def close(self) -> None:
        """Give all files back."""
        for chain in (self.own, *self.received.values()):
            chain.close()


@dataclass(frozen=True, slots=True)
class Opening:
    """How an office is to be opened. `salvage`: read-only, up to the first damage, instead of refusing it."""

    files: Files
    folder: Path
    profile: Profile
    codec: PayloadCodec
    read_only: bool
    salvage: bool = False


def open_chains(opening: Opening) -> Opened:
    """Walk, judge and mend all chains, from the snapshot where it fits. Raises Damaged and the durable writer's errors."""
    image = read_snapshot(opening.folder, opening.codec)
    opened = _open(opening, image) if image is not None else None
    return opened or _open_anew(opening)


def stream_name(station: str, epoch: str) -> str:
    """Return the folder of a received stream within the office."""
    return f"{RECEIVED}/{station}-{epoch}"


def taker(opening: Opening, opened: Opened, chain: Chain, index: Index) -> Take:
    """Return what takes a chain's lines into `index`; lines of a stream that was taken over from are only looked at."""
    if (chain.trail.station, chain.trail.epoch) in set_aside(opened.streams) and chain.number:
        return look_only(opening.codec)
    return Intake(opening.codec, index, chain.number, chain.origin).take


def _open_anew(opening: Opening) -> Opened:
    opened = _open(opening, None)
    assert opened is not None  # noqa: S101 - only a snapshot can fail to fit
    return opened


def _open(opening: Opening, image: Image | None) -> Opened | None:
    """Return what is open, None if the snapshot `image` does not fit the files. Raises Damaged."""
    walked = _walk(opening, image, None)
    if walked is None:
        return None
    opened, stop = walked
    try:
        witness = read_witness(opening.folder, opening.profile.epoch)
        if stop is not None:
            opened = _settle(opening, opened, stop, witness)
        elif not opening.salvage:
            _compare(opened, witness)
        if image is not None and _taken_over(opened, image):
            opened.close()
            return None
        for stream in opened.streams.values():
            _open_received(opening, opened, stream)
    except BaseException:
        opened.close()
        raise
    return opened


def _taken_over(opened: Opened, image: Image) -> bool:
    """Tell whether a stream whose records are in the snapshot's index has been taken over from since."""
    known = {(stream.station, stream.epoch): stream for stream in image.streams}
    return bool((set_aside(opened.streams) - set_aside(known)) & known.keys())


def _walk(opening: Opening, image: Image | None, until: int | None) -> tuple[Opened, Stop | None] | None:
    opened = _start(opening, image)
    if opened is None:
        return None
    trail = opened.own.trail
    stop = scan(trail, Intake(opening.codec, opened.index, 0, "", opened.streams).take, until)
    if stop is None and not trail.whole:
        last = trail.segments[-1]
        stop = Stop(len(trail.segments) - 1, last.size, trail.head.n + 2 - last.first, "unfinished")
    return opened, stop


def _start(opening: Opening, image: Image | None) -> Opened | None:
    """Return what the snapshot knows, or empty chains without one; None if it does not fit. Raises Damaged if files shrank."""
    segments = list_segments(opening.folder / JOURNAL, JOURNAL)
    if image is None:
        trail = Trail(opening.profile.station, opening.profile.epoch, segments, past=opening.profile.past)
        return Opened(Chain(opening.files, opening.folder / JOURNAL, JOURNAL, trail, 0, ""), Index())
    own, *received = image.chains
    known = load_trail(own, segments, strict=not opening.salvage)
    if known is None or (own.station, own.epoch) != (opening.profile.station, opening.profile.epoch):
        return None
    known.past = opening.profile.past
    opened = Opened(Chain(opening.files, opening.folder / JOURNAL, JOURNAL, known, 0, ""), load_index(image))
    opened.snapshot_lines = sum(chain.n for chain in image.chains)
    opened.streams = {(stream.station, stream.epoch): stream for stream in image.streams}
    for chain in received:
        name = stream_name(chain.station, chain.epoch)
        trail_known = load_trail(chain, list_segments(opening.folder / name, name), strict=not opening.salvage)
        if trail_known is None:
            return None
        trail_known.past = opened.streams[chain.station, chain.epoch].past
        add_chain(opening, opened, trail_known)
    return opened


def _settle(opening: Opening, opened: Opened, stop: Stop, witness: Head | None) -> Opened:
    """Deal with a walk that stopped early: cut a torn tail, or refuse, or (salvage) show what lies before. Raises Damaged.

    What lies before is walked anew without the snapshot, whose lists the first walk has gone on filling.
    """
    trail = opened.own.trail
    committed = trail.head.n if trail.whole else trail.group_first - 1
    damage = _judge(trail, stop, witness, committed)
    if damage and not opening.salvage:
        raise damage
    kept = "" if opening.read_only else _cut_tail(opening, trail, committed)
    walked = _walk(opening, None, committed)
    if walked is None:
        raise Damaged(JOURNAL, 0, "changed")
    mended = walked[0]
    if not opening.salvage:
        _compare(mended, witness)
    mended.notices.append(
        damage_notice(damage) if damage else tail_notice(f"{trail.segments[stop.segment].name}:{stop.line}", kept)
    )
    return mended


def _judge(trail: Trail, stop: Stop, witness: Head | None, committed: int) -> Damaged | None:
    """Return the damage that the place where the walk stopped means, None for a torn tail."""
    segment = trail.segments[stop.segment]
    damage = Damaged(segment.name, stop.line, stop.reason, stop.detail)
    if stop.segment != len(trail.segments) - 1 or stop.reason not in TEARABLE:
        return damage
    if witness is None or witness.n > committed:
        return damage
    if later_group(segment.path, stop.offset, trail.station, trail.epoch, committed + 1):
        return damage
    return damage if _tail_start(trail, committed) < 0 else None


def _tail_start(trail: Trail, committed: int) -> int:
    """Return the offset in the last segment behind the last whole group, -1 if the group began in an earlier file."""
    if len(trail.places) == committed:
        return trail.segments[-1].size
    place = trail.places[committed]
    return place & OFFSET_MASK if place >> PLACE_BITS == len(trail.segments) - 1 else -1


def _cut_tail(opening: Opening, trail: Trail, committed: int) -> str:
    """Keep the bytes behind line `committed` aside, then cut them off. Returns the name of the kept file."""
    last, start = trail.segments[-1], _tail_start(trail, committed)
    with last.path.open("rb") as handle:
        handle.seek(start)
        tail = handle.read()
    name = f"{LOG}/tail-{committed}-{hashlib.sha256(tail).hexdigest()[:12]}.bin"
    make_folders(opening.files, opening.folder / LOG)
    replace_file(opening.files, opening.folder / name, tail)
    _cut_file(opening.files, last.path, start)
    return name


def _cut_file(files: Files, path: Path, size: int) -> None:
    try:
        handle = files.open_append(path)
        try:
            files.truncate(handle, size)
            files.fsync(handle)
        finally:
            files.close(handle)
    except OSError as error:
        raise failure(error) from error


def _compare(opened: Opened, witness: Head | None) -> None:
    """Hold the chain against its witness. Raises Damaged."""
    head = opened.own.head
    if witness is None:
        opened.notices.append(witness_notice(head))
        return
    if witness.n > head.n:
        raise opened.own.damage(head.n + 1, "short", f"{head.n} < {witness.n}")
    known = opened.own.read_line(witness.n).hash if witness.n else ZERO_HASH
    if known != witness.hash:
        raise opened.own.damage(witness.n, "witness")


def _open_received(opening: Opening, opened: Opened, stream: StreamHead) -> None:
    """Walk one received stream up to what the own chain has committed; cut what lies beyond. Raises Damaged."""
    key = (stream.station, stream.epoch)
    if key not in opened.received:
        name = stream_name(*key)
        add_chain(opening, opened, Trail(*key, list_segments(opening.folder / name, name), past=stream.past))
    chain = opened.received[key]
    stop = scan(chain.trail, taker(opening, opened, chain, opened.index), stream.n)
    if (chain.head.n, chain.head.hash) != (stream.n, stream.hash):
        damage = chain.damage(chain.head.n + 1, stop.reason if stop else "short")
        if not opening.salvage:
            raise damage
        opened.notices.append(damage_notice(damage))
    if not opening.read_only:
        cut_beyond(opening.files, chain)


def add_chain(opening: Opening, opened: Opened, trail: Trail) -> Chain:
    """Add a received stream's chain; return it."""
    name = stream_name(trail.station, trail.epoch)
    origin = "" if trail.station == opening.profile.station else trail.station
    number = len(opened.received) + 1
    chain = Chain(opening.files, opening.folder / name, name, trail, number, origin)
    opened.received[trail.station, trail.epoch] = chain
    return chain


def cut_beyond(files: Files, chain: Chain) -> None:
    """Cut off what lies in a chain's files beyond its head: lines of a receipt that was never committed."""
    for segment in chain.trail.segments:
        if segment.path.stat().st_size > segment.size:
            _cut_file(files, segment.path, segment.size)

"""The snapshot: the index as it was at a certain head, so that opening need not decode every line.

An accelerator that may be deleted at any time. It is bound to number and hash of each chain's last line, and to a SHA-256 over
the bytes of each segment: at opening those bytes are hashed again, in one stroke, so that every line is verified all the same.
A snapshot that is missing, older, damaged or does not fit the journal's bytes is passed over and every line decoded. In a
sealed office it is sealed. This module must not judge the journal.
"""

from __future__ import annotations

import hashlib
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desktop_app.store.codec import PayloadCodec
from desktop_app.store.durable import replace_file
from desktop_app.store.errors import Damaged, StoreError
from desktop_app.store.files import Files
from desktop_app.store.index import Index, TableIndex
from desktop_app.store.keyed import Codes, Serials
from desktop_app.store.names import NameText
from desktop_app.store.scan import Segment, Trail
from desktop_app.store.values import StreamHead
from desktop_app.store.witness import Head

if TYPE_CHECKING:
    from desktop_app.store.opening import Opened

SNAPSHOT_FILE = "snapshot"
MAGIC = b"somotcua snapshot 3\n"
BLOCK_BYTES = 1 << 20


class SegmentImage(msgspec.Struct, array_like=True, frozen=True):
    """A segment's first line, size in bytes and SHA-256."""

    first: int
    size: int
    digest: bytes


class ChainImage(msgspec.Struct, array_like=True, frozen=True):
    """How far a chain was known."""

    station: str
    epoch: str
    n: int
    hash: str
    segments: list[SegmentImage]
    places: bytes


class TableImage(msgspec.Struct, array_like=True, frozen=True):
    """One table's index."""

    origin: str
    table: str
    ids: list[str]
    places: bytes
    marks: bytes
    live: int
    changes: int
    texts: list[str]
    codes: list[str]
    batches: list[str]
    serials: bytes
    kinds: bytes


class Image(msgspec.Struct, array_like=True, frozen=True):
    """Everything in the file: the own chain first."""

    chains: list[ChainImage]
    streams: list[StreamHead]
    tables: list[TableImage]


def write_snapshot(files: Files, folder: Path, codec: PayloadCodec, opened: Opened) -> bool:
    """Write the snapshot of what is open; return whether that worked. It never matters if not."""
    chains = [_chain_image(chain.trail) for chain in (opened.own, *opened.received.values())]
    tables = [_table_image(origin, name, table) for (origin, name), table in opened.index.tables.items()]
    blob = codec.dump_blob(msgspec.msgpack.encode(Image(chains, list(opened.streams.values()), tables)), SNAPSHOT_FILE)
    try:
        replace_file(files, folder / SNAPSHOT_FILE, MAGIC + hashlib.sha256(blob).digest() + blob, 0o600)
    except StoreError:
        return False
    return True


def read_snapshot(folder: Path, codec: PayloadCodec) -> Image | None:
    """Return the snapshot, None if it is missing, damaged or not to be read."""
    try:
        data = (folder / SNAPSHOT_FILE).read_bytes()
    except OSError:
        return None
    start = len(MAGIC) + hashlib.sha256().digest_size
    if not data.startswith(MAGIC) or hashlib.sha256(data[start:]).digest() != data[len(MAGIC) : start]:
        return None
    try:
        return msgspec.msgpack.decode(codec.load_blob(data[start:], SNAPSHOT_FILE), type=Image)
    except (ValueError, msgspec.MsgspecError):
        return None


def load_trail(image: ChainImage, segments: list[Segment], *, strict: bool) -> Trail | None:
    """Return the trail of a chain as far as the snapshot knows it, None if the files' bytes are not the ones it knew.

    segments: those on the disk now; ones that the snapshot does not know stay untouched at the end.
    Raises Damaged (if strict) where files are missing or shorter: lines that were on the disk are gone.
    """
    if len(image.segments) > len(segments):
        if strict:
            raise Damaged(
                segments[-1].name if segments else image.station, 0, "short", f"{SNAPSHOT_FILE} knows of {image.n} lines"
            )
        return None
    for segment, known in zip(segments, image.segments, strict=False):
        if strict and segment.path.stat().st_size < known.size:
            raise Damaged(segment.name, 0, "short", f"{SNAPSHOT_FILE} knows of {image.n} lines")
        if not _same_bytes(segment, known):
            return None
        segment.first, segment.size = known.first, known.size
    return Trail(image.station, image.epoch, segments, _load_array("Q", image.places), Head(image.n, image.hash))


def load_index(image: Image) -> Index:
    """Return the index that the snapshot holds."""
    index = Index()
    for table in image.tables:
        index.tables[table.origin, table.table] = _load_table(table)
    return index


def _same_bytes(segment: Segment, known: SegmentImage) -> bool:
    left = known.size
    try:
        with segment.path.open("rb", buffering=0) as handle:
            while left and (block := handle.read(min(left, BLOCK_BYTES))):
                segment.digest.update(block)
                left -= len(block)
    except OSError:
        return False
    return not left and segment.digest.digest() == known.digest


def _chain_image(trail: Trail) -> ChainImage:
    segments = [SegmentImage(segment.first, segment.size, segment.digest.digest()) for segment in trail.segments]
    return ChainImage(trail.station, trail.epoch, trail.head.n, trail.head.hash, segments, trail.places.tobytes())


def _table_image(origin: str, name: str, table: TableIndex) -> TableImage:
    return TableImage(
        origin, name, table.ids, table.places.tobytes(), table.marks.tobytes(), table.live, table.changes,
        table.names.texts, table.codes.of_slot, table.serials.batches, table.serials.numbers.tobytes(),
        table.serials.kinds.tobytes(),
    )  # fmt: skip


def _load_table(image: TableImage) -> TableIndex:
    table = TableIndex()
    table.ids = image.ids
    table.slots = dict(zip(image.ids, range(len(image.ids)), strict=True))
    table.places, table.marks = _load_array("Q", image.places), _load_array("Q", image.marks)
    table.live, table.changes = image.live, image.changes
    table.names = NameText(image.texts)
    table.codes = Codes(image.codes)
    table.serials = Serials(image.batches, _load_array("q", image.serials), _load_array("b", image.kinds))
    return table


def _load_array(kind: str, data: bytes) -> array[int]:
    values: array[int] = array(kind)
    values.frombytes(data)
    return values

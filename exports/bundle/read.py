"""Opening a bundle: each layer checked before the next is touched, all of it before a single line is handed out.

Order: frame, header, signature, payload hash (`require_whole`); sender known (`require_sender`); for us
(`require_recipient`); decrypted, unpacked, bag, identity, every line (`open_bundle`). Plaintext only ever goes to the
spool the caller gives. This module must not write files or decide what happens to the lines.
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Protocol

from exports.bundle import bag, refusals
from exports.bundle.age import PAYLOAD_NAME, decrypt, recipient_of
from exports.bundle.header import MAX_EVENTS_BYTES, Header, hash_header
from exports.bundle.lines import EVENTS_NAME, LineCheck, Progress, no_progress, split_lines
from exports.bundle.outer import Outer, read_outer, read_section
from exports.bundle.packing import Unpacker
from exports.bundle.refusals import json_refusal, refusal
from exports.bundle.sshsig import fingerprint_of_line, require_signature
from forms.problems import Problem, make_problem
from forms.strict_json import BadJson, loads_strict


class Spool(Protocol):
    """A place for plaintext: filled once from its start, then read."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes from the place, none at the end."""

    def seek(self, place: int, /) -> int:
        """Read on from `place`."""

    def truncate(self) -> int:
        """Throw away what is behind the place."""


Registry = Mapping[tuple[str, str], str]
"""Known stations: (unit, station) → `ssh-ed25519 AAAA…`."""

RAM_BYTES = 64 << 20
"""Without a spool of the caller's, a larger payload is refused."""

OLDEST_YEAR = 2019
AHEAD = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class OpenedBundle:
    """A bundle found in order from end to end. `header_hash`: what the next one's `prev` says.

    receipt: what a `receipt` says, else None.
    past: earlier epochs that the lines begin with, and the number of each one's last line.
    warnings: what a person is told though the bundle is taken.
    """

    header: Header
    header_bytes: bytes
    receipt: dict[str, Any] | None
    warnings: list[Problem]
    past: tuple[tuple[str, int], ...]
    _spool: Spool = field(repr=False)
    _events_hash: str = field(repr=False)

    @property
    def header_hash(self) -> str:
        """SHA-256 of the header bytes in hex."""
        return hash_header(self.header_bytes)

    @property
    def events(self) -> Iterator[bytes]:
        """The raw lines, checked before, from the first at each call. The last raises BundleRefused if the spool was changed."""
        return self._lines()

    def _lines(self) -> Iterator[bytes]:
        self._spool.seek(0)
        unpacker = Unpacker(self._spool, self.header.bundle)
        unpacker.whole(bag.DECLARATION_NAME, len(bag.DECLARATION))
        unpacker.whole(bag.IDENTITY_NAME, bag.MAX_IDENTITY_BYTES)
        digest = hashlib.sha256()
        yield from split_lines(_digested(unpacker.member(EVENTS_NAME, MAX_EVENTS_BYTES), digest))
        if digest.hexdigest() != self._events_hash:
            raise refusal(refusals.SPOOL, EVENTS_NAME, detail="SHA-256")


def open_bundle(
    file: BinaryIO,
    *,
    registry: Registry,
    identity: str,
    spool: Spool | None = None,
    now: datetime | None = None,
    progress: Progress = no_progress,
) -> OpenedBundle:
    """Return the bundle in `file`, every byte of it checked. Raises BundleRefused; `spool` is then emptied.

    identity: `AGE-SECRET-KEY-1…`.  spool: an empty file for the decrypted payload, kept by the caller until the lines are
    used, sealed or in memory only; without one the payload stays in memory up to `RAM_BYTES`.  now: to judge the sender's clock.
    """
    outer = read_outer(file)
    require_whole(file, outer)
    require_sender(outer.header, registry)
    require_recipient(outer.header, identity)
    return read_contents(file, outer, identity, spool=spool, now=now, progress=progress)


def require_whole(file: BinaryIO, outer: Outer) -> None:
    """Raise BundleRefused unless the header is signed by the key it names and the payload is the one it names."""
    header = outer.header
    require_signature(outer.signature, outer.header_bytes, header.key)
    if outer.payload.size != header.payload.bytes:
        raise refusal(refusals.PAYLOAD_SIZE, PAYLOAD_NAME)
    digest, crc = hashlib.sha256(), 0
    for chunk in read_section(file, outer.payload_at, outer.payload.size):
        digest.update(chunk)
        crc = zlib.crc32(chunk, crc)
    if digest.hexdigest() != header.payload.sha256:
        raise refusal(refusals.PAYLOAD_HASH, PAYLOAD_NAME)
    if crc != outer.payload.crc:
        raise refusal(refusals.FRAME, PAYLOAD_NAME)


def require_sender(header: Header, registry: Registry) -> None:
    """Raise BundleRefused unless the header's key is the known key of its unit and station."""
    known = registry.get((header.unit, header.station))
    if known is None:
        of_unit = any(unit == header.unit for unit, _ in registry)
        code = refusals.UNKNOWN_STATION if of_unit else refusals.UNKNOWN_UNIT
        raise refusal(code, "header.json", unit=header.unit, station=header.station)
    if fingerprint_of_line(known) != header.key:
        raise refusal(refusals.UNKNOWN_KEY, "header.json", key=header.key, station=header.station)


def require_recipient(header: Header, identity: str) -> None:
    """Raise BundleRefused unless the bundle is encrypted to this identity."""
    if recipient_of(identity) not in header.to:
        raise refusal(refusals.NOT_FOR_US, "header.json")


def read_contents(
    file: BinaryIO,
    outer: Outer,
    identity: str,
    *,
    spool: Spool | None = None,
    now: datetime | None = None,
    progress: Progress = no_progress,
) -> OpenedBundle:
    """Return the opened bundle, its inside checked. Raises BundleRefused. For an `outer` that has passed the other checks."""
    target: Spool = io.BytesIO() if spool is None else spool
    try:
        sink = _Sink(target, RAM_BYTES if spool is None else outer.payload.size)
        decrypt(read_section(file, outer.payload_at, outer.payload.size), sink, identity)
        target.seek(0)
        receipt, events_hash, past = _check_bag(target, outer.header, progress)
    except BaseException:
        target.seek(0)
        target.truncate()
        raise
    warnings = clock_warnings(outer.header, now)
    return OpenedBundle(outer.header, outer.header_bytes, receipt, warnings, past, target, events_hash)


def clock_warnings(header: Header, now: datetime | None) -> list[Problem]:
    """Return a warning if the sender's clock cannot have been right, else nothing."""
    created = datetime.fromisoformat(header.created)
    if created.year >= OLDEST_YEAR and (now is None or created <= now + AHEAD):
        return []
    return [make_problem(refusals.CLOCK, "header.json", created=header.created)]


class _Sink:
    """Takes plaintext up to a limit; the spool's OSError comes out as a refusal."""

    def __init__(self, spool: Spool, limit: int) -> None:
        self._spool = spool
        self._left = limit

    def write(self, data: bytes, /) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise refusal(refusals.SPOOL, PAYLOAD_NAME, detail="RAM")
        try:
            self._spool.write(data)
        except OSError as error:
            raise refusal(refusals.SPOOL, PAYLOAD_NAME, detail=error.strerror or type(error).__name__) from None
        return len(data)

    def flush(self) -> None:
        """The spool need not outlive a crash."""


def _check_bag(
    spool: Spool, header: Header, progress: Progress
) -> tuple[dict[str, Any] | None, str, tuple[tuple[str, int], ...]]:
    """Return the receipt, the hash of the events and the earlier epochs once everything in the spool is in order."""
    unpacker = Unpacker(spool, header.bundle)
    bag.require_declaration(unpacker.whole(bag.DECLARATION_NAME, len(bag.DECLARATION)))
    identity = unpacker.whole(bag.IDENTITY_NAME, bag.MAX_IDENTITY_BYTES)
    bag.require_identity(identity, header)
    events_hash, past = _check_events(unpacker, header, progress)
    hashes = {bag.IDENTITY_NAME: hashlib.sha256(identity).hexdigest(), EVENTS_NAME: events_hash}
    receipt = None
    if header.kind == "receipt":
        data = unpacker.whole(bag.RECEIPT_NAME, bag.MAX_RECEIPT_BYTES)
        hashes[bag.RECEIPT_NAME] = hashlib.sha256(data).hexdigest()
        receipt = _load_receipt(data)
    bag.require_manifest(unpacker.whole(bag.MANIFEST_NAME, bag.MAX_MANIFEST_BYTES), hashes)
    unpacker.end()
    return receipt, events_hash, past


def _check_events(unpacker: Unpacker, header: Header, progress: Progress) -> tuple[str, tuple[tuple[str, int], ...]]:
    digest = hashlib.sha256()
    check = LineCheck(header.station, header.epoch, header.lines.first or 1, progress)
    for raw in split_lines(_digested(unpacker.member(EVENTS_NAME, header.lines.bytes), digest)):
        check.take(raw)
    if check.done() != header.lines:
        raise refusal(refusals.LINES, EVENTS_NAME)
    return digest.hexdigest(), tuple(check.past)


def _digested(chunks: Iterator[bytes], digest: Any) -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _load_receipt(data: bytes) -> dict[str, Any]:
    try:
        value = loads_strict(data, max_bytes=bag.MAX_RECEIPT_BYTES)
    except BadJson as bad:
        raise json_refusal(bad, bag.RECEIPT_NAME) from None
    if not isinstance(value, dict):
        raise refusal(refusals.BAG, bag.RECEIPT_NAME)
    return value

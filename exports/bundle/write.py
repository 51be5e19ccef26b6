"""Making a bundle: lines in, a signed and encrypted file out, in one pass and with bounded memory.

The payload is written first, at the latest place it can begin; when its hash is known the header is made and signed, and the
payload moves down to stand right behind it. Nothing is drawn at random here but inside the encryption; clocks, keys and
ids are handed in. The caller flushes the file and gives it its name.
"""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from exports.bundle import bag
from exports.bundle.age import PAYLOAD_NAME, encrypt
from exports.bundle.frame import directory, local_header
from exports.bundle.header import (
    FORMAT_NAME,
    FORMAT_VERSION,
    HEADER_NAME,
    MAX_HEADER_BYTES,
    MAX_PAYLOAD_BYTES,
    Header,
    Kind,
    Lines,
    Payload,
    dump_header,
    wrong_field,
)
from exports.bundle.lines import EVENTS_NAME, LineCheck, Progress, checked_chunks, no_progress
from exports.bundle.outer import COPY_BYTES, PAYLOAD_AT_MOST, make_entries
from exports.bundle.packing import Packer
from exports.bundle.refusals import CANNOT_MAKE, TOO_BIG, UNREADABLE, json_refusal, refusal
from exports.bundle.sshsig import make_fingerprint, sign_header
from forms.line import ZERO_HASH, dump_text
from forms.strict_json import BadJson, loads_strict


def write_bundle(
    out: BinaryIO,
    *,
    key: Ed25519PrivateKey,
    recipients: Sequence[str],
    unit: str,
    station: str,
    epoch: str,
    seq: int,
    prev: str,
    kind: Kind,
    events: Iterable[bytes],
    bundle_id: str,
    created: datetime,
    receipt: dict[str, Any] | None = None,
    progress: Progress = no_progress,
) -> bytes:
    """Write a bundle to `out`, a new seekable file open for reading and writing; return its header bytes.

    recipients: age keys of the receiving office and of the escrow.  events: clear raw lines of one station and epoch, whole
    groups, in order; none for a receipt.  bundle_id: 32 fresh hex digits.  created: aware.  receipt: what a `receipt` says.
    progress: called with the lines done; may raise to stop.  Raises BundleRefused or what `events` and `out` raise; `out` is then
    emptied.
    """
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    draft = Header(
        format=FORMAT_NAME,
        version=FORMAT_VERSION,
        bundle=bundle_id,
        kind=kind,
        unit=unit,
        station=station,
        epoch=epoch,
        seq=seq,
        prev=prev,
        key=make_fingerprint(public),
        to=tuple(sorted(set(recipients))),
        created=created.isoformat(timespec="seconds"),
        lines=Lines(first=1, last=1, head=ZERO_HASH, bytes=1),
        payload=Payload(sha256=ZERO_HASH, bytes=1),
    )
    _require_makeable(draft, receipt)
    check = LineCheck(station, epoch, 1 if kind == "full" else None, progress)
    try:
        return _write(out, draft, key, check, events, receipt)
    except BaseException:
        with contextlib.suppress(OSError, ValueError):
            out.seek(0)
            out.truncate()
        raise


def _require_makeable(draft: Header, receipt: dict[str, Any] | None) -> None:
    field = wrong_field(draft)
    if field and not (field == "lines" and draft.kind == "receipt"):
        raise refusal(CANNOT_MAKE, HEADER_NAME, field=field, detail="")
    if (receipt is not None) != (draft.kind == "receipt"):
        raise refusal(CANNOT_MAKE, bag.RECEIPT_NAME, field="receipt", detail=draft.kind)


def _write(
    out: BinaryIO,
    draft: Header,
    key: Ed25519PrivateKey,
    check: LineCheck,
    events: Iterable[bytes],
    receipt: dict[str, Any] | None,
) -> bytes:
    out.seek(PAYLOAD_AT_MOST)
    meter = _Meter(out)
    encrypt(_bag_chunks(draft, checked_chunks(events, check), receipt), meter, draft.to)
    header = _with_facts(draft, check.done(), meter.payload())
    data = dump_header(header)
    if wrong_field(header) or len(data) > MAX_HEADER_BYTES:
        raise refusal(CANNOT_MAKE, HEADER_NAME, field=wrong_field(header) or "header", detail=str(len(data)))
    signature = sign_header(key, data)
    entries = make_entries(data, signature, meter.crc, meter.size)
    out.seek(0)
    out.writelines(local_header(entry) + body for entry, body in zip(entries, (data, signature, b""), strict=True))
    _move_down(out, PAYLOAD_AT_MOST, meter.size)
    out.write(directory(entries, out.tell()))
    out.truncate()
    return data


def _with_facts(draft: Header, lines: Lines, payload: Payload) -> Header:
    fields = {name: getattr(draft, name) for name in draft.__struct_fields__}
    return Header(**{**fields, "lines": lines, "payload": payload})


def _bag_chunks(draft: Header, events: Iterable[bytes], receipt: dict[str, Any] | None) -> Iterator[bytes]:
    """Yield the inner ZIP of the bag."""
    packer = Packer(draft.bundle)
    hashes: dict[str, str] = {}
    bodies: dict[str, Iterable[bytes]] = {bag.IDENTITY_NAME: [bag.dump_identity(draft)], EVENTS_NAME: events}
    if receipt is not None:
        bodies[bag.RECEIPT_NAME] = [_dump_receipt(receipt)]
    yield from packer.member(bag.DECLARATION_NAME, [bag.DECLARATION])
    for name in bag.payload_names(draft.kind):
        yield from packer.member(name, _hashed(bodies[name], hashes, name))
    yield from packer.member(bag.MANIFEST_NAME, [bag.dump_manifest(hashes)])
    yield packer.end()


def _dump_receipt(receipt: dict[str, Any]) -> bytes:
    data = dump_text(receipt)
    try:
        loads_strict(data, max_bytes=bag.MAX_RECEIPT_BYTES)
    except BadJson as bad:
        raise json_refusal(bad, bag.RECEIPT_NAME) from None
    return data


def _hashed(chunks: Iterable[bytes], hashes: dict[str, str], name: str) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        yield chunk
    hashes[name] = digest.hexdigest()


class _Meter:
    """Passes bytes on and takes their hash, checksum and number."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self.crc = self.size = 0

    def write(self, data: bytes, /) -> int:
        self._digest.update(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        if self.size > MAX_PAYLOAD_BYTES:
            raise refusal(TOO_BIG, PAYLOAD_NAME, limit=MAX_PAYLOAD_BYTES)
        self._out.write(data)
        return len(data)

    def flush(self) -> None:
        self._out.flush()

    def payload(self) -> Payload:
        return Payload(sha256=self._digest.hexdigest(), bytes=self.size)


def _move_down(out: BinaryIO, source: int, size: int) -> None:
    """Move `size` bytes at `source` to the file's present place, which is before it; leave the place behind them."""
    target = out.tell()
    for done in range(0, size, COPY_BYTES):
        out.seek(source + done)
        data = out.read(min(COPY_BYTES, size - done))
        if len(data) != min(COPY_BYTES, size - done):
            raise refusal(UNREADABLE, PAYLOAD_NAME, detail="short read")
        out.seek(target + done)
        out.write(data)

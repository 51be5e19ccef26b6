"""The outer file: a stored ZIP of exactly three members in a set order, each frame byte laid down.

Reading builds the frame it expects from sizes and checksums it has checked itself and compares; the ZIP's directory is
compared too, never believed. This module must not look into the members.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from exports.bundle import refusals
from exports.bundle.age import PAYLOAD_NAME
from exports.bundle.frame import LOCAL_BYTES, LOCAL_SIGN, STORED, Entry, directory, local_header
from exports.bundle.header import HEADER_NAME, MAX_HEADER_BYTES, MAX_PAYLOAD_BYTES, Header, load_header
from exports.bundle.refusals import BundleRefused, refusal
from exports.bundle.sshsig import MAX_SIGNATURE_BYTES, SIGNATURE_NAME

COPY_BYTES = 1 << 20
_MEMBERS = ((HEADER_NAME, MAX_HEADER_BYTES), (SIGNATURE_NAME, MAX_SIGNATURE_BYTES), (PAYLOAD_NAME, MAX_PAYLOAD_BYTES))
PAYLOAD_AT_MOST = sum(LOCAL_BYTES + len(name) for name, _ in _MEMBERS) + MAX_HEADER_BYTES + MAX_SIGNATURE_BYTES
"""Where the payload begins at the latest."""


@dataclass(frozen=True, slots=True)
class Outer:
    """The outside of a bundle whose frame is right. `payload`: the member's place in the file, not yet looked at."""

    header: Header
    header_bytes: bytes
    signature: bytes
    payload: Entry

    @property
    def payload_at(self) -> int:
        """Offset of the payload's first byte."""
        return self.payload.at + LOCAL_BYTES + len(self.payload.name)


def make_entries(header: bytes, signature: bytes, payload_crc: int, payload_bytes: int) -> list[Entry]:
    """Return the three members in their order and places."""
    entries, at = [], 0
    for name, crc, size in (
        (HEADER_NAME, zlib.crc32(header), len(header)),
        (SIGNATURE_NAME, zlib.crc32(signature), len(signature)),
        (PAYLOAD_NAME, payload_crc, payload_bytes),
    ):
        entries.append(Entry(name.encode(), STORED, crc, size, size, at))
        at += LOCAL_BYTES + len(name) + size
    return entries


def read_outer(file: BinaryIO) -> Outer:
    """Return the outside of the bundle in a seekable file. The payload is not read. Raises BundleRefused.

    The signature is not yet checked: nothing here is to be believed before `require_whole`.
    """
    try:
        return _read(file)
    except OSError as error:
        raise refusal(refusals.UNREADABLE, "ZIP", detail=error.strerror or type(error).__name__) from None


def _read(file: BinaryIO) -> Outer:
    file.seek(0)
    entries: list[Entry] = []
    bodies: list[bytes] = []
    for name, limit in _MEMBERS:
        entry = _read_local(file, name, limit, file.tell())
        body = b"" if name == PAYLOAD_NAME else file.read(entry.size)
        if name != PAYLOAD_NAME and len(body) != entry.size:
            raise refusal(refusals.CUT, name)
        if name != PAYLOAD_NAME and zlib.crc32(body) != entry.crc:
            raise refusal(refusals.FRAME, name)
        entries.append(entry)
        bodies.append(body)
    _require_trailer(file, entries)
    return Outer(load_header(bodies[0]), bodies[0], bodies[1], entries[2])


def _read_local(file: BinaryIO, name: str, limit: int, at: int) -> Entry:
    found = file.read(LOCAL_BYTES)
    if not found.startswith(LOCAL_SIGN):
        if at == 0:
            raise refusal(refusals.NOT_A_BUNDLE, "ZIP")
        raise refusal(refusals.CUT if len(found) < LOCAL_BYTES else refusals.FRAME, name)
    if len(found) < LOCAL_BYTES:
        raise refusal(refusals.CUT, name)
    crc, packed, size, name_bytes = struct.unpack_from("<IIIH", found, 14)
    found += file.read(min(name_bytes, 256))
    entry = Entry(name.encode(), STORED, crc, packed, size, at)
    if found[LOCAL_BYTES:] != entry.name:
        raise _member_refusal(name, found[LOCAL_BYTES:], name_bytes)
    if size > limit:
        raise refusal(refusals.TOO_BIG, name, limit=limit)
    if found != local_header(entry) or packed != size:
        raise refusal(refusals.FRAME, name)
    return entry


def _member_refusal(name: str, found: bytes, name_bytes: int) -> BundleRefused:
    if len(found) < min(name_bytes, 256):
        return refusal(refusals.CUT, name)
    return refusal(refusals.MEMBERS, name, expected=name, found=ascii(found.decode("utf-8", "replace")[:60]))


def _require_trailer(file: BinaryIO, entries: list[Entry]) -> None:
    payload = entries[-1]
    end = payload.at + LOCAL_BYTES + len(payload.name) + payload.size
    file.seek(0, io.SEEK_END)
    if file.tell() < end:
        raise refusal(refusals.CUT, PAYLOAD_NAME)
    file.seek(end)
    expected = directory(entries, end)
    found = file.read(len(expected) + 1)
    if found == expected:
        return
    if found.startswith(LOCAL_SIGN):
        raise refusal(refusals.MEMBERS, "ZIP", expected="-", found=ascii(found[LOCAL_BYTES : LOCAL_BYTES + 40]))
    raise refusal(refusals.CUT if expected.startswith(found) else refusals.TRAILER, "ZIP")


def read_section(file: BinaryIO, at: int, size: int) -> Iterator[bytes]:
    """Yield `size` bytes of a seekable file from offset `at`. Raises BundleRefused if they cannot be read."""
    end = at + size
    while at < end:
        try:
            file.seek(at)
            data = file.read(min(COPY_BYTES, end - at))
        except OSError as error:
            raise refusal(refusals.UNREADABLE, PAYLOAD_NAME, detail=error.strerror or type(error).__name__) from None
        if not data:
            raise refusal(refusals.CUT, PAYLOAD_NAME)
        at += len(data)
        yield data

"""The inner ZIP as a stream: made chunk by chunk, unpacked chunk by chunk, never in memory as a whole.

Made: one deflated member after the other, sizes behind each, the directory last. Unpacked: members must come in the order
the reader asks for; the directory at the end is compared with what was met, never believed. This module must not know
what the members mean.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from exports.bundle import refusals
from exports.bundle.frame import (
    DEFLATED,
    DESCRIPTOR_BYTES,
    DIRECTORY_SIGN,
    LOCAL_BYTES,
    LOCAL_SIGN,
    MAX_BYTES,
    Entry,
    descriptor,
    directory,
    local_header,
)
from exports.bundle.names import is_unsafe
from exports.bundle.refusals import refusal

LEVEL = 6
READ_BYTES = 64 * 1024
UNPACK_BYTES = 256 * 1024


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class Packer:
    """Makes a ZIP as chunks. `folder`: leads every member's name."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._entries: list[Entry] = []
        self._at = 0

    def member(self, name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the bytes of one deflated member."""
        full_name = f"{self._folder}/{name}".encode()
        head = local_header(Entry(full_name, DEFLATED, 0, 0, 0, self._at))
        yield head
        squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        crc = size = packed = 0
        for chunk in chunks:
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
            piece = squeeze.compress(chunk)
            packed += len(piece)
            yield piece
        piece = squeeze.flush()
        packed += len(piece)
        yield piece
        entry = Entry(full_name, DEFLATED, crc, packed, size, self._at)
        if max(entry.size, entry.packed, entry.at) > MAX_BYTES:
            raise refusal(refusals.TOO_BIG, name, limit=MAX_BYTES)
        yield descriptor(entry)
        self._entries.append(entry)
        self._at += len(head) + packed + DESCRIPTOR_BYTES

    def end(self) -> bytes:
        """Return the directory: the last bytes."""
        return directory(self._entries, self._at)


class Unpacker:
    """Reads a ZIP made by `Packer` from its start. Every method raises BundleRefused for the first byte that is wrong."""

    def __init__(self, source: Readable, folder: str) -> None:
        self._source = source
        self._folder = folder
        self._buffer = b""
        self._entries: list[Entry] = []
        self._at = 0

    def member(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield the unpacked bytes of the next member, which must have this name and at most `limit` bytes."""
        full_name = f"{self._folder}/{name}".encode()
        head_bytes = self._local(full_name, name)
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        crc = size = fed = 0
        data = b""
        while not inflate.eof:
            if not data:
                data = self._some(name)
                fed += len(data)
            piece = _inflate(inflate, data, name)
            data = inflate.unconsumed_tail
            size += len(piece)
            if size > limit:
                raise refusal(refusals.BOMB, name, limit=limit)
            crc = zlib.crc32(piece, crc)
            if piece:
                yield piece
        self._buffer = inflate.unused_data + self._buffer
        entry = Entry(full_name, DEFLATED, crc, fed - len(inflate.unused_data), size, self._at)
        if self._take(DESCRIPTOR_BYTES, name) != descriptor(entry):
            raise refusal(refusals.INNER_FRAME, name)
        self._entries.append(entry)
        self._at += head_bytes + entry.packed + DESCRIPTOR_BYTES

    def whole(self, name: str, limit: int) -> bytes:
        """Return the next member as a whole."""
        return b"".join(self.member(name, limit))

    def end(self) -> None:
        """Require the directory of exactly the members met, and nothing behind it."""
        expected = directory(self._entries, self._at)
        found = self._peek(len(expected) + 1)
        if found.startswith(LOCAL_SIGN):
            self._refuse_name("ZIP", self._next_name())
        if found != expected:
            cut = expected.startswith(found)
            raise refusal(refusals.INNER_CUT if cut else refusals.INNER_DIRECTORY, "ZIP")

    def _local(self, full_name: bytes, name: str) -> int:
        expected = local_header(Entry(full_name, DEFLATED, 0, 0, 0, self._at))
        found = self._peek(len(expected))
        if found != expected:
            if len(found) < LOCAL_BYTES:
                raise refusal(refusals.INNER_CUT, name)
            if found.startswith(DIRECTORY_SIGN):
                raise refusal(refusals.INNER_NAME, name, expected=name, found="-")
            if found.startswith(LOCAL_SIGN):
                self._refuse_name(name, self._next_name(), full_name)
            raise refusal(refusals.INNER_FRAME, name)
        self._buffer = self._buffer[len(expected) :]
        return len(expected)

    def _next_name(self) -> bytes:
        (length,) = struct.unpack_from("<H", self._peek(LOCAL_BYTES).ljust(LOCAL_BYTES, b"\0"), 26)
        return self._peek(LOCAL_BYTES + length)[LOCAL_BYTES:]

    def _refuse_name(self, where: str, found: bytes, expected: bytes = b"") -> None:
        shown = ascii(found.decode("utf-8", "replace")[:80])
        if found == expected:
            return
        if is_unsafe(found):
            raise refusal(refusals.INNER_UNSAFE, where, found=shown)
        if found.lower() in {entry.name.lower() for entry in self._entries}:
            raise refusal(refusals.INNER_TWICE, where, found=shown)
        raise refusal(refusals.INNER_NAME, where, expected=where, found=shown)

    def _some(self, name: str) -> bytes:
        data, self._buffer = self._buffer or self._source.read(READ_BYTES), b""
        if not data:
            raise refusal(refusals.INNER_CUT, name)
        return data

    def _peek(self, size: int) -> bytes:
        while len(self._buffer) < size:
            more = self._source.read(READ_BYTES)
            if not more:
                break
            self._buffer += more
        return self._buffer[:size]

    def _take(self, size: int, name: str) -> bytes:
        data = self._peek(size)
        if len(data) < size:
            raise refusal(refusals.INNER_CUT, name)
        self._buffer = self._buffer[size:]
        return data


class _Inflater(Protocol):
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def _inflate(inflate: _Inflater, data: bytes, name: str) -> bytes:
    try:
        return inflate.decompress(data, UNPACK_BYTES)
    except zlib.error:
        raise refusal(refusals.DEFLATE, name) from None

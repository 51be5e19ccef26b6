"""The exact bytes of a ZIP's frame: local headers, data descriptors, directory. One way to write each, so one way to read.

A reader builds the frame it expects and compares bytes; it never believes one. Sizes stay below 4 GiB: no ZIP64.
Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.9, 4.3.12, 4.3.16.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
SIZES_FOLLOW = 0x0008
LOCAL_SIGN, DIRECTORY_SIGN, END_SIGN, DESCRIPTOR_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x07\x08"
LOCAL_BYTES = 30
DESCRIPTOR_BYTES = 16
MAX_BYTES = 2**32 - 2

_NEEDS, _MADE_BY_UNIX = 20, 0x0314
_TIME, _DATE = 0, 0x0021
_ATTRIBUTES = 0o100600 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A member. `packed`, `size`: bytes in the ZIP and unpacked.  `at`: offset of its local header.

    Times are 1980-01-01 00:00 for every member: the header tells when a bundle was made.
    """

    name: bytes
    method: int
    crc: int
    packed: int
    size: int
    at: int

    @property
    def flags(self) -> int:
        """A deflated member's sizes follow it, since it is written as a stream."""
        return SIZES_FOLLOW if self.method == DEFLATED else 0


def local_header(entry: Entry) -> bytes:
    """Return the member's local header with its name; crc and sizes are zero where they follow the data."""
    crc, packed, size = (0, 0, 0) if entry.flags else (entry.crc, entry.packed, entry.size)
    fields = (_NEEDS, entry.flags, entry.method, _TIME, _DATE, crc, packed, size, len(entry.name), 0)
    return LOCAL_SIGN + struct.pack("<HHHHHIIIHH", *fields) + entry.name


def descriptor(entry: Entry) -> bytes:
    """Return the data descriptor of a deflated member, nothing for a stored one."""
    return DESCRIPTOR_SIGN + struct.pack("<III", entry.crc, entry.packed, entry.size) if entry.flags else b""


def directory(entries: Sequence[Entry], at: int) -> bytes:
    """Return the central directory that starts at offset `at`, and the end record: the file's last bytes."""
    body = b"".join(_directory_entry(entry) for entry in entries)
    count = len(entries)
    return body + END_SIGN + struct.pack("<HHHHIIH", 0, 0, count, count, len(body), at, 0)


def _directory_entry(entry: Entry) -> bytes:
    fields = (_MADE_BY_UNIX, _NEEDS, entry.flags, entry.method, _TIME, _DATE, entry.crc, entry.packed, entry.size)
    return (
        DIRECTORY_SIGN
        + struct.pack("<HHHHHHIII", *fields)
        + struct.pack("<HHHHHII", len(entry.name), 0, 0, 0, 0, _ATTRIBUTES, entry.at)
        + entry.name
    )

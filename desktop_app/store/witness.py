"""The witness file `head`: number and hash of the last line that was acknowledged.

It is written after the journal's fsync has returned and is not flushed itself. A journal that ends before its witness
has lost a line, which is then refused instead of taken for a torn tail. Two slots of one sector each are written in
turn, so that a torn write leaves the one before. This module must not look at the journal.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from desktop_app.store.durable import create_file, replace_file
from desktop_app.store.files import Files
from forms.line import ZERO_HASH

HEAD_FILE = "head"
SLOT_BYTES = 512
_SLOT = re.compile(rb"(\d{1,18}) ([0-9a-f]{64}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a chain: its number `n` (0: none yet) and its hash."""

    n: int = 0
    hash: str = ZERO_HASH


def dump_slot(epoch: str, head: Head) -> bytes:
    """Return one slot: number, hash, and a check over both and the epoch, filled up with line feeds to a sector."""
    check = hashlib.sha256(f"{epoch} {head.n} {head.hash}".encode()).hexdigest()
    return f"{head.n} {head.hash} {check}\n".encode().ljust(SLOT_BYTES, b"\n")


def load_slot(epoch: str, data: bytes) -> Head | None:
    """Return the head in a slot, None if its check fails."""
    match = _SLOT.match(data)
    if match is None:
        return None
    head = Head(int(match[1]), match[2].decode())
    return head if dump_slot(epoch, head) == data else None


def read_witness(folder: Path, epoch: str) -> Head | None:
    """Return the newest head that was witnessed, None if the file is missing or neither slot is whole."""
    return max((slot for slot in _read_slots(folder, epoch) if slot is not None), key=lambda head: head.n, default=None)


def _read_slots(folder: Path, epoch: str) -> list[Head | None]:
    try:
        data = (folder / HEAD_FILE).read_bytes()
    except OSError:
        return [None, None]
    return [load_slot(epoch, data[:SLOT_BYTES]), load_slot(epoch, data[SLOT_BYTES:])]


def create_witness(files: Files, folder: Path, epoch: str, head: Head) -> None:
    """Make the file with both slots full, durably."""
    create_file(files, folder / HEAD_FILE, dump_slot(epoch, head) * 2)


def replace_witness(files: Files, folder: Path, epoch: str, head: Head) -> None:
    """Make a lost or damaged file anew, durably."""
    replace_file(files, folder / HEAD_FILE, dump_slot(epoch, head) * 2)


class Witness:
    """The open witness file of an office that is written to. Close it."""

    def __init__(self, files: Files, folder: Path, epoch: str) -> None:
        self._files = files
        self._epoch = epoch
        self._handle = files.open_write(folder / HEAD_FILE)
        slots = _read_slots(folder, epoch)
        self._turn = slots.index(read_witness(folder, epoch))  # the newest slot is the last to be overwritten

    def write(self, head: Head) -> None:
        """Name the acknowledged line. A failure is left alone: the line is safe, the witness only older."""
        self._turn ^= 1
        with contextlib.suppress(OSError):
            self._files.write_at(self._handle, self._turn * SLOT_BYTES, dump_slot(self._epoch, head))

    def close(self) -> None:
        """Give the file back."""
        if self._handle >= 0:
            self._files.close(self._handle)
            self._handle = -1

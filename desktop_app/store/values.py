"""The values the store takes and gives: changes, stored records, stream heads, notices.

This module must not read or write files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from forms.line import Op


@dataclass(frozen=True, slots=True)
class Change:
    """One line to be written.

    data: the whole record, None for a removal.  base: the revision it was based on, 0 for a new record.
    op: `put`, `remove` (base of the shown revision), or `audit` (table, id and base then say nothing of a record).
    """

    table: str
    id: str
    data: dict[str, Any] | None
    base: int = 0
    op: Op = "put"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """One revision of a record as it lies in the journal.

    n: number of its line.  at: ISO time with offset.  origin: station it was received from, empty for the own records.
    data: None for a removal, or where the payload was lawfully erased.  Each caller gets data of its own.
    """

    table: str
    id: str
    rev: int
    n: int
    at: str
    by: str
    op: Op
    why: str
    origin: str
    data: dict[str, Any] | None

    @property
    def when(self) -> datetime:
        """The time as an aware datetime."""
        return datetime.fromisoformat(self.at)


class Past(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An earlier epoch of a chain that went on after a restore. `last`: number of its last line, 0 if it had none."""

    epoch: str
    last: int


class StreamHead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a received stream is committed: its last line `n` and `hash`, and the bundle that brought it.

    past: the station's earlier epochs whose lines this stream begins with, oldest first.
    """

    unit: str
    station: str
    epoch: str
    n: int
    hash: str
    bundle_seq: int = 0
    bundle_hash: str = ""
    past: tuple[Past, ...] = ()

    @property
    def lineage(self) -> tuple[str, str]:
        """The station and its first epoch: streams that have both in common began with the same lines."""
        return self.station, self.past[0].epoch if self.past else self.epoch

    def epoch_of(self, n: int) -> str:
        """Return the epoch in which line `n` was written."""
        return epoch_of(self.past, self.epoch, n)


def epoch_of(past: Sequence[Past], epoch: str, n: int) -> str:
    """Return the epoch that line `n` belongs to in a chain whose last epoch is `epoch`."""
    return next((before.epoch for before in past if n <= before.last), epoch)


def set_aside(streams: Mapping[tuple[str, str], StreamHead]) -> set[tuple[str, str]]:
    """Return the streams that another one, accepted later, has taken over from: kept and verified, but not counted.

    streams: in the order in which they were first accepted.
    """
    current = {stream.lineage: key for key, stream in streams.items()}
    return {key for key, stream in streams.items() if current[stream.lineage] != key}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person must be told after opening: a torn tail cut off, a witness made anew."""

    code: str
    vi: str
    en: str

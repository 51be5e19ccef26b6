"""The values the store takes and gives: changes, stored records, stream heads, notices.

This module must not read or write files.
"""

from __future__ import annotations

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


class StreamHead(msgspec.Struct, frozen=True, kw_only=True):
    """How far a received stream is committed: its last line `n` and `hash`, and the bundle that brought it."""

    unit: str
    station: str
    epoch: str
    n: int
    hash: str
    bundle_seq: int = 0
    bundle_hash: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person must be told after opening: a torn tail cut off, a witness made anew."""

    code: str
    vi: str
    en: str

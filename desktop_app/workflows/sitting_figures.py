"""Figures of sittings by CSPro's definitions: keys a slip, keys an hour with pauses out, corrections and bad keys in 1 000 keys.

Counted from the records that keying, verifying and settling leave; no answer is looked at. This module must not judge anyone.
Source: CSPro, operator statistics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from desktop_app.words import say
from desktop_app.workflows.session import Session
from exports.figures.rates import format_rate
from forms.dates import parse_time

TABLE = "sittings"
MODES: Mapping[str, tuple[str, str]] = {
    "key": ("Nhập", "Keying"),
    "dependent": ("Nhập lại", "Second keying"),
    "independent": ("Nhập lần hai", "Second pass"),
    "sample": ("Kiểm tra mẫu", "Sample"),
    "settle": ("Phân xử", "Settling"),
    "training": ("Tập nhập", "Training"),
}
LEAST_MS = 60_000
"""A speed is said from a minute of keying on; before, one quick slip would say anything."""
COUNTS = ("slips", "fields", "keys", "bad_keys", "corrections", "active_ms", "pauses", "pause_seconds")
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Counts:
    """What sittings add up to. active_ms: keying time, pauses out.  pause_seconds: time in pauses.  bad_keys are among keys."""

    slips: int = 0
    fields: int = 0
    keys: int = 0
    bad_keys: int = 0
    corrections: int = 0
    active_ms: int = 0
    pauses: int = 0
    pause_seconds: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))

    @property
    def keys_per_slip(self) -> str | None:
        """Keys a slip, one decimal and a point; None without slips."""
        return format_rate(self.keys, self.slips, 1)

    @property
    def keys_per_hour(self) -> int | None:
        """Keys an hour, pauses out; None before a minute of keying."""
        return self._per_hour(self.keys)

    @property
    def slips_per_hour(self) -> int | None:
        """Slips an hour, pauses out; None before a minute of keying."""
        return self._per_hour(self.slips)

    @property
    def corrections_per_1000(self) -> str | None:
        """Answers put in another's place, in 1 000 keys; None without keys."""
        return format_rate(self.corrections, self.keys, 1000)

    @property
    def bad_keys_per_1000(self) -> str | None:
        """Keys that meant nothing where they were pressed, in 1 000 keys; None without keys."""
        return format_rate(self.bad_keys, self.keys, 1000)

    def as_json(self) -> dict[str, Any]:
        """Return counts and figures as a JSON value."""
        figures = ("keys_per_slip", "keys_per_hour", "slips_per_hour", "corrections_per_1000", "bad_keys_per_1000")
        return {name: getattr(self, name) for name in (*COUNTS, *figures)}

    def _per_hour(self, count: int) -> int | None:
        enough = self.active_ms >= LEAST_MS
        return (2 * count * HOUR_MS + self.active_ms) // (2 * self.active_ms) if enough else None


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting of one account. mode: what it did, see MODES.  start, end: its first and last key."""

    id: str
    account: str
    batch: str
    mode: str
    start: datetime
    end: datetime
    counts: Counts

    @property
    def work(self) -> str:
        """What it did, in words."""
        return say(*MODES.get(self.mode, (self.mode, self.mode)))

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        told = {"account": self.account, "batch": self.batch, "mode": self.mode}
        return told | {"start": self.start.isoformat(), "end": self.end.isoformat()} | self.counts.as_json()


def list_sittings(session: Session, first: date, last: date, account: str = "") -> list[Sitting]:
    """Return the sittings of this office that began on first..last, of one account or all, in the order in which they began."""
    found = []
    for stored in session.office.records(TABLE, origin=""):
        if not account or stored.by == account:
            sitting = _sitting(stored.id, stored.by, stored.data or {})
            if sitting is not None and first <= sitting.start.date() <= last:
                found.append(sitting)
    return sorted(found, key=lambda sitting: (sitting.start, sitting.account))


def total(sittings: Iterable[Sitting], *modes: str) -> Counts:
    """Return the sum of sittings, of some modes only where modes are named."""
    return sum((sitting.counts for sitting in sittings if not modes or sitting.mode in modes), Counts())


def _sitting(id: str, account: str, data: Mapping[str, Any]) -> Sitting | None:
    start, end = parse_time(str(data.get("start"))), parse_time(str(data.get("end")))
    if start is None or end is None:
        return None
    counts = Counts(**{name: int(data.get(name) or 0) for name in COUNTS})
    return Sitting(id, account, str(data.get("batch", "")), str(data.get("mode", "")), start, end, counts)

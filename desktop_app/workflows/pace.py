"""How fast and how surely someone keys: slips, fields, keystrokes, corrections, pauses. Counts of one sitting, no judgement.

Any keying session counts with it: keying, verifying, settling. This module must not know what was keyed.
Source: CSPro, operator statistics.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

PAUSE_SECONDS = 30  # a longer gap between two keys is a pause as well, whether or not it was asked for
LEAST_SLIPS, LEAST_MS = 5, 60_000
"""A speed is said from so many slips and so much keying time on; before, one quick slip would say anything."""
COUNTS = ("slips", "fields", "keys", "bad_keys", "corrections", "active_ms", "pauses", "pause_seconds")


@dataclass
class Pace:
    """Counts of one sitting.

    slips: finished.  fields: answers given, a respondent's items too.  keys: every keystroke, bad ones among them.
    bad_keys: those that meant nothing where they were pressed.  corrections: answers put in another's place.
    active_ms: keying time.  pauses, pause_seconds: time out of the count, asked for or a long gap.
    start, end: the first and the last keystroke, None before there is one.
    """

    slips: int = 0
    fields: int = 0
    keys: int = 0
    corrections: int = 0
    active_ms: int = 0
    bad_keys: int = 0
    pauses: int = 0
    pause_seconds: int = 0
    start: datetime | None = None
    end: datetime | None = None
    _last: datetime | None = None
    _paused: datetime | None = None

    def note_key(self, now: datetime) -> None:
        """Count a key pressed now; the time since the last one is keying time unless it was a pause or the clock moved back."""
        self.resume(now)
        if self._last is not None:
            self._note_gap(round((now - self._last).total_seconds() * 1000))
        self.start = self.start or now
        self._last = self.end = now
        self.keys += 1

    def note_bad(self) -> None:
        """Count a keystroke that meant nothing here. It takes no time of its own: the next good key's gap holds it."""
        self.keys += 1
        self.bad_keys += 1

    def pause(self, now: datetime) -> None:
        """Stop counting time until `resume`, or the next key."""
        if self._paused is None:
            self._paused = now
            self.pauses += 1

    def resume(self, now: datetime) -> None:
        """Go on counting time."""
        if self._paused is not None:
            self.pause_seconds += max(round((now - self._paused).total_seconds()), 0)
            self._paused, self._last = None, now

    @property
    def is_paused(self) -> bool:
        """Whether a pause was asked for and goes on."""
        return self._paused is not None

    @property
    def is_empty(self) -> bool:
        """Whether no key was pressed: there is no sitting to tell of."""
        return self.start is None

    @property
    def slips_per_hour(self) -> int | None:
        """Slips an hour without pauses, None before there is enough to judge by."""
        enough = self.slips >= LEAST_SLIPS and self.active_ms >= LEAST_MS
        return round(self.slips * 3_600_000 / self.active_ms) if enough else None

    @property
    def corrections_per_1000(self) -> int | None:
        """Corrections per 1 000 keys, None before the first key."""
        return round(self.corrections * 1000 / self.keys) if self.keys else None

    def as_sitting(self, batch: str, mode: str) -> dict[str, Any]:
        """Return the record of the table `sittings`. Raises ValueError before the first key."""
        if self.start is None or self.end is None:
            raise ValueError("no key was pressed in this sitting")
        counts = {name: getattr(self, name) for name in COUNTS}
        return {"batch": batch, "mode": mode, "start": _moment(self.start), "end": _moment(self.end), **counts}

    def _note_gap(self, gap_ms: int) -> None:
        if gap_ms > PAUSE_SECONDS * 1000:
            self.pauses += 1
            self.pause_seconds += round(gap_ms / 1000)
        else:
            self.active_ms += max(gap_ms, 0)


def dump_pace(pace: Pace) -> dict[str, Any]:
    """Return the counts as plain data for a draft; a pause that goes on is none of it."""
    moments = {"start": pace.start, "end": pace.end}
    return {name: getattr(pace, name) for name in COUNTS} | {name: _moment(at) for name, at in moments.items() if at}


def load_pace(data: object) -> Pace:
    """Return the counts a draft kept, empty ones where it kept none that are whole."""
    try:
        return _pace(data) if isinstance(data, Mapping) else Pace()
    except (KeyError, TypeError, ValueError):
        return Pace()


def _pace(data: Mapping[str, Any]) -> Pace:
    counts = {name: data.get(name, 0) for name in COUNTS}
    if any(not isinstance(count, int) or count < 0 for count in counts.values()):
        return Pace()
    moments = [datetime.fromisoformat(data[name]) for name in ("start", "end")]
    return Pace(**counts, start=moments[0], end=moments[1]) if all(at.tzinfo for at in moments) else Pace()


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")

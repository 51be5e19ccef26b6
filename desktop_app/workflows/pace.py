"""How fast and how surely someone keys: slips an hour without pauses, keys, corrections. Kept for the sitting only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

PAUSE_SECONDS = 30  # a longer gap between two keys is a pause and does not count


@dataclass
class Pace:
    """Counts of one sitting. keys: all that did something.  corrections: answers put in another's place."""

    slips: int = 0
    keys: int = 0
    corrections: int = 0
    active_ms: int = 0
    _last: datetime | None = None

    def note_key(self, now: datetime) -> None:
        """Count a key pressed now; the time since the last one counts unless it was a pause or the clock moved back."""
        if self._last is not None:
            gap_ms = round((now - self._last).total_seconds() * 1000)
            if 0 <= gap_ms <= PAUSE_SECONDS * 1000:
                self.active_ms += gap_ms
        self._last = now
        self.keys += 1

    @property
    def slips_per_hour(self) -> int | None:
        """Slips an hour without pauses, None before there is a slip to judge by."""
        return round(self.slips * 3_600_000 / self.active_ms) if self.slips and self.active_ms else None

    @property
    def corrections_per_1000(self) -> int | None:
        """Corrections per 1 000 keys, None before the first key."""
        return round(self.corrections * 1000 / self.keys) if self.keys else None

"""How many of the dossiers shown are of which status, and how many are overdue: counted as the hits are found. No tkinter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_app.ui.register_index import Entry, is_late
from forms.dates import day_number


@dataclass
class Tally:
    """The counts of hits seen so far. today: the day on which one is overdue."""

    today: date
    statuses: Counter[str] = field(default_factory=Counter)
    late: int = 0
    seen: int = 0

    def take(self, entries: Sequence[Entry], hits: Sequence[int]) -> None:
        """Count the hits that came since the last time."""
        new = [entries[place] for place in hits[self.seen :]]
        day = day_number(self.today)
        self.statuses.update([entry.status for entry in new])
        self.late += sum(is_late(entry, day) for entry in new)
        self.seen += len(new)

"""Which doc_id TinyDB sees for which record of a table.

In the order of first lines: a record that TinyDB made bears its number in its id (`doc-<generation>-<number>`), any other gets
the highest number so far plus one. So numbers are the same at every opening and rise. Emptying a table starts a new generation,
whose numbers begin at 1 again as TinyDB's tests ask; record ids are never the same. A record of the table `tinydb` marks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.store.held import Office

MARKS = "tinydb"
KEYS = {"batches": "batch", "units": "unit", "procedures": "procedure", "holidays": "day"}
"""Tables whose records are named by one of their fields."""

_MADE = re.compile(r"doc-(\d{1,15})-(-?\d{1,18})")


@dataclass(frozen=True, slots=True)
class Marker:
    """A table's generation, how many records it had when that began, and whether it is listed while empty."""

    generation: int = 0
    position: int = 0
    kept: bool = False

    def dump(self) -> dict[str, Any]:
        """Return the marker as a record."""
        return {"generation": self.generation, "position": self.position, "kept": self.kept}


def record_id(table: str, generation: int, number: int, doc: Mapping[str, Any]) -> str:
    """Return the id of a record made through TinyDB. Raises ValueError if its table wants a key that it lacks."""
    field = KEYS.get(table)
    if field is None:
        return f"doc-{generation}-{number}"
    key = doc.get(field)
    if not isinstance(key, str) or not key:
        raise ValueError(f"a record of {table} needs {field}")
    return key


class Numbering:
    """The doc_ids of one table. `slots`: doc_id → slot."""

    def __init__(self, office: Office, table: str) -> None:
        self._office = office
        self._table = table
        self._marks_seen = -1
        self._seen = 0
        self.marker = Marker()
        self._restart()

    @property
    def next(self) -> int:
        """The doc_id of the next new record."""
        return self._highest + 1

    @property
    def size(self) -> int:
        """How many records the table ever had."""
        return self._office.slot_count(self._table)

    @property
    def listed(self) -> bool:
        """Whether the table is there in TinyDB's sense."""
        return self.marker.kept or self.size > self.marker.position or self._office.count(self._table, "") > 0

    def after_clearing(self) -> int:
        """Return the generation that emptying the table begins."""
        return self.marker.generation + 1

    def refresh(self) -> None:
        """Number what was written since."""
        marks = self._office.revisions(MARKS, "")
        if marks != self._marks_seen:
            self._marks_seen = marks
            stored = self._office.get(MARKS, self._table)
            marker = Marker(**stored.data) if stored and stored.data else Marker()
            if marker != self.marker:
                self.marker = marker
                self._restart()
        for slot in range(self._seen, self.size):
            self._number(slot)
        self._seen = max(self._seen, self.size)

    def live_slots(self) -> Iterator[int]:
        """Yield the slots of the records that are not removed."""
        for slot in range(self.size):
            if self._office.slot_live(self._table, slot):
                yield slot

    def numbers(self) -> Iterator[int]:
        """Yield the doc_ids of the records that are not removed, in the order of their first lines."""
        for slot in self.live_slots():
            number = self._numbers.get(slot)
            yield self._number(slot) if number is None else number

    def live(self, number: object) -> int:
        """Return the slot of the record with this doc_id, -1 if there is none or it is removed."""
        slot = self.slots.get(number) if isinstance(number, int) else None
        return slot if slot is not None and self._office.slot_live(self._table, slot) else -1

    def _restart(self) -> None:
        self.slots: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._highest = 0
        self._seen = self.marker.position

    def _number(self, slot: int) -> int:
        made = _MADE.fullmatch(self._office.slot(self._table, slot)[0])
        number = int(made[2]) if made and int(made[1]) == self.marker.generation else self._highest + 1
        if number in self.slots:
            number = self._highest + 1
        self.slots[number] = slot
        self._numbers[slot] = number
        self._highest = max(self._highest, number)
        return number

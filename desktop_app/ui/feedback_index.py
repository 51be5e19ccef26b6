"""The feedback register as a list can show it: one small entry for each feedback, searched, filtered and ordered.

Long work is a generator that stops every few rows, so that the window runs it in slices. It must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from desktop_app.workflows.feedback import Taken, count_taken
from forms.calendar import Calendar
from forms.text import fold, sort_key

SLICE = 1_000
COLUMNS = ("day", "kind", "channel", "content", "handler", "state", "taken")
SEARCHED = ("content", "answer", "handler", "batch", "dossier")
State = Literal["late", "open", "answered"]
URGENCY: Mapping[State, int] = {"late": 0, "open": 1, "answered": 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """A feedback's line. day, answered: ISO, empty for none.  content: in one line."""

    id: str
    day: str
    kind: str
    channel: str
    content: str
    handler: str
    answered: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows. words: folded, each must occur.  state: `late`, `open` (late ones too), `answered`, or any."""

    words: tuple[str, ...] = ()
    state: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None


@dataclass
class FeedbackIndex:
    """All entries in the order they came. limit: working days after which what has no answer is late."""

    calendar: Calendar
    today: date
    limit: int
    entries: dict[str, Entry] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def load(self, records: Iterable[Any]) -> Iterator[int]:
        """Take in all records, yielding the count every few rows."""
        for count, stored in enumerate(records, 1):
            self.put(stored.id, stored.data or {})
            if count % SLICE == 0:
                yield count
        yield len(self.entries)

    def put(self, id: str, data: Mapping[str, Any]) -> None:
        """Take in a new feedback or a new revision."""
        self.entries[id] = Entry(
            id,
            str(data.get("day") or ""),
            str(data.get("kind") or ""),
            str(data.get("channel") or ""),
            " ".join(str(data.get("content") or "").split()),
            str(data.get("handler") or ""),
            str(data.get("answered_day") or ""),
        )
        self.texts[id] = fold(" ".join(str(data.get(name) or "") for name in SEARCHED))

    def drop(self, id: str) -> None:
        """Take a removed feedback out."""
        self.entries.pop(id, None)
        self.texts.pop(id, None)

    def taken(self, entry: Entry) -> Taken:
        """Return the days an entry took, or waits."""
        answered = date.fromisoformat(entry.answered) if entry.answered else None
        return count_taken(self.calendar, date.fromisoformat(entry.day), answered, self.today)

    def state(self, entry: Entry) -> State:
        """Return how an entry stands."""
        if entry.answered:
            return "answered"
        return "late" if self.taken(entry).working > self.limit else "open"

    def order(self, column: str, *, descending: bool) -> list[str]:
        """Return all ids ordered by a column of `COLUMNS`; equal ones newest first, by state the longest waiting first."""
        newest = sorted(self.entries, key=lambda id: self.entries[id].day, reverse=True)
        return sorted(newest, key=lambda id: self._key(column, self.entries[id]), reverse=descending)

    def _key(self, column: str, entry: Entry) -> Any:
        if column in ("content", "handler"):
            return sort_key(getattr(entry, column))
        if column == "state":
            waits = 0 if entry.answered else -self.taken(entry).days
            return URGENCY[self.state(entry)], waits
        return self.taken(entry).days if column == "taken" else getattr(entry, column)

    def search(self, order: Iterable[str], wanted: Filter, hits: list[str]) -> Iterator[int]:
        """Append to `hits` the ids of `order` that `wanted` shows, yielding how many every few rows."""
        for place, id in enumerate(order, 1):
            if all(word in self.texts[id] for word in wanted.words) and self._shows(wanted, self.entries[id]):
                hits.append(id)
            if place % SLICE == 0:
                yield len(hits)
        yield len(hits)

    def _shows(self, wanted: Filter, entry: Entry) -> bool:
        first, last = (day.isoformat() if day else "" for day in (wanted.first, wanted.last))
        if (wanted.kind and entry.kind != wanted.kind) or entry.day < first or (last and entry.day > last):
            return False
        if not wanted.state:
            return True
        state = self.state(entry)
        return state == wanted.state or (wanted.state == "open" and state == "late")

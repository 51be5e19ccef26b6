"""The dossier register as a list can show it: one small entry for each dossier, searched, filtered and ordered.

All long work is a generator that stops every few rows, so that the window runs it in slices between two frames. It must
not know tkinter, and holds no more of a dossier than a line of the list shows and search looks at.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from heapq import merge
from typing import Any

from desktop_app.ui.register_search import Term, matching, search_text
from desktop_app.workflows.dossiers import finished_day, stand
from forms.dates import VIETNAM_TIME, day_number, day_of_number, parse_time
from forms.dossier import STATUSES
from forms.text import person_sort_key, sort_key

SLICE = 1_000
SMALL_SLICE = 100  # of what takes longer: reading a record, making a sort key
NO_DAY = -1 << 40
COLUMNS = ("code", "name", "procedure", "received", "due", "status", "deadline")


@dataclass(frozen=True, slots=True)
class Entry:
    """A dossier's line. received, due, finished: days since 1970-01-01, `NO_DAY` for none.

    officer: the account that holds it; where none does, the one that saved it last.
    """

    id: str
    code: str
    name: str
    procedure: str
    case: str
    received: int
    due: int
    finished: int
    status: str
    officer: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list shows. words: each must occur.  late: overdue and not finished.  first, last: days received.

    status, procedure, officer: empty for any.
    """

    words: tuple[Term, ...] = ()
    status: str = ""
    procedure: str = ""
    officer: str = ""
    late: bool = False
    first: date | None = None
    last: date | None = None


@dataclass
class RegisterIndex:
    """All entries in the order they came, and by column their places sorted upwards, made when first asked for.

    names: procedure → its name, for the order of that column.  today: the day deadlines are looked at.  changes: how often
    something changed.
    """

    names: Mapping[str, str]
    today: date
    entries: list[Entry] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    changes: int = 0
    _orders: dict[str, list[int]] = field(default_factory=dict)

    def load(self, records: Iterable[Any]) -> Iterator[int]:
        """Take in all records, yielding the count every few rows."""
        for count, stored in enumerate(records, 1):
            self.put(stored.id, stored.data or {}, stored.by)
            if count % SMALL_SLICE == 0:
                yield count
        yield len(self.entries)

    def put(self, id: str, data: Mapping[str, Any], by: str = "") -> int:
        """Take in a new dossier or a new revision; return its place. by: who saved it."""
        entry, text = _entry(id, data, by), search_text(data)
        self.changes += 1
        place = self.places.get(id)
        if place is None:
            place = self.places[id] = len(self.entries)
            self.entries.append(entry)
            self.texts.append(text)
        else:
            for order in self._orders.values():
                order.remove(place)
            self.entries[place], self.texts[place] = entry, text
        for column, order in self._orders.items():
            insort(order, place, key=lambda other, column=column: (self._key(column, other), other))  # type: ignore[misc]
        return place

    def drop(self, id: str) -> None:
        """Take a removed dossier out; its place stays empty."""
        self.changes += 1
        place = self.places.pop(id, None)
        if place is not None:
            self.gone.add(place)
            for order in self._orders.values():
                order.remove(place)

    def officers(self) -> set[str]:
        """Return the accounts that hold a dossier, or saved one last that nobody holds."""
        return {self.entries[place].officer for place in self.places.values()} - {""}

    def set_today(self, today: date) -> None:
        """Look at deadlines on another day."""
        self.today = today
        self.changes += 1
        self._orders.pop("deadline", None)

    def order(self, column: str) -> list[int]:
        """Return all places ordered upwards by a column of `COLUMNS`."""
        for _ in self.sorting(column):
            pass
        return self._orders[column]

    def sorting(self, column: str) -> Iterator[int]:
        """Make the order of a column, yielding every few rows; nothing to do where it is made. Begins anew after a change."""
        while column not in self._orders:
            begun, runs, order = self.changes, list[list[tuple[Any, int]]](), list[int]()
            for start in range(0, len(self.entries), SMALL_SLICE):
                places = range(start, min(start + SMALL_SLICE, len(self.entries)))
                runs.append(sorted((self._key(column, place), place) for place in places if place not in self.gone))
                yield start
            for _, place in merge(*runs):
                order.append(place)
                if len(order) % SMALL_SLICE == 0:
                    yield len(order)
                    if self.changes != begun:
                        break
            if self.changes == begun:
                self._orders[column] = order

    def _key(self, column: str, place: int) -> Any:
        return _key(column, self.entries[place], self.names, self.today)

    def search(self, order: Iterable[int], wanted: Filter, hits: list[int]) -> Iterator[int]:
        """Append to `hits` the places of `order` that `wanted` shows, yielding how many every few rows."""
        texts, check = self.texts, self._checker(wanted)
        words = sorted(wanted.words, key=lambda term: len(term[0]), reverse=True)
        batch: list[int] = []
        for place in order:
            batch.append(place)
            if len(batch) == SLICE:
                hits += _shown(batch, texts, words, check)
                batch = []
                yield len(hits)
        hits += _shown(batch, texts, words, check)
        yield len(hits)

    def _checker(self, wanted: Filter) -> Callable[[int], bool] | None:
        entries, now = self.entries, day_number(self.today)
        status, procedure, officer = wanted.status, wanted.procedure, wanted.officer
        if wanted == Filter(wanted.words):
            return None
        first = day_number(wanted.first) if wanted.first else NO_DAY + bool(wanted.last)
        last = day_number(wanted.last) if wanted.last else 1 << 40

        def shown(place: int) -> bool:
            entry = entries[place]
            for asked, held in ((status, entry.status), (procedure, entry.procedure), (officer, entry.officer)):
                if asked and asked != held:
                    return False
            if wanted.late and not is_late(entry, now):
                return False
            return first <= entry.received <= last

        return shown


def is_late(entry: Entry, today: int) -> bool:
    """Tell whether an entry is overdue and still open on a day number."""
    return entry.due != NO_DAY and entry.due < today and entry.status in ("received", "processing")


def _shown(batch: list[int], texts: list[str], words: list[Term], check: Callable[[int], bool] | None) -> list[int]:
    batch = matching(batch, texts, words)
    return [place for place in batch if check(place)] if check else batch


def _entry(id: str, data: Mapping[str, Any], by: str) -> Entry:
    received = parse_time(str(data.get("received_at") or ""))
    due = str(data.get("frozen", {}).get("due") or "")
    finished = finished_day(data)
    return Entry(
        id,
        str(data.get("code", "")),
        str(data.get("name", "")),
        _shared(str(data.get("procedure", ""))),
        _shared(str(data.get("case", ""))),
        day_number(received.astimezone(VIETNAM_TIME).date()) if received else NO_DAY,
        day_number(date.fromisoformat(due)) if due else NO_DAY,
        day_number(finished) if finished else NO_DAY,
        _shared(str(data.get("status", ""))),
        _shared(str(data.get("officer") or by)),
    )


@lru_cache(maxsize=4096)
def _shared(text: str) -> str:
    """Return one object for equal texts, so that 100 000 entries hold a few words once."""
    return text


@lru_cache(maxsize=65536)
def _person_key(name: str) -> str:
    """Return `person_sort_key` as one text that sorts the same: texts are quicker than tuples, and no work for the collector."""
    return "\0".join(part for key in person_sort_key(name) for part in key)


_text_key = lru_cache(maxsize=4096)(sort_key)
_STAGE = {status: stage for stage, status in enumerate(STATUSES)}
_URGENCY = {"late": 0, "soon": 1, "open": 2, "paused": 3, "overdue": 4, "on_time": 5, "early": 6, "none": 7}


def _key(column: str, entry: Entry, names: Mapping[str, str], today: date) -> Any:
    if column == "name":
        return _person_key(entry.name)
    if column == "procedure":
        return _text_key(names.get(entry.procedure, entry.procedure))
    if column == "received":
        return entry.received
    if column == "due":
        return entry.due
    if column == "status":
        return _STAGE.get(entry.status, -1)
    if column == "deadline":
        kind, days = stand(entry.status, to_date(entry.due), to_date(entry.finished), today)
        return _URGENCY[kind], -days if kind in ("late", "overdue") else days
    return entry.code


def to_date(number: int) -> date | None:
    """Return the date of an entry's day number, None for `NO_DAY`."""
    return None if number == NO_DAY else day_of_number(number)

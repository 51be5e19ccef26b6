"""What was tried and what was promised, in order; and what follows from it for an office found after a crash.

An entry is one of: `try` (from now on it may be there), `done` (acknowledged: from now on it must be there), `found` (seen when
the office was opened after a crash: what was tried and is not there will not come back). This module must not know the store.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Key = tuple[str, ...]
MADE: Key = ("made",)
OWN: Key = ("own",)
ABSENT = None


@dataclass(frozen=True, slots=True)
class Entry:
    """`office`: its folder below the root.  key: `MADE`, `OWN` (value: rows of a group), or a kept thing's kind and name."""

    moment: Literal["try", "done", "found"]
    office: str
    key: Key
    value: Any = None


@dataclass(frozen=True, slots=True)
class Row:
    """What a line of the own chain says. `data` ANY: written by the store itself, not compared."""

    table: str
    id: str
    op: str
    data: Any


ANY = "any data"


@dataclass(slots=True)
class Promise:
    """What an office must and may hold.

    done: how many of `groups` must be there.  kept: by kind and name the values that may be read back, the promised one first.
    """

    made: bool = False
    groups: list[tuple[Row, ...]] = field(default_factory=list)
    done: int = 0
    kept: dict[Key, list[Any]] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """Take the next entry in."""
        if entry.key == MADE:
            self.made = self.made or entry.moment == "done"
        elif entry.key == OWN:
            self._take_own(entry)
        elif entry.moment == "try":
            self.kept.setdefault(entry.key, [ABSENT]).append(entry.value)
        elif entry.moment == "done":
            self.kept[entry.key] = [entry.value]

    def _take_own(self, entry: Entry) -> None:
        if entry.moment == "try":
            self.groups.append(entry.value)
        elif entry.moment == "done":
            self.done = len(self.groups)
        else:
            del self.groups[entry.value :]
            self.done = len(self.groups)

    def rows(self, groups: int) -> list[Row]:
        """Return the lines of the first groups."""
        return [row for group in self.groups[:groups] for row in group]


def promises(entries: Iterable[Entry]) -> dict[str, Promise]:
    """Return what each office must and may hold, by its folder."""
    found: dict[str, Promise] = {}
    for entry in entries:
        found.setdefault(entry.office, Promise()).take(entry)
    return found

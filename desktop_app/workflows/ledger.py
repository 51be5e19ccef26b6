"""The ledger of a batch: issued = keyed + void + blank + outstanding, and the serials that are missing, doubled or outside.

Slips keyed at the unit's other stations count in: they come from the same pile. Nothing here is stored: a ledger is counted
from the slips there are, so it cannot go stale. This module must not decide what is done about a gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.batch_order import in_order, is_training
from desktop_app.workflows.session import Session

Run = tuple[int, int]
"""First and last serial of a stretch, both in it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A batch's control sheet against the slips there are. Counts are slips, serials lie in ascending order.

    issued, returned: as the sheet says.  keyed: slips with answers.  void, blank: slips marked so.  missing: the range's
    numbers without any slip.  doubled: numbers on more than one slip.  clashing: those of them that more than one slip not void
    bears.  outside: numbers beyond the range.  elsewhere: how many of the slips other stations of the unit keyed.
    """

    batch: str
    data: Mapping[str, Any]
    issued: int
    returned: int
    keyed: int
    void: int
    blank: int
    missing: list[Run]
    doubled: list[int]
    clashing: list[int]
    outside: list[int]
    elsewhere: int = 0

    @property
    def accounted(self) -> int:
        """Slips of which it is known what became of them."""
        return self.keyed + self.void + self.blank

    @property
    def outstanding(self) -> int:
        """Slips issued of which nothing is known yet; below zero there are more slips than were issued (thừa)."""
        return self.issued - self.accounted

    @property
    def waiting(self) -> int:
        """Slips that came back and lie unkeyed; below zero more are accounted for than came back."""
        return self.returned - self.accounted

    @property
    def missing_count(self) -> int:
        """How many numbers are missing."""
        return sum(last - first + 1 for first, last in self.missing)

    @property
    def unissued(self) -> int:
        """How many of the range's numbers were never handed out, so that as many missing ones are in order."""
        return max(0, int(self.data["last"]) - int(self.data["first"]) + 1 - self.issued)

    @property
    def training(self) -> bool:
        """Whether this is a training batch, which is no part of any count."""
        return is_training(self.data)

    @property
    def balanced(self) -> bool:
        """Whether every slip issued is accounted for, none is too many, and no number is outside or on two slips not void."""
        return not (self.outstanding or self.clashing or self.outside)

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        names = (
            "batch", "training", "issued", "returned", "keyed", "void", "blank", "outstanding", "waiting", "balanced", "unissued",
            "missing_count", "missing", "doubled", "clashing", "outside", "elsewhere",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names} | {"missing": [list(run) for run in self.missing]}


def batch_ledger(session: Session, batch: str) -> Ledger | None:
    """Return the ledger of one of this office's batches, None if there is none."""
    stored = session.office.get("batches", batch)
    return _ledger(session, stored, other_stations(session)) if stored is not None and stored.data is not None else None


def list_ledgers(session: Session) -> list[Ledger]:
    """Return the ledgers of this office's batches, the newest period first; training batches come behind all others."""
    stations = other_stations(session)
    return [_ledger(session, stored, stations) for stored in in_order(session.office.records("batches", origin=""))]


def other_stations(session: Session) -> list[str]:
    """Return the names of the unit's other stations whose lines were received."""
    unit = session.office.profile.unit
    found = {stream.station for stream in session.office.streams().values() if stream.unit == unit}
    return sorted(found - {session.office.profile.station})


def pile_slips(session: Session, batch: str, data: Mapping[str, Any]) -> tuple[list[tuple[int, str]], int]:
    """Return serial and disposition of each slip of a batch's pile, and how many of them other stations of the unit keyed."""
    return _pile_slips(session, batch, data, other_stations(session))


def make_ledger(batch: str, data: Mapping[str, Any], slips: Iterable[tuple[int, str]], elsewhere: int = 0) -> Ledger:
    """Return the ledger of a batch's record and its slips, each as serial and disposition."""
    papers = list(slips)
    kinds = Counter(kind for _, kind in papers)
    first, last = int(data["first"]), int(data["last"])
    serials = {serial for serial, _ in papers}
    doubled = _repeated([serial for serial, _ in papers], serials)
    holding = [serial for serial, kind in papers if kind != "void"] if doubled else []
    return Ledger(
        batch, data, int(data["issued"]), int(data["returned"]), kinds.total() - kinds["void"] - kinds["blank"], kinds["void"],
        kinds["blank"], find_missing(serials, first, last), doubled, _repeated(holding, set(holding)),
        sorted(serial for serial in serials if not first <= serial <= last), elsewhere,
    )  # fmt: skip


def _repeated(serials: list[int], different: set[int]) -> list[int]:
    """Return the serials that are there more than once, ascending; nearly always there are none, and none is counted."""
    if len(serials) == len(different):
        return []
    return sorted(serial for serial, n in Counter(serials).items() if n > 1)


def find_missing(serials: Iterable[int], first: int, last: int) -> list[Run]:
    """Return the runs of numbers in first..last that are not among the serials."""
    runs: list[Run] = []
    expected = first
    for serial in sorted(serial for serial in serials if first <= serial <= last):
        if serial > expected:
            runs.append((expected, serial - 1))
        expected = max(expected, serial + 1)
    return [*runs, (expected, last)] if expected <= last else runs


def _ledger(session: Session, stored: Stored, stations: Iterable[str]) -> Ledger:
    data = dict(stored.data or {})
    return make_ledger(stored.id, data, *_pile_slips(session, stored.id, data, stations))


def _pile_slips(
    session: Session, batch: str, data: Mapping[str, Any], stations: Iterable[str]
) -> tuple[list[tuple[int, str]], int]:
    office = session.office
    slips = office.slips(batch)
    own = len(slips)
    for station in stations:
        if _same_pile(data, office.get("batches", batch, station)):
            slips += office.slips(batch, station)
    return slips, len(slips) - own


def _same_pile(data: Mapping[str, Any], other: Stored | None) -> bool:
    """Tell whether another station's batch of the same code is of the same form and sort."""
    there = (other.data or {}) if other else {}
    return there.get("form") == data["form"] and is_training(there) == is_training(data)

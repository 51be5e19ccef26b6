"""How far the verification of a batch is, who did what in it, and how many errors are to be expected in what was keyed.

Everything is counted from what `second_pass` knows of each slip. This module must not write anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from weakref import WeakKeyDictionary

from desktop_app.store.office import Office, Stored
from desktop_app.workflows.batch_order import is_training
from desktop_app.workflows.ledger import other_stations
from desktop_app.workflows.second_pass import STATES, TABLE, Evidence, State, authors, evidence, person, slip_state
from desktop_app.workflows.session import Session
from exports.figures.ratio import make_ratio
from exports.figures.sampling import make_rate, match_estimate

__all__ = [
    "STATES", "BatchVerification", "Evidence", "Roles", "State", "authors", "batch_state", "evidence", "person", "quality",
    "residual", "roles_apart", "slip_state", "slips_of",
]  # fmt: skip

RESIDUAL = (
    "Số ô còn sai ước tính / số ô đã nhập: phiếu đã kiểm tra = lỗi người nhập × lỗi người kiểm tra / số ô nhập hai lần "
    "(hai người cùng sai như nhau, tính độc lập); phiếu chưa kiểm tra = tỷ lệ lỗi của người nhập trong các phiếu đã kiểm tra"
)
VERIFIED = "Số phiếu đã nhập hai lần độc lập và phân xử xong, không sửa từ đó / số phiếu trong kỳ, kể cả phiếu hủy và phiếu trống"


@dataclass(frozen=True, slots=True)
class BatchVerification:
    """How far the verification of a batch is. slips: all keyed ones, void and blank among them.

    verified + differing + unverified = slips.  again: of the unverified, verified once and edited since.  open: differences to
    settle.  fields: keyed twice.  errors: settled as the keyer's (a shifted row too).  verifier_errors: the verifier's.
    paper: unclear on the paper.  retyped: where a verifier corrected an own slip at once.  unverified_fields: criteria of
    ordinary slips nobody keyed twice.
    """

    batch: str
    slips: int
    verified: int
    differing: int
    unverified: int
    again: int
    open: int
    fields: int
    errors: int
    verifier_errors: int
    paper: int
    retyped: int
    unverified_fields: int

    @property
    def complete(self) -> bool:
        """Whether every slip stands verified."""
        return self.slips == self.verified


Marks = tuple[int, ...]
_counted: WeakKeyDictionary[Office, dict[str, tuple[Marks, BatchVerification]]] = WeakKeyDictionary()
_looked_at: WeakKeyDictionary[Office, tuple[str, Marks, list[Stored]]] = WeakKeyDictionary()


def batch_state(session: Session, batch: str) -> BatchVerification:
    """Return how far a batch's verification is, slips of the unit's other stations among them; counted anew after a change."""
    marks = _marks(session)
    cache = _counted.setdefault(session.office, {})
    if batch not in cache or cache[batch][0] != marks:
        cache[batch] = (marks, count(session, batch, slips_of(session, batch)))
    return cache[batch][1]


def count(session: Session, batch: str, slips: Iterable[Stored]) -> BatchVerification:
    """Return the counts of some slips."""
    counts = dict.fromkeys(
        ("slips", "verified", "differing", "unverified", "again", "open", "fields", "errors", "verifier_errors", "paper",
         "retyped", "unverified_fields"), 0)  # fmt: skip
    for slip in slips:
        _add(slip, evidence(session, slip), counts)
    return BatchVerification(batch, **counts)


def _add(slip: Stored, found: Evidence, counts: dict[str, int]) -> None:
    counts["slips"] += 1
    counts["verified"] += found.state == "verified"
    counts["differing"] += found.state == "differs"
    counts["again"] += found.state == "second"
    if not found.stands:
        counts["unverified"] += 1
        counts["unverified_fields"] += len((slip.data or {}).get("answers") or ())
        return
    counts["fields"] += found.fields
    counts["retyped"] += found.retyped
    for difference in found.differences:
        counts["open"] += difference.is_open
        counts["errors"] += difference.is_error
        counts["verifier_errors"] += not difference.is_open and difference.settled != difference.second
        counts["paper"] += difference.cause == "paper"


def _marks(session: Session) -> Marks:
    """Return numbers that change whenever something that verification hangs on does."""
    return tuple(session.office.revisions(table) for table in ("surveys", TABLE, "batches", "bundles"))


def slips_of(session: Session, batch: str) -> list[Stored]:
    """Return the slips of a batch, by number: the office's own and those of its form from the unit's other stations.

    The batch looked at last is remembered until something changes; its records must not be altered.
    """
    marks, known = _marks(session), _looked_at.get(session.office)
    if known is None or known[:2] != (batch, marks):
        known = _looked_at[session.office] = (batch, marks, _read_slips(session, batch))
    return list(known[2])


def _read_slips(session: Session, batch: str) -> list[Stored]:
    office, stored = session.office, session.office.get("batches", batch)
    form = (stored.data or {}).get("form") if stored else None
    found = [slip for id in office.latest_slips(batch) if (slip := office.get("surveys", id)) is not None]
    for station in other_stations(session):
        there = office.records("surveys", station) if office.slips(batch, station) else iter(())
        found += [slip for slip in there if (slip.data or {}).get("batch") == batch and (slip.data or {}).get("form") == form]
    return sorted(found, key=lambda slip: (slip.data or {}).get("serial", 0))


@dataclass(frozen=True, slots=True)
class Roles:
    """Who did what in a batch, as compared names. apart: nobody verified or settled the own work on any slip."""

    keyers: frozenset[str]
    verifiers: frozenset[str]
    settlers: frozenset[str]
    apart: bool


def roles_apart(session: Session, batch: str) -> Roles:
    """Return who keyed, verified and settled in a batch, and whether the three were apart on every slip that stands."""
    found = [evidence(session, slip) for slip in slips_of(session, batch)]
    seen = [e for e in found if e.stands]
    apart = all(e.verifier and e.verifier not in e.keyers | e.settlers and not e.keyers & e.settlers for e in seen)
    return Roles(
        frozenset().union(*(e.keyers for e in found)),
        frozenset(e.verifier for e in seen),
        frozenset().union(*(e.settlers for e in seen)),
        apart,
    )


def residual(session: Session, batch: str) -> dict[str, Any]:
    """Return the errors to be expected in a batch as it is: `{"errors", "fields", "percent", "per_10000", "definition"}`.

    percent is None where nothing was verified: then nothing is known.
    """
    return _residual([batch_state(session, batch)])


def _residual(states: Iterable[BatchVerification]) -> dict[str, Any]:
    """Return the expected errors of several batches; each keyer's rate counts in the own batch only, where it is known."""
    expected, fields, known = Fraction(0), 0, False
    for state in states:
        fields += state.fields + state.unverified_fields
        known |= state.fields > 0
        if state.fields:
            second = state.verifier_errors + state.retyped
            expected += match_estimate(state.errors, second, state.fields)
            expected += Fraction(state.errors * state.unverified_fields, state.fields)
    rate = make_rate(expected, fields)
    unknown = {"errors": None, "percent": None, "per_10000": None}
    return {**rate, **({} if known else unknown), "definition": RESIDUAL}


def quality(session: Session, first: date, last: date) -> dict[str, Any]:
    """Return what a report says of the quality of a period's slips: how many stand verified, errors to be expected.

    Batches whose days touch first..last, as for issued and returned; training batches are left out.
    """
    days = (first.isoformat(), last.isoformat())
    own = [stored for stored in session.office.records("batches", "") if not is_training(stored.data or {})]
    inside = [b.id for b in own if str((b.data or {})["from"]) <= days[1] and str((b.data or {})["to"]) >= days[0]]
    states = [batch_state(session, batch) for batch in inside]
    share = make_ratio(sum(state.verified for state in states), sum(state.slips for state in states))
    return {"verified": {**share, "definition": VERIFIED}, "residual": _residual(states)}

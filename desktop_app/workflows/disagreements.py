"""Where two keyings of one slip did not agree, whose error it was, and how many errors are to be expected in a keyer's slips.

A slip belongs to whoever first saved it. Counted from what `second_pass` knows of each slip. This module must not judge anyone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.second_pass import Evidence, evidence
from desktop_app.workflows.session import Session
from exports.figures.rates import Rate, make_field_rate
from exports.figures.sampling import make_rate, match_estimate

CAUSES = ("keyer", "verifier", "paper", "row_shift", "open")
"""Whose error a difference was; `open`: nobody has settled it yet."""
NO_RATE = make_field_rate((), 0)


@dataclass(frozen=True, slots=True)
class Looked:
    """One slip that was keyed twice. account: whose slip it is.  at: when it was first saved.  verifier: as a compared name.

    fields: keyed twice.  causes: one for each difference.  wrong: fields the keyer got wrong.  second: those the verifier got
    wrong, typed again at once among them.  stands: whether the slip is still as it was then.
    """

    account: str
    batch: str
    at: datetime
    verifier: str
    verified_at: datetime
    fields: int
    causes: tuple[str, ...]
    wrong: int
    second: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Disagreements:
    """What second keyings said of some slips. slips: keyed twice.  causes: differences by cause.  rate: of all differences."""

    slips: int = 0
    causes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CAUSES, 0))
    rate: Rate = NO_RATE

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {"slips": self.slips, **self.rate._asdict(), "causes": dict(self.causes)}


def look_at(session: Session, slip: Stored, first: Stored) -> Looked | None:
    """Return what a second keying said of a slip, None if there was none. first: the slip's first revision."""
    found = evidence(session, slip)
    if not found.verifier or found.record is None:
        return None
    causes = tuple("open" if d.is_open else d.cause for d in found.differences)
    return Looked(
        first.by, str((slip.data or {}).get("batch", "")), first.when, found.verifier, found.record.when, found.fields, causes,
        sum(d.is_error for d in found.differences), _second_errors(found), found.stands,
    )  # fmt: skip


def count_disagreements(looked: Iterable[Looked]) -> Disagreements:
    """Return the differences on some slips, with whose error they were."""
    slips = list(looked)
    causes = {cause: sum(slip.causes.count(cause) for slip in slips) for cause in CAUSES}
    rate = make_field_rate((len(slip.causes) for slip in slips), sum(slip.fields for slip in slips))
    return Disagreements(len(slips), causes, rate)


def verifier_rate(looked: Iterable[Looked]) -> Rate:
    """Return how many fields a verifier got wrong on these slips, in 10 000, those typed again at once among them."""
    slips = list(looked)
    return make_field_rate((slip.second for slip in slips), sum(slip.fields for slip in slips))


def residual_of(looked: Iterable[Looked], unverified_fields: int) -> dict[str, Any]:
    """Return the errors to be expected in a keyer's slips as they are, as `verified.residual` defines them for a batch.

    unverified_fields: criteria on the slips that do not stand verified.  percent is None where nothing was verified.
    """
    slips = [slip for slip in looked if slip.stands]
    fields, wrong = sum(slip.fields for slip in slips), sum(slip.wrong for slip in slips)
    if not fields:
        return {"errors": None, "fields": unverified_fields, "percent": None, "per_10000": None}
    expected = match_estimate(wrong, sum(slip.second for slip in slips), fields)
    return make_rate(expected + Fraction(wrong * unverified_fields, fields), fields + unverified_fields)


def _second_errors(found: Evidence) -> int:
    return found.retyped + sum(not d.is_open and d.settled != d.second and d.cause != "paper" for d in found.differences)

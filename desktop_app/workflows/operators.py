"""Figures of who keyed: per person and per sitting, from sittings, the journal's lines and second keyings.

An account sees its own without any role; everybody's are for the commander. Figures are of this office's own chain; a slip
counts for whoever first saved it, and in the period in which that was. Pauses are out. This module must not judge anyone.
Source: CSPro, operator statistics; notes on the field's figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.disagreements import (
    NO_RATE,
    Disagreements,
    Looked,
    count_disagreements,
    look_at,
    residual_of,
    verifier_rate,
)  # fmt: skip
from desktop_app.workflows.permissions import require
from desktop_app.workflows.second_pass import person
from desktop_app.workflows.session import Session
from desktop_app.workflows.sitting_figures import Counts, Sitting, list_sittings, total
from exports.figures.rates import Rate
from forms.line import Envelope, load_line

PAUSE_SECONDS = 300
"""A longer time between two saves is no work on records."""
SAVING = timedelta(seconds=10)
"""A slip saved so soon after a sitting's last key belongs to it."""
KEYING, VERIFYING = ("key",), ("dependent", "independent", "sample")


@dataclass
class Operator:
    """What one account did.

    slips, dossiers: keyed.  corrected: slips saved again.  moves: dossiers saved again.  days: on which it saved.
    active_seconds: between its saves, pauses taken out.  keying, verifying: sums of its sittings.  disagreements: on the
    slips it keyed.  own_errors: its errors as a verifier.  residual: errors to be expected in the slips it keyed.
    """

    account: str
    slips: int = 0
    corrected: int = 0
    dossiers: int = 0
    moves: int = 0
    days: int = 0
    active_seconds: int = 0
    sittings: list[SittingFigures] = field(default_factory=list)
    keying: Counts = field(default_factory=Counts)
    verifying: Counts = field(default_factory=Counts)
    disagreements: Disagreements = field(default_factory=Disagreements)
    own_errors: Rate = NO_RATE
    residual: dict[str, Any] = field(default_factory=lambda: residual_of((), 0))

    @property
    def saves_per_hour(self) -> str:
        """Records saved in an active hour, one decimal and a point; empty when no time was seen."""
        if not self.active_seconds:
            return ""
        saves = self.slips + self.corrected + self.dossiers + self.moves
        return str((Decimal(saves) * 3600 / self.active_seconds).quantize(Decimal("0.1"), ROUND_HALF_UP))

    @property
    def corrected_per_1000(self) -> str:
        """Corrections per 1 000 slips keyed, one decimal and a point; empty without slips."""
        return str((Decimal(self.corrected) * 1000 / self.slips).quantize(Decimal("0.1"), ROUND_HALF_UP)) if self.slips else ""

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        plain = ("account", "slips", "corrected", "dossiers", "moves", "days", "active_seconds")
        told = {name: getattr(self, name) for name in (*plain, "saves_per_hour", "corrected_per_1000")}
        figures = {"keying": self.keying.as_json(), "verifying": self.verifying.as_json()}
        doubled = {"disagreements": self.disagreements.as_json(), "verifier_errors": self.own_errors._asdict()}
        return told | figures | doubled | {"residual": self.residual, "sittings": [s.as_json() for s in self.sittings]}


@dataclass(frozen=True, slots=True)
class SittingFigures:
    """One sitting and what second keyings said of the slips keyed in it."""

    sitting: Sitting
    disagreements: Disagreements

    def as_json(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return self.sitting.as_json() | {"disagreements": self.disagreements.as_json()}


@dataclass
class _Work:
    """What was gathered of one account in a period. unverified: criteria on its slips that do not stand verified."""

    operator: Operator
    days: set[date] = field(default_factory=set)
    last: datetime | None = None
    keyed: list[str] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)
    unverified: int = 0


def operator_figures(session: Session, first: date, last: date) -> list[Operator]:
    """Return the figures of every account that saved or sat in first..last, by name. Raises NotAllowed."""
    require(session, "operator-figures")
    return _figures(session, first, last, "")


def own_figures(session: Session, first: date, last: date) -> Operator:
    """Return the figures of the account that works; an empty one if it did nothing in first..last. Needs no role."""
    found = _figures(session, first, last, session.account)
    return found[0] if found else Operator(session.account)


def _figures(session: Session, first: date, last: date, account: str) -> list[Operator]:
    works = _journal(session, first, last, account)
    sittings: dict[str, list[Sitting]] = defaultdict(list)
    for sitting in list_sittings(session, first, last, account):
        sittings[sitting.account].append(sitting)
        works.setdefault(sitting.account, _Work(Operator(sitting.account)))
    for work in works.values():
        _look_through(session, work)
    looked = _second_keyings(session, first, last)
    for name in looked.keys() - {person(known) for known in works}:
        if account in ("", name):
            works[name] = _Work(Operator(name))
    return [_finish(works[name], sittings[name], looked.get(person(name), [])) for name in sorted(works)]


def _finish(work: _Work, sittings: Sequence[Sitting], verified: Iterable[Looked]) -> Operator:
    return replace(
        work.operator,
        days=len(work.days),
        sittings=[SittingFigures(sitting, count_disagreements(_of_sitting(sitting, work.looked))) for sitting in sittings],
        keying=total(sittings, *KEYING),
        verifying=total(sittings, *VERIFYING),
        disagreements=count_disagreements(work.looked),
        own_errors=verifier_rate(verified),
        residual=residual_of(work.looked, work.unverified),
    )


def _of_sitting(sitting: Sitting, looked: Iterable[Looked]) -> list[Looked]:
    if sitting.mode not in KEYING:
        return []
    end = sitting.end + SAVING
    return [slip for slip in looked if slip.batch == sitting.batch and sitting.start <= slip.at <= end]


# From the journal


def _journal(session: Session, first: date, last: date, account: str) -> dict[str, _Work]:
    works: dict[str, _Work] = {}
    for raw in session.office.raw_lines(1):
        envelope = load_line(raw).envelope
        counted = envelope.table in ("surveys", "dossiers") and envelope.op != "audit" and account in ("", envelope.by)
        if counted and first <= (at := datetime.fromisoformat(envelope.at)).date() <= last:
            _note(works.setdefault(envelope.by, _Work(Operator(envelope.by))), envelope, at)
    return works


def _note(work: _Work, envelope: Envelope, at: datetime) -> None:
    operator, again = work.operator, envelope.rev > 1
    operator.active_seconds += min(max(int((at - (work.last or at)).total_seconds()), 0), PAUSE_SECONDS)
    work.last = at
    work.days.add(at.date())
    if envelope.table == "dossiers":
        operator.moves += again
        operator.dossiers += not again
    else:
        operator.corrected += again
        operator.slips += not again
        work.keyed += [] if again else [envelope.id]


# From second keyings


def _look_through(session: Session, work: _Work) -> None:
    """Gather what second keyings said of the slips an account keyed, training ones left out."""
    for id in work.keyed:
        slip = session.office.get("surveys", id)
        if slip is None or slip.data is None or slip.data.get("disposition") == "training":
            continue
        looked = _looked(session, slip)
        work.looked += [looked] if looked else []
        if looked is None or not looked.stands:
            work.unverified += len(slip.data.get("answers") or ())


def _looked(session: Session, slip: Stored) -> Looked | None:
    if not session.office.revision("verifications", slip.id):
        return None
    return look_at(session, slip, slip if slip.rev == 1 else session.office.history("surveys", slip.id)[0])


def _second_keyings(session: Session, first: date, last: date) -> dict[str, list[Looked]]:
    """Return what was keyed twice in a period, by the verifier's compared name."""
    found: dict[str, list[Looked]] = defaultdict(list)
    for stored in session.office.records("verifications", origin=""):
        slip = session.office.get("surveys", stored.id)
        looked = _looked(session, slip) if slip is not None else None
        if looked is not None and first <= looked.verified_at.date() <= last:
            found[looked.verifier].append(looked)
    return found

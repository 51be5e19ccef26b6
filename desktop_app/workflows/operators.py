"""Who keyed how much, how fast and with how many corrections: counted from the journal's lines, for the commander.

Pauses are taken out: time between two saves of one account counts only up to five minutes. No answer and no person is
looked at. This module must not judge anyone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from desktop_app.workflows.permissions import require
from desktop_app.workflows.session import Session
from forms.line import load_line

PAUSE_SECONDS = 300


@dataclass
class Operator:
    """Counts of one account. slips, dossiers: keyed.  corrected: slips saved again.  moves: dossiers saved again.

    days: on which it saved.  active_seconds: between its saves, pauses taken out.
    """

    account: str
    slips: int = 0
    corrected: int = 0
    dossiers: int = 0
    moves: int = 0
    days: int = 0
    active_seconds: int = 0

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
        return {**asdict(self), "saves_per_hour": self.saves_per_hour, "corrected_per_1000": self.corrected_per_1000}


def operator_figures(session: Session, first: date, last: date) -> list[Operator]:
    """Return the figures of every account that saved in first..last, by name. Raises NotAllowed."""
    require(session, "operator-figures")
    found: dict[str, Operator] = {}
    seen: dict[str, tuple[datetime, set[date]]] = {}
    for raw in session.office.raw_lines(1):
        envelope = load_line(raw).envelope
        if envelope.table not in ("surveys", "dossiers") or envelope.op == "audit":
            continue
        at = datetime.fromisoformat(envelope.at)
        if not first <= at.date() <= last:
            continue
        operator = found.setdefault(envelope.by, Operator(envelope.by))
        before, days = seen.get(envelope.by, (at, set()))
        operator.active_seconds += min(max(int((at - before).total_seconds()), 0), PAUSE_SECONDS)
        seen[envelope.by] = (at, days | {at.date()})
        _count(operator, envelope.table, again=envelope.rev > 1)
    for name, (_, days) in seen.items():
        found[name].days = len(days)
    return [found[name] for name in sorted(found)]


def _count(operator: Operator, table: str, *, again: bool) -> None:
    if table == "surveys":
        operator.corrected += again
        operator.slips += not again
    else:
        operator.moves += again
        operator.dossiers += not again

"""What drawing a sample would mean, told before it is drawn: how many slips of how many, and the errors allowed.

Nothing is drawn or written here; `sampling.draw` does, from the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop_app.workflows.sampling import DEFAULT_MAX_ERRORS, uncovered
from desktop_app.workflows.session import Session
from desktop_app.workflows.verified import evidence, slips_of
from exports.figures.sampling import sample_size


@dataclass(frozen=True, slots=True)
class Plan:
    """size: ordinary slips to be drawn, as many as there are at most.  population: slips to draw from.

    limit: the allowed percentage of wrong fields.
    """

    size: int
    population: int
    limit: Decimal


def plan_of(session: Session, batch: str) -> Plan:
    """Return what drawing a sample of a batch would mean now."""
    stored = session.office.get("batches", batch)
    data = (stored.data or {}) if stored else {}
    later = uncovered(session, batch)
    own = (slip for slip in slips_of(session, batch) if not slip.origin)
    population = sum(not evidence(session, slip).stands for slip in own) if later is None else later
    allowed = int(data.get("max_errors") or DEFAULT_MAX_ERRORS)
    wanted = sample_size(len(session.forms[str(data["form"])].likert), allowed)
    return Plan(min(wanted, population), population, Decimal(allowed) / 100)

"""What a commander looks at first: where the data lies in time, the satisfaction index by month.

Counts and ratios come from `summary`; this module only looks up days and records, and must not compute a figure of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import make_summary
from forms.dates import day_of_number

MOST_MONTHS = 12
_SPAN = """
SELECT min(day), max(day) FROM (
  SELECT min(received_day) AS day FROM dossier_fact UNION ALL SELECT max(received_day) FROM dossier_fact
  UNION ALL SELECT min(day) FROM slip_fact UNION ALL SELECT max(day) FROM slip_fact)
"""


@dataclass(frozen=True, slots=True)
class Month:
    """A month's first day and its pooled satisfaction ratio as `summary` gives it."""

    first: date
    satisfied: Mapping[str, Any]


def data_span(session: Session) -> tuple[date, date] | None:
    """Return the first and last day of any dossier or slip, None in an empty office."""
    first, last = session.office.facts().execute(_SPAN).fetchone()
    return (day_of_number(first), day_of_number(last)) if first is not None else None


def list_months(
    session: Session, first: date, last: date, progress: Callable[[int, int], object] = lambda *_: None
) -> list[Month]:
    """Return the index of each calendar month that lies in first..last and has answers; none for a range above a year."""
    starts, start = [], first.replace(day=1)
    while start <= last:
        starts.append(start)
        start = (start + timedelta(days=32)).replace(day=1)
    if not 2 <= len(starts) <= MOST_MONTHS:
        return []
    months = []
    for place, start in enumerate(starts):
        progress(place, len(starts))
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        summary = make_summary(session, max(start, first), min(end, last))
        satisfied = summary["survey"]["overall"]["satisfied"]
        if satisfied["of"]:
            months.append(Month(start, satisfied))
    return months

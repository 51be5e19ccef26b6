"""Which dossiers of this office were late in a period and why, for the report: procedure, days, reason, and no person.

Late is what counts.sql puts in columns 10 and 13. The reason is the new appointment's, else the newest one given with a move.
This module must not count: the totals stand in the summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from desktop_app.workflows.portable import holds_person
from desktop_app.workflows.session import Session
from exports.figures import LateDossier
from forms.dates import day_number, day_of_number
from forms.due_days import told_day

TABLE = "dossiers"
MOST = 50
"""How many are listed, those late the longest first; the totals of the table count all."""

_LATE = """
SELECT station, id, due_day, CASE WHEN closed_day <= :last THEN state ELSE 'open' END AS state,
       CASE WHEN closed_day <= :last THEN closed_day ELSE :last END - due_day AS days
FROM (
  SELECT station, id, due_day, finished_day AS closed_day, 'finished' AS state FROM dossier_fact
   WHERE unit = :unit AND finished_day >= :first AND finished_day > due_day AND +due_day < :last AND received_day <= :last
  UNION ALL
  SELECT station, id, due_day, left_day AS closed_day, 'left' AS state FROM dossier_fact
   WHERE unit = :unit AND finished_day IS NULL AND left_day >= :first AND left_day > due_day AND due_day < :last
     AND received_day <= :last
  UNION ALL
  SELECT station, id, due_day, NULL AS closed_day, 'open' AS state FROM dossier_fact
   WHERE unit = :unit AND finished_day IS NULL AND left_day IS NULL AND due_day < :last AND received_day <= :last
     AND (paused_day IS NULL OR paused_day > due_day))
ORDER BY days DESC, due_day, id LIMIT :most
"""
"""The + keeps SQLite from reading all that was ever due: what was finished since the first day is less."""


def list_late(session: Session, first: date, last: date, most: int = MOST) -> list[LateDossier]:
    """Return the dossiers of this unit that ended late in first..last, or were overdue on the last day.

    Those late the longest come first; days: calendar days after the due day, up to the last day for an open one.
    """
    return list(_list(session, first, last, most))


def _list(session: Session, first: date, last: date, most: int) -> Iterator[LateDossier]:
    office = session.office
    asked = {"unit": office.profile.unit, "first": day_number(first), "last": day_number(last), "most": most}
    for station, id, due, state, days in office.facts().execute(_LATE, asked).fetchall():
        stored = office.get(TABLE, str(id), "" if station == office.profile.station else str(station))
        if stored is not None and stored.data is not None:
            name = _name(session, str(stored.data["procedure"]))
            yield LateDossier(name, day_of_number(due), days, state, *_reason(stored.data, last))


def _reason(data: Mapping[str, Any], last: date) -> tuple[date | None, str]:
    """Return the day of the new appointment and the reason, as both stood on the last day; without what names a person."""
    new = data.get("reappointment") or {}
    if new and date.fromisoformat(new["at"][:10]) > last:
        new = {}
    moves = [move for move in data.get("moves") or [] if date.fromisoformat(move["at"][:10]) <= last]
    given = [str(new.get("why") or ""), *(str(move.get("why") or "") for move in reversed(moves))]
    reasons = [" ".join(reason.split()) for reason in given if reason.strip() and not holds_person(reason, data)]
    return told_day(data) if new else None, reasons[0] if reasons else ""


def _name(session: Session, procedure: str) -> str:
    """Return a procedure's name, its code where the office does not know it."""
    stored = session.office.get("procedures", procedure)
    return str((stored.data or {}).get("name") or procedure) if stored else procedure

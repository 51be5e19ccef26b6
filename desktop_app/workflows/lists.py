"""Which dossiers are overdue and which are due soon, oldest first, and whether this computer's clock can be believed.

Lateness is told by the due day of the limit; a new appointment stands beside it and takes nothing away. What stands still
(supplement, payment) is in neither list. This module must not move anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.store.office import Stored
from desktop_app.workflows.dossier_steps import TABLE, holder
from desktop_app.workflows.dossiers import Deadline, deadline
from desktop_app.workflows.reappointment import appointed_day
from desktop_app.workflows.session import Session
from forms.dates import day_number

LOOKED_AT = 200
"""How many of the newest lines are looked at for one that is later than now."""
CLOCK_SLACK = timedelta(minutes=10)
"""A clock so little behind says nothing, as at the opening of an office."""

_WAITING = """
FROM dossier_fact
WHERE unit = ? AND finished_day IS NULL AND left_day IS NULL AND paused_day IS NULL AND due_day BETWEEN ? AND ?
"""
_LISTED = f"SELECT id {_WAITING} ORDER BY due_day, received_day, id LIMIT ?"
_COUNTED = f"SELECT count(*) {_WAITING}"
LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dossier in work. days: calendar days late, or left until the due day.  officer: who holds it.

    appointed: the day the citizen was last told, the due day but for a new appointment.
    """

    dossier: Stored
    due: date
    appointed: date
    officer: str
    days: int
    deadline: Deadline


def overdue(session: Session, limit: int) -> list[Waiting]:
    """Return the dossiers in work whose due day has passed, the oldest due day first."""
    return list(_list(session, LONG_AGO, session.clock().date() - timedelta(days=1), limit))


def due_soon(session: Session, days: int, limit: int) -> list[Waiting]:
    """Return the dossiers in work that fall due today or within `days` working days, the earliest first."""
    today = session.clock().date()
    return list(_list(session, today, _end(session, days), limit))


def count_overdue(session: Session) -> int:
    """Return how many dossiers `overdue` would list without a limit."""
    return _count(session, LONG_AGO, session.clock().date() - timedelta(days=1))


def count_due_soon(session: Session, days: int) -> int:
    """Return how many dossiers `due_soon` would list without a limit."""
    return _count(session, session.clock().date(), _end(session, days))


def is_uncertain(session: Session) -> bool:
    """Tell whether a line of the journal is later than now: this clock was put back, so what is late is uncertain.

    The newest lines are looked at, for after one save under a wrong clock the last line itself says nothing any more.
    """
    latest = session.office.latest_moment(LOOKED_AT)
    return latest is not None and session.clock() + CLOCK_SLACK < latest


def _end(session: Session, days: int) -> date:
    today = session.clock().date()
    return session.calendar().add_working_days(today, days) if days else today


def _list(session: Session, first: date, last: date, limit: int) -> Iterator[Waiting]:
    office, today = session.office, session.clock().date()
    rows = office.facts().execute(_LISTED, (office.profile.unit, day_number(first), day_number(last), limit)).fetchall()
    for (id,) in rows:
        stored = office.get(TABLE, str(id))
        if stored is not None and stored.data is not None:
            yield _waiting(stored, today)


def _waiting(stored: Stored, today: date) -> Waiting:
    data = stored.data or {}
    due = date.fromisoformat(data["frozen"]["due"])
    return Waiting(stored, due, appointed_day(data) or due, holder(stored), abs((due - today).days), deadline(data, today))


def _count(session: Session, first: date, last: date) -> int:
    office = session.office
    found = office.facts().execute(_COUNTED, (office.profile.unit, day_number(first), day_number(last))).fetchone()
    return int(found[0])

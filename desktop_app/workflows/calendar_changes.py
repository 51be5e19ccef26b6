"""The working-day calendar as an office keeps it, and what an edit of it would mean for days already promised.

An edit moves no due day: a dossier's day stays until somebody, dossier by dossier and with a reason, has it computed anew.
This module must not decide which days are worked (`forms.calendar`) or how a due day is counted (`forms.due_days`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import dossiers, removing
from desktop_app.workflows.look import office_card
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from forms.calendar import Calendar
from forms.dates import day_of_number
from forms.due_days import full_due
from forms.problems import Problem, Refused, declare, make_problem
from forms.shipped import holidays_of

TABLE = "holidays"
OPEN = ("received", "processing", "supplement", "payment")
NEXT_YEAR_FROM = 10
"""Month from which the next year's calendar is missed: then dossiers fall due in it."""

NO_REASON = declare(
    "CALENDAR-WHY-EMPTY",
    "Đổi ngày đã hẹn phải ghi lý do; lý do được giữ trong lịch sử hồ sơ.",
    "Moving a promised day needs a reason; it is kept in the dossier's history.",
)
CLOSED = declare(
    "DUE-CLOSED",
    "Hồ sơ đã giải quyết xong hoặc đã dừng; ngày hẹn không đổi nữa.",
    "The dossier is finished or stopped; its due day does not change any more.",
)
NO_YEAR = declare("CALENDAR-YEAR", "Năm phải từ 1990 đến 2100.", "The year must lie in 1990-2100.")
YEARS = range(1990, 2101)

_OPEN_IDS = """
SELECT id, due_day FROM dossier_fact WHERE unit = ? AND finished_day IS NULL AND left_day IS NULL ORDER BY due_day, id
"""
_LAST_DUE = "SELECT max(due_day) FROM dossier_fact WHERE unit = ? AND finished_day IS NULL AND left_day IS NULL"


@dataclass(frozen=True, slots=True)
class Affected:
    """An open dossier the calendar of now would give another day. promised: what stands.  by_calendar: what would come out."""

    id: str
    code: str
    promised: date
    by_calendar: date
    procedure: str
    status: str


def list_days(session: Session, year: int) -> list[Stored]:
    """Return the own `holidays` records of a year, in order."""
    found = [stored for stored in session.office.records(TABLE, origin="") if stored.id.startswith(f"{year:04d}-")]
    return sorted(found, key=lambda stored: stored.id)


def save_day(session: Session, values: Mapping[str, Any], why: str = "") -> Stored | None:
    """Keep a day off or a day worked instead, new or corrected; None where it stood so already. Raises Refused, NotAllowed."""
    saved = enter(session, TABLE, [dict(values)], why.strip())
    return saved[0] if saved else None


def remove_day(session: Session, day: str, why: str) -> Stored:
    """Make a day an ordinary one again. Raises Refused where there is no such record or no reason, NotAllowed."""
    return removing.remove(session, TABLE, day, session.office.revision(TABLE, day), why)


def plan_fill(session: Session, year: int) -> list[dict[str, Any]]:
    """Return the days the library knows of a year and the office does not; what the office removed stays out.

    Raises Refused for a year outside 1990-2100.
    """
    if year not in YEARS:
        raise Refused([make_problem(NO_YEAR, "year")])
    return [record for record in holidays_of(year) if not session.office.revision(TABLE, record["day"])]


def fill_year(session: Session, year: int) -> list[Stored]:
    """Take in what `plan_fill` names, as one group; nothing that is there changes. Raises Refused, NotAllowed."""
    return enter(session, TABLE, plan_fill(session, year), f"lịch nghỉ {year}")


def years_without(session: Session) -> list[int]:
    """Return the years that need a calendar and have no record: this one, the next near its end, those of open due days."""
    today = session.clock().date()
    wanted = {today.year, *([today.year + 1] if today.month >= NEXT_YEAR_FROM else [])}
    last = session.office.facts().execute(_LAST_DUE, (session.office.profile.unit,)).fetchone()[0]
    if last is not None:
        wanted |= set(range(today.year, day_of_number(last).year + 1))
    return sorted(wanted - session.calendar().years)


def affected(session: Session) -> list[Affected]:
    """Return the open dossiers of this office whose due day the calendar of now would compute differently, earliest first."""
    calendar = session.calendar()
    return [found for stored in _open(session) if (found := _compare(stored, calendar)) is not None]


def apply(session: Session, ids: Sequence[str], why: str) -> list[Stored]:
    """Give dossiers the due day of the calendar of now: one revision each with its reason, all or none.

    The day first told (`frozen.promised`) stays beside it. Raises Refused, NotAllowed, `ChangedElsewhere`.
    """
    calendar, changes, problems = session.calendar(), list[Change](), list[Problem]()
    if not why.strip():
        problems.append(make_problem(NO_REASON, "why"))
    for id in ids:
        stored = dossiers.require_dossier(session, id)
        data = stored.data or {}
        if data["status"] not in OPEN or not data["frozen"].get("due"):
            problems.append(make_problem(CLOSED, f"{data['code']}: due"))
            continue
        frozen = {**data["frozen"], "due": full_due(data, calendar).isoformat()}
        if frozen != data["frozen"]:
            changes.append(Change(dossiers.TABLE, id, {**data, "frozen": frozen}, stored.rev, why=why.strip()))
    if problems:
        raise Refused(problems)
    return session.append(changes) if changes else []


def save_rules(session: Session, area: str, cutoff_hour: int | None) -> bool:
    """Keep the unit's area class and cut-off hour for dossiers taken in from now on; tell whether that changed anything.

    area: empty for none.  cutoff_hour: 0-24, None for the usual one. Raises Refused, NotAllowed.
    """
    card = dict(office_card(session))
    rules = {"area": area or None, "cutoff_hour": cutoff_hour}
    kept = {name: value for name, value in (card | rules).items() if value is not None}
    return bool(enter(session, "units", [kept], "quy tắc tiếp nhận"))


def calendar_at(session: Session, line: int) -> Calendar:
    """Return the office's calendar as it was when the journal's line of this number was written."""
    office = session.office
    ids = [office.slot(TABLE, slot)[0] for slot in range(office.slot_count(TABLE))]
    then = [[stored for stored in office.history(TABLE, id) if stored.n <= line] for id in ids]
    return Calendar([revisions[-1].data for revisions in then if revisions and revisions[-1].data is not None])


def _open(session: Session) -> Iterator[Stored]:
    office = session.office
    for id, _ in office.facts().execute(_OPEN_IDS, (office.profile.unit,)).fetchall():
        stored = office.get(dossiers.TABLE, str(id))
        if stored is not None and stored.data is not None:
            yield stored


def _compare(stored: Stored, calendar: Calendar) -> Affected | None:
    data = stored.data or {}
    if data["status"] not in OPEN or not data["frozen"].get("due"):
        return None
    standing, computed = date.fromisoformat(data["frozen"]["due"]), full_due(data, calendar)
    if standing == computed:
        return None
    return Affected(stored.id, str(data["code"]), standing, computed, str(data["procedure"]), str(data["status"]))

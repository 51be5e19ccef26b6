"""The one new appointment a late dossier may have: another day to come for the result, with the apology's reason.

The due day of the limit stays what it was and is what lateness is judged by; the new day is what the citizen is told
(TT 01/2018/TT-VPCP: phiếu xin lỗi và hẹn lại ngày trả kết quả, once). This module must not print the slip.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from desktop_app.store.office import Change, Stored
from desktop_app.workflows.dossier_steps import TABLE, check_members, last_moment, placed, tidy_dossier
from desktop_app.workflows.dossiers import MOVE_EARLY, require_dossier
from desktop_app.workflows.session import Session
from forms.dates import format_date, format_time
from forms.due_days import STOPPED_CLOCK, pauses, told_day
from forms.problems import Problem, Refused, declare, make_problem

FARTHEST = timedelta(days=366)
RUNNING = ("received", "processing")

NOT_OPEN = declare(
    "REAPPOINT-NOT-OPEN",
    "Chỉ hẹn lại hồ sơ đang giải quyết hoặc đã trễ hạn; hồ sơ này thì không.",
    "Only a dossier in work, or one that is late, gets a new appointment; this one does not.",
)
ONCE = declare(
    "REAPPOINT-ONCE",
    "Hồ sơ đã được hẹn lại một lần, không hẹn lại lần nữa.",
    "The dossier has had its new appointment; there is no second one.",
)
DAY_EARLY = declare(
    "REAPPOINT-EARLY",
    "Ngày hẹn lại phải sau hôm nay và sau ngày đã hẹn ({told}).",
    "The new day must lie after today and after the day told before ({told}).",
)
DAY_FAR = declare(
    "REAPPOINT-FAR",
    "Ngày hẹn lại cách hôm nay quá một năm; hãy xem lại năm đã ghi.",
    "The new day is more than a year from today; look at the year.",
)
DAY_OFF = declare(
    "REAPPOINT-DAY-OFF",
    "Ngày hẹn lại rơi vào ngày nghỉ; ngày làm việc kế tiếp là {next}.",
    "The new day is a day off; the next working day is {next}.",
)
NO_REASON = declare(
    "REAPPOINT-WHY-EMPTY",
    "Hẹn lại phải ghi lý do; phiếu xin lỗi in đúng lý do này.",
    "A new appointment needs a reason; the apology slip prints it.",
)


def reappoint(session: Session, id: str, due: date, why: str) -> Stored:
    """Give a dossier its one new appointment: a revision with its reason. Raises Refused with every problem, NotAllowed."""
    stored = require_dossier(session, id)
    data, now = stored.data or {}, session.clock()
    problems = check_reappointment(session, stored, due)
    if not why.strip():
        problems.append(make_problem(NO_REASON, "why"))
    last = last_moment(data)
    if last is not None and now < last:
        problems.append(make_problem(MOVE_EARLY, "at"))
    new = {"at": format_time(now), "due": due.isoformat(), "why": why.strip()}
    after = tidy_dossier(session, {**data, "reappointment": new})
    if why.strip():
        problems += [_shown(problem) for problem in check_members(session, stored, after, "reappointment")]
    if problems:
        raise Refused(list(placed(problems, str(data["code"]))))
    return session.append([Change(TABLE, id, after, stored.rev, why=why.strip())])[0]


def check_reappointment(session: Session, stored: Stored, due: date | None = None) -> list[Problem]:
    """Return why a dossier cannot be given a new appointment, or not on this day; empty if it can."""
    data, today = stored.data or {}, session.clock().date()
    if not _may(data):
        return [make_problem(NOT_OPEN, "to")]
    if data.get("reappointment"):
        return [make_problem(ONCE, "to")]
    if due is None:
        return []
    told, calendar = appointed_day(data), session.calendar()
    assert told is not None, "a dossier that may has a due day"  # noqa: S101 - `_may` looked
    if due <= max(today, told):
        return [make_problem(DAY_EARLY, "due", told=format_date(told))]
    if due - today > FARTHEST:
        return [make_problem(DAY_FAR, "due")]
    if not calendar.is_working(due):
        return [make_problem(DAY_OFF, "due", next=format_date(calendar.next_working(due)))]
    return []


def appointed_day(data: Mapping[str, Any]) -> date | None:
    """Return the day the citizen was last told to come: the new appointment's, else the due day; None where there is none."""
    return told_day(data)


def _may(data: Mapping[str, Any]) -> bool:
    """Tell whether a dossier is in work, or stands still but was late before it came to stand."""
    due = (data.get("frozen") or {}).get("due")
    if not due:
        return False
    if data["status"] in STOPPED_CLOCK:
        return pauses(data["moves"])[-1][0].date() > date.fromisoformat(due)
    return data["status"] in RUNNING


def _shown(problem: Problem) -> Problem:
    return Problem(problem.code, problem.where.split(".")[-1], problem.vi, problem.en, problem.severity)

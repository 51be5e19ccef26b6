"""The feedback register (góp ý, phản ánh, kiến nghị): logging, answering, correcting, and how long an answer took.

Days taken count from the day received: calendar days to the day answered, and working days of the office's calendar after the
day received up to and with the day answered, as due days are counted; the same day is 0. What is open is counted to today.
Giving what was still missing (handler, answer, day answered) needs no reason; changing what was logged does. This module must
not join feedback to a slip's number or a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows import records
from desktop_app.workflows.auditing import note_search
from desktop_app.workflows.look import OfficeLook
from desktop_app.workflows.permissions import require_looking
from desktop_app.workflows.session import Session
from forms.calendar import Calendar
from forms.checks import check_record, normalise
from forms.dates import day_of_number
from forms.definition import Definition
from forms.problems import Problem, Refused, declare, make_problem
from forms.text import nfc

TABLE = "feedback"
SLIP = "slip"
"""The channel “Phiếu khảo sát”."""
SLICE = 500
NO_REASON = declare(
    "FEEDBACK-WHY-EMPTY",
    "Sửa điều đã ghi sổ thì phải có lý do.",
    "Changing what was logged needs a reason.",
)
GONE = declare(
    "FEEDBACK-GONE",
    "Ý kiến này không còn trong sổ. Hãy mở lại danh sách.",
    "This feedback is no longer in the register. Open the list again.",
)
_OPEN = "SELECT day, count(*) FROM feedback_fact WHERE unit = ? AND station = ? AND answered_day IS NULL GROUP BY day"


@dataclass(frozen=True, slots=True)
class Taken:
    """How long an answer took, or is waited for. days: calendar days.  working: working days.  answered: whether it came."""

    days: int
    working: int
    answered: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Feedback of this office without an answer. late: how many of them wait longer than the limit asked for."""

    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark on a keyed slip: its batch, its text and the slip's day (ISO); nothing else of the slip."""

    batch: str
    text: str
    day: str


def definition_of(session: Session) -> Definition:
    """Return the newest definition of the feedback form."""
    return max((d for d in session.forms.values() if d.table == TABLE), key=lambda d: d.version)


def count_taken(calendar: Calendar, received: date, answered: date | None, today: date) -> Taken:
    """Return the days from reception to the answer, or to today while there is none."""
    end = answered or today
    working = calendar.working_days(received + timedelta(days=1), end)
    return Taken((end - received).days, working, answered is not None)


def days_taken(session: Session, data: Mapping[str, Any]) -> Taken:
    """Return how long a logged feedback took or waits. Raises KeyError and ValueError for a record that was never checked."""
    answered = str(data.get("answered_day") or "")
    received, today = date.fromisoformat(str(data["day"])), session.clock().date()
    return count_taken(session.calendar(), received, date.fromisoformat(answered) if answered else None, today)


def count_waiting(session: Session, limit: int) -> Waiting:
    """Return how much of this office's feedback has no answer, and how much for more than `limit` working days."""
    office, calendar, today = session.office, session.calendar(), session.clock().date()
    total = late = 0
    for day, count in office.facts().execute(_OPEN, (office.profile.unit, office.profile.station)):
        total += count
        if count_taken(calendar, day_of_number(day), None, today).working > limit:
            late += count
    return Waiting(total, late)


def check_feedback(session: Session, data: Mapping[str, Any], stored: Stored | None = None) -> list[Problem]:
    """Return every problem of a record as keyed. stored: the revision it is to follow."""
    form = definition_of(session)
    return check_record(form, normalise(form, data), OfficeLook(session, instead_of=stored))


def log(session: Session, data: Mapping[str, Any]) -> Stored:
    """Log a new feedback. Raises Refused with every problem, NotAllowed."""
    return records.save(session, TABLE, data)


def require_feedback(session: Session, id: str) -> Stored:
    """Return the current revision. Raises Refused if it is gone."""
    stored = session.office.get(TABLE, id)
    if stored is None or stored.data is None:
        raise Refused([make_problem(GONE, "id")])
    return stored


def needs_reason(session: Session, before: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Tell whether something that was logged would change or go; filling in what was empty is no such change."""
    after = normalise(definition_of(session), data)
    return any(old not in (None, "") for _, old, _ in records.differences(before, after))


def revise(session: Session, id: str, data: Mapping[str, Any], base: int, why: str = "") -> Stored:
    """Save an answer or a correction as the revision after `base`; what is the same already is not written again.

    Raises Refused with every problem, and for a change without a reason; NotAllowed; ChangedElsewhere if `base` is stale.
    """
    stored = require_feedback(session, id)
    before = stored.data or {}
    problems = [problem for problem in check_feedback(session, data, stored) if problem.severity == "error"]
    if not problems and stored.rev == base and normalise(definition_of(session), data) == before:
        return stored
    if not problems and needs_reason(session, before, data) and not why.strip():
        problems = [make_problem(NO_REASON, "why")]
    if problems:
        raise Refused(problems)
    return records.save(session, TABLE, data, id, base, why.strip())


# remarks on slips


def from_remark(session: Session, batch: str, text: str, kind: str = "suggestion", day: date | None = None) -> Stored:
    """Log a slip's remark as feedback: the channel is the survey slip, the batch is named, the slip's number never.

    kind: suggestion, report or petition.  day: when it came in, today if not told.  Raises Refused, NotAllowed.
    """
    received = (day or session.clock().date()).isoformat()
    return log(session, {"day": received, "kind": kind, "channel": SLIP, "batch": batch, "content": nfc(text).strip()})


def find_remarks(session: Session, found: list[Remark]) -> Iterator[int]:
    """Append to `found` the remarks on the office's own slips that are not logged yet, yielding how many every few slips.

    A remark is logged if a feedback from its batch began with the same text, each feedback standing for one slip; training and
    void slips are passed over. It is noted as a look at the slips. Raises NotAllowed.
    """
    require_looking(session, "surveys")
    logged = _logged(session)
    for place, stored in enumerate(session.office.records("surveys", origin=""), 1):
        remark = _remark(stored.data or {})
        if remark is not None and not _take(logged, remark.batch, _texts(session, stored, remark)):
            found.append(remark)
        if place % SLICE == 0:
            yield len(found)
    note_search(session, "surveys", "", len(found))
    yield len(found)


def _remark(data: Mapping[str, Any]) -> Remark | None:
    text = str(data.get("comment") or "").strip()
    return Remark(str(data["batch"]), text, str(data["day"])) if text and not data.get("disposition") else None


def _texts(session: Session, stored: Stored, remark: Remark) -> list[str]:
    """Return the remark's text, and what it was before it was corrected."""
    if stored.rev == 1:
        return [remark.text]
    older = [str((past.data or {}).get("comment") or "").strip() for past in session.office.history("surveys", stored.id)]
    return list(dict.fromkeys([remark.text, *older]))


def _take(logged: Counter[tuple[str, str]], batch: str, texts: list[str]) -> bool:
    for text in texts:
        if logged[batch, text] > 0:
            logged[batch, text] -= 1
            return True
    return False


def _logged(session: Session) -> Counter[tuple[str, str]]:
    """Return how often each (batch, text) was logged from a slip, by the text it was logged with first."""
    logged: Counter[tuple[str, str]] = Counter()
    for stored in session.office.records(TABLE, origin=""):
        first = (stored.data if stored.rev == 1 else session.office.history(TABLE, stored.id)[0].data) or {}
        if first.get("channel") == SLIP and first.get("batch"):
            logged[str(first["batch"]), str(first["content"])] += 1
    return logged

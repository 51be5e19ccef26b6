"""A dossier's way through the office: taken in, moved from status to status, corrected; and how its deadline stands.

What may follow what, and when something is due, is decided in `forms.dossier`; what a record must hold in `forms.checks`.
This module must not change a revision that is there: each step is a new one, with who, when and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from desktop_app.store.errors import StoreError
from desktop_app.store.office import Change, Stored
from desktop_app.workflows.look import OfficeLook, office_card, with_office_area
from desktop_app.workflows.records import definition_of
from desktop_app.workflows.session import Session, new_id
from forms.checks import check_record, normalise
from forms.dates import VIETNAM_TIME, format_time, parse_time
from forms.dossier import (
    PROCEDURE_AREA,
    PROCEDURE_CASE,
    PROVISIONAL_AGENCY,
    check_move,
    complete,
    complete_again,
    make_code,
    with_move,
)
from forms.due_days import STOPPED_CLOCK
from forms.kinds import is_token
from forms.problems import Problem, Refused, declare, make_problem

__all__ = [
    "Deadline",
    "Move",
    "StoreError",
    "Stored",
    "check_dossier",
    "correct_dossier",
    "deadline",
    "due_day",
    "finished_day",
    "move_dossier",
    "move_many",
    "new_dossier",
    "next_code",
    "require_dossier",
    "stand",
]  # fmt: skip

TABLE = "dossiers"
REASONED = frozenset({"rejected", "supplement", "withdrawn", "stopped"})
"""Statuses a dossier may be moved to only with a reason: each has a slip that states it (TT 01/2018/TT-VPCP)."""

WHY_MOVE = declare(
    "MOVE-WHY-EMPTY",
    "Chuyển sang trạng thái này phải ghi lý do; hãy ghi như trên phiếu giao cho người nộp.",
    "This move needs a reason; write it as on the slip given to the applicant.",
)
WHY_EDIT = declare(
    "EDIT-WHY-EMPTY",
    "Sửa hồ sơ đã lưu phải ghi lý do; lý do được giữ trong lịch sử.",
    "Changing a saved dossier needs a reason; it is kept in the history.",
)
NO_DOSSIER = declare("DOSSIER-NOT-FOUND", "Không tìm thấy hồ sơ này.", "There is no such dossier.")
MOVE_EARLY = declare(
    "MOVE-BEFORE-LAST",
    "Thời điểm này sớm hơn bước trước của hồ sơ; hãy xem lại ngày giờ.",
    "This moment lies before the dossier's last step; check date and time.",
)
MOVE_AHEAD = declare(
    "MOVE-IN-FUTURE",
    "Thời điểm này chưa tới; hãy xem lại ngày giờ.",
    "This moment has not come yet; check date and time.",
)

LIMITS = frozenset({PROCEDURE_AREA, PROCEDURE_CASE})

Standing = Literal["none", "paused", "open", "soon", "late", "early", "on_time", "overdue"]


class Deadline(NamedTuple):
    """How a dossier stands against its due day.

    kind: `none` no due day counts; `paused` the clock stands still; not finished: `open`, `soon` (today or the next day),
    `late`; finished: `early`, `on_time`, `overdue`.  days: calendar days to the due day, or past it for `late`, `overdue`.
    """

    kind: Standing
    days: int


@dataclass(frozen=True, slots=True)
class Move:
    """One step asked for. at: when it happened, now if not given."""

    id: str
    to: str
    why: str = ""
    at: datetime | None = None


def new_dossier(session: Session, values: Mapping[str, Any]) -> Stored:
    """Check and save a new dossier; without a code it gets a provisional one, and who saves it holds it.

    Raises Refused with every problem.
    """
    filled = ({"officer": session.account} if is_token(session.account) else {}) | dict(values)
    if not filled.get("code"):
        received = parse_time(str(filled.get("received_at") or ""))
        filled["code"] = next_code(session, received.astimezone(VIETNAM_TIME).date() if received else session.clock().date())
    data = _require_good(session, filled, None)
    procedure = _procedure(session, data)
    ready = complete(data, procedure.data or {}, procedure.rev, session.calendar(), office_card(session))
    return session.append([Change(TABLE, new_id(), ready, 0)])[0]


def correct_dossier(session: Session, id: str, values: Mapping[str, Any], base: int, why: str) -> Stored:
    """Save a corrected dossier as the revision after `base`. What was frozen stays while procedure and case do.

    Raises Refused with every problem, `ChangedElsewhere` when someone was faster.
    """
    stored = require_dossier(session, id)
    problems = [] if why.strip() else [make_problem(WHY_EDIT, "why")]
    try:
        data = _require_good(session, values, stored)
    except Refused as refused:
        raise Refused(refused.problems + problems) from None
    if problems:
        raise Refused(problems)
    procedure = _procedure(session, data)
    rules = procedure.data or {}, procedure.rev, session.calendar(), office_card(session)
    ready = complete_again(stored.data or {}, data, *rules)
    return session.append([Change(TABLE, id, ready, base, why=why.strip())])[0]


def check_dossier(session: Session, values: Mapping[str, Any], stored: Stored | None = None) -> list[Problem]:
    """Return every problem and warning of a dossier as it would be saved; stored: the revision it corrects."""
    definition = definition_of(session, TABLE, values)
    keyed = {name: value for name, value in values.items() if name != "frozen"}
    placed = with_office_area(session, normalise(definition, keyed))
    problems = check_record(definition, placed, OfficeLook(session, instead_of=stored))
    return [problem for problem in problems if problem.code not in LIMITS] if _limit_stays(stored, keyed) else problems


def _limit_stays(stored: Stored | None, keyed: Mapping[str, Any]) -> bool:
    """Tell whether a correction leaves the limit frozen at reception, whatever became of the procedure since."""
    old = (stored.data or {}) if stored else {}
    return "frozen" in old and all((old.get(name) or "") == (keyed.get(name) or "") for name in ("procedure", "case", "area"))


def move_dossier(session: Session, id: str, to: str, why: str = "", at: datetime | None = None) -> Stored:
    """Move one dossier to a status. Raises Refused with every problem and the store's errors."""
    return move_many(session, [Move(id, to, why, at)])[0]


def move_many(session: Session, moves: Sequence[Move]) -> list[Stored]:
    """Move dossiers as one group: all or none. Problems are placed as `CODE: field`. Raises Refused, `ChangedElsewhere`."""
    now, changes, problems = session.clock(), [], []
    for move in moves:
        try:
            changes.append(_moved(session, move, now))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return session.append(changes) if changes else []


def next_code(session: Session, day: date) -> str:
    """Return the first free provisional code of a day, used until the official system's code is known."""
    number = 1
    while session.office.find_code(TABLE, make_code(PROVISIONAL_AGENCY, day, number)) is not None:
        number += 1
    return make_code(PROVISIONAL_AGENCY, day, number)


def due_day(session: Session, values: Mapping[str, Any]) -> date | None:
    """Return the day a dossier would be due, None while procedure, case, area or time of reception are not known."""
    fresh = fresh_dossier(session, values)
    return date.fromisoformat(fresh["frozen"]["due"]) if fresh else None


def fresh_dossier(session: Session, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what is keyed as a dossier just received, limit and due day frozen; None while they cannot be known."""
    procedure = session.office.get("procedures", str(values.get("procedure") or ""))
    received = parse_time(str(values.get("received_at") or ""))
    if procedure is None or procedure.data is None or received is None:
        return None
    fresh = {**values, "received_at": format_time(received), "status": "received", "moves": []}
    try:
        return complete(fresh, procedure.data, procedure.rev, session.calendar(), office_card(session))
    except (Refused, KeyError):
        return None


def deadline(data: Mapping[str, Any], today: date) -> Deadline:
    """Return how a dossier stands on `today`. On time is judged when it is finished, not when it is collected."""
    due = str(data.get("frozen", {}).get("due") or "")
    return stand(data.get("status", ""), date.fromisoformat(due) if due else None, finished_day(data), today)


def stand(status: str, due: date | None, finished: date | None, today: date) -> Deadline:
    """Return how a dossier of this status, due day and day of finishing stands on `today`."""
    if due is None or status in ("withdrawn", "stopped", "rejected", "registered"):
        return Deadline("none", 0)
    if status in ("finished", "collected"):
        if finished is None:
            return Deadline("none", 0)
        days = (due - finished).days
        return Deadline("overdue", -days) if days < 0 else Deadline("early" if days else "on_time", days)
    if status in STOPPED_CLOCK:
        return Deadline("paused", 0)
    days = (due - today).days
    return Deadline("late", -days) if days < 0 else Deadline("soon" if days <= 1 else "open", days)


def finished_day(data: Mapping[str, Any]) -> date | None:
    """Return the day of the move to `finished`, None if there was none."""
    for move in reversed(data.get("moves") or []):
        if move["to"] == "finished":
            moment = parse_time(move["at"])
            return moment.astimezone(VIETNAM_TIME).date() if moment else None
    return None


def require_dossier(session: Session, id: str) -> Stored:
    """Return the current revision of a dossier. Raises Refused if there is none."""
    stored = session.office.get(TABLE, id)
    if stored is None or stored.data is None:
        raise Refused([make_problem(NO_DOSSIER, "id")])
    return stored


def _procedure(session: Session, data: Mapping[str, Any]) -> Stored:
    stored = session.office.get("procedures", data["procedure"])
    assert stored is not None, "checked before"  # noqa: S101 - check_record has refused an unknown procedure
    return stored


def _require_good(session: Session, values: Mapping[str, Any], stored: Stored | None) -> dict[str, Any]:
    problems = check_dossier(session, values, stored)
    if any(problem.severity == "error" for problem in problems):
        raise Refused(problems)
    definition = definition_of(session, TABLE, values)
    return normalise(definition, {name: value for name, value in values.items() if name != "frozen"})


def _moved(session: Session, move: Move, now: datetime) -> Change:
    stored = require_dossier(session, move.id)
    data = stored.data or {}
    at = move.at or now
    problems = [*check_move(data["status"], move.to), *_check_time(data, at, now)]
    if move.to in REASONED and not move.why.strip():
        problems.append(make_problem(WHY_MOVE, "why"))
    if problems:
        raise Refused(list(_placed(problems, data["code"])))
    step = {"at": format_time(at), "to": move.to, "by": session.account, "why": move.why.strip()}
    return Change(TABLE, move.id, with_move(data, step, session.calendar()), stored.rev, why=move.why.strip())


def _check_time(data: Mapping[str, Any], at: datetime, now: datetime) -> list[Problem]:
    steps = [str(step["at"]) for step in data.get("moves") or []] or [str(data.get("received_at") or "")]
    last = parse_time(steps[-1])
    if at > now:
        return [make_problem(MOVE_AHEAD, "at")]
    return [make_problem(MOVE_EARLY, "at")] if last is not None and at < last else []


def _placed(problems: Iterable[Problem], code: str) -> Iterable[Problem]:
    for problem in problems:
        yield Problem(problem.code, f"{code}: {problem.where}", problem.vi, problem.en, problem.severity)

"""Handing dossiers over from one officer to another: who holds what, since when, and the log of it.

The log lies in the dossier itself, so it travels and is proved with it. This module must not move a dossier's status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import accounts
from desktop_app.workflows.auditing import note_search
from desktop_app.workflows.dossier_steps import TABLE, check_members, holder, last_moment, placed, tidy_dossier
from desktop_app.workflows.dossiers import MOVE_EARLY, require_dossier
from desktop_app.workflows.permissions import is_live, require_looking
from desktop_app.workflows.session import Session
from forms.dates import VIETNAM_TIME, format_time, parse_time
from forms.dossier import allowed_moves
from forms.problems import Problem, Refused, declare, make_problem

WHY = "bàn giao"
"""Stands in the journal line; who to whom, and the note, stand in the record."""

NOBODY = declare("HANDOVER-TO-EMPTY", "Hãy chọn người nhận bàn giao.", "Choose who takes the dossiers over.")
NO_ACCOUNT = declare(
    "HANDOVER-ACCOUNT",
    "Người nhận phải là một tài khoản còn hiệu lực của đơn vị; hãy chọn trong danh sách.",
    "Who takes over must be a live account of the office; choose one of the list.",
)
SAME = declare(
    "HANDOVER-SAME",
    "Người này đang giữ hồ sơ rồi; hãy chọn người khác.",
    "This person holds the dossier already; choose another.",
)
OVER = declare(
    "HANDOVER-OVER",
    "Hồ sơ đã kết thúc nên không bàn giao nữa; hãy bỏ chọn hồ sơ này.",
    "The dossier's life has ended, so it is not handed over; leave it out.",
)


@dataclass(frozen=True, slots=True)
class Handover:
    """One line of the log. from_: empty where nobody was named before."""

    id: str
    code: str
    name: str
    at: datetime
    from_: str
    to: str
    note: str


def receivers(session: Session) -> list[tuple[str, str]]:
    """Return (account, name) of those who can take dossiers over: the live accounts; none where the office has no accounts."""
    if session.office.seal is None:
        return []
    today = session.clock().date()
    live = [stored for stored in accounts.list_accounts(session) if is_live(stored.data or {}, today)]
    return [(stored.id, str((stored.data or {}).get("name") or stored.id)) for stored in live]


def hand_over(session: Session, ids: Sequence[str], to: str, note: str = "") -> list[Stored]:
    """Hand dossiers over as one group: all or none. to: a live account; any name of one word where there are no accounts.

    What `to` holds already is left as it is, unless that is all. Problems are placed as `CODE: field`.
    Raises Refused, NotAllowed, `ChangedElsewhere`.
    """
    to = to.strip()
    problems = _check_receiver(session, to)
    if problems:
        raise Refused(problems)
    changes: list[Change] = []
    chosen = [require_dossier(session, id) for id in dict.fromkeys(ids)]
    others = [stored for stored in chosen if holder(stored) != to]
    for stored in others or chosen:
        data, found = _handed(session, stored, to, note)
        problems += placed(found, str((stored.data or {})["code"]))
        changes.append(Change(TABLE, stored.id, data, stored.rev, why=WHY))
    if problems:
        raise Refused(problems)
    return session.append(changes) if changes else []


def list_handovers(session: Session, first: date, last: date) -> list[Handover]:
    """Return the hand-overs of first..last, oldest first. It is noted as a search. Raises NotAllowed."""
    require_looking(session, TABLE)
    found = [line for stored in session.office.records(TABLE, origin="") for line in _lines(stored)]
    found = [line for line in found if first <= line.at.astimezone(VIETNAM_TIME).date() <= last]
    note_search(session, TABLE, "", len(found), first, last)
    return sorted(found, key=lambda line: (line.at, line.code))


def _check_receiver(session: Session, to: str) -> list[Problem]:
    if not to:
        return [make_problem(NOBODY, "to")]
    if session.office.seal is not None and to not in dict(receivers(session)):
        return [make_problem(NO_ACCOUNT, "to")]
    return []


def _handed(session: Session, stored: Stored, to: str, note: str) -> tuple[dict[str, Any], list[Problem]]:
    data, now = stored.data or {}, session.clock()
    before, last = holder(stored), last_moment(data)
    line = {"at": format_time(now), "from": before, "to": to, "note": note.strip()}
    log = [*(data.get("handovers") or []), {name: text for name, text in line.items() if text}]
    after = tidy_dossier(session, {**data, "officer": to, "handovers": log})
    problems = [] if allowed_moves(data["status"]) else [make_problem(OVER, "to")]
    problems += [make_problem(SAME, "to")] if before == to else []
    problems += [make_problem(MOVE_EARLY, "at")] if last is not None and now < last else []
    return after, problems + [_shown(problem) for problem in check_members(session, stored, after, "handovers")]


def _shown(problem: Problem) -> Problem:
    """Return a problem of the log placed at the field it was keyed in."""
    where = "note" if problem.where.endswith(".note") else "to"
    return Problem(problem.code, where, problem.vi, problem.en, problem.severity)


def _lines(stored: Stored) -> Iterator[Handover]:
    data: Mapping[str, Any] = stored.data or {}
    for line in data.get("handovers") or []:
        at = parse_time(str(line["at"]))
        if at is not None:
            people = str(line.get("from") or ""), str(line["to"]), str(line.get("note") or "")
            yield Handover(stored.id, str(data["code"]), str(data["name"]), at, *people)

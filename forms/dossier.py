"""The life of a dossier: its code, statuses, moves, clock and frozen due date.

Values in, new values out; nothing is edited in place. Which labels the statuses carry is data (`dossier@1`); which move may
follow which is here. Source: domain.md §3; TT 01/2018/TT-VPCP; portal statuses 1-10.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from forms.calendar import Calendar, Pause
from forms.dates import require_time
from forms.problems import Problem, Refused, declare, make_problem

PROVISIONAL_AGENCY = "TAM"
"""Stands for the agency in the program's own code, used until the official system's code is known."""

STATUSES = (
    "registered", "received", "rejected", "processing", "supplement", "payment", "withdrawn", "stopped", "finished", "collected",
)  # fmt: skip
STOPPED_CLOCK = frozenset({"supplement", "payment"})
UNCOUNTED = frozenset({"registered", "rejected"})
"""Statuses of a dossier that was never received: no due date, no row in a count."""

_ACTIVE = ("processing", "supplement", "payment", "withdrawn", "stopped", "finished")
_MOVES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "registered": ("received", "rejected", "withdrawn"),
        "received": _ACTIVE,
        "processing": _ACTIVE[1:],
        "supplement": ("processing", "payment", "withdrawn", "stopped"),
        "payment": ("processing", "supplement", "withdrawn", "stopped"),
        "withdrawn": (),
        "stopped": ("collected",),
        "rejected": (),
        "finished": ("collected",),
        "collected": (),
    }
)
STARTS = ("registered", "received")

CODE_SHAPE = declare(
    "CODE-SHAPE",
    "Mã hồ sơ không đúng dạng 000.17.22.H56-200706-0001 (cơ quan, ngày có thật, số thứ tự); xem lại giấy tiếp nhận.",
    "The dossier code is not like 000.17.22.H56-200706-0001 (agency, an existing day, running number); look at the receipt.",
)
MOVE_ILLEGAL = declare(
    "MOVE-ILLEGAL",
    "Hồ sơ không thể chuyển trạng thái như vậy; từ trạng thái trước chỉ có thể sang: {allowed}.",
    "A dossier cannot move like this; from the status before it can only go to: {allowed}.",
)
PROCEDURE_CASE = declare(
    "PROCEDURE-CASE",
    "Thủ tục không có thời hạn cho trường hợp này; chọn trường hợp khác hoặc bổ sung vào thủ tục.",
    "The procedure has no limit for this case; choose another case or add it to the procedure.",
)

_CODE = re.compile(rf"((?:[0-9]{{3}}\.[0-9]{{2}}\.[0-9]{{2}}\.[A-Z][0-9]{{2}})|{PROVISIONAL_AGENCY})-([0-9]{{6}})-([0-9]{{4,6}})")


@dataclass(frozen=True, slots=True)
class Code:
    """A dossier code taken apart. agency: e.g. `000.17.22.H56`.  number: running number of the day, from 1."""

    agency: str
    day: date
    number: int

    @property
    def provisional(self) -> bool:
        """Whether the program made the code itself."""
        return self.agency == PROVISIONAL_AGENCY


def parse_code(text: str) -> Code | None:
    """Return the parts of a code, None for another shape: `000.17.22.H56-210531-0001` → 31/05/2021, number 1."""
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    agency, day, number = match.groups()
    try:
        parsed = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
    except ValueError:
        return None
    return Code(agency, parsed, int(number)) if int(number) else None


def make_code(agency: str, day: date, number: int) -> str:
    """Return a code. agency `PROVISIONAL_AGENCY` makes a provisional one. Raises Refused when no such code can be."""
    text = f"{agency}-{day:%y%m%d}-{number:04d}"
    if parse_code(text) != Code(agency, day, number):
        raise Refused([make_problem(CODE_SHAPE, "code")])
    return text


def allowed_moves(status: str) -> tuple[str, ...]:
    """Return the statuses that may follow; none after the end of a life and for an unknown status."""
    return _MOVES.get(status, ())


def check_move(status: str, to: str, where: str = "to") -> list[Problem]:
    """Return the problem of a move that may not be, as a list of none or one."""
    if to in allowed_moves(status):
        return []
    return [make_problem(MOVE_ILLEGAL, where, allowed=", ".join(allowed_moves(status)) or "-")]


def start_status(data: Mapping[str, Any]) -> str:
    """Return the status before the first move: `registered` for a dossier that came online and was looked at later.

    That is when the first move receives or rejects it, or when it was never received; else it began as `received`.
    """
    moves = data.get("moves") or ()
    if not moves:
        return data["status"] if data["status"] in STARTS else "received"
    return "registered" if moves[0]["to"] in ("received", "rejected") or not data.get("received_at") else "received"


def pauses(moves: Sequence[Mapping[str, Any]]) -> list[Pause]:
    """Return when the clock stood still (supplement, payment), the last one open if it still does. Raises DateError."""
    found: list[Pause] = []
    since: datetime | None = None
    for move in moves:
        at = require_time(move["at"])
        if move["to"] in STOPPED_CLOCK:
            since = since or at
        elif since is not None:
            found.append((since, at))
            since = None
    return [*found, (since, None)] if since is not None else found


def limit_of(procedure: Mapping[str, Any], case: str) -> int | None:
    """Return the working days a procedure has for a case, None when it has no such case."""
    return next((limit["days"] for limit in procedure["limits"] if limit["case"] == case), None)


def complete(data: Mapping[str, Any], procedure: Mapping[str, Any], procedure_rev: int, calendar: Calendar) -> dict[str, Any]:
    """Return a new dossier with field, limit, procedure revision and due day frozen. Raises Refused `PROCEDURE-CASE`.

    A dossier not yet received has no due day: `due` is empty until it is.
    """
    days = limit_of(procedure, data["case"])
    if days is None:
        raise Refused([make_problem(PROCEDURE_CASE, "case")])
    frozen = {"field": procedure["field"], "limit_days": days, "procedure_rev": procedure_rev, "due": ""}
    return with_due({**data, "frozen": frozen}, calendar)


def complete_again(
    old: Mapping[str, Any], data: Mapping[str, Any], procedure: Mapping[str, Any], procedure_rev: int, calendar: Calendar
) -> dict[str, Any]:
    """Return an edited dossier: what was frozen stays while procedure and case do, only the due day is computed anew."""
    if "frozen" in old and (old["procedure"], old["case"]) == (data["procedure"], data["case"]):
        return with_due({**data, "frozen": old["frozen"]}, calendar)
    return complete(data, procedure, procedure_rev, calendar)


def with_due(data: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    """Return the dossier with its due day computed from reception, frozen limit and ended pauses. Raises DateError."""
    received, due = data.get("received_at"), ""
    if received and data["status"] not in UNCOUNTED:
        spans = pauses(data.get("moves") or ())
        due = calendar.due_date(require_time(received), data["frozen"]["limit_days"], spans).isoformat()
    return {**data, "frozen": {**data["frozen"], "due": due}}


def with_move(data: Mapping[str, Any], move: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    """Return the dossier after a move {"at", "to", "by", "why"}, its due day moved on by an ended pause.

    Moving to `received` sets the time of reception. Raises Refused `MOVE-ILLEGAL`.
    """
    problems = check_move(data["status"], move["to"])
    if problems:
        raise Refused(problems)
    moved = {**data, "status": move["to"], "moves": [*data.get("moves", ()), dict(move)]}
    if move["to"] == "received":
        moved["received_at"] = move["at"]
    return with_due(moved, calendar) if "frozen" in moved else moved

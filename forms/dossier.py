"""The life of a dossier: its code, statuses, moves, clock and frozen due date.

Values in, new values out; nothing is edited in place. Which labels the statuses carry is data (`dossier@1`); which move may
follow which is here. Source: domain.md §3; TT 01/2018/TT-VPCP; portal statuses 1-10.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from forms.calendar import CUTOFF_HOUR, Calendar
from forms.due_days import STOPPED_CLOCK, full_due, has_clock, moved_due, promised_due
from forms.problems import Problem, Refused, declare, make_problem

PROVISIONAL_AGENCY = "TAM"
"""Stands for the agency in the program's own code, used until the official system's code is known."""

STATUSES = (
    "registered", "received", "rejected", "processing", "supplement", "payment", "withdrawn", "stopped", "finished", "collected",
)  # fmt: skip
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

PROCEDURE_AREA = declare(
    "PROCEDURE-AREA",
    "Thời hạn của thủ tục này tùy khu vực; chọn khu vực của hồ sơ, hoặc ghi khu vực vào thẻ đơn vị.",
    "The limit of this procedure depends on the area; choose the dossier's area, or put the area on the unit's card.",
)
_BARE: Mapping[str, Any] = MappingProxyType({})
_WRITTEN_BY_STEPS = ("officer", "handovers", "reappointment", "former_codes")
_LIMITING, _COUNTED = ("procedure", "case", "area"), ("received_at", "moves", "status")

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


def is_provisional(code: str) -> bool:
    """Tell whether the program made a code itself."""
    parsed = parse_code(code)
    return parsed is not None and parsed.provisional


def keep_former_code(old: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return an edited dossier that is found by its provisional code still, where it has another now.

    An official code that was keyed wrong is not kept: it is another dossier's.
    """
    before, former = str(old.get("code") or ""), list(data.get("former_codes") or [])
    if before != data["code"] and is_provisional(before) and before not in former:
        former.append(before)
    former = [code for code in former if code != data["code"]]
    kept = {name: value for name, value in data.items() if name != "former_codes"}
    return {**kept, "former_codes": former} if former else kept


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


def limit_entry(procedure: Mapping[str, Any], case: str, area: str = "") -> Mapping[str, Any] | None:
    """Return a procedure's limit for a case in an area: the area's own, else the one for all areas; None if there is none."""
    of_case = {str(limit.get("area") or ""): limit for limit in reversed(procedure["limits"]) if limit["case"] == case}
    return of_case.get(area) or of_case.get("")


def limit_of(procedure: Mapping[str, Any], case: str, area: str = "") -> int | None:
    """Return the working days a procedure has for a case in an area, None when it has none."""
    limit = limit_entry(procedure, case, area)
    return limit["days"] if limit else None


def check_limit(procedure: Mapping[str, Any], case: str, area: str = "") -> list[Problem]:
    """Return the problem of a case or an area the procedure has no limit for, as a list of none or one."""
    if limit_entry(procedure, case, area) is not None:
        return []
    known = any(limit["case"] == case for limit in procedure["limits"])
    return [make_problem(PROCEDURE_AREA, "area") if known else make_problem(PROCEDURE_CASE, "case")]


def complete(
    data: Mapping[str, Any],
    procedure: Mapping[str, Any],
    procedure_rev: int,
    calendar: Calendar,
    office: Mapping[str, Any] = _BARE,
) -> dict[str, Any]:
    """Return a new dossier with field, limit, area, cut-off hour, procedure revision and promised day frozen.

    office: the unit's record, whose `area` and `cutoff_hour` stand where dossier and procedure say nothing else. A dossier
    not yet received has no due day: `due` is empty until it is. Raises Refused `PROCEDURE-CASE`, `PROCEDURE-AREA`.
    """
    area = str(data.get("area") or office.get("area") or "")
    problems = check_limit(procedure, data["case"], area)
    limit = limit_entry(procedure, data["case"], area)
    if limit is None:
        raise Refused(problems)
    hours = (rules["cutoff_hour"] for rules in (procedure, office) if rules.get("cutoff_hour") is not None)
    frozen = {
        "field": procedure["field"], "limit_days": limit["days"], "procedure_rev": procedure_rev, "due": "",
        "cutoff_hour": next(hours, CUTOFF_HOUR),
    }  # fmt: skip
    frozen |= {"area": area} if area else {}
    frozen |= {"limit_name": limit["name"]} if limit.get("name") else {}
    return with_due({**data, "frozen": frozen}, calendar)


def complete_again(
    old: Mapping[str, Any],
    data: Mapping[str, Any],
    procedure: Mapping[str, Any],
    procedure_rev: int,
    calendar: Calendar,
    office: Mapping[str, Any] = _BARE,
) -> dict[str, Any]:
    """Return an edited dossier. Its limit stays while procedure, case and area do, its due day while reception and moves do too.

    What is changed so is a revision with its reason, so the calendar of the moment may move the day. A provisional code that
    is replaced stays as a former one; hand-overs and the one new appointment stay as their own steps wrote them.
    """
    data = keep_former_code(old, _keep_steps(old, data))
    if "frozen" not in old or _changed(old, data, _LIMITING):
        return complete(data, procedure, procedure_rev, calendar, office)
    again = {**data, "frozen": old["frozen"]}
    return with_due(again, calendar) if _changed(old, data, _COUNTED) else again


def _keep_steps(old: Mapping[str, Any], data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an edited dossier with what steps of its life have written, whatever the edit says; a new one as it is."""
    if not old:
        return data
    kept = {name: old[name] for name in _WRITTEN_BY_STEPS if name in old}
    return {name: value for name, value in data.items() if name not in _WRITTEN_BY_STEPS} | kept


def _changed(old: Mapping[str, Any], data: Mapping[str, Any], names: Sequence[str]) -> bool:
    return any((old.get(name) or None) != (data.get(name) or None) for name in names)


def with_due(data: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    """Return the dossier with its due day computed anew from reception, frozen limit and ended pauses. Raises DateError.

    `promised` is the day told at reception, before any pause.
    """
    frozen = {name: value for name, value in data["frozen"].items() if name != "promised"}
    if not has_clock(data):
        return {**data, "frozen": {**frozen, "due": ""}}
    days = {"due": full_due(data, calendar).isoformat(), "promised": promised_due(data, calendar).isoformat()}
    return {**data, "frozen": {**frozen, **days}}


def with_move(data: Mapping[str, Any], move: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    """Return the dossier after a move {"at", "to", "by", "why"}, its due day moved on by a pause this move ends.

    Moving to `received` sets the time of reception and so the promised day. Raises Refused `MOVE-ILLEGAL`.
    """
    problems = check_move(data["status"], move["to"])
    if problems:
        raise Refused(problems)
    moved = {**data, "status": move["to"], "moves": [*data.get("moves", ()), dict(move)]}
    if move["to"] == "received":
        moved["received_at"] = move["at"]
    if "frozen" not in moved:
        return moved
    if not moved["frozen"].get("due") or not has_clock(moved):
        return with_due(moved, calendar)
    if data["status"] not in STOPPED_CLOCK or move["to"] in STOPPED_CLOCK:
        return moved
    return {**moved, "frozen": {**moved["frozen"], "due": moved_due(moved, calendar).isoformat()}}

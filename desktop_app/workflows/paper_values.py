"""A dossier and its office → the values a set of papers names (`exports.papers.value_names`), all as they are printed.

What is not recorded is empty, so that the paper has a line to write on. This module must not write or draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from desktop_app.workflows.dossiers import deadline
from desktop_app.workflows.look import office_card
from desktop_app.workflows.session import Session
from exports.papers.fill import Value
from exports.papers.set_file import PaperSet
from forms.dates import VIETNAM_TIME, format_long_date, parse_time
from forms.definition import Definition

STANDINGS = {"early": "Trước hạn", "on_time": "Đúng hạn", "overdue": "Quá hạn"}
POST, ONLINE = "Dịch vụ bưu chính công ích", "Trực tuyến"


def make_values(session: Session, data: Mapping[str, Any], papers: PaperSet, day: date) -> dict[str, Value]:
    """Return the values of a dossier for a paper of that day; what is keyed when it is made and its number are not among them."""
    card = office_card(session)
    procedure = procedure_of(session, data)
    return {
        "unit": str(card.get("name") or session.office.profile.name),
        "parent": str(card.get("parent_name") or ""),
        "section": papers.section,
        "place": str(card.get("place") or ""),
        "book": str(card.get("book") or ""),
        "day": long_day(day),
        "officer": full_name(session, session.account),
        "holder": full_name(session, str(data.get("officer") or "")),
        **_person(data),
        **_asked_for(data, procedure),
        **_times(session, data, papers),
        "result_by": {"counter": papers.section, "post": POST, "online": ONLINE}.get(str(data.get("result_by")), ""),
        "steps": steps_of(session, data, papers),
    }


def long_day(day: date) -> str:
    """Return a day as documents have it, without the word before it: `06 tháng 7 năm 2020`."""
    return format_long_date(day).removeprefix("ngày ")


def long_time(moment: datetime | None) -> str:
    """Return `08 giờ 15 phút, ngày 06 tháng 7 năm 2020` in Vietnam time, empty for None."""
    if moment is None:
        return ""
    local = moment.astimezone(VIETNAM_TIME)
    return f"{local:%H} giờ {local:%M} phút, {format_long_date(local.date())}"


def full_name(session: Session, account: str) -> str:
    """Return the name of an account's person, empty where the office does not know one."""
    stored = session.office.get("accounts", account) if account else None
    return str((stored.data or {}).get("name") or "") if stored else ""


def told_due(data: Mapping[str, Any]) -> date | None:
    """Return the due day told at reception, None where there is none."""
    frozen = data.get("frozen") or {}
    text = str(frozen.get("promised") or frozen.get("due") or "")
    return date.fromisoformat(text) if text else None


def procedure_of(session: Session, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the dossier's procedure as it is recorded now, empty where it is gone."""
    stored = session.office.get("procedures", str(data.get("procedure") or ""))
    return (stored.data or {}) if stored else {}


def procedure_words(data: Mapping[str, Any], procedure: Mapping[str, Any]) -> str:
    """Return the procedure with the case in brackets."""
    name, case = str(procedure.get("name") or data.get("procedure") or ""), case_name(data, procedure)
    return f"{name} ({case})" if case else name


def case_name(data: Mapping[str, Any], procedure: Mapping[str, Any]) -> str:
    """Return the name of the dossier's case, empty where it has none."""
    told = (data.get("frozen") or {}).get("limit_name")
    named = (limit.get("name") for limit in procedure.get("limits") or () if limit.get("case") == data.get("case"))
    return str(told or next(named, "") or "")


def reason_of(data: Mapping[str, Any], statuses: Sequence[str]) -> str:
    """Return the reason of the latest move to one of these statuses, else of the new appointment; empty for none."""
    moves = [move for move in data.get("moves") or () if move.get("to") in statuses]
    again = data.get("reappointment") or {}
    return str(moves[-1].get("why") or "") if moves else "" if statuses else str(again.get("why") or "")


def steps_of(session: Session, data: Mapping[str, Any], papers: PaperSet) -> list[dict[str, str]]:
    """Return who gave the dossier to whom and what became of it, in the order of time, as rows of the control sheet."""
    definition = session.forms["dossier@1"]
    steps = [(str(step["at"]), _handover(session, step)) for step in data.get("handovers") or ()]
    steps += [(str(move["at"]), _move(session, definition, data, move)) for move in data.get("moves") or ()]
    received = str(data.get("received_at") or "")
    if received and not any(move["to"] == "received" for move in data.get("moves") or ()):
        steps.append((received, {"giver": str(data.get("name") or ""), "taker": papers.section, "remark": "Tiếp nhận hồ sơ"}))
    ordered = sorted(steps, key=lambda step: parse_time(step[0]) or datetime.max.replace(tzinfo=VIETNAM_TIME))
    return [{**row, "time": long_time(parse_time(at))} for at, row in ordered]


def _handover(session: Session, step: Mapping[str, Any]) -> dict[str, str]:
    giver, taker = (str(step.get(end) or "") for end in ("from", "to"))
    names = {"giver": full_name(session, giver) or giver, "taker": full_name(session, taker) or taker}
    return {**names, "remark": str(step.get("note") or "")}


def _move(session: Session, definition: Definition, data: Mapping[str, Any], move: Mapping[str, Any]) -> dict[str, str]:
    label = next(choice.label_vi for choice in definition.item("status").choices if choice.value == move["to"])
    by, why = str(move.get("by") or ""), str(move.get("why") or "")
    done = move["to"] == "finished"
    result = STANDINGS.get(deadline(data, parse_day(move)).kind, "") if done else ""
    remark = f"{label}: {why}" if why else label
    return {"giver": full_name(session, by) or by, "taker": "", "result": result, "remark": remark}


def parse_day(move: Mapping[str, Any]) -> date:
    """Return the day of a move. Raises ValueError for one that was never checked."""
    moment = parse_time(str(move["at"]))
    if moment is None:
        raise ValueError("a move has a time")
    return moment.astimezone(VIETNAM_TIME).date()


def _person(data: Mapping[str, Any]) -> dict[str, Value]:
    names = ("code", "name", "address", "phone", "email")
    return {**{name: str(data.get(name) or "") for name in names}, "documents": [str(p) for p in data.get("documents") or ()]}


def _asked_for(data: Mapping[str, Any], procedure: Mapping[str, Any]) -> dict[str, Value]:
    frozen = data.get("frozen") or {}
    days = frozen.get("limit_days")
    return {
        "request": str(data.get("request") or "") or procedure_words(data, procedure),
        "procedure": str(procedure.get("name") or data.get("procedure") or ""),
        "case": case_name(data, procedure),
        "field": str(procedure.get("field_name") or ""),
        "copies": str(data.get("copies") or ""),
        "limit_days": "" if days is None else str(days),
    }


def _times(session: Session, data: Mapping[str, Any], papers: PaperSet) -> dict[str, Value]:
    received, told = parse_time(str(data.get("received_at") or "")), told_due(data)
    now = _day(str((data.get("frozen") or {}).get("due") or ""))
    again = _day(str((data.get("reappointment") or {}).get("due") or ""))
    finished = str(data.get("status")) in ("finished", "collected")
    return {
        "received": long_time(received),
        "received_day": long_day(received.astimezone(VIETNAM_TIME).date()) if received else "",
        "due": _closing(told, papers),
        "due_day": long_day(told) if told else "",
        "due_now": _closing(now, papers),
        "new_due": _closing(again, papers),
        "new_due_day": long_day(again) if again else "",
        "standing": STANDINGS.get(deadline(data, session.clock().date()).kind, "") if finished else "",
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _closing(day: date | None, papers: PaperSet) -> str:
    """Return the moment the counter closes on a day, in words."""
    hour, minute = papers.closing.split(":")
    return f"{hour} giờ {minute} phút, {format_long_date(day)}" if day else ""

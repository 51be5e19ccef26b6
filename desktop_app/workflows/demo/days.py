"""The counter's days: when dossiers come in, and when each is processed, finished and handed over.

Only the plan is made here: plain values per working day. `keyed.py` puts them through the workflows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from desktop_app.workflows.demo.people import Crowd
from desktop_app.workflows.demo.plan import FIRST, LAST, UnitPlan
from desktop_app.workflows.session import VIETNAM
from forms.calendar import Calendar

CLOSED_BEFORE_END = 2
"""Working days before the period's end on which nothing new is taken in, so that all is finished by its last day."""

DISTANCING = (date(2020, 4, 1), date(2020, 4, 22))
"""Social distancing in 2020 (CT 16/CT-TTg): few people came."""


@dataclass
class DayPlan:
    """One working day: dossiers taken in, and moves as (code, status, time), in order."""

    taken: list[dict[str, Any]] = field(default_factory=list)
    moves: list[tuple[str, str, datetime]] = field(default_factory=list)


def working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    """Return the working days of first..last."""
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return [day for day in days if calendar.is_working(day)]


def spread(total: int, days: Sequence[date], dice: Random) -> list[int]:
    """Return how many of `total` come on each day: more on Mondays, few under distancing, whole numbers that add up."""
    weights = [_weight(day) * dice.uniform(0.8, 1.2) for day in days]
    exact = [total * weight / sum(weights) for weight in weights]
    counts = [int(value) for value in exact]
    rest = sorted(range(len(days)), key=lambda i: counts[i] - exact[i])[: total - sum(counts)]
    return [count + (index in set(rest)) for index, count in enumerate(counts)]


def plan_days(unit: UnitPlan, calendar: Calendar, due_of: Any, dice: Random) -> dict[date, DayPlan]:
    """Return the plan of every working day. due_of(procedure, case, received_at) gives the due day of a new dossier."""
    days = working_days(calendar, FIRST, LAST)
    opening = days[:-CLOSED_BEFORE_END]
    crowd = Crowd(dice, unit.homes)
    plans: dict[date, DayPlan] = defaultdict(DayPlan)
    for day, count in zip(opening, spread(unit.dossiers, opening, dice), strict=True):
        times = sorted(_moment(day, dice, 7 * 60 + 30, 16 * 60 + 15) for _ in range(count))
        for number, received in enumerate(times, 1):
            values = _values(unit, crowd, received, number, dice)
            plans[day].taken.append(values)
            _plan_moves(plans, values, due_of(values["procedure"], values["case"], received), days, dice)
    for plan in plans.values():
        plan.moves.sort(key=lambda move: move[2])
    return plans


def _plan_moves(plans: dict[date, DayPlan], values: dict[str, Any], due: date, days: Sequence[date], dice: Random) -> None:
    received = datetime.fromisoformat(values["received_at"])
    code, start = values["code"], days.index(received.date())
    plans[days[start]].moves.append((code, "processing", datetime.combine(days[start], time(16, 40), VIETNAM)))
    latest = max(index for index in range(start + 1, len(days)) if days[index] <= due)
    finish = latest if dice.random() < 0.4 else dice.randint(start + 1, latest)
    finished_at = _moment(days[finish], dice, 9 * 60, 15 * 60)
    plans[days[finish]].moves.append((code, "finished", finished_at))
    handed = finish + dice.choice((0, 0, 1, 1, 2, 3))
    if handed < len(days):
        at = _moment(days[handed], dice, 15 * 60 + 5, 16 * 60 + 30)
        plans[days[handed]].moves.append((code, "collected", at))


def _values(unit: UnitPlan, crowd: Crowd, received: datetime, number: int, dice: Random) -> dict[str, Any]:
    person = crowd.person(received.date())
    procedure = dice.choices([code for code, _ in unit.procedures], [share for _, share in unit.procedures])[0]
    trade = procedure.startswith(("antt", "pccc", "dang-ky-con-dau"))
    case = "design" if procedure == "pccc-tham-duyet" else dice.choices(("new", "exchange", "reissue"), (40, 42, 18))[0]
    return {
        "code": f"{unit.agency}-{received:%y%m%d}-{number:04d}",
        "procedure": procedure,
        "case": case,
        "channel": dice.choices(("counter", "online", "post"), (82, 12, 6) if trade else (97, 2, 1))[0],
        "copies": 1,
        "name": crowd.business() if trade else person.name,
        "id_number": person.id_number,
        "birth": person.birth.isoformat(),
        "sex": person.sex,
        "phone": person.phone,
        "address": person.address,
        "received_at": received.isoformat(),
        "status": "received",
        "moves": [],
    }


def _weight(day: date) -> float:
    if DISTANCING[0] <= day <= DISTANCING[1]:
        return 0.3
    return (1.25 if day.weekday() == 0 else 0.9 if day.weekday() == 4 else 1.0) * (1.2 if day.month in (5, 6) else 1.0)


def _moment(day: date, dice: Random, first_minute: int, last_minute: int) -> datetime:
    minute = dice.randint(first_minute, last_minute)
    return datetime.combine(day, time(minute // 60, minute % 60), VIETNAM)

"""Puts the story's plan through the ordinary workflows: entering dossiers, moving them, keying slips, feedback.

The clock stands where the story stands. This module must not touch the store except through the other workflows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from desktop_app.workflows.demo.answers import Answers
from desktop_app.workflows.demo.days import plan_days, working_days
from desktop_app.workflows.demo.plan import FIRST, LAST, TU_SON, UnitPlan
from desktop_app.workflows.dossiers import Move, due_day, move_many
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, Session
from desktop_app.workflows.slip import Row
from forms.definition import Definition

SURVEY_FORM = "survey-2640@1"
RESPONDENT_SHARE = 0.7
KEYS: dict[int | str, str] = {"blank": "0", "double": "*", "illegible": "/"}
FEEDBACK = (
    ("suggestion", "Đề nghị bố trí thêm ghế ngồi chờ vào sáng thứ Hai."),
    ("suggestion", "Nên có bảng hướng dẫn ghi tờ khai mẫu ở gần cửa ra vào."),
    ("report", "Cán bộ hướng dẫn tận tình, trả kết quả sớm hơn ngày hẹn."),
    ("petition", "Đề nghị tiếp nhận hồ sơ thêm vào sáng thứ Bảy."),
)


class StoryClock:
    """A clock that stands where the story stands and goes on by a second at each look."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """Return the story's time and let a second pass."""
        self._now += timedelta(seconds=1)
        return self._now

    def set(self, day: date, hour: int, minute: int = 0) -> None:
        """Move on to a time of a day; never back."""
        self._now = max(self._now, datetime.combine(day, time(hour, minute), VIETNAM))


def key_dossiers(session: Session, clock: StoryClock, unit: UnitPlan, report: Callable[[int], None]) -> int:
    """Key and move all dossiers of a unit, day by day; report(done) after each day. Returns how many were keyed."""
    dice = Random(f"so-mot-cua {unit.code}")

    def due_of(procedure: str, case: str, received: datetime) -> date:
        due = due_day(session, {"procedure": procedure, "case": case, "received_at": received.isoformat()})
        assert due is not None, (procedure, case)  # noqa: S101 - the story names only seeded procedures
        return due

    plans, ids, done = plan_days(unit, session.calendar(), due_of, dice), dict[str, str](), 0
    for days in _sittings(sorted(plans), daily=unit is TU_SON):
        clock.set(days[-1], 16, 35)
        taken = [values for day in days for values in plans[day].taken]
        saved = enter(session, "dossiers", taken)
        ids.update({stored.data["code"]: stored.id for stored in saved if stored.data})
        done += len(saved)
        clock.set(days[-1], 16, 50)
        moves = [move for day in days for move in plans[day].moves]
        for status in ("processing", "finished", "collected"):
            move_many(session, [Move(ids[code], to, at=at) for code, to, at in moves if to == status])
        report(done)
    return done


def _sittings(days: list[date], *, daily: bool) -> list[list[date]]:
    """Return the days keyed at one sitting: each by itself, or a week at its end where there is little to key."""
    sittings: dict[tuple[int, ...], list[date]] = {}
    for day in days:
        sittings.setdefault((day.toordinal(),) if daily else day.isocalendar()[:2], []).append(day)
    return list(sittings.values())


def key_slips(session: Session, clock: StoryClock, unit: UnitPlan, answers: Answers, report: Callable[[int], None]) -> int:
    """Key a unit's slips: Từ Sơn's one by one as at the desk, the others' as one import. Returns how many were keyed."""
    dice = Random(f"so-mot-cua slips {unit.code}")
    definition, batch = session.forms[SURVEY_FORM], f"{unit.code}-2020"
    clock.set(LAST, 17, 10)
    enter(session, "batches", [_batch(unit, batch)])
    days = sorted(dice.choices(working_days(session.calendar(), FIRST, LAST), k=unit.slips))
    serials = sorted(dice.sample(range(1, unit.issued + 1), unit.slips))
    people = [_respondent(definition, dice) for _ in range(unit.slips)]
    if unit is TU_SON:
        _key_at_the_desk(session, batch, list(zip(serials, days, answers, people, strict=True)), report)
    else:
        enter(
            session,
            "surveys",
            [
                {
                    "form": SURVEY_FORM,
                    "batch": batch,
                    "serial": serial,
                    "day": day.isoformat(),
                    "answers": slip,
                    "respondent": who,
                }
                for serial, day, slip, who in zip(serials, days, answers, people, strict=True)
            ],
        )
        report(unit.slips)
    return unit.slips


def key_feedback(session: Session, clock: StoryClock) -> int:
    """Key the feedback that came with the slips, all of it answered. Returns how many."""
    clock.set(LAST, 17, 20)
    days = working_days(session.calendar(), FIRST, LAST)
    values = [
        {
            "day": days[20 + 25 * n].isoformat(),
            "kind": kind,
            "channel": "slip",
            "content": content,
            "answered_day": days[24 + 25 * n].isoformat(),
        }
        for n, (kind, content) in enumerate(FEEDBACK)
    ]
    return len(enter(session, "feedback", values))


def _key_at_the_desk(session: Session, batch: str, slips: list[Any], report: Callable[[int], None]) -> None:
    entry = EntrySession(session, batch)
    for done, (serial, day, answers, who) in enumerate(slips, 1):
        entry.set_header(serial, day)
        _press(entry, [KEYS.get(value, str(value)) for value in answers.values()])
        if who:
            entry.turn_page()
            _press(entry, [str(1 + _place(row, who[row.item.id])) for row in entry.page_rows])
        entry.save()
        if done % 20 == 0 or done == len(slips):
            report(done)


def _press(entry: EntrySession, keys: list[str]) -> None:
    for key in keys:
        if not entry.press(key):
            raise WorkflowError(f"Phím {key} không được nhận.", f"The key {key} was not taken.")


def _place(row: Row, value: int | str) -> int:
    return [choice.value for choice in row.item.choices].index(value)


def _batch(unit: UnitPlan, batch: str) -> dict[str, Any]:
    return {
        "batch": batch, "form": SURVEY_FORM, "name": "Khảo sát 7 tháng đầu năm 2020", "from": FIRST.isoformat(),
        "to": LAST.isoformat(), "first": 1, "last": unit.issued, "issued": unit.issued, "returned": unit.slips,
    }  # fmt: skip


def _respondent(definition: Definition, dice: Random) -> dict[str, int | str]:
    if dice.random() > RESPONDENT_SHARE:
        return {}
    items = [item for item in definition.items if definition.place(item) == "respondent"]
    return {item.id: dice.choice([choice.value for choice in item.choices]) for item in items}

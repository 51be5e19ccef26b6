"""A dossier's way through the office: new, moved, corrected, and how its deadline stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from desktop_app.store.errors import ChangedElsewhere
from desktop_app.store.office import Stored
from desktop_app.workflows.dossiers import (
    Deadline,
    Move,
    correct_dossier,
    deadline,
    due_day,
    move_dossier,
    move_many,
    new_dossier,
    next_code,
    stand,
)
from desktop_app.workflows.handover import hand_over
from desktop_app.workflows.reappointment import check_reappointment, reappoint
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import Session
from forms.problems import Refused

VALUES: dict[str, Any] = {
    "code": "000.17.22.H56-200803-0001",
    "procedure": "cmnd-cccd",
    "case": "new",
    "channel": "counter",
    "copies": 1,
    "name": "Nguyễn Thị Hường",
    "id_number": "027190000123",
    "received_at": "2020-08-03T08:15:00+07:00",
    "status": "received",
}


def data_of(stored: Stored) -> dict[str, Any]:
    assert stored.data is not None
    return stored.data


def codes_of(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refused.value.problems if problem.severity == "error"]


def test_a_new_dossier_has_its_limit_and_due_day_frozen(session: Session) -> None:
    frozen = data_of(new_dossier(session, VALUES))["frozen"]
    assert (frozen["field"], frozen["limit_days"], frozen["due"]) == ("cmnd", 7, "2020-08-12")


def test_a_dossier_without_a_code_gets_the_next_provisional_one_of_its_day(session: Session) -> None:
    bare = {name: value for name, value in VALUES.items() if name != "code"}
    assert [data_of(new_dossier(session, bare))["code"] for _ in range(2)] == ["TAM-200803-0001", "TAM-200803-0002"]
    assert next_code(session, date(2020, 8, 3)) == "TAM-200803-0003"
    assert next_code(session, date(2020, 8, 4)) == "TAM-200804-0001"


def test_every_problem_is_named_and_nothing_is_saved(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        new_dossier(session, VALUES | {"name": "", "id_number": "12", "phone": "abc", "case": "none"})
    assert {where for _, where in codes_of(refused)} == {"name", "id_number", "phone", "case"}
    assert session.office.count("dossiers") == 0


def test_a_keyed_due_day_is_refused(session: Session) -> None:
    with pytest.raises(Refused):
        new_dossier(session, VALUES | {"due": "2020-08-12"})


def test_a_move_records_who_when_and_why(session: Session) -> None:
    id = new_dossier(session, VALUES).id
    moved = data_of(move_dossier(session, id, "processing"))
    step = {"at": "2020-08-03T09:00:00+07:00", "to": "processing", "by": "lan", "why": ""}
    assert (moved["status"], moved["moves"]) == ("processing", [step])


def test_a_move_that_is_not_allowed_is_refused_with_its_code(session: Session) -> None:
    id = new_dossier(session, VALUES).id
    with pytest.raises(Refused) as refused:
        move_dossier(session, id, "collected")
    assert codes_of(refused) == [("MOVE-ILLEGAL", "000.17.22.H56-200803-0001: to")]


def test_a_supplement_needs_a_reason(session: Session) -> None:
    id = new_dossier(session, VALUES).id
    with pytest.raises(Refused) as refused:
        move_dossier(session, id, "supplement", why="  ")
    assert codes_of(refused) == [("MOVE-WHY-EMPTY", "000.17.22.H56-200803-0001: why")]


@pytest.mark.parametrize(
    ("at", "code"), [("2020-08-03T08:00:00+07:00", "MOVE-BEFORE-LAST"), ("2020-08-03T09:00:01+07:00", "MOVE-IN-FUTURE")]
)
def test_a_move_lies_between_the_last_step_and_now(session: Session, at: str, code: str) -> None:
    id = new_dossier(session, VALUES).id
    with pytest.raises(Refused) as refused:
        move_dossier(session, id, "processing", at=datetime.fromisoformat(at))
    assert [found for found, _ in codes_of(refused)] == [code]


def test_moves_of_many_are_one_group_or_nothing(session: Session) -> None:
    one, other = (new_dossier(session, VALUES | {"code": f"000.17.22.H56-200803-000{n}"}).id for n in (1, 2))
    with pytest.raises(Refused):
        move_many(session, [Move(one, "processing"), Move(other, "collected")])
    assert data_of(session.office.history("dossiers", one)[-1])["status"] == "received"
    before = session.office.head.n
    saved = move_many(session, [Move(one, "processing"), Move(other, "processing")])
    assert [stored.n for stored in saved] == [before + 1, before + 2]


def test_a_correction_needs_a_reason_and_keeps_what_was_frozen(session: Session) -> None:
    first = new_dossier(session, VALUES)
    changed = data_of(first) | {"name": "Nguyễn Thị Hương"}
    with pytest.raises(Refused) as refused:
        correct_dossier(session, first.id, changed, first.rev, " ")
    assert codes_of(refused) == [("EDIT-WHY-EMPTY", "why")]
    saved = correct_dossier(session, first.id, changed, first.rev, "ghi nhầm tên")
    assert (saved.rev, saved.why, data_of(saved)["name"]) == (2, "ghi nhầm tên", "Nguyễn Thị Hương")
    assert data_of(saved)["frozen"] == data_of(first)["frozen"]


@pytest.mark.parametrize("through", ["correction", "record"])
def test_a_correction_neither_drops_nor_invents_what_steps_have_written(session: Session, through: str) -> None:
    id = new_dossier(session, {**VALUES, "code": ""}).id
    hand_over(session, [id], "minh", "nghỉ phép")
    reappoint(session, id, date(2020, 8, 14), "chờ xác minh")
    stored = move_dossier(session, id, "processing")
    kept = {name: data_of(stored)[name] for name in ("handovers", "reappointment")}
    bare = {name: value for name, value in data_of(stored).items() if name not in (*kept, "frozen")}
    for values in (bare, {**bare, "handovers": [{"at": "2020-08-03T08:20:00+07:00", "to": "hoa"}]}):
        if through == "correction":
            stored = correct_dossier(session, id, {**values, "copies": stored.rev}, stored.rev, "ghi nhầm")
        else:
            stored = save(session, "dossiers", {**values, "copies": stored.rev}, id, stored.rev, "ghi nhầm")
        assert {name: data_of(stored)[name] for name in kept} == kept
    assert data_of(stored)["copies"] == stored.rev - 1
    with pytest.raises(Refused) as refused:
        reappoint(session, id, date(2020, 8, 17), "chờ xác minh")
    assert [problem.code for problem in refused.value.problems] == ["REAPPOINT-ONCE"]


@pytest.mark.parametrize(
    ("day", "codes"), [(date(2021, 8, 4), []), (date(2021, 8, 5), ["REAPPOINT-FAR"]), (date.max, ["REAPPOINT-FAR"])]
)
def test_a_new_day_in_a_mistyped_year_is_refused(session: Session, day: date, codes: list[str]) -> None:
    stored = new_dossier(session, VALUES)
    assert [problem.code for problem in check_reappointment(session, stored, day)] == codes


def test_a_limit_changed_later_does_not_touch_what_was_frozen(session: Session) -> None:
    first = new_dossier(session, VALUES)
    procedure = session.office.get("procedures", "cmnd-cccd")
    assert procedure is not None
    enter(session, "procedures", [data_of(procedure) | {"limits": [{"case": "new", "name": "Cấp mới", "days": 3}]}])
    saved = correct_dossier(session, first.id, data_of(first) | {"copies": 2}, first.rev, "thêm bộ")
    assert data_of(saved)["frozen"]["limit_days"] == 7
    assert data_of(new_dossier(session, VALUES | {"code": ""}))["frozen"]["limit_days"] == 3


def test_another_case_is_frozen_anew(session: Session) -> None:
    first = new_dossier(session, VALUES)
    saved = correct_dossier(session, first.id, data_of(first) | {"case": "reissue"}, first.rev, "cấp lại")
    assert data_of(saved)["frozen"]["limit_days"] == 15


def test_a_correction_of_an_old_revision_is_refused(session: Session) -> None:
    first = new_dossier(session, VALUES)
    move_dossier(session, first.id, "processing")
    with pytest.raises(ChangedElsewhere):
        correct_dossier(session, first.id, data_of(first), first.rev, "muộn")


def test_the_due_day_is_known_while_keying(session: Session) -> None:
    assert due_day(session, VALUES) == date(2020, 8, 12)
    assert due_day(session, VALUES | {"case": "none"}) is None
    assert due_day(session, VALUES | {"received_at": ""}) is None


TODAY = date(2020, 8, 10)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("status", "due", "finished", "standing"),
    [
        ("processing", days(5), None, Deadline("open", 5)),
        ("processing", days(1), None, Deadline("soon", 1)),
        ("received", days(0), None, Deadline("soon", 0)),
        ("received", days(-3), None, Deadline("late", 3)),
        ("supplement", days(-3), None, Deadline("paused", 0)),
        ("finished", days(-3), days(-5), Deadline("early", 2)),
        ("collected", days(-3), days(-3), Deadline("on_time", 0)),
        ("collected", days(-3), days(-1), Deadline("overdue", 2)),
        ("withdrawn", days(-3), None, Deadline("none", 0)),
        ("registered", None, None, Deadline("none", 0)),
    ],
)
def test_how_a_dossier_stands(status: str, due: date | None, finished: date | None, standing: Deadline) -> None:
    assert stand(status, due, finished, TODAY) == standing


def test_on_time_is_judged_at_finishing_not_at_collecting(session: Session) -> None:
    id = new_dossier(session, VALUES).id
    move_many(session, [Move(id, "processing")])
    move_many(session, [Move(id, "finished")])
    collected = data_of(move_dossier(session, id, "collected"))
    assert deadline(collected, date(2020, 12, 31)) == Deadline("early", 9)

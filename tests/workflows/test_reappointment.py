"""The one new appointment: for whom, to which day, with which reason, and what the citizen was last told."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest

from desktop_app.workflows.dossiers import deadline, move_dossier, new_dossier
from desktop_app.workflows.reappointment import appointed_day, reappoint
from desktop_app.workflows.session import Session
from tests.workflows.conftest import NOW
from tests.workflows.test_handover import codes_of, data_of
from tests.workflows.values import dossier

CODE = "000.17.22.H05-200706-0001"
WHY = "chờ kết quả xác minh"


@pytest.fixture
def late(session: Session) -> str:
    """A dossier that was due on 15 July 2020; it is 3 August."""
    return new_dossier(session, dossier(1)).id


def test_it_is_a_revision_with_its_reason_and_the_due_day_stays(session: Session, late: str) -> None:
    saved = reappoint(session, late, date(2020, 8, 7), f" {WHY} ")
    data = data_of(saved)
    assert (saved.rev, saved.why) == (2, WHY)
    assert data["reappointment"] == {"at": "2020-08-03T09:00:00+07:00", "due": "2020-08-07", "why": WHY}
    assert data["frozen"]["due"] == "2020-07-15"
    assert deadline(data, date(2020, 8, 3)).kind == "late"
    assert appointed_day(data) == date(2020, 8, 7)


def test_there_is_no_second_one(session: Session, late: str) -> None:
    reappoint(session, late, date(2020, 8, 7), WHY)
    assert codes_of(lambda: reappoint(session, late, date(2020, 8, 10), WHY)) == [("REAPPOINT-ONCE", f"{CODE}: to")]


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2020, 8, 3), "REAPPOINT-EARLY"), (date(2020, 7, 1), "REAPPOINT-EARLY"), (date(2020, 8, 8), "REAPPOINT-DAY-OFF")],
)
def test_the_day_is_a_working_day_to_come(session: Session, late: str, day: date, code: str) -> None:
    assert codes_of(lambda: reappoint(session, late, day, WHY)) == [(code, f"{CODE}: due")]


def test_the_day_lies_after_the_one_that_was_told(session: Session) -> None:
    id = new_dossier(session, dossier(2, received_at="2020-08-03T08:00:00+07:00", code="000.17.22.H05-200803-0002")).id
    assert data_of(session.office.get("dossiers", id))["frozen"]["due"] == "2020-08-12"
    assert [code for code, _ in codes_of(lambda: reappoint(session, id, date(2020, 8, 12), WHY))] == ["REAPPOINT-EARLY"]
    assert appointed_day(data_of(reappoint(session, id, date(2020, 8, 13), WHY))) == date(2020, 8, 13)


def test_all_that_is_missing_is_named_at_once(session: Session, late: str) -> None:
    found = codes_of(lambda: reappoint(session, late, date(2020, 8, 8), " "))
    assert found == [("REAPPOINT-DAY-OFF", f"{CODE}: due"), ("REAPPOINT-WHY-EMPTY", f"{CODE}: why")]
    assert codes_of(lambda: reappoint(session, late, date(2020, 8, 7), "a" * 1001)) == [("TEXT-LENGTH", f"{CODE}: why")]


def test_a_clock_put_back_is_refused(session: Session, late: str) -> None:
    move_dossier(session, late, "processing")
    session.clock = lambda: NOW - timedelta(hours=1)
    assert codes_of(lambda: reappoint(session, late, date(2020, 8, 7), WHY)) == [("MOVE-BEFORE-LAST", f"{CODE}: at")]


def test_what_is_finished_or_not_yet_received_gets_none(session: Session, late: str) -> None:
    move_dossier(session, late, "finished")
    online = new_dossier(session, dossier(3, status="registered", received_at="")).id
    for id in (late, online):
        found = codes_of(partial(reappoint, session, id, date(2020, 8, 7), WHY))
        assert [code for code, _ in found] == ["REAPPOINT-NOT-OPEN"]


def test_one_whose_clock_stands_gets_one_only_if_it_was_late_before(session: Session, late: str) -> None:
    young = new_dossier(session, dossier(2, received_at="2020-08-03T08:00:00+07:00", code="000.17.22.H05-200803-0002")).id
    for id in (late, young):
        move_dossier(session, id, "supplement", "thiếu ảnh")
    assert [code for code, _ in codes_of(lambda: reappoint(session, young, date(2020, 8, 17), WHY))] == ["REAPPOINT-NOT-OPEN"]
    assert appointed_day(data_of(reappoint(session, late, date(2020, 8, 7), WHY))) == date(2020, 8, 7)


def test_a_clock_that_stands_since_the_due_day_was_not_late(session: Session) -> None:
    id = new_dossier(session, dossier(4, received_at="2020-07-23T08:00:00+07:00", code="000.17.22.H05-200723-0004")).id
    assert appointed_day(data_of(move_dossier(session, id, "supplement", "thiếu ảnh"))) == date(2020, 8, 3)
    assert [code for code, _ in codes_of(lambda: reappoint(session, id, date(2020, 8, 7), WHY))] == ["REAPPOINT-NOT-OPEN"]

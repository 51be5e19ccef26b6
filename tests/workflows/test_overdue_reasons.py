"""The late dossiers of a period with their reasons: who is listed, since when, why, and that nobody is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest

from desktop_app.workflows.dossiers import move_dossier, new_dossier
from desktop_app.workflows.overdue_reasons import list_late
from desktop_app.workflows.reappointment import reappoint
from desktop_app.workflows.session import VIETNAM, Session
from desktop_app.workflows.summary import make_report, make_summary, make_workbook
from exports.figures import LateDossier
from tests.workflows.values import dossier

FIRST, LAST = date(2020, 7, 1), date(2020, 7, 31)
CMND, DUE = "Cấp CMND, CCCD tại thành phố, thị xã", date(2020, 7, 15)
Act = Callable[[Session, str], object]


def at(session: Session, day: str, act: Act, id: str) -> None:
    """Let something happen on a day."""
    moment = datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=VIETNAM)
    session.clock = lambda: moment
    act(session, id)


def take(session: Session, number: int = 1, received: str = "2020-07-06") -> str:
    """A dossier due on 15 July."""
    code = f"000.17.22.H05-{received[2:4]}{received[5:7]}{received[8:]}-{number:04d}"
    return new_dossier(session, dossier(number, code=code, received_at=f"{received}T08:15:00+07:00")).id


def to(status: str, why: str = "") -> Act:
    return lambda session, id: move_dossier(session, id, status, why)


def again(day: str, why: str) -> Act:
    return lambda session, id: reappoint(session, id, date.fromisoformat(day), why)


def test_a_dossier_finished_late_is_listed_with_its_days_and_its_new_appointment(session: Session) -> None:
    id = take(session)
    at(session, "2020-07-15", again("2020-07-22", "chờ xác minh"), id)
    at(session, "2020-07-20", to("finished"), id)
    assert list_late(session, FIRST, LAST) == [LateDossier(CMND, DUE, 5, "finished", date(2020, 7, 22), "chờ xác minh")]
    assert list_late(session, date(2020, 7, 21), LAST) == []
    assert list_late(session, FIRST, date(2020, 7, 17)) == [LateDossier(CMND, DUE, 2, "open", date(2020, 7, 22), "chờ xác minh")]
    assert list_late(session, FIRST, DUE) == []


def test_the_newest_reason_of_a_move_is_told_where_there_was_no_new_appointment(session: Session) -> None:
    id = take(session)
    at(session, "2020-07-16", to("processing", "mất điện hai ngày"), id)
    at(session, "2020-07-20", to("stopped", "hệ thống báo lỗi"), id)
    assert list_late(session, FIRST, LAST) == [LateDossier(CMND, DUE, 5, "left", None, "hệ thống báo lỗi")]
    assert list_late(session, FIRST, date(2020, 7, 17))[0].reason == "mất điện hai ngày"
    assert list_late(session, FIRST, date(2020, 7, 16))[0].appointed is None


def test_what_was_given_after_the_period_is_not_told_in_it(session: Session) -> None:
    id = take(session)
    at(session, "2020-08-03", again("2020-08-10", "máy hỏng"), id)
    assert list_late(session, FIRST, LAST) == [LateDossier(CMND, DUE, 16, "open", None, "")]
    assert list_late(session, FIRST, date(2020, 8, 3))[0].reason == "máy hỏng"


@pytest.mark.parametrize("why", ["chờ bà Đặng Thị Hường bổ sung", "gọi 0912345678 không được", "số 027184000123 sai"])
def test_a_reason_that_names_a_person_is_left_out(session: Session, why: str) -> None:
    """Moves that came with a record were never asked for a reason of their own."""
    moves = [{"at": "2020-07-20T10:00:00+07:00", "to": "finished", "by": "lan", "why": why}]
    new_dossier(session, dossier(1, status="finished", moves=moves))
    assert list_late(session, FIRST, LAST) == [LateDossier(CMND, DUE, 5, "finished", None, "")]


def test_on_time_waiting_and_never_received_ones_are_not_listed(session: Session) -> None:
    ids = [take(session, number) for number in range(1, 4)]
    at(session, "2020-07-15", to("finished"), ids[0])
    at(session, "2020-07-15", to("supplement", "thiếu ảnh"), ids[1])
    at(session, "2020-07-15", to("withdrawn", "xin rút"), ids[2])
    new_dossier(session, dossier(9, status="registered", received_at="", channel="online"))
    assert list_late(session, FIRST, LAST) == []
    assert "overdue" not in make_summary(session, FIRST, LAST)["dossiers"]


def test_the_latest_come_first_and_a_long_list_is_cut(session: Session) -> None:
    for number, received in enumerate(("2020-07-07", "2020-07-06", "2020-07-08"), 1):
        take(session, number, received)
    found = list_late(session, FIRST, LAST)
    assert [one.days for one in found] == sorted((one.days for one in found), reverse=True)
    assert list_late(session, FIRST, LAST, most=2) == found[:2]


def test_summary_report_and_workbook_hold_the_list_and_no_person(session: Session) -> None:
    id = take(session)
    at(session, "2020-07-20", to("finished", "=1+1"), id)
    summary = make_summary(session, FIRST, LAST)
    assert summary["dossiers"]["overdue"] == [
        {"procedure": CMND, "due": "2020-07-15", "days": 5, "state": "finished", "appointed": None, "reason": "=1+1"}
    ]
    assert "Đặng" not in json.dumps(summary, ensure_ascii=False)
    assert make_report(session, FIRST, LAST).startswith(b"%PDF")
    assert make_workbook(session, summary).startswith(b"PK")

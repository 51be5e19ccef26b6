"""Overdue and due soon, oldest first; and whether the clock can be believed."""

from __future__ import annotations

from datetime import date, timedelta

from desktop_app.workflows.dossiers import move_dossier, new_dossier
from desktop_app.workflows.handover import hand_over
from desktop_app.workflows.lists import LOOKED_AT, count_due_soon, count_overdue, due_soon, is_uncertain, overdue
from desktop_app.workflows.reappointment import reappoint
from desktop_app.workflows.session import Session
from tests.workflows.conftest import NOW
from tests.workflows.values import dossier


def received(session: Session, day: str, number: int) -> str:
    code = f"000.17.22.H05-{day[2:4]}{day[5:7]}{day[8:]}-{number:04d}"
    return new_dossier(session, dossier(number, received_at=f"{day}T08:00:00+07:00", code=code)).id


def fill_with_lines(session: Session) -> None:
    """Write so many lines that those of before are not looked at."""
    for number in range(LOOKED_AT):
        session.office.audit("search", {"hits": number}, by="lan", at=session.clock())


def test_the_overdue_come_oldest_first_with_officer_and_days_late(session: Session) -> None:
    young, old = received(session, "2020-07-22", 1), received(session, "2020-07-06", 2)
    received(session, "2020-08-03", 3)
    hand_over(session, [old], "minh")
    found = overdue(session, 9)
    assert [(w.dossier.id, w.officer, w.due, w.days) for w in found] == [
        (old, "minh", date(2020, 7, 15), 19), (young, "lan", date(2020, 7, 31), 3),
    ]  # fmt: skip
    assert [w.dossier.id for w in overdue(session, 1)] == [old]
    assert count_overdue(session) == 2


def test_what_stands_still_or_ended_is_in_no_list(session: Session) -> None:
    paused, done, left = (received(session, "2020-07-06", n) for n in (1, 2, 3))
    move_dossier(session, paused, "supplement", "thiếu ảnh")
    move_dossier(session, done, "finished")
    move_dossier(session, left, "withdrawn", "xin rút")
    assert (overdue(session, 9), due_soon(session, 30, 9), count_overdue(session)) == ([], [], 0)


def test_soon_is_told_in_working_days_and_holds_today(session: Session) -> None:
    session.clock = lambda: NOW + timedelta(days=4)
    friday, monday = received(session, "2020-07-29", 1), received(session, "2020-07-30", 2)
    assert session.clock().date() == date(2020, 8, 7)
    assert [(w.dossier.id, w.due, w.days) for w in due_soon(session, 1, 9)] == [
        (friday, date(2020, 8, 7), 0), (monday, date(2020, 8, 10), 3),
    ]  # fmt: skip
    assert [w.dossier.id for w in due_soon(session, 0, 9)] == [friday]
    assert (count_due_soon(session, 0), count_due_soon(session, 1), count_overdue(session)) == (1, 2, 0)


def test_a_new_appointment_stands_beside_the_day_that_passed(session: Session) -> None:
    id = received(session, "2020-07-06", 1)
    reappoint(session, id, date(2020, 8, 7), "chờ xác minh")
    assert [(w.due, w.appointed) for w in overdue(session, 9)] == [(date(2020, 7, 15), date(2020, 8, 7))]


def test_a_clock_that_was_put_back_makes_it_uncertain_and_a_save_does_not_hide_it(session: Session) -> None:
    fill_with_lines(session)  # the test's office was made by the real clock
    assert not is_uncertain(session)
    session.clock = lambda: NOW - timedelta(minutes=5)
    assert not is_uncertain(session)
    session.clock = lambda: NOW - timedelta(days=2)
    assert is_uncertain(session)
    received(session, "2020-07-07", 2)
    assert is_uncertain(session)
    fill_with_lines(session)
    assert not is_uncertain(session)


def test_an_empty_office_has_empty_lists(session: Session) -> None:
    assert (overdue(session, 9), due_soon(session, 2, 9)) == ([], [])

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from forms.calendar import Calendar, Pause
from forms.dates import VIETNAM_TIME
from forms.shipped import holidays_of

CALENDAR = Calendar([*holidays_of(2020), *holidays_of(2021), *holidays_of(2024)])
PLAIN = Calendar([])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM_TIME)


def due(received: str, days: int, *pauses: tuple[str, str | None]) -> str:
    spans: list[Pause] = [(at(begin), at(end) if end else None) for begin, end in pauses]
    return CALENDAR.due_date(at(received), days, spans).isoformat()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2020-01-22", True), ("2020-01-23", False), ("2020-01-29", False), ("2020-01-30", True), ("2020-09-02", False),
        ("2020-07-04", False), ("2020-07-05", False), ("2020-07-06", True), ("2024-05-04", True), ("2024-04-29", False),
    ],
)  # fmt: skip
def test_days_off_come_from_the_records(day: str, works: bool) -> None:
    assert CALENDAR.is_working(date.fromisoformat(day)) is works


def test_a_record_can_make_a_saturday_worked_and_a_weekday_off() -> None:
    own = Calendar([{"day": "2020-07-04", "kind": "work"}, {"day": "2020-07-06", "kind": "off"}])
    assert own.is_working(date(2020, 7, 4))
    assert own.next_working(date(2020, 7, 5)) == date(2020, 7, 7)
    assert own.years == {2020}


def test_counting_begins_the_day_after_reception() -> None:
    assert due("2020-07-06T08:15", 7) == "2020-07-15"


@pytest.mark.parametrize(("clock", "day"), [("14:59", "2020-07-15"), ("15:00", "2020-07-15"), ("15:01", "2020-07-16")])
def test_after_three_o_clock_the_next_working_day_counts_as_reception(clock: str, day: str) -> None:
    assert due(f"2020-07-06T{clock}", 7) == day


def test_a_moment_counts_on_a_working_day() -> None:
    days = [CALENDAR.counted_day(at(f"2020-07-{moment}")).day for moment in ("03T15:00", "03T15:30", "04T08:00", "06T08:00")]
    assert days == [3, 6, 6, 6]


def test_the_cut_off_is_a_setting() -> None:
    assert CALENDAR.due_date(at("2020-07-06T15:30"), 7, cutoff_hour=17) == date(2020, 7, 15)


def test_tet_is_not_counted() -> None:
    assert due("2020-01-21T09:00", 2) == "2020-01-30"


def test_what_comes_on_a_day_off_counts_as_come_on_the_next_working_day() -> None:
    assert due("2020-07-04T09:00", 1) == due("2020-07-06T09:00", 1) == "2020-07-07"


def test_a_limit_of_no_days_is_due_the_day_it_counts_as_come() -> None:
    assert due("2020-07-06T09:00", 0) == "2020-07-06"
    assert due("2020-07-03T16:00", 0) == "2020-07-06"


def test_the_clock_stops_while_papers_are_missing() -> None:
    assert due("2020-07-06T09:00", 7, ("2020-07-08T10:00", "2020-07-13T10:00")) == "2020-07-20"


def test_a_pause_that_ends_late_ends_the_next_working_day() -> None:
    assert due("2020-07-06T09:00", 7, ("2020-07-08T10:00", "2020-07-13T16:00")) == "2020-07-21"


def test_a_pause_within_a_day_and_one_still_running_change_nothing() -> None:
    assert due("2020-07-06T09:00", 7, ("2020-07-08T10:00", "2020-07-08T16:00")) == "2020-07-15"
    assert due("2020-07-06T09:00", 7, ("2020-07-08T10:00", None)) == "2020-07-15"


def test_pauses_that_touch_take_no_day_out_twice() -> None:
    twice = due("2020-07-06T09:00", 7, ("2020-07-08T10:00", "2020-07-10T10:00"), ("2020-07-10T11:00", "2020-07-13T10:00"))
    assert twice == due("2020-07-06T09:00", 7, ("2020-07-08T10:00", "2020-07-13T10:00"))


def test_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        PLAIN.add_working_days(date(2020, 7, 6), -1)


days_2020 = st.dates(min_value=date(2020, 1, 1), max_value=date(2021, 6, 1))
moments = st.builds(datetime.combine, days_2020, st.times(), st.just(VIETNAM_TIME))
records = st.lists(st.fixed_dictionaries({"day": days_2020.map(str), "kind": st.sampled_from(["off", "work"])}), max_size=40)


def slow_is_working(holidays: list[dict[str, Any]], day: date) -> bool:
    kinds = {record["kind"] for record in holidays if record["day"] == str(day)}
    return "work" in kinds or (day.weekday() not in (5, 6) and "off" not in kinds)


def slow_due(holidays: list[dict[str, Any]], received: datetime, limit: int, pause: tuple[datetime, datetime] | None) -> date:
    """The rule told day by day: tick off working days one after the other, paused ones left out."""

    def counts_as_come(moment: datetime) -> date:
        day = moment.date()
        if slow_is_working(holidays, day) and moment.time() <= time(15):
            return day
        day += timedelta(days=1) if slow_is_working(holidays, day) else timedelta()
        while not slow_is_working(holidays, day):
            day += timedelta(days=1)
        return day

    day, ticked = counts_as_come(received), 0
    stopped: set[date] = set()
    if pause and pause[0].date() != pause[1].date():
        last = counts_as_come(pause[1])
        stopped = {pause[0].date() + timedelta(days=n) for n in range(1, (last - pause[0].date()).days + 1)}
    while ticked < limit:
        day += timedelta(days=1)
        ticked += slow_is_working(holidays, day) and day not in stopped
    return day


@given(records, moments, st.integers(0, 30), st.none() | st.tuples(moments, moments).map(sorted).map(tuple))
def test_due_dates_agree_with_a_loop_over_days(
    holidays: list[dict[str, Any]], received: datetime, limit: int, pause: tuple[datetime, datetime] | None
) -> None:
    spans: list[Pause] = [pause] if pause else []
    assert Calendar(holidays).due_date(received, limit, spans) == slow_due(holidays, received, limit, pause)


@given(records, days_2020, st.integers(0, 60))
def test_working_days_added_are_working_days_passed(holidays: list[dict[str, Any]], day: date, count: int) -> None:
    calendar = Calendar(holidays)
    end = calendar.add_working_days(day, count)
    assert calendar.is_working(end)
    assert count == 0 or calendar.working_days(day + timedelta(days=1), end) == count


@given(records, moments, moments, st.integers(0, 30))
def test_what_comes_later_is_never_due_earlier(
    holidays: list[dict[str, Any]], one: datetime, other: datetime, limit: int
) -> None:
    calendar = Calendar(holidays)
    assert calendar.due_date(min(one, other), limit) <= calendar.due_date(max(one, other), limit)

"""The ready-made periods: which days each one holds, on every day of the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from desktop_app.workflows.periods import Period, calendar_periods, office_periods, periods, reporting_periods
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
START_DAYS = st.integers(2, 28)


def iso(found: list[Period]) -> dict[str, tuple[str, str]]:
    return {period.name: (period.first.isoformat(), period.last.isoformat()) for period in found}


def test_calendar_periods_begin_on_the_first_and_end_on_the_last_of_a_month() -> None:
    assert iso(calendar_periods(date(2024, 2, 29))) == {
        "Tháng này": ("2024-02-01", "2024-02-29"),
        "Tháng trước": ("2024-01-01", "2024-01-31"),
        "Quý này": ("2024-01-01", "2024-03-31"),
        "Quý trước": ("2023-10-01", "2023-12-31"),
        "6 tháng đầu năm": ("2024-01-01", "2024-06-30"),
        "9 tháng đầu năm": ("2024-01-01", "2024-09-30"),
        "Từ đầu năm": ("2024-01-01", "2024-02-29"),
        "Năm nay": ("2024-01-01", "2024-12-31"),
        "Năm trước": ("2023-01-01", "2023-12-31"),
    }


def test_reporting_periods_are_those_of_the_form() -> None:
    assert iso(reporting_periods(date(2020, 8, 3))) == {
        "Kỳ tháng 8": ("2020-07-15", "2020-08-14"),
        "Kỳ tháng 7": ("2020-06-15", "2020-07-14"),
        "Kỳ quý III": ("2020-06-15", "2020-09-14"),
        "Kỳ quý II": ("2020-03-15", "2020-06-14"),
        "Kỳ 6 tháng": ("2019-12-15", "2020-06-14"),
        "Kỳ 9 tháng": ("2019-12-15", "2020-09-14"),
        "Kỳ năm 2020": ("2019-12-15", "2020-12-14"),
        "Kỳ năm 2019": ("2018-12-15", "2019-12-14"),
    }


@pytest.mark.parametrize(
    ("today", "month", "quarter", "year"),
    [
        (date(2020, 12, 14), "Kỳ tháng 12", "Kỳ quý IV", "Kỳ năm 2020"),
        (date(2020, 12, 15), "Kỳ tháng 1", "Kỳ quý I", "Kỳ năm 2021"),
        (date(2021, 1, 14), "Kỳ tháng 1", "Kỳ quý I", "Kỳ năm 2021"),
        (date(2021, 1, 15), "Kỳ tháng 2", "Kỳ quý I", "Kỳ năm 2021"),
        (date(2021, 3, 14), "Kỳ tháng 3", "Kỳ quý I", "Kỳ năm 2021"),
        (date(2021, 3, 15), "Kỳ tháng 4", "Kỳ quý II", "Kỳ năm 2021"),
    ],
)
def test_the_running_period_changes_on_the_fifteenth(today: date, month: str, quarter: str, year: str) -> None:
    found = reporting_periods(today)
    assert [found[place].name for place in (0, 2, 6)] == [month, quarter, year]


@given(DAYS, START_DAYS)
def test_the_running_periods_hold_today_and_follow_those_before_without_a_gap(today: date, report_day: int) -> None:
    found = calendar_periods(today)
    pairs = [(found[0], found[1]), (found[2], found[3]), (found[7], found[8])]
    reporting = reporting_periods(today, report_day)
    pairs += [(reporting[0], reporting[1]), (reporting[2], reporting[3]), (reporting[6], reporting[7])]
    for running, before in pairs:
        assert running.first <= today <= running.last
        assert before.last + ONE_DAY == running.first


@given(DAYS, START_DAYS)
def test_shorter_periods_are_parts_of_the_year(today: date, report_day: int) -> None:
    month, _, quarter, _, half, nine, year, _ = reporting_periods(today, report_day)
    assert year.first == half.first == nine.first <= quarter.first <= month.first
    assert month.last <= quarter.last <= year.last
    assert half.last < nine.last < year.last
    for period in (month, quarter, half, nine, year):
        assert (period.first.day, (period.last + ONE_DAY).day) == (report_day, report_day)


def test_the_day_a_reporting_month_begins_is_the_offices_own(session: Session) -> None:
    assert iso(office_periods(session))["Kỳ tháng 8"] == ("2020-07-15", "2020-08-14")
    card = session.office.get("units", "TUSON")
    assert card is not None
    for day, found in ((20, {"Kỳ tháng 8": ("2020-07-20", "2020-08-19")}), (1, {})):
        enter(session, "units", [{**(card.data or {}), "report_day": day}], "theo hướng dẫn của tỉnh")
        assert {name: days for name, days in iso(office_periods(session)).items() if name == "Kỳ tháng 8"} == found


def test_only_reporting_periods_show_their_days() -> None:
    labels = [period.label for period in periods(date(2020, 8, 3))]
    assert labels[:2] == ["Tháng này", "Tháng trước"]
    assert labels[9] == "Kỳ tháng 8 (15/7-14/8)"
    assert len(set(labels)) == len(labels)

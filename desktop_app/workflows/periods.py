"""The periods people report for: calendar ones, and the reporting ones that end in the middle of a month.

Only names and days are made here; it is its own module so that pages with a choice of periods need no report engine.
Source: TT 01/2020/TT-VPCP as read in a second hand: month 15-14, year from 15/12. The day is therefore data: `report_day` on the
unit's own card; any other range is typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.words import say
from desktop_app.workflows.look import office_card
from desktop_app.workflows.session import Session

REPORT_DAY = 15
"""On which day of a month the reporting month that bears the next month's number begins, where the unit's card says nothing."""
QUARTERS = ("I", "II", "III", "IV")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A named range of days, both ends counted."""

    name: str
    first: date
    last: date

    @property
    def label(self) -> str:
        """The name where there is room: a reporting period with its days."""
        first, last = self.first, self.last
        return self.name if first.day == 1 else f"{self.name} ({first.day}/{first.month}-{last.day}/{last.month})"


def periods(today: date, report_day: int = REPORT_DAY) -> list[Period]:
    """Return the usual periods around `today`: the calendar ones, then the reporting ones.

    report_day: 2-28; 1 where the office reports by the calendar alone.
    """
    return calendar_periods(today) + (reporting_periods(today, report_day) if report_day > 1 else [])


def office_periods(session: Session) -> list[Period]:
    """Return the usual periods around today, reporting ones beginning on the day the unit's card says."""
    return periods(session.clock().date(), int(office_card(session).get("report_day") or REPORT_DAY))


def calendar_periods(today: date) -> list[Period]:
    """Return month, quarter and year, this one and the one before, and the first six and nine months of the year."""
    year, month, start = today.year, today.replace(day=1), date(today.year, 1, 1)
    quarter = date(year, 3 * ((today.month - 1) // 3) + 1, 1)
    return [
        _months(say("Tháng này", "This month"), month, 1),
        _months(say("Tháng trước", "Last month"), _months_later(month, -1), 1),
        _months(say("Quý này", "This quarter"), quarter, 3),
        _months(say("Quý trước", "Last quarter"), _months_later(quarter, -3), 3),
        _months(say("6 tháng đầu năm", "First 6 months"), start, 6),
        _months(say("9 tháng đầu năm", "First 9 months"), start, 9),
        Period(say("Từ đầu năm", "Year to date"), start, today),
        _months(say("Năm nay", "This year"), start, 12),
        _months(say("Năm trước", "Last year"), _months_later(start, -12), 12),
    ]


def reporting_periods(today: date, report_day: int = REPORT_DAY) -> list[Period]:
    """Return the reporting periods: month, quarter and year, the one that runs and the one before, and six and nine months.

    The reporting year begins on `report_day` of December; a month bears the number of the month it ends in. report_day: 2-28.
    """
    month = _months_later(today, 1) if today.day >= report_day else today.replace(day=1)
    quarter, year = date(month.year, 3 * ((month.month - 1) // 3) + 1, 1), date(month.year, 1, 1)
    return [
        *(_reporting(_month_name(start), start, 1, report_day) for start in (month, _months_later(month, -1))),
        *(_reporting(_quarter_name(start), start, 3, report_day) for start in (quarter, _months_later(quarter, -3))),
        _reporting(say("Kỳ 6 tháng", "Rep. 6 months"), year, 6, report_day),
        _reporting(say("Kỳ 9 tháng", "Rep. 9 months"), year, 9, report_day),
        *(_reporting(_year_name(start), start, 12, report_day) for start in (year, _months_later(year, -12))),
    ]


def _month_name(start: date) -> str:
    return say(f"Kỳ tháng {start.month}", f"Rep. month {start.month}")


def _quarter_name(start: date) -> str:
    number = start.month // 3
    return say(f"Kỳ quý {QUARTERS[number]}", f"Rep. quarter {number + 1}")


def _year_name(start: date) -> str:
    return say(f"Kỳ năm {start.year}", f"Rep. year {start.year}")


def _months(name: str, start: date, count: int) -> Period:
    """Return so many calendar months from the first of one."""
    return Period(name, start, _months_later(start, count) - _ONE_DAY)


def _reporting(name: str, start: date, count: int, report_day: int) -> Period:
    """Return so many reporting months; start: the first of the calendar month whose number the first of them bears."""
    first, last = (_months_later(start, months).replace(day=report_day) for months in (-1, count - 1))
    return Period(name, first, last - _ONE_DAY)


def _months_later(start: date, months: int) -> date:
    """Return the first of the month so many months later."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)

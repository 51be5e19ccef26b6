"""The periods people report for: calendar months, quarters and years, and the reporting ones of TT 01/2020/TT-VPCP.

Only names and days are made here; it is its own module so that pages with a choice of periods need no report engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.words import say


@dataclass(frozen=True, slots=True)
class Period:
    """A named range of days, both ends counted."""

    name: str
    first: date
    last: date


def periods(today: date) -> list[Period]:
    """Return the usual periods around `today`: calendar ones, and the reporting ones of TT 01/2020 (15th to 14th)."""
    year, month = today.year, today.month
    start = today.replace(day=1)
    quarter = date(year, 3 * ((month - 1) // 3) + 1, 1)
    before = (start - timedelta(days=1)).replace(day=1)
    return [
        Period(say("Tháng này", "This month"), start, _month_end(start)),
        Period(say("Tháng trước", "Last month"), before, start - timedelta(days=1)),
        Period(say("Quý này", "This quarter"), quarter, _month_end(_months_later(quarter, 2))),
        Period(say("Từ đầu năm", "Year to date"), date(year, 1, 1), today),
        Period(say("Năm nay", "This year"), date(year, 1, 1), date(year, 12, 31)),
        Period(say("Năm trước", "Last year"), date(year - 1, 1, 1), date(year - 1, 12, 31)),
        Period(say("Tháng báo cáo (15-14)", "Reporting month (15-14)"), before.replace(day=15), start.replace(day=14)),
        Period(say("6 tháng báo cáo", "Reporting half-year"), date(year - 1, 12, 15), date(year, 6, 14)),
        Period(say("Năm báo cáo", "Reporting year"), date(year - 1, 12, 15), date(year, 12, 14)),
    ]


def _months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _month_end(start: date) -> date:
    return _months_later(start.replace(day=1), 1) - timedelta(days=1)

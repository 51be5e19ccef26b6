"""What lies on the border of two reporting periods: a dossier and a slip in one of them, a batch in both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop_app.workflows.periods import Period, reporting_periods
from tests.counts.office import Record, make_batch, make_dossier, make_slip, summarise

TODAY = date(2020, 8, 3)
PERIODS = {period.name: period for period in reporting_periods(TODAY)}
BORDERS = [
    ("Kỳ tháng 7", "Kỳ tháng 8"),
    ("Kỳ quý II", "Kỳ quý III"),
    ("Kỳ năm 2019", "Kỳ năm 2020"),
    ("Kỳ 6 tháng", "Kỳ quý III"),
]


def over(period: Period, *records: Record) -> dict[str, Any]:
    return summarise(records, period.first.isoformat(), period.last.isoformat())


@pytest.mark.parametrize(("before", "after"), BORDERS)
def test_a_border_day_belongs_to_one_period(before: str, after: str) -> None:
    one, other = PERIODS[before], PERIODS[after]
    for day, inside in ((one.last, (1, 0)), (other.first, (0, 1))):
        text = day.isoformat()
        records = [make_dossier(text, text, finished=text), make_slip(text, 5)]
        found = [over(period, *records) for period in (one, other)]
        assert tuple(summary["dossiers"]["total"]["finished"]["on_time"] for summary in found) == inside
        assert tuple(summary["dossiers"]["due_cohort"]["of"] for summary in found) == inside
        assert tuple(summary["survey"]["valid"] for summary in found) == inside


@pytest.mark.parametrize(("before", "after"), BORDERS)
def test_a_batch_across_the_border_counts_whole_in_both(before: str, after: str) -> None:
    one, other = PERIODS[before], PERIODS[after]
    batch = make_batch(one.last.isoformat(), other.first.isoformat(), 40, 31)
    for period in (one, other):
        survey = over(period, batch)["survey"]
        assert (survey["issued"], survey["returned"]) == (40, 31)


def test_what_is_open_on_the_14th_is_carried_on_the_15th_and_late_from_the_day_after_it_was_due() -> None:
    july, august = PERIODS["Kỳ tháng 7"], PERIODS["Kỳ tháng 8"]
    dossier = make_dossier("2020-07-06", july.last.isoformat(), finished=august.first.isoformat())
    first, second = (over(period, dossier)["dossiers"]["total"] for period in (july, august))
    assert first["open"] == {"total": 1, "in_time": 1, "overdue": 0}
    assert (second["received"]["carried"], second["finished"]["late"]) == (1, 1)

"""The period a page begins with is one in which the office has data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from desktop_app.ui.usual_period import period_to_report, year_of_data
from desktop_app.workflows.dossiers import new_dossier
from desktop_app.workflows.session import VIETNAM, Session
from tests.workflows.values import dossier


def later(session: Session, year: int, month: int) -> Session:
    return replace(session, clock=lambda: datetime(year, month, 20, 9, 0, tzinfo=VIETNAM))


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ((2020, 7), date(2020, 6, 1), date(2020, 6, 30)),
        ((2020, 8), date(2020, 7, 1), date(2020, 7, 31)),
        ((2020, 9), date(2020, 1, 1), date(2020, 9, 20)),
        ((2026, 11), date(2020, 1, 1), date(2020, 7, 31)),
    ],
)
def test_a_report_begins_with_the_last_month_or_else_where_the_data_lies(
    session: Session, month: tuple[int, int], first: date, last: date
) -> None:
    new_dossier(session, dossier(1))
    assert period_to_report(later(session, *month)) == (first, last)


def test_an_empty_office_begins_with_the_last_month_and_the_year_to_date(session: Session) -> None:
    assert period_to_report(session) == (date(2020, 7, 1), date(2020, 7, 31))
    assert year_of_data(session) == (date(2020, 1, 1), date(2020, 8, 3))

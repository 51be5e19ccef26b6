"""What a commander sees first: where the data lies, the index by month."""

from __future__ import annotations

from datetime import date

from desktop_app.workflows.dossiers import new_dossier
from desktop_app.workflows.outlook import data_span, list_months
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from tests.workflows.values import batch, dossier, slip


def test_an_empty_office_has_no_span(session: Session) -> None:
    assert data_span(session) is None


def test_the_span_reaches_from_the_first_slip_or_dossier_to_the_last(session: Session) -> None:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(1, day="2020-07-29")])
    new_dossier(session, dossier(1))
    assert data_span(session) == (date(2020, 7, 6), date(2020, 7, 29))


def test_months_have_the_index_of_their_own_slips(session: Session) -> None:
    enter(session, "batches", [batch(**{"from": "2020-06-01"})])
    enter(session, "surveys", [slip(1, day="2020-06-30", answer=4), slip(2, day="2020-07-06", answer=3)])
    months = list_months(session, date(2020, 5, 1), date(2020, 7, 31))
    assert [(m.first, m.satisfied["n"], m.satisfied["of"]) for m in months] == [
        (date(2020, 6, 1), 22, 22),
        (date(2020, 7, 1), 0, 22),
    ]


def test_one_month_or_more_than_a_year_makes_no_trend(session: Session) -> None:
    assert list_months(session, date(2020, 7, 1), date(2020, 7, 31)) == []
    assert list_months(session, date(2019, 1, 1), date(2020, 7, 31)) == []

"""The batch ledger: how much is keyed, which serials are free, which are missing."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.workflows.batches import find_slip, free_serial, list_batches, slip_day
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from tests.workflows.values import batch, slip

RANGE = {"first": 3, "last": 6, "from": "2020-07-01", "to": "2020-07-31"}


@pytest.mark.parametrize(
    ("taken", "after", "free"),
    [(set(), 0, 3), ({3}, 3, 4), ({5}, 4, 6), ({5, 6}, 4, 3), ({3, 4, 5, 6}, 4, None), ({3}, 99, 4), ({3, 4, 6}, 5, 5)],
)
def test_the_next_free_serial_lies_behind_the_last_or_else_in_a_gap(taken: set[int], after: int, free: int | None) -> None:
    assert free_serial(RANGE, taken, after) == free


@pytest.mark.parametrize(
    ("today", "day"),
    [(date(2020, 7, 8), "2020-07-08"), (date(2020, 6, 1), "2020-07-01"), (date(2026, 1, 1), "2020-07-31")],
)
def test_slips_start_with_today_or_the_nearest_day_of_the_batch(today: date, day: str) -> None:
    assert slip_day(RANGE, today) == day


def test_batches_come_newest_first_with_what_is_keyed(session: Session) -> None:
    enter(session, "batches", [batch(), batch(batch="B2", **{"from": "2020-08-01", "to": "2020-08-31"})])
    enter(session, "surveys", [slip(1), slip(2)])
    assert [(s.id, s.keyed, s.returned, s.next_serial) for s in list_batches(session)] == [("B2", 0, 372, 1), ("B1", 2, 372, 3)]


def test_a_slip_is_found_by_batch_and_serial(session: Session) -> None:
    enter(session, "batches", [batch(), batch(batch="B2")])
    enter(session, "surveys", [slip(7), slip(7, batch="B2", answer=3)])
    found = find_slip(session, "B2", 7)
    assert found is not None
    assert (found.data or {})["answers"]["c01"] == 3
    assert find_slip(session, "B2", 8) is None

"""Speed and corrections of a sitting."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop_app.workflows.pace import Pace
from desktop_app.workflows.session import VIETNAM

START = datetime(2020, 7, 6, 8, 0, tzinfo=VIETNAM)


def keyed(*seconds: float) -> Pace:
    pace = Pace()
    for second in seconds:
        pace.note_key(START + timedelta(seconds=second))
    return pace


def test_time_between_keys_counts_and_a_pause_does_not() -> None:
    assert keyed(0, 1, 2.5, 600, 601).active_ms == 3500


def test_a_clock_that_moves_back_takes_nothing_away() -> None:
    assert keyed(10, 5, 6).active_ms == 1000


def test_nothing_is_said_before_there_is_something_to_judge_by() -> None:
    assert (Pace().slips_per_hour, Pace().corrections_per_1000) == (None, None)


def test_slips_an_hour_and_corrections_a_thousand_keys() -> None:
    pace = keyed(*range(61))
    pace.slips, pace.corrections = 2, 3
    assert (pace.slips_per_hour, pace.corrections_per_1000) == (120, 49)

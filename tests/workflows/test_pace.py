"""Speed, pauses and corrections of a sitting."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desktop_app.workflows.pace import Pace, dump_pace, load_pace
from desktop_app.workflows.session import VIETNAM

START = datetime(2020, 7, 6, 8, 0, tzinfo=VIETNAM)


def at(second: float) -> datetime:
    return START + timedelta(seconds=second)


def keyed(*seconds: float) -> Pace:
    pace = Pace()
    for second in seconds:
        pace.note_key(at(second))
    return pace


def test_time_between_keys_counts_and_a_long_gap_is_a_pause() -> None:
    pace = keyed(0, 1, 2.5, 600, 601)
    assert (pace.active_ms, pace.pauses, pace.pause_seconds) == (3500, 1, 598)


def test_a_pause_asked_for_counts_for_nothing_but_itself() -> None:
    pace = keyed(0, 1)
    pace.pause(at(2))
    pace.pause(at(3))
    assert pace.is_paused
    pace.resume(at(12))
    pace.resume(at(14))
    pace.note_key(at(13))
    assert (pace.active_ms, pace.pauses, pace.pause_seconds, pace.is_paused) == (2000, 1, 10, False)


def test_the_next_key_ends_a_pause() -> None:
    pace = keyed(0)
    pace.pause(at(1))
    pace.note_key(at(61))
    assert (pace.active_ms, pace.pause_seconds, pace.keys) == (0, 60, 2)


def test_a_clock_that_moves_back_takes_nothing_away() -> None:
    assert keyed(10, 5, 6).active_ms == 1000


def test_bad_keys_are_among_the_keys_and_take_no_time() -> None:
    pace = keyed(0, 1)
    pace.note_bad()
    assert (pace.keys, pace.bad_keys, pace.active_ms) == (3, 1, 1000)


def test_nothing_is_said_before_there_is_something_to_judge_by() -> None:
    assert (Pace().slips_per_hour, Pace().corrections_per_1000) == (None, None)


@pytest.mark.parametrize(("slips", "seconds", "said"), [(4, 61, None), (5, 59, None), (5, 60, 300), (12, 61, 708)])
def test_a_speed_is_said_from_five_slips_and_a_minute_on(slips: int, seconds: int, said: int | None) -> None:
    pace = keyed(*range(seconds + 1))
    pace.slips = slips
    assert pace.slips_per_hour == said


def test_corrections_a_thousand_keys() -> None:
    pace = keyed(*range(61))
    pace.corrections = 3
    assert pace.corrections_per_1000 == 49


def test_a_sitting_tells_its_batch_its_hours_and_every_count() -> None:
    pace = keyed(0, 1, 100)
    pace.slips, pace.fields, pace.corrections = 1, 22, 2
    pace.note_bad()
    assert pace.as_sitting("B1", "key") == {
        "batch": "B1", "mode": "key", "start": "2020-07-06T08:00:00+07:00", "end": "2020-07-06T08:01:40+07:00", "slips": 1,
        "fields": 22, "keys": 4, "bad_keys": 1, "corrections": 2, "active_ms": 1000, "pauses": 1, "pause_seconds": 99,
    }  # fmt: skip


def test_there_is_no_sitting_without_a_key() -> None:
    with pytest.raises(ValueError, match="no key"):
        Pace().as_sitting("B1", "key")


def test_the_counts_go_through_a_draft() -> None:
    pace = keyed(0, 1, 100)
    pace.slips = 3
    again = load_pace(dump_pace(pace))
    assert again.as_sitting("B1", "key") == pace.as_sitting("B1", "key")


@pytest.mark.parametrize(
    "kept", [None, {}, [], {"keys": -1}, {"keys": "3", "start": "x"}, {"start": "2020-07-06T08:00:00", "end": 3}]
)
def test_counts_that_are_not_whole_are_begun_anew(kept: object) -> None:
    assert load_pace(kept).is_empty

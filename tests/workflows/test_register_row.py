"""A row of the paper register: days keyed short, steps that come with old dossiers, what a correction leaves alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from desktop_app.workflows.dossiers import correct_dossier, move_dossier, new_dossier
from desktop_app.workflows.register_row import COLUMNS, check_row, column_of, read_day, row_texts, row_values, tidy_day
from desktop_app.workflows.session import VIETNAM, Session
from forms.problems import Refused

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
BASE = date(2020, 8, 3)
ROW = dict.fromkeys(COLUMNS, "") | {
    "procedure": "cmnd-cccd", "case": "new", "copies": "1", "name": "Nguyễn Thị Hường", "received": "06/07/2020",
}  # fmt: skip


def values(**texts: str) -> dict[str, Any]:
    return row_values({**ROW, **texts}, NOW, {}, {})


@pytest.mark.parametrize(
    ("keyed", "day"),
    [
        ("0607", date(2020, 7, 6)), ("6/7", date(2020, 7, 6)), ("5", date(2020, 8, 5)), ("060719", date(2019, 7, 6)),
        ("06072019", date(2019, 7, 6)), ("6.7.19", date(2019, 7, 6)), ("3002", None), ("31", date(2020, 8, 31)), ("x", None),
        ("2912", date(2020, 12, 29)), ("", None),
    ],
)  # fmt: skip
def test_days_are_keyed_short(keyed: str, day: date | None) -> None:
    assert read_day(keyed, BASE) == day


def test_the_year_turns_backwards_for_a_reception_and_forwards_for_a_result() -> None:
    january = date(2021, 1, 4)
    assert read_day("2912", january) == date(2020, 12, 29)
    assert read_day("0401", date(2020, 12, 29), after=True) == date(2021, 1, 4)
    assert read_day("2902", date(2020, 12, 29), after=True) == date(2020, 2, 29), "refused later: it lies before reception"


@pytest.mark.parametrize(
    ("keyed", "text"),
    [("0607", "06/07/2020"), ("0607 1530", "06/07/2020 15:30"), ("0607 15:30", "06/07/2020 15:30"), ("0607 99", "0607 99")],
)
def test_a_time_may_stand_behind_the_day(keyed: str, text: str) -> None:
    assert tidy_day(keyed, BASE) == text


def test_an_old_dossier_comes_in_with_its_steps(session: Session) -> None:
    saved = new_dossier(session, values(finished="14/07/2020", collected="15/07/2020")).data or {}
    assert (saved["status"], [(step["to"], step["at"][:10]) for step in saved["moves"]]) == (
        "collected", [("finished", "2020-07-14"), ("collected", "2020-07-15")],
    )  # fmt: skip
    assert (saved["frozen"]["due"], saved["received_at"]) == ("2020-07-15", "2020-07-06T08:00:00+07:00")


def test_a_result_handed_over_was_finished_that_day_unless_another_is_keyed(session: Session) -> None:
    saved = new_dossier(session, values(collected="15/07/2020")).data or {}
    assert [step["at"][:10] for step in saved["moves"]] == ["2020-07-15"] * 2
    assert (new_dossier(session, values()).data or {})["status"] == "received"


def test_today_is_not_keyed_later_than_now_so_the_next_step_can_follow(session: Session) -> None:
    saved = new_dossier(session, values(received="03/08/2020", finished="03/08/2020"))
    assert (saved.data or {})["moves"][0]["at"] == "2020-08-03T09:00:00+07:00"
    assert (move_dossier(session, saved.id, "collected").data or {})["status"] == "collected"


def test_a_day_before_reception_is_refused_at_its_column(session: Session) -> None:
    keyed = values(finished="01/07/2020")
    with pytest.raises(Refused) as refused:
        new_dossier(session, keyed)
    assert column_of(next(p.where for p in refused.value.problems if p.severity == "error"), keyed) == "finished"


def test_what_is_no_day_is_told_in_words_for_a_row() -> None:
    [problem] = check_row({**ROW, "collected": "99"}, {}, {})
    assert (problem.code, problem.where) == ("ROW-DAY", "collected")


def test_a_correction_keeps_what_the_row_does_not_show_and_times_not_touched(session: Session) -> None:
    keyed = {**values(), "id_number": "027190000123", "received_at": "2020-07-06T09:41:00+07:00"}
    saved = new_dossier(session, keyed)
    before = saved.data or {}
    opened = row_texts(before)
    again = row_values({**opened, "name": "Nguyễn Thị Hương"}, NOW, before, opened)
    corrected = correct_dossier(session, saved.id, again, saved.rev, "gõ nhầm").data or {}
    assert (corrected["name"], corrected["id_number"], corrected["received_at"]) == (
        "Nguyễn Thị Hương", "027190000123", "2020-07-06T09:41:00+07:00",
    )  # fmt: skip
    assert corrected["frozen"] == before["frozen"]


def test_days_of_a_dossier_with_other_steps_are_left_to_its_status(session: Session) -> None:
    saved = new_dossier(session, values())
    moved = move_dossier(session, saved.id, "supplement", "thiếu giấy").data or {}
    opened = row_texts(moved)
    changed = {**opened, "finished": "14/07/2020"}
    assert [problem.code for problem in check_row(changed, moved, opened)] == ["ROW-STEPS"]
    assert row_values(changed, NOW, moved, opened)["moves"] == moved["moves"]
    assert check_row({**opened, "name": "Khác"}, moved, opened) == []

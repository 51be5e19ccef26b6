"""Where each dossier stands in Biểu II.06a of July 2020."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counts.office import Record, make_dossier, summarise

FIRST, LAST = "2020-07-01", "2020-07-31"


def cells(record: Record) -> dict[str, int]:
    """The columns that count the dossier, sums left out."""
    total: dict[str, Any] = summarise([record], FIRST, LAST)["dossiers"]["total"]
    return {name: n for part in total.values() for name, n in part.items() if n and name != "total"}


@pytest.mark.parametrize(("channel", "column"), [("online", "online"), ("counter", "counter_post"), ("post", "counter_post")])
def test_a_received_dossier_is_counted_by_its_channel(channel: str, column: str) -> None:
    assert cells(make_dossier("2020-07-06", "2020-08-03", channel=channel)) == {column: 1, "in_time": 1}


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_both_ends_of_the_period_are_inside(day: str) -> None:
    assert cells(make_dossier(day, "2020-08-20")) == {"counter_post": 1, "in_time": 1}


@pytest.mark.parametrize(
    ("finished", "column"),
    [("2020-07-14", "early"), ("2020-07-15", "on_time"), ("2020-07-16", "late")],
)
def test_finished_is_judged_by_the_due_day(finished: str, column: str) -> None:
    assert cells(make_dossier("2020-07-06", "2020-07-15", finished=finished)) == {"counter_post": 1, column: 1}


@pytest.mark.parametrize(("left", "column"), [("2020-07-14", "early"), ("2020-07-15", "on_time"), ("2020-07-16", "late")])
def test_a_withdrawn_dossier_goes_out_on_its_day_and_is_told_apart(left: str, column: str) -> None:
    assert cells(make_dossier("2020-07-06", "2020-07-15", left=left)) == {"counter_post": 1, column: 1, "left": 1}


@pytest.mark.parametrize(("due", "column"), [("2020-07-30", "overdue"), (LAST, "in_time"), ("2020-08-01", "in_time")])
def test_open_is_judged_at_the_last_day(due: str, column: str) -> None:
    assert cells(make_dossier("2020-07-06", due)) == {"counter_post": 1, column: 1}


def test_finished_after_the_period_is_still_open_in_it() -> None:
    assert cells(make_dossier("2020-07-06", "2020-07-15", finished="2020-08-01")) == {"counter_post": 1, "overdue": 1}


def test_finished_on_the_first_day_is_carried_and_finished() -> None:
    assert cells(make_dossier("2020-06-25", "2020-07-06", finished=FIRST)) == {"carried": 1, "early": 1}


def test_withdrawn_after_the_period_is_still_open_in_it() -> None:
    assert cells(make_dossier("2020-06-25", "2020-08-06", left="2020-08-01")) == {"carried": 1, "in_time": 1}


@pytest.mark.parametrize(
    "record",
    [
        make_dossier("2020-06-20", "2020-06-30", finished="2020-06-30"),
        make_dossier("2020-06-20", "2020-06-30", left="2020-06-30"),
        make_dossier("2020-08-01", "2020-08-12"),
    ],
)
def test_closed_before_or_received_after_the_period_is_not_counted(record: Record) -> None:
    assert cells(record) == {}


def test_a_dossier_refused_at_the_counter_is_not_counted() -> None:
    unit, table, data = make_dossier("2020-07-06", "2020-07-15")
    assert cells((unit, table, {**data, "status": "rejected"})) == {}


def wait(record: Record, *moves: tuple[str, str]) -> Record:
    """The dossier moved on: (status, day)."""
    unit, table, data = record
    done = [{"at": f"{day}T10:00:00+07:00", "to": to, "by": "lan", "why": ""} for to, day in moves]
    return unit, table, {**data, "status": moves[-1][0], "moves": done}


def test_a_dossier_waiting_for_papers_is_not_overdue_and_not_yet_owed() -> None:
    dossier = make_dossier("2020-07-06", "2020-07-15")
    for waiting in (("supplement", "2020-07-08"), ("supplement", "2020-07-15")):
        assert cells(wait(dossier, waiting)) == {"counter_post": 1, "in_time": 1}
        assert cohort(wait(dossier, waiting)) == (0, 0)
    assert cells(wait(dossier, ("supplement", "2020-07-08"), ("payment", "2020-07-20"))) == {"counter_post": 1, "in_time": 1}


def test_waiting_that_began_after_the_due_day_or_has_ended_excuses_nothing() -> None:
    dossier = make_dossier("2020-07-06", "2020-07-15")
    late, ended = ("payment", "2020-07-16"), (("supplement", "2020-07-08"), ("processing", "2020-07-08"))
    for record in (wait(dossier, late), wait(dossier, *ended), wait(dossier, *ended, late)):
        assert cells(record) == {"counter_post": 1, "overdue": 1}
        assert cohort(record) == (0, 1)


def cohort(record: Record) -> tuple[int, int]:
    due = summarise([record], FIRST, LAST)["dossiers"]["due_cohort"]
    return due["n"], due["of"]


def test_the_due_cohort_holds_what_was_due_and_asks_for_finished_by_then() -> None:
    assert cohort(make_dossier("2020-06-20", "2020-07-01", finished="2020-06-30")) == (1, 1)
    assert cohort(make_dossier("2020-07-06", LAST, finished=LAST)) == (1, 1)
    assert cohort(make_dossier("2020-07-06", "2020-07-15", finished="2020-07-16")) == (0, 1)
    assert cohort(make_dossier("2020-07-06", "2020-07-15")) == (0, 1)
    assert cohort(make_dossier("2020-07-06", "2020-08-01", finished="2020-07-20")) == (0, 0)
    assert cohort(make_dossier("2020-06-06", "2020-06-30")) == (0, 0)


def test_the_due_cohort_leaves_out_what_was_withdrawn_by_the_due_day_only() -> None:
    assert cohort(make_dossier("2020-07-06", "2020-07-15", left="2020-07-15")) == (0, 0)
    assert cohort(make_dossier("2020-07-06", "2020-07-15", left="2020-07-16")) == (0, 1)


def test_leaving_a_late_dossier_open_improves_the_first_share_and_not_the_cohort() -> None:
    good = make_dossier("2020-07-06", "2020-07-15", finished="2020-07-15")
    closed, left_open = (make_dossier("2020-07-06", "2020-07-15", finished=day) for day in ("2020-07-20", ""))
    shares = [summarise([good, other], FIRST, LAST)["dossiers"] for other in (closed, left_open)]
    assert [share["on_time"]["percent"] for share in shares] == ["50.00", "100.00"]
    assert [share["due_cohort"]["percent"] for share in shares] == ["50.00", "50.00"]


def again(record: Record, first: str = FIRST, last: str = LAST) -> dict[str, int]:
    """What is told of new appointments, zeros left out."""
    found: dict[str, int] = summarise([record], first, last)["dossiers"]["total"]["reappointed"]
    return {name: n for name, n in found.items() if n}


def test_a_dossier_finished_within_its_new_appointment_is_late_all_the_same() -> None:
    record = make_dossier("2020-07-06", "2020-07-15", finished="2020-07-20", again=("2020-07-15", "2020-07-20"))
    plain = make_dossier("2020-07-06", "2020-07-15", finished="2020-07-20")
    assert cells(record) == {"counter_post": 1, "late": 1, "kept": 1}
    assert cells(plain) == {"counter_post": 1, "late": 1}
    assert cohort(record) == cohort(plain) == (0, 1)
    assert summarise([record], FIRST, LAST)["dossiers"]["on_time"]["percent"] == "0.00"


@pytest.mark.parametrize(
    ("finished", "left", "told"),
    [
        ("2020-07-14", "", "kept"), ("2020-07-20", "", "kept"), ("2020-07-21", "", "missed"), ("", "2020-07-20", "kept"),
        ("", "2020-07-21", "missed"), ("", "", "missed"), ("2020-08-01", "", "missed"),
    ],
)  # fmt: skip
def test_what_became_of_a_new_appointment_is_told(finished: str, left: str, told: str) -> None:
    record = make_dossier("2020-07-06", "2020-07-15", finished=finished, left=left, again=("2020-07-14", "2020-07-20"))
    assert again(record) == {"total": 1, told: 1}


def test_a_new_appointment_is_ahead_through_its_day_and_while_the_clock_stands_still() -> None:
    record = make_dossier("2020-07-06", "2020-07-15", again=("2020-07-14", LAST))
    assert again(record) == {"total": 1, "ahead": 1}
    assert again(record, "2020-08-01", "2020-08-01") == {"total": 1, "missed": 1}
    for day, told in ((LAST, "ahead"), ("2020-08-01", "missed")):
        assert again(wait(record, ("supplement", day)), "2020-08-01", "2020-08-31") == {"total": 1, told: 1}


def test_a_new_appointment_is_told_from_the_day_it_was_given_until_the_dossier_is_closed() -> None:
    record = make_dossier("2020-07-06", "2020-07-15", finished="2020-08-05", again=("2020-07-31", "2020-08-05"))
    assert again(record, "2020-07-01", "2020-07-30") == {}
    assert again(record) == {"total": 1, "ahead": 1}
    assert again(record, "2020-08-05", "2020-08-05") == {"total": 1, "kept": 1}
    assert again(record, "2020-08-06", "2020-08-31") == {}


def test_a_field_has_its_own_row_in_the_order_of_the_names_then_the_unnamed() -> None:
    records = [make_dossier("2020-07-06", "2020-07-15", field=field) for field in ("antt", "cccd", "antt")]
    fields = summarise(records, FIRST, LAST)["dossiers"]["fields"]
    assert [(field["id"], field["name"], field["received"]["total"]) for field in fields] == [
        ("cccd", "Cấp, quản lý căn cước", 1),
        ("antt", "antt", 2),
    ]

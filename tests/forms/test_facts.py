import json
import sqlite3
from datetime import date
from typing import Any

import pytest

from forms.calendar import Calendar
from forms.dates import day_number
from forms.dossier import complete
from forms.facts import FACT_TABLES, SCHEMA, Uncountable, fact_rows
from forms.shipped import holidays_of
from tests.forms.office_look import BATCH, DOSSIER, FEEDBACK, PROCEDURES, SLIP, changed

WHOLE = complete(DOSSIER, PROCEDURES["cmnd-cccd"], 1, Calendar(holidays_of(2020)))


def day(text: str) -> int:
    return day_number(date.fromisoformat(text))


def test_a_dossier_is_one_row_of_days_and_codes() -> None:
    assert fact_rows("dossiers", "d1", WHOLE) == [
        (
            "dossier_fact",
            (
                "cmnd", "cmnd-cccd", "new", "counter", day("2020-07-06"), day("2020-07-15"), day("2020-07-10"), day("2020-07-13"),
                None, "collected", 1, None, None, None,
            ),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["registered", "rejected"])
def test_a_dossier_never_received_gives_no_row(status: str) -> None:
    assert fact_rows("dossiers", "d1", {**WHOLE, "status": status}) == []


@pytest.mark.parametrize("to", ["withdrawn", "stopped"])
def test_a_dossier_that_left_says_when(to: str) -> None:
    left = {**WHOLE, "status": to, "moves": [{"at": "2020-07-09T09:00:00+07:00", "to": to}]}
    ((_, row),) = fact_rows("dossiers", "d1", left)
    assert row[6:10] == (None, None, day("2020-07-09"), to)


def test_a_paused_dossier_says_since_when_the_clock_stands_still() -> None:
    steps = [("2020-07-07", "supplement"), ("2020-07-08", "payment"), ("2020-07-09", "processing"), ("2020-07-10", "payment")]
    moves = [{"at": f"{at}T09:00:00+07:00", "to": to} for at, to in steps]
    since = [fact_rows("dossiers", "d1", {**WHOLE, "moves": moves[:count]})[0][1][11] for count in range(5)]
    assert since == [None, day("2020-07-07"), day("2020-07-07"), None, day("2020-07-10")]


def test_a_new_appointment_stands_beside_the_due_day_and_leaves_it_alone() -> None:
    new = {"at": "2020-07-15T16:00:00+07:00", "due": "2020-07-22", "why": "chờ xác minh"}
    ((_, row),) = fact_rows("dossiers", "d1", {**WHOLE, "reappointment": new})
    assert (row[5], row[12:]) == (day("2020-07-15"), (day("2020-07-15"), day("2020-07-22")))


def test_a_dossier_without_copies_is_one_copy() -> None:
    ((_, row),) = fact_rows("dossiers", "d1", {name: value for name, value in WHOLE.items() if name != "copies"})
    assert row[10] == 1


def test_no_name_number_or_phone_is_in_a_fact() -> None:
    text = json.dumps(fact_rows("dossiers", "d1", WHOLE), ensure_ascii=False)
    for name in ("name", "id_number", "birth", "phone", "address", "code"):
        assert str(DOSSIER[name]) not in text


def test_a_slip_is_one_row_and_one_per_answer() -> None:
    answers = {**SLIP["answers"], "c01": "blank", "c02": "double", "c03": "illegible", "c04": 1, "c05": 4}
    slip, *rows = fact_rows("surveys", "s1", {**SLIP, "answers": answers})
    assert slip == ("slip_fact", ("survey-2640@1", "B1", day("2020-07-06"), 19, 18, 17, 22))
    assert [(row[1], row[3]) for _, row in rows][:6] == [("c01", 0), ("c02", 6), ("c03", 7), ("c04", 1), ("c05", 4), ("c06", 5)]
    assert len(rows) == 22
    assert {table for table, _ in rows} == {"answer_fact"}


def test_a_batch_and_a_feedback_are_one_row_each() -> None:
    assert fact_rows("batches", "B1", BATCH) == [
        ("batch_fact", ("survey-2640@1", "B1", day("2020-07-01"), day("2020-07-31"), 400, 372))
    ]
    assert fact_rows("feedback", "f1", FEEDBACK) == [("feedback_fact", ("suggestion", day("2020-07-06"), None))]
    answered = {**FEEDBACK, "answered_day": "2020-07-08"}
    assert fact_rows("feedback", "f1", answered) == [("feedback_fact", ("suggestion", day("2020-07-06"), day("2020-07-08")))]


@pytest.mark.parametrize("table", ["units", "procedures", "holidays", "accounts", "bundles"])
def test_other_tables_are_not_counted(table: str) -> None:
    assert fact_rows(table, "x", {"anything": 1}) == []


@pytest.mark.parametrize(
    ("table", "data"),
    [
        ("dossiers", {}),
        ("dossiers", DOSSIER),
        ("dossiers", changed(WHOLE, "frozen.due", "")),
        ("surveys", changed(SLIP, "answers.c01", 6)),
        ("surveys", changed(SLIP, "answers.c01", 0)),
        ("surveys", changed(SLIP, "answers.c01", "x")),
        ("surveys", changed(SLIP, "day", "31/02/2020")),
        ("batches", {"batch": "B1"}),
        ("feedback", {**FEEDBACK, "day": None}),
        ("dossiers", changed(WHOLE, "channel", {"a": 1})),
        ("dossiers", changed(WHOLE, "copies", [1])),
        ("surveys", changed(SLIP, "answers.c01", True)),
        ("surveys", changed(SLIP, "answers.c01", 2.5)),
        ("surveys", changed(SLIP, "form", 2640)),
        ("batches", {**BATCH, "returned": -1}),
        ("batches", {**BATCH, "issued": "400"}),
        ("feedback", {**FEEDBACK, "kind": None}),
    ],
)
def test_an_unchecked_record_is_not_counted_in_silence(table: str, data: dict[str, Any]) -> None:
    with pytest.raises(Uncountable) as caught:
        fact_rows(table, "r1", data)
    assert (caught.value.table, caught.value.record_id) == (table, "r1")


def test_rows_fit_the_schema() -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    records: list[tuple[str, dict[str, Any]]] = [
        ("dossiers", WHOLE),
        ("surveys", SLIP),
        ("batches", BATCH),
        ("feedback", FEEDBACK),
    ]
    for table, data in records:
        for fact_table, row in fact_rows(table, "r1", data):
            values = ("unit", "station", "r1", *row)
            connection.execute(f"INSERT INTO {fact_table} VALUES ({','.join('?' * len(values))})", values)
    counts = [connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in FACT_TABLES]
    assert counts == [1, 1, 22, 1, 1]
    connection.close()

"""What is counted of slips, batches and feedback."""

from __future__ import annotations

import pytest

from tests.counts.office import FORM, ITEMS, TU_SON, count_records, make_batch, make_slip, summarise

FIRST, LAST = "2020-07-01", "2020-07-31"


def test_each_kind_of_answer_has_its_own_count() -> None:
    answers = [1, 2, 3, 4, 4, 5, "blank", "double", "double", "illegible"]
    item = summarise([make_slip(FIRST, {"c07": answer}) for answer in answers], FIRST, LAST)["survey"]["items"][6]
    assert item["id"] == "c07"
    assert item["counts"] == {"1": 1, "2": 1, "3": 1, "4": 2, "5": 1}
    assert item["missing"] == {"blank": 1, "double": 2, "illegible": 1}
    assert (item["n"], item["satisfied"]["n"], item["satisfied"]["of"]) == (6, 3, 6)


@pytest.mark.parametrize(("day", "counted"), [("2020-06-30", 0), (FIRST, 1), (LAST, 1), ("2020-08-01", 0)])
def test_a_slip_counts_by_its_own_day(day: str, counted: int) -> None:
    survey = summarise([make_slip(day, 5)], FIRST, LAST)["survey"]
    assert (survey["valid"], survey["items"][0]["n"], survey["overall"]["satisfied"]["of"]) == (counted, counted, 22 * counted)


def test_a_slip_without_one_valid_answer_is_keyed_but_not_valid() -> None:
    survey = summarise([make_slip(FIRST, "blank"), make_slip(FIRST, {"c01": "double", "c02": 3})], FIRST, LAST)["survey"]
    assert survey["valid"] == 1


def test_a_person_is_satisfied_when_every_valid_answer_is() -> None:
    slips = [
        make_slip(FIRST, {"c01": 4, "c02": 5, "c03": "blank"}),
        make_slip(FIRST, {"c01": 5, "c02": 3}),
        make_slip(FIRST, "illegible"),
    ]
    persons = summarise(slips, FIRST, LAST)["survey"]["overall"]["persons"]
    assert (persons["n"], persons["of"], persons["percent"]) == (1, 2, "50.00")


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [("2020-06-01", "2020-06-30", 0), ("2020-06-15", FIRST, 1), (LAST, "2020-08-30", 1), ("2020-08-01", "2020-08-31", 0)],
)
def test_a_batch_counts_whole_when_its_days_touch_the_period(first: str, last: str, counted: int) -> None:
    survey = summarise([make_batch(first, last, 400, 372)], FIRST, LAST)["survey"]
    assert (survey["issued"], survey["returned"]) == (400 * counted, 372 * counted)


@pytest.mark.parametrize("disposition", ["void", "blank", "training"])
def test_a_void_blank_or_training_slip_is_no_valid_slip_and_has_no_answers(disposition: str) -> None:
    records = [make_slip(FIRST, 5), make_slip(FIRST, 5, disposition=disposition), make_batch(FIRST, LAST, 400, 372)]
    survey = summarise(records, FIRST, LAST)["survey"]
    assert (survey["issued"], survey["returned"], survey["valid"]) == (400, 372, 1)
    assert survey["overall"]["satisfied"]["of"] == 22


def test_a_training_batch_is_neither_issued_nor_returned() -> None:
    survey = summarise([make_batch(FIRST, LAST, 400, 372), make_batch(FIRST, LAST, 9, 9, code="T", training="yes")], FIRST, LAST)
    assert (survey["survey"]["issued"], survey["survey"]["returned"]) == (400, 372)


def test_a_pile_shared_by_two_stations_counts_once_with_its_larger_numbers() -> None:
    sheets = [make_batch(FIRST, LAST, 400, 372), make_batch(FIRST, LAST, 400, 380), make_batch(FIRST, LAST, 50, 40, code="B2")]
    survey = summarise([*sheets, make_batch(FIRST, LAST, 70, 60, unit="BN-YENPHONG")], FIRST, LAST)["survey"]
    assert (survey["issued"], survey["returned"]) == (400 + 50 + 70, 380 + 40 + 60)


def test_forms_of_two_versions_are_never_added() -> None:
    other = "survey-1001@1"
    batch = make_batch(FIRST, LAST, 900, 800, form=other)
    slips = [
        batch,
        make_slip(FIRST, 5),
        make_slip(FIRST, 5),
        make_slip(FIRST, 1, form=other),
        make_slip(FIRST, "blank", form=other),
    ]
    summary = summarise([*slips, make_slip(FIRST, 5)], FIRST, LAST)
    assert (summary["survey"]["form"], summary["survey"]["valid"]) == (FORM, 3)
    assert summary["survey"]["overall"]["levels"]["1"]["n"] == 0
    assert summary["survey"]["issued"] == 0
    assert summary["other_forms"] == [{"form": other, "slips": 2}]
    assert summarise([*slips, make_slip(FIRST, 1, form=other)], FIRST, LAST)["survey"]["form"] == other


def test_feedback_is_answered_only_by_the_last_day() -> None:
    days = ["2020-07-20", "2020-07-31", "2020-07-31", "2020-08-01", ""]
    feedback = [(TU_SON, "feedback", {"kind": "phan_anh", "day": "2020-07-15", "answered_day": day}) for day in days]
    before = (TU_SON, "feedback", {"kind": "gop_y", "day": "2020-06-30", "answered_day": "2020-07-02"})
    assert summarise([*feedback, before], FIRST, LAST)["feedback"] == {"received": 5, "answered": 3}


def test_every_item_of_the_form_is_counted_under_its_name() -> None:
    rows = count_records([make_slip(FIRST, 5)], FIRST, LAST)
    assert tuple(row.b for row in rows if row.what == "answer") == ITEMS
    assert len(ITEMS) == 22

"""A new batch carries over what the control sheet before it said, and goes on with the numbers."""

from __future__ import annotations

import pytest

from desktop_app.workflows.batches import next_batch_defaults
from desktop_app.workflows.next_batch import next_code
from desktop_app.workflows.records import check_values, enter
from desktop_app.workflows.removing import remove
from desktop_app.workflows.session import Session
from tests.workflows.values import FORM, batch

SHEET = {
    "campaign": "6 tháng đầu năm 2020", "unit": "TUSON", "row_check": "yes", "verify": "sample", "max_errors": 30,
    "first": 1, "last": 500, "issued": 500, "returned": 480,
}  # fmt: skip


def test_header_and_settings_carry_over_and_the_numbers_go_on(session: Session) -> None:
    enter(session, "batches", [batch(batch="TS-09", name="Tuần 1", **SHEET)])
    assert next_batch_defaults(session) == {
        "batch": "TS-10", "campaign": "6 tháng đầu năm 2020", "form": FORM, "unit": "TUSON", "from": "2020-07-01",
        "to": "2020-07-31", "row_check": "yes", "verify": "sample", "max_errors": 30, "first": 501, "last": 1000, "issued": 500,
    }  # fmt: skip


def test_the_numbers_go_on_behind_the_highest_of_the_campaign_not_of_another(session: Session) -> None:
    enter(session, "batches", [batch(batch="A1", **{**SHEET, "first": 501, "last": 600, "issued": 100, "returned": 90})])
    enter(session, "batches", [batch(batch="X", campaign="khác", first=1, last=9000, issued=9000)])
    enter(session, "batches", [batch(batch="A2", **{**SHEET, "last": 100, "issued": 90, "returned": 90})])
    found = next_batch_defaults(session)
    assert (found["first"], found["last"], found.get("issued")) == (601, 700, None)


def test_a_training_batch_and_a_removed_one_carry_nothing_over(session: Session) -> None:
    enter(session, "batches", [batch(batch="B1"), batch(batch="B2", first=501, last=900)])
    enter(session, "batches", [batch(batch="B3", training="yes", campaign="tập nhập")])
    remove(session, "batches", "B2", 1, "lập nhầm")
    found = next_batch_defaults(session)
    assert ("campaign" in found, "training" in found, found["batch"], found["first"]) == (False, False, "B2", 501)


def test_the_first_batch_is_of_this_unit_and_month_and_of_the_form_in_force(session: Session) -> None:
    assert next_batch_defaults(session) == {"form": FORM, "unit": "TUSON", "from": "2020-08-01", "to": "2020-08-03", "first": 1}


def test_a_batch_made_of_the_defaults_passes_its_checks(session: Session) -> None:
    enter(session, "batches", [batch(**SHEET)])
    assert check_values(session, "batches", [{**next_batch_defaults(session), "returned": 0}]) == []


def test_no_numbers_are_offered_where_none_are_left(session: Session) -> None:
    enter(session, "batches", [batch(first=9_999_000, last=9_999_900, issued=1, returned=1)])
    assert "first" not in next_batch_defaults(session)


def test_the_last_numbers_there_are_are_offered_too(session: Session) -> None:
    enter(session, "batches", [batch(first=9_999_800, last=9_999_899, issued=1, returned=1)])
    assert next_batch_defaults(session)["last"] == 9_999_999


@pytest.mark.parametrize(
    ("code", "taken", "following"),
    [
        ("B1", {"B1"}, "B2"),
        ("B1", {"B1", "B2", "B3"}, "B4"),
        ("TS-009", {"TS-009"}, "TS-010"),
        ("TUSON-2020", {"TUSON-2020"}, "TUSON-2020-2"),
        ("TUSON-2020-2", {"TUSON-2020", "TUSON-2020-2"}, "TUSON-2020-3"),
        ("đợt", {"đợt"}, "đợt-2"),
        ("T-999", {"T-999"}, "T-1000"),
        ("T-1000", {"T-1000"}, "T-1000-2"),
    ],
)
def test_the_next_code_counts_on(code: str, taken: set[str], following: str) -> None:
    assert next_code(code, taken) == following

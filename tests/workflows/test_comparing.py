"""Two keyings held against each other: what differs, what counts, what settling makes of the slip."""

from __future__ import annotations

import pytest

from desktop_app.workflows import comparing
from desktop_app.workflows.comparing import Difference
from forms.definition import Definition
from forms.shipped import load_shipped
from tests.workflows.values import FORM, slip


@pytest.fixture(scope="module")
def form() -> Definition:
    return load_shipped()[FORM]


def two(first: dict[str, object], second: dict[str, object]) -> list[tuple[str, object, object]]:
    fields = comparing.fields_of(load_shipped()[FORM])
    found = comparing.compare(fields, comparing.values_of(first), comparing.values_of(second))
    return [(d.where, d.first, d.second) for d in found]


def answers(**changes: object) -> dict[str, object]:
    return {**slip()["answers"], **changes}


def test_criteria_respondent_items_day_and_kind_are_compared_in_form_order() -> None:
    first = slip(answers=answers(c22=4, c03="blank"), respondent={"sex": "male"})
    second = slip(answers=answers(), respondent={"age": "25_34"}, day="2020-07-07")
    assert two(first, second) == [
        ("day", "2020-07-06", "2020-07-07"),
        ("answers.c03", "blank", 5),
        ("answers.c22", 4, 5),
        ("respondent.sex", "male", ""),
        ("respondent.age", "", "25_34"),
    ]


def test_remarks_notes_and_reasons_are_not_compared() -> None:
    noted = slip(comment="tốt", notes=[{"item": "c01", "text": "mờ"}], overrides=[{"code": "SLIP-ALL-LOWEST", "why": "đúng"}])
    assert two(noted, slip()) == []


def test_of_two_kinds_of_slip_only_the_kind_is_compared() -> None:
    void = {"form": FORM, "batch": "B1", "serial": 17, "day": "2020-07-06", "disposition": "void", "void_why": "rách"}
    assert two(void, slip()) == [("disposition", "void", "")]
    assert two(void, {**void, "void_why": "bẩn"}) == []
    assert two(slip(disposition="training"), slip()) == []


def test_fields_are_the_criteria_and_the_respondent_items_either_gave(form: Definition) -> None:
    fields = comparing.fields_of(form)
    plain, asked = comparing.values_of(slip()), comparing.values_of(slip(respondent={"sex": "male"}))
    assert comparing.count_fields(fields, plain, plain) == 22
    assert comparing.count_fields(fields, plain, asked) == 23
    assert comparing.count_fields(fields, plain, comparing.values_of({"disposition": "blank"})) == 1


@pytest.mark.parametrize(
    ("value", "asked", "cause", "error"),
    [(4, "", "verifier", False), (5, "", "keyer", True), (3, "", "keyer", True), (5, "paper", "paper", False),
     (5, "row_shift", "row_shift", True), (4, "keyer", "verifier", False)],
)  # fmt: skip
def test_the_value_says_whose_error_it_was(value: int, asked: str, cause: str, error: bool) -> None:
    settled = Difference("answers.c05", 4, 5).settle(value, asked, "")
    assert (settled.cause, settled.is_error) == (cause, error)


def test_settling_changes_what_was_wrong_and_nothing_else() -> None:
    data = slip(answers=answers(c05=4, c06=4), respondent={"sex": "male"}, comment="tốt")
    settled = [
        Difference("answers.c05", 4, 5).settle(5, "", ""),
        Difference("answers.c06", 4, 5).settle(4, "", ""),
        Difference("respondent.sex", "male", "").settle("", "", ""),
        Difference("day", "2020-07-06", "2020-07-07").settle("2020-07-07", "", ""),
    ]
    after = comparing.apply(data, settled)
    assert after == slip(answers=answers(c06=4), comment="tốt", day="2020-07-07")
    assert data["respondent"] == {"sex": "male"}


def test_a_slip_settled_void_loses_its_answers_and_has_a_reason() -> None:
    after = comparing.apply(slip(respondent={"sex": "male"}), [Difference("disposition", "", "void").settle("void", "", "rách")])
    assert after["disposition"] == "void"
    assert after["void_why"] == "rách"
    assert not {"answers", "respondent"} & after.keys()


def test_the_digest_is_of_the_content_in_whatever_order_it_stands() -> None:
    data = slip()
    turned = dict(reversed(data.items()))
    assert comparing.digest_of(turned) == comparing.digest_of(data)
    assert comparing.digest_of({**data, "comment": "."}) != comparing.digest_of(data)
    assert len(comparing.digest_of(data)) == 64


def rows(text: str) -> dict[str, object]:
    return {"answers": {f"c{place:02d}": int(char) for place, char in enumerate(text, 1)}}


@pytest.mark.parametrize(
    ("first", "second", "shifted"),
    [
        ("5432154321543215432154", "5432154321543215432154", False),
        ("5432154321543215432154", "5432543215432154321545", True),
        ("5432543215432154321545", "5432154321543215432154", True),
        ("5555555555555555555555", "5555555555555555555554", False),
        ("5432154321543215432154", "5432254321543215432154", False),
    ],
)
def test_a_skipped_line_is_told_from_single_errors(form: Definition, first: str, second: str, shifted: bool) -> None:
    one, other = comparing.values_of(rows(first)), comparing.values_of(rows(second))
    assert comparing.looks_shifted(comparing.fields_of(form), one, other) is shifted


@pytest.mark.parametrize("data", [None, {}, [1], [{"where": "answers.c01"}], [{"where": "a", "first": 1, "second": 2, "x": 3}]])
def test_what_is_no_list_of_differences_is_none(data: object) -> None:
    assert comparing.load_differences(data) is None


def test_differences_go_out_and_come_back() -> None:
    found = [Difference("answers.c05", 4, 5), Difference("disposition", "", "void").settle("void", "", "rách")]
    assert comparing.load_differences([difference.as_json() for difference in found]) == found

"""Soft checks: what they ask about, and that they leave ordinary slips alone."""

from __future__ import annotations

import random

import pytest

from desktop_app.workflows.soft_checks import QUICK_REASONS, check_soft, quick_reasons
from forms.problems import CATALOGUE
from forms.shipped import load_shipped

FORMS = load_shipped()
SURVEYS = ("survey-2640@1", "survey-1001@1")


def found(form: str, values: list[object]) -> list[str]:
    ids = [item.id for item in FORMS[form].items if item.kind == "likert"]
    return [problem.code for problem in check_soft(FORMS[form], {"answers": dict(zip(ids, values, strict=True))})]


@pytest.mark.parametrize("form", SURVEYS)
def test_the_same_good_answer_everywhere_is_ordinary(form: str) -> None:
    size = sum(item.kind == "likert" for item in FORMS[form].items)
    for answer in (2, 3, 4, 5):
        assert found(form, [answer] * size) == []


def test_slips_with_few_blanks_are_ordinary() -> None:
    dice = random.Random(4)
    for _ in range(300):
        values: list[object] = dice.choices([4, 5, 3, "blank"], [40, 50, 5, 5], k=22)
        assert found("survey-2640@1", values) == []


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (["blank"] * 22, ["SLIP-ALL-MISSING"]),
        (["blank"] * 21 + ["double"], ["SLIP-ALL-MISSING"]),
        (["blank"] * 12 + [5] * 10, ["SLIP-MANY-MISSING"]),
        (["blank"] * 11 + [5] * 11, []),
        ([1] * 22, ["SLIP-ALL-LOWEST"]),
        ([1] * 21 + [2], []),
    ],
)
def test_what_is_unusual_asks_for_a_reason(values: list[object], codes: list[str]) -> None:
    assert found("survey-2640@1", values) == codes


def test_a_slip_without_answers_is_not_looked_at() -> None:
    assert check_soft(FORMS["survey-2640@1"], {"disposition": "void"}) == []


def test_every_offered_reason_belongs_to_a_warning_and_fits_its_field() -> None:
    for code in QUICK_REASONS:
        assert CATALOGUE[code].severity == "warning"
        assert 1 <= len(quick_reasons(code)) <= 8
        assert all(len(text) <= 200 for text in quick_reasons(code))
    assert quick_reasons("TEXT-LEGACY") == ["Đúng như trên phiếu"]

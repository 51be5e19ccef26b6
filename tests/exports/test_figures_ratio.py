"""Shares are rounded half-up to two decimals; the sample is the one of QĐ 2640."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from exports.figures.ratio import format_mean, format_share, make_ratio, sample_needed


def test_gia_lai_2020_prints_88_34() -> None:
    groups = [(3205, 3628), (2518, 2756), (927, 1144)]
    n, of = sum(n for n, _ in groups), sum(of for _, of in groups)
    assert (n, of) == (6650, 7528)
    assert make_ratio(n, of) == {"n": 6650, "of": 7528, "percent": "88.34"}


def test_the_mean_of_the_groups_is_another_reading() -> None:
    assert format_mean([Fraction(3205, 3628), Fraction(2518, 2756), Fraction(927, 1144)]) == "86.91"
    assert format_mean([]) is None


@pytest.mark.parametrize(
    ("n", "of", "text"),
    [
        (1, 800, "0.13"),
        (1, 20_000, "0.01"),
        (1, 20_001, "0.00"),
        (5168, 5168, "100.00"),
        (0, 7, "0.00"),
        (2, 3, "66.67"),
        (1, 32, "3.13"),
    ],
)
def test_a_half_goes_up(n: int, of: int, text: str) -> None:
    assert format_share(n, of) == text


def test_nothing_asked_has_no_percentage() -> None:
    assert make_ratio(0, 0) == {"n": 0, "of": 0, "percent": None}


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_decimal_rounds_the_same(n: int, of: int) -> None:
    exact = (Decimal(100 * n) / Decimal(of)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert format_share(n, of) == str(exact)


@pytest.mark.parametrize(("population", "sample"), [(5168, 372), (1000, 286), (300, 172), (0, 0), (1, 1), (400, 200)])
def test_the_sample_is_rounded_up(population: int, sample: int) -> None:
    assert sample_needed(population) == sample

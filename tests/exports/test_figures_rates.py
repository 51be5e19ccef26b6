"""Rates of rare errors: exact limits, errors of one slip taken together, coverage shown by simulation."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from exports.figures.rates import find_high, find_low, format_rate, make_field_rate


@pytest.mark.parametrize(
    ("errors", "low", "high"),
    [(0, "0.000", "3.689"), (1, "0.025", "5.572"), (2, "0.242", "7.225"), (10, "4.795", "18.390"), (100, "81.364", "121.627")],
)
def test_the_limits_are_those_of_the_printed_tables(errors: int, low: str, high: str) -> None:
    assert find_low(errors).quantize(Decimal("0.001")) == Decimal(low)
    assert find_high(errors).quantize(Decimal("0.001")) == Decimal(high)


def test_a_rate_has_one_decimal_half_up() -> None:
    assert format_rate(3, 7000, 1000) == "0.4"
    assert format_rate(1, 4000, 1000) == "0.3"
    assert format_rate(0, 5, 10_000) == "0.0"
    assert format_rate(0, 0, 1000) is None


def test_three_errors_on_three_slips() -> None:
    rate = make_field_rate([1, 1, 1], 6600)
    assert (rate.errors, rate.per_10000, rate.low, rate.high) == (3, "4.5", "0.9", "13.3")


def test_without_an_error_there_is_still_a_ceiling() -> None:
    assert make_field_rate([], 6600)[2:] == ("0.0", "0.0", "5.6")


def test_of_no_fields_nothing_is_said() -> None:
    assert make_field_rate([], 0) == (0, 0, None, None, None)


def test_errors_of_one_slip_are_no_independent_errors() -> None:
    apart, together = make_field_rate([1] * 10, 6600), make_field_rate([10], 6600)
    assert apart.per_10000 == together.per_10000 == "15.2"
    assert Decimal(together.high or 0) > 2 * Decimal(apart.high or 0)
    assert Decimal(together.low or 0) < Decimal(apart.low or 0) / 4


def test_no_end_passes_every_field() -> None:
    assert make_field_rate([22], 22).high == "10000.0"


@pytest.mark.parametrize("clump", [1, 4, 8])
def test_the_interval_covers_the_true_rate(clump: int) -> None:
    """300 slips of 22 fields, 29 errors in 10 000 (single keying) one by one and in clumps; at least 94 of 100 in each case.

    In clumps of eight no error at all is seen in one pile of eleven; of these nothing can be asked.
    """
    dice, slips, fields, expected = Random(f"rates {clump}"), 300, 6600, Decimal(29)
    chance = 22 * 29 / 10_000 / clump
    piles = [[clump if dice.random() < chance else 0 for _ in range(slips)] for _ in range(400)]
    rates = [make_field_rate(wrong, fields) for wrong in piles if any(wrong)]
    covered = sum(Decimal(rate.low or 0) <= expected <= Decimal(rate.high or 0) for rate in rates)
    assert len(rates) >= 350
    assert covered >= len(rates) * 0.94

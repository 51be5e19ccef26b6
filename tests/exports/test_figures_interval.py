"""Intervals: exact against a search with binomial coefficients, and true to their promise."""

from __future__ import annotations

from decimal import Decimal
from math import comb

import pytest
from hypothesis import given, settings, strategies as st

from exports.figures.interval import find_low, find_wilson, is_likely_exact, make_interval


def search_low(x: int, n: int, size: int) -> int:
    """The smallest k, tried one by one, for which at least x of n is not improbable."""
    k = x
    while 40 * sum(comb(k, i) * comb(size - k, n - i) for i in range(x, n + 1)) <= comb(size, n):
        k += 1
    return k


def test_every_small_case_is_what_a_plain_search_finds() -> None:
    cases = [(x, n, size) for size in range(1, 13) for n in range(1, size + 1) for x in range(n + 1)]
    assert [find_low(*case) for case in cases] == [search_low(*case) for case in cases]


def test_the_exact_question_is_what_the_binomial_coefficients_say() -> None:
    for k in range(7, 13):
        tail = sum(comb(k, i) * comb(20 - k, 8 - i) for i in range(7, 9))
        assert is_likely_exact(7, 8, 20, k) == (40 * tail > comb(20, 8))
    assert [is_likely_exact(7, 8, 20, k) for k in (9, 10, 11, 12)] == [False, False, False, True]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_larger_cases_are_what_a_plain_search_finds(data: st.DataObject) -> None:
    size = data.draw(st.integers(13, 400))
    n = data.draw(st.integers(1, size))
    x = data.draw(st.integers(0, n))
    assert find_low(x, n, size) == search_low(x, n, size)


@pytest.mark.parametrize(
    ("x", "n", "size"),
    [(316, 372, 5168), (372, 372, 5168), (1, 372, 5168), (4500, 9000, 20_000), (3, 5, 20_000), (19_000, 19_500, 20_000)],
)
def test_the_end_is_the_first_likely_number_at_the_size_of_an_office(x: int, n: int, size: int) -> None:
    low = find_low(x, n, size)
    assert is_likely_exact(x, n, size, low)
    assert not is_likely_exact(x, n, size, low - 1)


def test_a_tie_with_two_and_a_half_percent_is_unlikely() -> None:
    # one person of 40 asked: satisfied with probability k/40, exactly 1/40 for k = 1
    assert find_low(1, 1, 40) == 2


def test_the_interval_covers_at_least_95_of_100_samples() -> None:
    size, n = 60, 15
    for k in range(size + 1):
        hits = 0
        for x in range(max(0, n - size + k), min(k, n) + 1):
            low, high = find_low(x, n, size), size - find_low(n - x, n, size)
            hits += comb(k, x) * comb(size - k, n - x) if low <= k <= high else 0
        assert 100 * hits >= 95 * comb(size, n)


def test_asking_everybody_leaves_no_doubt() -> None:
    assert make_interval(85, 100, 100) == ("85.00", "85.00")
    assert make_interval(1, 3, 2) == ("33.33", "33.33")


def test_nothing_answered_has_no_interval() -> None:
    assert make_interval(0, 0, 5168) == (None, None)


def test_all_satisfied_still_leaves_room_below() -> None:
    low, high = make_interval(372, 372, 5168)
    assert (low, high) == ("99.05", "100.00")


def test_several_answers_of_one_person_count_as_one_and_round_outwards() -> None:
    assert make_interval(2200, 2500, 5168, 100) == make_interval(88, 100, 5168)
    wide = make_interval(2201, 2500, 5168, 100)
    assert wide == (make_interval(88, 100, 5168).low, make_interval(89, 100, 5168).high)


def test_beyond_20_000_wilson_with_the_correction_is_used() -> None:
    # z = 1.959964, N = 100000, n = 400, x = 340; by hand: z² (N-n)/(N-1) = 3.82613, middle 0.84668, half 0.03491
    low, high = find_wilson(Decimal(340), 400, 100_000)
    assert (round(low, 4), round(high, 4)) == (Decimal("0.8118"), Decimal("0.8816"))
    assert make_interval(340, 400, 100_000) == ("81.18", "88.16")


def test_both_methods_meet_at_the_border() -> None:
    exact, wilson = make_interval(850, 1000, 20_000), make_interval(850, 1000, 20_001)
    for one, other in zip(exact, wilson, strict=True):
        assert one is not None
        assert other is not None
        assert one != other
        assert abs(Decimal(one) - Decimal(other)) < Decimal("0.15")

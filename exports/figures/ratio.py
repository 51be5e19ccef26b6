"""Shares as printed: two decimals, half-up, as strings with a point.

Must not know what is shared: it sees whole numbers only.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

FEW = 10
"""Cells with fewer respondents are flagged: a person might be known by them (notes on statistics)."""


def format_share(n: int, of: int) -> str:
    """Return 100·n/of with two decimals, half-up: 6650 of 7528 is "88.34". `of` > 0, n ≥ 0."""
    hundredths = (20_000 * n + of) // (2 * of)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def make_ratio(n: int, of: int) -> dict[str, Any]:
    """Return `{"n", "of", "percent"}`; percent is None where there is nothing to divide by."""
    return {"n": n, "of": of, "percent": format_share(n, of) if of else None}


def format_mean(shares: Iterable[Fraction]) -> str | None:
    """Return the mean of exact shares as a percentage with two decimals, half-up; None of no shares."""
    values = list(shares)
    if not values:
        return None
    mean = sum(values, Fraction(0)) / len(values)
    return format_share(mean.numerator, mean.denominator)


def sample_needed(population: int) -> int:
    """Return how many slips a population asks for: ceil(N / (1 + N·e²)), e = 5 %: 5168 → 372 (QĐ 2640/QĐ-BNV, H)."""
    return -(-400 * population // (400 + population))

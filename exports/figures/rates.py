"""Rates of rare errors with their 95 % interval: so many in 1 000 keys, in 10 000 fields. Exact digits, no `float`.

Errors of one slip hang together (a skipped line spoils all rows below), so they are not counted one by one: the spread between
slips says to how many independent errors they amount, and Poisson's exact limits (F. Garwood, 1936) are taken of these, rounded
outwards. Where no error was seen nothing tells how they would hang together: then each field counts by itself. Must not know
what an error is or who made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

TEN_THOUSAND = 10_000
TAIL = Decimal("0.025")
ROUNDS = 64

_CONTEXT = Context(prec=40)
_TENTH = Decimal("0.1")


class Rate(NamedTuple):
    """Errors in 10 000 fields and both ends of the interval, one decimal and a point; None where nothing was looked at."""

    errors: int
    fields: int
    per_10000: str | None
    low: str | None
    high: str | None


def format_rate(n: int, of: int, per: int) -> str | None:
    """Return n·per/of with one decimal, half-up: 3 of 7 000 in 1 000 is "0.4". None where there is nothing to divide by."""
    if not of:
        return None
    tenths = (20 * n * per + of) // (2 * of)
    return f"{tenths // 10}.{tenths % 10}"


def make_field_rate(errors_per_slip: Iterable[int], fields: int) -> Rate:
    """Return the rate of wrong fields. errors_per_slip: of every slip with errors; slips without any need not be named."""
    counts = [errors for errors in errors_per_slip if errors]
    errors = sum(counts)
    if not fields:
        return Rate(errors, 0, None, None, None)
    alone = max(Fraction(sum(n * n for n in counts), errors), Fraction(1)) if errors else Fraction(1)
    amount = errors / alone
    low, high = find_low(int(amount)), find_high(-int(-amount // 1))
    return Rate(errors, fields, format_rate(errors, fields, TEN_THOUSAND), _end(low, alone, fields, ROUND_FLOOR),
                _end(high, alone, fields, ROUND_CEILING))  # fmt: skip


def _end(errors: Decimal, alone: Fraction, fields: int, rounding: str) -> str:
    with localcontext(_CONTEXT):
        rate = errors * alone.numerator * TEN_THOUSAND / (alone.denominator * fields)
        return str(min(rate.quantize(_TENTH, rounding), Decimal(TEN_THOUSAND).quantize(_TENTH, ROUND_HALF_UP)))


@lru_cache(maxsize=2048)
def find_low(errors: int) -> Decimal:
    """Return the smallest mean of a Poisson number for which seeing at least so many is not improbable (> 2.5 %)."""
    return _find(Decimal(0), Decimal(errors), lambda mean: 1 - _at_most(errors - 1, mean) > TAIL) if errors else Decimal(0)


@lru_cache(maxsize=2048)
def find_high(errors: int) -> Decimal:
    """Return the greatest mean for which seeing at most so many is not improbable (> 2.5 %)."""
    return _find(Decimal(errors), Decimal(2 * errors + 10), lambda mean: _at_most(errors, mean) <= TAIL)


def _find(low: Decimal, high: Decimal, reached: Callable[[Decimal], bool]) -> Decimal:
    """Return the point between from which on a test holds."""
    with localcontext(_CONTEXT):
        for _ in range(ROUNDS):
            middle = (low + high) / 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        return high


def _at_most(errors: int, mean: Decimal) -> Decimal:
    """Return the probability of at most so many."""
    term = total = (-mean).exp(_CONTEXT)
    for k in range(1, errors + 1):
        term = term * mean / k
        total += term
    return total

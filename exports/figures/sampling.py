"""How many fields of a batch may be wrong, judged by a sample of slips keyed twice: bounds with 95 %, sizes, residual error.

Must not know slips or draw them; the source of random numbers is passed in. No `float`: integers, Decimal, Fraction.

Without an error the bound is exact: with F fields right, a rate p would show none with probability (1-p)^F, so p is at most
1 - 0.05^(1/F); 14 slips of 22 fields give 0.97 %. With errors two bounds are worked out and the greater one counts: the exact
one of Clopper and Pearson, which takes every field by itself, and a bootstrap over whole slips, since the errors of one slip hang
together (a skipped line spoils all rows below). Its weights are the gaps between random points on a line (Rubin's Bayesian
bootstrap), and beside the n slips seen stands one not seen, as bad as the worst one seen: with errors all alike that is
Clopper and Pearson's bound on slips (E. Learned-Miller, P. Thomas, 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Any, Protocol

LEVEL = Decimal("0.95")
REPLICATES = 2000
ROUNDS = 60
GOOD_PASSES = Decimal("0.9")
"""With which probability a plan lets a batch pass whose rate is a third of the allowed one."""
TEN_THOUSAND = 10_000

_CONTEXT = Context(prec=40)
_BITS = 53
_PERCENT = Decimal("0.01")


class Random(Protocol):
    """A source of random bits, `random.Random` or `secrets.SystemRandom`."""

    def getrandbits(self, count: int, /) -> int:
        """Return an integer of so many random bits."""


def upper_bound(
    errors_per_slip: Sequence[int],
    fields_per_slip: int | Sequence[int],
    rng: Random,
    *,
    population: int | None = None,
    replicates: int = REPLICATES,
) -> Decimal:
    """Return the upper bound on the share of wrong fields with 95 %, a percentage with two decimals, rounded up.

    fields_per_slip: the same for all, or each slip's.  population: slips drawn from; where all were drawn the rate itself is
    known.  100 where nothing was looked at.
    """
    slips = len(errors_per_slip)
    fields = fields_per_slip * slips if isinstance(fields_per_slip, int) else sum(fields_per_slip)
    errors = sum(errors_per_slip)
    if not fields:
        return Decimal("100.00")
    if population == slips:
        return _percent_up(Decimal(errors) / fields)
    bound = upper_of_fields(min(errors, fields), fields)
    if errors:
        bound = max(bound, upper_of_slips(errors_per_slip, fields, rng, replicates))
    return _percent_up(bound)


def _percent_up(share: Decimal) -> Decimal:
    return min((share * 100).quantize(_PERCENT, ROUND_CEILING), Decimal("100.00"))


def upper_of_slips(errors_per_slip: Sequence[int], fields: int, rng: Random, replicates: int = REPLICATES) -> Decimal:
    """Return the bootstrap's bound over whole slips, a share in 0..1; `fields`: of all of them together."""
    slips = len(errors_per_slip)
    wrong = [errors for errors in errors_per_slip if errors]
    if not wrong:
        return Decimal(0)
    wrong.append(max(wrong))
    sums = sorted(_weighted(wrong, slips, rng) for _ in range(replicates))
    place = min(-(-replicates * 95 // 100), replicates) - 1
    with localcontext(_CONTEXT):
        return Decimal(sums[place]) * slips / (Decimal(1 << _BITS) * fields)


def _weighted(wrong: Sequence[int], slips: int, rng: Random) -> int:
    """Return the errors of one slip under random weights that sum to 2^53: gaps between random points."""
    points = sorted(rng.getrandbits(_BITS) for _ in range(slips))
    ends = [0, *points, 1 << _BITS]
    return sum((ends[place + 1] - ends[place]) * errors for place, errors in enumerate(wrong))


@lru_cache(maxsize=4096)
def upper_of_fields(errors: int, fields: int) -> Decimal:
    """Return Clopper and Pearson's upper bound with 95 % for `errors` among `fields` independent ones, a share in 0..1."""
    if errors >= fields:
        return Decimal(1)
    with localcontext(_CONTEXT):
        if not errors:
            return 1 - (1 - LEVEL) ** (Decimal(1) / fields)
        low, high = Decimal(errors) / fields, Decimal(1)
        for _ in range(ROUNDS):
            middle = (low + high) / 2
            low, high = (middle, high) if _at_most(errors, fields, middle) > 1 - LEVEL else (low, middle)
        return high


def _at_most(errors: int, fields: int, rate: Decimal) -> Decimal:
    """Return the probability of at most `errors` wrong fields at a rate below 1."""
    term = total = (1 - rate) ** fields
    for k in range(errors):
        term = term * (fields - k) * rate / ((k + 1) * (1 - rate))
        total += term
    return total


def acceptance_number(fields: int, max_errors: int) -> int | None:
    """Return the most wrong fields whose exact bound stays within max_errors per 10 000, None if not even none does."""
    allowed = Decimal(max_errors) / TEN_THOUSAND
    number = -1
    while number + 1 < fields and upper_of_fields(number + 1, fields) <= allowed:
        number += 1
    return number if number >= 0 else None


def least_size(fields_per_slip: int, max_errors: int) -> int:
    """Return how many slips the smallest plan takes: the one that passes only without an error."""
    allowed = Decimal(max_errors) / TEN_THOUSAND
    slips = 1
    while upper_of_fields(0, slips * fields_per_slip) > allowed:
        slips += 1
    return slips


@lru_cache(maxsize=256)
def sample_size(fields_per_slip: int, max_errors: int) -> int:
    """Return the slips to draw so that nine of ten batches pass whose error rate is a third of the allowed one."""
    good = Decimal(max_errors) / TEN_THOUSAND / 3
    slips = least_size(fields_per_slip, max_errors)
    with localcontext(_CONTEXT):
        while True:
            fields = slips * fields_per_slip
            number = acceptance_number(fields, max_errors)
            if number is not None and _at_most(number, fields, good) >= GOOD_PASSES:
                return slips
            slips += 1


def make_rate(errors: int | Fraction, fields: int) -> dict[str, Any]:
    """Return `{"errors", "fields", "percent", "per_10000"}`: percent with four decimals, per 10 000 with two, None of nothing."""
    if not fields:
        return {"errors": _text(Fraction(errors), 2), "fields": 0, "percent": None, "per_10000": None}
    share = Fraction(errors) / fields
    return {
        "errors": errors if isinstance(errors, int) else _text(errors, 2),
        "fields": fields,
        "percent": _text(share * 100, 4),
        "per_10000": _text(share * TEN_THOUSAND, 2),
    }


def match_estimate(first: int, second: int, fields: int) -> Fraction:
    """Return how many fields two keyings got wrong in the same way, if their errors are independent: first·second/fields.

    first, second: fields each of the two got wrong.  Source: Lincoln and Petersen's estimate of what two looks both missed.  It
    counts every common error as the same wrong value, so it is rather too many.
    """
    return Fraction(first * second, fields) if fields else Fraction(0)


def _text(value: Fraction, places: int) -> str:
    with localcontext(_CONTEXT):
        return str((Decimal(value.numerator) / value.denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))

"""95 % intervals of a share found in n of N: exact for N ≤ 20 000, Wilson with finite population correction beyond.

Exact means: the low end is the smallest number K of satisfied people in the population for which seeing at least x of
them among n is not improbable (> 2.5 %), the high end the greatest for which seeing at most x is not (hypergeometric;
notes on statistics: never Wald). Must not know what is counted, and uses no `float`.

How it is fast: with t = C(K,x)·C(N-K,n-x) as the unit, both tails at one K follow from ratios of neighbouring terms,
and from K to K+1 the upper tail grows by exactly t·x·(N-K-n+x) / ((K-x+1)·(N-K)). So each end costs one pass of about
20 standard deviations and a short walk from Wilson's guess. Terms are whole numbers scaled by 2^96 and cut off; a
decision nearer than that error is made again with nothing cut off.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext
from functools import lru_cache
from math import comb
from typing import NamedTuple

from exports.figures.ratio import format_share

EXACT_UP_TO = 20_000
TAIL_PARTS = 40
"""One part in 40 = 2.5 % lies outside at either end."""

_ONE = 1 << 96
_MARGIN_BITS = 56
_CONTEXT = Context(prec=40)
_Z = Decimal("1.959963984540054235524594430521")


class Interval(NamedTuple):
    """Both ends as percentages with two decimals, None where nothing was answered."""

    low: str | None
    high: str | None


@lru_cache(maxsize=4096)
def make_interval(n: int, of: int, population: int, respondents: int | None = None) -> Interval:
    """Return the 95 % interval of the share n/of in a population.

    respondents: people behind the `of` answers where one person gave several. Their answers hang together, so the
    share is judged as if each person had answered once, rounded outwards: never too narrow.
    """
    if not of:
        return Interval(None, None)
    people = of if respondents is None else respondents
    size = max(population, people)
    if size <= EXACT_UP_TO:
        low = find_low(people * n // of, people, size)
        high = size - find_low(people * (of - n) // of, people, size)
        return Interval(format_share(low, size), format_share(high, size))
    return Interval(*(_format_share(end) for end in find_wilson(Decimal(people * n) / of, people, size)))


@lru_cache(maxsize=4096)
def find_low(x: int, n: int, size: int) -> int:
    """Return the low end of how many of `size` people are satisfied when x of n asked are. Exact."""
    least, most = x, size - n + x
    if x == 0 or least == most:
        return least
    guess = find_wilson(Decimal(x) - Decimal("0.5"), n, size)[0] * size
    walk = _Walk(x, n, size, min(max(int(guess), least), most))
    while walk.k > least and walk.is_likely():
        walk.step_down()
    while not walk.is_likely():
        walk.step_up()
    return walk.k


def find_wilson(x: Decimal, n: int, size: int) -> tuple[Decimal, Decimal]:
    """Return Wilson's score interval with finite population correction, both ends shares in 0..1. n ≥ 1."""
    with localcontext(_CONTEXT):
        z2 = _Z * _Z * (size - n) / max(size - 1, 1)
        middle = x + z2 / 2
        half = (z2 * (x * (n - x) / n + z2 / 4)).sqrt()
        return max((middle - half) / (n + z2), Decimal(0)), min((middle + half) / (n + z2), Decimal(1))


def is_likely_exact(x: int, n: int, size: int, k: int) -> bool:
    """Return whether at least x of n are satisfied with probability > 1/40 when k of `size` are; nothing cut off."""
    rest = size - k - n
    term = upper = comb(k, x) * comb(size - k, n - x)
    for i in range(x, min(k, n)):
        term = term * ((k - i) * (n - i)) // ((i + 1) * (rest + i + 1))
        upper += term
    return TAIL_PARTS * upper > comb(size, n)


class _Walk:
    """The two tails at k, in units of the term at x, and how they change from k to its neighbours."""

    def __init__(self, x: int, n: int, size: int, k: int) -> None:
        self.x, self.n, self.size, self.k = x, n, size, k
        self.term = _ONE
        self.upper = self._sum_up()
        self.total = self.upper + self._sum_down()

    def _sum_up(self) -> int:
        """The term at x and those above it."""
        k, n, rest = self.k, self.n, self.size - self.k - self.n
        term = total = self.term
        for i in range(self.x, min(k, n)):
            term = term * ((k - i) * (n - i)) // ((i + 1) * (rest + i + 1))
            if not term:
                break
            total += term
        return total

    def _sum_down(self) -> int:
        """The terms below x."""
        k, n, rest = self.k, self.n, self.size - self.k - self.n
        term, total = self.term, 0
        for i in range(self.x, max(0, -rest), -1):
            term = term * (i * (rest + i)) // ((k - i + 1) * (n - i + 1))
            if not term:
                break
            total += term
        return total

    def is_likely(self) -> bool:
        distance = TAIL_PARTS * self.upper - self.total
        if abs(distance) > (TAIL_PARTS * self.total) >> _MARGIN_BITS:
            return distance > 0
        return is_likely_exact(self.x, self.n, self.size, self.k)

    def step_up(self) -> None:
        x, k, others = self.x, self.k, self.size - self.k
        self.upper += self.term * (x * (others - self.n + x)) // ((k - x + 1) * others)
        self.term = self.term * ((k + 1) * (others - self.n + x)) // ((k + 1 - x) * others)
        self.k = k + 1

    def step_down(self) -> None:
        x, k, others = self.x, self.k - 1, self.size - self.k + 1
        self.term = self.term * ((k + 1 - x) * others) // ((k + 1) * (others - self.n + x))
        self.upper -= self.term * (x * (others - self.n + x)) // ((k - x + 1) * others)
        self.k = k


def _format_share(share: Decimal) -> str:
    numerator, denominator = share.as_integer_ratio()
    return format_share(numerator, denominator)

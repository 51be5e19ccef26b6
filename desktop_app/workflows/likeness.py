"""Whether slips are more alike than persons are: slips keyed again in the same order, changed copies in a row, lonely repeats.

Two honest slips agree on 19 of 22 answers with probability 0.15 where 85 % tick the same, and many persons tick one
column: so nothing is judged by agreement alone, but by how improbable it is among the batch's own slips. Pure: patterns
in, findings out. Source: notes on peers, falsification screening. This module must not know persons, accounts or days.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb, log10
from typing import Literal

from desktop_app.workflows.evidence_rules import Rules

Pattern = tuple[int | str, ...]
How = Literal["repeat", "near", "lonely"]
OFTEN = 40
"""A pattern found more often tells nothing by standing twice somewhere: only its neighbours are looked at."""
MOST_REPEATS = 200


@dataclass(frozen=True, slots=True)
class Likeness:
    """What was found. how: `repeat` (again in the same order), `near` (changed copies in a row), `lonely`.

    places: of the copies in the pile, those they were copied from left out.  odds: as improbable as 1 in 10^odds.
    """

    how: How
    places: tuple[int, ...]
    odds: int


class Pile:
    """All slips of a batch in the order in which they were keyed. groups: how many answers each of the form's groups has."""

    def __init__(self, patterns: Sequence[Pattern], groups: Sequence[int], rules: Rules) -> None:
        self.patterns, self.rules = patterns, rules
        self.counts = Counter(patterns)
        self._codes = _codes(patterns)
        self._close: dict[Pattern, int] = {}
        usual = tuple(Counter(column).most_common(1)[0][0] for column in zip(*patterns, strict=True))
        self.plain = {pattern: _is_plain(pattern, groups) for pattern in self.counts}
        self.rich = {
            p for p, plain in self.plain.items() if not plain and sum(a != b for a, b in zip(p, usual, strict=True)) >= rules.rich
        }

    def distance(self, one: Pattern, other: Pattern) -> int:
        """Return on how many answers two slips of the pile differ."""
        return (self._codes[one] ^ self._codes[other]).bit_count() // 2

    def surprise(self, pattern: Pattern) -> float:
        """Return how improbable it is, in powers of ten, that a slip laid down at random is another one of this pattern."""
        return log10((len(self.patterns) - 1) / max(self.counts[pattern] - 1, 1))

    def close_to(self, pattern: Pattern) -> int:
        """Return how many slips of the whole pile are equal to a pattern or a changed copy of it."""
        if pattern not in self._close:
            near = self.rules.near
            self._close[pattern] = sum(n for other, n in self.counts.items() if self.distance(pattern, other) <= near)
        return self._close[pattern]


def find_likeness(pile: Pile) -> list[Likeness]:
    """Return what is improbably alike among the slips of a pile; nothing is said of a small one."""
    if len(pile.patterns) < pile.rules.least:
        return []
    return [*_repeats(pile), *_near(pile), *_lonely(pile)]


def tail_odds(hits: int, tries: int, share: int, of: int) -> float:
    """Return -log10 of the probability of at least `hits` of `tries` where each has share/of. 0 where that is nothing rare."""
    if of <= share:
        return 0.0
    total = sum(comb(tries, k) * share**k * (of - share) ** (tries - k) for k in range(hits, tries + 1))
    return tries * log10(of) - log10(total)


def _codes(patterns: Sequence[Pattern]) -> Mapping[Pattern, int]:
    """Return each pattern as a number with one bit for each answer, so that two differ in two bits an answer."""
    values = {value: place for place, value in enumerate(sorted({v for p in patterns for v in p}, key=str))}
    width = len(values)
    return {p: sum(1 << (place * width + values[v]) for place, v in enumerate(p)) for p in set(patterns)}


def _is_plain(pattern: Pattern, groups: Sequence[int]) -> bool:
    """Whether the slip has one answer a group: ordinary for honest persons."""
    place = 0
    for size in groups:
        if len(set(pattern[place : place + size])) > 1:
            return False
        place += size
    return True


def _repeats(pile: Pile) -> Iterator[Likeness]:
    """Slips keyed again in the same order; at a distance of one these are runs of one pattern."""
    patterns, rules, seen = pile.patterns, pile.rules, set[tuple[int, int]]()
    tries = log10(len(patterns)) * 2
    for first, second in _equal_pairs(patterns):
        if (first, second) in seen:
            continue
        run = list(_run(patterns, first, second))
        seen.update(run)
        odds = sum(pile.surprise(patterns[copy]) for _, copy in run) - tries
        plain = all(pile.plain[patterns[copy]] for _, copy in run)
        if len(run) >= rules.run and odds >= (rules.plain_odds if plain else rules.odds):
            yield Likeness("repeat", tuple(copy for _, copy in run), int(odds))


def _equal_pairs(patterns: Sequence[Pattern]) -> Iterator[tuple[int, int]]:
    places: dict[Pattern, list[int]] = defaultdict(list)
    for place, pattern in enumerate(patterns):
        places[pattern].append(place)
    for found in places.values():
        if len(found) <= OFTEN:
            yield from combinations(found, 2)
        else:
            yield from (pair for pair in pairwise(found) if pair[1] == pair[0] + 1)


def _run(patterns: Sequence[Pattern], first: int, second: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of the whole run of equal slips that a pair belongs to, from its beginning."""
    while first and patterns[first - 1] == patterns[second - 1]:
        first, second = first - 1, second - 1
    while second < len(patterns) and patterns[first] == patterns[second]:
        yield first, second
        first, second = first + 1, second + 1


def _near(pile: Pile) -> Iterator[Likeness]:
    """Changed copies of one slip in a row: more of them in a window than its share in the rest of the pile lets expect."""
    patterns, rules, until = pile.patterns, pile.rules, -1
    tries = log10(len(patterns) * len(rules.windows))
    for start, pattern in enumerate(patterns):
        if pile.plain[pattern] or start <= until:
            continue
        last = min(start + max(rules.windows), len(patterns) - 1)
        close = [place for place in range(start + 1, last + 1) if pile.distance(pattern, patterns[place]) <= rules.near]
        best, places = max((_window(start, width, close, pile) for width in rules.windows), key=lambda found: found[0])
        if best - tries >= rules.odds:
            until = places[-1]
            yield Likeness("near", places, int(best - tries))


def _window(start: int, width: int, close: Sequence[int], pile: Pile) -> tuple[float, tuple[int, ...]]:
    inside = tuple(place for place in close if place <= start + width)
    if len(inside) <= max(pile.rules.run, width // 4):
        return 0.0, inside
    outside = pile.close_to(pile.patterns[start]) - 1 - len(inside)
    return tail_odds(len(inside), width, outside + 1, len(pile.patterns) - width), inside


def _lonely(pile: Pile) -> Iterator[Likeness]:
    """Slips of their own kind that stand again elsewhere though no other is even near: persons differ a little, copies do not.

    Equal neighbours are left out: a couple fills in alike.
    """
    patterns, places = pile.patterns, defaultdict[Pattern, list[int]](list)
    for place, pattern in enumerate(patterns):
        if pattern in pile.rich and (place == 0 or patterns[place - 1] != pattern):
            places[pattern].append(place)
    again = [pattern for pattern, found in places.items() if len(found) > 1][:MOST_REPEATS]
    lonely = [p for p in again if not any(0 < pile.distance(p, other) <= pile.rules.near for other in pile.rich)]
    copies = sorted(place for pattern in lonely for place in places[pattern][1:])
    if len(copies) >= pile.rules.lonely:
        yield Likeness("lonely", tuple(copies), 2 * len(copies))

"""Batches of slips as persons fill them in and keyers key them, and batches into which copies were planted. Seeded.

Persons: 85 % of all answers are the highest, 15 % the next, as in the story; how much a person's answers hang together, how
items differ, how many tick one column or one answer a group, how the public changes from one part of the pile to the
next and how often a couple fills in alike are drawn anew for each batch. Keyers: 7.5 to 40 seconds a slip, a single column
down to 4.2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp
from random import Random

GROUPS = (4, 5, 6, 3, 4)
ITEMS = sum(GROUPS)
SHARE = 0.85
Pattern = tuple[int | str, ...]


@dataclass
class Keyed:
    """One slip as it was keyed: who, when (seconds), what; planted: whether it is a copy."""

    account: str
    at: int
    pattern: Pattern
    planted: bool = False


@dataclass
class Public:
    """The persons of one batch. mood: spread between persons.  hard: spread between items.  column, grouped, couples: shares."""

    dice: Random
    mood: float = 0.0
    hard: float = 0.0
    column: float = 0.0
    grouped: float = 0.0
    couples: float = 0.0
    drift: float = 0.0
    items: list[float] = field(default_factory=list)
    middle: float = 0.0

    def __post_init__(self) -> None:
        self.items = [self.dice.gauss(0, self.hard) for _ in range(ITEMS)]
        low, high = -3.0, 8.0
        draws = [(self.dice.gauss(0, self.mood), self.dice.choice(self.items)) for _ in range(800)]
        for _ in range(30):
            self.middle = (low + high) / 2
            mean = sum(chance(self.middle + mood + item) for mood, item in draws) / len(draws)
            low, high = (self.middle, high) if mean < SHARE else (low, self.middle)

    def slips(self, n: int) -> list[Pattern]:
        """Return n honest slips in the order of the pile."""
        found: list[Pattern] = []
        part = 0.0
        for place in range(n):
            if place % 60 == 0:
                part = self.dice.gauss(0, self.drift)
            couple = found and self.dice.random() < self.couples
            found.append(found[-1] if couple else self.person(part))
        return found

    def person(self, part: float) -> Pattern:
        """Return one person's slip."""
        dice, mood = self.dice, self.middle + part + self.dice.gauss(0, self.mood)
        kind = dice.random()
        if kind < self.column:
            return (5 if dice.random() < chance(mood) else 4,) * ITEMS
        if kind < self.column + self.grouped:
            return tuple(answer for size in GROUPS for answer in (5 if dice.random() < chance(mood) else 4,) * size)
        return tuple(self.answer(mood + item) for item in self.items)

    def answer(self, mood: float) -> int | str:
        """Return one answer; one in 300 is left blank."""
        return "blank" if self.dice.random() < 1 / 300 else 5 if self.dice.random() < chance(mood) else 4


def chance(x: float) -> float:
    """Return the logistic function."""
    return 1 / (1 + exp(-x))


def draw_public(dice: Random) -> Public:
    """Return the persons of a batch: from independent answers to persons who hardly differ within themselves."""
    return Public(
        dice, mood=dice.uniform(0, 2.2), hard=dice.uniform(0, 1.2), column=dice.uniform(0, 0.6), grouped=dice.uniform(0, 0.25),
        couples=dice.uniform(0, 0.04), drift=dice.uniform(0, 0.4),
    )  # fmt: skip


def key(slips: list[Pattern], dice: Random) -> list[Keyed]:
    """Return the slips as one to three keyers key them, pile by pile, each at their own pace with pauses."""
    names = ["lan", "hoa", "minh"][: dice.choice((1, 1, 2, 3))]
    usual = {name: max(min(dice.lognormvariate(2.65, 0.35), 40.0), 7.5) for name in names}
    size, now, keyed = dice.randrange(25, 120), 1_000.0, list[Keyed]()
    for place, pattern in enumerate(slips):
        name = names[place // size % len(names)]
        quick = 0.65 if len(set(pattern)) == 1 else 1.0
        now += max(usual[name] * quick * dice.lognormvariate(0, 0.22), 4.2)
        now += dice.expovariate(1 / 120) if dice.random() < 0.02 else 0
        keyed.append(Keyed(name, int(now), pattern))
    return keyed


def honest(dice: Random) -> list[Keyed]:
    """Return an honest batch of 100 to 400 slips."""
    return key(draw_public(dice).slips(dice.randrange(100, 401)), dice)


# What a keyer who does not look at paper does; each takes slips of a batch and returns the made-up ones in their order.


def copies_one(slips: list[Pattern], n: int, dice: Random) -> list[Pattern]:
    """One slip that is no single column again and again."""
    return [dice.choice(_own(slips))] * n


def copies_pile(slips: list[Pattern], n: int, dice: Random) -> list[Pattern]:
    """A part of the pile once more, in its order."""
    start = dice.randrange(max(len(slips) - n, 1))
    return slips[start : start + n]


def changes_one(slips: list[Pattern], n: int, dice: Random) -> list[Pattern]:
    """One slip that is no single column, with one or two answers changed each time."""
    start = dice.choice(_own(slips))
    return [_changed(start, dice) for _ in range(n)]


def _own(slips: list[Pattern]) -> list[Pattern]:
    return [slip for slip in slips if len(set(slip)) > 1] or slips


def _changed(slip: Pattern, dice: Random) -> Pattern:
    answers = list(slip)
    for place in dice.sample(range(len(answers)), dice.choice((1, 2))):
        answers[place] = 4 if answers[place] == 5 else 5
    return tuple(answers)


def mixes(slips: list[Pattern], n: int, dice: Random) -> list[Pattern]:
    """Slips of the batch picked here and there."""
    return dice.sample(slips, min(n, len(slips)))


Copier = Callable[[list[Pattern], int, Random], list[Pattern]]
COPIERS: dict[str, Copier] = {"one": copies_one, "pile": copies_pile, "changed": changes_one, "mixed": mixes}


def planted(dice: Random, copier: str) -> list[Keyed]:
    """Return a batch in which one part, a sixth to a third, is made up by one keyer at an honest pace."""
    slips = draw_public(dice).slips(dice.randrange(100, 401))
    n = max(round(len(slips) * dice.uniform(0.16, 0.33)), 20)
    made = COPIERS[copier](slips, n, dice)
    keyed = key([*slips, *made], dice)
    for slip in keyed[len(slips) :]:
        slip.account, slip.planted = keyed[-1].account, True
    return keyed


def hurried(dice: Random) -> list[Keyed]:
    """Return a batch in which one keyer made up a sixth to a third by hitting one key: 22 + 1 keys in 1.8 to 3.4 seconds."""
    keyed = honest(dice)
    n = max(round(len(keyed) * dice.uniform(0.16, 0.33)), 20)
    now, name, pace = float(keyed[-1].at + 20), keyed[-1].account, dice.uniform(1.8, 3.4)
    for _ in range(n):
        now += pace * dice.uniform(0.9, 1.1)
        keyed.append(Keyed(name, int(now), (5,) * ITEMS, planted=True))
    return keyed

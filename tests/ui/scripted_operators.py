"""A pile of papers and two scripted operators who slip now and then: what each types, field by field. No window, no office.

One seed makes everything, so that what must be found is known beforehand.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

SLIPS, ITEMS = 300, 22
SEED = 2640
ERRORS_PER_1000 = 3
"""Of an operator's fields: 0.3 %."""
VALUES: dict[str, int | str] = {"0": "blank", "*": "double", "/": "illegible"} | {str(n): n for n in range(1, 6)}
USUAL = "5544453" * 6 + "21" * 2 + "0*/"
"""What stands on paper: mostly satisfied, now and then a box left blank, ticked twice, or that cannot be read."""

Place = tuple[int, int]
"""Serial and number of the criterion, both from 1."""


@dataclass(frozen=True, slots=True)
class Story:
    """What stands on the papers and what two people type first, each as keys of the pad by slip. planted: where a finger slipped.

    A finger may slip onto the right key: then nothing is wrong, and nothing can be found.
    """

    paper: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    planted: frozenset[Place]
    planted_second: frozenset[Place]


def make_story(seed: int = SEED) -> Story:
    """Return the pile and what is typed of it."""
    dice = random.Random(seed)
    paper = tuple("".join(dice.choice(USUAL) for _ in range(ITEMS)) for _ in range(SLIPS))
    first, planted = _type(dice, paper)
    second, planted_second = _type(dice, paper)
    return Story(paper, first, second, planted, planted_second)


def _type(dice: random.Random, paper: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[Place]]:
    fields = [(slip, item) for slip in range(SLIPS) for item in range(ITEMS)]
    places = dice.sample(fields, len(fields) * ERRORS_PER_1000 // 1000)
    typed = [list(keys) for keys in paper]
    for slip, item in places:
        typed[slip][item] = dice.choice(list(VALUES))
    return tuple("".join(keys) for keys in typed), frozenset((slip + 1, item + 1) for slip, item in places)


def differing(one: tuple[str, ...], other: tuple[str, ...]) -> dict[Place, tuple[int | str, int | str]]:
    """Return where two typings differ, with the values of both."""
    return {
        (serial, number): (VALUES[a], VALUES[b])
        for serial, (left, right) in enumerate(zip(one, other, strict=True), 1)
        for number, (a, b) in enumerate(zip(left, right, strict=True), 1)
        if a != b
    }


def second_keys(paper: str, first: str, second: str) -> str:
    """Return what a verifier types of a slip: the first try, and after each alarm once more what stands on the paper."""
    return "".join(try_ if try_ == kept else try_ + there for there, kept, try_ in zip(paper, first, second, strict=True))


def answers(keys: str) -> list[int | str]:
    """Return the answers that keys of the pad stand for."""
    return [VALUES[key] for key in keys]

"""Who ticked what: answers for all slips such that the sums of the story come out exactly.

First each unit's number of "rất hài lòng" per criterion is fixed, balanced so that the whole province has 85,00 %; then
the answers are laid on the slips so that some people are happier than others. Nobody is below "hài lòng".
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from desktop_app.workflows.demo.plan import VERY_SATISFIED_PERCENT, UnitPlan

Answers = list[dict[str, int | str]]


def make_answers(units: Sequence[UnitPlan], items: Sequence[str]) -> list[Answers]:
    """Return for each unit one dict of answers a slip; the first unit ends first on every criterion."""
    dice = Random("so-mot-cua answers")
    valid = [_valid_counts(unit, items, dice) for unit in units]
    very = [_very_counts(unit, counts, dice) for unit, counts in zip(units, valid, strict=True)]
    _balance(valid, very)
    return [_lay(unit, items, v, f, dice) for unit, v, f in zip(units, valid, very, strict=True)]


def _valid_counts(unit: UnitPlan, items: Sequence[str], dice: Random) -> list[int]:
    counts = [unit.slips] * len(items)
    for _ in range(unit.blanks):
        counts[dice.randrange(len(items))] -= 1
    return counts


def _very_counts(unit: UnitPlan, valid: Sequence[int], dice: Random) -> list[int]:
    return [round(count * (unit.share + dice.uniform(-1.4, 1.4)) / 100) for count in valid]


def _balance(valid: list[list[int]], very: list[list[int]]) -> None:
    """Move single answers of all units but the first until the pooled share is 85 % as near as whole answers allow."""
    goal = round(Fraction(sum(map(sum, valid)) * VERY_SATISFIED_PERCENT, 100))
    step, turn = (1 if sum(map(sum, very)) < goal else -1), 0
    while sum(map(sum, very)) != goal:
        unit, item = 1 + turn % (len(very) - 1), (turn // (len(very) - 1)) % len(very[0])
        very[unit][item] += step
        turn += 1


def _lay(unit: UnitPlan, items: Sequence[str], valid: Sequence[int], very: Sequence[int], dice: Random) -> Answers:
    mood = [dice.random() for _ in range(unit.slips)]
    slips: Answers = [{} for _ in range(unit.slips)]
    for item, answered, fives in zip(items, valid, very, strict=True):
        blank = set(dice.sample(range(unit.slips), unit.slips - answered))
        ranked = sorted((slip for slip in range(unit.slips) if slip not in blank), key=lambda s: -(mood[s] + dice.random()))
        for place, slip in enumerate(ranked):
            slips[slip][item] = 5 if place < fives else 4
        for slip in blank:
            slips[slip][item] = "blank"
    return [{item: slip[item] for item in items} for slip in slips]

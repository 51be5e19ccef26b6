"""A training pile: slips whose answers are known, because they follow from form, batch code and serial alone.

So the printed pile and the score agree wherever they are made. The answers lie like real ones: most slips of one mind, a few
mixed, now and then a blank, two ticks, a scribble. This module must not look into an office.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Value, make_rows
from forms.definition import Definition

MOODS: Sequence[tuple[int, Mapping[Value, int]]] = (
    (56, {5: 925, 4: 40, 3: 2, "blank": 14, "double": 10, "illegible": 9}),
    (26, {4: 870, 5: 65, 3: 30, "blank": 15, "double": 10, "illegible": 10}),
    (18, {5: 320, 4: 320, 3: 185, 2: 90, 1: 45, "blank": 18, "double": 12, "illegible": 10}),
)
"""How slips are minded, each with its weight, and the weights of its answers. Source: 85/15 of QĐ 2640 practice, and mixed slips
so that a skipped line shows."""
UNANSWERED_IN_100 = 6
"""Respondent's items left open."""


def known_answers(definition: Definition, batch: str, serial: int) -> dict[str, dict[str, Value]]:
    """Return `answers` and `respondent` of a training slip as a right record has them; the same ones each time."""
    seed = f"{definition.name}\0{batch}\0{serial}"
    weights = dict(MOODS[_pick([weight for weight, _ in MOODS], f"{seed}\0mood")][1])
    scale = {choice.value for choice in definition.scale}
    values = [value for value in weights if isinstance(value, str) or value in scale]
    answers: dict[str, Value] = {}
    for item in definition.likert:
        answers[item.id] = values[_pick([weights[value] for value in values], f"{seed}\0{item.id}")]
    respondent: dict[str, Value] = {}
    for row in make_rows(definition):
        if row.place == RESPONDENT and _pick([UNANSWERED_IN_100, 100 - UNANSWERED_IN_100], f"{seed}\0{row.item.id}\0open"):
            respondent[row.item.id] = row.item.choices[_pick([1] * len(row.item.choices), f"{seed}\0{row.item.id}")].value
    return {ANSWERS: answers, RESPONDENT: respondent}


def _pick(weights: Sequence[int], seed: str) -> int:
    """Return a place among the weights, chosen by the seed."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % sum(weights)
    for place, weight in enumerate(weights):
        number -= weight
        if number < 0:
            return place
    raise AssertionError("the weights are not positive")

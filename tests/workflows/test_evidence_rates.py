"""The rates that are shown beside the flags hold: honest batches stay unflagged, planted copies are found.

A few batches in every run; SOMOTCUA_BATCHES=4000 measures as RATES were measured (2 minutes on one core).
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from random import Random

import pytest

from desktop_app.workflows.evidence import Saved, judge
from desktop_app.workflows.evidence_rules import RATES, RULES, Kind
from desktop_app.workflows.session import VIETNAM
from forms.shipped import load_shipped
from tests.workflows.keyed_batches import COPIERS, GROUPS, ITEMS, SHARE, Keyed, draw_public, honest, hurried, planted

BATCHES = int(os.environ.get("SOMOTCUA_BATCHES", "160"))
PLANTED = max(BATCHES // 8, 20)
FORM = load_shipped()["survey-2640@1"]
START = datetime(2020, 8, 1, 7, 30, tzinfo=VIETNAM)


def saved(keyed: list[Keyed]) -> list[Saved]:
    """Return what an office would have kept of simulated slips."""
    return [
        Saved(slip.account, n, n, START + timedelta(seconds=slip.at), "2020-07-01", slip.pattern)
        for n, slip in enumerate(keyed, 1)
    ]


def kinds(keyed: list[Keyed]) -> set[Kind]:
    return {flag.kind for flag in judge(saved(keyed), FORM)}


def test_the_simulated_persons_answer_85_to_15_and_two_of_them_agree_on_19_of_22_as_often_as_is_known() -> None:
    """Independent answers, the case of notes on peers: 0.15 of the pairs; persons who tick one column agree far more often."""
    independent = [draw_public(Random(f"public {n}")) for n in range(40)]
    answers = [answer for public in independent for slip in public.slips(100) for answer in slip]
    assert abs(answers.count(5) / len(answers) - SHARE) < 0.02
    dice = Random("pairs")
    slips = [[5 if dice.random() < SHARE else 4 for _ in range(ITEMS)] for _ in range(400)]
    pairs = [(dice.choice(slips), dice.choice(slips)) for _ in range(4000)]
    agreeing = sum(sum(a == b for a, b in zip(*pair, strict=True)) >= 19 for pair in pairs)
    assert 0.12 < agreeing / 4000 < 0.18
    assert sum(GROUPS) == ITEMS == 22


def test_at_most_1_percent_of_honest_batches_are_flagged_and_no_more_than_is_said() -> None:
    flagged = [kinds(honest(Random(f"honest {n}"))) for n in range(BATCHES)]
    assert sum(map(bool, flagged)) <= BATCHES / 100
    for kind, rates in RATES.items():
        expected = BATCHES * rates.alarms / rates.honest
        assert sum(kind in found for found in flagged) <= expected + 3 * expected**0.5 + 1


def test_at_least_90_percent_of_planted_copies_are_found_and_no_fewer_than_is_said() -> None:
    found = {
        copier: sum("identical" in kinds(planted(Random(f"{copier} {n}"), copier)) for n in range(PLANTED))
        for copier in COPIERS
    }  # fmt: skip
    tried, share = PLANTED * len(COPIERS), RATES["identical"].found / RATES["identical"].planted
    assert sum(found.values()) >= 0.9 * tried - (3 if BATCHES < 4000 else 0), found
    assert sum(found.values()) >= tried * share - 3 * (tried * share * (1 - share)) ** 0.5, found
    assert found["one"] == found["pile"] == PLANTED


def test_at_least_90_percent_of_hurried_batches_are_found() -> None:
    found = sum("speed" in kinds(hurried(Random(f"hurried {n}"))) for n in range(PLANTED))
    assert found >= PLANTED * 0.98
    assert RATES["speed"].found >= 0.9 * RATES["speed"].planted


def test_the_kept_rates_are_those_promised() -> None:
    for rates in RATES.values():
        assert rates.alarms * 100 <= rates.honest
        assert rates.found * 10 >= rates.planted * 9
        assert rates.honest >= 1000


def test_the_flags_name_the_copies() -> None:
    """Not only whether: of a copied part most serials named are copies, and most copies are named."""
    keyed = planted(Random("which"), "pile")
    made = {n for n, slip in enumerate(keyed, 1) if slip.planted}
    named = {serial for flag in judge(saved(keyed), FORM) for serial in flag.serials}
    assert len(made & named) >= 0.9 * len(made)
    assert len(named - made) <= 0.1 * len(made)


def test_a_run_of_one_column_must_be_more_improbable_than_one_of_a_slip_of_its_own() -> None:
    """Half of 100 slips are alike, 32 of them in a row: for a column that is a public that changed, for others a copy."""
    dice = Random("runs")
    others = [tuple(dice.choice((4, 5)) for _ in range(ITEMS)) for _ in range(50)]
    for alike, flagged in (((5,) * ITEMS, False), ((5, 4, 5, 5, 4, 5, 4, *(5,) * 15), True)):
        order = [alike] * 32 + [
            slip for n, other in enumerate(others) for slip in ([other, alike] if n < 36 and n % 2 else [other])
        ]
        keyed = [Keyed("lan", 20 * place, slip) for place, slip in enumerate(order)]
        assert ("identical" in kinds(keyed)) is flagged


@pytest.mark.parametrize("n", [0, 1, RULES.least - 1])
def test_of_a_few_slips_nothing_is_said(n: int) -> None:
    assert judge(saved([Keyed("lan", 20 * i, (5, 4) * 11) for i in range(n)]), FORM) == []

"""What is taken for a sign that slips were not keyed from paper, and how often that is wrong: data, measured by simulation.

Every limit lies far beyond what honest work gives. `RATES` were measured with these limits over the simulated batches of
`tests/workflows/keyed_batches.py` (100 to 400 slips, 85 % “rất hài lòng” and 15 % “hài lòng”, persons who tick one column
among them); a test measures them again. This module must not look at a slip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["speed", "identical", "early"]
Strength = Literal["clear", "strong"]


@dataclass(frozen=True, slots=True)
class Rules:
    """The limits.

    fast_ms: time a key that nobody reaches (22 + 1 keys: under 3 s); fast_slips: so many such slips make a flag.
    steady_ms: the same for `steady_slips` slips in a row, turning the paper included.
    least: slips of a keyer below which nothing is said of likeness.
    run: slips again in the same order that count at all (couples fill in alike); near: answers in which a changed copy differs.
    windows: lengths in which changed copies are looked for; rich: answers beside the usual one that make a slip its own.
    odds: a likeness less probable than 10^-odds makes a flag, for slips with one answer a group 10^-plain_odds;
    strong_odds: from there on it is strong.  lonely: repeated slips of their own kind, nothing near them, that make a flag.
    """

    fast_ms: int = 130
    fast_slips: int = 3
    steady_ms: int = 150
    steady_slips: int = 10
    least: int = 20
    run: int = 4
    near: int = 2
    windows: tuple[int, ...] = (8, 16, 32)
    rich: int = 3
    odds: int = 5
    plain_odds: int = 8
    strong_odds: int = 12
    lonely: int = 4


@dataclass(frozen=True, slots=True)
class Rates:
    """What a simulation gave. honest, planted: batches; alarms: honest ones flagged; found: planted ones flagged."""

    honest: int
    alarms: int
    planted: int
    found: int


RULES = Rules()
RATES: Mapping[Kind, Rates] = {
    "speed": Rates(honest=4000, alarms=0, planted=500, found=500),
    "identical": Rates(honest=4000, alarms=2, planted=2000, found=1873),
}
"""By kind of flag. A day is a plain fact and has none.

Of the copies, found of 500 each: one slip again and again 500, a part of the pile again 500, slips picked here and there 471,
one slip with one or two answers changed 402: beside a single column, honest persons look like its changed copies.
A single column typed at an honest pace is not told from persons who tick one column, and cannot be.
"""

"""The catalogue of coded messages: where, what is wrong, what to do, in Vietnamese and English.

A check returns problems as values, in form order, never raises (style 14, 15). Codes are never reused. This module
must not decide what is wrong, nor put a person's data into a message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not in order.

    code: catalogue code, e.g. `DATE-IMPOSSIBLE`.  where: dotted path in the record (`answers.c05`, `moves.2.at`) or a
    place in a file (`line 3: answers.c05`).  vi, en: one sentence each: what is wrong and what to do.
    """

    code: str
    where: str
    vi: str
    en: str
    severity: Severity = "error"


class Refused(Exception):
    """Input that was not taken; nothing was written. `problems` holds every problem found, in order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Message:
    """A catalogue entry: sentence templates for `str.format` in both languages."""

    vi: str
    en: str
    severity: Severity = "error"


CATALOGUE: dict[str, Message] = {}


def declare(code: str, vi: str, en: str, severity: Severity = "error") -> str:
    """Add a message to the catalogue and return its code. Raises ValueError if the code is taken."""
    if code in CATALOGUE:
        raise ValueError(f"problem code {code} is declared twice")
    CATALOGUE[code] = Message(vi, en, severity)
    return code


def make_problem(code: str, where: str, **values: object) -> Problem:
    """Return the problem of a declared code, its templates filled. Raises KeyError for an unknown code."""
    message = CATALOGUE[code]
    return Problem(code, where, message.vi.format(**values), message.en.format(**values), message.severity)

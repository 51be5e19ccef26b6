"""One counted number with its codes: what the counting SQL yields and what the figures are made from.

Every engine gives the same uniform rows `(what, unit, a, b, code, n)`, so results can be compared byte by byte and
counts of several units can be added row by row. This module must not count, divide or know any engine.

| what          | a     | b    | code                                | n counts                                                |
|---------------|-------|------|-------------------------------------|---------------------------------------------------------|
| `dossier`     | field | ``   | `10 * WayIn + WayOut`               | dossiers the office had on some day of the period       |
| `due`         | field | ``   | 1 finished by its due day, 0 not    | dossiers due in the period, not withdrawn or stopped by |
| `reappointed` | field | ``   | `Appointment`                       | of `dossier`, those given a new appointment             |
| `slip`        | form  | ``   | `Slip`                              | slips of the period                                     |
| `answer`      | form  | item | 1-5; 0 blank, 6 double, 7 illegible | answers of the period's slips                           |
| `issued`      | form  | ``   | 0                                   | slips handed out, of batches that touch the period      |
| `returned`    | form  | ``   | 0                                   | slips that came back, of the same batches               |
| `feedback`    | kind  | ``   | 1 answered by the last day, 0 not   | feedback received in the period                         |
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class WayIn(IntEnum):
    """How a dossier came into the period: columns 4, 5 and 6 of Biểu II.06a."""

    ONLINE = 1
    COUNTER_POST = 2
    CARRIED = 3


class WayOut(IntEnum):
    """How a dossier left the period, or that it did not: columns 8, 9, 10 and 12, 13 of Biểu II.06a.

    A withdrawn or stopped dossier (`LEFT_…`) goes out on that day and is counted beside the finished ones of the same
    column: the form has no other place for it, and without it 3 = 7 + 11 would not hold.
    """

    EARLY = 1
    ON_TIME = 2
    LATE = 3
    LEFT_EARLY = 4
    LEFT_ON_TIME = 5
    LEFT_LATE = 6
    OPEN_IN_TIME = 7
    OPEN_OVERDUE = 8


class Appointment(IntEnum):
    """What became of a new appointment by the last day: closed by its day or later, still open before its end or after.

    It changes no column: a dossier is late by its due day, which a new appointment does not move.
    """

    KEPT = 1
    MISSED = 2
    OPEN_AHEAD = 3
    OPEN_PAST = 4


class Slip(IntEnum):
    """What a slip says as a whole. `valid` slips are those with at least one valid answer: the last two."""

    EMPTY = 0
    NOT_ALL_SATISFIED = 1
    ALL_SATISFIED = 2


BLANK, DOUBLE, ILLEGIBLE = 0, 6, 7
"""Answer codes that are no level of the scale; they leave the item's denominator."""


class CountRow(NamedTuple):
    """One number with its codes, see the module's table. `unit` is the office whose record was counted."""

    what: str
    unit: str
    a: str
    b: str
    code: int
    n: int

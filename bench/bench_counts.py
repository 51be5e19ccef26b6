"""A month's counts beside sqlite's own scan of the rows, and the figures made from them.

The office is made of plain fact rows in the proportions of the seed story: 93 dossiers to 7 slips of 22 answers, over
twelve months, the eleventh of which is counted. The floor is what sqlite needs to read every row once: COUNT(*) and the
SUM of one column of each table.
"""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench.row import Row, median_ms
from desktop_app.counts.engine import count
from exports.figures import make_summary
from exports.figures.interval import find_low, make_interval
from forms.dates import day_number
from forms.definition import Definition
from forms.facts import SCHEMA
from forms.shipped import load_shipped

GOALS = {1_000: 5, 100_000: 2, 1_000_000: 2}
"""Records → greatest ratio. At 1 000 the hundred result rows cost more than reading the records: 0.3 ms."""
SEED_STORY = 5_557
"""Records of which 93 in 100 are the 5 168 dossiers of the seed story: few enough for exact intervals."""
YEAR = day_number(date(2020, 1, 1))
FIRST, LAST = date(2020, 11, 1), date(2020, 11, 30)
FLOOR = """
SELECT COUNT(*), SUM(received_day) FROM dossier_fact UNION ALL SELECT COUNT(*), SUM(day) FROM slip_fact
UNION ALL SELECT COUNT(*), SUM(code) FROM answer_fact
"""


def rows() -> list[Row]:
    """Return a row a size for the counts, and one for the shares and intervals of a summary."""
    forms = {name: form for name, form in load_shipped().items() if form.table == "surveys"}
    form = forms["survey-2640@1"]
    found = [measure_counts(records, form, goal) for records, goal in GOALS.items()]
    return [*found, measure_figures(forms, form)]


def measure_counts(records: int, form: Definition, goal: float) -> Row:
    """Return the time of a month's counts over that of reading every row once."""
    connection = make_office(records, form)
    try:
        measured = median_ms(lambda: count(connection, day_number(FIRST), day_number(LAST)), 7)
        floor = median_ms(lambda: connection.execute(FLOOR).fetchall(), 7)
    finally:
        connection.close()
    note = "floor: COUNT and SUM over the same rows"
    return Row(what=f"a month's counts, {records:,} records", measured=measured, floor=floor, goal=goal, note=note)


def measure_figures(forms: dict[str, Definition], form: Definition) -> Row:
    """Return the time of a summary with all its intervals over one frame of the screen, the caches emptied each time."""
    connection = make_office(SEED_STORY, form)
    counted = count(connection, YEAR, day_number(date(2020, 12, 31)))
    connection.close()
    names: dict[str, Any] = {"unit": "", "head": {}, "unit_names": {}, "field_names": {}}

    def work() -> None:
        find_low.cache_clear()
        make_interval.cache_clear()
        make_summary(counted, first=date(2020, 1, 1), last=date(2020, 12, 31), forms=forms, **names)

    note = f"floor: one frame; {len(counted)} count rows, 58 intervals, nothing cached"
    return Row(what="figures of a year from its counts", measured=median_ms(work), floor=16, goal=3, note=note)


def make_office(records: int, form: Definition) -> sqlite3.Connection:
    """Return a fact store in memory with so many records, the same at every run."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    draw = random.Random(records)
    slips = records * 7 // 100
    insert(connection, "dossier_fact", make_dossiers(draw, records - slips))
    days = [YEAR + 365 * number // slips for number in range(slips)]
    insert(connection, "slip_fact", ((*origin("s", n), form.name, "B1", day, 22, 21, 15, 22) for n, day in enumerate(days)))
    insert(connection, "answer_fact", make_answers(draw, days, form))
    return connection


def make_dossiers(draw: random.Random, number: int) -> Iterator[tuple[Any, ...]]:
    """Yield dossier facts spread evenly over the year, a few late, open, waiting, withdrawn or appointed anew."""
    for n in range(number):
        received = YEAR + 365 * n // number
        chance = draw.random()
        left = received + 3 if chance < 0.01 else None
        finished = received + draw.randint(1, 11) if 0.01 <= chance < 0.97 else None
        field, channel = draw.choice(("cccd", "antt")), draw.choice(("online", "counter", "post"))
        days = (received, received + 9, finished, finished, left)
        waits = received + 2 if chance > 0.99 else None
        again = (received + 9, received + 14) if chance > 0.98 else (None, None)
        yield (*origin("d", n), field, "1.001", "new", channel, *days, "finished", 1, waits, *again)


def make_answers(draw: random.Random, days: list[int], form: Definition) -> Iterator[tuple[Any, ...]]:
    """Yield 22 answers a slip."""
    for n, day in enumerate(days):
        for item in form.likert:
            yield (*origin("s", n), form.name, item.id, day, draw.choice((5, 5, 5, 4, 4, 3, 0)), "B1")


def origin(kind: str, n: int) -> tuple[str, str, str]:
    """Return unit, station and an id as long as a real one."""
    return "BN-TUSON", "st1", f"{kind}{n:031x}"


def insert(connection: sqlite3.Connection, table: str, facts: Iterator[tuple[Any, ...]]) -> None:
    """Write facts into a table."""
    first = next(facts)
    statement = f"INSERT INTO {table} VALUES ({','.join('?' * len(first))})"
    with connection:
        connection.execute(statement, first)
        connection.executemany(statement, facts)

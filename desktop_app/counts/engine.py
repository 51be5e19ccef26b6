"""Runs the one counting SQL text on sqlite3 and gives its rows in one order.

Must not hold SQL of its own: what is counted stands in counts.sql alone.
"""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

from forms.countrow import CountRow


@cache
def load_sql() -> str:
    """Return the counting text with its parameters `:first_day` and `:last_day`."""
    return Path(__file__).with_name("counts.sql").read_text(encoding="utf-8")


def count(connection: sqlite3.Connection, from_day: int, to_day: int) -> list[CountRow]:
    """Return all counts of a period by unit, sorted, so that equal counts are equal lists whatever the engine.

    connection: one with the fact tables of `forms/facts.py`.  from_day, to_day: first and last day, days since
    1970-01-01, both counted.
    """
    rows = connection.execute(load_sql(), {"first_day": from_day, "last_day": to_day})
    return sorted(CountRow(*row) for row in rows)

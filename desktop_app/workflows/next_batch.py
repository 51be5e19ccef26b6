"""What a new batch starts with: the control sheets of one campaign differ in little but their numbers.

Nothing is saved here and nothing decided: a person looks the sheet over and changes what differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.workflows.batch_order import is_training
from desktop_app.workflows.session import Session
from forms.definition import Definition

CARRIED = ("campaign", "form", "unit", "from", "to", "row_check", "verify", "max_errors")
SERIES = ("campaign", "form", "unit")
"""Batches that agree in these share one row of numbers."""
MOST_SERIAL = 9_999_999
MOST_COUNTED = 999
"""A number at the end of a code that is higher is a year or a day, not a count."""

Data = Mapping[str, Any]


def next_batch_defaults(session: Session) -> dict[str, Any]:
    """Return the fields a new batch starts with: header and settings of the one made last, the next code and numbers.

    Training batches are passed over, and what must be counted on paper (returned) is left out.
    """
    every = [dict(stored.data) for stored in session.office.records("batches", origin="") if stored.data]
    made = [data for data in every if not is_training(data)]
    if not made:
        return _first_batch(session)
    last = made[-1]
    carried = {name: last[name] for name in CARRIED if name in last}
    return {"batch": next_code(str(last["batch"]), {str(data["batch"]) for data in every}), **carried, **_numbers(made)}


def next_code(code: str, taken: set[str]) -> str:
    """Return the code behind a code: its last number plus one, as wide as before, else `-2` behind it; none that is taken."""
    counted = re.fullmatch(r"(.*?)(\d+)", code)
    start, number, width = (counted[1], int(counted[2]), len(counted[2])) if counted else (f"{code}-", 1, 1)
    if number > MOST_COUNTED:
        start, number, width = f"{code}-", 1, 1
    codes = (f"{start}{n:0{width}d}" for n in range(number + 1, number + len(taken) + 2))
    return next(candidate for candidate in codes if candidate not in taken)


def _numbers(made: Sequence[Data]) -> dict[str, int]:
    """Return the range behind the highest number of the last batch's series, as long as the last one's."""
    last = made[-1]
    length = last["last"] - last["first"] + 1
    series = [data for data in made if all(data.get(name) == last.get(name) for name in SERIES)]
    first = max(int(data["last"]) for data in series) + 1
    if first + length - 1 > MOST_SERIAL:
        return {}
    numbers = {"first": first, "last": first + length - 1}
    return numbers | {"issued": length} if last["issued"] == length else numbers


def _first_batch(session: Session) -> dict[str, Any]:
    today = session.clock().date()
    forms: list[Definition] = [form for form in session.forms.values() if form.table == "surveys"]
    newest = max((form for form in forms if form.valid_from <= today), key=lambda form: form.valid_from, default=forms[0])
    month = {"from": today.replace(day=1).isoformat(), "to": today.isoformat()}
    return {"form": newest.name, "unit": session.office.profile.unit, **month, "first": 1}

"""The dossiers that were late in a period, one by one: what the report lists beside its totals.

Must not count them, nor know whose they are: procedure, days and reason only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

LateState = Literal["finished", "left", "open"]
"""How it stood on the last day: finished late, withdrawn or stopped late, open and overdue."""
STATES: Mapping[str, str] = {"finished": "Đã giải quyết", "left": "Rút, dừng", "open": "Đang giải quyết"}


class LateDossier(NamedTuple):
    """procedure: its name.  days: calendar days after the due day.  appointed: the new appointment's day, None without one.

    reason: the office's words, empty where it gave none.
    """

    procedure: str
    due: date
    days: int
    state: LateState
    appointed: date | None
    reason: str


def make_overdue(late: Iterable[LateDossier]) -> list[dict[str, Any]]:
    """Return the list as it stands in a summary, in the order given."""
    return [
        {
            "procedure": one.procedure,
            "due": one.due.isoformat(),
            "days": one.days,
            "state": one.state,
            "appointed": one.appointed.isoformat() if one.appointed else None,
            "reason": one.reason,
        }
        for one in late
    ]

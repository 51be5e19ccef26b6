"""A line of a record's history, and days and moments as they read there. No tkinter."""

from __future__ import annotations

from dataclasses import dataclass

from forms.dates import VIETNAM_TIME, format_date, parse_date, parse_time

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change. what: the field or the step.  before, after: how it read; long texts whole.

    noted: when it was written down, where it happened at another time.
    """

    when: str
    who: str
    what: str
    before: str
    after: str
    why: str
    noted: str = ""


def day_text(text: str) -> str:
    """Return an ISO day as dd/mm/yyyy, anything else as it is."""
    day = parse_date(text) if text[4:5] == "-" else None
    return format_date(day) if day else text


def moment_text(text: str) -> str:
    """Return an ISO moment as dd/mm/yyyy hh:mm in Vietnam time, anything else as it is."""
    moment = parse_time(text)
    if moment is None:
        return text
    local = moment.astimezone(VIETNAM_TIME)
    return f"{format_date(local.date())} {local:%H:%M}"

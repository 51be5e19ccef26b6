"""Which period a page begins with: one in which the office has data, so that nobody is shown an empty report first.

Both functions ask the facts: they are meant for a worker. This module must not know tkinter.
"""

from __future__ import annotations

from datetime import date, timedelta

from desktop_app.workflows.outlook import data_span
from desktop_app.workflows.session import Session


def year_of_data(session: Session) -> tuple[date, date]:
    """Return the year to date; where all data is older, the year of the newest, up to the end of its month."""
    today, span = session.clock().date(), data_span(session)
    start = today.replace(month=1, day=1)
    if span is None or span[1] >= start:
        return start, today
    newest = span[1]
    next_month = (newest.replace(day=1) + timedelta(days=32)).replace(day=1)
    return newest.replace(month=1, day=1), next_month - timedelta(days=1)


def period_to_report(session: Session) -> tuple[date, date]:
    """Return the last month; where all data is older than that, the period the dashboard begins with."""
    last = session.clock().date().replace(day=1) - timedelta(days=1)
    first, span = last.replace(day=1), data_span(session)
    return (first, last) if span is None or span[1] >= first else year_of_data(session)

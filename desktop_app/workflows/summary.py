"""The summary of a period: figures of the office and all it has received, and the report made from them.

Counts come from `desktop_app.counts` over the fact rows; every ratio is made in `exports.figures`. This module must
not compute a figure of its own.
"""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from desktop_app.counts.engine import count
from desktop_app.store.station_keys import load_signing_key
from desktop_app.workflows.keyring import SIGNING_FILE
from desktop_app.workflows.overdue_reasons import list_late
from desktop_app.workflows.session import Session
from exports import figures
from exports.report import Letterhead, make_letterhead, make_report as build_report
from exports.table_xlsx import make_xlsx
from forms.dates import day_number
from forms.definition import Definition
from forms.problems import Refused, declare, make_problem

RANGE = declare(
    "PERIOD-REVERSED",
    "Ngày đầu kỳ sau ngày cuối kỳ. Hãy đổi lại.",
    "The first day lies after the last day. Swap them.",
)


def make_summary(session: Session, first: date, last: date) -> dict[str, Any]:
    """Return the figures of first..last in the form of design.md §7 (`summary --json`). Raises Refused if reversed."""
    if first > last:
        raise Refused([make_problem(RANGE, "from")])
    office = session.office
    rows = count(office.facts(), day_number(first), day_number(last))
    return figures.make_summary(
        rows,
        unit=office.profile.name,
        first=first,
        last=last,
        head={"n": office.head.n, "hash": office.head.hash},
        forms=survey_forms(session),
        unit_names=_names(session, "units", "unit", "name"),
        field_names=_names(session, "procedures", "field", "field_name"),
        late=list_late(session, first, last),
    )


def survey_forms(session: Session) -> dict[str, Definition]:
    """Return the survey definitions by name and version."""
    return {name: definition for name, definition in session.forms.items() if definition.table == "surveys"}


def make_report(session: Session, first: date, last: date, *, number: str = "", day: date | None = None) -> bytes:
    """Return the report of the period as an unsigned PDF/A-3a with its figures attached. Raises Refused if reversed."""
    return report_of(session, make_summary(session, first, last), number=number, day=day)


def report_of(session: Session, summary: dict[str, Any], *, number: str = "", day: date | None = None) -> bytes:
    """Return the report of figures made before, as PDF bytes.

    Without number and day both places stay open, to be filled in after the first signature (`signing.number`) or by ink;
    with a number alone it is dated today.
    """
    definition = session.forms[summary["survey"]["form"]]
    return build_report(
        summary,
        letterhead_of(session),
        definition,
        number=number,
        day=day or (session.clock().date() if number else None),
        attest=lambda digest: _attest(session, digest),
    )


def letterhead_of(session: Session) -> Letterhead:
    """Return what the office's papers say about their sender, from its own `units` record."""
    unit = session.office.get("units", session.office.profile.unit)
    record = dict(unit.data or {}) if unit else {"unit": session.office.profile.unit, "name": session.office.profile.name}
    return make_letterhead(record, str(record.get("parent_name", "")))


def _attest(session: Session, digest: bytes) -> str:
    """Sign the figures' digest with the station's key: the line of the printed code that says whose figures they are."""
    signature = load_signing_key(session.secret(SIGNING_FILE)).sign(digest)
    return f"{session.office.profile.station} {base64.b64encode(signature).decode()}"


def make_workbook(session: Session, summary: dict[str, Any]) -> bytes:
    """Return the figures as an XLSX workbook."""
    return make_xlsx(summary, session.forms[summary["survey"]["form"]])


def _names(session: Session, table: str, key: str, value: str) -> dict[str, str]:
    rows = [stored.data for stored in session.office.records(table, origin="") if stored.data]
    return {str(row[key]): str(row[value]) for row in rows if key in row and value in row}

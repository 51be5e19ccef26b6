"""Records as a clerk's work leaves them, and an in-memory fact store made from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from desktop_app.counts.engine import count
from exports.figures import make_summary
from forms.countrow import CountRow
from forms.dates import day_number
from forms.definition import Definition
from forms.facts import SCHEMA, fact_rows
from forms.shipped import load_shipped

Record = tuple[str, str, dict[str, Any]]
"""Unit, table, data."""

SURVEYS: dict[str, Definition] = {name: form for name, form in load_shipped().items() if form.table == "surveys"}
FORM = "survey-2640@1"
ITEMS = tuple(item.id for item in SURVEYS[FORM].likert)
TU_SON = "BN-TUSON"


def make_dossier(
    received: str,
    due: str,
    *,
    finished: str = "",
    left: str = "",
    channel: str = "counter",
    field: str = "cccd",
    unit: str = TU_SON,
    again: tuple[str, str] | None = None,
) -> Record:
    """A dossier with its days; `left` is the day it was withdrawn, `again` when a new appointment was given and for when."""
    moves = [{"at": f"{left}T09:30:00+07:00", "to": "withdrawn", "by": "lan", "why": "rút"}] if left else []
    if finished:
        moves.append({"at": f"{finished}T16:00:00+07:00", "to": "finished", "by": "lan", "why": ""})
    data = {
        "procedure": "1.001", "case": "new", "channel": channel, "copies": 1, "received_at": f"{received}T08:15:00+07:00",
        "status": moves[-1]["to"] if moves else "received", "moves": moves,
        "frozen": {"field": field, "limit_days": 7, "procedure_rev": 1, "due": due},
    }  # fmt: skip
    new = {"at": f"{again[0]}T11:00:00+07:00", "due": again[1], "why": "chờ xác minh"} if again else None
    return unit, "dossiers", data | ({"reappointment": new} if new else {})


def make_slip(
    day: str, answers: dict[str, Any] | int | str, *, form: str = FORM, unit: str = TU_SON, disposition: str = ""
) -> Record:
    """A slip; one answer alone stands for all 22 items, which a void or blank slip does not have."""
    given = answers if isinstance(answers, dict) else dict.fromkeys((item.id for item in SURVEYS[form].likert), answers)
    data: dict[str, Any] = {"form": form, "batch": "B1", "serial": 1, "day": day}
    if disposition not in ("void", "blank"):
        data["answers"] = given
    return unit, "surveys", data | ({"disposition": disposition} if disposition else {})


def make_batch(
    first: str,
    last: str,
    issued: int,
    returned: int,
    *,
    form: str = FORM,
    unit: str = TU_SON,
    code: str = "B1",
    training: str = "",
) -> Record:
    """A batch of slips handed out from `first` to `last`."""
    data = {"batch": code, "form": form, "from": first, "to": last, "issued": issued, "returned": returned}
    return unit, "batches", data | ({"training": training} if training else {})


def make_connection(records: Iterable[Record]) -> sqlite3.Connection:
    """Return a fact store of the records."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA)
    for number, (unit, table, data) in enumerate(records):
        for fact, values in fact_rows(table, str(number), data):
            row = (unit, "st1", str(number), *values)
            connection.execute(f"INSERT INTO {fact} VALUES ({','.join('?' * len(row))})", row)
    return connection


def count_records(records: Iterable[Record], first: str, last: str) -> list[CountRow]:
    """Return the counts of records in first..last."""
    connection = make_connection(records)
    try:
        return count(connection, day_number(date.fromisoformat(first)), day_number(date.fromisoformat(last)))
    finally:
        connection.close()


def summarise(records: Iterable[Record], first: str, last: str) -> dict[str, Any]:
    """Return the summary of records in first..last."""
    return make_summary(
        count_records(records, first, last),
        unit="Công an thị xã Từ Sơn",
        first=date.fromisoformat(first),
        last=date.fromisoformat(last),
        head={"n": 5541, "hash": "0" * 64},
        forms=SURVEYS,
        unit_names={TU_SON: "Công an thị xã Từ Sơn"},
        field_names={"cccd": "Cấp, quản lý căn cước"},
    )

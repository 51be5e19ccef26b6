"""Checking records as they are keyed or imported, beside decoding and encoding the same JSON once.

The floor is what any program must do with a record it takes in: read its JSON and write it. An import of 100 000
records spends its time here and in the store's append.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bench.row import Row, median_ms
from forms.calendar import Calendar
from forms.checks import check_record, normalise
from forms.definition import Definition
from forms.dossier import complete
from forms.facts import fact_rows
from forms.line import dump_text
from forms.shipped import holidays_of, load_seed, load_shipped
from forms.text import person_sort_key

RECORDS = 1_000
BATCH = {"form": "survey-2640@1", "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 500}
SLIP = {
    "form": "survey-2640@1", "batch": "B1", "serial": 17, "day": "2020-07-06",
    "answers": {f"c{number:02d}": 5 for number in range(1, 23)},
    "respondent": {"sex": "female", "age": "35_49"}, "comment": "Cán bộ nhiệt tình",
}  # fmt: skip
DOSSIER = {
    "code": "000.17.22.H56-200706-0001", "procedure": "cmnd-cccd", "case": "new", "channel": "counter", "copies": 1,
    "name": "Ngô Thị Thử", "id_number": "027184000999", "birth": "1984", "phone": "0912345678", "address": "Từ Sơn",
    "received_at": "2020-07-06T08:15:00+07:00", "status": "collected",
    "moves": [
        {"at": "2020-07-06T09:00:00+07:00", "to": "processing", "by": "thu", "why": ""},
        {"at": "2020-07-10T15:30:00+07:00", "to": "finished", "by": "thu", "why": ""},
        {"at": "2020-07-13T08:00:00+07:00", "to": "collected", "by": "thu", "why": ""},
    ],
}  # fmt: skip


class _Office:
    """An office of one batch in which nothing is taken."""

    def __init__(self) -> None:
        self._procedures = {record["procedure"]: record for record in load_seed("procedures")}

    def batch(self, id: str) -> Mapping[str, Any] | None:
        return BATCH if id == "B1" else None

    def procedure(self, id: str) -> Mapping[str, Any] | None:
        return self._procedures.get(id)

    def serial_taken(self, batch: str, serial: int) -> bool:
        return (batch, serial) == ("", 0)

    def code_taken(self, code: str) -> bool:
        return not code

    def form(self, name: str) -> Definition | None:
        return load_shipped().get(name)

    def today(self) -> date:
        return date(2020, 8, 5)


def rows() -> list[Row]:
    """Return what a slip and a dossier cost from keyed values to checked record and fact rows, and sorting names."""
    procedure = load_seed("procedures")[0]
    calendar = Calendar(holidays_of(2020))

    def take_dossier() -> object:
        data = complete(_checked("dossier@1", DOSSIER, office), procedure, 1, calendar)
        return fact_rows("dossiers", "d", data)

    office = _Office()
    return [
        _row("slip of 22 answers", SLIP, lambda: fact_rows("surveys", "s", _checked("survey-2640@1", SLIP, office))),
        _row("dossier of three moves", DOSSIER, take_dossier),
        _sort_row(),
    ]


def _checked(form: str, record: dict[str, Any], office: _Office) -> dict[str, Any]:
    definition = load_shipped()[form]
    data = normalise(definition, record)
    problems = check_record(definition, data, office)
    assert not problems, problems
    return data


def _row(what: str, record: dict[str, Any], take: Callable[[], object]) -> Row:
    text = dump_text(record)
    floor = median_ms(lambda: [dump_text(json.loads(text)) for _ in range(RECORDS)])
    measured = median_ms(lambda: [take() for _ in range(RECORDS)])
    note = "floor: decoding and encoding its JSON once"
    return Row(what=f"{what}: tidy, check, facts, {RECORDS:,}", measured=measured, floor=floor, goal=10, note=note)


def _sort_row() -> Row:
    names = [f"{family} {middle} {given}" for family in FAMILIES for middle in ("Văn", "Thị", "Đức") for given in GIVEN] * 100
    floor = median_ms(lambda: sorted(names, key=lambda name: name.split()[::-1]))
    measured = median_ms(lambda: sorted(names, key=person_sort_key))
    return Row(
        what=f"sorting {len(names):,} names",
        measured=measured,
        floor=floor,
        goal=5,
        note="floor: by words, last first, without Vietnamese order",
    )


FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Ngô", "Đỗ", "Vũ")
GIVEN = ("An", "Ân", "Bình", "Đạt", "Hoà", "Hòa", "Oanh", "Ước", "Ý")

"""An office small enough to stand in a test, and records as a clerk would key them. All people are invented."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from forms.checks import check_record, normalise
from forms.definition import Definition
from forms.problems import Problem
from forms.shipped import load_seed, load_shipped

FORMS = load_shipped()
PROCEDURES = {record["procedure"]: record for record in load_seed("procedures")}
BATCH = {
    "batch": "B1", "form": "survey-2640@1", "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 500, "issued": 400,
    "returned": 372,
}  # fmt: skip
SLIP: dict[str, Any] = {
    "form": "survey-2640@1", "batch": "B1", "serial": 17, "day": "2020-07-06",
    "answers": {f"c{number:02d}": 5 for number in range(1, 23)},
    "respondent": {"sex": "female", "age": "35_49", "living": "urban"}, "comment": "Cán bộ nhiệt tình",
}  # fmt: skip
DOSSIER: dict[str, Any] = {
    "code": "000.17.22.H56-200706-0001", "procedure": "cmnd-cccd", "case": "new", "channel": "counter", "copies": 1,
    "name": "Ngô Thị Thử", "id_number": "027184000999", "birth": "1984-03-05", "sex": "female", "phone": "0912345678",
    "address": "Từ Sơn, Bắc Ninh", "received_at": "2020-07-06T08:15:00+07:00", "status": "collected",
    "moves": [
        {"at": "2020-07-06T09:00:00+07:00", "to": "processing", "by": "thu", "why": ""},
        {"at": "2020-07-10T15:30:00+07:00", "to": "finished", "by": "thu", "why": ""},
        {"at": "2020-07-13T08:00:00+07:00", "to": "collected", "by": "thu", "why": ""},
    ],
}  # fmt: skip
FEEDBACK: dict[str, Any] = {"day": "2020-07-06", "kind": "suggestion", "channel": "box", "content": "Thêm ghế ngồi chờ"}
PROCEDURE: dict[str, Any] = {
    "procedure": "thu", "name": "Thủ tục thử", "field": "antt", "field_name": "ANTT", "limits": [{"case": "new", "days": 5}],
}  # fmt: skip
UNIT: dict[str, Any] = {
    "unit": "CATX-TS", "name": "Công an thị xã Từ Sơn", "parent": "CAT-BN", "parent_name": "Công an tỉnh Bắc Ninh",
    "stations": [{"station": "M1", "key": "ssh-ed25519 " + "A" * 68, "age": "age1" + "q" * 58}],
}  # fmt: skip
HOLIDAY: dict[str, Any] = {"day": "2020-09-02", "name": "Quốc khánh", "kind": "off"}
REPORT: dict[str, Any] = {"unit": "CATX-TS", "from": "2020-01-01", "to": "2020-07-31", "file": "bc.pdf", "sha256": "0" * 64}
GOOD: dict[str, dict[str, Any]] = {
    "survey-2640@1": SLIP, "batch@1": BATCH, "dossier@1": DOSSIER, "feedback@1": FEEDBACK, "procedure@1": PROCEDURE,
    "unit@1": UNIT, "holiday@1": HOLIDAY, "report@1": REPORT,
}  # fmt: skip


class OfficeLook:
    """One batch B1, the shipped procedures, slip 99 and dossier number 9 keyed, today 05/08/2020."""

    def batch(self, id: str) -> dict[str, Any] | None:
        return deepcopy(BATCH) if id == "B1" else None

    def procedure(self, id: str) -> dict[str, Any] | None:
        return PROCEDURES.get(id)

    def serial_taken(self, batch: str, serial: int) -> bool:
        return (batch, serial) == ("B1", 99)

    def code_taken(self, code: str) -> bool:
        return code == "000.17.22.H56-200706-0009"

    def form(self, name: str) -> Definition | None:
        return FORMS.get(name)

    def today(self) -> date:
        return date(2020, 8, 5)


def changed(record: dict[str, Any], path: str = "", value: Any = None, drop: bool = False) -> dict[str, Any]:
    """Return a copy of the record with one member, named by a dotted path, changed or dropped."""
    copy = deepcopy(record)
    at: Any = copy
    *way, last = path.split(".")
    for name in way:
        at = at[int(name) if isinstance(at, list) else name]
    if drop:
        del at[last]
    else:
        at[last] = value
    return copy


def problems_of(form: str, record: Any) -> list[Problem]:
    """Return what a clerk who keys the record is told."""
    return check_record(FORMS[form], normalise(FORMS[form], record), OfficeLook())


def told(form: str, record: Any) -> list[tuple[str, str]]:
    """Return code and place of each problem."""
    return [(problem.code, problem.where) for problem in problems_of(form, record)]

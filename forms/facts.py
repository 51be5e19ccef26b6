"""Record → fact rows, the input of every count. A fact holds no name, number of identity or phone.

Days are days since 1970-01-01, computed here so that counting needs integers only. The store fills `unit`, `station` and
`id`; a fact needs nothing but its record, so facts can be rebuilt from the journal alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from forms.dates import day_number
from forms.due_days import STOPPED_CLOCK, UNCOUNTED, told_day

SCHEMA = """
CREATE TABLE dossier_fact (unit TEXT, station TEXT, id TEXT, field TEXT, procedure TEXT, kase TEXT, channel TEXT,
  received_day INT, due_day INT, finished_day INT NULL, collected_day INT NULL, left_day INT NULL, status TEXT, copies INT,
  paused_day INT NULL, reappointed_day INT NULL, appointed_day INT NULL);
CREATE TABLE slip_fact (unit TEXT, station TEXT, id TEXT, form TEXT, batch TEXT, day INT, answered INT, satisfied INT,
  very INT, items INT);
CREATE TABLE answer_fact (unit TEXT, station TEXT, id TEXT, form TEXT, item TEXT, day INT, code INT, batch TEXT);
CREATE TABLE batch_fact (unit TEXT, station TEXT, id TEXT, form TEXT, batch TEXT, from_day INT, to_day INT, issued INT,
  returned INT);
CREATE TABLE feedback_fact (unit TEXT, station TEXT, id TEXT, kind TEXT, day INT, answered_day INT NULL);
CREATE INDEX dossier_by_close ON dossier_fact (finished_day, left_day, received_day, due_day, unit, field, channel, paused_day);
CREATE INDEX dossier_by_due ON dossier_fact (due_day, unit, field, finished_day, left_day, paused_day);
CREATE INDEX dossier_by_reappointment ON dossier_fact (reappointed_day, received_day, finished_day, left_day, unit, field,
  appointed_day, paused_day) WHERE reappointed_day IS NOT NULL;
CREATE INDEX answer_by_item ON answer_fact (unit, form, item, code, day);
"""
"""Tables and the indexes that answer a month's count without reading the other months (bench/bench_counts.py)."""
FACT_TABLES = ("dossier_fact", "slip_fact", "answer_fact", "batch_fact", "feedback_fact")
MISSING_CODES: Mapping[str, int] = {"blank": 0, "double": 6, "illegible": 7}

FactRow = tuple[str, tuple[Any, ...]]


class Uncountable(Exception):
    """A record that was never checked and completed, so nothing can be counted from it."""

    def __init__(self, table: str, record_id: str, detail: str) -> None:
        super().__init__(f"{table} {record_id}: {detail}")
        self.table = table
        self.record_id = record_id
        self.detail = detail


def fact_rows(table: str, record_id: str, data: Mapping[str, Any]) -> list[FactRow]:
    """Return (fact table, values after unit, station and id) of a record; none for tables that are not counted.

    Raises Uncountable for a record that cannot have passed its checks.
    """
    make = _MAKERS.get(table)
    if make is None:
        return []
    try:
        return make(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise Uncountable(table, record_id, type(error).__name__) from None


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _day(text: str) -> int:
    return day_number(date.fromisoformat(text[:10]))


def _optional_day(text: str | None) -> int | None:
    return _day(text) if text else None


def _dossier(data: Mapping[str, Any]) -> list[FactRow]:
    if data["status"] in UNCOUNTED or not data.get("received_at"):
        return []
    days: dict[str, int] = {move["to"]: _day(move["at"]) for move in data.get("moves", ())}
    frozen = data["frozen"]
    row = (
        *map(_text, (frozen["field"], data["procedure"], data["case"], data["channel"])), _day(data["received_at"]),
        _day(frozen["due"]), days.get("finished"), days.get("collected"), days.get("withdrawn", days.get("stopped")),
        _text(data["status"]), _number(data.get("copies", 1)), _paused_day(data.get("moves", ())),
        *_reappointment(data),
    )  # fmt: skip
    return [("dossier_fact", row)]


def _reappointment(data: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """Return the day on which a new appointment was given and the day it is for, None for both where there is none.

    Lateness is judged by neither: `due_day` stays what it was.
    """
    new, told = data.get("reappointment"), told_day(data)
    return (_day(new["at"]), day_number(told)) if new and told else (None, None)


def _paused_day(moves: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the day since which the clock stands still, None while it runs."""
    since: int | None = None
    for move in moves:
        if move["to"] not in STOPPED_CLOCK:
            since = None
        elif since is None:
            since = _day(move["at"])
    return since


def _survey(data: Mapping[str, Any]) -> list[FactRow]:
    if data.get("disposition"):
        return []
    form, batch, day = _text(data["form"]), _text(data["batch"]), _day(data["day"])
    coded = [(item, _code(answer)) for item, answer in data["answers"].items()]
    rows: list[FactRow] = [("answer_fact", (form, item, day, code, batch)) for item, code in coded]
    valid = [code for _, code in coded if 1 <= code <= 5]
    slip = (form, batch, day, len(valid), sum(code >= 4 for code in valid), valid.count(5), len(coded))
    return [("slip_fact", slip), *rows]


def _code(answer: int | str) -> int:
    """Return 1-5 for an answer, 0 blank, 6 double-marked, 7 illegible."""
    if isinstance(answer, str):
        return MISSING_CODES[answer]
    if type(answer) is not int or not 1 <= answer <= 5:
        raise ValueError
    return answer


def _batch(data: Mapping[str, Any]) -> list[FactRow]:
    if data.get("training") == "yes":
        return []
    days = _day(data["from"]), _day(data["to"])
    numbers = _number(data["issued"]), _number(data["returned"])
    return [("batch_fact", (_text(data["form"]), _text(data["batch"]), *days, *numbers))]


def _feedback(data: Mapping[str, Any]) -> list[FactRow]:
    return [("feedback_fact", (_text(data["kind"]), _day(data["day"]), _optional_day(data.get("answered_day"))))]


_MAKERS: Mapping[str, Callable[[Mapping[str, Any]], list[FactRow]]] = {
    "dossiers": _dossier,
    "surveys": _survey,
    "batches": _batch,
    "feedback": _feedback,
}

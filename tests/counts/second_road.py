"""The same figures by another road: plain loops over raw records, days as ISO texts, percentages by decimal.

Shares no line with the program: no fact rows, no SQL, no count rows, no `exports`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.counts.office import Record


def percent(n: int, of: int) -> str | None:
    """n of `of` with two decimals, half-up."""
    return str((Decimal(100 * n) / Decimal(of)).quantize(Decimal("0.01"), ROUND_HALF_UP)) if of else None


def days_of(data: dict[str, Any]) -> tuple[str, str, str, str]:
    """Received, due, finished, left day of a dossier; empty where it has none."""
    found = {"finished": "", "withdrawn": "", "stopped": ""}
    for move in data["moves"]:
        if move["to"] in found:
            found[move["to"]] = move["at"][:10]
    return data["received_at"][:10], data["frozen"]["due"], found["finished"], found["withdrawn"] or found["stopped"]


def waits_since(data: dict[str, Any]) -> str:
    """The day since which a dossier waits for papers or payment; empty if it does not."""
    since = ""
    for move in reversed(data["moves"]):
        if move["to"] not in ("supplement", "payment"):
            break
        since = move["at"][:10]
    return since


def counted(records: Iterable[Record]) -> list[dict[str, Any]]:
    """The dossiers that were ever received."""
    dossiers = [data for _, table, data in records if table == "dossiers"]
    return [data for data in dossiers if data["status"] not in ("registered", "rejected") and data.get("received_at")]


def columns(records: Iterable[Record], first: str, last: str) -> dict[str, Any]:
    """Columns 3-13 of Biểu II.06a over all fields, and what became of new appointments."""
    received = {"total": 0, "online": 0, "counter_post": 0, "carried": 0}
    finished = {"total": 0, "early": 0, "on_time": 0, "late": 0, "left": 0}
    still = {"total": 0, "in_time": 0, "overdue": 0}
    again = {"total": 0, "kept": 0, "missed": 0, "ahead": 0}
    for data in counted(records):
        came, due, done, left = days_of(data)
        closed = done or left or "9999-99-99"
        if came > last or closed < first:
            continue
        received["total"] += 1
        received["carried" if came < first else "online" if data["channel"] == "online" else "counter_post"] += 1
        waits, new = waits_since(data), data.get("reappointment")
        if new and new["at"][:10] <= last:
            again["total"] += 1
            over = closed if closed <= last else new["due"] if waits and waits <= new["due"] else last
            again["missed" if over > new["due"] else "kept" if closed <= last else "ahead"] += 1
        if closed > last:
            still["total"] += 1
            still["overdue" if last > due and not (waits and waits <= due) else "in_time"] += 1
        else:
            finished["total"] += 1
            finished["early" if closed < due else "late" if closed > due else "on_time"] += 1
            finished["left"] += not done
    return {"received": received, "finished": finished, "open": still, "reappointed": again}


def due_cohort(records: Iterable[Record], first: str, last: str) -> tuple[int, int]:
    """(finished by due, due) of the dossiers due in the period, without those that left by then."""
    n = of = 0
    for data in counted(records):
        _, due, done, left = days_of(data)
        waits = waits_since(data)
        if first <= due <= last and not (left and not done and left <= due) and not (waits and waits <= due):
            of += 1
            n += bool(done) and done <= due
    return n, of


def survey(records: list[Record], form: str, first: str, last: str) -> dict[str, Any]:
    """Counts of every item, and the three readings of the index, of one form; without void, blank and training slips."""
    of_form = [(unit, table, data) for unit, table, data in records if data.get("form") == form]
    slips = [data for _, table, data in of_form if table == "surveys" and first <= data["day"] <= last]
    slips = [slip for slip in slips if "disposition" not in slip]
    piles: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for unit, table, data in of_form:
        if table == "batches" and data.get("training") != "yes" and data["from"] <= last and data["to"] >= first:
            piles.setdefault((unit, data["batch"]), []).append(data)
    items: dict[str, list[Any]] = {}
    for slip in slips:
        for item, answer in slip["answers"].items():
            items.setdefault(item, []).append(answer)
    valid_answers = [answer for answers in items.values() for answer in answers if isinstance(answer, int)]
    numbers = [[answer for answer in slip["answers"].values() if isinstance(answer, int)] for slip in slips]
    valid = [answers for answers in numbers if answers]
    happy = sum(min(answers) >= 4 for answers in valid)
    return {
        "issued": sum(max(sheet["issued"] for sheet in sheets) for sheets in piles.values()),
        "returned": sum(max(sheet["returned"] for sheet in sheets) for sheets in piles.values()),
        "valid": len(valid),
        "items": items,
        "satisfied": percent(sum(answer >= 4 for answer in valid_answers), len(valid_answers)),
        "very_satisfied": percent(valid_answers.count(5), len(valid_answers)),
        "persons": percent(happy, len(valid)),
    }

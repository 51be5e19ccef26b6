"""The second road to the figures: the journal's JSON read with nothing but the standard library, and counted by hand."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any


def read_records(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the last revision of every record of all segments under a folder, by (table, id)."""
    records: dict[tuple[str, str], dict[str, Any]] = {}
    for segment in sorted(folder.glob("*.jsonl")):
        for line in segment.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["op"] == "put":
                records[event["table"], event["id"]] = event["doc"]["data"]
            elif event["op"] == "remove":
                records.pop((event["table"], event["id"]), None)
    return records


def of_table(records: dict[tuple[str, str], dict[str, Any]], table: str) -> Iterator[dict[str, Any]]:
    """Yield the records of one table."""
    return (data for (name, _), data in records.items() if name == table)


def count_dossiers(records: dict[tuple[str, str], dict[str, Any]], first: date, last: date) -> dict[str, int]:
    """Return received, finished and on-time dossiers of a period, judged by their moves and due days."""
    counts: Counter[str] = Counter()
    for dossier in of_table(records, "dossiers"):
        received = date.fromisoformat(dossier["received_at"][:10])
        finished = [date.fromisoformat(move["at"][:10]) for move in dossier["moves"] if move["to"] == "finished"]
        counts["received"] += first <= received <= last
        if finished and first <= finished[0] <= last:
            counts["finished"] += 1
            counts["on_time"] += finished[0].isoformat() <= dossier["frozen"]["due"]
    return dict(counts)


def count_answers(records: dict[tuple[str, str], dict[str, Any]]) -> dict[str, Counter[Any]]:
    """Return how often each answer was given, by item."""
    items: dict[str, Counter[Any]] = {}
    for slip in of_table(records, "surveys"):
        for item, answer in slip["answers"].items():
            items.setdefault(item, Counter())[answer] += 1
    return items


def percent(n: int, of: int) -> str:
    """Return a share as a string with two decimals, rounded half up."""
    return str((Decimal(n) * 100 / Decimal(of)).quantize(Decimal("0.01"), ROUND_HALF_UP))

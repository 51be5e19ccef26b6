"""The figures of each unit beside the others, for the comparison of a province or of the ministry.

Must not rank or judge: ranks are made where they are printed, together with the intervals given here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exports.figures.dossiers import make_on_time, make_row, tally_fields
from exports.figures.interval import make_interval
from exports.figures.ratio import FEW
from exports.figures.survey import (
    SATISFIED,
    VERY,
    count_valid,
    count_valid_slips,
    group_items,
    make_share,
    tally,
    tally_answers,
)
from forms.countrow import CountRow
from forms.definition import Definition


def make_units(rows: Iterable[CountRow], definition: Definition, unit_names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return one entry a unit that has data, by unit code."""
    by_unit: dict[str, list[CountRow]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    return [make_unit(unit, unit_names.get(unit, unit), by_unit[unit], definition) for unit in sorted(by_unit)]


def make_unit(unit: str, name: str, rows: Sequence[CountRow], definition: Definition) -> dict[str, Any]:
    """Return the figures of one unit: dossier totals, slips, pooled shares with intervals, and each item's shares."""
    ways, again = (sum(tally_fields(rows, what).values(), Counter[int]()) for what in ("dossier", "reappointed"))
    columns = make_row(ways, again)
    answers = tally_answers(rows, definition.name)
    items = [item for group in group_items(definition).values() for item in group]
    known = [answers.get(item, Counter()) for item in items]
    valid = count_valid_slips(tally(rows, "slip", definition.name))
    returned = tally(rows, "returned", definition.name).total()
    population = max(columns["finished"]["total"], returned, valid)
    return {
        "unit": unit,
        "name": name,
        "dossiers": {**columns, "on_time": make_on_time(columns["finished"])},
        "issued": tally(rows, "issued", definition.name).total(),
        "returned": returned,
        "valid": valid,
        "few": valid < FEW,
        "satisfied": _make_pooled(known, SATISFIED, population),
        "very_satisfied": _make_pooled(known, VERY, population),
        "items": [_make_item(item, answers.get(item, Counter())) for item in items],
    }


def _make_pooled(answers: Sequence[Counter[int]], levels: Sequence[int], population: int) -> dict[str, Any]:
    share = make_share(sum(answers, Counter()), levels)
    people = max((count_valid(codes) for codes in answers), default=0)
    low, high = make_interval(share["n"], share["of"], population, people)
    return {**share, "low": low, "high": high}


def _make_item(item: str, codes: Counter[int]) -> dict[str, Any]:
    return {
        "id": item,
        "very_satisfied": make_share(codes, VERY),
        "satisfied": make_share(codes, SATISFIED),
        "few": count_valid(codes) < FEW,
    }

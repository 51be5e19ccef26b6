"""The survey figures: levels and missing kinds of each item, groups, and the three readings of the overall index.

Must not impute: blank, double-marked and illegible answers are shown and leave the denominator. Answers of other
versions of a form are never added by position: only the named form is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from exports.figures.interval import EXACT_UP_TO, make_interval
from exports.figures.ratio import FEW, format_mean, make_ratio, sample_needed
from forms.countrow import BLANK, DOUBLE, ILLEGIBLE, CountRow, Slip
from forms.definition import Definition

LEVELS = (1, 2, 3, 4, 5)
SATISFIED, VERY = (4, 5), (5,)
MISSING = {"blank": BLANK, "double": DOUBLE, "illegible": ILLEGIBLE}

POOLED = "Số câu trả lời hài lòng và rất hài lòng / số câu trả lời hợp lệ, gộp mọi tiêu chí"
GROUP_MEAN = "Trung bình cộng chỉ số hài lòng của các nhóm tiêu chí"
PERSONS = "Số phiếu mà mọi câu trả lời hợp lệ đều hài lòng hoặc rất hài lòng / số phiếu hợp lệ"
INTERVAL = "Khoảng tin cậy 95 % do chọn mẫu; không kể sai lệch do người không trả lời"

Codes = Counter[int]
"""How often each answer code was given."""


def tally_answers(rows: Iterable[CountRow], form: str) -> dict[str, Codes]:
    """Return the answer codes of each item of one form."""
    items: dict[str, Codes] = {}
    for row in rows:
        if row.what == "answer" and row.a == form:
            items.setdefault(row.b, Counter())[row.code] += row.n
    return items


def tally(rows: Iterable[CountRow], what: str, form: str) -> Codes:
    """Return the numbers of one kind of row of one form by code."""
    codes: Codes = Counter()
    for row in rows:
        if row.what == what and row.a == form:
            codes[row.code] += row.n
    return codes


def make_share(codes: Codes, levels: Sequence[int]) -> dict[str, Any]:
    """Return the share of answers at some levels among the valid ones."""
    return make_ratio(sum(codes[level] for level in levels), count_valid(codes))


def count_valid(codes: Codes) -> int:
    """Return how many answers are one of the five levels."""
    return sum(codes[level] for level in LEVELS)


def make_survey(rows: Sequence[CountRow], definition: Definition, *, finished: int, received: int) -> dict[str, Any]:
    """Return the `survey` figures of one form.

    finished: dossiers finished in the period, the population of the intervals (the slips returned, if more).
    received: dossiers newly received, which say how many slips are needed.
    """
    form = definition.name
    answers, slips = tally_answers(rows, form), tally(rows, "slip", form)
    returned, valid = tally(rows, "returned", form).total(), count_valid_slips(slips)
    population = max(finished, returned, valid)
    groups = group_items(definition)
    return {
        "form": form,
        "issued": tally(rows, "issued", form).total(),
        "returned": returned,
        "valid": valid,
        "sample_needed": sample_needed(received),
        "items": [
            {"id": item, "group": group, **_make_item([answers.get(item, Counter())], population)}
            for group, items in groups.items()
            for item in items
        ],
        "groups": [
            {"id": group, **_make_item([answers.get(item, Counter()) for item in items], population)}
            for group, items in groups.items()
        ],
        "overall": make_overall(answers, slips, groups, population),
        "interval": _describe_interval(population),
        "unread": count_unread(answers, definition),
    }


def count_unread(answers: Mapping[str, Codes], definition: Definition) -> int:
    """Return how many answers no figure shows, their item or code being unknown to the form: 0 unless data is damaged."""
    codes = {*LEVELS, *MISSING.values()}
    shown = sum(answers.get(item.id, Counter())[code] for item in definition.likert for code in codes)
    return sum(given.total() for given in answers.values()) - shown


def make_overall(
    answers: Mapping[str, Codes], slips: Codes, groups: Mapping[str, Sequence[str]], population: int
) -> dict[str, Any]:
    """Return the pooled index, which is the one printed, and beside it the two other readings."""
    known = [answers.get(item, Counter()) for items in groups.values() for item in items]
    codes, people = _add(known), _count_people(known)
    shares = []
    for items in groups.values():
        group = _add([answers.get(item, Counter()) for item in items])
        if count_valid(group):
            shares.append(Fraction(sum(group[level] for level in SATISFIED), count_valid(group)))
    valid = count_valid_slips(slips)
    persons = _with_interval(make_ratio(slips[Slip.ALL_SATISFIED], valid), population, valid)
    return {
        "definition": "pooled",
        "definition_text": POOLED,
        "satisfied": _with_interval(make_share(codes, SATISFIED), population, people),
        "very_satisfied": _with_interval(make_share(codes, VERY), population, people),
        "levels": {str(level): make_share(codes, (level,)) for level in LEVELS},
        "group_mean": {"groups": len(shares), "percent": format_mean(shares), "definition": GROUP_MEAN},
        "persons": {**persons, "definition": PERSONS},
    }


def count_valid_slips(slips: Codes) -> int:
    """Return how many slips have at least one valid answer."""
    return slips[Slip.NOT_ALL_SATISFIED] + slips[Slip.ALL_SATISFIED]


def group_items(definition: Definition) -> dict[str, list[str]]:
    """Return the ids of the scale's items by group, both in the form's order."""
    groups: dict[str, list[str]] = {}
    for item in definition.likert:
        groups.setdefault(item.section, []).append(item.id)
    return groups


def _make_item(answers: Sequence[Codes], population: int) -> dict[str, Any]:
    """Return the figures of one item, or of a group's items together."""
    codes, people = _add(answers), _count_people(answers)
    return {
        "n": count_valid(codes),
        "counts": {str(level): codes[level] for level in LEVELS},
        "missing": {kind: codes[code] for kind, code in MISSING.items()},
        "satisfied": _with_interval(make_share(codes, SATISFIED), population, people),
        "very_satisfied": _with_interval(make_share(codes, VERY), population, people),
        "few": people < FEW,
    }


def _add(answers: Iterable[Codes]) -> Codes:
    return sum(answers, Counter())


def _count_people(answers: Iterable[Codes]) -> int:
    """How many people are surely behind the answers of several items: as many as answered the item most answered."""
    return max((count_valid(codes) for codes in answers), default=0)


def _with_interval(ratio: dict[str, Any], population: int, people: int) -> dict[str, Any]:
    low, high = make_interval(ratio["n"], ratio["of"], population, people)
    return {**ratio, "low": low, "high": high}


def _describe_interval(population: int) -> dict[str, Any]:
    method = "hypergeometric" if population <= EXACT_UP_TO else "wilson-fpc"
    return {"level": 95, "population": population, "method": method, "definition": INTERVAL}

"""Checking a record against its form: tidy it, then find every problem, in form order.

`normalise` first, then `check_record`. What only other records can tell is asked through `Look`. This module must not
decide what a caller does about a problem, nor write, nor read a clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from msgspec import structs

from forms import check_problems as codes
from forms.cross_checks import CROSS_CHECKS, Look
from forms.definition import Definition, Item
from forms.kinds import CHECKERS, TIDIERS, check_text, tidy_text
from forms.problems import Problem, make_problem

__all__ = ["Look", "check_record", "normalise"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_MAX_LIST = 1000
_MISSING = (None, "")
UNANSWERED = ("void", "blank")
"""Dispositions of a slip that has no answers."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One member of a record, in form order: a single item, or a place that holds the answers of several."""

    name: str
    item: Item | None
    items: tuple[Item, ...] = ()


@lru_cache(maxsize=64)
def _steps(definition: Definition) -> tuple[_Step, ...]:
    """Return what a record of the form consists of; its own name comes first and is no step."""
    places: dict[str, list[Item]] = {}
    steps: dict[str, _Step] = {}
    for item in definition.items:
        place = definition.place(item)
        if not place:
            steps[item.id] = _Step(item.id, item)
            continue
        places.setdefault(place, []).append(item)
        steps[place] = _Step(place, None, tuple(places[place]))
    return tuple(steps.values())


@lru_cache(maxsize=64)
def _names_form(definition: Definition) -> bool:
    """Return whether the record's `form` names its own definition; a batch's names the survey it is for."""
    return all(step.name != "form" for step in _steps(definition))


def normalise(definition: Definition, data: Any) -> dict[str, Any]:
    """Return the record as it is kept: tidied, defaults and form name filled in, members in form order, unknown ones last.

    Text becomes NFC without space around it, days ISO, moments ISO +07:00, digits numbers, phones and numbers bare; null is
    taken as not keyed. Nothing is refused here: what cannot be tidied stays for `check_record`, as does data that is no object.
    """
    if not isinstance(data, dict):
        return data  # type: ignore[no-any-return]
    tidied: dict[str, Any] = {}
    if _names_form(definition):
        tidied["form"] = definition.name if data.get("form") is None else data["form"]
    for step in _steps(definition):
        value = data.get(step.name)
        if step.item is not None:
            _put_tidied(tidied, step.item, value)
        elif value is not None:
            tidied[step.name] = _tidy_members(step.items, value)
    return _with_rest(tidied, data)


def _put_tidied(tidied: dict[str, Any], item: Item, value: Any) -> None:
    if value is None:
        value = item.default
    if value is not None:
        tidied[item.id] = _tidy(item, value)


def _with_rest(tidied: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return tidied with the unknown members of data behind; only these are looked for, so most records pay nothing."""
    if not data.keys() <= tidied.keys():
        tidied.update((name, value) for name, value in data.items() if name not in tidied and value is not None)
    return tidied


def _tidy(item: Item, value: Any) -> Any:
    tidier = TIDIERS.get(item.kind)
    if tidier is not None:
        return tidier(value)
    if item.kind == "object":
        return _tidy_members(item.items, value)
    if item.kind == "list" and isinstance(value, list):
        return [_tidy_members(item.items, entry) if item.items else tidy_text(entry) for entry in value]
    return value


def _tidy_members(items: Sequence[Item], value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    tidied: dict[str, Any] = {}
    for item in items:
        _put_tidied(tidied, item, value.get(item.id))
    return _with_rest(tidied, value)


def check_record(definition: Definition, data: object, look: Look) -> list[Problem]:
    """Return every problem of a normalised record, in form order, unknown members last.

    For a record being corrected, `look` must not count the record itself among those that took a serial or code.
    """
    if not isinstance(data, dict):
        return [make_problem(codes.RECORD_SHAPE, "record")]
    if _names_form(definition) and (problems := _check_form_name(definition, data.get("form"), look)):
        return problems
    problems = _check_steps(definition, data)
    broken = {problem.where.partition(".")[0] for problem in problems if problem.severity == "error"}
    problems += [problem for check in CROSS_CHECKS.get(definition.table, ()) for problem in check(data, broken, look)]
    return problems if len(problems) < 2 else _in_form_order(definition, problems)


def _check_form_name(definition: Definition, name: object, look: Look) -> list[Problem]:
    if name == definition.name:
        return []
    if name in _MISSING:
        return [make_problem(codes.FIELD_MISSING, "form", vi="Mẫu", en="Form")]
    known = isinstance(name, str) and len(name) < 100 and look.form(name) is not None
    return [make_problem(codes.FORM_OTHER if known else codes.FORM_UNKNOWN, "form", name=definition.name)]


def _check_steps(definition: Definition, data: dict[str, Any]) -> list[Problem]:
    found: list[Problem] = []
    unanswered = definition.table == "surveys" and data.get("disposition") in UNANSWERED
    for step in _steps(definition):
        if step.item is not None:
            _check_item(step.item, data, "", found)
        elif unanswered:
            if data.get(step.name):
                found.append(make_problem(codes.VOID_ANSWERED, step.name))
        elif step.name in data:
            _check_members(step.items, data[step.name], step.name, found)
        elif any(item.required for item in step.items):
            found.append(make_problem(codes.FIELD_MISSING, step.name, vi=step.name, en=step.name))
    known = {step.name for step in _steps(definition)}
    if _names_form(definition):
        known.add("form")
    return found + _check_unknown(definition, data, known)


def _check_unknown(definition: Definition, data: dict[str, Any], known: set[str]) -> list[Problem]:
    if data.keys() <= known:
        return []
    keyed_due = definition.table == "dossiers"
    return [
        make_problem(codes.DUE_KEYED if name == "due" and keyed_due else codes.FIELD_UNKNOWN, _shown(name))
        for name in data
        if name not in known
    ]


def _check_members(items: Sequence[Item], value: Any, where: str, found: list[Problem]) -> None:
    if not isinstance(value, dict):
        found.append(make_problem(codes.TYPE_OBJECT, where))
        return
    prefix = where + "."
    for item in items:
        _check_item(item, value, prefix, found)
    known = {item.id for item in items}
    if not value.keys() <= known:
        code = codes.ANSWER_UNKNOWN if items[0].kind == "likert" else codes.FIELD_UNKNOWN
        found += [make_problem(code, prefix + _shown(name)) for name in value if name not in known]


def _check_item(item: Item, members: dict[str, Any], prefix: str, found: list[Problem]) -> None:
    value = members.get(item.id)
    asked = item.relevant is None or members.get(item.relevant.item) in item.relevant.values
    if value is None or value == "":
        if item.required and asked:
            code = codes.ANSWER_MISSING if item.kind == "likert" else codes.FIELD_MISSING
            found.append(make_problem(code, prefix + item.id, vi=item.label_vi, en=item.label_en))
        return
    if not asked:
        found.append(make_problem(codes.FIELD_NOT_ASKED, prefix + item.id, vi=item.label_vi, en=item.label_en))
        return
    checker = CHECKERS.get(item.kind)
    if checker is not None:
        found += checker(item, value, prefix + item.id)
    elif item.kind == "object":
        _check_members(item.items, value, prefix + item.id, found)
    else:
        _check_list(item, value, prefix + item.id, found)


def _check_list(item: Item, value: Any, where: str, found: list[Problem]) -> None:
    if not isinstance(value, list):
        found.append(make_problem(codes.TYPE_LIST, where, vi=item.label_vi, en=item.label_en))
        return
    low, high = item.min or 0, item.max or _MAX_LIST
    if not low <= len(value) <= high:
        found.append(make_problem(codes.LIST_LENGTH, where, vi=item.label_vi, en=item.label_en, low=low, high=high))
        return
    for number, entry in enumerate(value):
        if item.items:
            _check_members(item.items, entry, f"{where}.{number}", found)
        else:
            found += check_text(_entry_of(item), entry, f"{where}.{number}")


@lru_cache(maxsize=256)
def _entry_of(item: Item) -> Item:
    """Return the item of one line of text in a plain list."""
    return structs.replace(item, kind="text", min=1, max=1000)


def _shown(name: object) -> str:
    """Return a member's name if it looks like one; anything else may hold what does not belong into a message."""
    return name if isinstance(name, str) and _NAME.fullmatch(name) else "?"


def _in_form_order(definition: Definition, problems: list[Problem]) -> list[Problem]:
    steps = {step.name: place for place, step in enumerate(_steps(definition))}
    last = len(steps)
    return sorted(problems, key=lambda problem: _place(problem.where, steps, last, definition))


def _place(where: str, steps: Mapping[str, int], last: int, definition: Definition) -> tuple[int, int, int]:
    """Return where a problem stands: its member, its entry or item in that member, its item in that entry."""
    name, _, rest = where.partition(".")
    step = _steps(definition)[steps[name]] if name in steps else None
    if step is None:
        return (last, 0, 0)
    second, _, third = rest.partition(".")
    items = step.items if step.item is None else step.item.items
    if second.isdigit():
        return (steps[name], int(second), _index(items, third))
    return (steps[name], _index(items, second), 0)


def _index(items: Sequence[Item], name: str) -> int:
    """Return the item's place, -1 for the whole, after all for an unknown one."""
    return next((place for place, item in enumerate(items) if item.id == name), len(items)) if name else -1

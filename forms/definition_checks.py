"""Everything that can be wrong with a definition, found in one pass, as problems in file order.

This module looks at plain JSON values and never raises (style 14); `forms.definition` makes the values of what passed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from forms import definition_problems as codes
from forms.dates import parse_date
from forms.problems import Problem, make_problem
from forms.text import clean, has_hidden

FORMAT_VERSION = 1
KINDS = (
    "text", "token", "form", "date", "birth", "datetime", "integer", "choice", "likert", "id_number", "phone", "code",
    "object", "list", "json",
)  # fmt: skip
TABLES = ("surveys", "dossiers", "feedback", "batches", "reports", "units", "procedures", "holidays", "accounts",
          "verifications", "samples", "sittings", "papers")  # fmt: skip
_CHOOSERS = ("choice",)
_RANGED = ("integer", "text", "list")
_ID = re.compile(r"[a-z][a-z0-9_\-]{0,63}")

Check = Callable[[Any, str], Iterator[Problem]]


def check_definition(raw: object) -> list[Problem]:
    """Return every problem of a parsed definition file, in file order."""
    if not isinstance(raw, dict):
        return [make_problem(codes.DEF_SHAPE, "file")]
    problems = list(_check_members(raw, "", _DEFINITION))
    problems += _check_key(raw)
    problems += _check_scale(raw)
    problems += _check_sections(raw)
    problems += _check_items(_list(raw, "items"), "items", _section_ids(raw))
    return problems


def _is_text(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield make_problem(codes.DEF_TYPE, where, vi="chữ", en="text")
    elif not value or has_hidden(value) or clean(value) != value:
        yield make_problem(codes.DEF_TEXT, where)


def _is_optional_text(value: Any, where: str) -> Iterator[Problem]:
    if value != "":
        yield from _is_text(value, where)


def _is_id(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield make_problem(codes.DEF_TYPE, where, vi="chữ", en="text")
    elif not _ID.fullmatch(value):
        yield make_problem(codes.DEF_ID, where)


def _is_optional_id(value: Any, where: str) -> Iterator[Problem]:
    if value != "":
        yield from _is_id(value, where)


def _is_key(value: Any, where: str) -> Iterator[Problem]:
    if value is not None:
        yield from _is_id(value, where)


def _is_flag(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield make_problem(codes.DEF_TYPE, where, vi="true hoặc false", en="true or false")


def _is_integer(value: Any, where: str) -> Iterator[Problem]:
    if type(value) is not int:
        yield make_problem(codes.DEF_TYPE, where, vi="số nguyên", en="a whole number")


def _is_value(value: Any, where: str) -> Iterator[Problem]:
    if type(value) is not int:
        yield from _is_text(value, where)


def _is_list(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield make_problem(codes.DEF_TYPE, where, vi="danh sách", en="a list")


def _is_object(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield make_problem(codes.DEF_TYPE, where, vi="đối tượng", en="an object")


def _is_format(value: Any, where: str) -> Iterator[Problem]:
    if type(value) is not int or value != FORMAT_VERSION:
        yield make_problem(codes.DEF_FORMAT, where, known=FORMAT_VERSION)


def _is_version(value: Any, where: str) -> Iterator[Problem]:
    if type(value) is not int or value < 1:
        yield make_problem(codes.DEF_VERSION, where)


def _is_day(value: Any, where: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) or parse_date(value) is None:
        yield make_problem(codes.DEF_DATE, where)


def _is_table(value: Any, where: str) -> Iterator[Problem]:
    if value not in TABLES:
        yield make_problem(codes.DEF_TABLE, where, known=", ".join(TABLES))


def _is_kind(value: Any, where: str) -> Iterator[Problem]:
    if value not in KINDS:
        yield make_problem(codes.DEF_KIND, where, known=", ".join(KINDS))


_Members = Mapping[str, tuple[bool, Check]]
_DEFINITION: _Members = {
    "format": (True, _is_format), "id": (True, _is_id), "version": (True, _is_version), "valid_from": (True, _is_day),
    "title_vi": (True, _is_text), "title_en": (True, _is_text), "table": (True, _is_table), "key": (False, _is_key),
    "source": (False, _is_optional_text), "scale": (False, _is_list), "sections": (True, _is_list), "items": (True, _is_list),
}  # fmt: skip
_SECTION: _Members = {
    "id": (True, _is_id), "label_vi": (True, _is_text), "label_en": (True, _is_text), "number": (False, _is_optional_text),
    "place": (False, _is_optional_id),
}  # fmt: skip
_ITEM: _Members = {
    "id": (True, _is_id), "label_vi": (True, _is_text), "label_en": (True, _is_text), "kind": (True, _is_kind),
    "section": (False, _is_optional_id), "required": (False, _is_flag), "choices": (False, _is_list),
    "min": (False, _is_integer), "max": (False, _is_integer), "lines": (False, _is_integer),
    "unit_vi": (False, _is_optional_text), "unit_en": (False, _is_optional_text), "default": (False, _is_value),
    "personal": (False, _is_flag), "computed": (False, _is_flag), "relevant": (False, _is_object), "items": (False, _is_list),
}  # fmt: skip
_CHOICE: _Members = {"value": (True, _is_value), "label_vi": (True, _is_text), "label_en": (True, _is_text)}
_CONDITION: _Members = {"item": (True, _is_id), "values": (True, _is_list)}


def _check_members(raw: Any, where: str, members: _Members) -> Iterator[Problem]:
    if not isinstance(raw, dict):
        yield from _is_object(raw, where)
        return
    for name, (required, check) in members.items():
        if name in raw:
            yield from check(raw[name], _at(where, name))
        elif required:
            yield make_problem(codes.DEF_MEMBER_MISSING, _at(where, name))
    for name in raw:
        if name not in members:
            yield make_problem(codes.DEF_MEMBER_UNKNOWN, _at(where, name if _ID.fullmatch(name) else "?"))


def _check_sections(raw: dict[str, Any]) -> Iterator[Problem]:
    used = {item.get("section") for item in _list(raw, "items") if isinstance(item, dict)}
    seen: set[object] = set()
    for place, section in enumerate(_list(raw, "sections")):
        where = f"sections.{place}"
        yield from _check_members(section, where, _SECTION)
        section_id = section.get("id") if isinstance(section, dict) else None
        if not isinstance(section_id, str):
            continue
        if section_id in seen:
            yield make_problem(codes.DEF_ID_DOUBLED, f"{where}.id")
        elif section_id not in used:
            yield make_problem(codes.DEF_SECTION_EMPTY, f"{where}.id")
        seen.add(section_id)


def _section_ids(raw: dict[str, Any]) -> dict[str, str]:
    sections = [section for section in _list(raw, "sections") if isinstance(section, dict)]
    return {s["id"]: _str(s.get("place", "")) for s in sections if isinstance(s.get("id"), str)}


def _check_items(items: list[Any], where: str, sections: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems of a list of items; ids must differ within one place of the record."""
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    taken = {place for place in sections.values() if place}
    for number, item in enumerate(items):
        here = f"{where}.{number}"
        yield from _check_members(item, here, _ITEM)
        if not isinstance(item, dict):
            continue
        section = _str(item.get("section", ""))
        if section and section not in sections:
            yield make_problem(codes.DEF_SECTION, f"{here}.section")
        place, item_id = sections.get(section, ""), _str(item.get("id"))
        if item_id and ((place, item_id) in seen or (not place and item_id in taken)):
            yield make_problem(codes.DEF_ID_DOUBLED, f"{here}.id")
        yield from _check_choices(item, here)
        yield from _check_limits(item, here)
        yield from _check_nested(item, here)
        yield from _check_relevant(item, here, {name: other for (at, name), other in seen.items() if at == place})
        yield from _check_default(item, here)
        seen.setdefault((place, item_id), item)


def _check_choices(item: dict[str, Any], where: str) -> Iterator[Problem]:
    choices = _list(item, "choices")
    if item.get("kind") in _CHOOSERS:
        if len(choices) < 2:
            yield make_problem(codes.DEF_CHOICES_MISSING, f"{where}.choices")
    elif choices:
        yield make_problem(codes.DEF_CHOICES_NEEDLESS, f"{where}.choices")
    yield from _check_choice_list(choices, f"{where}.choices")


def _check_choice_list(choices: list[Any], where: str) -> Iterator[Problem]:
    seen: list[object] = []
    for number, choice in enumerate(choices):
        yield from _check_members(choice, f"{where}.{number}", _CHOICE)
        value = choice.get("value") if isinstance(choice, dict) else None
        if value is not None and value in seen:
            yield make_problem(codes.DEF_CHOICE_DOUBLED, f"{where}.{number}.value")
        seen.append(value)


def _check_limits(item: dict[str, Any], where: str) -> Iterator[Problem]:
    low, high = item.get("min"), item.get("max")
    if low is None and high is None:
        return
    crossed = type(low) is int and type(high) is int and low > high
    if crossed or item.get("kind") not in _RANGED:
        yield make_problem(codes.DEF_RANGE, f"{where}.{'min' if low is not None else 'max'}")


def _check_nested(item: dict[str, Any], where: str) -> Iterator[Problem]:
    items = _list(item, "items")
    if (items and item.get("kind") not in ("object", "list")) or (not items and item.get("kind") == "object"):
        yield make_problem(codes.DEF_MEMBERS, f"{where}.items")
    yield from _check_items(items, f"{where}.items", {})


def _check_relevant(item: dict[str, Any], where: str, earlier: Mapping[str, dict[str, Any]]) -> Iterator[Problem]:
    condition = item.get("relevant")
    if not isinstance(condition, dict):
        return
    yield from _check_members(condition, f"{where}.relevant", _CONDITION)
    other = earlier.get(_str(condition.get("item")))
    values = _list(condition, "values")
    known = [choice.get("value") for choice in _list(other, "choices") if isinstance(choice, dict)] if other else []
    if other is None or not values or (known and any(value not in known for value in values)):
        yield make_problem(codes.DEF_RELEVANT, f"{where}.relevant")


def _check_default(item: dict[str, Any], where: str) -> Iterator[Problem]:
    if "default" not in item:
        return
    default, kind = item["default"], item.get("kind")
    choices = [choice.get("value") for choice in _list(item, "choices") if isinstance(choice, dict)]
    fits = {"integer": type(default) is int, "choice": default in choices, "text": isinstance(default, str)}
    if not fits.get(_str(kind), False):
        yield make_problem(codes.DEF_DEFAULT, f"{where}.default")


def _check_scale(raw: dict[str, Any]) -> Iterator[Problem]:
    scale = _list(raw, "scale")
    yield from _check_choice_list(scale, "scale")
    rated = any(isinstance(item, dict) and item.get("kind") == "likert" for item in _list(raw, "items"))
    values = [choice.get("value") for choice in scale if isinstance(choice, dict)]
    if values != ([1, 2, 3, 4, 5] if rated else []):
        yield make_problem(codes.DEF_SCALE, "scale")


def _check_key(raw: dict[str, Any]) -> Iterator[Problem]:
    key, places = raw.get("key"), _section_ids(raw)
    if not isinstance(key, str) or not key:
        return
    items = [item for item in _list(raw, "items") if isinstance(item, dict) and item.get("id") == key]
    if not any(item.get("required") is True and not places.get(_str(item.get("section", "")), "") for item in items):
        yield make_problem(codes.DEF_KEY, "key")


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _list(raw: Any, name: str) -> list[Any]:
    value = raw.get(name) if isinstance(raw, dict) else None
    return value if isinstance(value, list) else []


def _str(value: object) -> str:
    return value if isinstance(value, str) else ""

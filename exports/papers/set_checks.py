"""Everything that can be wrong with a set file, found in one pass, as problems in file order.

This module looks at plain JSON values and never raises (style 14); `exports.papers.set_file` makes the values of what passed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from string import Formatter
from typing import Any

from exports.papers import set_problems as codes
from exports.papers.value_names import ASKED, LISTS, ROWS, SIGNERS, TEXTS
from exports.report.typeface import BOLD, ITALIC, REGULAR, known_letters
from forms.dates import parse_date
from forms.dossier import STATUSES
from forms.problems import Problem, make_problem
from forms.text import clean, has_hidden

FORMAT_VERSION = 1
MOST_FIELDS, MOST_COLUMNS, MOST_PAPERS, MOST_LINES = 3, 8, 40, 40
_ID = re.compile(r"[a-z][a-z0-9\-]{0,39}")
_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")

Found = Iterator[Problem]
Check = Callable[[Any, str], Found]
Members = Mapping[str, tuple[bool, Check]]


def check_set(raw: object) -> list[Problem]:
    """Return every problem of a parsed set file, in file order."""
    if not isinstance(raw, dict):
        return [make_problem(codes.SET_SHAPE, "file")]
    problems = list(_members(_SET)(raw, ""))
    first, last = (parse_date(str(raw.get(name, ""))) for name in ("from", "to"))
    if first and last and last < first:
        problems.append(make_problem(codes.SET_RANGE, "to"))
    papers = raw.get("papers")
    kinds = [paper.get("kind") for paper in papers if isinstance(paper, dict)] if isinstance(papers, list) else []
    doubled = [place for place, kind in enumerate(kinds) if isinstance(kind, str) and kind in kinds[:place]]
    return problems + [make_problem(codes.SET_KIND_DOUBLED, f"papers.{place}.kind") for place in doubled]


# one value


def _text(value: Any, where: str) -> Found:
    if not isinstance(value, str):
        yield make_problem(codes.SET_TYPE, where, vi="chữ", en="text")
    elif not value or has_hidden(value) or clean(value) != value:
        yield make_problem(codes.SET_TEXT, where)
    else:
        drawn = known_letters(REGULAR) & known_letters(BOLD) & known_letters(ITALIC)
        missing = sorted({letter for letter in value if letter != "\n" and ord(letter) not in drawn})
        if missing:
            yield make_problem(codes.SET_GLYPH, where, codes=", ".join(f"U+{ord(letter):04X}" for letter in missing))


def _optional(check: Check) -> Check:
    def look(value: Any, where: str) -> Found:
        if value != "":
            yield from check(value, where)

    return look


def _id(value: Any, where: str) -> Found:
    if not isinstance(value, str):
        yield make_problem(codes.SET_TYPE, where, vi="chữ", en="text")
    elif not _ID.fullmatch(value):
        yield make_problem(codes.SET_ID, where)


def _flag(value: Any, where: str) -> Found:
    if not isinstance(value, bool):
        yield make_problem(codes.SET_TYPE, where, vi="true hoặc false", en="true or false")


def _format(value: Any, where: str) -> Found:
    if type(value) is not int or value != FORMAT_VERSION:
        yield make_problem(codes.SET_FORMAT, where, known=FORMAT_VERSION)


def _day(value: Any, where: str) -> Found:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) or parse_date(value) is None:
        yield make_problem(codes.SET_DATE, where)


def _hour(value: Any, where: str) -> Found:
    if not isinstance(value, str) or not _HOUR.fullmatch(value):
        yield make_problem(codes.SET_HOUR, where)


def _number(low: int, high: int) -> Check:
    def look(value: Any, where: str) -> Found:
        if type(value) is not int or not low <= value <= high:
            yield make_problem(codes.SET_NUMBER, where, low=low, high=high)

    return look


def _one_of(known: Collection[str]) -> Check:
    def look(value: Any, where: str) -> Found:
        if value not in known:
            yield make_problem(codes.SET_CHOICE, where, known=", ".join(known))

    return look


def _value(known: Collection[str]) -> Check:
    def look(value: Any, where: str) -> Found:
        if value not in known:
            yield make_problem(codes.SET_VALUE, where, known=", ".join(known))

    return look


def _template(known: Collection[str]) -> Check:
    """A text whose every pair of braces names a value that is known here."""

    def look(value: Any, where: str) -> Found:
        yield from _text(value, where)
        if not isinstance(value, str):
            return
        try:
            parts = list(Formatter().parse(value))
        except ValueError:
            yield make_problem(codes.SET_BRACES, where)
            return
        for _, name, spec, conversion in parts:
            if name is not None and (name not in known or spec or conversion):
                yield make_problem(codes.SET_VALUE, where, known=", ".join(known))

    return look


def _list(check: Check, low: int, high: int) -> Check:
    def look(value: Any, where: str) -> Found:
        if not isinstance(value, list):
            yield make_problem(codes.SET_TYPE, where, vi="danh sách", en="a list")
            return
        if not low <= len(value) <= high:
            yield make_problem(codes.SET_EMPTY, where, low=low, high=high)
        for place, entry in enumerate(value):
            yield from check(entry, f"{where}.{place}")

    return look


def _members(members: Members) -> Check:
    def look(value: Any, where: str) -> Found:
        if not isinstance(value, dict):
            yield make_problem(codes.SET_TYPE, where, vi="đối tượng", en="an object")
            return
        for name, (required, check) in members.items():
            if name in value:
                yield from check(value[name], _at(where, name))
            elif required:
                yield make_problem(codes.SET_MEMBER_MISSING, _at(where, name))
        for name in value:
            if name not in members:
                yield make_problem(codes.SET_MEMBER_UNKNOWN, _at(where, name if re.fullmatch(r"[a-z_]{1,40}", name) else "?"))

    return look


# parts of a set

_FIELD: Members = {"label": (True, _text), "value": (True, _value(TEXTS)), "after": (False, _optional(_text))}
_KINDS: Mapping[str, Members] = {
    "fields": {"kind": (True, _text), "fields": (True, _list(_members(_FIELD), 1, MOST_FIELDS))},
    "list": {
        "kind": (True, _text), "label": (True, _text), "value": (True, _value(LISTS)), "lines": (False, _number(0, MOST_LINES)),
    },
    "text": {"kind": (True, _text), "text": (True, _template(TEXTS)), "style": (False, _one_of(("body", "centre", "note")))},
}  # fmt: skip


def _block(value: Any, where: str) -> Found:
    kind = value.get("kind") if isinstance(value, dict) else None
    if kind == "table":
        yield from _table(value, where)
    elif isinstance(kind, str) and kind in _KINDS:
        yield from _members(_KINDS[kind])(value, where)
    elif isinstance(value, dict):
        yield from _one_of((*_KINDS, "table"))(kind, _at(where, "kind"))
    else:
        yield from _members({})(value, where)


def _table(raw: dict[str, Any], where: str) -> Found:
    rows = raw.get("value")
    cells = ROWS.get(rows, ()) if isinstance(rows, str) else ()
    yield from _members({
        "kind": (True, _text), "value": (True, _value(ROWS)), "head": (True, _list(_text, 1, MOST_COLUMNS)),
        "cells": (True, _list(_optional(_template(cells)), 1, MOST_COLUMNS)),
        "widths": (True, _list(_number(1, 100), 1, MOST_COLUMNS)), "rows": (False, _number(0, MOST_LINES)),
    })(raw, where)  # fmt: skip
    lengths = {len(raw[name]) for name in ("head", "cells", "widths") if isinstance(raw.get(name), list)}
    if len(lengths) > 1:
        yield make_problem(codes.SET_COLUMNS, where)


_ASK: Members = {
    "value": (True, _value(ASKED)), "label_vi": (True, _text), "label_en": (True, _text),
    "lines": (False, _number(1, MOST_LINES)), "required": (False, _flag),
}  # fmt: skip
_SIGNATURE: Members = {"title": (True, _text), "hint": (True, _text), "name": (False, _optional(_one_of(SIGNERS)))}
_STATUS = _one_of(STATUSES)
_PAPER: Members = {
    "kind": (True, _id), "form": (False, _optional(_text)), "title": (True, _text), "title_en": (True, _text),
    "symbol": (False, _optional(_text)), "head": (False, _one_of(("section", "unit"))), "size": (True, _one_of(("A4", "A5"))),
    "statuses": (True, _list(_STATUS, 1, len(STATUSES))), "needs": (False, _list(_value({**TEXTS, **LISTS}), 0, 9)),
    "reason_of": (False, _list(_STATUS, 0, len(STATUSES))), "asks": (False, _list(_members(_ASK), 0, len(ASKED))),
    "copies": (False, _list(_text, 0, 9)), "code": (False, _flag), "outgoing": (False, _flag),
    "subject": (False, _optional(_template(TEXTS))), "addressee": (False, _optional(_template(TEXTS))),
    "blocks": (True, _list(_block, 1, 60)), "signatures": (True, _list(_members(_SIGNATURE), 0, 3)),
    "after": (False, _list(_template(TEXTS), 0, 9)), "note": (False, _optional(_text)),
}  # fmt: skip
_SET: Members = {
    "format": (True, _format), "id": (True, _id), "title": (True, _text), "source": (True, _text), "section": (True, _text),
    "closing": (True, _hour), "from": (True, _day), "to": (False, _day),
    "papers": (True, _list(_members(_PAPER), 1, MOST_PAPERS)), "note": (False, _optional(_text)),
}  # fmt: skip


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name

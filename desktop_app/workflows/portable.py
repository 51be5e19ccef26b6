"""What every line must be able to do: travel. A bundle refuses long lines and hidden characters, so saving refuses them first.

And the reason for a change stands in the line's clear part, also in a sealed office: numbers of persons do not belong there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from desktop_app.store.office import Change
from exports.bundle import MAX_LINE_BYTES
from forms.line import dump_text
from forms.problems import Problem, Refused, declare, make_problem
from forms.strict_json import BadJson, loads_strict, require_text
from forms.text import fold

NAMED = frozenset({"dossiers", "surveys", "feedback"})
"""Tables of persons; the names of units, accounts and procedures are no secret."""
ENVELOPE_BYTES = 4096
"""Room for the envelope, its hashes, and what sealing adds."""

TOO_LONG = declare(
    "RECORD-TOO-LONG",
    "Bản ghi quá dài để gửi đi ({size} byte, tối đa {limit}). Hãy rút gọn phần chữ.",
    "The record is too long to travel ({size} bytes, at most {limit}). Shorten its texts.",
)
NUMBER_IN_WHY = declare(
    "WHY-HOLDS-NUMBER",
    "Lý do không được ghi số định danh hay số điện thoại: phần này không niêm phong. Hãy ghi lý do khác.",
    "A reason must not hold an identity or phone number: it is not sealed. Word it without.",
)

NAME_IN_WHY = declare(
    "WHY-HOLDS-NAME",
    "Lý do không được ghi họ tên người trong hồ sơ: phần này không niêm phong. Hãy ghi lý do khác.",
    "A reason must not hold the name of the person in the record: it is not sealed. Word it without.",
)

_NUMBER = re.compile(r"\d(?:[\s.]{0,2}\d){8,}|(?<!\d)\(?0\d{2,3}\)?[\s.\-–]{0,3}\d{3}[\s.\-–]{1,3}\d{3,4}(?!\d)")
"""Nine digits or more, or a telephone number in groups; neither a day nor a dossier's code."""


def require_portable(changes: Iterable[Change]) -> None:
    """Raise Refused with every change that could not be sent, or whose reason holds a person's number."""
    problems = list(dict.fromkeys(problem for change in changes for problem in _problems(change)))
    if problems:
        raise Refused(problems)


def require_nameless(changes: Iterable[Change], before: Callable[[str, str], Mapping[str, Any]]) -> None:
    """Raise Refused with every reason that holds the name in its record, as it becomes or was. before: (table, id) → record."""
    problems = [
        make_problem(NAME_IN_WHY, "why")
        for change in changes
        if change.why and change.table in NAMED
        for name in {_name(change.data or {}), _name(before(change.table, change.id))}
        if name and name in _words(change.why)
    ]
    if problems:
        raise Refused(problems[:1])


def holds_person(text: str, record: Mapping[str, Any]) -> bool:
    """Tell whether a text holds the name in its record, or a number of identity or phone."""
    name = _name(record)
    return bool(_NUMBER.search(text)) or bool(name and name in _words(text))


def _name(record: Mapping[str, Any]) -> str:
    name = record.get("name")
    return _words(name) if isinstance(name, str) and name.strip() else ""


def _words(text: str) -> str:
    """Return a text folded, its words between single spaces."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', fold(text)))} "


def _problems(change: Change) -> Iterator[Problem]:
    data, limit = dump_text(change.data), MAX_LINE_BYTES - ENVELOPE_BYTES
    if len(data) * 4 // 3 > limit:
        yield make_problem(TOO_LONG, change.id, size=len(data), limit=limit * 3 // 4)
        return
    try:
        loads_strict(data, max_bytes=MAX_LINE_BYTES)
        for text in (change.id, change.why):
            require_text(text)
    except BadJson as bad:
        yield make_problem(bad.code, change.id if bad.detail != change.id else "id", detail=bad.detail)
    if change.op != "audit" and _NUMBER.search(change.why):
        yield make_problem(NUMBER_IN_WHY, "why")

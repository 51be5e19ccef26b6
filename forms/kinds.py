"""What an answer of each kind of item must look like: tidying before, checking after.

A tidier gets any JSON value and returns it as records keep it, untouched where it cannot; a checker gets an item, a tidied
value and its place, and returns its problems. Neither raises, and no message holds the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from forms import check_problems as codes
from forms.dates import DateError, format_time, is_kept_time, parse_date, parse_time, require_date, require_time
from forms.definition import Item
from forms.dossier import CODE_SHAPE, parse_code
from forms.facts import MISSING_CODES
from forms.identity import clean_id_number, clean_phone, is_id_number, is_phone
from forms.legacy import looks_legacy
from forms.numbers import parse_integer
from forms.problems import Problem, make_problem
from forms.strict_json import MAX_INTEGER
from forms.text import clean, has_hidden, nfc

Tidier = Callable[[Any], Any]
Checker = Callable[[Item, Any, str], Sequence[Problem]]

MAX_TEXT = 10_000
MAX_DEPTH = 12
"""Levels of free JSON: with the line around it no more than `forms.strict_json.MAX_DEPTH`."""

_TOKEN = re.compile(r"[^\W_][\w.\-/]{0,79}")
LAST_YEAR = "2999"
_YEAR = re.compile(r"1[89][0-9]{2}|20[0-9]{2}")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FORM = re.compile(r"[a-z][a-z0-9_\-]{0,63}@[1-9][0-9]{0,5}")
_FINE: tuple[Problem, ...] = ()


def _problem(code: str, item: Item, where: str, **values: object) -> list[Problem]:
    return [make_problem(code, where, vi=item.label_vi, en=item.label_en, **values)]


def tidy_text(value: Any) -> Any:
    """Return text as records keep it: NFC, plain line ends, nothing around it."""
    return clean(value) if isinstance(value, str) else value


def tidy_date(value: Any) -> Any:
    """Return a day as ISO."""
    if not isinstance(value, str):
        return value
    day = parse_date(value)
    return clean(value) if day is None else day.isoformat()


def tidy_time(value: Any) -> Any:
    """Return a moment as ISO in Vietnam time."""
    if not isinstance(value, str) or is_kept_time(value):
        return value
    moment = parse_time(value)
    return clean(value) if moment is None else format_time(moment)


def tidy_integer(value: Any) -> Any:
    """Return the number a person wrote in digits."""
    if not isinstance(value, str):
        return value
    number = parse_integer(value)
    return clean(value) if number is None else number


def tidy_id_number(value: Any) -> Any:
    """Return an identity number without separators."""
    return clean_id_number(clean(value)) if isinstance(value, str) else value


def tidy_phone(value: Any) -> Any:
    """Return a phone number with a leading 0 and without separators."""
    return clean_phone(clean(value)) if isinstance(value, str) else value


def tidy_code(value: Any) -> Any:
    """Return a dossier code in capitals."""
    return clean(value).upper() if isinstance(value, str) else value


def check_text(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return problems of type, hidden characters, lines, length; a warning for old 8-bit text."""
    if not isinstance(value, str):
        return _problem(codes.TYPE_TEXT, item, where)
    found: list[Problem] = []
    if has_hidden(value):
        found += _problem(codes.TEXT_HIDDEN, item, where)
    if item.lines <= 1 and ("\n" in value or "\t" in value):
        found += _problem(codes.TEXT_LINES, item, where)
    low, high = item.min or 0, item.max or MAX_TEXT
    if not low <= len(value) <= high:
        found += _problem(codes.TEXT_LENGTH, item, where, low=low, high=high)
    if looks_legacy(value):
        found += _problem(codes.TEXT_LEGACY, item, where)
    return found or _FINE


def _shaped(fits: Callable[[str], object], code: str) -> Checker:
    """Return a checker of text that must have a shape."""

    def check(item: Item, value: Any, where: str) -> Sequence[Problem]:
        if not isinstance(value, str):
            return _problem(codes.TYPE_TEXT, item, where)
        return _FINE if fits(value) else _problem(code, item, where)

    return check


def is_token(text: str) -> bool:
    """Return whether the text is a code; a filler letter is a letter to the pattern, but nobody sees it."""
    return _TOKEN.fullmatch(text) is not None and not has_hidden(text)


def check_date(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return the problem of a day: no text, no day's shape, not in the calendar, or not yet tidied to ISO."""
    if not isinstance(value, str):
        return _problem(codes.TYPE_TEXT, item, where)
    try:
        require_date(value)
    except DateError as error:
        return _problem(codes.DATE_IMPOSSIBLE if error.reason == "impossible" else codes.DATE_SHAPE, item, where)
    return _FINE if _ISO_DAY.fullmatch(value) else _problem(codes.DATE_SHAPE, item, where)


def check_birth(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return the problem of a birth: a day, or a year only."""
    return _FINE if isinstance(value, str) and _YEAR.fullmatch(value) else check_date(item, value, where)


def check_time(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return the problem of a moment; one after `LAST_YEAR` leaves no room for a due day."""
    if not isinstance(value, str):
        return _problem(codes.TYPE_TEXT, item, where)
    if is_kept_time(value):
        return _FINE if value[:4] <= LAST_YEAR else _problem(codes.TIME_IMPOSSIBLE, item, where)
    try:
        require_time(value)
    except DateError as error:
        by_reason = {"impossible": codes.TIME_IMPOSSIBLE, "zone": codes.TIME_ZONE}
        return _problem(by_reason.get(error.reason, codes.TIME_SHAPE), item, where)
    return _problem(codes.TIME_SHAPE, item, where)


def check_integer(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return the problem of a whole number: letters, another type, out of range."""
    if isinstance(value, str):
        return _problem(codes.NUMBER_DIGITS, item, where)
    if type(value) is not int:
        return _problem(codes.TYPE_INTEGER, item, where)
    low = -MAX_INTEGER if item.min is None else item.min
    high = MAX_INTEGER if item.max is None else item.max
    return _FINE if low <= value <= high else _problem(codes.NUMBER_RANGE, item, where, low=low, high=high)


def check_likert(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return the problem of a rating: 1-5, or why there is none."""
    if type(value) is int and 1 <= value <= 5:
        return _FINE
    return _FINE if isinstance(value, str) and value in MISSING_CODES else _problem(codes.ANSWER_RANGE, item, where)


def check_choice(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return the problem of a choice that is not on the form."""
    for choice in item.choices:
        if choice.value == value and type(choice.value) is type(value):
            return _FINE
    known_vi = ", ".join(f"{choice.value} ({choice.label_vi})" for choice in item.choices)
    known_en = ", ".join(f"{choice.value} ({choice.label_en})" for choice in item.choices)
    return _problem(codes.CHOICE_UNKNOWN, item, where, known_vi=known_vi, known_en=known_en)


def check_json(item: Item, value: Any, where: str) -> Sequence[Problem]:
    """Return the problem of free JSON that a record cannot keep: a fraction, half a character, too deep."""
    return _FINE if _is_kept_json(value, MAX_DEPTH) else _problem(codes.TYPE_JSON, item, where)


def _is_kept_json(value: Any, depth: int) -> bool:
    if isinstance(value, str):
        return not has_hidden(value) and nfc(value) == value
    if value is None or isinstance(value, int):
        return value is None or abs(value) <= MAX_INTEGER
    if depth == 0:
        return False
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_kept_json(name, 0) and _is_kept_json(v, depth - 1) for name, v in value.items())
    return isinstance(value, list) and all(_is_kept_json(entry, depth - 1) for entry in value)


TIDIERS: dict[str, Tidier] = {
    "text": tidy_text, "token": tidy_text, "form": tidy_text, "date": tidy_date, "birth": tidy_date, "datetime": tidy_time,
    "integer": tidy_integer, "id_number": tidy_id_number, "phone": tidy_phone, "code": tidy_code,
}  # fmt: skip
"""Tidiers of the kinds that have one; `object` and `list` are tidied member by member in `forms.checks`."""

CHECKERS: dict[str, Checker] = {
    "text": check_text,
    "token": _shaped(is_token, codes.TOKEN_SHAPE),
    "form": _shaped(_FORM.fullmatch, codes.FORM_UNKNOWN),
    "date": check_date,
    "birth": check_birth,
    "datetime": check_time,
    "integer": check_integer,
    "likert": check_likert,
    "choice": check_choice,
    "id_number": _shaped(is_id_number, codes.ID_SHAPE),
    "phone": _shaped(is_phone, codes.PHONE_SHAPE),
    "code": _shaped(parse_code, CODE_SHAPE),
    "json": check_json,
}

"""Days as old registers hold them: Excel's serial numbers, d/m/yy, month first, words, a zero gone; told when mended.

Must not guess a day that is not there: what is unclear stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from exports.table_read import Value
from forms.text import fold

_WINDOWS, _MAC = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = (14_000, 80_000)
"""Serial days taken for days: 1938 to 2119 counted from 1900."""
_TIME = re.compile(
    r"(?<![\d/.\-])([01]?\d|2[0-3])\s*(?:h|g|gio|:)\s*(?:([0-5]\d)(?![\d/.\-])(?::[0-5]\d(?:\.\d+)?)?)?\s*(?:phut|p)?(?!\w)"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_MONTH = re.compile(r"(\d{1,2})[- /]([a-z]{3,9})[- /](\d{4}|\d{2})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Mapping[str, int] = {name: number for number, name in enumerate(_ENGLISH, 1)}
ENOUGH = 3
"""Cells of each sort a column must have before it is said that Excel turned day and month about."""


@dataclass(frozen=True, slots=True)
class Order:
    """How days stand in a column. month_first: texts are m/d/y.  swapped: true day cells have day and month the wrong way."""

    month_first: bool = False
    swapped: bool = False


@dataclass(frozen=True, slots=True)
class ReadDay:
    """A day read. clock: the time beside it.  mended: it does not stand there as dd/mm/yyyy or a true day."""

    day: date
    clock: time | None = None
    mended: bool = False


def find_order(values: Iterable[Value]) -> Order:
    """Return how the days of a column stand, told by what cannot be otherwise."""
    first_over = second_over = texts = days = 0
    days_fit = True
    for value in values:
        if isinstance(value, datetime | date):
            days += 1
            days_fit = days_fit and value.day <= 12
        elif isinstance(value, str) and (match := _DAY_FIRST.search(value)):
            texts += 1
            first_over += int(match[1]) > 12
            second_over += int(match[3]) > 12
    month_first = second_over > 0 and not first_over
    over = second_over if month_first else first_over
    swapped = not month_first and days_fit and days >= ENOUGH and texts >= ENOUGH and over == texts
    return Order(month_first, swapped)


def read_day(value: Value, order: Order = Order(), *, date1904: bool = False) -> ReadDay | None:
    """Return the day a cell holds, None where it is none."""
    if isinstance(value, datetime):
        clock = value.time().replace(tzinfo=None, microsecond=0) if value.time() != time(0) else None
        return _turned(value.date(), clock, order)
    if isinstance(value, date):
        return _turned(value, None, order)
    if isinstance(value, bool) or value is None or isinstance(value, time):
        return None
    if isinstance(value, int | Decimal):
        return _of_number(Decimal(value), date1904=date1904)
    return _of_text(value, order, date1904=date1904)


def _turned(day: date, clock: time | None, order: Order) -> ReadDay:
    if order.swapped and day.day <= 12:
        return ReadDay(date(day.year, day.day, day.month), clock, day.day != day.month)
    return ReadDay(day, clock)


def _of_number(number: Decimal, *, date1904: bool) -> ReadDay | None:
    low, high = _SERIALS
    whole = int(number)
    if low <= whole <= high:
        seconds = int((number - whole) * 86_400)
        clock = (datetime.min + timedelta(seconds=seconds)).time() if seconds else None  # noqa: DTZ901 - only its time of day
        return ReadDay((_MAC if date1904 else _WINDOWS) + timedelta(days=whole), clock, mended=True)
    return _of_run(str(whole)) if number == whole else None


def _of_run(digits: str) -> ReadDay | None:
    """Return the day of ddmmyyyy, its leading zero lost or not, or of yyyymmdd."""
    if len(digits) not in (7, 8) or not digits.isascii() or not digits.isdigit():
        return None
    run = digits.zfill(8)
    day = _make(run[4:], run[2:4], run[:2])
    if day is None or not 1938 <= day.year <= 2119:
        day = _make(run[:4], run[4:6], run[6:]) if len(digits) == 8 else None
    return ReadDay(day, mended=True) if day else None


def _of_text(text: str, order: Order, *, date1904: bool) -> ReadDay | None:
    plain = fold(text)
    if _SERIAL.fullmatch(plain):
        return _of_number(Decimal(plain.replace(",", ".")), date1904=date1904)
    clock, rest = _take_time(plain)
    rest = re.sub(r"\s+", " ", rest.replace("ngay", " ").replace(",", " ")).strip(" .;-")
    if plain == rest and (run := _of_run(rest)):
        return run
    found = _parts(rest, order)
    if found is None:
        return None
    day, mended = found
    return ReadDay(day, clock, mended)


def _take_time(plain: str) -> tuple[time | None, str]:
    match = _TIME.search(plain)
    if match is None:
        return None, plain
    return time(int(match[1]), int(match[2] or 0)), f"{plain[: match.start()]} {plain[match.end() :]}"


def _parts(text: str, order: Order) -> tuple[date, bool] | None:
    """Return the day of a text and whether it was written otherwise than dd/mm/yyyy or ISO."""
    if match := _YEAR_FIRST.fullmatch(text):
        return _with(_make(match[1], match[2], match[3]), mended=False)
    if match := _DAY_FIRST.fullmatch(text):
        day, month = (match[3], match[1]) if order.month_first else (match[1], match[3])
        return _with(_make(match[4], month, day), mended=order.month_first or len(match[4]) == 2)
    if match := _WORDS.fullmatch(text):
        return _with(_make(match[3], match[2], match[1]), mended=True)
    if (match := _MONTH.fullmatch(text)) and match[2][:3] in _MONTHS:
        return _with(_make(match[3], str(_MONTHS[match[2][:3]]), match[1]), mended=True)
    return None


def _with(day: date | None, *, mended: bool) -> tuple[date, bool] | None:
    return (day, mended) if day else None


def _make(year: str, month: str, day: str) -> date | None:
    """Return a day, None if there is none; a two-digit year is one of 1950-2049 as in `forms.dates`."""
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 50 else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None

"""Dates and times as clerks write them and as records keep them (ISO 8601, Vietnam time +07:00).

No clock is read here. Source: domain.md §6, §8; NĐ 30/2020/NĐ-CP Phụ lục I (long date).
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

VIETNAM_TIME = timezone(timedelta(hours=7))
FIRST_DAY = date(1970, 1, 1)

_EPOCH = FIRST_DAY.toordinal()
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_KEYED = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2})[:hg]([0-9]{2})(?::([0-9]{2}))?")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?")

_KEPT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\+07:00")


class DateError(Exception):
    """A text that is no date or time. `reason`: `shape` not written as one, `impossible` no such day, `zone` no offset."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def require_date(text: str) -> date:
    """Return the date of `d/m/yy`, `d/m/yyyy`, `dd.mm.yyyy`, `dd-mm-yyyy`, `ddmmyyyy` or ISO. Raises DateError.

    A two-digit year is one of 1950-2049.
    """
    text = text.strip()
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _KEYED.fullmatch(text):
        day, _, month, year = match.groups()
    elif match := _RUN.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise DateError("shape")
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 50 else 1900
    try:
        return date(number, int(month), int(day))
    except ValueError:
        raise DateError("impossible") from None


def parse_date(text: str) -> date | None:
    """Return the date written in one of the ways of `require_date`, None for anything else and for 31/02."""
    try:
        return require_date(text)
    except DateError:
        return None


def format_date(day: date) -> str:
    """Return dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_long_date(day: date) -> str:
    """Return the date of an official document: leading zero for days below 10 and for months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def day_number(day: date) -> int:
    """Return days since 1970-01-01; negative before."""
    return day.toordinal() - _EPOCH


def day_of_number(number: int) -> date:
    """Return the date so many days after 1970-01-01. Raises ValueError or OverflowError outside years 1-9999."""
    return date.fromordinal(number + _EPOCH)


def require_time(text: str) -> datetime:
    """Return a moment in Vietnam time of an ISO time with offset, or of a keyed `dd/mm/yyyy hh:mm`. Raises DateError.

    A keyed time is Vietnam time; an ISO time comes from a machine and must say its offset.
    """
    text = text.strip()
    if match := _STAMP.fullmatch(text):
        return _read_stamp(text, match[1])
    day_text, _, time_text = text.partition(" ")
    clock = _TIME.fullmatch(time_text.strip())
    if clock is None:
        raise DateError("shape")
    day = require_date(day_text)
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=VIETNAM_TIME)
    except ValueError:
        raise DateError("impossible") from None


def _read_stamp(text: str, zone: str | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if zone is None:
            raise DateError("zone")
        return moment if moment.tzinfo == VIETNAM_TIME else moment.astimezone(VIETNAM_TIME)
    except (ValueError, OverflowError):
        raise DateError("impossible") from None


def is_kept_time(text: str) -> bool:
    """Return whether the text is a moment just as records keep it: `format_time(require_time(text)) == text`, but quicker."""
    if _KEPT.fullmatch(text) is None:
        return False
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def parse_time(text: str) -> datetime | None:
    """Return the moment of a text `require_time` takes, None for anything else."""
    try:
        return require_time(text)
    except DateError:
        return None


def format_time(moment: datetime) -> str:
    """Return the moment as records keep it: ISO, whole seconds, Vietnam time. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment must say its offset")
    return moment.astimezone(VIETNAM_TIME).isoformat(timespec="seconds")

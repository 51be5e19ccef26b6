"""Sentences and numbers as the report prints them, made from the figures of a summary.

Must not compute a figure: shares come as strings with two decimals, counts as integers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from forms.dates import format_date
from forms.numbers import format_integer, format_percent

NOTHING = "–"
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def in_digits(number: int) -> str:
    """Return a count as printed, `1.234`."""
    return format_integer(number)


def in_cell(percent: str | None) -> str:
    """Return a share for a table cell, without its sign: `88,34`, a dash where nothing was counted."""
    return NOTHING if percent is None else percent.replace(".", ",")


def in_percent(percent: str | None) -> str:
    """Return a share as printed in a sentence: `88,34 %`."""
    return "không có số liệu" if percent is None else format_percent(percent)


def in_ratio(ratio: Mapping[str, Any]) -> str:
    """Return a share with its counts: `6.650/7.528 = 88,34 %`."""
    return f"{in_digits(ratio['n'])}/{in_digits(ratio['of'])}\u00a0= {in_percent(ratio['percent'])}"


def in_interval(ratio: Mapping[str, Any]) -> str:
    """Return the 95 % interval in words, empty where the figures bring none."""
    low, high = ratio.get("low"), ratio.get("high")
    return f"; khoảng tin cậy 95 %: từ {in_cell(low)} đến {in_percent(high)}" if low and high else ""


def describe_range(first: date, last: date) -> str:
    """Return the days of the figures, both counted."""
    return f"từ ngày {format_date(first)} đến ngày {format_date(last)}"


def describe_period(first: date, last: date) -> str:
    """Return the period as titles name it: a month, quarter, first months of a year, a year, or the days."""
    whole_months = first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year
    if not whole_months:
        return describe_range(first, last)
    year, months = first.year, last.month - first.month + 1
    if months == 1:
        return f"tháng {first.month} năm {year}"
    if months == 3 and first.month % 3 == 1:
        return f"quý {ROMAN[last.month // 3]} năm {year}"
    if first.month == 1:
        return f"năm {year}" if months == 12 else f"{months} tháng đầu năm {year}"
    return describe_range(first, last)


def complete_number(number: str) -> str:
    """Return a document number with two digits below 10; empty stays empty."""
    number = number.strip()
    return number.zfill(2) if number.isdigit() else number

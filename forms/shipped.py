"""What ships with the program: form definitions, and starting records that an office edits as its own.

Reads only the package's own files. Limits and days off are data (domain.md: M and L rows); nothing in code repeats them.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.definition import Definition, load_definition

if TYPE_CHECKING:
    from holidays.holiday_base import HolidayBase

SEED_TABLES = ("procedures",)


@cache
def load_shipped() -> Mapping[str, Definition]:
    """Return the shipped definitions by name, e.g. "survey-2640@1". Raises Refused if one is damaged."""
    folder = resources.files("forms").joinpath("definitions")
    files = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".json")), key=lambda entry: entry.name)
    definitions = [load_definition(entry.read_bytes()) for entry in files]
    return MappingProxyType({definition.name: definition for definition in definitions})


def load_seed(table: str) -> list[dict[str, Any]]:
    """Return the starting records of a table, fresh copies; empty for a table that ships none."""
    if table not in SEED_TABLES:
        return []
    text = resources.files("forms").joinpath("seeds", f"{table}.json").read_text(encoding="utf-8")
    records: list[dict[str, Any]] = json.loads(text)
    return records


def holidays_of(year: int) -> list[dict[str, Any]]:
    """Return `holidays` records of a year as first filling: `off` days and Saturdays worked instead (`work`).

    basis: `law` a public holiday of art. 112 (10 in 2020, 11 from 2021, 12 from 2026), `lieu` a day off in lieu of one on
    a weekend, `swap` a day off for a Saturday worked, and that Saturday. The yearly announcement decides: edit them.
    Source: the `holidays` library, Vietnam, at the version in requirements.lock.
    """
    from holidays.countries.vietnam import Vietnam  # here: the import takes long and few callers need it

    everything: HolidayBase = Vietnam(years=year, language="vi")  # type: ignore[no-untyped-call]
    by_law: HolidayBase = Vietnam(years=year, language="vi", observed=False)  # type: ignore[no-untyped-call]
    records = [_day_record(day, name, "off", _basis(day, name, by_law)) for day, name in everything.items()]
    records += [_day_record(day, "Ngày làm bù", "work", "swap") for day in everything.weekend_workdays]
    return sorted((r for r in records if r["day"].startswith(f"{year:04d}-")), key=lambda r: r["day"])


def _day_record(day: date, name: str, kind: str, basis: str) -> dict[str, Any]:
    return {"day": day.isoformat(), "name": name, "kind": kind, "basis": basis}


def _basis(day: date, name: str, by_law: Container[date]) -> str:
    """Return why a day is off; that it is worked on another day the library says only in its name."""
    if "thay cho ngày" in name:
        return "swap"
    return "law" if day in by_law else "lieu"

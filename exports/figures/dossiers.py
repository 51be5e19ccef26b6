"""The dossier columns of Biểu II.06a/VPCP/KSTT and the two on-time shares.

Must not decide what a day means: ways in and out were counted by counts.sql.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from exports.figures.ratio import make_ratio
from forms.countrow import Appointment, CountRow, WayIn, WayOut

ON_TIME = (
    "Hồ sơ giải quyết trước hạn và đúng hạn / hồ sơ đã giải quyết trong kỳ (cột 8 + 9 / cột 7, kể cả rút, dừng); "
    "hạn là ngày hẹn trả, ngày hẹn lại không đổi hạn"
)
DUE_COHORT = (
    "Hồ sơ giải quyết xong không muộn hơn ngày hẹn / hồ sơ có ngày hẹn trả trong kỳ "
    "(trừ hồ sơ rút, dừng hoặc tạm ngừng tính hạn từ trước); ngày hẹn lại không đổi hạn"
)

Ways = Counter[int]
"""How many dossiers went each way: `10 * WayIn + WayOut` → number."""


def make_dossiers(rows: Iterable[CountRow], field_names: Mapping[str, str]) -> dict[str, Any]:
    """Return the `dossiers` figures: a row a field in the order of `field_names`, the total, both on-time shares."""
    rows = list(rows)
    ways = tally_fields(rows, "dossier")
    again = tally_fields(rows, "reappointed")
    due = sum(tally_fields(rows, "due").values(), Counter())
    total = make_row(sum(ways.values(), Counter()), sum(again.values(), Counter()))
    return {
        "fields": [
            {"id": key, "name": field_names.get(key, key), **make_row(ways[key], again.get(key, Counter()))}
            for key in _order(ways, field_names)
        ],
        "total": total,
        "on_time": make_on_time(total["finished"]),
        "due_cohort": {**make_ratio(due[1], due[0] + due[1]), "definition": DUE_COHORT},
    }


def tally_fields(rows: Iterable[CountRow], what: str) -> dict[str, Counter[int]]:
    """Return how many dossiers have each code of a count, by field."""
    codes: dict[str, Counter[int]] = {}
    for row in rows:
        if row.what == what:
            codes.setdefault(row.a, Counter())[row.code] += row.n
    return codes


def make_row(ways: Ways, again: Counter[int]) -> dict[str, Any]:
    """Return columns 3-13 and, beside them, how many of column 3 had been given a new appointment.

    again: `Appointment` → number.
    """
    return {**make_columns(ways), "reappointed": make_reappointed(again)}


def make_reappointed(again: Counter[int]) -> dict[str, int]:
    """Return what became of new appointments: `total` = `kept` + `missed` + `ahead`."""
    missed = again[Appointment.MISSED] + again[Appointment.OPEN_PAST]
    kept, ahead = again[Appointment.KEPT], again[Appointment.OPEN_AHEAD]
    return {"total": kept + missed + ahead, "kept": kept, "missed": missed, "ahead": ahead}


def make_columns(ways: Ways) -> dict[str, Any]:
    """Return columns 3-13 of Biểu II.06a. `finished.left` says how many of `finished` were withdrawn or stopped."""
    into = {way: sum(ways[10 * way + out] for out in WayOut) for way in WayIn}
    out = {way: sum(ways[10 * into_way + way] for into_way in WayIn) for way in WayOut}
    early = out[WayOut.EARLY] + out[WayOut.LEFT_EARLY]
    on_time = out[WayOut.ON_TIME] + out[WayOut.LEFT_ON_TIME]
    late = out[WayOut.LATE] + out[WayOut.LEFT_LATE]
    left = out[WayOut.LEFT_EARLY] + out[WayOut.LEFT_ON_TIME] + out[WayOut.LEFT_LATE]
    in_time, overdue = out[WayOut.OPEN_IN_TIME], out[WayOut.OPEN_OVERDUE]
    return {
        "received": {
            "total": sum(into.values()),
            "online": into[WayIn.ONLINE],
            "counter_post": into[WayIn.COUNTER_POST],
            "carried": into[WayIn.CARRIED],
        },
        "finished": {"total": early + on_time + late, "early": early, "on_time": on_time, "late": late, "left": left},
        "open": {"total": in_time + overdue, "in_time": in_time, "overdue": overdue},
    }


def make_on_time(finished: Mapping[str, int]) -> dict[str, Any]:
    """Return the share finished by the due day among the finished, with its definition."""
    return {**make_ratio(finished["early"] + finished["on_time"], finished["total"]), "definition": ON_TIME}


def _order(ways: Mapping[str, Ways], field_names: Mapping[str, str]) -> list[str]:
    """Fields with dossiers: named ones in the given order, then unnamed ones by code."""
    named = [key for key in field_names if key in ways]
    return named + sorted(set(ways) - set(named))

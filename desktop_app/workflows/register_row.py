"""A row of the paper register (Sổ theo dõi hồ sơ) as keyed, made into a dossier: its days, its code, its finished steps.

A day on paper has no hour: it counts as the morning received and the evening finished. The due day is not keyed, the rules
give it. This module must not save anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from forms.dates import VIETNAM_TIME, format_date, format_time, parse_date, parse_time
from forms.problems import Problem, declare, make_problem

COLUMNS = (
    "code", "procedure", "case", "copies", "name", "address", "phone", "received", "finished", "collected", "result_by", "note",
)  # fmt: skip
"""What is keyed of a row, in the order of the paper register; the day due stands between received and finished."""

DAYS = ("received", "finished", "collected")
PLACES = {"received_at": "received"}
"""Where a problem of a record's member stands in the row, where the column has another name."""

RECEIVED_HOUR, FINISHED_HOUR = 8, 17
ROW_DAY = declare(
    "ROW-DAY",
    "Ngày không rõ. Gõ ngày tháng như 0308 (năm theo dòng trên), hoặc cả năm: 03082020.",
    "This is no day. Type day and month as 0308 (the year as in the row above), or with the year: 03082020.",
)
ROW_STEPS = declare(
    "ROW-STEPS",
    "Hồ sơ này đã qua các bước khác nên không sửa ngày xong, ngày trả ở đây; hãy dùng chuyển trạng thái.",
    "This dossier has gone through other steps, so its days cannot be changed here; change its status instead.",
)
_SHORT = re.compile(r"([0-9]{2})([0-9]{2})|([0-9]{1,2})[/.\-]([0-9]{1,2})")
_SIX = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})")
_DAY = re.compile(r"[0-9]{1,2}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3])[:hg]?([0-5][0-9])")


def read_day(text: str, base: date, *, after: bool = False) -> date | None:
    """Return the day of `3`, `0308`, `3/8`, `030820` or any whole date; None for what is no day.

    base: gives month and year where they are not keyed.  after: the day does not lie before `base`, the year goes on if it
    must; else it does not lie more than half a year after it.
    """
    text = text.strip()
    if _DAY.fullmatch(text):
        return _day(base.year, base.month, int(text))
    if match := _SHORT.fullmatch(text):
        day, month = int(match[1] or match[3]), int(match[2] or match[4])
        return _in_year(base, month, day, after=after)
    if match := _SIX.fullmatch(text):
        return parse_date(f"{match[1]}/{match[2]}/{match[3]}")
    return parse_date(text)


def _in_year(base: date, month: int, day: int, *, after: bool) -> date | None:
    found = _day(base.year, month, day)
    if after and (found is None or found < base):
        return _day(base.year + 1, month, day) or found
    if not after and found is not None and found > base + timedelta(days=183):
        return _day(base.year - 1, month, day)
    return found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def tidy_day(text: str, base: date, *, after: bool = False) -> str:
    """Return a keyed day written in full, with the time where one is keyed behind it; an unclear text as it is."""
    day_text, _, clock = text.strip().partition(" ")
    day, time = read_day(day_text, base, after=after), _CLOCK.fullmatch(clock.strip())
    if day is None or (clock.strip() and time is None):
        return text.strip()
    return f"{format_date(day)} {int(time[1]):02d}:{time[2]}" if time else format_date(day)


def row_values(texts: Mapping[str, str], now: datetime, before: Mapping[str, Any], opened: Mapping[str, str]) -> dict[str, Any]:
    """Return the record of a row. before: the dossier that is corrected, empty for a new one.  opened: its row as it was.

    What the row does not show of a corrected dossier stays; so do its times where their days were not touched.
    """
    shown = {name: texts[name].strip() for name in COLUMNS if name not in DAYS}
    kept = {name: value for name, value in before.items() if name not in COLUMNS}
    values: dict[str, Any] = {"status": "received", "channel": "counter"} | kept
    values |= {name: text for name, text in shown.items() if text}
    if not before or texts["received"] != opened["received"]:
        values["received_at"] = _moment(texts["received"], RECEIVED_HOUR, now)
    if not before or any(texts[name] != opened[name] for name in DAYS):
        values |= _steps(texts, values.get("received_at", ""), now, values)
    return values


def _steps(texts: Mapping[str, str], received: str, now: datetime, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return status and steps by the days keyed; of a corrected dossier with other steps nothing, `check_row` tells of it."""
    if not is_plain(values):
        return {}
    finished = texts["finished"].strip() or texts["collected"].strip()
    steps = [("finished", finished), ("collected", texts["collected"].strip())]
    keyed = [(to, text) for to, text in steps if text]
    if not keyed:
        return {"status": "received", "moves": []}
    moves = [{"at": _not_before(_moment(text, FINISHED_HOUR, now), received), "to": to} for to, text in keyed]
    return {"status": keyed[-1][0], "moves": moves}


def _not_before(at: str, received: str) -> str:
    """Return a step's moment, on the very day of reception not earlier than that."""
    return max(at, received) if at[:10] == received[:10] else at


def _moment(text: str, hour: int, now: datetime) -> str:
    """Return a day's moment as records keep it: the time keyed, else the hour, but not later than now; unclear text as it is."""
    if (moment := parse_time(text)) is not None:
        return format_time(moment)
    day = parse_date(text.strip())
    if day is None:
        return text.strip()
    at = datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM_TIME)
    return format_time(min(at, now) if day == now.astimezone(VIETNAM_TIME).date() else at)


def is_plain(data: Mapping[str, Any]) -> bool:
    """Return whether a dossier's steps are those a row can tell: none, finished, finished and collected."""
    return [step.get("to") for step in data.get("moves") or ()] in ([], ["finished"], ["finished", "collected"])


def check_row(texts: Mapping[str, str], before: Mapping[str, Any], opened: Mapping[str, str]) -> list[Problem]:
    """Return the problems of a row's days that the record alone would tell of in other words."""
    found = [
        make_problem(ROW_DAY, name)
        for name in DAYS
        if texts[name].strip() and parse_date(texts[name].strip()) is None and parse_time(texts[name]) is None
    ]
    changed = any(texts[name] != opened.get(name, "") for name in ("finished", "collected"))
    if before and changed and not is_plain(before):
        found.append(make_problem(ROW_STEPS, "finished"))
    return found


def column_of(where: str, values: Mapping[str, Any]) -> str:
    """Return the column a problem of the record stands in, empty where the row shows none."""
    name, _, rest = where.partition(".")
    if name == "moves":
        place = rest.partition(".")[0]
        steps = values.get("moves") or ()
        return str(steps[int(place)].get("to", "")) if place.isdigit() and int(place) < len(steps) else ""
    return PLACES.get(name, name if name in COLUMNS else "")


def row_texts(data: Mapping[str, Any]) -> dict[str, str]:
    """Return a dossier as its row is keyed."""
    texts = {name: str(data.get(name) or "") for name in COLUMNS}
    moment = parse_time(str(data.get("received_at") or ""))
    if moment is not None:
        texts["received"] = format_date(moment.date()) + (f" {moment:%H:%M}" if (moment.hour, moment.minute) != (8, 0) else "")
    for step in data.get("moves") or ():
        at = parse_time(str(step.get("at") or ""))
        if step.get("to") in ("finished", "collected") and at is not None:
            texts[step["to"]] = format_date(at.astimezone(VIETNAM_TIME).date())
    return texts

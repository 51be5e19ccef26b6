"""Due days: promised at reception, moved on only by pauses that have ended, and told day by day.

A day that was promised does not follow an edit of the calendar: only a revision that says so computes it anew. Which days
are worked is the calendar's business; this module must not read a record other than the dossier it is given.
Source: domain.md §3; TT 01/2018/TT-VPCP.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from forms.calendar import CUTOFF_HOUR, Calendar, Pause
from forms.dates import VIETNAM_TIME, format_date, require_time

STOPPED_CLOCK = frozenset({"supplement", "payment"})
UNCOUNTED = frozenset({"registered", "rejected"})
"""Statuses of a dossier that was never received: no due date, no row in a count."""

StepKind = Literal["received", "off", "paused", "counted"]
WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SATURDAY = 5
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One day on the way to the due day.

    counted: whether it is one of the days of the limit.  number: which of them, from 1; 0 for a day that is not counted.
    vi, en: why.  kind: `received` up to the day that counts as reception, `off`, `paused`, `counted`.
    """

    day: date
    counted: bool
    number: int
    vi: str
    en: str
    kind: StepKind


def pauses(moves: Sequence[Mapping[str, Any]]) -> list[Pause]:
    """Return when the clock stood still (supplement, payment), the last one open if it still does. Raises DateError."""
    found: list[Pause] = []
    since: datetime | None = None
    for move in moves:
        at = require_time(move["at"])
        if move["to"] in STOPPED_CLOCK:
            since = since or at
        elif since is not None:
            found.append((since, at))
            since = None
    return [*found, (since, None)] if since is not None else found


def has_clock(data: Mapping[str, Any]) -> bool:
    """Tell whether a dossier was received, so that it has a due day."""
    return bool(data.get("received_at")) and data["status"] not in UNCOUNTED


def cutoff_of(data: Mapping[str, Any]) -> int:
    """Return the cut-off hour frozen on a dossier; records of before it was frozen have the usual one."""
    return int(data["frozen"].get("cutoff_hour", CUTOFF_HOUR))


def promised_due(data: Mapping[str, Any], calendar: Calendar) -> date:
    """Return the day that is told at reception: no pause counted. Raises DateError."""
    return calendar.due_date(require_time(data["received_at"]), data["frozen"]["limit_days"], (), cutoff_of(data))


def full_due(data: Mapping[str, Any], calendar: Calendar) -> date:
    """Return the due day as this calendar has it, from reception over all ended pauses. Raises DateError."""
    spans = pauses(data.get("moves") or ())
    return calendar.due_date(require_time(data["received_at"]), data["frozen"]["limit_days"], spans, cutoff_of(data))


def moved_due(data: Mapping[str, Any], calendar: Calendar) -> date:
    """Return where the due day that stands goes now that the last pause has ended. Raises DateError."""
    received, frozen = require_time(data["received_at"]), data["frozen"]
    standing = date.fromisoformat(frozen["due"])
    return calendar.moved_due(standing, received, frozen["limit_days"], pauses(data["moves"]), cutoff_of(data))


def told_day(data: Mapping[str, Any]) -> date | None:
    """Return the day the citizen was told last: the new appointment's, else the due day; None where there is none."""
    told = (data.get("reappointment") or {}).get("due") or (data.get("frozen") or {}).get("due")
    return date.fromisoformat(told) if told else None


def explain(data: Mapping[str, Any], calendar: Calendar) -> list[Step]:
    """Return every day from reception to the due day, with why it is counted or not; none for a dossier without a clock.

    The last step is the due day as this calendar has it (`full_due`). Raises DateError.
    """
    if not has_clock(data):
        return []
    received, cutoff = require_time(data["received_at"]).astimezone(VIETNAM_TIME), cutoff_of(data)
    start = calendar.counted_day(received, cutoff)
    steps = list(_until_counted(received, start, cutoff, calendar))
    stops, day, number = calendar.stops(pauses(data.get("moves") or ()), cutoff), start, 0
    while number < data["frozen"]["limit_days"]:
        day += _ONE_DAY
        paused = any(first < day <= last for first, last in stops)
        if calendar.is_working(day) and not paused:
            number += 1
        steps.append(_step(data, calendar, day, number, paused=paused))
    return steps


def _until_counted(received: datetime, start: date, cutoff: int, calendar: Calendar) -> Iterator[Step]:
    """Yield the day of reception and, where it counts as come later, the days up to that."""
    day, clock = received.date(), f"{received:%H:%M}"
    if day == start:
        vi = f"Nhận lúc {clock}; tính từ ngày làm việc kế tiếp"
        en = f"Received at {clock}; counting begins the next working day"
    elif calendar.is_working(day):
        vi = f"Nhận lúc {clock}, sau {cutoff} giờ: coi như nhận ngày {format_date(start)}"
        en = f"Received at {clock}, after {cutoff}:00: counts as received on {format_date(start)}"
    else:
        vi = f"Nhận lúc {clock} vào ngày nghỉ: coi như nhận ngày {format_date(start)}"
        en = f"Received at {clock} on a day off: counts as received on {format_date(start)}"
    yield Step(day, False, 0, vi, en, "received")
    while day < start:
        day += _ONE_DAY
        if day == start:
            vi = "Coi như ngày nhận; tính từ ngày làm việc kế tiếp"
            en = "Counts as received; counting begins the next working day"
            yield Step(day, False, 0, vi, en, "received")
        else:
            yield Step(day, False, 0, *_why_off(calendar, day), "off")


def _step(data: Mapping[str, Any], calendar: Calendar, day: date, number: int, *, paused: bool) -> Step:
    if not calendar.is_working(day):
        return Step(day, False, 0, *_why_off(calendar, day), "off")
    if paused:
        return Step(day, False, 0, *_why_paused(data["moves"], day), "paused")
    swapped = calendar.name_of(day) if day.weekday() >= SATURDAY else ""
    vi, en = f"Ngày làm việc thứ {number}", f"Working day {number}"
    return Step(day, True, number, f"{vi} ({swapped})" if swapped else vi, f"{en} ({swapped})" if swapped else en, "counted")


def _why_off(calendar: Calendar, day: date) -> tuple[str, str]:
    name, weekend = calendar.name_of(day), day.weekday() >= SATURDAY
    if not weekend:
        return name if name.startswith(("Nghỉ", "Ngày nghỉ")) else f"Nghỉ: {name}", f"Off: {name}"
    vi, en = f"Nghỉ {WEEKDAYS_VI[day.weekday()]}", WEEKDAYS_EN[day.weekday()]
    return (f"{vi} ({name})", f"{en} ({name})") if name else (vi, en)


def _why_paused(moves: Sequence[Mapping[str, Any]], day: date) -> tuple[str, str]:
    """Return what was waited for on a day: the last stop of the clock up to it."""
    kind = next(m["to"] for m in reversed(moves) if m["to"] in STOPPED_CLOCK and require_time(m["at"]).date() <= day)
    if kind == "payment":
        return "Tạm dừng: chờ nộp phí, lệ phí", "Paused: waiting for the payment"
    return "Tạm dừng: chờ bổ sung giấy tờ", "Paused: waiting for papers"

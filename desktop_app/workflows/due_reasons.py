"""Why a dossier is due on its day: the days one by one, what the limit rests on, and what was told since.

The days are those of the calendar in force when the day was set, so that a promised day can be explained after an edit of
the calendar. This module must not count days itself (`forms.due_days`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from desktop_app.store.office import Stored
from desktop_app.workflows.calendar_changes import calendar_at
from desktop_app.workflows.dossiers import TABLE, require_dossier
from desktop_app.workflows.session import Session
from forms.calendar import HOURS, Calendar
from forms.dates import format_date, format_time, require_time
from forms.due_days import Step, cutoff_of, explain, full_due, has_clock, pauses


class Said(NamedTuple):
    """A sentence in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a due day is that day.

    due: the day that stands, None without one.  rests: what the limit rests on.  steps: the days.  notes: what else is told.
    """

    due: date | None
    rests: tuple[Said, ...]
    steps: tuple[Step, ...]
    notes: tuple[Said, ...]


def reasons_of(session: Session, id: str) -> Reasons:
    """Return the reasons of a dossier of the register as it stands. Raises Refused if there is none."""
    stored = require_dossier(session, id)
    return _reasons(session, stored.data or {}, _calendars(session, stored))


def reasons_keyed(session: Session, fresh: Mapping[str, Any]) -> Reasons:
    """Return the reasons of a dossier being keyed, made by `dossiers.fresh_dossier`."""
    return _reasons(session, fresh, iter([session.calendar()]))


def _reasons(session: Session, data: Mapping[str, Any], calendars: Iterator[Calendar]) -> Reasons:
    if not has_clock(data) or not (data.get("frozen") or {}).get("due"):
        return Reasons(None, tuple(_rests(session, data)), (), tuple(_appointment(data)))
    due, now = date.fromisoformat(data["frozen"]["due"]), session.calendar()
    calendar = next((c for c in calendars if full_due(data, c) == due), now)
    notes = [*_calendar_notes(data, due, calendar, now), *_clock_notes(data, due), *_appointment(data)]
    return Reasons(due, tuple(_rests(session, data)), tuple(explain(data, calendar)), tuple(notes))


def _calendars(session: Session, stored: Stored) -> Iterator[Calendar]:
    """Yield the calendar of now, then those of each revision that set the due day, the last first."""
    yield session.calendar()
    revisions = [r for r in session.office.history(TABLE, stored.id) if r.data is not None]
    before = ""
    lines = []
    for revision in revisions:
        due = str(((revision.data or {}).get("frozen") or {}).get("due") or "")
        if due != before:
            lines.append(revision.n)
        before = due
    for line in reversed(lines):
        yield calendar_at(session, line)


def _rests(session: Session, data: Mapping[str, Any]) -> Iterator[Said]:
    frozen = data.get("frozen") or {}
    procedure = session.office.get("procedures", str(data.get("procedure") or ""))
    name = str((procedure.data or {})["name"]) if procedure and procedure.data else str(data.get("procedure") or "")
    case = str(frozen.get("limit_name") or data.get("case") or "")
    yield Said(f"{name} · {case}", f"{name} · {case}")
    days = frozen.get("limit_days")
    if days is None:
        return
    area = next((c for c in session.forms["dossier@1"].item("area").choices if c.value == frozen.get("area")), None)
    hour = cutoff_of(data)
    late_vi, late_en = (
        (f"giờ chốt nhận {hour} giờ", f"cut-off {hour}:00") if hour < HOURS else ("nhận cả ngày", "no cut-off hour")
    )
    vi = [f"{days} ngày làm việc", *([area.label_vi] if area else []), late_vi]
    en = [f"{days} working days", *([area.label_en] if area else []), late_en]
    yield Said(" · ".join(vi), " · ".join(en))


def _calendar_notes(data: Mapping[str, Any], due: date, used: Calendar, now: Calendar) -> Iterator[Said]:
    computed = full_due(data, now)
    if computed != due:
        day = format_date(computed)
        yield Said(
            f"Ngày đã hẹn được giữ: theo lịch hiện nay sẽ là {day}.",
            f"The promised day is kept: by the calendar of now it would be {day}.",
        )
    for year in sorted(set(range(require_time(data["received_at"]).year, due.year + 1)) - used.years):
        yield Said(
            f"Năm {year} chưa có lịch nghỉ: mới trừ Thứ Bảy, Chủ nhật.",
            f"{year} has no calendar yet: only Saturdays and Sundays are left out.",
        )


def _clock_notes(data: Mapping[str, Any], due: date) -> Iterator[Said]:
    promised = data["frozen"].get("promised")
    if promised and promised != due.isoformat():
        day = format_date(date.fromisoformat(promised))
        yield Said(f"Ngày hẹn khi tiếp nhận: {day}.", f"The day told at reception: {day}.")
    running = [begin for begin, end in pauses(data.get("moves") or ()) if end is None]
    if running:
        day = format_date(date.fromisoformat(format_time(running[-1])[:10]))
        yield Said(
            f"Đang tạm dừng từ {day}: ngày hẹn lùi lại khi công dân nộp đủ.",
            f"Paused since {day}: the due day moves on once the citizen has handed in what is asked for.",
        )


def _appointment(data: Mapping[str, Any]) -> Iterator[Said]:
    again = data.get("reappointment") or {}
    if again.get("due"):
        day = format_date(date.fromisoformat(again["due"]))
        yield Said(f"Đã xin lỗi và hẹn lại ngày {day}.", f"An apology was given with a new day, {day}.")

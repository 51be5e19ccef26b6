"""What the calendar page shows: the days of a year that are not ordinary, their kinds, and who an edit would touch.

No tkinter. What is kept is kept by `workflows.calendar_changes`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.ui.permits import why_not
from desktop_app.words import say
from desktop_app.workflows import calendar_changes as changes
from desktop_app.workflows.calendar_changes import Affected
from desktop_app.workflows.look import office_card
from desktop_app.workflows.session import Session
from forms.calendar import CUTOFF_HOUR, HOURS
from forms.dates import format_date, parse_date
from forms.due_days import WEEKDAYS_EN, WEEKDAYS_VI
from forms.shipped import load_shipped

KINDS: Mapping[str, tuple[str, str, str, str]] = {
    "law": ("off", "law", "Nghỉ lễ", "Holiday"),
    "lieu": ("off", "lieu", "Nghỉ bù", "In lieu"),
    "swap": ("off", "swap", "Nghỉ hoán đổi", "Swapped off"),
    "office": ("off", "office", "Đơn vị nghỉ", "Closed"),
    "work": ("work", "swap", "Làm bù", "Worked"),
    "open": ("work", "office", "Đơn vị làm việc", "Open"),
}
"""Name → (`kind`, `basis`) of the record, and what it is called."""
PILLS: Mapping[str, str] = {"law": "late", "lieu": "soon", "swap": "wait", "office": "calm", "work": "info", "open": "good"}


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the calendar that is not ordinary. kind: a name of `KINDS`."""

    day: date
    name: str
    kind: str


class DayRows:
    """The days as rows of a table."""

    def __init__(self, days: Sequence[DayRow]) -> None:
        self._days = days

    def __len__(self) -> int:
        return len(self._days)

    def row(self, i: int) -> tuple[str, ...]:
        """Return day, weekday, kind and name."""
        row = self._days[i]
        return (format_date(row.day), weekday(row.day), kind_label(row.kind), row.name)

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the kind."""
        return ("", "", PILLS[self._days[i].kind], "")


class AffectedRows:
    """Dossiers an edit would touch, as rows of a table."""

    def __init__(self, found: Sequence[Affected], procedures: Mapping[str, str], statuses: Mapping[str, str]) -> None:
        self._found, self._procedures, self._statuses = found, procedures, statuses

    def __len__(self) -> int:
        return len(self._found)

    def row(self, i: int) -> tuple[str, ...]:
        """Return code, status, promised day, day by the calendar, difference in days, procedure."""
        entry = self._found[i]
        days = (entry.by_calendar - entry.promised).days
        shift = f"+{days}" if days > 0 else f"−{-days}"
        status = self._statuses.get(entry.status, entry.status)
        promised, computed = format_date(entry.promised), format_date(entry.by_calendar)
        return (entry.code, status, promised, computed, shift, self._procedures.get(entry.procedure, entry.procedure))

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the difference: a later day is the one a citizen must be told."""
        entry = self._found[i]
        return ("", "", "", "", "soon" if entry.by_calendar > entry.promised else "calm", "")


class CalendarPresenter:
    """The year in front and its days; the dossiers touched. `load` reads them anew."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.year = session.clock().year
        self.days: list[DayRow] = []
        self.found: list[Affected] = []
        self.missing: list[int] = []

    @property
    def why_not(self) -> str:
        """Why the person may not edit the calendar, empty if they may."""
        return why_not(self.session, "holidays")

    @property
    def why_not_apply(self) -> str:
        """Why the person may not move promised days, empty if they may."""
        return why_not(self.session, "key")

    def load(self) -> None:
        """Read the year's days and which years have none."""
        self.days = [_row(stored.data) for stored in changes.list_days(self.session, self.year) if stored.data is not None]
        self.missing = changes.years_without(self.session)

    def subtitle(self) -> str:
        """Return the year's count of days off on weekdays and of worked weekends."""
        off = sum(KINDS[row.kind][0] == "off" and row.day.weekday() < 5 for row in self.days)
        work = sum(KINDS[row.kind][0] == "work" for row in self.days)
        if not self.days:
            return say("Chưa có lịch nghỉ: mới trừ Thứ Bảy, Chủ nhật", "No calendar yet: only weekends are left out")
        return say(f"{off} ngày nghỉ trong tuần · {work} ngày làm bù", f"weekdays off: {off} · weekend days worked: {work}")

    def warning(self) -> str:
        """Return which years need a calendar and have none, empty if there is none."""
        if not self.missing:
            return ""
        years = ", ".join(map(str, self.missing))
        return say(f"Chưa có lịch nghỉ năm {years}: ngày hẹn có thể sai.", f"No calendar for {years}: due days may be wrong.")

    def save(self, day: str, name: str, kind: str) -> bool:
        """Keep a day; tell whether anything changed. Raises Refused, NotAllowed."""
        parsed = parse_date(day)
        record: dict[str, Any] = {"day": parsed.isoformat() if parsed else day, "name": name}
        if kind:
            record |= {"kind": KINDS[kind][0], "basis": KINDS[kind][1]}
        saved = changes.save_day(self.session, record)
        if saved is not None and parsed is not None:
            self.year = parsed.year
        return saved is not None

    @property
    def why_not_rules(self) -> str:
        """Why the person may not change the unit's rules, empty if they may."""
        return why_not(self.session, "units")

    def rules(self) -> tuple[str, str]:
        """Return the unit's cut-off hour and area as the choices have them."""
        card = office_card(self.session)
        return str(card.get("cutoff_hour", CUTOFF_HOUR)), str(card.get("area") or "")

    def save_rules(self, hour: str, area: str) -> bool:
        """Keep the unit's rules; tell whether they changed. Raises Refused, NotAllowed."""
        return changes.save_rules(self.session, area, int(hour) if hour else None)

    def statuses(self) -> dict[str, str]:
        """Return the labels of a dossier's statuses."""
        item = self.session.forms["dossier@1"].item("status")
        return {str(choice.value): say(choice.label_vi, choice.label_en) for choice in item.choices}

    def procedures(self) -> dict[str, str]:
        """Return the names of the procedures."""
        records = self.session.office.records("procedures", origin="")
        return {stored.id: str(stored.data["name"]) for stored in records if stored.data is not None}


def hour_choices() -> list[tuple[str, str]]:
    """Return the cut-off hours to choose from."""
    hours = [(str(hour), say(f"{hour} giờ", f"{hour}:00")) for hour in range(8, 19)]
    return [*hours, (str(HOURS), say("Cả ngày", "All day"))]


def area_choices() -> list[tuple[str, str]]:
    """Return the area classes to choose from; empty id: none."""
    choices = load_shipped()["unit@1"].item("area").choices
    return [("", say("Chưa ghi", "Not given")), *((str(c.value), say(c.label_vi, c.label_en)) for c in choices)]


def kind_choices() -> list[tuple[str, str]]:
    """Return the kinds a day can be keyed as."""
    return [(name, kind_label(name)) for name in KINDS]


def kind_label(name: str) -> str:
    """Return what a kind is called."""
    return say(KINDS[name][2], KINDS[name][3])


def weekday(day: date) -> str:
    """Return the weekday's name."""
    return say(WEEKDAYS_VI[day.weekday()], WEEKDAYS_EN[day.weekday()])


def _row(data: Mapping[str, Any]) -> DayRow:
    found = (name for name, (kind, basis, *_) in KINDS.items() if (kind, basis) == (data["kind"], data.get("basis")))
    return DayRow(date.fromisoformat(data["day"]), str(data["name"]), next(found, "office" if data["kind"] == "off" else "open"))

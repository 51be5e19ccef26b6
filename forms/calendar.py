"""Working days and due dates.

Which days are off is data: `holidays` records, first filled by `forms.shipped.holidays_of`, edited by the office.
Source: domain.md §3; Bộ luật Lao động art. 112; TT 01/2018/TT-VPCP.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from forms.dates import VIETNAM_TIME

Pause = tuple[datetime, datetime | None]
"""From when to when the clock stood still; None while it still does."""

CUTOFF_HOUR = 15
"""Hour of the day up to which something counts as come on that day, where neither office nor procedure set another."""
HOURS = 24
"""As a cut-off hour: all day."""

_ONE_DAY = timedelta(days=1)


class Calendar:
    """Days off and days worked. Monday to Friday are worked unless a record says otherwise."""

    def __init__(self, holidays: Iterable[Mapping[str, Any]]) -> None:
        """Take `holidays` records: `day` ISO, `kind` "off" or "work" (a Saturday worked for another day)."""
        records = [(date.fromisoformat(record["day"]), record) for record in holidays]
        days = [(day, record["kind"]) for day, record in records]
        self._names = {day: str(record.get("name") or "") for day, record in records}
        self._off = frozenset(day for day, kind in days if kind == "off")
        self._work = frozenset(day for day, kind in days if kind == "work")
        self.years = frozenset(day.year for day, _ in days)
        """Years for which there is a record; a due date in another year is a guess that knows weekends only."""

    def name_of(self, day: date) -> str:
        """Return what a day off or a day worked instead is called, empty for an ordinary day."""
        return self._names.get(day, "")

    def is_working(self, day: date) -> bool:
        """Return whether the office works on that day."""
        return day in self._work or (day.weekday() < 5 and day not in self._off)

    def next_working(self, day: date) -> date:
        """Return the day itself when worked, else the first worked day after it."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; for 0 the day itself or the next worked one.

        Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("working days are counted forward")
        return self._walk(day, count, ()) if count else self.next_working(day)

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days lie in `first`..`last`, both included."""
        return sum(self.is_working(first + timedelta(days=n)) for n in range((last - first).days + 1))

    def counted_day(self, moment: datetime, cutoff_hour: int = CUTOFF_HOUR) -> date:
        """Return the working day on which something that came at `moment` counts as come.

        After the cut-off hour, or on a day off, it is the next working day, so that what comes later is never due earlier.
        """
        local = moment.astimezone(VIETNAM_TIME)
        late = cutoff_hour < HOURS and local.time() > time(cutoff_hour)
        return self.next_working(local.date() + _ONE_DAY if late and self.is_working(local.date()) else local.date())

    def due_date(
        self, received_at: datetime, limit_days: int, pauses: Sequence[Pause] = (), cutoff_hour: int = CUTOFF_HOUR
    ) -> date:
        """Return the last day on which the result is on time.

        Counting starts the day after complete reception. A pause that has ended takes out the working days after its first
        day, up to the day on which its end counts as come; a pause still running changes nothing yet.
        limit_days: working days.  pauses: in time order.
        """
        start = self.counted_day(received_at, cutoff_hour)
        return self._walk(start, limit_days, self.stops(pauses, cutoff_hour)) if limit_days else start

    def stops(self, pauses: Sequence[Pause], cutoff_hour: int = CUTOFF_HOUR) -> list[tuple[date, date]]:
        """Return for each ended pause the day it began, and the last day it takes out; the days between are taken out."""
        ended = [(begin.astimezone(VIETNAM_TIME), end.astimezone(VIETNAM_TIME)) for begin, end in pauses if end is not None]
        return [(begin.date(), self._resumed(begin, end, cutoff_hour)) for begin, end in ended]

    def moved_due(
        self,
        due: date,
        received_at: datetime,
        limit_days: int,
        pauses: Sequence[Pause],
        cutoff_hour: int = CUTOFF_HOUR,
    ) -> date:
        """Return where a due day that stands goes when the last pause ends: as many working days on as that pause took out.

        The day that stands is not computed again, so an edit of the calendar leaves it alone; while the calendar stays the same
        this is `due_date`. A pause that begins on the due day or after it, and one of a limit of no days, takes nothing out.
        """
        *before, (begin, last) = self.stops(pauses, cutoff_hour)
        if not limit_days or begin >= due:
            return due
        first = max(begin, self.counted_day(received_at, cutoff_hour), *(end for _, end in before))
        taken = self.working_days(first + _ONE_DAY, last)
        return self.add_working_days(due, taken) if taken else due

    def _resumed(self, begin: datetime, end: datetime, cutoff_hour: int) -> date:
        """Return the last day taken out by a pause; one that began and ended on the same day takes out none."""
        return begin.date() if begin.date() == end.date() else self.counted_day(end, cutoff_hour)

    def _walk(self, day: date, count: int, stops: Sequence[tuple[date, date]]) -> date:
        while count:
            day += _ONE_DAY
            if self.is_working(day) and not any(first < day <= last for first, last in stops):
                count -= 1
        return day

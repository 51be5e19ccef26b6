"""The due day against a slow model that ticks days off one by one, over lives of dossiers and edits of the calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from forms.calendar import Calendar
from forms.dates import VIETNAM_TIME, format_time
from forms.dossier import STATUSES, allowed_moves, complete, complete_again, with_move
from forms.due_days import cutoff_of, explain, full_due, told_day
from forms.problems import Refused
from forms.shipped import holidays_of
from tests.forms.office_look import DOSSIER, PROCEDURES

CALENDAR = Calendar([*holidays_of(2020), *holidays_of(2021), *holidays_of(2024)])
ONE_DAY = timedelta(days=1)
BARE = {name: value for name, value in DOSSIER.items() if name not in ("moves", "status")}
Days = dict[date, str]


def procedure(days: int, **more: Any) -> dict[str, Any]:
    return {"procedure": "thu", "name": "Thử", "field": "antt", "limits": [{"case": "new", "days": days}], **more}


def received(at: str, days: int, calendar: Calendar = CALENDAR, **rules: Any) -> dict[str, Any]:
    keyed = {**BARE, "status": "received", "moves": [], "received_at": f"{at}:00+07:00"}
    return complete(keyed, procedure(days, **rules), 1, calendar)


def moved(data: dict[str, Any], at: str, to: str, calendar: Calendar = CALENDAR) -> dict[str, Any]:
    return with_move(data, {"at": f"{at}:00+07:00", "to": to, "by": "thu", "why": "thiếu ảnh"}, calendar)


def due(data: dict[str, Any]) -> str:
    return str(data["frozen"]["due"])


# what the law and the office say


def test_the_day_told_at_reception_is_frozen_beside_the_due_day() -> None:
    data = received("2020-07-06T08:15", 7)
    assert (due(data), data["frozen"]["promised"]) == ("2020-07-15", "2020-07-15")
    data = moved(moved(data, "2020-07-08T10:00", "supplement"), "2020-07-13T10:00", "processing")
    assert (due(data), data["frozen"]["promised"]) == ("2020-07-20", "2020-07-15")


@pytest.mark.parametrize(
    ("rules", "office", "hour", "day"),
    [
        ({}, {}, 15, "2020-07-16"),
        ({}, {"cutoff_hour": 17}, 17, "2020-07-15"),
        ({"cutoff_hour": 10}, {"cutoff_hour": 17}, 10, "2020-07-16"),
        ({"cutoff_hour": 24}, {"cutoff_hour": 10}, 24, "2020-07-15"),
        ({"cutoff_hour": 0}, {}, 0, "2020-07-16"),
    ],
)
def test_the_cut_off_hour_is_the_procedures_else_the_offices_else_three_o_clock(
    rules: dict[str, Any], office: dict[str, Any], hour: int, day: str
) -> None:
    keyed = {**BARE, "status": "received", "moves": [], "received_at": "2020-07-06T16:20:00+07:00"}
    data = complete(keyed, procedure(7, **rules), 1, CALENDAR, office)
    assert (cutoff_of(data), due(data)) == (hour, day)


def test_the_cut_off_hour_frozen_holds_when_a_pause_ends() -> None:
    data = received("2020-07-06T09:00", 7, cutoff_hour=17)
    data = moved(moved(data, "2020-07-08T10:00", "supplement"), "2020-07-13T16:30", "processing")
    assert due(data) == "2020-07-20"


@pytest.mark.parametrize(
    ("area", "office", "case", "days"),
    [
        ("town", "", "new", 7), ("remote", "", "new", 20), ("other", "", "new", 15), ("", "town", "reissue", 15),
        ("remote", "town", "exchange", 20), ("", "other", "exchange", 15),
    ],
)  # fmt: skip
def test_the_limit_is_that_of_the_dossiers_area_else_of_the_offices(area: str, office: str, case: str, days: int) -> None:
    keyed = {**DOSSIER, "procedure": "cmnd-cccd-khu-vuc", "case": case} | ({"area": area} if area else {})
    data = complete(keyed, PROCEDURES["cmnd-cccd-khu-vuc"], 1, CALENDAR, {"area": office} if office else {})
    assert (data["frozen"]["limit_days"], data["frozen"]["area"]) == (days, area or office)
    assert data["frozen"]["limit_name"] == {"new": "Cấp mới", "exchange": "Cấp đổi", "reissue": "Cấp lại"}[case]


def test_a_limit_without_area_holds_everywhere_and_one_for_another_area_nowhere_else() -> None:
    limits = [
        {"case": "new", "days": 9},
        {"case": "new", "area": "town", "days": 3},
        {"case": "exchange", "area": "town", "days": 4},
    ]
    keyed = {**DOSSIER, "area": "remote"}
    assert complete(keyed, procedure(0, limits=limits), 1, CALENDAR)["frozen"]["limit_days"] == 9
    assert complete({**DOSSIER, "area": "town"}, procedure(0, limits=limits), 1, CALENDAR)["frozen"]["limit_days"] == 3
    with pytest.raises(Refused) as refused:
        complete({**keyed, "case": "exchange"}, procedure(0, limits=limits), 1, CALENDAR)
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [("PROCEDURE-AREA", "area")]


# a promise stays


def other_calendar(*days: tuple[str, str]) -> Calendar:
    return Calendar([*holidays_of(2020), *({"day": day, "kind": kind} for day, kind in days)])


def test_an_edit_of_the_calendar_moves_nothing_by_itself() -> None:
    data = received("2020-07-06T09:00", 7)
    edited = other_calendar(("2020-07-10", "off"))
    assert due(moved(data, "2020-07-07T09:00", "processing", edited)) == "2020-07-15"
    assert (
        due(moved(moved(data, "2020-07-07T09:00", "processing", edited), "2020-07-20T09:00", "finished", edited)) == "2020-07-15"
    )
    assert due(complete_again(data, {**data, "note": "ghi thêm"}, PROCEDURES["cmnd-cccd"], 2, edited)) == "2020-07-15"
    assert full_due(data, edited) == date(2020, 7, 16)


def test_after_an_edit_a_pause_moves_the_day_by_its_own_days_only() -> None:
    data = received("2020-07-06T09:00", 7)
    edited = other_calendar(("2020-07-10", "off"), ("2020-07-16", "off"))
    data = moved(moved(data, "2020-07-08T10:00", "supplement", edited), "2020-07-13T10:00", "processing", edited)
    assert due(data) == "2020-07-20"  # 09/07 and 13/07 taken out; after 15/07 the 17th and the 20th are worked


def test_a_pause_from_the_due_day_on_adds_nothing() -> None:
    data = received("2020-07-06T09:00", 7)
    for begin in ("2020-07-15T08:00", "2020-07-16T08:00"):
        late = moved(moved(data, begin, "supplement"), "2020-07-24T10:00", "processing")
        assert due(late) == "2020-07-15"


def test_correcting_when_it_was_received_computes_all_anew() -> None:
    data = received("2020-07-06T09:00", 7)
    edited = other_calendar(("2020-07-10", "off"))
    again = complete_again(data, {**data, "received_at": "2020-07-06T10:00:00+07:00"}, PROCEDURES["cmnd-cccd"], 2, edited)
    assert (due(again), again["frozen"]["promised"], again["frozen"]["limit_days"]) == ("2020-07-16", "2020-07-16", 7)


def test_another_area_is_frozen_anew() -> None:
    cmnd = PROCEDURES["cmnd-cccd-khu-vuc"]
    data = complete({**DOSSIER, "procedure": "cmnd-cccd-khu-vuc", "area": "town"}, cmnd, 1, CALENDAR)
    again = complete_again(data, {**data, "area": "remote"}, cmnd, 2, CALENDAR)
    assert (again["frozen"]["limit_days"], again["frozen"]["procedure_rev"]) == (20, 2)


def test_a_record_of_before_promises_were_frozen_goes_on_without_one() -> None:
    old = received("2020-07-06T09:00", 7)
    old["frozen"] = {name: old["frozen"][name] for name in ("field", "limit_days", "procedure_rev", "due")}
    data = moved(moved(old, "2020-07-08T10:00", "supplement"), "2020-07-13T16:00", "processing")
    assert data["frozen"] == {**old["frozen"], "due": "2020-07-21"}
    assert explain(data, CALENDAR)[-1].day == date(2020, 7, 21)


def test_what_was_told_last_is_the_new_appointment() -> None:
    data = received("2020-07-06T09:00", 7)
    assert told_day(data) == date(2020, 7, 15)
    assert told_day({**data, "reappointment": {"due": "2020-07-22"}}) == date(2020, 7, 22)
    assert told_day({"status": "registered", "frozen": {"due": ""}}) is None


# day by day


def test_every_day_on_the_way_is_told() -> None:
    data = received("2020-01-20T16:20", 4)
    data = moved(moved(data, "2020-01-31T10:00", "payment"), "2020-02-03T10:00", "processing")
    told = [(f"{step.day:%d/%m}", step.number, step.vi) for step in explain(data, CALENDAR)]
    assert told[:3] == [
        ("20/01", 0, "Nhận lúc 16:20, sau 15 giờ: coi như nhận ngày 21/01/2020"),
        ("21/01", 0, "Coi như ngày nhận; tính từ ngày làm việc kế tiếp"),
        ("22/01", 1, "Ngày làm việc thứ 1"),
    ]
    assert all(vi.startswith("Nghỉ") and number == 0 for day, number, vi in told[3:10])
    assert "Tết" in told[3][2] or "Giao Thừa" in told[3][2]
    assert told[10:] == [
        ("30/01", 2, "Ngày làm việc thứ 2"), ("31/01", 3, "Ngày làm việc thứ 3"),
        ("01/02", 0, "Nghỉ Thứ Bảy"), ("02/02", 0, "Nghỉ Chủ nhật"), ("03/02", 0, "Tạm dừng: chờ nộp phí, lệ phí"),
        ("04/02", 4, "Ngày làm việc thứ 4"),
    ]  # fmt: skip


def test_a_swapped_saturday_is_counted_and_says_so() -> None:
    step = next(s for s in explain(received("2024-05-02T09:00", 2), CALENDAR) if s.day == date(2024, 5, 4))
    assert (step.counted, step.number, step.vi) == (True, 2, "Ngày làm việc thứ 2 (Ngày làm bù)")


def test_what_comes_on_a_day_off_is_told_so() -> None:
    told = [step.vi for step in explain(received("2020-07-04T09:00", 1), CALENDAR)]
    assert told == [
        "Nhận lúc 09:00 vào ngày nghỉ: coi như nhận ngày 06/07/2020", "Nghỉ Chủ nhật",
        "Coi như ngày nhận; tính từ ngày làm việc kế tiếp", "Ngày làm việc thứ 1",
    ]  # fmt: skip


def test_a_dossier_not_received_has_nothing_to_explain() -> None:
    assert explain({**BARE, "status": "registered", "moves": []}, CALENDAR) == []


# the slow model


def works(days: Days, day: date) -> bool:
    return days.get(day) == "work" or (day.weekday() not in (5, 6) and days.get(day) != "off")


def comes(days: Days, moment: datetime, cutoff: int) -> date:
    """Return the day something counts as come, one day at a time."""
    day, late = moment.date(), cutoff < 24 and moment.time() > time(cutoff)
    if late or not works(days, day):
        if works(days, day):
            day += ONE_DAY
        while not works(days, day):
            day += ONE_DAY
    return day


def taken_out(days: Days, spans: list[tuple[datetime, datetime]], cutoff: int) -> set[date]:
    out: set[date] = set()
    for begin, end in spans:
        day, last = begin.date(), comes(days, end, cutoff)
        while begin.date() != end.date() and day < last:
            day += ONE_DAY
            out.add(day)
    return out


def walk(days: Days, start: date, count: int, out: set[date]) -> date:
    while count:
        start += ONE_DAY
        count -= works(days, start) and start not in out
    return start


def slow_due(days: Days, at: datetime, limit: int, spans: list[tuple[datetime, datetime]], cutoff: int) -> date:
    return walk(days, comes(days, at, cutoff), limit, taken_out(days, spans, cutoff))


def made(days: Days) -> Calendar:
    return Calendar([{"day": day.isoformat(), "kind": kind, "name": "Lễ"} for day, kind in days.items()])


FIRST = datetime(2020, 1, 1, tzinfo=VIETNAM_TIME)
all_days = st.dates(date(2020, 1, 1), date(2020, 6, 1))
calendars = st.dictionaries(all_days, st.sampled_from(["off", "work"]), max_size=25)


@given(calendars, st.integers(0, 200_000), st.integers(0, 25), st.integers(0, 24), st.lists(st.integers(1, 20_000), max_size=8))
@settings(deadline=None)
def test_moved_by_each_pause_or_walked_in_one_go_the_day_is_the_same(
    days: Days, minute: int, limit: int, cutoff: int, gaps: list[int]
) -> None:
    calendar, at = made(days), FIRST + timedelta(minutes=minute)
    data = complete(
        {**BARE, "status": "received", "moves": [], "received_at": format_time(at)},
        procedure(limit, cutoff_hour=cutoff),
        1,
        calendar,
    )
    spans, moment = list[tuple[datetime, datetime]](), at
    for number, gap in enumerate(gaps):
        begun, moment = moment, moment + timedelta(minutes=gap)
        to = ("processing", "supplement")[number % 2 == 0]
        data = with_move(data, {"at": format_time(moment), "to": to, "by": "thu", "why": "x"}, calendar)
        spans += [(begun, moment)] if to == "processing" else []
        assert date.fromisoformat(due(data)) == slow_due(days, at, limit, spans, cutoff) == full_due(data, calendar)
    steps = explain(data, calendar)
    assert steps[-1].day.isoformat() == due(data)
    assert [step.number for step in steps if step.counted] == list(range(1, limit + 1))
    assert [step.day for step in steps] == [at.date() + n * ONE_DAY for n in range(len(steps))]


class Life(RuleBasedStateMachine):
    """A dossier moved at random while the calendar is edited; the model ticks days off and keeps what was promised."""

    def __init__(self) -> None:
        super().__init__()
        self.days: Days = {}
        self.now = FIRST + timedelta(hours=8)
        self.cutoff, self.limit = 15, 7
        keyed = {name: value for name, value in BARE.items() if name != "received_at"}
        self.data = complete({**keyed, "status": "registered", "moves": []}, PROCEDURES["cmnd-cccd"], 1, made({}))
        self.due: date | None = None
        self.first: date | None = None
        self.edited = False
        self.since: datetime | None = None
        self.spans: list[tuple[datetime, datetime]] = []

    @rule(minutes=st.integers(1, 30_000), pick=st.integers(0, 9))
    def move(self, minutes: int, pick: int) -> None:
        allowed = allowed_moves(self.data["status"])
        if not allowed:
            return
        self.now += timedelta(minutes=minutes)
        to = allowed[pick % len(allowed)]
        self.data = with_move(self.data, {"at": format_time(self.now), "to": to, "by": "thu", "why": "x"}, made(self.days))
        self._follow(to)

    def _follow(self, to: str) -> None:
        if to == "received":
            self.edited = False
            self.due = self.first = slow_due(self.days, self.now, self.limit, [], self.cutoff)
            return
        if to in ("supplement", "payment"):
            self.since = self.since or self.now
        elif self.since is not None and self.due is not None:
            out = taken_out(self.days, [*self.spans, (self.since, self.now)], self.cutoff)
            start = comes(self.days, self._received, self.cutoff)
            new = out - taken_out(self.days, self.spans, self.cutoff)
            count = sum(works(self.days, day) and day > start for day in new)
            if self.since.date() < self.due:
                self.due = walk(self.days, self.due, count, set())
            self.spans.append((self.since, self.now))
            self.since = None

    @property
    def _received(self) -> datetime:
        return datetime.fromisoformat(self.data["received_at"])

    @rule(day=all_days, kind=st.sampled_from(["off", "work", ""]))
    def edit_calendar(self, day: date, kind: str) -> None:
        self.days = {known: what for known, what in self.days.items() if known != day} | ({day: kind} if kind else {})
        self.edited = True

    @rule()
    def correct_a_name(self) -> None:
        changed = {**self.data, "name": "Ngô Thị Thử"}
        self.data = complete_again(self.data, changed, PROCEDURES["cmnd-cccd"], 9, made(self.days))

    @precondition(lambda self: self.due is not None)
    @rule()
    def compute_anew(self) -> None:
        """What a visible revision does: the calendar of now over the whole life."""
        self.due = slow_due(self.days, self._received, self.limit, self.spans, self.cutoff)
        assert full_due(self.data, made(self.days)) == self.due
        self.data = {**self.data, "frozen": {**self.data["frozen"], "due": self.due.isoformat()}}
        self.edited = False

    @invariant()
    def the_day_is_the_models(self) -> None:
        frozen = self.data["frozen"]
        assert frozen["due"] == (self.due.isoformat() if self.due else "")
        assert frozen.get("promised") == (self.first.isoformat() if self.first else None)
        assert self.data["status"] in STATUSES
        if self.due is not None and not self.edited:
            calendar = made(self.days)
            assert full_due(self.data, calendar) == self.due
            assert explain(self.data, calendar)[-1].day == self.due


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)

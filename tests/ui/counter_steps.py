"""What becomes of the 200 dossiers, scripted: who moves, hands over, appoints anew which of them, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from desktop_app.workflows.session import VIETNAM
from tests.ui.counter_people import DAYS, FIRST_DAY, PER_DAY, Visit, due_of, work_day

Act = Literal["move", "hand over", "appoint", "code"]
LABELS = {
    "processing": "Đang xử lý", "supplement": "Yêu cầu bổ sung giấy tờ", "withdrawn": "Công dân yêu cầu rút hồ sơ",
    "stopped": "Dừng xử lý", "finished": "Đã xử lý xong", "collected": "Đã trả kết quả",
    "appoint": "Hẹn lại ngày trả…", "code": "Ghi mã chính thức…",
}  # fmt: skip
"""What the panel calls it."""
HANDED_TO = ("hoa", "minh")
NOTE = "ca chiều"
CHANGE = datetime(2020, 8, 31, 7, 30, tzinfo=VIETNAM)
"""From then on hoa does what lan did."""
FIRST, SECOND = "lan", "hoa"
APPOINTED, AGAIN = date(2020, 9, 14), date(2020, 9, 21)


@dataclass(frozen=True, slots=True)
class Step:
    """Something done with dossiers of one day of reception. to: a status, an account, a day, a code.  why: as it is kept.

    digit: of the reason of every day that is `why`; 0: it is typed.  paper: what is printed right after it.
    """

    at: datetime
    numbers: tuple[int, ...]
    act: Act
    to: str
    why: str = ""
    digit: int = 0
    paper: str = ""

    @property
    def by(self) -> str:
        """Who does it."""
        return FIRST if self.at < CHANGE else SECOND


def make_steps(visits: Sequence[Visit]) -> list[Step]:
    """Return all steps in the order they are taken."""
    return sorted((step for turn in range(DAYS) for step in _of_day(visits, turn)), key=lambda step: step.at)


def _of_day(visits: Sequence[Visit], turn: int) -> list[Step]:
    """Return the life of the dossiers received on one day."""
    day = work_day(FIRST_DAY, turn)
    ours = visits[turn * PER_DAY : (turn + 1) * PER_DAY]
    asked = [visit for visit in ours if visit.asked]
    plain = [visit for visit in ours if not visit.asked]
    lacking = next(visit for visit in plain if visit.days >= 5)
    gone = [plain[-3]] if turn % 2 else []
    late = [visit for visit in plain if visit.days >= 7 and visit not in (lacking, *gone)][:1] if turn % 3 == 0 else []
    rest = [visit for visit in plain if visit not in (lacking, *gone, *late)]

    def after(count: int, hour: int, minute: int = 0) -> datetime:
        return _at(work_day(day, count), hour, minute)

    steps = [
        _move(_at(day, 16, 40), plain, "processing"),
        Step(_at(day, 16, 50), _numbers(ours), "hand over", HANDED_TO[turn % 2], NOTE),
        _lacking(after(1, 9, 30), lacking, turn),
        *_gone(after(1, 10), gone, turn),
        *([Step(after(1, 11), _numbers(rest[:1]), "code", official_code(rest[0]))] if turn % 4 == 0 else []),
        _move(after(3, 14), [*asked, lacking], "processing"),
    ]
    for limit, count in ((2, 2), (4, 4), (5, 4), (7, 6), (8, 6), (15, 10)):
        steps += [_move(after(count, 15, limit), [v for v in rest if v.days == limit], "finished")]
    steps.append(_move(after(9, 16), [*asked, lacking], "finished"))
    done = [visit for visit in ours if visit not in gone]
    steps += _late(late) if late else []
    return [s for s in (*steps, _move(_at(date(2020, 9, 22), 8, turn), done, "collected")) if s.numbers]


def _lacking(at: datetime, visit: Visit, turn: int) -> Step:
    """A paper that turns out to be no good; every second time for a reason in own words."""
    why, digit = ("Giấy tờ mờ, không đọc được", 2) if turn % 2 == 0 else ("Ảnh chụp sai cỡ", 0)
    return _move(at, [visit], "supplement", why, digit, "supplement")


def _gone(at: datetime, gone: Sequence[Visit], turn: int) -> list[Step]:
    if turn % 4 == 1:
        return [_move(at, gone, "withdrawn", "Người nộp xin rút hồ sơ", 1)]
    return [_move(at, gone, "stopped", "Không đủ điều kiện giải quyết", 2)] if gone else []


def _late(late: Sequence[Visit]) -> list[Step]:
    """Dossiers that come too late, with their one new appointment and its apology."""
    why = "Thiết bị, đường truyền gặp sự cố"
    new = Step(_at(APPOINTED, 9), _numbers(late), "appoint", AGAIN.isoformat(), why, 3, "apology")
    return [new, _move(_at(AGAIN, 10), late, "finished")]


def _move(at: datetime, visits: Iterable[Visit], to: str, why: str = "", digit: int = 0, paper: str = "") -> Step:
    return Step(at, _numbers(visits), "move", to, why, digit, paper)


def _numbers(visits: Iterable[Visit]) -> tuple[int, ...]:
    return tuple(visit.number for visit in visits)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


def official_code(visit: Visit) -> str:
    """Return the code the official system gives a dossier."""
    return f"000.17.22.H56-{visit.at:%y%m%d}-{visit.number % PER_DAY + 101:04d}"


@dataclass(frozen=True, slots=True)
class Life:
    """What the office must hold of a dossier in the end. moves: (minute, to, by, why).  handed: (minute, from, to, note)."""

    code: str
    status: str
    due: date
    moves: tuple[tuple[str, str, str, str], ...]
    handed: tuple[tuple[str, str, str, str], ...]
    appointed: tuple[str, str, str] | None
    ended: date


def make_lives(visits: Sequence[Visit], steps: Sequence[Step]) -> list[Life]:
    """Return what must have become of each dossier."""
    taken: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        for number in step.numbers:
            taken[number].append(step)
    return [_life(visit, taken[visit.number]) for visit in visits]


def _life(visit: Visit, steps: Sequence[Step]) -> Life:
    first = [(minute(visit.at), "supplement", FIRST, f"Thiếu: {'; '.join(visit.missing)}")] if visit.asked else []
    moves = [*first, *((minute(step.at), step.to, step.by, step.why) for step in steps if step.act == "move")]
    handed = [(minute(step.at), FIRST, step.to, step.why) for step in steps if step.act == "hand over"]
    again = [(minute(step.at), step.to, step.why) for step in steps if step.act == "appoint"]
    paused = [(date.fromisoformat(at[:10]), to) for at, to, *_ in moves]
    stops = [(day, paused[n + 1][0]) for n, (day, to) in enumerate(paused[:-1]) if to == "supplement"]
    ended = next(day for day, to in paused if to in ("finished", "withdrawn", "stopped"))
    codes = [step.to for step in steps if step.act == "code"]
    return Life(
        code=[visit.code, *codes][-1],
        status=moves[-1][1],
        due=due_of(visit, stops),
        moves=tuple(moves),
        handed=tuple(handed),
        appointed=again[0] if again else None,
        ended=ended,
    )


def minute(moment: datetime) -> str:
    """Return a moment as the journal begins it, up to the minute."""
    return moment.isoformat()[:16]

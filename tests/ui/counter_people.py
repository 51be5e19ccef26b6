"""A fortnight at a counter as it is scripted: 200 made-up people and what each hands in. No window, no office.

One seed makes everything, so that what the office must hold is known beforehand. Days are counted on one's fingers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desktop_app.workflows.session import VIETNAM

PER_DAY, DAYS = 20, 10
DOSSIERS = PER_DAY * DAYS
FIRST_DAY = date(2020, 8, 17)
OFF = frozenset({date(2020, 9, 2)})
"""Days off in the weeks of the story, beside Saturdays and Sundays."""
CLOSES = 15
SEED = 2109

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
MIDDLE = {"male": ("Văn", "Đức", "Hữu", "Quang"), "female": ("Thị", "Ngọc", "Thùy", "Diệu")}
GIVEN = {
    "male": ("Quyết", "Hùng", "Tuấn", "Đạt", "Phước", "Khải", "Trường", "Huỳnh"),
    "female": ("Hường", "Yến", "Nguyệt", "Thủy", "Quỳnh", "Hằng", "Uyên", "Phượng"),
}
STREETS = ("Trần Phú", "Lý Thái Tổ", "Đồng Kỵ", "Phù Lưu", "Cổ Lũng", "Nguyễn Văn Cừ")
CASES = ("new", "exchange", "reissue")


@dataclass(frozen=True, slots=True)
class Kind:
    """A procedure as the clerk knows it. find: what is typed to pick it.  required: places of the papers it must have.

    days: working days, by case.
    """

    id: str
    find: str
    papers: tuple[str, ...]
    required: frozenset[int]
    days: tuple[int, int, int]


KINDS = (
    Kind(
        "cmnd-cccd", "cmnd thi xa",
        ("Tờ khai theo mẫu", "Sổ hộ khẩu hoặc giấy xác nhận thông tin về cư trú", "CMND, CCCD cũ (cấp đổi)"),
        frozenset({1}), (7, 7, 15),
    ),
    Kind(
        "antt-gcn", "gcn",
        (
            "Văn bản đề nghị cấp, đổi, cấp lại", "Bản sao giấy chứng nhận đăng ký doanh nghiệp",
            "Bản sao giấy tờ chứng minh bảo đảm về PCCC", "Bản khai lý lịch của người chịu trách nhiệm về ANTT",
        ),
        frozenset({1, 2, 4}), (5, 4, 4),
    ),
    Kind(
        "dang-ky-xe", "bien so", ("Giấy khai đăng ký xe", "Giấy tờ nguồn gốc xe", "Giấy tờ lệ phí trước bạ"),
        frozenset({1, 2, 3}), (2, 2, 2),
    ),
    Kind(
        "ho-chieu", "ho chieu", ("Tờ khai theo mẫu", "Ảnh 4 x 6 cm, phông nền trắng (2 bản)", "Hộ chiếu cũ"),
        frozenset({1, 2}), (8, 8, 8),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One dossier as it is handed in. number: from 0.  at: when.  case: its place.  ticked: places of the papers handed in.

    known: somebody who was here before, whose other fields are copied.  short: the telephone number lacks its last digit at
    the first try.  asked: what is missing is asked for at once.
    """

    number: int
    at: datetime
    kind: Kind
    case: int
    name: str
    id_number: str
    birth: date
    sex: str
    phone: str
    address: str
    ticked: tuple[int, ...]
    known: bool = False
    short: bool = False
    asked: bool = False

    @property
    def code(self) -> str:
        """The provisional code it gets."""
        return f"TAM-{self.at:%y%m%d}-{self.number % PER_DAY + 1:04d}"

    @property
    def documents(self) -> list[str]:
        """The papers handed in."""
        return [self.kind.papers[place - 1] for place in self.ticked]

    @property
    def missing(self) -> list[str]:
        """Required papers that were not handed in."""
        return [self.kind.papers[place - 1] for place in sorted(self.kind.required - set(self.ticked))]

    @property
    def days(self) -> int:
        """Working days the procedure may take."""
        return self.kind.days[self.case - 1]


def is_work(day: date) -> bool:
    """Return whether the office works on a day of the story."""
    return day.weekday() < 5 and day not in OFF


def work_day(day: date, count: int = 1) -> date:
    """Return the working day that comes so many after a day."""
    while count:
        day += timedelta(days=1)
        count -= is_work(day)
    return day


def due_of(visit: Visit, stops: Sequence[tuple[date, date]] = ()) -> date:
    """Return the day a dossier is due. stops: days between which the clock stood still; the first one was still counted."""
    day, left = visit.at.date(), visit.days
    if (visit.at.hour, visit.at.minute) > (CLOSES, 0):
        day = work_day(day)
    while left:
        day += timedelta(days=1)
        left -= is_work(day) and not any(first < day <= last for first, last in stops)
    return day


def make_visits(seed: int = SEED) -> list[Visit]:
    """Return the 200 dossiers in the order they are handed in."""
    dice = random.Random(seed)
    visits: list[Visit] = []
    for turn in range(DAYS):
        day = work_day(FIRST_DAY, turn)
        for place in range(PER_DAY):
            at = datetime(day.year, day.month, day.day, 7, 40, tzinfo=VIETNAM) + timedelta(minutes=27 * place)
            visits.append(_make_visit(dice, at, visits))
    return visits


def _make_visit(dice: random.Random, at: datetime, before: Sequence[Visit]) -> Visit:
    """Return the next one: often the same procedure as before, now and then without a paper, or somebody known."""
    last = before[-1] if before and dice.random() < 0.6 else None
    kind, case = (last.kind, last.case) if last else (dice.choice(KINDS), dice.randint(1, 3))
    places = range(1, len(kind.papers) + 1)
    ticked = [place for place in places if place in kind.required or dice.random() < 0.5]
    if dice.random() < 0.1:
        ticked.remove(min(kind.required))
    person = _make_person(dice, len(before), at)
    others = [old for old in before if not old.known and old.at.date() < at.date()]
    known, short, asked = (dice.random() < chance for chance in (0.06, 0.03, 0.7))
    visit = replace(person, kind=kind, case=case, ticked=tuple(ticked), short=short)
    visit = replace(visit, asked=bool(visit.missing) and asked)
    if not known or not others:
        return visit
    old = dice.choice(others)
    same = {name: getattr(old, name) for name in ("name", "id_number", "birth", "sex", "phone", "address")}
    return replace(visit, **same, known=True, short=False)


def _make_person(dice: random.Random, number: int, at: datetime) -> Visit:
    sex, year = dice.choice(("male", "female")), dice.randint(1950, 2004)
    century = 2 * (year // 100 - 19) + (sex == "female")
    return Visit(
        number, at, KINDS[0], 1,
        name=f"{dice.choice(FAMILY)} {dice.choice(MIDDLE[sex])} {dice.choice(GIVEN[sex])}",
        id_number=f"027{century}{year % 100:02d}{100000 + number * 37:06d}",
        birth=date(year, dice.randint(1, 12), dice.randint(1, 28)),
        sex=sex,
        phone=f"09{12000000 + number * 7919:08d}",
        address=f"{dice.randint(1, 99)} {dice.choice(STREETS)}",
        ticked=(),
    )  # fmt: skip

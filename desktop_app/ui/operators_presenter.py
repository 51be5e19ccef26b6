"""What the page of keying figures knows, in words: own ones, for a commander everybody's. `workflows.operators` counts them.

`load` goes through the journal: it is meant for a worker. This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from pathlib import Path

from desktop_app.ui.usual_period import year_of_data
from desktop_app.words import say
from desktop_app.workflows.operator_csv import export_operators
from desktop_app.workflows.operators import Operator, SittingFigures, operator_figures, own_figures
from desktop_app.workflows.permissions import may
from desktop_app.workflows.session import Session
from desktop_app.workflows.sitting_figures import Counts, total
from forms.dates import format_date
from forms.numbers import format_decimal, format_integer

NOTHING = "–"
MOST_DAYS = 6
CAUSES = {
    "keyer": ("Người nhập", "Keyer"),
    "verifier": ("Người kiểm tra", "Verifier"),
    "paper": ("Phiếu không rõ", "Unclear paper"),
    "row_shift": ("Lệch dòng", "Row shift"),
    "open": ("Chờ phân xử", "To be settled"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it means in plain words."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Day:
    """Keys an hour of one day on which slips were keyed."""

    label: str
    speed: int
    tip: str


class OperatorsPresenter:
    """The figures of a period. chosen: whose are shown in full."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.sees_all = may(session, "operator-figures").ok
        self.period: tuple[date, date] | None = None
        self.operators: list[Operator] = []
        self.chosen = session.account

    @property
    def operator(self) -> Operator:
        """The figures shown in full; empty ones where the chosen account did nothing."""
        found = (operator for operator in self.operators if operator.account == self.chosen)
        return next(found, Operator(self.chosen))

    def read(self, period: tuple[date, date] | None) -> tuple[tuple[date, date], list[Operator]]:
        """Return the period, the usual one for None, with its figures."""
        days = period or year_of_data(self.session)
        return days, operator_figures(self.session, *days) if self.sees_all else [own_figures(self.session, *days)]

    def take(self, read: tuple[tuple[date, date], list[Operator]]) -> None:
        """Show what was read; the person chosen before stays chosen where it is there."""
        self.period, self.operators = read
        names = [operator.account for operator in self.operators]
        if self.chosen not in names and names:
            self.chosen = names[0]

    def file_name(self) -> str:
        """Return the name offered for the CSV."""
        first, last = self.period or (self.session.clock().date(),) * 2
        return f"ket-qua-nhap-{first.isoformat()}-{last.isoformat()}.csv"

    def export(self, path: Path) -> None:
        """Write what is shown as a CSV. Raises NotAllowed, StoreError, WorkflowError."""
        if self.period is not None:
            export_operators(self.session, path, self.operators, *self.period)


def figures_of(operator: Operator) -> list[Figure]:
    """Return the four figures of a person."""
    counts, rate = operator.keying, operator.disagreements.rate
    speed = say("{n} phiếu mỗi giờ, không tính lúc nghỉ", "{n} slips an hour, pauses out")
    twice = say("95 %: {low} – {high}; {n} ô nhập hai lần", "95 %: {low} – {high}; {n} fields twice")
    none = say("Chưa phiếu nào được nhập lần hai", "No slip was keyed twice yet")
    known = {"low": number(rate.low), "high": number(rate.high), "n": format_integer(rate.fields)}
    return [
        Figure(say("Phím mỗi phiếu", "Keys a slip"), number(counts.keys_per_slip),
               say("Phiếu 22 câu: 23 phím nếu không sửa", "22 items: 23 keys if nothing is corrected")),
        Figure(say("Phím mỗi giờ", "Keys an hour"), count(counts.keys_per_hour), speed.format(n=count(counts.slips_per_hour))),
        Figure(say("Sửa trên 1.000 phím", "Corrections in 1 000 keys"), number(counts.corrections_per_1000),
               say("Số lần thay câu trả lời đã nhập", "Answers put in another's place")),
        Figure(say("Khác nhau trên 10.000 ô", "Disagreements in 10 000 fields"), number(rate.per_10000),
               twice.format(**known) if rate.fields else none),
    ]  # fmt: skip


def causes_of(operator: Operator) -> list[tuple[str, str]]:
    """Return each cause of a difference with how many there were."""
    return [(say(*CAUSES[cause]), format_integer(n)) for cause, n in operator.disagreements.causes.items()]


def left_of(operator: Operator) -> str:
    """Return what is expected to be wrong still, in words."""
    rate = operator.residual["per_10000"]
    if rate is None:
        return say("Lỗi còn lại: chưa ước tính được", "Errors left: not known yet")
    shown = tenths(rate)
    return say(f"Ước tính còn sai: {shown} trên 10.000 ô", f"Errors left: {shown} in 10\u00a0000 fields")


def checking_of(operator: Operator) -> str:
    """Return how the person verified others' slips, in words; empty if it did not."""
    rate = operator.own_errors
    if not rate.fields:
        return ""
    shown = number(rate.per_10000), format_integer(rate.fields)
    return say("Khi kiểm tra: sai {} trên 10.000 ô ({} ô)", "Verifying: wrong {} in 10 000 fields ({} fields)").format(*shown)


def days_of(operator: Operator) -> list[Day]:
    """Return the last days on which the person keyed long enough to tell a speed."""
    sittings = [figures.sitting for figures in operator.sittings if figures.sitting.mode == "key"]
    days = ((day, total(group)) for day, group in groupby(sittings, key=lambda sitting: sitting.start.date()))
    return [_day(day, counts, speed) for day, counts in days if (speed := counts.keys_per_hour) is not None][-MOST_DAYS:]


def _day(day: date, counts: Counts, speed: int) -> Day:
    shown = f"{format_date(day)}: {format_integer(speed)}"
    keyed = format_integer(counts.slips)
    return Day(f"{day.day}/{day.month}", speed, say(f"{shown} phím/giờ, {keyed} phiếu", f"{shown} keys an hour, {keyed} slips"))


def trend_of(days: Sequence[Day]) -> str:
    """Return in words how the speed went."""
    if len(days) < 2:
        return say("Cần từ hai ngày nhập mới thấy chiều hướng.", "A trend shows from two days of keying on.")
    change = (200 * (days[-1].speed - days[0].speed) + days[0].speed) // (2 * days[0].speed)
    first, last, sign = days[0].label, days[-1].label, "+" if change > 0 else "−" if change < 0 else "±"
    return say(f"{last} so với {first}: {sign}{abs(change)} %", f"{last} against {first}: {sign}{abs(change)} %")


class PeopleRows:
    """Persons as rows of a table."""

    def __init__(self, operators: Sequence[Operator]) -> None:
        self.operators = operators

    def __len__(self) -> int:
        return len(self.operators)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the texts of a person."""
        operator = self.operators[i]
        counts, rate = operator.keying, operator.disagreements.rate
        return (
            operator.account, count(len(operator.sittings)), count(operator.slips), number(counts.keys_per_slip),
            count(counts.keys_per_hour), number(counts.corrections_per_1000), number(rate.per_10000),
            f"{number(rate.low)} – {number(rate.high)}" if rate.fields else NOTHING, tenths(operator.residual["per_10000"]),
        )  # fmt: skip

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return no pills."""
        return ("",) * len(self.row(i))


class SittingRows:
    """Sittings as rows of a table, the newest first. year: of today, left out of the days."""

    def __init__(self, sittings: Sequence[SittingFigures], year: int) -> None:
        self.sittings, self.year = sittings[::-1], year

    def __len__(self) -> int:
        return len(self.sittings)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the texts of a sitting."""
        figures = self.sittings[i]
        sitting, counts = figures.sitting, figures.sitting.counts
        here = sitting.start.year == self.year
        start = f"{sitting.start:%d/%m %H:%M}" if here else format_date(sitting.start.date())
        return (
            start, sitting.work, sitting.batch,
            count(counts.slips), number(counts.keys_per_slip), count(counts.keys_per_hour),
            number(counts.corrections_per_1000), pause(counts), number(figures.disagreements.rate.per_10000),
        )  # fmt: skip

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return no pills."""
        return ("",) * len(self.row(i))


def pause(counts: Counts) -> str:
    """Return how long the pauses of a sitting were, in whole minutes rounded up: `14 ph`."""
    if not counts.pauses:
        return NOTHING
    minutes = format_integer(-(-counts.pause_seconds // 60))
    return say(f"{minutes} ph", f"{minutes} min")


def number(text: object) -> str:
    """Return a figure with its decimals as it is read, a dash where there is none."""
    return NOTHING if text is None else format_decimal(Decimal(str(text)))


def tenths(text: str | None) -> str:
    """Return a figure as it is read, rounded half-up to one decimal."""
    return number(None if text is None else Decimal(text).quantize(Decimal("0.1"), ROUND_HALF_UP))


def count(n: int | None) -> str:
    """Return a whole number as it is read, a dash where there is none."""
    return NOTHING if n is None else format_integer(n)

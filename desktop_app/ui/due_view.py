"""The dossiers a commander looks at first: overdue, and due within a few working days. Made by the worker, without a window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.words import say
from desktop_app.workflows.lists import Waiting, count_due_soon, count_overdue, due_soon, is_uncertain, overdue
from desktop_app.workflows.permissions import may
from desktop_app.workflows.session import Session
from forms.dossier import parse_code
from forms.numbers import format_integer

SOON_DAYS = 2
"""Working days from today."""
NAMELESS = "–"
MOST_LISTED = 200
"""Rows of a list; the register shows all of them."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """A line of a list. code: without its agency.  officer: the account.  kind: of the pill the days stand on."""

    id: str
    code: str
    name: str
    officer: str
    days: str
    kind: str


@dataclass(frozen=True, slots=True)
class DueRows:
    """A list's rows, oldest first; a provider for a table. count: how many there are, listed or not."""

    rows: Sequence[DueRow] = ()
    count: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    def row(self, i: int) -> tuple[str, ...]:
        """Return code, name, officer and days of row `i`."""
        row = self.rows[i]
        return row.code, row.name, row.officer, row.days

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of the days."""
        return "", "", "", self.rows[i].kind


@dataclass(frozen=True, slots=True)
class DueBoard:
    """Both lists. uncertain: this computer's clock was put back, so that what is late cannot be told."""

    late: DueRows
    soon: DueRows
    uncertain: bool = False

    @property
    def late_title(self) -> str:
        """What stands over the overdue ones."""
        count = format_integer(self.late.count)
        return say(f"Quá hạn: {count}", f"Overdue: {count}")

    @property
    def soon_title(self) -> str:
        """What stands over those due soon."""
        count = format_integer(self.soon.count)
        return say(f"Đến hạn trong {SOON_DAYS} ngày làm việc: {count}", f"Due within {SOON_DAYS} working days: {count}")


NOTHING_DUE = DueBoard(DueRows(), DueRows())


def make_due(session: Session) -> DueBoard:
    """Return both lists of an office as they stand now; without names for who may not look into the register."""
    named = may(session, "search").ok
    late = [_row(waiting, named=named) for waiting in overdue(session, MOST_LISTED)]
    soon = [_row(waiting, named=named) for waiting in due_soon(session, SOON_DAYS, MOST_LISTED)]
    return DueBoard(
        DueRows(late, count_overdue(session)), DueRows(soon, count_due_soon(session, SOON_DAYS)), is_uncertain(session)
    )


def uncertain_text() -> str:
    """Return what is said of a clock that was put back."""
    return say("Không chắc: đồng hồ máy bị lùi", "Uncertain: the clock was put back")


def _row(waiting: Waiting, *, named: bool) -> DueRow:
    data = waiting.dossier.data or {}
    text, kind = _days(waiting)
    name = str(data["name"]) if named else NAMELESS
    return DueRow(waiting.dossier.id, short_code(str(data["code"])), name, waiting.officer, text, kind)


def short_code(code: str) -> str:
    """Return a code without its agency, which is the same all day: `200706-0030`; a provisional one whole."""
    parsed = parse_code(code)
    return code if parsed is None or parsed.provisional else code.partition("-")[2]


def _days(waiting: Waiting) -> tuple[str, str]:
    """Return how a dossier stands, the new appointment beside it."""
    days = format_integer(waiting.days)
    if waiting.deadline.kind == "late":
        text, kind = say(f"Trễ {days} ngày", f"{days} d late"), "late"
    elif waiting.days:
        text, kind = say(f"Còn {days} ngày", f"{days} d left"), "soon"
    else:
        text, kind = say("Hôm nay", "Today"), "soon"
    if waiting.appointed == waiting.due:
        return text, kind
    day = f"{waiting.appointed:%d/%m}"
    return say(f"{text.removesuffix(' ngày')} · hẹn {day}", f"{text} · {day}"), kind

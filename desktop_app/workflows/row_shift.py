"""The alarm for a skipped or doubled line: at the end of each group on the paper the keyer presses Enter.

After a shifted line every answer is legal and every check passes; only the count of lines in the group gives it away. An Enter
inside a group, or an answer where the group's end is expected, is the alarm: the caret goes to the group's first row and its
answers count as unsure until they are keyed again. The last group's Enter is the save, so the price is one key for each group
but the last. This module must not know the office or draw.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from desktop_app.workflows.slip import Row
from forms.problems import Problem, declare, make_problem

EARLY = declare(
    "ROW-SHIFT-EARLY",
    "Nhóm {group} thiếu {left} câu, có thể sót dòng: dò phiếu, nhập lại từ câu {first}.",
    "Group {group} lacks {left}, a line may be skipped: look, key it again from {first}.",
)
LATE = declare(
    "ROW-SHIFT-LATE",
    "Nhóm {group} thừa câu, có thể đúp dòng: dò phiếu, nhập lại từ câu {first}.",
    "Group {group} has one too many, a line may be doubled: key it again from {first}.",
)
AGAIN = declare(
    "ROW-SHIFT-AGAIN",
    "Nhóm {group} chưa nhập lại hết: nhập lại từ câu {first} đến hết nhóm, rồi Enter.",
    "Group {group} is not keyed again yet: key it from {first} to its end, then Enter.",
)
UNCONFIRMED = declare(
    "GROUP-UNCONFIRMED",
    "Chưa xác nhận hết nhóm {group}; khi nhóm trên giấy hết, bấm Enter.",
    "The end of group {group} is not confirmed; press Enter where the group ends on the paper.",
)
Outcome = Literal["save", "next", "alarm"]
Answered = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Group:
    """A run of rows under one heading. start, end: places of its first row and behind its last."""

    number: str
    label: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """How the paper calls it: its roman number, else its heading."""
        return self.number or self.label


def list_groups(rows: Sequence[Row]) -> tuple[Group, ...]:
    """Return the groups of a page's rows, in order."""
    groups: list[Group] = []
    for section, members in groupby(rows, key=lambda row: row.section):
        start = groups[-1].end if groups else 0
        groups.append(Group(section[1], section[2], start, start + len(list(members))))
    return tuple(groups)


class RowCheck:
    """Where the confirmations of one slip stand. confirmed: groups confirmed, in order.  unsure: rows to be keyed again."""

    def __init__(self, rows: Sequence[Row], confirmed: int = 0, unsure: Sequence[int] = ()) -> None:
        self.groups = list_groups(rows)
        self.confirmed = max(0, min(confirmed, len(self.groups) - 1))
        self.unsure = {place for place in unsure if self.pending.start <= place < self.pending.end}
        self.alarm: Problem | None = None

    @property
    def pending(self) -> Group:
        """The group whose end is confirmed next; the last one's is the save."""
        return self.groups[self.confirmed]

    @property
    def limit(self) -> int:
        """The place the caret may not go beyond: the end of the pending group."""
        return self.pending.end

    def is_full(self, answered: Answered) -> bool:
        """Whether each row of the pending group is answered and none is unsure: its end is to be confirmed."""
        return not self.unsure and all(answered(place) for place in range(self.pending.start, self.pending.end))

    def is_done(self, answered: Answered) -> bool:
        """Whether only the save is left."""
        return self.confirmed == len(self.groups) - 1 and self.is_full(answered)

    def note_answer(self, place: int) -> None:
        """Take a row as keyed anew; the alarm is over once no row is unsure."""
        self.unsure.discard(place)
        if not self.unsure:
            self.alarm = None

    def enter(self, cursor: int, answered: Answered) -> tuple[Outcome, int]:
        """Take an Enter; return what it means and where the caret goes. In a confirmed group it only leads back."""
        group = self.pending
        if cursor < group.start:
            return "next", self._first_open(answered)
        if not self.is_full(answered):
            return "alarm", self._raise(AGAIN if self.unsure else EARLY, answered)
        if self.is_done(answered):
            return "save", cursor
        self.confirmed += 1
        return "next", self._first_open(answered)

    def too_many(self, answered: Answered) -> int:
        """Raise the alarm of an answer where the group's end is expected; return where the caret goes."""
        return self._raise(LATE, answered)

    def unconfirmed(self) -> Problem:
        """Return what is wrong with saving now."""
        return make_problem(UNCONFIRMED, "answers", group=self.pending.name)

    def _first_open(self, answered: Answered) -> int:
        group = self.pending
        return next((place for place in range(group.start, group.end) if not answered(place)), group.end)

    def _raise(self, code: str, answered: Answered) -> int:
        group = self.pending
        done = {place for place in range(group.start, group.end) if answered(place)}
        left = group.end - group.start - len(done)
        self.unsure = done
        self.alarm = make_problem(code, "answers", group=group.name, left=left, first=group.start + 1)
        return group.start

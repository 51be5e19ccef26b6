"""The alarm of a dependent second keying: a field that differs is to be looked at on the paper and typed again.

What the first keyer gave is held here to compare with and never handed out. The key typed after the alarm stands, so guessing
until nothing differs does not work; every key that differed is kept. This module must not know the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.words import say
from desktop_app.workflows.comparing import DISPOSITION, Values, value_at
from desktop_app.workflows.slip import Row, Value
from forms.problems import Problem, declare, make_problem

MOST_TRIES = 3
"""Keys that differed at one field after which the next one stands without an alarm."""
LOOK_AGAIN = declare(
    "VERIFY-LOOK-AGAIN",
    "Câu {number} khác lần nhập trước. Hãy nhìn lại phiếu giấy rồi gõ lại.",
    "Item {number} differs from the first keying. Look at the paper again, then type it again.",
)
LOOK_AT_KIND = declare(
    "VERIFY-LOOK-AT-KIND",
    "Loại phiếu khác lần nhập trước. Hãy nhìn lại: phiếu hủy, phiếu trống hay phiếu có trả lời, rồi làm lại.",
    "The kind of slip differs from the first keying. Look again: void, blank or answered, then do it again.",
)


@dataclass(frozen=True, slots=True)
class Alarm(Problem):
    """A difference just met. It names the field and holds no value. row: None for the kind of the slip."""

    row: Row | None = None

    @property
    def text(self) -> str:
        """What the verifier is asked to do, in the language in use."""
        return say(self.vi, self.en)


def make_alarm(where: str, row: Row | None) -> Alarm:
    """Return the alarm of a field."""
    problem = make_problem(LOOK_AT_KIND, where) if row is None else make_problem(LOOK_AGAIN, where, number=row.number)
    return Alarm(problem.code, problem.where, problem.vi, problem.en, problem.severity, row)


class SecondLook:
    """What one slip's second keying met. first: the values of the first keying, None where nothing is held against them.

    tries: by place, every value that differed when it was typed.  confirmed: values that stand though they differ.
    """

    def __init__(self, first: Values | None = None) -> None:
        self._first = first
        self.tries: dict[str, list[Value]] = {}
        self.confirmed: dict[str, Value] = {}
        self.alarm: Alarm | None = None

    def meet(self, where: str, value: Value, row: Row | None) -> bool:
        """Return whether a value stands; if it differs for the first time, note it and raise the alarm."""
        again = self.alarm is not None and self.alarm.where == where
        if self._agrees(where, value) or self.confirmed.get(where) == value:
            self.alarm = None if again else self.alarm
            return True
        if again or len(self.tries.get(where, ())) >= MOST_TRIES:
            self.confirmed[where], self.alarm = value, None
            return True
        self.tries.setdefault(where, []).append(value)
        self.alarm = make_alarm(where, row)
        return False

    def calm(self) -> None:
        """End the alarm without an answer: the caret went elsewhere, the field stays open."""
        self.alarm = None

    def as_draft(self) -> dict[str, Any]:
        """Return what a draft keeps of it: nothing of the first keying."""
        return {"tries": {where: list(tries) for where, tries in self.tries.items()}, "confirmed": dict(self.confirmed)}

    def load(self, data: Mapping[str, Any]) -> None:
        """Go on from what a draft kept."""
        tries, confirmed = data.get("tries"), data.get("confirmed")
        if isinstance(tries, dict) and isinstance(confirmed, dict):
            self.tries = {where: list(values) for where, values in tries.items() if isinstance(values, list)}
            self.confirmed = dict(confirmed)

    def _agrees(self, where: str, value: Value) -> bool:
        """Tell whether a value is the first keyer's, or there is none to hold it against: that one keyed no answers."""
        if self._first is None:
            return True
        if where != DISPOSITION and value_at(self._first, DISPOSITION) != "":
            return True
        return value == value_at(self._first, where)

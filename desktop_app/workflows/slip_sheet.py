"""The sheet of one slip under the keys: rows, caret, answers, what is noted beside them. It knows no office and saves nothing.

Keying and its second pass share it. This module must not draw, read the disk or judge answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from desktop_app.workflows.pace import Pace
from desktop_app.workflows.row_shift import RowCheck
from desktop_app.workflows.sittings import Mode
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, TRAINING, VOID, Row, Slip, Value, make_rows
from forms.definition import Definition
from forms.problems import Problem, Refused, declare, make_problem
from forms.text import nfc

VOID_WHY = declare("SLIP-VOID-WHY-EMPTY", "Hủy phiếu phải ghi lý do.", "Voiding a slip needs a reason.")
Entered = Literal["save", "next", "alarm"]
"""What an Enter means: the slip is to be saved, a group's end is confirmed, the rows are shifted."""


@dataclass(frozen=True, slots=True)
class Last:
    """What the last key answered, for whoever does not look at the sheet."""

    row: Row
    value: Value


class SlipSheet:
    """A slip and the caret on it.

    cursor: the row the next key answers, `len(page_rows)` behind the last.  problems: of the last refused save.
    last_answer: what the last key answered, None if it did something else.  pace: the counts of the sitting.
    row_check: the confirmations at each group's end, None where the batch asks for none.
    """

    def __init__(self, definition: Definition, batch: Mapping[str, Any], slip: Slip, now: Callable[[], datetime]) -> None:
        self.definition, self.batch = definition, batch
        self.rows = make_rows(definition)
        self.pace, self._now = Pace(), now
        self.open(slip)

    def open(self, slip: Slip) -> None:
        """Put another slip under the keys, from its start."""
        self.slip, self.page, self.cursor = slip, ANSWERS, 0
        self.problems: list[Problem] = []
        self.last_answer: Last | None = None
        self._dirty = False
        asked = self.batch.get("row_check") == "yes" and not slip.id
        self.row_check = RowCheck(self._criteria) if asked else None

    # What is seen

    @property
    def page_rows(self) -> tuple[Row, ...]:
        """The rows of the page in front: the criteria, or the respondent's items."""
        return tuple(row for row in self.rows if row.place == self.page)

    @property
    def answered(self) -> int:
        """How many criteria have an answer or a missing code."""
        return len(self.slip.answers)

    @property
    def is_complete(self) -> bool:
        """Whether one more key saves: every criterion is answered and every group but the last confirmed."""
        if self.slip.is_unanswered:
            return True
        done = all(self.slip.value(row) is not None for row in self.rows if row.place == ANSWERS)
        return done and (self.row_check is None or self.row_check.is_done(self._is_answered))

    @property
    def awaits_group_end(self) -> bool:
        """Whether the next key is the Enter at a group's end."""
        check = self.row_check
        waiting = check is not None and self.page == ANSWERS and self.cursor == check.limit and check.is_full(self._is_answered)
        return waiting and not self.slip.is_unanswered

    @property
    def alarm(self) -> Problem | None:
        """The row-shift alarm under way, None for none."""
        return self.row_check.alarm if self.row_check is not None else None

    @property
    def is_correction(self) -> bool:
        """Whether a saved slip is open again: saving it needs a reason."""
        return bool(self.slip.id)

    @property
    def mode(self) -> Mode:
        """What the sitting is counted as."""
        return "training" if self.batch.get("training") == "yes" else "key"

    def problems_at(self, where: str) -> list[Problem]:
        """Return the problems of one place, `answers.c05` or `serial`."""
        return [problem for problem in self.problems if problem.where == where]

    # Keys

    def press(self, char: str) -> bool:
        """Take one key of the numeric pad; return whether it meant anything. An empty char (input methods) never does."""
        if not char:
            return False
        if char in ("-", "\x08"):
            return self.back()
        if self._is_one_too_many(char):
            self._sound_alarm()
            return True
        rows = self.page_rows
        value = rows[self.cursor].value_of_key(char) if self.cursor < len(rows) and not self.slip.is_unanswered else None
        if value is None:
            self.pace.note_bad()
            return False
        self.answer(self.cursor, value)
        return True

    def answer(self, place: int, value: Value) -> None:
        """Answer the row at `place` of the page and move on behind it. A row behind a group's unconfirmed end is left alone."""
        place_is_open = self.row_check is None or self.page != ANSWERS or place < self.row_check.limit
        if self.slip.is_unanswered or not place_is_open:
            return
        row = self.page_rows[place]
        before = self.slip.value(row)
        self.pace.fields += before is None
        self.pace.corrections += before is not None and before != value
        self.slip.set(row, value)
        self.problems = [problem for problem in self.problems if problem.where != row.where]
        if self.row_check is not None and self.page == ANSWERS:
            self.row_check.note_answer(place)
        self.cursor, self.last_answer = place + 1, Last(row, value)
        self._touched()

    def enter(self) -> Entered:
        """Take an Enter or +: `save` leaves the saving to the caller; a group's end and the alarm are dealt with here."""
        check = self.row_check
        if check is None or self.slip.is_unanswered:
            return "save"
        at = self.cursor if self.page == ANSWERS else check.limit
        outcome, cursor = check.enter(at, self._is_answered)
        if outcome != "save":
            self.page, self.cursor, self.last_answer = ANSWERS, cursor, None
            self._touched()
        return outcome

    def back(self) -> bool:
        """Move to the row before; return whether there was one."""
        return self.move(-1)

    def move(self, by: int) -> bool:
        """Move the caret up or down; return whether it moved."""
        target = min(max(self.cursor + by, 0), self._limit)
        moved, self.cursor, self.last_answer = target != self.cursor, target, None
        if moved:
            self.pace.note_key(self._now())
        return moved

    def go_to(self, place: int) -> None:
        """Put the caret on a row of the page, not behind a group's unconfirmed end."""
        self.cursor, self.last_answer = min(max(place, 0), self._limit), None

    def turn_page(self) -> None:
        """Go to the respondent's items and back, the caret on the first row without an answer."""
        self.page = RESPONDENT if self.page == ANSWERS else ANSWERS
        free = (place for place, row in enumerate(self.page_rows) if self.slip.value(row) is None)
        self.go_to(next(free, len(self.page_rows)))

    # What else the slip holds

    def set_comment(self, text: str) -> None:
        """Keep the remark written on the slip."""
        text = nfc(text).strip()
        if text != self.slip.comment:
            self.slip.comment = text
            self._dirty = True

    def note_row(self) -> Row:
        """Return the row a note is for: the one the last key answered, else the one at the caret."""
        rows = self.page_rows
        return self.last_answer.row if self.last_answer is not None else rows[min(self.cursor, len(rows) - 1)]

    def set_note(self, item: str, text: str) -> None:
        """Keep a note on an item; an empty text takes it away. Notes stay in the order of the form."""
        notes = {**self.slip.notes, item: nfc(text).strip()}
        kept = {row.item.id: notes[row.item.id] for row in self.rows if notes.get(row.item.id)}
        if kept != self.slip.notes:
            self.slip.notes, self._dirty = kept, True

    def set_disposition(self, disposition: Literal["", "void", "blank"], why: str = "") -> None:
        """Make the slip void (with why), blank, or what it was. What was keyed stays until it is saved. Raises Refused."""
        if disposition == VOID and not why.strip():
            raise Refused([make_problem(VOID_WHY, "why")])
        ordinary = TRAINING if self.mode == "training" else ""
        self.slip.disposition, self.slip.void_why = disposition or ordinary, nfc(why).strip()
        self.problems, self.last_answer, self._dirty = [], None, True

    def set_header(self, serial: int, day: date) -> None:
        """Give the slip another serial and day; both are checked when it is saved. The day is carried over to the next."""
        if (serial, day.isoformat()) != (self.slip.serial, self.slip.day):
            self.slip.serial, self.slip.day = serial, day.isoformat()
            self.problems = [problem for problem in self.problems if problem.where not in ("serial", "day")]
            self._dirty = not self.slip.is_empty

    # Inside

    @property
    def _criteria(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.place == ANSWERS)

    @property
    def _limit(self) -> int:
        return self.row_check.limit if self.row_check is not None and self.page == ANSWERS else len(self.page_rows)

    def _is_answered(self, place: int) -> bool:
        return self.slip.value(self.rows[place]) is not None

    def _is_one_too_many(self, char: str) -> bool:
        check = self.row_check
        if check is None or self.page != ANSWERS or self.cursor != check.limit or self.slip.is_unanswered:
            return False
        return self.rows[check.limit - 1].value_of_key(char) is not None

    def _sound_alarm(self) -> None:
        assert self.row_check is not None  # noqa: S101 - asked before
        self.cursor, self.last_answer = self.row_check.too_many(self._is_answered), None
        self._touched()

    def _touched(self) -> None:
        self._dirty = True
        self.pace.note_key(self._now())

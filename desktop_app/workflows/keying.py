"""Keying survey slips, one key an answer: the sheet, its caret, the draft, the save and the way back to the last slip.

Everything the window shows is decided here, without a window. A slip of 22 items takes 22 keys and one that saves. This
module must not draw, and must not judge answers: that is `forms.checks`, asked at every save.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from typing import NoReturn

from desktop_app.store.office import Stored
from desktop_app.workflows.auditing import note_view
from desktop_app.workflows.batches import batch_state, find_last_slip, find_slip, free_serial, slip_day
from desktop_app.workflows.pace import Pace
from desktop_app.workflows.records import save
from desktop_app.workflows.session import Session
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Row, Slip, Value, dump_draft, load_draft, make_rows, slip_of_record
from forms.problems import Problem, Refused, declare, make_problem
from forms.text import nfc

NO_BATCH = declare(
    "BATCH-NOT-HERE", "Không có đợt phiếu này trong sổ. Hãy lập đợt trước.", "There is no such batch. Make it first."
)
BATCH_FULL = declare(
    "BATCH-ALL-KEYED",
    "Mọi số phiếu của đợt đã nhập xong. Hãy mở rộng dãy số của đợt hoặc chọn đợt khác.",
    "Every serial of the batch is keyed. Extend its range or choose another batch.",
)
SLIP_WHY = declare(
    "SLIP-WHY-EMPTY",
    "Sửa phiếu đã lưu phải ghi lý do; hãy ghi ngắn gọn vì sao sửa.",
    "Correcting a saved slip needs a reason; say shortly why.",
)
SLIP_OPEN = declare(
    "SLIP-UNFINISHED",
    "Phiếu đang nhập chưa lưu. Hãy lưu hoặc bỏ phiếu này trước.",
    "The slip being keyed is not saved. Save it or drop it first.",
)
SLIP_NONE = declare("SLIP-NOT-KEYED", "Số phiếu này chưa được nhập.", "This serial has not been keyed.")


class EntrySession:
    """The keying of one batch by one account. Open it, press keys, save; the draft is written when the window says so.

    cursor: the row the next key answers, `len(page_rows)` behind the last.  problems: of the last refused save.
    """

    def __init__(self, session: Session, batch: str, *, now: Callable[[], datetime] | None = None) -> None:
        state = batch_state(session, batch)
        if state is None or state.data["form"] not in session.forms:
            raise Refused([make_problem(NO_BATCH, "batch")])
        self.session, self.batch = session, state.data
        self.definition = session.forms[state.data["form"]]
        self.rows = make_rows(self.definition)
        self.pace, self._now = Pace(), now or session.clock
        self.page, self.cursor = ANSWERS, 0
        self.problems: list[Problem] = []
        self.last: Stored | None = None
        self._dirty = False
        self.slip = self._new_slip(0, slip_day(self.batch, session.clock().date()))
        self._restore()

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
        """Whether every criterion is answered: one more key saves."""
        return all(self.slip.value(row) is not None for row in self.rows if row.place == ANSWERS)

    @property
    def keyed(self) -> int:
        """How many slips of the batch are saved."""
        return len(self.session.office.serials(self.slip.batch))

    @property
    def is_correction(self) -> bool:
        """Whether a saved slip is open again: saving it needs a reason."""
        return bool(self.slip.id)

    def problems_at(self, where: str) -> list[Problem]:
        """Return the problems of one place, `answers.c05` or `serial`."""
        return [problem for problem in self.problems if problem.where == where]

    # Keys

    def press(self, char: str) -> bool:
        """Take one key of the numeric pad; return whether it meant anything. An empty char (input methods) never does."""
        if char in ("-", "\x08"):
            return self.back()
        rows = self.page_rows
        if not char or self.cursor >= len(rows):
            return False
        value = rows[self.cursor].value_of_key(char)
        if value is None:
            return False
        self.answer(self.cursor, value)
        return True

    def answer(self, place: int, value: Value) -> None:
        """Answer the row at `place` of the page and move on behind it."""
        row = self.page_rows[place]
        before = self.slip.value(row)
        if before is not None and before != value:
            self.pace.corrections += 1
        self.slip.set(row, value)
        self.problems = [problem for problem in self.problems if problem.where != row.where]
        self.cursor = place + 1
        self._touched()

    def back(self) -> bool:
        """Move to the row before; return whether there was one."""
        return self.move(-1)

    def move(self, by: int) -> bool:
        """Move the caret up or down; return whether it moved."""
        target = min(max(self.cursor + by, 0), len(self.page_rows))
        moved, self.cursor = target != self.cursor, target
        if moved:
            self.pace.note_key(self._now())
        return moved

    def go_to(self, place: int) -> None:
        """Put the caret on a row of the page."""
        self.cursor = min(max(place, 0), len(self.page_rows))

    def turn_page(self) -> None:
        """Go to the respondent's items and back, the caret on the first row without an answer."""
        self.page = RESPONDENT if self.page == ANSWERS else ANSWERS
        free = (place for place, row in enumerate(self.page_rows) if self.slip.value(row) is None)
        self.cursor = next(free, len(self.page_rows))

    def set_comment(self, text: str) -> None:
        """Keep the remark written on the slip."""
        text = nfc(text).strip()
        if text != self.slip.comment:
            self.slip.comment = text
            self._touched()

    def set_header(self, serial: int, day: date) -> None:
        """Give the slip another serial and day; both are checked when it is saved. The day is carried over to the next."""
        if (serial, day.isoformat()) != (self.slip.serial, self.slip.day):
            self.slip.serial, self.slip.day = serial, day.isoformat()
            self.problems = [problem for problem in self.problems if problem.where not in ("serial", "day")]
            self._dirty = not self.slip.is_empty

    # Saving

    def save(self, why: str = "") -> Stored:
        """Save the slip and open the next. Returns what the disk has. Raises Refused, its problems kept, and store errors."""
        self.pace.note_key(self._now())
        if not self.is_correction and self.slip.serial == 0:
            self._refuse([make_problem(BATCH_FULL, "serial")])
        if self.is_correction and not why.strip():
            self._refuse([make_problem(SLIP_WHY, "why")])
        try:
            stored = save(self.session, "surveys", self.slip.record(), self.slip.id, self.slip.rev, why.strip())
        except Refused as refused:
            self._refuse(refused.problems)
        self.pace.slips += 0 if self.is_correction else 1
        self.last = stored
        self._start(self._new_slip(self.slip.serial, self.slip.day))
        self.session.office.drop_draft(self.draft_name)
        return stored

    def drop(self) -> None:
        """Throw away what is keyed of this slip, or leave a correction as it was."""
        serial = self.slip.serial - 1 if not self.is_correction else self.slip.serial
        self._start(self._new_slip(serial, self.slip.day))
        self.session.office.drop_draft(self.draft_name)

    def reopen(self, serial: int = 0) -> None:
        """Open a saved slip again for correction: this account's last, or that of a serial. Raises Refused with the reason."""
        if not self.slip.is_empty:
            raise Refused([make_problem(SLIP_OPEN, "serial")])
        if serial:
            stored = find_slip(self.session, self.slip.batch, serial)
        elif self.last is not None:
            stored = self.session.office.get("surveys", self.last.id)
        else:
            stored = find_last_slip(self.session, self.slip.batch)
        if stored is None or stored.data is None:
            raise Refused([make_problem(SLIP_NONE, "serial")])
        note_view(self.session, stored)
        self._start(slip_of_record(stored.data, stored.id, stored.rev))

    # The draft

    @property
    def draft_name(self) -> str:
        """The draft's name: one for each account, batch and form version, so no draft can meet another version."""
        whose = f"{self.session.account}\0{self.slip.batch}".encode()
        return f"slip-{hashlib.sha256(whose).hexdigest()[:16]}-{self.definition.name}"

    @property
    def needs_draft(self) -> bool:
        """Whether something was keyed since the draft was last written."""
        return self._dirty

    def write_draft(self) -> None:
        """Keep what is keyed on the disk; call it when the keys have been still for a moment."""
        if self._dirty:
            cursor = self.cursor if self.page == ANSWERS else 0
            self.session.office.save_draft(self.draft_name, dump_draft(self.slip, cursor))
            self._dirty = False

    def _restore(self) -> None:
        data = self.session.office.load_draft(self.draft_name)
        found = load_draft(data, self.definition.name, self.slip.batch, self.rows) if data is not None else None
        if found is None:
            return
        slip, cursor = found
        current = self.session.office.get("surveys", slip.id) if slip.id else None
        fresh = current is not None and current.rev == slip.rev
        if fresh if slip.id else slip.serial not in self.session.office.serials(slip.batch):
            self.slip, self.cursor = slip, min(cursor, len(self.page_rows))

    # Inside

    def _new_slip(self, after: int, day: str) -> Slip:
        batch = str(self.batch["batch"])
        serial = free_serial(self.batch, self.session.office.serials(batch), after)
        return Slip(self.definition.name, batch, serial or 0, day)

    def _start(self, slip: Slip) -> None:
        self.slip, self.page, self.cursor, self.problems, self._dirty = slip, ANSWERS, 0, [], False

    def _touched(self) -> None:
        self._dirty = True
        self.pace.note_key(self._now())

    def _refuse(self, problems: list[Problem]) -> NoReturn:
        self.problems = [problem for problem in problems if problem.severity == "error"]
        wrong = {problem.where for problem in self.problems}
        for page in (ANSWERS, RESPONDENT):
            rows = [row for row in self.rows if row.place == page]
            place = next((place for place, row in enumerate(rows) if row.where in wrong), None)
            if place is not None:
                self.page, self.cursor = page, place
                break
        raise Refused(problems)

"""The second keying of a batch's slips, blind: what the first keyer gave is compared, never shown.

Dependent: a difference stops at once and asks to look at the paper; the key typed then counts. Independent and sample: the whole
slip is keyed and compared afterwards. Slip number, remark and notes are not typed twice. This module must not settle
anything (that is `adjudication`) and must not give the first keyer's values away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NoReturn

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import comparing, sampling
from desktop_app.workflows.batches import batch_state
from desktop_app.workflows.comparing import DAY, DISPOSITION
from desktop_app.workflows.draft_writer import DraftWriter
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.keying import NO_BATCH
from desktop_app.workflows.made import make_entry
from desktop_app.workflows.pace import Pace, dump_pace, load_pace
from desktop_app.workflows.permissions import require
from desktop_app.workflows.sampling import Mode
from desktop_app.workflows.second_look import LOOK_AGAIN, SecondLook
from desktop_app.workflows.second_pass import TABLE, authors, evidence, person
from desktop_app.workflows.session import Session, new_id
from desktop_app.workflows.sittings import write_sitting
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Row, Slip, Value, dump_draft, load_draft
from desktop_app.workflows.slip_session import SlipSession
from desktop_app.workflows.verified import slips_of
from forms import check_problems as codes
from forms.problems import Problem, Refused, declare, make_problem

__all__ = ["Mode", "Pending", "VerifySession"]

NONE_LEFT = declare(
    "VERIFY-NONE-LEFT",
    "Không còn phiếu nào để bạn kiểm tra trong đợt này.",
    "There is no slip left in this batch for you to verify.",
)
CHANGED = declare(
    "VERIFY-SLIP-CHANGED",
    "Phiếu này vừa được sửa trong lúc kiểm tra. Hãy kiểm tra lại từ đầu.",
    "This slip was changed while it was being verified. Verify it again from the start.",
)
SERIAL_STAYS = declare(
    "VERIFY-SERIAL-STAYS",
    "Số phiếu không sửa khi kiểm tra. Nếu giấy mang số khác, hãy để phiếu này lại sau và báo người nhập.",
    "The slip number is not changed here. If the paper bears another one, leave this slip for later and tell the keyer.",
)


@dataclass(frozen=True, slots=True)
class Pending:
    """A slip to be verified."""

    serial: int
    id: str


class VerifySession(SlipSession):
    """The second keying of one batch by one account. Open it, press keys, save; slips come by their numbers.

    queue: slips left, the one in front first.  total: how many there were.  own: slips passed over since this account wrote them.
    sample: the sample they are drawn in, None otherwise.
    """

    def __init__(self, session: Session, batch: str, mode: Mode, *, now: Callable[[], datetime] | None = None) -> None:
        require(session, "verify")
        state = batch_state(session, batch)
        if state is None or state.data["form"] not in session.forms:
            raise Refused([make_problem(NO_BATCH, "batch")])
        self.session, self._mode, self._sitting = session, mode, new_id()
        self.sample = sampling.open_sample(session, batch) if mode == "sample" else None
        self.queue, self.own = self._list_slips(batch)
        self.total = len(self.queue)
        self._current: Stored | None = None
        self._look = SecondLook()
        definition = session.forms[state.data["form"]]
        super().__init__(definition, state.data, Slip(definition.name, batch, 0, ""), now or session.clock)
        whose = f"{session.account}\0{batch}\0{mode}".encode()
        self.draft_name = f"verify-{hashlib.sha256(whose).hexdigest()[:16]}-{definition.name}"
        self._writer = DraftWriter(self._write)
        self._next()
        self._restore()

    # What is seen

    @property
    def mode(self) -> Mode:
        """What the sitting is counted as."""
        return self._mode

    @property
    def alarm(self) -> Problem | None:
        """A difference just met (`second_look.Alarm`) or the row-shift alarm, None for none. No value is in it."""
        return self._look.alarm or super().alarm

    @property
    def is_complete(self) -> bool:
        """Whether one more key saves."""
        return self._current is not None and super().is_complete

    @property
    def keyed(self) -> int:
        """How many slips of the queue are done."""
        return self.total - len(self.queue)

    @property
    def has_slip(self) -> bool:
        """Whether a slip is under the keys: the queue is not empty."""
        return self._current is not None

    # Keys

    def press(self, char: str) -> bool:
        """Take one key of the numeric pad; return whether it meant anything. With `alarm` set afterwards nothing was taken."""
        return self._current is not None and super().press(char)

    def answer(self, place: int, value: Value) -> None:
        """Answer the row at `place` of the page and move on behind it, unless it differs and is to be typed again."""
        row = self.page_rows[place]
        if self._current is None or self.slip.is_unanswered:
            return
        if self._look.meet(DISPOSITION, "", None) and self._look.meet(row.where, value, row):
            super().answer(place, value)
            return
        self.slip.set(row, "")
        self.cursor, self.last_answer = place, None
        self._touched()

    def set_disposition(self, disposition: Literal["", "void", "blank"], why: str = "") -> None:  # noqa: ARG002 - as in keying
        """Say that the slip is void or blank, or with an empty text an ordinary one. Why a slip is void is not typed twice.

        With `alarm` set afterwards it was not taken: the same said again stands.
        """
        if self._current is None:
            return
        self.pace.note_key(self._now())
        self._dirty = True
        if self._look.meet(DISPOSITION, disposition, None):
            self.slip.disposition = disposition
            self.problems, self.last_answer = [], None

    def set_header(self, serial: int, day: date) -> None:
        """Say that the paper bears another day than the slip in the office. Raises Refused for another number."""
        if serial != self.slip.serial:
            raise Refused([make_problem(SERIAL_STAYS, "serial")])
        super().set_header(serial, day)
        self._dirty = True

    def move(self, by: int) -> bool:
        """Move the caret up or down; return whether it moved. A field that waits to be typed again stays open."""
        moved = super().move(by)
        if moved:
            self._look.calm()
        return moved

    def go_to(self, place: int) -> None:
        """Put the caret on a row of the page."""
        self._look.calm()
        super().go_to(place)

    # Saving

    def save(self) -> Stored:
        """Save the second keying and open the next slip. Returns the verification. Raises Refused and the store's errors."""
        self.pace.note_key(self._now())
        slip = self._require_ready()
        made = make_entry(self.session, "verification@1", self._record(slip))
        stored = self.session.append([Change(TABLE, slip.id, made, self.session.office.revision(TABLE, slip.id))])[0]
        self.pace.slips += 1
        self.queue.pop(0)
        self._next()
        self._put_draft()
        return stored

    def drop(self) -> None:
        """Throw away what is keyed of this slip and begin it anew; what differed already stays noted."""
        look = self._look
        self._next()
        self._look = look
        look.calm()
        self._put_draft()

    def skip(self) -> None:
        """Put the slip in front behind all others: its paper is not at hand."""
        if len(self.queue) > 1:
            self.queue.append(self.queue.pop(0))
            self._next()
            self._put_draft()

    # The sitting and the draft

    def leave(self) -> None:
        """Write the sitting and put the draft on the disk: the person goes elsewhere, locks or closes. Raises StoreError."""
        if write_sitting(self.session, self.slip.batch, self.mode, self.pace, self._sitting) is not None:
            self.pace, self._sitting = Pace(), new_id()
        self._put_draft()
        self._writer.flush()

    def keep_draft(self) -> None:
        """Hand what is keyed to the draft's writer and return at once; call it after every key."""
        if self._dirty:
            self._put_draft()

    def write_draft(self) -> None:
        """Keep what is keyed and wait until the disk has it. Raises StoreError."""
        self.keep_draft()
        self._writer.flush()

    def draft_trouble(self) -> StoreError | None:
        """Return why the draft could not be written, once; None while all is well."""
        return self._writer.take_trouble()

    def _put_draft(self) -> None:
        """Hand over what is keyed, or take the draft away where there is nothing to keep."""
        self._dirty = False
        empty = self.slip.is_empty and not self._look.tries and self.pace.is_empty
        counts = {"pace": dump_pace(self.pace), "sitting": self._sitting, "page": self.page}
        current = {"of": self._current.id, "of_rev": self._current.rev} if self._current is not None else {}
        draft = {**dump_draft(self.slip, self.cursor), **self._look.as_draft(), **counts, **current}
        self._writer.put(None if empty else draft)

    def _write(self, draft: dict[str, Any] | None) -> None:
        if draft is None:
            self.session.office.drop_draft(self.draft_name)
        else:
            self.session.office.save_draft(self.draft_name, draft)

    def _restore(self) -> None:
        data = self.session.office.load_draft(self.draft_name)
        if data is None:
            return
        self._end_killed_sitting(data)
        found = load_draft(data, self.definition.name, self.slip.batch, self.rows)
        place = next((place for place, pending in enumerate(self.queue) if pending.id == data.get("of")), None)
        if found is None or place is None:
            return
        self.queue.insert(0, self.queue.pop(place))
        self._next()
        if self._current is not None and self._current.rev == data.get("of_rev"):
            self.slip, self.page = found[0], RESPONDENT if data.get("page") == RESPONDENT else ANSWERS
            self._look.load(data)
            self.go_to(found[1])

    def _end_killed_sitting(self, data: dict[str, Any]) -> None:
        """Write the sitting the program was killed in, once; on a full disk it goes unwritten."""
        pace, id = load_pace(data.get("pace")), str(data.get("sitting") or "")
        if id and not pace.is_empty and self.session.office.get("sittings", id) is None:
            try:
                write_sitting(self.session, self.slip.batch, self.mode, pace, id)
            except StoreError:
                return

    # Inside

    def _list_slips(self, batch: str) -> tuple[list[Pending], int]:
        me, own, found = person(self.session.account), 0, list[Pending]()
        drawn = sampling.drawn_ids(self.sample) if self.sample is not None else frozenset()
        for slip in slips_of(self.session, batch):
            wanted = not slip.origin and (self._mode != "sample" or slip.id in drawn)
            if not wanted or evidence(self.session, slip).state in ("verified", "differs"):
                continue
            if me in authors(self.session, slip):
                own += 1
            else:
                found.append(Pending(int((slip.data or {})["serial"]), slip.id))
        return found, own

    def _next(self) -> None:
        """Put the slip in front of the queue under the keys, with nothing on it but its number and day."""
        batch, form = str(self.batch["batch"]), self.definition.name
        self._current = None
        while self.queue and self._current is None:
            stored = self.session.office.get("surveys", self.queue[0].id)
            if stored is not None and stored.data is not None:
                self._current = stored
            else:
                self.queue.pop(0)
        data = (self._current.data or {}) if self._current is not None else {}
        self.open(Slip(form, batch, int(data.get("serial", 0)), str(data.get(DAY, self.batch["from"]))))
        if self._mode == "dependent":
            self.row_check = None
        self._look = SecondLook(comparing.values_of(data) if self._mode == "dependent" and data else None)

    def _require_ready(self) -> Stored:
        """Return the slip being verified. Raises Refused where it cannot be saved yet."""
        if self._current is None:
            self._refuse([make_problem(NONE_LEFT, "serial")])
        current = self.session.office.get("surveys", self._current.id)
        if current is None or current.rev != self._current.rev:
            self._next()
            self._refuse([make_problem(CHANGED, "serial")])
        alarm = self.alarm
        if alarm is not None and not alarm.where.startswith(RESPONDENT):
            self._refuse([alarm])
        if not self.slip.is_unanswered:
            self._require_answers()
        return current

    def _require_answers(self) -> None:
        missing = [row for row in self.rows if row.place == ANSWERS and self.slip.value(row) is None]
        if missing:
            self._refuse([_missing(row) for row in missing])
        if self.row_check is not None and not self.is_complete:
            self._refuse([self.row_check.unconfirmed()])
        for row in self.rows:
            left_out = row.place == RESPONDENT and self.slip.value(row) is None
            if left_out and not self._look.meet(row.where, "", row):
                self._refuse([make_problem(LOOK_AGAIN, row.where, number=row.number)])

    def _values(self) -> dict[str, Any]:
        """Return what was keyed, as it is compared."""
        answered = not self.slip.is_unanswered
        return {
            DISPOSITION: self.slip.disposition, DAY: self.slip.day,
            ANSWERS: dict(self.slip.answers) if answered else {}, RESPONDENT: dict(self.slip.respondent) if answered else {},
        }  # fmt: skip

    def _record(self, slip: Stored) -> dict[str, Any]:
        values = self._values()
        differences = comparing.compare(comparing.fields_of(self.definition), comparing.values_of(slip.data or {}), values)
        differing = {difference.where for difference in differences}
        retyped = [{"where": where, "tries": tries} for where, tries in self._look.tries.items() if where not in differing]
        record: dict[str, Any] = {
            "slip": slip.id, "slip_rev": slip.rev, "batch": self.batch["batch"], "serial": self.slip.serial, "mode": self.mode,
            "values": values, "differences": [difference.as_json() for difference in differences],
        }  # fmt: skip
        if self.sample is not None:
            record["sample"] = self.sample.id
        if retyped:
            record["retyped"] = retyped
        if not differences:
            record |= {"verified_rev": slip.rev, "digest": comparing.digest_of(slip.data or {})}
        return record

    def _refuse(self, problems: list[Problem]) -> NoReturn:
        self.problems = problems
        for page in (ANSWERS, RESPONDENT):
            rows = [row for row in self.rows if row.place == page]
            place = next((place for place, row in enumerate(rows) if row.where == problems[0].where), None)
            if place is not None:
                self.page, self.cursor, self.last_answer = page, place, None
                break
        raise Refused(problems)


def _missing(row: Row) -> Problem:
    return make_problem(codes.ANSWER_MISSING, row.where, vi=row.item.label_vi, en=row.item.label_en)

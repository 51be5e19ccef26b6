"""The second keying of a batch's slips, blind: what the first keyer gave is compared, never shown.

Dependent: a difference stops at once and asks to look at the paper; the key typed then counts. Independent and sample: the whole
slip is keyed and compared afterwards. The face is that of `keying.EntrySession`, so that the same sheet takes the keys. This
module must not settle anything (that is `adjudication`) and must not give the first keyer's values away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NoReturn

from desktop_app.store.office import Change, Stored
from desktop_app.words import say
from desktop_app.workflows import comparing, sampling
from desktop_app.workflows.batches import batch_state
from desktop_app.workflows.comparing import DAY, DISPOSITION
from desktop_app.workflows.keying import NO_BATCH
from desktop_app.workflows.made import make_entry
from desktop_app.workflows.pace import Pace
from desktop_app.workflows.permissions import require
from desktop_app.workflows.session import Session
from desktop_app.workflows.sittings import write_sitting
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, Row, Slip, Value, make_rows
from desktop_app.workflows.verified import TABLE, authors, evidence, person, slips_of
from forms import check_problems as codes
from forms.problems import Problem, Refused, declare, make_problem

Mode = Literal["dependent", "independent", "sample"]
MOST_TRIES = 3
"""Wrong keys at one field after which the last one stands: guessing until nothing differs must not work."""
LOOK_AGAIN = declare(
    "VERIFY-LOOK-AGAIN",
    "Ô này khác lần nhập trước. Hãy nhìn lại phiếu giấy rồi gõ lại.",
    "This field differs from the first keying. Look at the paper again, then type it again.",
)
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


@dataclass(frozen=True, slots=True)
class Pending:
    """A slip to be verified."""

    serial: int
    id: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A difference just met. It names the field and holds no value. row: None for the disposition of the slip."""

    where: str
    row: Row | None

    @property
    def text(self) -> str:
        """What the verifier is asked to do."""
        if self.row is None:
            return say(
                "Loại phiếu khác lần nhập trước. Hãy nhìn lại phiếu giấy: phiếu hủy, phiếu trống hay phiếu có trả lời?",
                "The kind of slip differs from the first keying. Look at the paper: void, blank or answered?",
            )
        return say(
            f"Câu {self.row.number} khác lần nhập trước. Hãy nhìn lại phiếu giấy rồi gõ lại.",
            f"Item {self.row.number} differs from the first keying. Look at the paper again, then type it again.",
        )


class VerifySession:
    """The second keying of one batch by one account. Open it, press keys, save; slips come by their numbers.

    queue: slips left, the one in front first.  own: slips passed over since this account wrote them.  alarm: a difference that
    waits for the field to be typed again.  disposition: what the verifier says the slip is.
    """

    def __init__(self, session: Session, batch: str, mode: Mode, *, now: Callable[[], datetime] | None = None) -> None:
        require(session, "verify")
        state = batch_state(session, batch)
        if state is None or state.data["form"] not in session.forms:
            raise Refused([make_problem(NO_BATCH, "batch")])
        self.session, self.batch, self.mode = session, state.data, mode
        self.definition = session.forms[state.data["form"]]
        self.rows = make_rows(self.definition)
        self.pace, self._now = Pace(), now or session.clock
        self.sample = sampling.open_sample(session, batch) if mode == "sample" else None
        self.queue, self.own = self._list_slips(batch)
        self.total = len(self.queue)
        self.alarm: Alarm | None = None
        self.problems: list[Problem] = []
        self._tries: dict[str, list[Value]] = {}
        self._confirmed: dict[str, Value] = {}
        self._open()
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
        """Whether the slip is void, blank, or has every criterion answered: one more key saves."""
        return bool(self.slip.id) and (bool(self.disposition) or not self._open_rows())

    @property
    def keyed(self) -> int:
        """How many slips of the queue are done."""
        return self.total - len(self.queue)

    @property
    def is_correction(self) -> bool:
        """Never: a second keying is not corrected once it is saved."""
        return False

    def problems_at(self, where: str) -> list[Problem]:
        """Return the problems of one place, `answers.c05` or `disposition`."""
        return [problem for problem in self.problems if problem.where == where]

    # Keys

    def press(self, char: str) -> bool:
        """Take one key of the numeric pad; return whether it meant anything. With `alarm` set afterwards, nothing was taken."""
        if char in ("-", "\x08"):
            return self.back()
        rows = self.page_rows
        if not char or self.cursor >= len(rows) or not self.slip.id or self.disposition:
            return self._bad()
        value = rows[self.cursor].value_of_key(char)
        return self._bad() if value is None else self.answer(self.cursor, value)

    def answer(self, place: int, value: Value) -> bool:
        """Answer the row at `place` of the page and move on behind it, unless it differs and is to be typed again."""
        row = self.page_rows[place]
        self.pace.note_key(self._now())
        self.cursor = place
        if not self._meet(DISPOSITION, "", None) or not self._meet(row.where, value, row):
            self.slip.set(row, "")
            return True
        before = self.slip.value(row)
        self.pace.corrections += before not in (None, value)
        self.pace.fields += 1
        self.slip.set(row, value)
        self.problems = [problem for problem in self.problems if problem.where != row.where]
        self.cursor = place + 1
        self._dirty = True
        return True

    def set_disposition(self, disposition: str) -> bool:
        """Say that the slip is `void` or `blank`, or with an empty text that it is an ordinary one.

        Return whether that stands; if not, `alarm` asks to look at the paper and the same said again stands.
        The reason for a void slip is not typed twice.
        """
        if not self.slip.id or disposition not in ("", *comparing.UNANSWERED):
            return self._bad()
        self.pace.note_key(self._now())
        self._dirty = True
        if not self._meet(DISPOSITION, disposition, None):
            return False
        self.disposition = disposition
        if disposition:
            self.slip.answers.clear()
            self.slip.respondent.clear()
            self.page, self.cursor, self.problems = ANSWERS, 0, []
        return True

    def set_day(self, day: date) -> None:
        """Say that the paper bears another day than the slip in the office."""
        self._dirty = self._dirty or self.slip.day != day.isoformat()
        self.slip.day = day.isoformat()

    def back(self) -> bool:
        """Move to the row before; return whether there was one."""
        return self.move(-1)

    def move(self, by: int) -> bool:
        """Move the caret up or down; return whether it moved. A field that waits to be typed again stays open."""
        target = min(max(self.cursor + by, 0), len(self.page_rows))
        moved, self.cursor = target != self.cursor, target
        if moved:
            self.alarm = None
            self.pace.note_key(self._now())
        return moved

    def go_to(self, place: int) -> None:
        """Put the caret on a row of the page."""
        self.alarm = None
        self.cursor = min(max(place, 0), len(self.page_rows))

    def turn_page(self) -> None:
        """Go to the respondent's items and back, the caret on the first row without an answer."""
        self.alarm = None
        self.page = RESPONDENT if self.page == ANSWERS else ANSWERS
        free = (place for place, row in enumerate(self.page_rows) if self.slip.value(row) is None)
        self.cursor = next(free, len(self.page_rows))

    # Saving

    def save(self) -> Stored:
        """Save the second keying and open the next slip. Returns the verification. Raises Refused and the store's errors."""
        self.pace.note_key(self._now())
        self._require_ready()
        current = self.session.office.get("surveys", self.slip.id)
        if current is None or current.rev != self.slip.rev:
            self._open()
            self._refuse([make_problem(CHANGED, "serial")])
        made = make_entry(self.session, "verification@1", self._record(current))
        base = self.session.office.revision(TABLE, current.id)
        stored = self.session.append([Change(TABLE, current.id, made, base)])[0]
        self.pace.slips += 1
        self.session.office.drop_draft(self.draft_name)
        self.queue.pop(0)
        self._open()
        return stored

    def drop(self) -> None:
        """Throw away what is keyed of this slip and begin it anew; what differed already stays noted."""
        tries, confirmed = self._tries, self._confirmed
        self._open()
        self._tries, self._confirmed = tries, confirmed
        self.session.office.drop_draft(self.draft_name)

    def skip(self) -> None:
        """Put the slip in front behind all others: its paper is not at hand."""
        if len(self.queue) > 1:
            self.queue.append(self.queue.pop(0))
            self.session.office.drop_draft(self.draft_name)
            self._open()

    def leave(self) -> None:
        """Keep what is keyed and write the sitting down. Raises the store's errors."""
        self.write_draft()
        write_sitting(self.session, str(self.batch["batch"]), self.mode, self.pace)
        self.pace = Pace()

    # The draft

    @property
    def draft_name(self) -> str:
        """The draft's name: one for each account, batch, mode and form version."""
        whose = f"{self.session.account}\0{self.batch['batch']}\0{self.mode}".encode()
        return f"verify-{hashlib.sha256(whose).hexdigest()[:16]}-{self.definition.name}"

    @property
    def needs_draft(self) -> bool:
        """Whether something was keyed since the draft was last written."""
        return self._dirty

    def draft(self) -> dict[str, Any]:
        """Return what is keyed as plain data; nothing of the first keying is in it."""
        return {
            "id": self.slip.id, "rev": self.slip.rev, "day": self.slip.day, DISPOSITION: self.disposition,
            ANSWERS: dict(self.slip.answers), RESPONDENT: dict(self.slip.respondent), "page": self.page, "cursor": self.cursor,
            "tries": self._tries, "confirmed": self._confirmed,
        }  # fmt: skip

    def write_draft(self) -> None:
        """Keep what is keyed on the disk; call it when the keys have been still for a moment."""
        if self._dirty:
            self.session.office.save_draft(self.draft_name, self.draft())
            self._dirty = False

    def _restore(self) -> None:
        data = self.session.office.load_draft(self.draft_name)
        place = next((n for n, p in enumerate(self.queue) if data is not None and p.id == data.get("id")), None)
        if data is None or place is None:
            return
        self.queue.insert(0, self.queue.pop(place))
        self._open()
        if data.get("rev") != self.slip.rev:
            return
        for row in self.rows:
            value = data.get(row.place, {}).get(row.item.id)
            if row.key_of_value(value):
                self.slip.set(row, value)
        self.disposition, self.slip.day = str(data.get(DISPOSITION, "")), str(data.get(DAY, self.slip.day))
        self._tries, self._confirmed = dict(data.get("tries", {})), dict(data.get("confirmed", {}))
        self.page = RESPONDENT if data.get("page") == RESPONDENT else ANSWERS
        self.cursor = min(max(int(data.get("cursor", 0)), 0), len(self.page_rows))

    # Inside

    def _list_slips(self, batch: str) -> tuple[list[Pending], int]:
        me, drawn, own = person(self.session.account), None, 0
        if self.sample is not None:
            drawn = sampling.drawn_ids(self.sample)
        found: list[Pending] = []
        for stored in slips_of(self.session, batch):
            if stored.origin or (drawn is not None and stored.id not in drawn):
                continue
            if evidence(self.session, stored).state in ("verified", "differs"):
                continue
            if me in authors(self.session, stored):
                own += 1
            else:
                found.append(Pending(int((stored.data or {})["serial"]), stored.id))
        return found, own

    def _open(self) -> None:
        """Show the slip in front of the queue, with nothing on it but its number and day."""
        batch = str(self.batch["batch"])
        self.slip, self._first = Slip(self.definition.name, batch, 0, str(self.batch["from"])), {}
        self.page, self.cursor, self.disposition, self._dirty = ANSWERS, 0, "", False
        self.alarm, self.problems, self._tries, self._confirmed = None, [], {}, {}
        while self.queue:
            stored = self.session.office.get("surveys", self.queue[0].id)
            if stored is not None and stored.data is not None:
                self._first = comparing.values_of(stored.data)
                self.slip.serial, self.slip.day = int(stored.data["serial"]), str(stored.data["day"])
                self.slip.id, self.slip.rev = stored.id, stored.rev
                return
            self.queue.pop(0)

    def _meet(self, where: str, value: Value, row: Row | None) -> bool:
        """Return whether a value stands; if it differs for the first time, note it and ask to look at the paper."""
        other_kind = comparing.value_at(self._first, DISPOSITION) != "" and where != DISPOSITION
        if self.mode != "dependent" or other_kind or value == comparing.value_at(self._first, where):
            self._stop(where)
            return True
        again = self.alarm is not None and self.alarm.where == where
        if self._confirmed.get(where) == value or again or len(self._tries.get(where, ())) >= MOST_TRIES:
            self._confirmed[where] = value
            self._stop(where)
            return True
        self._tries.setdefault(where, []).append(value)
        self.alarm, self._dirty = Alarm(where, row), True
        return False

    def _stop(self, where: str) -> None:
        if self.alarm is not None and self.alarm.where == where:
            self.alarm = None

    def _require_ready(self) -> None:
        if not self.slip.id:
            self._refuse([make_problem(NONE_LEFT, "serial")])
        if self.alarm is not None and self.alarm.where.startswith(ANSWERS):
            self._refuse([make_problem(LOOK_AGAIN, self.alarm.where)])
        if self.disposition:
            return
        missing = self._open_rows()
        if missing:
            self._refuse([
                make_problem(codes.ANSWER_MISSING, row.where, vi=row.item.label_vi, en=row.item.label_en) for row in missing
            ])  # fmt: skip
        for row in self.rows:
            if row.place == RESPONDENT and self.slip.value(row) is None and not self._meet(row.where, "", row):
                self._refuse([make_problem(LOOK_AGAIN, row.where)])

    def _open_rows(self) -> list[Row]:
        return [row for row in self.rows if row.place == ANSWERS and self.slip.value(row) is None]

    def _record(self, current: Stored) -> dict[str, Any]:
        values = {
            DISPOSITION: self.disposition, DAY: self.slip.day, ANSWERS: dict(self.slip.answers),
            RESPONDENT: dict(self.slip.respondent),
        }  # fmt: skip
        differences = comparing.compare(comparing.fields_of(self.definition), self._first, values)
        differing = {difference.where for difference in differences}
        retyped = [{"where": where, "tries": tries} for where, tries in self._tries.items() if where not in differing]
        record: dict[str, Any] = {
            "slip": current.id, "slip_rev": current.rev, "batch": self.batch["batch"], "serial": self.slip.serial,
            "mode": self.mode, "values": values, "differences": [difference.as_json() for difference in differences],
        }  # fmt: skip
        if self.sample is not None:
            record["sample"] = self.sample.id
        if retyped:
            record["retyped"] = retyped
        if not differences:
            record |= {"verified_rev": current.rev, "digest": comparing.digest_of(current.data or {})}
        return record

    def _bad(self) -> bool:
        self.pace.note_bad()
        return False

    def _refuse(self, problems: list[Problem]) -> NoReturn:
        self.problems = problems
        for page in (ANSWERS, RESPONDENT):
            rows = [row for row in self.rows if row.place == page]
            place = next((place for place, row in enumerate(rows) if row.where == problems[0].where), None)
            if place is not None:
                self.page, self.cursor = page, place
                break
        raise Refused(problems)

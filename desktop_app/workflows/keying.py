"""Keying survey slips, one key an answer: the sheet, its caret, the draft, the save and the way back to the last slip.

Everything the window shows is decided here, without a window. A slip of 22 items takes 22 keys and one that saves. This
module must not draw, and must not judge answers: that is `forms.checks` and `soft_checks`, asked at every save.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NoReturn

from desktop_app.store.office import Stored
from desktop_app.workflows.auditing import note_view
from desktop_app.workflows.batches import batch_state, find_last_slip, find_slip, free_serial, slip_day
from desktop_app.workflows.entry_draft import EntryDraft, Kept
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.look import OfficeLook
from desktop_app.workflows.pace import Pace
from desktop_app.workflows.records import save
from desktop_app.workflows.row_shift import RowCheck
from desktop_app.workflows.session import Session, new_id
from desktop_app.workflows.sittings import write_sitting
from desktop_app.workflows.slip import ANSWERS, RESPONDENT, TRAINING, VOID, Slip, slip_of_record
from desktop_app.workflows.slip_session import SlipSession
from desktop_app.workflows.soft_checks import NeedsReasons, check_soft
from forms.checks import check_record, normalise
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


class EntrySession(SlipSession):
    """The keying of one batch by one account. Open it, press keys, save; `keep_draft` after each key, `leave` at the end.

    last: the slip saved last.
    """

    def __init__(self, session: Session, batch: str, *, now: Callable[[], datetime] | None = None) -> None:
        state = batch_state(session, batch)
        if state is None or state.data["form"] not in session.forms:
            raise Refused([make_problem(NO_BATCH, "batch")])
        self.session = session
        self.last: Stored | None = None
        self._carried: dict[str, str] = {}
        self._sitting, self._fresh = new_id(), new_id()
        definition, day = session.forms[state.data["form"]], slip_day(state.data, session.clock().date())
        slip = new_slip(state.data, session.office.serials(batch), 0, day)
        super().__init__(definition, state.data, slip, now or session.clock)
        self._draft = EntryDraft(session, definition.name, batch, self.rows)
        self._restore()

    @property
    def keyed(self) -> int:
        """How many slips of the batch are saved."""
        return len(self.session.office.serials(self.slip.batch))

    # Saving

    def save(self, why: str = "", reasons: Mapping[str, str] | None = None) -> Stored:
        """Save the slip and open the next. Returns what the disk has.

        why: of a correction.  reasons: by the code of a warning, why the slip stays as it is.
        Raises Refused, its problems kept, NeedsReasons with the warnings that have no reason yet, and store errors.
        """
        self.pace.note_key(self._now())
        self._require_saveable(why)
        self._keep_reasons(reasons or {})
        slip = self.slip
        try:
            stored = save(self.session, "surveys", slip.record(), slip.id or self._fresh, slip.rev, why.strip())
        except Refused as refused:
            self._refuse(refused.problems)
        self.pace.slips += not self.is_correction
        self.last = stored
        self._start(self._next_slip(slip.serial, slip.day))
        self._draft.put_if_kept(self._kept())
        return stored

    def drop(self) -> None:
        """Throw away what is keyed of this slip, or leave a correction as it was."""
        serial = self.slip.serial - 1 if not self.is_correction else self.slip.serial
        self._start(self._next_slip(serial, self.slip.day))
        self._draft.drop()

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

    # The sitting and the draft

    def leave(self) -> None:
        """Write the sitting and put the draft on the disk: the person goes to another page, locks or closes.

        Raises StoreError; what could not be written is kept and tried again next time.
        """
        if write_sitting(self.session, self.slip.batch, self.mode, self.pace, self._sitting) is not None:
            self.pace, self._sitting, self._dirty = Pace(), new_id(), True
        if self.slip.is_empty and self.pace.is_empty:
            self._draft.drop()
        else:
            self.write_draft()

    @property
    def draft_name(self) -> str:
        """The draft's name: one for each account, batch and form version, so no draft can meet another version."""
        return self._draft.name

    def keep_draft(self) -> None:
        """Hand what is keyed to the draft's writer and return at once; call it after every key."""
        if self._dirty:
            self._draft.put(self._kept())
            self._dirty = False

    def write_draft(self) -> None:
        """Keep what is keyed and wait until the disk has it. Raises StoreError."""
        self.keep_draft()
        self._draft.flush()

    def draft_trouble(self) -> StoreError | None:
        """Return why the draft could not be written, once; None while all is well."""
        return self._draft.trouble()

    def _restore(self) -> None:
        kept = self._draft.load()
        if kept is None:
            return
        if kept.sitting and self.session.office.get("sittings", kept.sitting) is None:
            self.pace, self._sitting = kept.pace, kept.sitting
        slip = kept.slip
        if self._is_open(slip, kept.fresh):
            self._start(slip)
            self._fresh, self.page = kept.fresh or self._fresh, kept.page
            if self.row_check is not None:
                self.row_check = RowCheck(self._criteria, kept.confirmed, kept.unsure)
            self.go_to(kept.cursor)
        self._end_killed_sitting()

    def _is_open(self, slip: Slip, fresh: str) -> bool:
        """Whether a kept slip is still to be saved: not saved before the kill, and nobody else was faster."""
        office = self.session.office
        if slip.is_empty or (fresh and office.get("surveys", fresh) is not None):
            return False
        if slip.id:
            current = office.get("surveys", slip.id)
            return current is not None and current.rev == slip.rev
        return slip.disposition == VOID or slip.serial not in office.serials(slip.batch)

    def _end_killed_sitting(self) -> None:
        """Write the sitting the program was killed in; on a full disk it goes on instead."""
        try:
            if write_sitting(self.session, self.slip.batch, self.mode, self.pace, self._sitting) is not None:
                self.pace, self._sitting = Pace(), new_id()
        except StoreError:
            return

    def _kept(self) -> Kept:
        check = self.row_check
        confirmed, unsure = (check.confirmed, sorted(check.unsure)) if check is not None else (0, [])
        return Kept(self.slip, self.cursor, self.page, self._fresh, confirmed, unsure, self.pace, self._sitting)

    # Inside

    def _start(self, slip: Slip) -> None:
        self.open(slip)
        self._fresh = new_id()

    def _next_slip(self, after: int, day: str) -> Slip:
        return new_slip(self.batch, self.session.office.serials(str(self.batch["batch"])), after, day)

    def _require_saveable(self, why: str) -> None:
        if not self.is_correction and self.slip.serial == 0:
            self._refuse([make_problem(BATCH_FULL, "serial")])
        if self.is_correction and not why.strip():
            self._refuse([make_problem(SLIP_WHY, "why")])

    def _keep_reasons(self, reasons: Mapping[str, str]) -> None:
        """Put the reasons given into the slip, one for each warning it has now. Raises NeedsReasons, Refused."""
        warnings = self._find_warnings()
        known = {**self._carried_reasons(), **self.slip.overrides, **{code: nfc(why).strip() for code, why in reasons.items()}}
        self.slip.overrides = {problem.code: known[problem.code] for problem in warnings if known.get(problem.code)}
        lacking = [problem for problem in warnings if problem.code not in self.slip.overrides]
        if lacking:
            raise NeedsReasons(lacking)
        of_day = {problem.code for problem in warnings if problem.where == "day"}
        self._carried = {"day": self.slip.day, **{code: self.slip.overrides[code] for code in of_day}}

    def _carried_reasons(self) -> dict[str, str]:
        """Return the reasons given for the day of the slip before, where this one has the same day."""
        return {code: why for code, why in self._carried.items() if code != "day" and self._carried["day"] == self.slip.day}

    def _find_warnings(self) -> list[Problem]:
        """Return the warnings of the slip, one a code. Raises Refused if it has errors: they come first."""
        if self.slip.is_unanswered:
            return []
        before = self.session.office.get("surveys", self.slip.id) if self.slip.id else None
        data = normalise(self.definition, {**self.slip.record(), "overrides": None})
        problems = check_record(self.definition, data, OfficeLook(self.session, instead_of=before))
        if any(problem.severity == "error" for problem in problems):
            self._refuse(problems)
        if self.row_check is not None and not self.is_complete:
            self._refuse([self.row_check.alarm or self.row_check.unconfirmed()])
        warnings = [*problems, *check_soft(self.definition, data)]
        return list({problem.code: problem for problem in reversed(warnings)}.values())[::-1]

    def _refuse(self, problems: list[Problem]) -> NoReturn:
        self.problems = [problem for problem in problems if problem.severity == "error"]
        wrong = {problem.where for problem in self.problems}
        for page in (ANSWERS, RESPONDENT):
            rows = [row for row in self.rows if row.place == page]
            place = next((place for place, row in enumerate(rows) if row.where in wrong), None)
            if place is not None:
                self.page, self.last_answer = page, None
                self.go_to(place)
                break
        raise Refused(problems)


def new_slip(batch: Mapping[str, Any], taken: set[int], after: int, day: str) -> Slip:
    """Return an empty slip of a batch at the next serial not taken behind `after`, 0 where all are."""
    serial = free_serial(dict(batch), taken, after)
    training = TRAINING if batch.get("training") == "yes" else ""
    return Slip(str(batch["form"]), str(batch["batch"]), serial or 0, day, disposition=training)

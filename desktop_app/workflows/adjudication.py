"""Settling where two keyings differ: a third person looks at the paper, sees both values without names, types what is there.

A slip is corrected when its last difference is settled, together with its verification, in one group. This module must not
tell whose a value is.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop_app.store.office import Change, Stored
from desktop_app.words import say
from desktop_app.workflows import comparing
from desktop_app.workflows.comparing import DAY, DISPOSITION, Difference
from desktop_app.workflows.look import OfficeLook
from desktop_app.workflows.made import make_entry
from desktop_app.workflows.permissions import require
from desktop_app.workflows.second_pass import TABLE, Evidence, authors, evidence, person
from desktop_app.workflows.session import Session
from desktop_app.workflows.slip import Row, Value, make_rows
from desktop_app.workflows.verified import slips_of
from forms.checks import check_record, normalise
from forms.dates import format_date
from forms.definition import Definition
from forms.problems import Problem, Refused, declare, make_problem

Cause = Literal["", "keyer", "verifier", "paper", "row_shift"]
WHY = "Phân xử chỗ khác nhau giữa hai lần nhập"
OWN_WORK = declare(
    "SETTLE-OWN-WORK",
    "Bạn đã nhập hoặc kiểm tra phiếu này. Hãy để người thứ ba phân xử.",
    "You keyed or verified this slip. Let a third person settle it.",
)
NOT_OPEN = declare(
    "SETTLE-NOT-OPEN",
    "Chỗ khác nhau này đã được phân xử hoặc phiếu đã được sửa. Hãy mở lại danh sách.",
    "This difference is settled already, or the slip was changed. Open the list again.",
)
NO_VALUE = declare(
    "SETTLE-VALUE-UNKNOWN",
    "Giá trị này không có trên phiếu. Hãy gõ đúng phím của mục trên giấy.",
    "The form has no such value. Key what the paper shows.",
)
VOID_WHY = declare(
    "SETTLE-VOID-WHY", "Phiếu hủy phải ghi lý do; hãy ghi ngắn gọn.", "A void slip needs its reason; say it shortly."
)
KEY_AGAIN = declare(
    "SETTLE-KEY-AGAIN",
    "Phiếu này có trả lời nhưng chưa ai nhập vào sổ. Hãy nhờ người nhập mở lại phiếu và nhập, rồi kiểm tra lại.",
    "This slip has answers that are not in the register. Have the keyer reopen and key it, then verify it again.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """One difference to settle. values: the two, in an order that tells nothing.  row: None for disposition and day.

    shifted: the slip's differences look like a line skipped or doubled.
    """

    verification: str
    slip: str
    batch: str
    serial: int
    where: str
    values: tuple[Value, Value]
    row: Row | None
    shifted: bool

    @property
    def label(self) -> str:
        """What the paper asks there."""
        if self.row is not None:
            return self.row.label
        return say("Loại phiếu", "Kind of slip") if self.where == DISPOSITION else say("Ngày trên phiếu", "Day on the slip")

    @property
    def shown(self) -> tuple[str, str]:
        """Both values as words."""
        return self.show(self.values[0]), self.show(self.values[1])

    def show(self, value: Value) -> str:
        """Return a value as a person reads it."""
        if self.row is not None:
            words = {"blank": say("bỏ trống", "blank"), "double": say("đánh hai ô", "two boxes"),
                     "illegible": say("không đọc được", "illegible"), "": say("không ghi", "not given")}  # fmt: skip
            labels = {choice.value: say(choice.label_vi, choice.label_en) for choice in self.row.item.choices}
            return labels.get(value) or words.get(str(value), str(value))
        if self.where == DAY:
            return format_date(date.fromisoformat(str(value)))
        kinds = {"void": say("phiếu hủy", "void"), "blank": say("phiếu trống", "returned blank")}
        return kinds.get(str(value), say("phiếu có trả lời", "answered"))

    def value_of_key(self, char: str) -> Value | None:
        """Return the value a key of the pad stands for: as on the sheet; of a kind of slip 1 answered, 2 void, 3 blank."""
        if self.row is not None:
            return self.row.value_of_key(char)
        return {"1": "", "2": "void", "3": "blank"}.get(char) if self.where == DISPOSITION else None


def list_open(session: Session, batch: str) -> list[Case]:
    """Return the differences of a batch that this account may settle, by slip and place on it. Raises NotAllowed."""
    require(session, "verify")
    return [case for slip, found in _differing(session, batch) for case in _cases(session, slip, found)]


def count_closed_to(session: Session, batch: str) -> int:
    """Return how many open differences of a batch this account may not settle: it keyed or verified those slips."""
    me = person(session.account)
    found = [(slip, e) for slip in slips_of(session, batch) if (e := evidence(session, slip)).state == "differs"]
    return sum(sum(d.is_open for d in e.differences) for slip, e in found if not _may_settle(session, slip, e, me))


def settle(session: Session, case: Case, value: Value, cause: Cause = "", why: str = "") -> Stored:
    """Settle a difference with what the paper says; return the verification. Raises Refused, NotAllowed, ChangedElsewhere.

    cause: `paper` where it cannot be read surely, `row_shift` after a skipped line; otherwise the value says whose error it was.
    why: needed for a slip that becomes void; kept with the difference.
    """
    require(session, "verify")
    slip = session.office.get("surveys", case.slip)
    found = evidence(session, slip) if slip is not None else None
    if slip is None or found is None or found.record is None or not _is_open(found, case):
        raise Refused([make_problem(NOT_OPEN, case.where)])
    if not _may_settle(session, slip, found, person(session.account)):
        raise Refused([make_problem(OWN_WORK, case.where)])
    definition = session.forms[str((slip.data or {})["form"])]
    differences = [d.settle(value, cause, why.strip()) if d.where == case.where else d for d in found.differences]
    problems = list(_check_value(session, definition, slip, next(d for d in differences if d.where == case.where)))
    if problems:
        raise Refused(problems)
    return session.append(_changes(session, definition, slip, found.record, differences), act="verify")[-1]


def _changes(
    session: Session, definition: Definition, slip: Stored, record: Stored, differences: list[Difference]
) -> list[Change]:
    kept = {name: value for name, value in (record.data or {}).items() if name not in ("verified_rev", "digest")}
    kept["differences"] = [difference.as_json() for difference in differences]
    changes: list[Change] = []
    if not any(difference.is_open for difference in differences):
        content = normalise(definition, comparing.apply(slip.data or {}, differences))
        changed = not comparing.same_content(content, slip.data or {})
        if changed:
            changes.append(Change("surveys", slip.id, content, slip.rev, why=WHY))
        if not comparing.needs_new_pass(differences):
            kept |= {"verified_rev": slip.rev + changed, "digest": comparing.digest_of(content)}
    return [*changes, Change(TABLE, record.id, make_entry(session, "verification@1", kept), record.rev)]


def _check_value(session: Session, definition: Definition, slip: Stored, settled: Difference) -> Iterator[Problem]:
    if settled.where == DISPOSITION:
        if settled.settled not in ("", *comparing.UNANSWERED):
            yield make_problem(NO_VALUE, settled.where)
        elif settled.settled == "" and settled.first != "":
            yield make_problem(KEY_AGAIN, settled.where)
        elif settled.settled == "void" and settled.first != "void" and not settled.why:
            yield make_problem(VOID_WHY, "why")
        return
    row = next((row for row in make_rows(definition) if row.where == settled.where), None)
    if row is not None and settled.settled is not None and not _is_answer(row, settled.settled):
        yield make_problem(NO_VALUE, settled.where)
        return
    data = normalise(definition, comparing.apply(slip.data or {}, [settled]))
    found = check_record(definition, data, OfficeLook(session, instead_of=slip))
    yield from (problem for problem in found if problem.severity == "error")


def _is_answer(row: Row, value: Value) -> bool:
    return bool(row.key_of_value(value)) or (value == "" and not row.may_be_missing)


def _differing(session: Session, batch: str) -> Iterator[tuple[Stored, Evidence]]:
    me = person(session.account)
    for slip in slips_of(session, batch):
        found = evidence(session, slip)
        if not slip.origin and found.state == "differs" and _may_settle(session, slip, found, me):
            yield slip, found


def _may_settle(session: Session, slip: Stored, found: Evidence, me: str) -> bool:
    return me != found.verifier and me not in authors(session, slip)


def _is_open(found: Evidence, case: Case) -> bool:
    same = found.state == "differs" and found.record is not None and found.record.id == case.verification
    return same and any(d.where == case.where and d.is_open for d in found.differences)


def _cases(session: Session, slip: Stored, found: Evidence) -> Iterator[Case]:
    data = slip.data or {}
    definition = session.forms[str(data["form"])]
    rows = {row.where: row for row in make_rows(definition)}
    shifted = comparing.looks_shifted(comparing.fields_of(definition), comparing.values_of(data), found.second)
    for difference in found.differences:
        if difference.is_open and found.record is not None:
            yield Case(
                found.record.id, slip.id, str(data["batch"]), int(data["serial"]), difference.where,
                _mixed(found.record, difference), rows.get(difference.where), shifted,
            )  # fmt: skip


_ORDER = secrets.token_bytes(16)


def _mixed(record: Stored, difference: Difference) -> tuple[Value, Value]:
    """Return both values in an order nobody can know beforehand and which stays while the program runs."""
    text = f"{record.id}\0{record.rev}\0{difference.where}".encode()
    swapped = hashlib.blake2b(text, key=_ORDER, digest_size=1).digest()[0] & 1
    return (difference.second, difference.first) if swapped else (difference.first, difference.second)

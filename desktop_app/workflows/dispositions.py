"""Void and blank slips: papers that are accounted for without answers, so that the pile and its control sheet agree.

A range of numbers is marked as one group, all or nothing; a keyed slip becomes void as a revision with its reason, so what was
keyed stays in its history. This module must not key answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal

from desktop_app.store.office import Stored
from desktop_app.workflows.batches import slip_day
from desktop_app.workflows.ledger import Run, find_missing, pile_slips
from desktop_app.workflows.records import check_values, enter, require_entry, save
from desktop_app.workflows.session import Session
from forms.numbers import format_integer
from forms.problems import Problem, Refused, declare, make_problem

Mark = Literal["void", "blank"]
MARKS: tuple[Mark, ...] = ("void", "blank")
MOST_MARKED = 10_000
"""Slips of one act: more is a slip of the finger, and one group of lines must stay small."""
MOST_NAMED = 5
KEPT = frozenset({"form", "batch", "serial", "day", "notes"})
"""What a slip keeps when it becomes void."""

NO_BATCH = declare(
    "MARK-BATCH-UNKNOWN", "Không có đợt phiếu này trong sổ. Hãy kiểm tra lại mã đợt.", "There is no such batch. Check its code."
)
NO_MARK = declare("MARK-UNKNOWN", "Chỉ đánh dấu được phiếu hủy hoặc phiếu trống.", "Slips can be marked void or blank only.")
NO_WHY = declare("VOID-WHY-EMPTY", "Hủy phiếu phải ghi lý do.", "Voiding a slip needs a reason.")
ORDER = declare(
    "MARK-ORDER", "Số cuối nhỏ hơn số đầu; xem lại hai số.", "The last number is below the first; look at both numbers."
)
OUTSIDE = declare(
    "MARK-OUTSIDE",
    "Số phiếu phải nằm trong dãy số của đợt ({first}-{last}); xem lại số hoặc đợt.",
    "The numbers must lie in the batch's range ({first}-{last}); look at the numbers or the batch.",
)
TOO_MANY = declare(
    "MARK-TOO-MANY",
    "Mỗi lần đánh dấu nhiều nhất {most} phiếu; hãy chia thành nhiều lần.",
    "At most {most} slips are marked at a time; do it in parts.",
)
TAKEN = declare(
    "MARK-TAKEN",
    "Đã có phiếu mang số {serials}; chưa đánh dấu phiếu nào. Hãy bỏ các số này ra.",
    "There are slips with the numbers {serials} already; nothing was marked. Leave these out.",
)
NO_SLIP = declare("VOID-SLIP-UNKNOWN", "Không tìm thấy phiếu này. Hãy kiểm tra lại.", "No such slip. Check which one is meant.")
VOID_ALREADY = declare("VOID-ALREADY", "Phiếu này đã hủy rồi.", "This slip is void already.")


def mark(session: Session, batch: str, first: int, last: int, disposition: Mark, why: str = "") -> list[Stored]:
    """Mark every number of first..last as void or blank, all or nothing; none may bear a slip yet, here or at another station.

    why: needed for void slips, kept in each.  Raises Refused with every problem, also for a locked batch, NotAllowed.
    """
    require_entry(session, "surveys")
    stored = session.office.get("batches", batch)
    if stored is None or stored.data is None:
        raise Refused([make_problem(NO_BATCH, "batch")])
    data, why = stored.data, why.strip()
    problems = list(_check_mark(data, first, last, disposition, why)) or list(_check_free(session, batch, data, first, last))
    slip = {"form": data["form"], "batch": batch, "day": slip_day(data, session.clock().date()), "disposition": disposition}
    slip |= {"void_why": why} if disposition == "void" else {}
    problems = problems or list(_check_slip(session, {**slip, "serial": first}))
    if problems:
        raise Refused(problems)
    return enter(session, "surveys", [{**slip, "serial": serial} for serial in range(first, last + 1)], why)


def void_slip(session: Session, slip: str, why: str) -> Stored:
    """Make a keyed or blank slip void: a revision without answers, respondent and remark; its number is free for another paper.

    Raises Refused for none, a void one, no reason or a locked batch, NotAllowed, ChangedElsewhere.
    """
    stored, why = session.office.get("surveys", slip), why.strip()
    if stored is None or stored.data is None:
        raise Refused([make_problem(NO_SLIP, "serial")])
    if stored.data.get("disposition") == "void":
        raise Refused([make_problem(VOID_ALREADY, "disposition")])
    if not why:
        raise Refused([make_problem(NO_WHY, "why")])
    return save(session, "surveys", _voided(stored.data, why), stored.id, stored.rev, why)


def _voided(data: dict[str, Any], why: str) -> dict[str, Any]:
    kept = {name: value for name, value in data.items() if name in KEPT}
    return {**kept, "disposition": "void", "void_why": why}


def _check_mark(batch: dict[str, Any], first: int, last: int, disposition: str, why: str) -> Iterator[Problem]:
    if disposition not in MARKS:
        yield make_problem(NO_MARK, "disposition")
    if disposition == "void" and not why:
        yield make_problem(NO_WHY, "why")
    if last < first:
        yield make_problem(ORDER, "last")
    for where, serial in (("first", first), ("last", last)):
        if not batch["first"] <= serial <= batch["last"]:
            yield make_problem(OUTSIDE, where, first=batch["first"], last=batch["last"])
    if last - first >= MOST_MARKED:
        yield make_problem(TOO_MANY, "last", most=format_integer(MOST_MARKED))


def _check_free(session: Session, batch: str, data: dict[str, Any], first: int, last: int) -> Iterator[Problem]:
    taken = {serial for serial, _ in pile_slips(session, batch, data)[0]}
    free = find_missing(taken, first, last)
    runs = find_missing((serial for run in free for serial in range(run[0], run[1] + 1)), first, last)
    if runs:
        yield make_problem(TAKEN, "first", serials=name_runs(runs))


def _check_slip(session: Session, slip: dict[str, Any]) -> Iterator[Problem]:
    """Check one for all: they differ in their number only, and ten thousand slips would say the same ten thousand times."""
    for problem in check_values(session, "surveys", [slip]):
        where = problem.where.rpartition(" ")[2]
        if problem.severity == "error":
            yield replace(problem, where="why" if where == "void_why" else where)


def name_runs(runs: list[Run]) -> str:
    """Return runs of numbers as a person reads them, `3, 7-9, …`; only the first few."""
    named = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:MOST_NAMED]]
    return ", ".join(named + ["…"] * (len(runs) > MOST_NAMED))

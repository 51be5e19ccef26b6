"""Locking a batch when its slips are keyed and verified: nothing in it changes any more until a commander unlocks it.

A lock is a field of the batch's record, so it is a revision with who, when and why. Looking, counting and sending go on.
This module must not decide when a batch is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.store.office import Change, Stored
from desktop_app.workflows.permissions import require
from forms.problems import Refused, declare, make_problem

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

LOCKED = declare(
    "BATCH-LOCKED",
    "Đợt phiếu {batch} đã khóa. Hãy nhờ chỉ huy mở khóa, có lý do, rồi sửa.",
    "The batch {batch} is locked. Ask the commander to unlock it, with a reason, then change it.",
)
NO_BATCH = declare("BATCH-TO-LOCK-UNKNOWN", "Không có đợt phiếu này trong sổ.", "There is no such batch.")
NO_REASON = declare("UNLOCK-WHY-EMPTY", "Mở khóa phải ghi lý do.", "Unlocking needs a reason.")
FIELD = "locked"


def is_locked(batch: Mapping[str, Any] | None) -> bool:
    """Tell whether a batch's record is locked."""
    return bool(batch and batch.get(FIELD) == "yes")


def lock_batch(session: Session, batch: str, why: str = "") -> Stored:
    """Lock a batch; a locked one stays as it is. Raises Refused for an unknown batch, NotAllowed."""
    require(session, "key")
    stored = _require_batch(session, batch)
    if is_locked(stored.data):
        return stored
    return session.append([Change("batches", batch, {**(stored.data or {}), FIELD: "yes"}, stored.rev, why=why)])[0]


def unlock_batch(session: Session, batch: str, why: str) -> Stored:
    """Unlock a batch, a commander's act with its reason. Raises Refused, NotAllowed."""
    require(session, "unlock")
    stored = _require_batch(session, batch)
    if not why.strip():
        raise Refused([make_problem(NO_REASON, "why")])
    if not is_locked(stored.data):
        return stored
    data = {name: value for name, value in (stored.data or {}).items() if name != FIELD}
    return session.append([Change("batches", batch, data, stored.rev, why=why.strip())], act="unlock")[0]


def require_open(session: Session, changes: Iterable[Change]) -> None:
    """Raise Refused for changes to a locked batch or to slips in it."""
    office, problems = session.office, dict[str, str]()
    for change in changes:
        if change.table == "batches" and change.op != "audit":
            problems[change.id] = "batch"
        elif change.table == "surveys":
            before = office.get("surveys", change.id) if change.base else None
            for data in (change.data, before.data if before else None):
                if data and data.get("batch"):
                    problems.setdefault(str(data["batch"]), "batch")
    locked = [name for name in problems if is_locked(_batch(session, name))]
    if locked:
        raise Refused([make_problem(LOCKED, "batch", batch=name) for name in locked])


def _batch(session: Session, id: str) -> Mapping[str, Any] | None:
    stored = session.office.get("batches", id)
    return stored.data if stored else None


def _require_batch(session: Session, id: str) -> Stored:
    stored = session.office.get("batches", id)
    if stored is None or stored.data is None:
        raise Refused([make_problem(NO_BATCH, "batch")])
    return stored

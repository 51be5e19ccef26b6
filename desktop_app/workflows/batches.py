"""The batches of survey slips: how much of each is keyed, which serials are missing, what a new one starts with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.batch_order import in_order, is_training
from desktop_app.workflows.next_batch import next_batch_defaults
from desktop_app.workflows.session import Session
from forms.definition import Definition
from forms.problems import Refused, declare, make_problem

__all__ = [
    "BatchState", "batch_state", "find_last_slip", "find_slip", "free_serial", "list_batches", "next_batch_defaults",
    "require_form", "slip_day",
]  # fmt: skip
NO_FORM = declare(
    "BATCH-FORM-UNKNOWN",
    "Đợt {batch} dùng mẫu phiếu {form}, chương trình này không có. Hãy dùng bản chương trình mới hơn.",
    "The batch {batch} is on the form {form}, which this program does not have. Use a newer version of the program.",
)


@dataclass(frozen=True, slots=True)
class BatchState:
    """A batch and how far it is. keyed: serials of this office with a slip, whatever became of it (`ledger` tells them apart).

    next_serial: the first one free, None when the range is full.
    """

    id: str
    data: dict[str, Any]
    keyed: int
    next_serial: int | None

    @property
    def returned(self) -> int:
        """Slips that came back on paper."""
        return int(self.data["returned"])

    @property
    def training(self) -> bool:
        """Whether this is a training batch."""
        return is_training(self.data)


def list_batches(session: Session) -> list[BatchState]:
    """Return this office's batches, the newest period first; training batches come behind all others."""
    return [_state(session, stored) for stored in in_order(session.office.records("batches", origin=""))]


def batch_state(session: Session, id: str) -> BatchState | None:
    """Return one batch of this office, None if there is none."""
    stored = session.office.get("batches", id)
    return _state(session, stored) if stored is not None and stored.data is not None else None


def require_form(session: Session, data: Mapping[str, Any]) -> Definition:
    """Return the form of a batch's slips. Raises Refused where this program does not have it: a newer one made the batch."""
    definition = session.forms.get(str(data["form"]))
    if definition is None:
        raise Refused([make_problem(NO_FORM, "form", batch=data["batch"], form=data["form"])])
    return definition


def free_serial(data: dict[str, Any], taken: set[int], after: int = 0) -> int | None:
    """Return the first free serial of a batch behind `after`, else the first free one at all, None if all are keyed."""
    first, last = int(data["first"]), int(data["last"])
    ways = (range(max(first, after + 1), last + 1), range(first, min(after, last) + 1))
    return next((serial for way in ways for serial in way if serial not in taken), None)


def slip_day(data: dict[str, Any], today: date) -> str:
    """Return the day a batch's slips start with: today, or the batch's nearest end, as ISO."""
    return str(min(max(today.isoformat(), data["from"]), data["to"]))


def find_slip(session: Session, batch: str, serial: int) -> Stored | None:
    """Return the saved slip of a batch with this serial, a void one only if no other bears it; None if it is not keyed."""
    found = session.office.find_slips(batch, serial)
    return session.office.get("surveys", found[0][0]) if found else None


def find_last_slip(session: Session, batch: str) -> Stored | None:
    """Return the slip of a batch this account saved last, None if there is none. Looks back through the batch's slips."""
    slips = (session.office.get("surveys", id) for id in session.office.latest_slips(batch))
    return next((slip for slip in slips if slip is not None and slip.by == session.account), None)


def _state(session: Session, stored: Stored) -> BatchState:
    data = dict(stored.data or {})
    taken = session.office.serials(stored.id)
    return BatchState(stored.id, data, len(taken), free_serial(data, taken))

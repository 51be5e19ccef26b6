"""The list of batches worked out without a window: rows, the ledger of each, how far verification is, who may do what next.

What costs a look through slips is done once for a state of the journal. It must not draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.ui import ledger_view as view
from desktop_app.ui.batch_work import Work, why_not_sample, why_not_settle, why_not_verify, work_of
from desktop_app.ui.permits import why_not
from desktop_app.words import say
from desktop_app.workflows.batches import BatchState, list_batches
from desktop_app.workflows.ledger import Ledger, list_ledgers
from desktop_app.workflows.locks import is_locked
from desktop_app.workflows.session import Session
from forms.dates import format_date
from forms.numbers import format_integer


@dataclass(frozen=True, slots=True)
class BatchLook:
    """All that is shown of one batch. work: what there is to verify in it, None until it was counted."""

    state: BatchState
    ledger: Ledger
    work: Work | None = None

    @property
    def id(self) -> str:
        """The batch's code."""
        return self.state.id

    @property
    def mode(self) -> str:
        """How it is verified."""
        return view.mode_of(self.state.data)

    @property
    def locked(self) -> bool:
        """Whether it is locked."""
        return is_locked(self.state.data)


class BatchPresenter:
    """The batches as rows of a table."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.looks: list[BatchLook] = []

    def load(self) -> None:
        """Read the batches with their ledgers; their verification is counted by `count`."""
        ledgers = {ledger.batch: ledger for ledger in list_ledgers(self.session)}
        self.looks = [BatchLook(state, ledgers[state.id]) for state in list_batches(self.session)]

    def count(self) -> Iterator[int]:
        """Count what there is to verify, batch by batch; yields how many are done."""
        for place, look in enumerate(self.looks):
            self.looks[place] = BatchLook(look.state, look.ledger, work_of(self.session, look.id, look.mode))
            yield place + 1

    def place_of(self, id: str) -> int:
        """Return the row of a batch, 0 if it is not there."""
        return next((place for place, look in enumerate(self.looks) if look.id == id), 0)

    def __len__(self) -> int:
        return len(self.looks)

    def row(self, i: int) -> tuple[str, ...]:
        """Return code, name, days, keyed of returned, verified, and how it stands."""
        look = self.looks[i]
        data = look.state.data
        first, last = (format_date(date.fromisoformat(data[end])) for end in ("from", "to"))
        days = f"{first[:5] if first[-5:] == last[-5:] else first} – {last}"
        name = str(data.get("name") or data.get("campaign") or "")
        count = f"{format_integer(look.ledger.keyed)} / {format_integer(look.state.returned)}"
        return look.id, name, days, count, self._verified(look)[1], self._standing(look)[1]

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pills of how verification and the batch stand."""
        look = self.looks[i]
        return "", "", "", "", self._verified(look)[0], self._standing(look)[0]

    def _standing(self, look: BatchLook) -> tuple[str, str]:
        return view.standing(look.state.data, look.ledger, look.work)

    def _verified(self, look: BatchLook) -> tuple[str, str]:
        work = look.work
        if look.mode == "none" or work is None or not work.state.slips:
            return "", "…" if look.mode != "none" and work is None else "–"
        if not work.free and work.own:
            return "calm", say("Nhờ người khác", "Somebody else")
        count = f"{format_integer(work.state.verified)} / {format_integer(work.state.slips)}"
        return ("good" if work.state.complete else ""), count

    def why_not(self, name: str, look: BatchLook) -> str:
        """Return why the account cannot open a batch for `verify`, `settle`, `sample`, `papers` or `lock`; empty if it can."""
        session, work = self.session, look.work
        if name == "papers":
            return ""
        if name == "lock":
            return why_not(session, "unlock" if look.locked else "key")
        reason = why_not(session, "verify")
        if reason or work is None:
            return reason or say("Đang đếm phiếu, xin đợi một chút.", "Slips are being counted, one moment.")
        rules = {"verify": why_not_verify, "settle": why_not_settle, "sample": why_not_sample}
        return rules[name](work)

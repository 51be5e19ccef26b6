"""Verifying a batch by a sample: the program draws slips nobody can predict, and the batch passes or is verified in full.

Drawn when the batch is keyed, from the system's random numbers. Errors are counted at the revision that was drawn: what a
keyer mends after the draw was an error all the same. This module must not key, compare or settle (that is `verifying` and
`adjudication`).
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import comparing
from desktop_app.workflows.ledger import batch_ledger
from desktop_app.workflows.made import make_entry
from desktop_app.workflows.permissions import require
from desktop_app.workflows.second_pass import evidence
from desktop_app.workflows.session import Session, new_id
from desktop_app.workflows.verified import slips_of
from exports.figures import sampling as figures
from forms.problems import Refused, declare, make_problem

TABLE = "samples"
Mode = Literal["dependent", "independent", "sample"]
DEFAULT_MAX_ERRORS = 100
"""Errors per 10 000 fields a batch may have where it does not say: 1 %."""

NO_BATCH = declare("SAMPLE-BATCH-UNKNOWN", "Không có đợt phiếu này trong sổ.", "There is no such batch.")
NO_SLIPS = declare("SAMPLE-NO-SLIPS", "Đợt này không còn phiếu nào để chọn mẫu.", "The batch has no slips to draw from.")
OUTSTANDING = declare(
    "SAMPLE-OUTSTANDING",
    "Đợt còn {count} phiếu chưa nhập. Hãy nhập xong rồi mới chọn mẫu, hoặc xác nhận chọn trong số phiếu đã nhập.",
    "The batch has {count} slips not keyed yet. Key them first, or confirm to draw from those keyed.",
)
OPEN_SAMPLE = declare(
    "SAMPLE-OPEN", "Đợt đang có mẫu chưa kiểm tra xong. Hãy kiểm tra và kết luận mẫu đó.", "A sample of the batch is still open."
)
FAILED = declare(
    "SAMPLE-FAILED",
    "Mẫu của đợt đã không đạt. Hãy kiểm tra toàn bộ đợt, không chọn mẫu lại.",
    "A sample of the batch has failed. Verify the batch in full; no new sample is drawn.",
)
NO_SAMPLE = declare("SAMPLE-NONE", "Đợt này chưa chọn mẫu.", "No sample has been drawn for this batch.")
NOT_DONE = declare(
    "SAMPLE-NOT-DONE",
    "Mẫu còn {slips} phiếu chưa kiểm tra và {open} chỗ chờ phân xử.",
    "{slips} slips of the sample are not verified and {open} differences are not settled.",
)
SIZE = declare(
    "SAMPLE-SIZE",
    "Mẫu phải có ít nhất {least} phiếu: với ít hơn, không lỗi nào cũng chưa đạt mức cho phép.",
    "The sample needs {least} slips: with fewer, even no error at all proves too little.",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sample stands. slips: drawn.  done: verified of these.  open: differences to settle.

    errors: fields wrong at the draw.  paper: fields unclear on the paper, no errors.  wrong_slips: slips with an error.
    rate, upper: percentages of fields.  limit: allowed percentage.  accept: greatest number of errors that passes.
    uncovered: slips keyed or changed after the draw and not verified.  passed: None until all is verified and settled.
    """

    sample: str
    batch: str
    slips: int
    done: int
    open: int
    fields: int
    errors: int
    paper: int
    wrong_slips: int
    rate: Decimal | None
    upper: Decimal | None
    limit: Decimal
    accept: int
    uncovered: int
    passed: bool | None


def draw(
    session: Session,
    batch: str,
    size: int | None = None,
    *,
    confirmed: bool = False,
    shuffle: Callable[[Sequence[Stored]], Sequence[Stored]] | None = None,
) -> Stored:
    """Draw a sample and keep it. Raises Refused, NotAllowed.

    size: slips with all criteria, the plan's own number if not given; void and blank slips drawn among them do not count, so
    that the fields suffice.  All where there are fewer.  confirmed: draw though slips that came back are not keyed yet; those
    keyed later are not covered.  shuffle: another order to draw in than the system's random one, for simulations.
    """
    require(session, "verify")
    data = _batch(session, batch)
    slips = [slip for slip in _uncovered(session, batch) if not slip.origin and not evidence(session, slip).stands]
    _require_drawable(session, batch, slips, confirmed=confirmed)
    fields, allowed = len(session.forms[data["form"]].likert), int(data.get("max_errors") or DEFAULT_MAX_ERRORS)
    wanted = figures.sample_size(fields, allowed) if size is None else size
    least = min(figures.least_size(fields, allowed), len(slips))
    if wanted < least:
        raise Refused([make_problem(SIZE, "size", least=least)])
    drawn = _take((shuffle or _shuffle)(slips), wanted * fields)
    record = {
        "batch": batch, "population": len(slips), "max_errors": allowed,
        "slips": [{"slip": slip.id, "rev": slip.rev} for slip in sorted(drawn, key=_serial)],
        "accept": _accept(wanted * fields, drawn, allowed, everything=len(drawn) == len(slips)),
    }  # fmt: skip
    return session.append([Change(TABLE, new_id(), make_entry(session, "sample@1", record))])[0]


def list_samples(session: Session, batch: str) -> list[Stored]:
    """Return the samples of a batch, oldest first."""
    return [stored for stored in session.office.records(TABLE, "") if (stored.data or {}).get("batch") == batch]


def open_sample(session: Session, batch: str) -> Stored | None:
    """Return the sample of a batch that is not concluded, None if there is none."""
    return next((sample for sample in list_samples(session, batch) if not (sample.data or {}).get("passed")), None)


def uncovered(session: Session, batch: str) -> int | None:
    """Return how many slips no passed sample speaks for, since they were written after it; None where none has passed."""
    passed = any((sample.data or {}).get("passed") == "yes" for sample in list_samples(session, batch))
    return len(_uncovered(session, batch)) if passed else None


def next_mode(session: Session, batch: str) -> Mode | None:
    """Return how the batch is to be verified now, None where nothing is: a sample is to be drawn first, or has passed.

    A batch whose sample has failed is verified in full, each difference stopping at once.
    """
    way = str(_batch(session, batch).get("verify") or "none")
    if way in ("dependent", "independent"):
        return "dependent" if way == "dependent" else "independent"
    if open_sample(session, batch) is not None:
        return "sample"
    failed = any((sample.data or {}).get("passed") == "no" for sample in list_samples(session, batch))
    return "dependent" if failed else None


def drawn_ids(sample: Stored) -> frozenset[str]:
    """Return the ids of the slips drawn."""
    return frozenset(_drawn(sample))


def list_drawn(session: Session, sample: Stored) -> list[int]:
    """Return the numbers of the slips drawn that are still there, ascending."""
    found = (session.office.get("surveys", id) for id in _drawn(sample))
    return sorted(_serial(slip) for slip in found if slip is not None)


def outcome(session: Session, sample: Stored) -> Outcome:
    """Return how a sample stands now."""
    data = sample.data or {}
    counts = _Counts()
    for id, rev in _drawn(sample).items():
        counts.look(session, id, rev)
    limit, accept = Decimal(int(data["max_errors"])) / 100, int(data["accept"])
    seen, ended = bool(counts.fields), counts.done == len(_drawn(sample))
    errors, fields = sum(counts.errors), sum(counts.fields)
    rng = random.Random(sample.id)  # noqa: S311 - the same bound each time it is worked out
    upper = figures.upper_bound(counts.errors, counts.fields, rng, population=int(data["population"])) if seen else None
    return Outcome(
        sample.id, str(data["batch"]), len(_drawn(sample)), counts.done, counts.open, fields, errors, counts.paper,
        sum(1 for number in counts.errors if number), Decimal(figures.make_rate(errors, fields)["percent"]) if seen else None,
        upper, limit, accept, len(_uncovered(session, str(data["batch"]), only=sample)),
        (errors <= accept and upper is not None and upper <= limit) if ended else None,
    )  # fmt: skip


def conclude(session: Session, sample: Stored) -> Stored:
    """Write down whether the batch passes; a concluded sample stays as it is. Raises Refused while it is not done, NotAllowed."""
    require(session, "verify")
    if (sample.data or {}).get("passed"):
        return sample
    found = outcome(session, sample)
    if found.passed is None:
        raise Refused([make_problem(NOT_DONE, "slips", slips=found.slips - found.done, open=found.open)])
    record = {
        **(sample.data or {}), "fields": found.fields, "errors": found.errors, "upper": str(found.upper),
        "passed": "yes" if found.passed else "no",
    }  # fmt: skip
    return session.append([Change(TABLE, sample.id, make_entry(session, "sample@1", record), sample.rev)])[0]


class _Counts:
    """Errors and fields of each drawn slip that is done, and what is still to do."""

    def __init__(self) -> None:
        self.done = self.open = self.paper = 0
        self.errors: list[int] = []
        self.fields: list[int] = []

    def look(self, session: Session, id: str, rev: int) -> None:
        """Count one slip: what it said when drawn against what now stands verified. A removed slip counts as one error."""
        history = {revision.rev: revision for revision in session.office.history("surveys", id)}
        slip = session.office.get("surveys", id)
        if slip is None or slip.data is None:
            self._add(1, 1)
            return
        found = evidence(session, slip)
        self.open += sum(difference.is_open for difference in found.differences) if found.state == "differs" else 0
        if found.state != "verified":
            return
        paper = {difference.where for difference in found.differences if difference.cause == "paper"}
        fields = comparing.fields_of(session.forms[str(slip.data["form"])])
        drawn, now = comparing.values_of(history[rev].data or {}), comparing.values_of(slip.data)
        changed = comparing.compare(fields, drawn, now)
        self.paper += len(paper)
        self._add(sum(1 for difference in changed if difference.where not in paper), comparing.count_fields(fields, drawn, now))

    def _add(self, errors: int, fields: int) -> None:
        self.done += 1
        self.errors.append(errors)
        self.fields.append(max(fields, errors))


def _shuffle(slips: Sequence[Stored]) -> Sequence[Stored]:
    return secrets.SystemRandom().sample(slips, len(slips))


def _take(slips: Sequence[Stored], fields: int) -> list[Stored]:
    """Return the first slips that have so many criteria keyed together, all of them if they have not."""
    taken: list[Stored] = []
    for slip in slips:
        if fields <= 0:
            break
        taken.append(slip)
        fields -= len((slip.data or {}).get("answers") or ())
    return taken


def _accept(fields: int, drawn: Sequence[Stored], allowed: int, *, everything: bool) -> int:
    """Return the errors with which the batch passes; where every slip is drawn the rate itself is held against the limit."""
    if everything:
        return sum(len((slip.data or {}).get("answers") or ()) for slip in drawn) * allowed // figures.TEN_THOUSAND
    return figures.acceptance_number(fields, allowed) or 0


def _drawn(sample: Stored) -> dict[str, int]:
    return {str(entry["slip"]): int(entry["rev"]) for entry in (sample.data or {}).get("slips", [])}


def _uncovered(session: Session, batch: str, only: Stored | None = None) -> list[Stored]:
    """Return the slips that no sample speaks for, or not this one: written after it was drawn, and not verified."""
    samples = [only] if only is not None else [s for s in list_samples(session, batch) if (s.data or {}).get("passed") == "yes"]
    last = max((session.office.history(TABLE, sample.id)[0].n for sample in samples), default=0)
    later = (slip for slip in slips_of(session, batch) if slip.origin or slip.n > last)
    return [slip for slip in later if evidence(session, slip).state != "verified"]


def _require_drawable(session: Session, batch: str, slips: Sequence[Stored], *, confirmed: bool) -> None:
    samples = [(sample.data or {}).get("passed") for sample in list_samples(session, batch)]
    if None in samples:
        raise Refused([make_problem(OPEN_SAMPLE, "batch")])
    if "no" in samples:
        raise Refused([make_problem(FAILED, "batch")])
    if not slips:
        raise Refused([make_problem(NO_SLIPS, "batch")])
    ledger = batch_ledger(session, batch)
    if ledger is not None and ledger.waiting > 0 and not confirmed:
        raise Refused([make_problem(OUTSTANDING, "batch", count=ledger.waiting)])


def _batch(session: Session, batch: str) -> Mapping[str, Any]:
    stored = session.office.get("batches", batch)
    if stored is None or stored.data is None or stored.data.get("form") not in session.forms:
        raise Refused([make_problem(NO_BATCH, "batch")])
    return stored.data


def _serial(slip: Stored) -> int:
    return int((slip.data or {})["serial"])

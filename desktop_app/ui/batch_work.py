"""What there is to verify and to settle in a batch for the account that works, and why it may not do the rest. No tkinter.

Nobody verifies or settles the own work: it is said here, before anybody tries. `verifying` and `adjudication` see to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.words import say
from desktop_app.workflows.adjudication import count_closed_to
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.sampling import Outcome, drawn_ids, list_samples, next_mode, open_sample, outcome
from desktop_app.workflows.second_pass import TABLE
from desktop_app.workflows.session import Session
from desktop_app.workflows.verified import BatchVerification, authors, batch_state, evidence, person, slips_of
from desktop_app.workflows.verifying import Mode

NOTHING = BatchVerification("", slips=0, verified=0, differing=0, unverified=0, again=0, open=0, fields=0, errors=0,
                            verifier_errors=0, paper=0, retyped=0, unverified_fields=0)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """mode: how the batch is verified, `none` for not at all.  state: how far it is.

    free: slips this account may verify.  own: slips it keyed itself, left to others.  settle: differences it may settle.
    closed: differences it may not, having keyed or verified the slip.  sample: the latest sample.  next_mode: how the next slip
    is verified, None where nothing is.
    """

    mode: str
    state: BatchVerification
    free: int = 0
    own: int = 0
    settle: int = 0
    closed: int = 0
    sample: Outcome | None = None
    concluded: bool = False
    next_mode: Mode | None = None

    @property
    def failed(self) -> bool:
        """Whether a sample said that the batch does not pass."""
        return self.concluded and self.sample is not None and not self.sample.passed

    @property
    def passed(self) -> bool:
        """Whether a sample said that the batch passes."""
        return self.concluded and self.sample is not None and bool(self.sample.passed)


def work_of(session: Session, batch: str, mode: str) -> Work:
    """Return what there is to do in a batch; without looking at its slips where nothing of it is verified."""
    if mode == "none" and not _was_verified(session, batch):
        return Work(mode, NOTHING)
    state = batch_state(session, batch)
    samples, way, current = list_samples(session, batch), next_mode(session, batch), open_sample(session, batch)
    wanted = drawn_ids(current) if way == "sample" and current is not None else None
    free, own = _count_left(session, batch, wanted) if way is not None else (0, 0)
    closed = count_closed_to(session, batch)
    sample = samples[-1] if samples else None
    concluded = sample is not None and bool((sample.data or {}).get("passed"))
    found = outcome(session, sample) if sample is not None else None
    return Work(mode, state, free, own, state.open - closed, closed, found, concluded, way)


def _was_verified(session: Session, batch: str) -> bool:
    """Tell whether anything of a batch was verified: it is set to none now, yet differences may be open."""
    return any((record.data or {}).get("batch") == batch for record in session.office.records(TABLE, ""))


def _count_left(session: Session, batch: str, wanted: frozenset[str] | None) -> tuple[int, int]:
    """Return how many slips are left for this account, and how many it keyed itself; of `wanted` ids where given."""
    me, counts = person(session.account), [0, 0]
    for slip in slips_of(session, batch):
        if _is_left(session, slip, wanted):
            counts[me in authors(session, slip)] += 1
    return counts[0], counts[1]


def _is_left(session: Session, slip: Stored, wanted: frozenset[str] | None) -> bool:
    if slip.origin or (wanted is not None and slip.id not in wanted):
        return False
    return evidence(session, slip).state in ("keyed", "second")


def why_not_verify(work: Work) -> str:
    """Return why nothing can be verified, empty if something can be."""
    if work.mode == "none":
        return say("Đợt này không đặt kiểm tra nhập. Đặt bằng Shift-F3.", "This batch is not verified. Shift-F3 sets it.")
    if not work.state.slips:
        return say("Đợt này chưa có phiếu nào để kiểm tra.", "There is no slip to verify yet.")
    if work.free:
        return ""
    if work.own:
        return say(
            "Những phiếu còn lại do bạn nhập. Không ai kiểm tra phiếu của chính mình: hãy nhờ người khác.",
            "You keyed the slips that are left. Nobody verifies the own work: ask somebody else.",
        )
    if work.next_mode is None and not work.passed:
        return say("Chưa chọn mẫu: bấm Shift-F8.", "No sample is drawn yet: press Shift-F8.")
    return say("Không còn phiếu nào phải kiểm tra.", "No slip is left to verify.")


def why_not_settle(work: Work) -> str:
    """Return why nothing can be settled, empty if something can be."""
    if work.settle:
        return ""
    if work.closed:
        return say(
            "Bạn đã nhập hoặc kiểm tra những phiếu này. Hãy để người thứ ba phân xử.",
            "You keyed or verified these slips. Let a third person settle them.",
        )
    return say("Không có chỗ khác nhau nào phải phân xử.", "There is no difference to settle.")


def why_not_sample(work: Work) -> str:
    """Return why there is no sample to draw or see, empty if there is."""
    if work.mode != "sample" and work.sample is None:
        return say("Đợt này không đặt kiểm tra chọn mẫu. Đặt bằng Shift-F3.", "This batch has no sample. Shift-F3 sets it.")
    return ""


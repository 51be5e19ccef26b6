"""What whoever is about to lock a batch is told: what in it is not verified. Locking is not refused for it.

This module must not lock anything.
"""

from __future__ import annotations

from desktop_app.workflows import sampling
from desktop_app.workflows.session import Session
from desktop_app.workflows.verified import batch_state
from forms.problems import Problem, declare, make_problem

UNVERIFIED = declare(
    "LOCK-UNVERIFIED",
    "Còn {slips} phiếu chưa kiểm tra. Nếu khóa, vẫn kiểm tra được nhưng muốn sửa phải mở khóa.",
    "{slips} slips are not verified. When locked they can be verified, but correcting one needs the batch unlocked.",
    "warning",
)
DIFFERENCES = declare(
    "LOCK-DIFFERENCES",
    "Còn {open} chỗ khác nhau chờ phân xử. Hãy phân xử trước khi khóa.",
    "{open} differences are not settled. Settle them before locking.",
    "warning",
)
NO_PASS = declare(
    "LOCK-SAMPLE-NOT-PASSED",
    "Đợt kiểm tra theo mẫu nhưng chưa có mẫu đạt. Hãy kiểm tra và kết luận mẫu trước khi khóa.",
    "The batch is verified by a sample, and none has passed. Verify and conclude the sample before locking.",
    "warning",
)


def list_warnings(session: Session, batch: str) -> list[Problem]:
    """Return what is not verified in a batch, as warnings; none where the batch asks for no verification and nothing is open."""
    stored, state = session.office.get("batches", batch), batch_state(session, batch)
    way = str((stored.data or {}).get("verify") or "none") if stored else "none"
    found = [make_problem(DIFFERENCES, "batch", open=state.open)] if state.open else []
    if way == "sample" and state.unverified:
        left = sampling.uncovered(session, batch)
        if left is None:
            found.append(make_problem(NO_PASS, "batch"))
        elif left:
            found.append(make_problem(UNVERIFIED, "batch", slips=left))
    elif way in ("dependent", "independent") and state.unverified:
        found.append(make_problem(UNVERIFIED, "batch", slips=state.unverified))
    return found

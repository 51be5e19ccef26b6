"""A locked batch stays as it is until a commander unlocks it with a reason."""

from __future__ import annotations

import pytest

from desktop_app.workflows.locks import is_locked, lock_batch, unlock_batch
from desktop_app.workflows.records import enter, history, save
from desktop_app.workflows.removing import remove
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.values import batch, slip


@pytest.fixture
def locked(session: Session) -> Session:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip()])
    lock_batch(session, "B1", "đã kiểm tra")
    return session


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_nothing_in_a_locked_batch_changes(locked: Session) -> None:
    stored = next(iter(locked.office.records("surveys")))
    before = locked.office.head
    for change in (
        lambda: enter(locked, "surveys", [slip(18)]),
        lambda: save(locked, "surveys", slip(answer=4), stored.id, stored.rev, "sửa"),
        lambda: remove(locked, "surveys", stored.id, stored.rev, "gỡ"),
        lambda: enter(locked, "batches", [batch(returned=300)]),
        lambda: save(locked, "surveys", slip(99, batch="B2"), stored.id, stored.rev, "chuyển đợt"),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert set(codes(refused)) & {"BATCH-LOCKED", "BATCH-UNKNOWN", "BATCH-MISSING"}, codes(refused)
        assert locked.office.head == before


def test_unlocking_needs_a_reason_and_stands_in_the_history(locked: Session) -> None:
    with pytest.raises(Refused) as refused:
        unlock_batch(locked, "B1", " ")
    assert codes(refused) == ["UNLOCK-WHY-EMPTY"]
    unlock_batch(locked, "B1", "nhập sót phiếu 18")
    enter(locked, "surveys", [slip(18)])
    assert [(is_locked(line.data), line.why) for line in history(locked, "B1")][1:] == [
        (True, "đã kiểm tra"),
        (False, "nhập sót phiếu 18"),
    ]


def test_locking_twice_writes_once_and_an_unknown_batch_is_refused(locked: Session) -> None:
    before = locked.office.head
    lock_batch(locked, "B1")
    assert locked.office.head == before
    with pytest.raises(Refused) as refused:
        lock_batch(locked, "B9")
    assert codes(refused) == ["BATCH-TO-LOCK-UNKNOWN"]

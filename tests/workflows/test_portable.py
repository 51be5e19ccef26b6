"""What is saved can travel: nothing is accepted here that a bundle would refuse."""

from __future__ import annotations

import pytest

from desktop_app.store.office import Change
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.values import batch, slip


def refused_code(session: Session, change: Change) -> str:
    before = session.office.head
    with pytest.raises(Refused) as refused:
        session.append([change])
    assert session.office.head == before
    return refused.value.problems[0].code


def test_a_record_too_long_for_a_bundle_is_refused(session: Session) -> None:
    assert refused_code(session, Change("reports", "r1", {"text": "a" * 100_000})) == "RECORD-TOO-LONG"


def test_hidden_characters_in_a_record_or_reason_are_refused(session: Session) -> None:
    assert refused_code(session, Change("reports", "r1", {"text": "a\u202eb"})).startswith("JSON-")
    assert refused_code(session, Change("reports", "r1", {"text": "a"}, why="a\u200bb")).startswith("JSON-")


@pytest.mark.parametrize("why", ["sai số 027184000123", "gọi 0912 345 678", "CMND 125123456"])
def test_a_reason_with_a_persons_number_is_refused(session: Session, why: str) -> None:
    enter(session, "batches", [batch()])
    first = enter(session, "surveys", [slip()])[0]
    with pytest.raises(Refused) as refused:
        save(session, "surveys", slip(answer=4), first.id, first.rev, why)
    assert [problem.code for problem in refused.value.problems] == ["WHY-HOLDS-NUMBER"]
    assert save(session, "surveys", slip(answer=4), first.id, first.rev, "nhập nhầm phiếu 17").rev == 2

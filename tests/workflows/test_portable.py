"""What is saved can travel: nothing is accepted here that a bundle would refuse."""

from __future__ import annotations

import pytest

from desktop_app.store.office import Change
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.values import batch, slip

WITH_NUMBER = [
    "sai số 027184000123", "gọi 0912 345 678", "CMND 125123456", "gọi 0912-345-678", "gọi (0222) 382 1234",
    "gọi 0912\u00a0345\u00a0678", "số 027  184  000123",
]  # fmt: skip


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


@pytest.mark.parametrize("why", WITH_NUMBER)
def test_a_reason_with_a_persons_number_is_refused(session: Session, why: str) -> None:
    enter(session, "batches", [batch()])
    first = enter(session, "surveys", [slip()])[0]
    with pytest.raises(Refused) as refused:
        save(session, "surveys", slip(answer=4), first.id, first.rev, why)
    assert [problem.code for problem in refused.value.problems] == ["WHY-HOLDS-NUMBER"]
    assert save(session, "surveys", slip(answer=4), first.id, first.rev, "nhập nhầm phiếu 17").rev == 2


def test_a_reason_for_many_is_refused_once(session: Session) -> None:
    for why, code in (("sai số 027184000123", "WHY-HOLDS-NUMBER"), ("hồ sơ của Nguyễn Thị Hoa", "WHY-HOLDS-NAME")):
        with pytest.raises(Refused) as refused:
            session.append([Change("feedback", f"f{n}", {"name": "Nguyễn Thị Hoa"}, why=why) for n in range(3)])
        assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize("why", ["trùng 000.17.22.H56-210531-0001", "từ 03-07-2020 08:15", "nhầm 02/07/2020 - 15/07/2020"])
def test_a_day_or_a_code_is_no_persons_number(session: Session, why: str) -> None:
    enter(session, "batches", [batch()])
    first = enter(session, "surveys", [slip()])[0]
    assert save(session, "surveys", slip(answer=4), first.id, first.rev, why).rev == 2

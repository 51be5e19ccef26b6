"""A batch with keyed slips cannot slip away from under them; a removed record comes back by keying it again."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.workflows.records import enter, save
from desktop_app.workflows.removing import remove, undelete
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.values import batch, slip


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where.rpartition(" ")[2]) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("change", "where"), [({"form": "survey-1001@1"}, "form"), ({"last": 16}, "last"), ({"first": 18}, "first")]
)
def test_a_batch_keeps_form_and_serials_of_its_slips(session: Session, change: dict[str, Any], where: str) -> None:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(17)])
    head = session.office.head
    with pytest.raises(Refused) as refused:
        enter(session, "batches", [batch(issued=300, returned=1, **change)])
    assert ("BATCH-HAS-SLIPS", where) in codes(refused)
    assert session.office.head == head


def test_a_batch_with_slips_may_change_its_numbers(session: Session) -> None:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(17)])
    assert enter(session, "batches", [batch(returned=1, issued=1, first=17, last=17)])[0].rev == 2


def test_a_batch_with_slips_is_not_removed_before_them(session: Session) -> None:
    enter(session, "batches", [batch()])
    stored = enter(session, "surveys", [slip(17)])[0]
    with pytest.raises(Refused) as refused:
        remove(session, "batches", "B1", 1, "nhập nhầm")
    assert codes(refused) == [("BATCH-HAS-SLIPS", "batch")]
    remove(session, "surveys", stored.id, 1, "nhập nhầm")
    remove(session, "batches", "B1", 1, "nhập nhầm")
    with pytest.raises(Refused) as refused:
        undelete(session, "surveys", stored.id, "lấy lại")
    assert codes(refused) == [("BATCH-MISSING", "batch")]
    undelete(session, "batches", "B1", "lấy lại")
    undelete(session, "surveys", stored.id, "lấy lại")


def test_a_removed_batch_can_be_keyed_again(session: Session) -> None:
    enter(session, "batches", [batch()])
    remove(session, "batches", "B1", 1, "nhập nhầm")
    assert enter(session, "batches", [batch()])[0].rev == 3


def test_a_correction_cannot_change_the_key(session: Session) -> None:
    enter(session, "batches", [batch()])
    with pytest.raises(Refused) as refused:
        save(session, "batches", batch(batch="B2"), "B1", 1, "ghi nhầm")
    assert codes(refused) == [("RECORD-KEY-CHANGED", "batch")]


def test_a_batch_with_slips_does_not_become_a_training_batch(session: Session) -> None:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(17)])
    with pytest.raises(Refused) as refused:
        enter(session, "batches", [batch(training="yes")])
    assert codes(refused) == [("BATCH-HAS-SLIPS", "training")]


@pytest.mark.parametrize(("change", "code"), [({"last": 9}, "SERIAL-OUTSIDE"), ({"training": "yes"}, "SLIP-TRAINING")])
def test_a_removed_slip_does_not_come_back_into_a_batch_that_has_no_place_for_it(
    session: Session, change: dict[str, Any], code: str
) -> None:
    enter(session, "batches", [batch()])
    stored = enter(session, "surveys", [slip(17)])[0]
    remove(session, "surveys", stored.id, 1, "nhập nhầm")
    enter(session, "batches", [batch(**{"issued": 9, "returned": 9, **change})])
    with pytest.raises(Refused) as refused:
        undelete(session, "surveys", stored.id, "lấy lại")
    assert [problem.code for problem in refused.value.problems] == [code]

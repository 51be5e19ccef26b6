"""Marking papers void or blank: all or nothing, with a reason, and never beside a slip that has the number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop_app.workflows.accounts import add_account
from desktop_app.workflows.batches import find_last_slip, find_slip
from desktop_app.workflows.dispositions import MOST_MARKED, mark, void_slip
from desktop_app.workflows.ledger import batch_ledger
from desktop_app.workflows.permissions import NotAllowed
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.removing import remove
from desktop_app.workflows.session import Session, open_session
from forms.problems import Refused
from tests.sealed import PASSWORD
from tests.workflows.conftest import NOW
from tests.workflows.values import batch, slip


@pytest.fixture
def keyed(session: Session) -> Session:
    """An office with a batch of 500 numbers, slip 17 keyed with a remark."""
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(17, comment="Ghế chờ ít", respondent={"sex": "female"})])
    return session


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_a_range_of_void_slips_is_one_group_with_its_reason_in_each(keyed: Session) -> None:
    saved = mark(keyed, "B1", 20, 22, "void", " rách khi in ")
    kept = {"form": "survey-2640@1", "batch": "B1", "day": "2020-07-31", "disposition": "void", "void_why": "rách khi in"}
    assert [stored.data for stored in saved] == [{**kept, "serial": serial} for serial in (20, 21, 22)]
    assert {(stored.why, stored.n - place) for place, stored in enumerate(saved)} == {("rách khi in", saved[0].n)}


def test_blank_slips_need_no_reason(keyed: Session) -> None:
    (stored,) = mark(keyed, "B1", 20, 20, "blank")
    assert (stored.data or {})["disposition"] == "blank"
    assert "void_why" not in (stored.data or {})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("B9", 1, 2, "blank", ""), [("MARK-BATCH-UNKNOWN", "batch")]),
        (("B1", 1, 2, "void", " "), [("VOID-WHY-EMPTY", "why")]),
        (("B1", 1, 2, "training", ""), [("MARK-UNKNOWN", "disposition")]),
        (("B1", 5, 4, "blank", ""), [("MARK-ORDER", "last")]),
        (("B1", 0, 501, "void", ""), [("VOID-WHY-EMPTY", "why"), ("MARK-OUTSIDE", "first"), ("MARK-OUTSIDE", "last")]),
        (("B1", 16, 18, "blank", ""), [("MARK-TAKEN", "first")]),
    ],
)
def test_what_cannot_be_marked_is_refused_whole(keyed: Session, values: Any, expected: list[tuple[str, str]]) -> None:
    head = keyed.office.head
    with pytest.raises(Refused) as refused:
        mark(keyed, *values)
    assert codes(refused) == expected
    assert keyed.office.head == head


def test_the_numbers_that_are_taken_are_named(keyed: Session) -> None:
    enter(keyed, "surveys", [slip(number) for number in (18, 30, 32, 34, 36, 38)])
    with pytest.raises(Refused) as refused:
        mark(keyed, "B1", 10, 40, "blank")
    assert "17-18, 30, 32, 34, 36, …" in refused.value.problems[0].vi


def test_a_slip_of_the_finger_does_not_mark_a_hundred_thousand(session: Session) -> None:
    enter(session, "batches", [batch(last=2 * MOST_MARKED)])
    with pytest.raises(Refused) as refused:
        mark(session, "B1", 1, MOST_MARKED + 1, "blank")
    assert codes(refused) == [("MARK-TOO-MANY", "last")]


@pytest.mark.parametrize(("why", "code"), [("x" * 201, "TEXT-LENGTH"), ("rách\u200b", "TEXT-HIDDEN")])
def test_a_reason_that_cannot_be_kept_is_told_once_whatever_the_range(keyed: Session, why: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        mark(keyed, "B1", 20, 400, "void", why)
    assert codes(refused) == [(code, "why")]


def test_who_may_not_key_is_told_so_before_anything_else(sealed_folder: Path) -> None:
    with open_session(sealed_folder, "admin", lambda: NOW, password=PASSWORD) as session:
        add_account(session, "lan", "Nguyễn Thị Lan", "officer", PASSWORD)
        with pytest.raises(NotAllowed):
            mark(session, "B9", 5, 4, "blank")


def test_a_keyed_slip_becomes_void_as_a_revision_and_what_was_keyed_stays_in_its_history(keyed: Session) -> None:
    found = find_slip(keyed, "B1", 17)
    assert found is not None
    notes = [{"item": "c05", "text": "gạch hai lần"}]
    save(keyed, "surveys", {**(found.data or {}), "notes": notes}, found.id, 1, "ghi thêm")
    stored = void_slip(keyed, found.id, "tờ này của đơn vị khác")
    assert (stored.rev, stored.why) == (3, "tờ này của đơn vị khác")
    head = {"form": "survey-2640@1", "batch": "B1", "serial": 17, "day": "2020-07-06"}
    assert stored.data == {**head, "notes": notes, "disposition": "void", "void_why": "tờ này của đơn vị khác"}
    assert (keyed.office.history("surveys", found.id)[0].data or {})["comment"] == "Ghế chờ ít"


def test_a_void_slip_leaves_its_number_to_another_paper(keyed: Session) -> None:
    first = find_slip(keyed, "B1", 17)
    assert first is not None
    void_slip(keyed, first.id, "hỏng")
    (second,) = enter(keyed, "surveys", [slip(17, answer=3)])
    found = find_slip(keyed, "B1", 17)
    assert found is not None
    assert found.id == second.id
    with pytest.raises(Refused) as refused:
        save(keyed, "surveys", slip(17), first.id, 2, "không hỏng")
    assert codes(refused) == [("SERIAL-TAKEN", "serial")]
    remove(keyed, "surveys", second.id, 1, "nhập nhầm đợt")
    assert save(keyed, "surveys", slip(17), first.id, 2, "không hỏng").rev == 3


def test_a_void_slip_is_corrected_while_the_other_paper_of_its_number_stays(keyed: Session) -> None:
    (void,) = enter(keyed, "surveys", [{**slip(17), "answers": None, "disposition": "void", "void_why": "trùng số"}])
    again = {**(void.data or {}), "void_why": "trùng số với phiếu đã nhập"}
    assert save(keyed, "surveys", again, void.id, 1, "ghi rõ hơn").rev == 2
    keyed_one = find_slip(keyed, "B1", 17)
    assert keyed_one is not None
    assert save(keyed, "surveys", slip(17, answer=4), keyed_one.id, 1, "gõ nhầm").rev == 2
    ledger = batch_ledger(keyed, "B1")
    assert ledger is not None
    assert (ledger.doubled, ledger.clashing) == ([17], [])


@pytest.mark.parametrize(("slip_id", "why", "code"), [("none", "hỏng", "VOID-SLIP-UNKNOWN"), ("", " ", "VOID-WHY-EMPTY")])
def test_a_slip_is_not_voided_without_a_reason_or_a_slip(keyed: Session, slip_id: str, why: str, code: str) -> None:
    found = find_slip(keyed, "B1", 17)
    assert found is not None
    with pytest.raises(Refused) as refused:
        void_slip(keyed, slip_id or found.id, why)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_void_slip_is_not_voided_again(keyed: Session) -> None:
    (stored,) = mark(keyed, "B1", 20, 20, "void", "rách")
    with pytest.raises(Refused) as refused:
        void_slip(keyed, stored.id, "rách")
    assert codes(refused) == [("VOID-ALREADY", "disposition")]


def test_the_slip_saved_last_is_found_whoever_saved_later(keyed: Session) -> None:
    enter(keyed, "surveys", [slip(3)])
    first = find_slip(keyed, "B1", 17)
    assert first is not None
    save(keyed, "surveys", slip(17, answer=2), first.id, 1, "gõ nhầm")
    others = Session(keyed.office, "minh", keyed.forms, keyed.clock)
    enter(others, "surveys", [slip(4)])
    last = find_last_slip(keyed, "B1")
    assert last is not None
    assert (last.id, last.rev) == (first.id, 2)
    assert find_last_slip(Session(keyed.office, "hoa", keyed.forms, keyed.clock), "B1") is None

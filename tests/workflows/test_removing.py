"""Removing is a revision with a reason; what was removed comes back as it was; history shows all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop_app.store.errors import ChangedElsewhere, Duplicate
from desktop_app.workflows.records import differences, enter, history, save, show
from desktop_app.workflows.removing import locate, remove, undelete
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.values import batch, dossier, slip

CODE = "000.17.22.H05-200706-0001"


def test_history_tells_who_when_from_what_to_what_and_why(session: Session) -> None:
    first = enter(session, "dossiers", [dossier()])[0]
    changed = save(session, "dossiers", dossier(address="phường Đình Bảng, Từ Sơn"), first.id, 1, "ghi nhầm phường")
    remove(session, "dossiers", first.id, changed.rev, "nhập trùng")
    undelete(session, "dossiers", first.id, "không trùng")
    revisions = history(session, first.id)
    assert [(r.rev, r.op, r.by, r.why) for r in revisions] == [
        (1, "put", "lan", ""),
        (2, "put", "lan", "ghi nhầm phường"),
        (3, "remove", "lan", "nhập trùng"),
        (4, "put", "lan", "không trùng"),
    ]
    assert all(r.at == session.clock().isoformat(timespec="seconds") for r in revisions)
    assert differences(revisions[0].data, revisions[1].data) == [
        ("address", "phường Đông Ngàn, Từ Sơn", "phường Đình Bảng, Từ Sơn")
    ]
    assert revisions[3].data == revisions[1].data


def test_a_record_that_came_back_is_found_and_counted_again(session: Session) -> None:
    enter(session, "batches", [batch()])
    stored = enter(session, "surveys", [slip(5)])[0]
    remove(session, "surveys", stored.id, 1, "phiếu hỏng")
    assert session.office.serials("B1") == set()
    assert session.office.facts().execute("SELECT count(*) FROM slip_fact").fetchone() == (0,)
    undelete(session, "surveys", stored.id, "phiếu còn tốt")
    assert session.office.serials("B1") == {5}
    assert session.office.facts().execute("SELECT count(*) FROM slip_fact").fetchone() == (1,)


def test_a_code_or_serial_that_was_given_to_another_keeps_the_removed_one_out(session: Session) -> None:
    enter(session, "batches", [batch()])
    stored = enter(session, "surveys", [slip(5)])[0]
    remove(session, "surveys", stored.id, 1, "nhập trùng")
    enter(session, "surveys", [slip(5)])
    head = session.office.head
    with pytest.raises(Duplicate):
        undelete(session, "surveys", stored.id, "lấy lại")
    assert session.office.head == head


def test_a_removed_dossier_is_located_by_its_code(session: Session) -> None:
    stored = enter(session, "dossiers", [dossier(1), dossier(2)])[0]
    assert locate(session, CODE) == ("dossiers", stored.id, 1)
    remove(session, "dossiers", stored.id, 1, "nhập trùng")
    assert show(session, CODE) is None
    assert locate(session, CODE) == ("dossiers", stored.id, 2)
    again = enter(session, "dossiers", [dossier(1)])[0]
    assert locate(session, CODE) == ("dossiers", again.id, 1)
    enter(session, "batches", [batch()])
    assert locate(session, "B1") == ("batches", "B1", 1)


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_what_cannot_be_removed_or_brought_back_is_refused_with_its_reason(session: Session) -> None:
    stored = enter(session, "dossiers", [dossier()])[0]
    cases: dict[str, Callable[[], object]] = {
        "RECORD-NOT-FOUND": lambda: remove(session, "dossiers", "x", 1, "lý do"),
        "WHY-EMPTY": lambda: remove(session, "dossiers", stored.id, 1, " "),
        "RECORD-NOT-REMOVED": lambda: undelete(session, "dossiers", stored.id, "lý do"),
        "RECORD-STAYS": lambda: remove(session, "reports", "x", 1, "lý do"),
    }
    head = session.office.head
    for code, act in cases.items():
        with pytest.raises(Refused) as caught:
            act()
        assert codes(caught) == [code]
    gone: list[Callable[[], object]] = [lambda: undelete(session, "dossiers", "x", "lý do"), lambda: locate(session, "x")]
    for act in gone:
        with pytest.raises(Refused) as caught:
            act()
        assert codes(caught) == ["RECORD-NOT-FOUND"]
    with pytest.raises(ChangedElsewhere):
        remove(session, "dossiers", stored.id, 2, "lý do")
    assert session.office.head == head

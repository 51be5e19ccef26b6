"""Entering, correcting, removing and finding records through the one way in."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from desktop_app.store.errors import ChangedElsewhere
from desktop_app.workflows.records import (
    check_values,
    differences,
    enter,
    history,
    list_records,
    save,
    show,
)
from desktop_app.workflows.removing import remove
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.values import batch, dossier, slip


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.where, problem.code) for problem in refused.value.problems]


def refuse(session: Session, table: str, *values: Any) -> list[tuple[str, str]]:
    """Enter what must be refused; the journal must not have moved."""
    before = session.office.head
    with pytest.raises(Refused) as refused:
        enter(session, table, list(values))
    assert session.office.head == before
    return codes(refused)


def test_a_slip_of_an_existing_batch_is_saved(session: Session) -> None:
    enter(session, "batches", [batch()])
    stored = enter(session, "surveys", [slip()])[0]
    found = session.office.get("surveys", stored.id)
    assert found is not None
    assert found.data is not None
    assert found.data["answers"]["c22"] == 5
    assert (found.rev, found.by) == (1, "lan")


def test_one_bad_slip_keeps_all_out(session: Session) -> None:
    enter(session, "batches", [batch()])
    found = refuse(session, "surveys", slip(1), slip(2, answer=9), slip(3))
    assert {where.split(":")[0] for where, _ in found} == {"line 2"}
    assert len(found) == 22
    assert session.office.count("surveys") == 0


def test_hostile_input_is_refused_with_its_code(session: Session) -> None:
    enter(session, "batches", [batch()])
    assert refuse(session, "surveys", {**slip(), "form": "survey-9999@1"})[0][1] == "FORM-UNKNOWN-HERE"
    assert any("BATCH" in code for _, code in refuse(session, "surveys", {**slip(), "batch": "B7"}))
    assert any(where.endswith("serial") for where, _ in refuse(session, "surveys", {**slip(), "serial": "mười bảy"}))
    assert any(where.endswith("day") for where, _ in refuse(session, "surveys", {**slip(), "day": "31/02/2020"}))
    assert refuse(session, "surveys", slip(5), slip(5))[0][0].startswith("line 2")
    assert refuse(session, "xyz", {})[0][1] == "TABLE-UNKNOWN"


def test_nfd_text_is_kept_as_nfc(session: Session) -> None:
    name = unicodedata.normalize("NFD", "Đặng Thị Hường")
    stored = enter(session, "dossiers", [dossier(name=name)])[0]
    assert stored.data is not None
    assert stored.data["name"] == "Đặng Thị Hường"


def test_the_due_day_is_computed_and_never_keyed(session: Session) -> None:
    stored = enter(session, "dossiers", [dossier()])[0]
    assert stored.data is not None
    assert stored.data["frozen"]["due"] == "2020-07-15"
    assert any("due" in where for where, _ in refuse(session, "dossiers", dossier(2, due="2020-07-20")))


def test_a_correction_names_the_revision_it_was_based_on(session: Session) -> None:
    enter(session, "batches", [batch()])
    first = enter(session, "surveys", [slip()])[0]
    second = save(session, "surveys", slip(answer=4), first.id, first.rev, "nhập nhầm")
    assert (second.rev, second.why) == (2, "nhập nhầm")
    with pytest.raises(ChangedElsewhere):
        save(session, "surveys", slip(answer=3), first.id, first.rev, "cũ")
    revisions = history(session, first.id)
    assert [stored.rev for stored in revisions] == [1, 2]
    assert differences(revisions[0].data, revisions[1].data)[0] == ("answers.c01", 5, 4)


def test_a_removed_record_keeps_its_history(session: Session) -> None:
    stored = enter(session, "dossiers", [dossier()])[0]
    remove(session, "dossiers", stored.id, stored.rev, "nhập trùng")
    assert session.office.get("dossiers", stored.id) is None
    assert [line.op for line in history(session, stored.id)] == ["put", "remove"]


def test_a_dossier_is_found_by_id_code_name_and_day(session: Session) -> None:
    stored = enter(session, "dossiers", [dossier(1), dossier(2, name="Ngô Văn Đức", id_number="125123456", birth="1970")])[0]
    for key in (stored.id, "000.17.22.H05-200706-0001"):
        found = show(session, key)
        assert found is not None
        assert found.id == stored.id
    assert len(list_records(session, "dossiers", find="dang huong")) == 1
    assert len(list_records(session, "dossiers", date(2020, 7, 6), date(2020, 7, 6))) == 2
    assert list_records(session, "dossiers", date(2020, 7, 7)) == []


def test_entering_a_batch_again_makes_a_revision_and_unchanged_ones_nothing(session: Session) -> None:
    enter(session, "batches", [batch()])
    assert enter(session, "batches", [batch()]) == []
    assert enter(session, "batches", [batch(returned=373)])[0].rev == 2


def test_warnings_do_not_stop_a_record(session: Session) -> None:
    odd = dossier(id_number="999184000123")
    assert any(problem.severity == "warning" for problem in check_values(session, "dossiers", [odd]))
    assert len(enter(session, "dossiers", [odd])) == 1


def test_a_moment_at_the_end_of_the_calendar_is_refused_not_a_fault(session: Session) -> None:
    late = "9999-12-31T23:59:00+07:00"
    assert ("line 1: received_at", "TIME-IMPOSSIBLE") in refuse(session, "dossiers", dossier(received_at=late))
    moves = [
        {"at": "2020-07-06T09:00:00+07:00", "to": "processing", "by": "lan", "why": ""},
        {"at": "2020-07-06T10:00:00+07:00", "to": "supplement", "by": "lan", "why": "thiếu ảnh"},
        {"at": late, "to": "processing", "by": "lan", "why": ""},
    ]
    found = refuse(session, "dossiers", dossier(status="processing", moves=moves))
    assert ("line 1: moves.2.at", "TIME-IMPOSSIBLE") in found

"""A provisional code gives way to the official one; both lead to the dossier."""

from __future__ import annotations

import pytest

from desktop_app.workflows.dossiers import correct_dossier, new_dossier, next_code
from desktop_app.workflows.recoding import replace_code
from desktop_app.workflows.records import show
from desktop_app.workflows.session import Session, open_session
from tests.workflows.conftest import NOW
from tests.workflows.test_handover import codes_of, data_of
from tests.workflows.values import dossier

OLD, NEW = "TAM-200706-0001", "000.17.22.H56-200706-0012"


@pytest.fixture
def id(session: Session) -> str:
    """A dossier with a provisional code."""
    return new_dossier(session, dossier(1, code="")).id


def test_both_codes_find_the_dossier_after_the_office_was_opened_again_too(session: Session, id: str) -> None:
    saved = replace_code(session, id, f" {NEW.lower()} ")
    assert (data_of(saved)["code"], data_of(saved)["former_codes"], saved.why) == (NEW, [OLD], "thay mã tạm")
    folder = session.office.folder
    session.office.save_snapshot()
    session.close()
    for _ in range(2):
        with open_session(folder, "lan", lambda: NOW) as again:
            assert [again.office.find_code("dossiers", code) for code in (OLD, NEW)] == [id, id]
            assert data_of(show(again, OLD))["code"] == NEW
        (folder / "snapshot").unlink(missing_ok=True)


def test_a_former_code_goes_to_no_other_dossier(session: Session, id: str) -> None:
    replace_code(session, id, NEW)
    assert next_code(session, NOW.date().replace(month=7, day=6)) == "TAM-200706-0002"
    assert ("CODE-TAKEN", "code") in codes_of(lambda: new_dossier(session, dossier(1, code=OLD)))


@pytest.mark.parametrize("code", ["abc", "", OLD, "TAM-200706-0009", "000.17.22.H56-200732-0012"])
def test_what_is_no_official_code_is_refused(session: Session, id: str, code: str) -> None:
    assert codes_of(lambda: replace_code(session, id, code)) == [("CODE-SHAPE", f"{OLD}: code")]


def test_a_code_of_another_is_refused(session: Session, id: str) -> None:
    new_dossier(session, dossier(2, code=NEW))
    assert codes_of(lambda: replace_code(session, id, NEW)) == [("CODE-TAKEN", f"{OLD}: code")]


def test_an_official_code_is_not_replaced(session: Session, id: str) -> None:
    replace_code(session, id, NEW)
    found = codes_of(lambda: replace_code(session, id, "000.17.22.H56-200706-0013"))
    assert found == [("RECODE-OFFICIAL", f"{NEW}: code")]


def test_a_correction_keeps_a_provisional_code_and_not_one_that_was_keyed_wrong(session: Session, id: str) -> None:
    stored = session.office.get("dossiers", id)
    saved = correct_dossier(session, id, {**data_of(stored), "code": NEW}, 1, "mã chính thức")
    assert data_of(saved)["former_codes"] == [OLD]
    right = "000.17.22.H56-200706-0013"
    again = correct_dossier(session, id, {**data_of(saved), "code": right}, 2, "ghi nhầm mã")
    assert data_of(again)["former_codes"] == [OLD]
    assert session.office.find_code("dossiers", NEW) is None
    back = correct_dossier(session, id, {**data_of(again), "code": OLD}, 3, "chưa có mã")
    assert (data_of(back)["code"], "former_codes" in data_of(back)) == (OLD, False)

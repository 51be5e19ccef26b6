"""Who may verify and settle what in a batch, and what is said to whoever may not."""

from __future__ import annotations

from desktop_app.ui.batch_evidence import Evidence
from desktop_app.ui.batch_lock import unfinished
from desktop_app.ui.batch_presenter import BatchPresenter
from desktop_app.ui.batch_sections import sections
from desktop_app.ui.batch_work import Work, why_not_sample, why_not_settle, why_not_verify, work_of
from desktop_app.workflows import permissions
from desktop_app.workflows.records import enter
from desktop_app.workflows.sampling import conclude, draw
from desktop_app.workflows.session import Session
from tests.ui.conftest import BATCH
from tests.ui.second_keying import key_batch, verify_slip
from tests.workflows.twice import as_account, settle_all

FIVES = "5" * 22


def work(session: Session, account: str, mode: str) -> Work:
    return work_of(as_account(session, account), "B1", mode)


def said(session: Session) -> str:
    presenter = BatchPresenter(session)
    presenter.load()
    list(presenter.count())
    parts = sections(presenter.looks[0], None, None)
    return "\n".join(text for part in parts for text, _ in part.notes)


def test_own_slips_are_left_to_others_and_that_is_said(session: Session) -> None:
    key_batch(session, "lan", verify="dependent")
    mine, theirs = work(session, "lan", "dependent"), work(session, "hoa", "dependent")
    assert (mine.free, mine.own, theirs.free, theirs.own) == (0, 3, 3, 0)
    assert "không ai kiểm tra phiếu của chính mình" in why_not_verify(mine).lower()
    assert why_not_verify(theirs) == ""
    assert "không ai kiểm tra phiếu của chính mình" in said(session)


def test_the_list_says_that_somebody_else_is_needed(session: Session) -> None:
    key_batch(session, "lan", verify="dependent")
    presenter = BatchPresenter(session)
    presenter.load()
    assert presenter.row(0)[4] == "…"
    list(presenter.count())
    assert presenter.row(0)[4] == "Nhờ người khác"
    other = BatchPresenter(as_account(session, "hoa"))
    other.load()
    list(other.count())
    assert other.row(0)[4] == "0 / 3"


def test_differences_are_open_to_a_third_person_only(session: Session) -> None:
    key_batch(session, "lan", verify="independent")
    verify_slip(session, "hoa", "independent", "4" + FIVES[1:])
    for account in ("lan", "hoa"):
        found = work(session, account, "independent")
        assert (found.settle, found.closed) == (0, 1)
        assert "người thứ ba" in why_not_settle(found)
    third = work(session, "tho", "independent")
    assert (third.settle, third.closed) == (1, 0)
    assert why_not_settle(third) == ""


def test_before_a_lock_it_is_said_what_is_not_done(session: Session) -> None:
    key_batch(session, "lan", verify="independent", returned=5)
    verify_slip(session, "hoa", "independent", "4" + FIVES[1:])
    told = [sentence.split(".")[0] for sentence in unfinished(session, "B1")]
    assert told == ["Còn 2 phiếu chưa nhập", "Còn 1 chỗ khác nhau chờ phân xử", "Còn 2 phiếu chưa kiểm tra"]
    key_batch(session, "lan", count=0, returned=3)
    settle_all(session, "tho", {"answers.c01": 5})
    assert unfinished(session, "B1") == []


def test_a_batch_without_verification_says_where_to_set_it(session: Session) -> None:
    key_batch(session, "lan")
    found = work(session, "hoa", "none")
    assert "Shift-F3" in why_not_verify(found)
    assert "Shift-F3" in why_not_sample(found)
    assert why_not_settle(found)


def test_differences_stay_open_in_a_batch_set_to_no_verification_afterwards(session: Session) -> None:
    key_batch(session, "lan", verify="independent")
    verify_slip(session, "hoa", "independent", "4" + FIVES[1:])
    enter(session, "batches", [{**BATCH, "verify": "none"}])
    assert work(session, "tho", "none").settle == 1


def test_a_sample_is_drawn_first_and_only_drawn_slips_are_left(session: Session) -> None:
    key_batch(session, "lan", verify="sample", returned=3)
    assert "Shift-F8" in why_not_verify(work(session, "hoa", "sample"))
    sample = draw(as_account(session, "hoa"), "B1")
    drawn = work(session, "hoa", "sample")
    assert (drawn.next_mode, drawn.free) == ("sample", 3)
    for _ in range(3):
        verify_slip(session, "hoa", "sample", FIVES)
    conclude(as_account(session, "hoa"), sample)
    passed = work(session, "hoa", "sample")
    assert (passed.passed, passed.failed) == (True, False)
    assert why_not_verify(passed) == "Không còn phiếu nào phải kiểm tra."


def test_flags_are_for_whoever_may_see_operator_figures(session: Session, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    key_batch(session, "lan")
    assert Evidence(session).flags("B1") is not None
    denied = permissions.Verdict(ok=False, vi="không", en="no")
    monkeypatch.setattr("desktop_app.ui.batch_evidence.may", lambda *_: denied)
    assert Evidence(session).flags("B1") is None


def test_nothing_is_known_of_errors_before_anything_is_verified(session: Session) -> None:
    key_batch(session, "lan", verify="dependent")
    assert Evidence(session).left("B1") is None
    verify_slip(session, "hoa", "dependent", FIVES)
    assert Evidence(session).left("B1") is not None

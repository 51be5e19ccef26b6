"""A sample of a batch: unpredictable, judged at what was drawn, passed or failed once, covering only what it was drawn from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest

from desktop_app.store.office import Stored
from desktop_app.workflows import sampling
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.removing import remove
from desktop_app.workflows.sampling import conclude, draw, drawn_ids, next_mode, open_sample, outcome, uncovered
from desktop_app.workflows.session import Session
from desktop_app.workflows.verifying import VerifySession
from forms.problems import Refused
from tests.workflows.twice import as_account, key_slips, second, settle_all, state_of
from tests.workflows.values import batch, slip


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def in_order(slips: Sequence[Stored]) -> Sequence[Stored]:
    return slips


@pytest.fixture
def keyed(session: Session) -> list[Stored]:
    """Thirty slips in a batch verified by sample, 1 % allowed."""
    return key_slips(session, 30, verify="sample", returned=30)


def test_fourteen_slips_without_an_error_pass(session: Session, keyed: list[Stored]) -> None:
    sample = draw(as_account(session, "binh"), "B1", 14)
    assert next_mode(session, "B1") == "sample"
    entry = VerifySession(as_account(session, "binh"), "B1", "sample")
    assert {pending.id for pending in entry.queue} == drawn_ids(sample)
    assert [pending.serial for pending in entry.queue] == sorted(pending.serial for pending in entry.queue)
    with pytest.raises(Refused):
        conclude(session, sample)
    for done in range(14):
        assert outcome(session, sample).done == done
        second(session, "binh", "sample")
    found = outcome(session, sample)
    assert (found.errors, found.fields, found.upper, found.accept, found.passed) == (0, 308, Decimal("0.97"), 0, True)
    kept = conclude(as_account(session, "binh"), sample).data or {}
    assert (kept["passed"], kept["upper"], kept["fields"]) == ("yes", "0.97", 308)
    assert next_mode(session, "B1") is None
    assert open_sample(session, "B1") is None


def test_an_error_of_the_keyer_counts_and_the_batch_goes_to_full_verification(session: Session, keyed: list[Stored]) -> None:
    sample = draw(session, "B1", 14)
    second(session, "binh", "sample", c05=4)
    for _ in range(13):
        second(session, "binh", "sample")
    assert (outcome(session, sample).open, outcome(session, sample).passed) == (1, None)
    settle_all(session, "chi", {"answers.c05": 4})
    found = outcome(session, sample)
    assert (found.errors, found.wrong_slips, found.passed) == (1, 1, False)
    assert (conclude(session, sample).data or {})["passed"] == "no"
    assert next_mode(session, "B1") == "dependent"
    with pytest.raises(Refused) as refused:
        draw(session, "B1", 14)
    assert codes(refused) == ["SAMPLE-FAILED"]


@pytest.mark.parametrize(("settled", "cause"), [(5, ""), (4, "paper")])
def test_the_verifier_s_errors_and_unclear_paper_are_not_the_keyer_s(
    session: Session, keyed: list[Stored], settled: int, cause: str
) -> None:
    from desktop_app.workflows.adjudication import list_open, settle

    sample = draw(session, "B1", 14)
    second(session, "binh", "sample", c05=4)
    for _ in range(13):
        second(session, "binh", "sample")
    chi = as_account(session, "chi")
    settle(chi, list_open(chi, "B1")[0], settled, cause)  # type: ignore[arg-type]
    found = outcome(session, sample)
    assert (found.errors, found.paper, found.passed) == (0, int(cause == "paper"), True)


def test_mending_a_slip_after_the_draw_does_not_mend_the_sample(session: Session, keyed: list[Stored]) -> None:
    sample = draw(session, "B1", 14, shuffle=in_order)
    save(session, "surveys", slip(1, answers={**slip()["answers"], "c05": 4}), keyed[0].id, 1, "sửa")
    second(session, "binh", "sample", c05=4)
    for _ in range(13):
        second(session, "binh", "sample")
    found = outcome(session, sample)
    assert state_of(session, keyed[0].id) == "verified"
    assert (found.errors, found.passed) == (1, False)


def test_a_drawn_slip_that_is_removed_counts_as_an_error(session: Session, keyed: list[Stored]) -> None:
    sample = draw(session, "B1", 14, shuffle=in_order)
    remove(session, "surveys", keyed[0].id, 1, "nhầm")
    assert (outcome(session, sample).errors, outcome(session, sample).done) == (1, 1)


def test_an_edit_after_the_sample_passed_is_not_covered_by_it(session: Session, keyed: list[Stored]) -> None:
    sample = draw(session, "B1", 14, shuffle=in_order)
    for _ in range(14):
        second(session, "binh", "sample")
    conclude(session, sample)
    assert uncovered(session, "B1") == 0
    with pytest.raises(Refused) as refused:
        draw(session, "B1")
    assert codes(refused) == ["SAMPLE-NO-SLIPS"]
    save(session, "surveys", slip(30, comment="tốt"), keyed[29].id, 1, "sửa")
    assert uncovered(session, "B1") == 1
    assert outcome(session, sample).uncovered == 1
    again = draw(session, "B1")
    assert drawn_ids(again) == {keyed[29].id}


def test_a_sample_that_is_open_is_not_drawn_anew(session: Session, keyed: list[Stored]) -> None:
    draw(session, "B1", 14)
    with pytest.raises(Refused) as refused:
        draw(session, "B1", 14)
    assert codes(refused) == ["SAMPLE-OPEN"]


def test_slips_still_to_be_keyed_are_asked_about_first(session: Session) -> None:
    key_slips(session, 30, verify="sample", returned=40)
    with pytest.raises(Refused) as refused:
        draw(session, "B1", 14)
    assert codes(refused) == ["SAMPLE-OUTSTANDING"]
    sample = draw(session, "B1", 14, confirmed=True)
    assert (sample.data or {})["population"] == 30
    enter(session, "surveys", [slip(31)])
    assert outcome(session, sample).uncovered == 1


def test_too_small_a_sample_is_refused_and_too_large_a_one_is_everything(session: Session, keyed: list[Stored]) -> None:
    with pytest.raises(Refused) as refused:
        draw(session, "B1", 13)
    assert codes(refused) == ["SAMPLE-SIZE"]
    sample = draw(session, "B1")
    assert len(drawn_ids(sample)) == 30
    assert (sample.data or {})["accept"] == 30 * 22 // 100


def test_void_slips_drawn_are_made_up_for_with_more_slips(session: Session) -> None:
    enter(session, "batches", [batch(verify="sample", returned=30)])
    void = {"form": "survey-2640@1", "batch": "B1", "day": "2020-07-06", "disposition": "void", "void_why": "rách"}
    enter(session, "surveys", [{**void, "serial": number} for number in range(1, 6)])
    enter(session, "surveys", [slip(number) for number in range(6, 31)])
    sample = draw(session, "B1", 14, shuffle=in_order)
    assert len(drawn_ids(sample)) == 19


def test_nobody_can_tell_beforehand_which_slips_are_drawn(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every slip is drawn equally often, the numbers come from the system, and a seed changes nothing."""
    keyed = key_slips(session, 30, verify="sample", returned=30)
    drawn: list[frozenset[str]] = []
    monkeypatch.setattr(sampling, "_require_drawable", lambda *_args, **_kw: None)
    for _ in range(60):
        random.seed(1)
        drawn.append(drawn_ids(draw(session, "B1", 14)))
    assert len(set(drawn)) == 60
    times = [sum(made.id in ids for ids in drawn) for made in keyed]
    assert sum(times) == 60 * 14
    assert all(10 <= count <= 46 for count in times)  # 28 expected; outside with probability below 1 in 100 000 each


def test_the_bound_is_the_same_whenever_it_is_worked_out(session: Session, keyed: list[Stored]) -> None:
    sample = draw(session, "B1", 14)
    for number in range(14):
        second(session, "binh", "sample", {"c05": 4, "c06": 4} if number in (2, 3) else {})
    settle_all(session, "chi", {"answers.c05": 4, "answers.c06": 4})
    found = outcome(session, sample)
    assert found == outcome(session, sample)
    assert (conclude(session, sample).data or {})["upper"] == str(found.upper)


def test_a_batch_that_is_not_there_is_refused(session: Session) -> None:
    with pytest.raises(Refused):
        draw(session, "B9")


def test_the_way_a_batch_is_verified_follows_its_setting(session: Session) -> None:
    key_slips(session, 1, verify="independent")
    assert next_mode(session, "B1") == "independent"
    enter(session, "batches", [batch(verify="dependent")])
    assert next_mode(session, "B1") == "dependent"
    enter(session, "batches", [batch()])
    assert next_mode(session, "B1") is None

"""Settling: a third person, two values without names in an order that tells nothing, a third value, one group."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from desktop_app.store.office import Stored
from desktop_app.workflows import adjudication
from desktop_app.workflows.adjudication import Case, count_closed_to, list_open, settle
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.locks import lock_batch
from desktop_app.workflows.permissions import NotAllowed
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from desktop_app.workflows.verifying import VerifySession
from forms.problems import Refused
from tests.workflows.twice import as_account, key_slips, second, state_of
from tests.workflows.values import batch, slip


def cases(session: Session, account: str = "chi") -> list[Case]:
    return list_open(as_account(session, account), "B1")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.fixture
def differing(session: Session) -> Stored:
    """A slip keyed by lan, all 5, and by binh with 4 at c05 and blank at c06."""
    (made,) = key_slips(session, 1)
    second(session, "binh", c05=4, c06="blank")
    return made


def test_a_case_has_both_values_and_no_name(session: Session, differing: Stored) -> None:
    first, other = cases(session)
    assert (first.serial, first.where, set(first.values)) == (1, "answers.c05", {4, 5})
    assert set(other.values) == {5, "blank"}
    assert "Thủ tục hành chính" in first.label
    assert set(first.shown) == {"Hài lòng", "Rất hài lòng"}
    assert set(other.shown) == {"Rất hài lòng", "bỏ trống"}
    names = {field.name for field in dataclasses.fields(Case)}
    assert not names & {"by", "keyer", "verifier", "first", "second"}


def test_neither_keyer_nor_verifier_sees_or_settles(session: Session, differing: Stored) -> None:
    (case, _) = cases(session)
    for account in ("lan", "binh", "Binh"):
        assert cases(session, account) == []
        assert count_closed_to(as_account(session, account), "B1") == 2
        with pytest.raises(Refused) as refused:
            settle(as_account(session, account), case, 5)
        assert codes(refused) == ["SETTLE-OWN-WORK"]
    assert count_closed_to(as_account(session, "chi"), "B1") == 0


def test_the_order_of_the_values_tells_nothing_and_stays(session: Session) -> None:
    key_slips(session, 40)
    for _ in range(40):
        second(session, "binh", c05=4)
    found = cases(session)
    first_in_front = sum(case.values == (5, 4) for case in found)
    assert 4 <= first_in_front <= 36  # both orders; by chance outside with probability below 1 in 10 million
    assert cases(session) == found


def test_slip_and_verification_are_written_in_one_group_when_the_last_is_settled(session: Session, differing: Stored) -> None:
    first, other = cases(session)
    before = session.office.head.n
    settle(as_account(session, "chi"), first, 4)
    assert session.office.head.n == before + 1
    assert (session.office.get("surveys", differing.id) or differing).rev == 1
    assert state_of(session, differing.id) == "differs"
    settle(as_account(session, "dung"), other, "blank")
    now = session.office.get("surveys", differing.id) or differing
    assert (now.rev, now.by, session.office.head.n) == (2, "dung", before + 3)
    answers = (now.data or {})["answers"]
    assert (answers["c05"], answers["c06"], answers["c07"]) == (4, "blank", 5)
    assert state_of(session, differing.id) == "verified"


def test_if_the_keyer_was_right_the_slip_stays_as_it_is(session: Session, differing: Stored) -> None:
    made = [settle(as_account(session, "chi"), case, 5) for case in cases(session)][-1]
    assert (session.office.get("surveys", differing.id) or differing).rev == 1
    assert [d["cause"] for d in (made.data or {})["differences"]] == ["verifier", "verifier"]
    assert (made.data or {})["verified_rev"] == 1
    assert state_of(session, differing.id) == "verified"


def test_a_third_value_is_taken_from_the_paper(session: Session, differing: Stored) -> None:
    for case in cases(session):
        settle(as_account(session, "chi"), case, 1, "paper")
    found = (session.office.get("surveys", differing.id) or differing).data or {}
    assert (found["answers"]["c05"], found["answers"]["c06"]) == (1, 1)
    assert state_of(session, differing.id) == "verified"


@pytest.mark.parametrize("value", [6, 0, "", "5", "male", "void"])
def test_a_value_the_form_does_not_have_is_refused(session: Session, differing: Stored, value: Any) -> None:
    with pytest.raises(Refused) as refused:
        settle(as_account(session, "chi"), cases(session)[0], value)
    assert codes(refused) == ["SETTLE-VALUE-UNKNOWN"]
    assert state_of(session, differing.id) == "differs"


def test_a_case_is_settled_once(session: Session, differing: Stored) -> None:
    case = cases(session)[0]
    settle(as_account(session, "chi"), case, 4)
    with pytest.raises(Refused) as refused:
        settle(as_account(session, "dung"), case, 5)
    assert codes(refused) == ["SETTLE-NOT-OPEN"]


def test_in_a_locked_batch_a_slip_is_not_corrected(session: Session, differing: Stored) -> None:
    first, other = cases(session)
    settle(as_account(session, "chi"), first, 4)
    lock_batch(session, "B1")
    with pytest.raises(Refused) as refused:
        settle(as_account(session, "chi"), other, 5)
    assert codes(refused) == ["BATCH-LOCKED"]
    assert state_of(session, differing.id) == "differs"


def test_a_respondent_item_and_the_day_are_settled(session: Session) -> None:
    enter(session, "batches", [batch()])
    (made,) = enter(session, "surveys", [slip(1, respondent={"sex": "male"}, day="2020-07-06")])
    entry = VerifySession(as_account(session, "binh"), "B1", "independent")
    for _ in range(22):
        entry.press("5")
    entry.slip.day = "2020-07-07"
    entry.save()
    day, sex = cases(session)
    assert set(day.shown) == {"06/07/2020", "07/07/2020"}
    assert "không ghi" in sex.shown
    with pytest.raises(Refused):
        settle(as_account(session, "chi"), day, "2020-13-01")
    settle(as_account(session, "chi"), day, "2020-07-07")
    settle(as_account(session, "chi"), sex, "")
    data = (session.office.get("surveys", made.id) or made).data or {}
    assert data["day"] == "2020-07-07"
    assert "respondent" not in data
    assert state_of(session, made.id) == "verified"


def disposed(session: Session, first: dict[str, Any], said: str) -> tuple[Stored, Case]:
    enter(session, "batches", [batch()])
    (made,) = enter(session, "surveys", [first])
    entry = VerifySession(as_account(session, "binh"), "B1", "independent")
    if said:
        entry.set_disposition(said)  # type: ignore[arg-type]
    else:
        for _ in range(22):
            entry.press("5")
    entry.save()
    (case,) = cases(session)
    return made, case


def test_a_slip_settled_void_needs_its_reason(session: Session) -> None:
    made, case = disposed(session, slip(1), "void")
    with pytest.raises(Refused) as refused:
        settle(as_account(session, "chi"), case, "void")
    assert codes(refused) == ["SETTLE-VOID-WHY"]
    settle(as_account(session, "chi"), case, "void", why="rách")
    data = (session.office.get("surveys", made.id) or made).data or {}
    assert (data["disposition"], data["void_why"]) == ("void", "rách")
    assert "answers" not in data
    assert state_of(session, made.id) == "verified"


def test_answers_keyed_only_once_are_not_verified_by_settling_the_kind(session: Session) -> None:
    made, case = disposed(session, slip(1), "blank")
    settle(as_account(session, "chi"), case, "")
    assert state_of(session, made.id) == "second"
    second(session, "binh")
    assert state_of(session, made.id) == "verified"


def test_a_slip_that_is_not_void_is_keyed_first(session: Session) -> None:
    void = {"form": "survey-2640@1", "batch": "B1", "serial": 1, "day": "2020-07-06", "disposition": "void", "void_why": "rách"}
    made, case = disposed(session, void, "")
    assert case.value_of_key("1") == ""
    with pytest.raises(Refused) as refused:
        settle(as_account(session, "chi"), case, "")
    assert codes(refused) == ["SETTLE-KEY-AGAIN"]
    assert state_of(session, made.id) == "differs"


def test_a_shifted_row_is_suggested(session: Session) -> None:
    enter(session, "batches", [batch()])
    answers = {f"c{number:02d}": 1 + number % 5 for number in range(1, 23)}
    enter(session, "surveys", [slip(1, answers=answers)])
    values = list(answers.values())
    second(session, "binh", "independent", dict(zip(answers, [*values[:8], *values[9:], 3], strict=True)))
    found = cases(session)
    assert len(found) >= 10
    assert all(case.shifted for case in found)


def test_an_account_that_may_not_verify_sees_no_case(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_session: Session, action: str) -> None:
        raise NotAllowed(action, action)

    monkeypatch.setattr(adjudication, "require", refuse)
    with pytest.raises(WorkflowError):
        cases(session)

"""The second keying without a window: blind, an alarm at a difference, slips of others only, a draft, a sitting."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import Session
from desktop_app.workflows.verifying import VerifySession
from forms.problems import Refused
from tests.workflows.twice import alarm_at, as_account, key_slips, second, state_of
from tests.workflows.values import batch, slip

ALL = "5" * 22


def verify(session: Session, mode: Any = "dependent", account: str = "binh") -> VerifySession:
    return VerifySession(as_account(session, account), "B1", mode)


def press(entry: VerifySession, keys: str) -> None:
    for key in keys:
        assert entry.press(key), key


def test_the_sheet_shows_nothing_of_the_first_keying(session: Session) -> None:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(17, answer=4, respondent={"sex": "male"}, comment="tốt")])
    entry = verify(session)
    assert (entry.slip.serial, entry.slip.day, entry.slip.answers, entry.slip.respondent) == (17, "2020-07-06", {}, {})
    assert entry.slip.comment == ""
    assert not entry.slip.id
    entry.press("5")
    assert entry.alarm is not None
    shown = json.dumps([entry.alarm.vi, entry.alarm.en, entry.alarm.where], ensure_ascii=False)
    assert "4" not in shown
    assert entry.slip.answers == {}
    assert "4" not in json.dumps([entry._look.as_draft(), entry.slip.answers])


def test_twenty_two_keys_and_one_save_verify_a_slip_that_agrees(session: Session) -> None:
    stored, other = key_slips(session, 2)
    entry = verify(session)
    press(entry, ALL)
    assert not alarm_at(entry)
    made = entry.save()
    assert (made.data or {})["differences"] == []
    assert state_of(session, stored.id) == "verified"
    assert (entry.slip.serial, entry.slip.answers, entry.keyed, entry.total) == (2, {}, 1, 2)
    assert state_of(session, other.id) == "keyed"
    assert entry.pace.keys == 23


def test_a_difference_stops_and_the_same_key_again_confirms_it(session: Session) -> None:
    (stored,) = key_slips(session, 1)
    entry = verify(session)
    press(entry, "55")
    press(entry, "3")
    assert (alarm_at(entry), entry.cursor) == ("answers.c03", 2)
    press(entry, "3")
    assert not alarm_at(entry)
    assert entry.cursor == 3
    press(entry, "5" * 19)
    data = entry.save().data or {}
    assert data["differences"] == [{"where": "answers.c03", "first": 5, "second": 3}]
    assert "retyped" not in data
    assert state_of(session, stored.id) == "differs"


def test_typing_what_the_first_keyer_gave_was_the_verifier_s_own_slip(session: Session) -> None:
    (stored,) = key_slips(session, 1)
    entry = verify(session)
    press(entry, "35" + "5" * 21)
    data = entry.save().data or {}
    assert (data["differences"], data["retyped"]) == ([], [{"where": "answers.c01", "tries": [3]}])
    assert state_of(session, stored.id) == "verified"


def test_another_wrong_key_after_the_alarm_stands_too_so_nobody_can_guess(session: Session) -> None:
    key_slips(session, 1)
    entry = verify(session)
    press(entry, "3" + "4")
    assert not alarm_at(entry)
    assert entry.slip.answers["c01"] == 4


def test_guessing_by_going_back_ends_after_three_keys_and_all_are_kept(session: Session) -> None:
    key_slips(session, 1)
    entry = verify(session)
    press(entry, "5")
    for key in "123":
        press(entry, key)
        assert alarm_at(entry)
        press(entry, "-")
        assert not alarm_at(entry)
        press(entry, "5")
    press(entry, "4")
    assert not alarm_at(entry)
    press(entry, "5" * 20)
    data = entry.save().data or {}
    assert data["differences"] == [{"where": "answers.c02", "first": 5, "second": 4}]


def test_dropping_the_slip_does_not_forget_what_differed(session: Session) -> None:
    key_slips(session, 1)
    entry = verify(session)
    press(entry, "3")
    entry.drop()
    assert (entry.slip.answers, entry.alarm) == ({}, None)
    press(entry, ALL)
    assert (entry.save().data or {})["retyped"] == [{"where": "answers.c01", "tries": [3]}]


def test_an_independent_pass_never_stops_and_is_compared_afterwards(session: Session) -> None:
    (stored,) = key_slips(session, 1)
    entry = verify(session, "independent")
    press(entry, "3" * 22)
    assert not alarm_at(entry)
    assert len((entry.save().data or {})["differences"]) == 22
    assert state_of(session, stored.id) == "differs"


def test_respondent_items_left_out_stop_a_dependent_pass_at_the_save(session: Session) -> None:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(1, respondent={"sex": "female"})])
    entry = verify(session)
    press(entry, ALL)
    with pytest.raises(Refused):
        entry.save()
    assert (entry.page, entry.cursor) == ("respondent", 0)
    press(entry, "2")
    assert (entry.save().data or {})["differences"] == []


def test_respondent_items_left_out_twice_are_a_difference(session: Session) -> None:
    enter(session, "batches", [batch()])
    enter(session, "surveys", [slip(1, respondent={"sex": "female"})])
    entry = verify(session)
    press(entry, ALL)
    with pytest.raises(Refused):
        entry.save()
    assert (entry.save().data or {})["differences"] == [{"where": "respondent.sex", "first": "female", "second": ""}]


def test_void_and_blank_slips_are_verified_too(session: Session) -> None:
    enter(session, "batches", [batch()])
    void = {"form": "survey-2640@1", "batch": "B1", "day": "2020-07-06", "disposition": "void", "void_why": "rách"}
    enter(session, "surveys", [{**void, "serial": 1}, {**void, "serial": 2}, slip(3)])
    entry = verify(session)
    entry.set_disposition("void")
    assert not alarm_at(entry)
    assert entry.is_complete
    assert (entry.save().data or {})["differences"] == []
    press(entry, "5")
    assert alarm_at(entry) == "disposition"
    assert entry.slip.answers == {}
    press(entry, ALL)
    assert (entry.save().data or {})["differences"] == [{"where": "disposition", "first": "void", "second": ""}]
    entry.set_disposition("blank")
    assert alarm_at(entry)
    press(entry, ALL)
    assert (entry.save().data or {})["differences"] == []


def test_nobody_verifies_a_slip_any_revision_of_which_they_wrote(session: Session) -> None:
    stored, _ = key_slips(session, 2)
    save(as_account(session, "binh"), "surveys", slip(1, answer=4), stored.id, 1, "nhập nhầm")
    entry = verify(session)
    assert ([pending.serial for pending in entry.queue], entry.own) == ([2], 1)
    for account in ("lan", "LAN", " Lan "):
        assert verify(session, account=account).queue == []
    with pytest.raises(Refused):
        verify(session, account="lan").save()


def test_a_day_that_differs_is_said_and_the_number_stays(session: Session) -> None:
    key_slips(session, 1)
    entry = verify(session)
    with pytest.raises(Refused):
        entry.set_header(2, date(2020, 7, 6))
    entry.set_header(1, date(2020, 7, 7))
    press(entry, ALL)
    assert (entry.save().data or {})["differences"] == [{"where": "day", "first": "2020-07-06", "second": "2020-07-07"}]


def test_an_unfinished_slip_is_refused_at_every_open_item(session: Session) -> None:
    key_slips(session, 1)
    entry = verify(session)
    press(entry, "55555")
    with pytest.raises(Refused) as refused:
        entry.save()
    assert [problem.where for problem in refused.value.problems] == [f"answers.c{place:02d}" for place in range(6, 23)]
    assert entry.cursor == 5


def test_a_pending_alarm_cannot_be_saved_over(session: Session) -> None:
    key_slips(session, 1)
    entry = verify(session)
    press(entry, "5" * 21 + "4")
    with pytest.raises(Refused) as refused:
        entry.save()
    assert [problem.code for problem in refused.value.problems] == ["VERIFY-LOOK-AGAIN"]


def test_a_slip_changed_in_between_is_begun_anew(session: Session) -> None:
    (stored,) = key_slips(session, 1)
    entry = verify(session)
    press(entry, ALL)
    save(session, "surveys", slip(1, answer=4), stored.id, 1, "nhập nhầm")
    with pytest.raises(Refused):
        entry.save()
    assert entry.slip.answers == {}
    press(entry, "4" * 22)
    entry.save()
    assert state_of(session, stored.id) == "verified"


def test_a_slip_left_for_later_comes_last(session: Session) -> None:
    key_slips(session, 3)
    entry = verify(session)
    entry.skip()
    assert [pending.serial for pending in entry.queue] == [2, 3, 1]
    assert entry.slip.serial == 2


def test_a_draft_brings_back_slip_caret_and_what_differed(session: Session) -> None:
    key_slips(session, 3)
    entry = verify(session)
    entry.skip()
    press(entry, "55" + "3")
    entry.keep_draft()
    entry.write_draft()
    again = verify(session)
    assert (again.slip.serial, again.cursor, again.slip.answers) == (2, 2, {"c01": 5, "c02": 5})
    assert not alarm_at(again)
    press(again, "5" * 20)
    assert (again.save().data or {})["retyped"] == [{"where": "answers.c03", "tries": [3]}]


def test_a_draft_of_a_slip_changed_since_is_not_gone_on_with(session: Session) -> None:
    stored, _ = key_slips(session, 2)
    entry = verify(session)
    press(entry, "555")
    entry.write_draft()
    save(session, "surveys", slip(1, answer=4), stored.id, 1, "nhập nhầm")
    assert verify(session).slip.answers == {}


def test_leaving_writes_the_sitting_once(session: Session) -> None:
    key_slips(session, 2)
    entry = verify(session)
    press(entry, ALL)
    entry.save()
    entry.press("9")
    entry.leave()
    entry.leave()
    (sitting,) = session.office.records("sittings", "")
    data = sitting.data or {}
    assert (data["mode"], data["slips"], data["fields"], data["keys"], data["bad_keys"]) == ("dependent", 1, 22, 24, 1)
    assert sitting.by == "binh"
    verify(session)
    assert session.office.count("sittings", "") == 1


def test_a_killed_sitting_is_written_when_the_batch_is_opened_again(session: Session) -> None:
    key_slips(session, 1)
    entry = verify(session)
    press(entry, "555")
    entry.write_draft()
    again = verify(session)
    (sitting,) = session.office.records("sittings", "")
    assert (sitting.data or {})["keys"] == 3
    assert again.pace.is_empty
    assert again.cursor == 3


def test_the_row_check_of_the_batch_counts_in_an_independent_pass_only(session: Session) -> None:
    key_slips(session, 1, row_check="yes")
    assert verify(session, "dependent").row_check is None
    entry = verify(session, "independent")
    press(entry, "5555")
    assert entry.enter() == "next"
    press(entry, "555")
    assert entry.enter() == "alarm"
    assert alarm_at(entry)


def test_a_batch_that_is_not_there_is_refused(session: Session) -> None:
    with pytest.raises(Refused):
        verify(session)


def test_an_administrator_of_a_sealed_office_does_not_verify_while_an_officer_is_there(session: Session) -> None:
    key_slips(session, 1)
    other = as_account(session, "quan")
    other.role = "administrator"
    other.office.seal = object()  # type: ignore[assignment]
    other._live = (other.office.revisions("accounts", ""), frozenset({"officer"}))
    try:
        with pytest.raises(WorkflowError):
            VerifySession(other, "B1", "dependent")
    finally:
        other.office.seal = None


def test_a_verified_slip_is_not_offered_again_and_one_that_differs_neither(session: Session) -> None:
    key_slips(session, 3)
    second(session, "binh")
    second(session, "binh", c01=4)
    assert [pending.serial for pending in verify(session, account="chi").queue] == [3]

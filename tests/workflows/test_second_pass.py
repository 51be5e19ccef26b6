"""What stands verified is derived anew: any edit takes it away, and no forged or self-made record brings it about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tinydb import where

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import comparing
from desktop_app.workflows.adjudication import list_open, settle
from desktop_app.workflows.records import save
from desktop_app.workflows.removing import remove, undelete
from desktop_app.workflows.second_pass import TABLE, evidence
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.twice import as_account, key_slips, second, settle_all, state_of
from tests.workflows.values import slip


@pytest.fixture
def stored(session: Session) -> Stored:
    """A slip keyed by lan and verified by binh."""
    (made,) = key_slips(session, 1)
    second(session, "binh")
    assert state_of(session, made.id) == "verified"
    return made


def test_a_slip_nobody_keyed_again_is_keyed(session: Session) -> None:
    (made,) = key_slips(session, 1)
    assert state_of(session, made.id) == "keyed"


@pytest.mark.parametrize(
    "data",
    [slip(1, answer=4), slip(1, comment="tốt"), slip(1, day="2020-07-07"), slip(1, respondent={"sex": "male"}), slip(1),
     slip(1, notes=[{"item": "c01", "text": "mờ"}])],
)  # fmt: skip
def test_any_edit_takes_the_state_away_whatever_it_changes(session: Session, stored: Stored, data: dict[str, Any]) -> None:
    save(session, "surveys", data, stored.id, 1, "sửa")
    assert state_of(session, stored.id) == "second"


def test_putting_the_content_back_does_not_bring_the_state_back(session: Session, stored: Stored) -> None:
    save(session, "surveys", slip(1, answer=4), stored.id, 1, "sửa")
    save(session, "surveys", slip(1), stored.id, 2, "sửa lại")
    assert state_of(session, stored.id) == "second"


def test_removing_and_bringing_back_takes_the_state_away(session: Session, stored: Stored) -> None:
    remove(session, "surveys", stored.id, 1, "nhầm")
    undelete(session, "surveys", stored.id, "lấy lại")
    assert state_of(session, stored.id) == "second"


def test_an_edited_slip_is_verified_again_and_stands(session: Session, stored: Stored) -> None:
    save(session, "surveys", slip(1, answer=4), stored.id, 1, "sửa")
    second(session, "binh", "independent", {f"c{number:02d}": 4 for number in range(1, 23)})
    assert state_of(session, stored.id) == "verified"


def test_settled_differences_stand_until_the_next_edit(session: Session) -> None:
    (made,) = key_slips(session, 1)
    second(session, "binh", c05=4)
    settle_all(session, "chi", {"answers.c05": 4})
    found = evidence(session, session.office.get("surveys", made.id) or made)
    assert (found.state, found.keyers, found.verifier, found.settlers) == (
        "verified", frozenset({"lan"}), "binh", frozenset({"chi"}),
    )  # fmt: skip
    save(session, "surveys", slip(1), made.id, 2, "sửa")
    assert state_of(session, made.id) == "second"


def good_record(session: Session, made: Stored, **changes: Any) -> dict[str, Any]:
    """Return the record an honest second keying of a slip, all 5, would make."""
    data = made.data or {}
    return {
        "form": "verification@1", "slip": made.id, "slip_rev": made.rev, "batch": "B1", "serial": 1, "mode": "independent",
        "values": comparing.values_of(data), "differences": [], "verified_rev": made.rev, "digest": comparing.digest_of(data),
        **changes,
    }  # fmt: skip


def put(session: Session, account: str, id: str, record: dict[str, Any]) -> None:
    """Write a verification past all workflows."""
    as_account(session, account).append([Change(TABLE, id, record, session.office.revision(TABLE, id))])


def test_the_record_of_the_tests_would_stand_if_it_were_honest(session: Session) -> None:
    (made,) = key_slips(session, 1)
    put(session, "binh", made.id, good_record(session, made))
    assert state_of(session, made.id) == "verified"


def test_the_keyer_s_own_record_does_not_stand(session: Session) -> None:
    (made,) = key_slips(session, 1)
    for account in ("lan", "Lan", "LAN "):
        put(session, account.strip(), made.id, good_record(session, made))
        assert state_of(session, made.id) == "keyed"


Forge = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.mark.parametrize(
    "forge",
    [
        lambda r: {**r, "values": {**r["values"], "answers": {**r["values"]["answers"], "c05": 4}}},
        lambda r: {**r, "values": {}},
        lambda r: {**r, "values": "5" * 22},
        lambda r: {**r, "values": {"answers": 5}},
        lambda r: {**r, "slip": "anders"},
        lambda r: {**r, "batch": "B2"},
        lambda r: {**r, "slip_rev": 2},
        lambda r: {**r, "slip_rev": [1]},
        lambda r: {**r, "digest": "0" * 64},
        lambda r: {**r, "verified_rev": 2},
        lambda r: {name: value for name, value in r.items() if name != "verified_rev"},
        lambda r: {**r, "differences": [{"where": "answers.c05", "first": 5, "second": 4}]},
        lambda r: {**r, "differences": [{"where": "answers.c05", "first": 5, "second": 4, "settled": 5, "cause": "verifier"}]},
        lambda r: {**r, "differences": None},
    ],
)
def test_a_forged_record_never_stands(session: Session, forge: Forge) -> None:
    (made,) = key_slips(session, 1)
    put(session, "binh", made.id, forge(good_record(session, made)))
    assert state_of(session, made.id) not in ("verified", "differs")


@pytest.mark.parametrize("account", ["lan", "binh"])
def test_a_settlement_by_keyer_or_verifier_does_not_stand(session: Session, account: str) -> None:
    (made,) = key_slips(session, 1)
    record = second(session, "binh", c05=4).data or {}
    settled = [{"where": "answers.c05", "first": 5, "second": 4, "settled": 5, "cause": "verifier"}]
    forged = {**record, "differences": settled, "verified_rev": 1, "digest": comparing.digest_of(made.data or {})}
    put(session, account, made.id, forged)
    assert state_of(session, made.id) == "keyed"


def test_a_slip_changed_by_the_settler_beyond_what_was_settled_does_not_stand(session: Session) -> None:
    (made,) = key_slips(session, 1)
    record = second(session, "binh", c05=4).data or {}
    answers = {**(made.data or {})["answers"], "c05": 4, "c06": 1}
    content = {**(made.data or {}), "answers": answers}
    settled = [{"where": "answers.c05", "first": 5, "second": 4, "settled": 4, "cause": "keyer"}]
    forged = {**record, "differences": settled, "verified_rev": 2, "digest": comparing.digest_of(content)}
    as_account(session, "chi").append(
        [Change("surveys", made.id, content, 1, why="x"), Change(TABLE, made.id, forged, 1)], act="verify"
    )
    assert state_of(session, made.id) == "second"


def test_what_tinydb_writes_counts_as_an_edit(session: Session, stored: Stored) -> None:
    session.office.tinydb().table("surveys").update({"comment": "x"}, where("serial") == 1)
    assert state_of(session, stored.id) == "second"


def test_a_removed_verification_is_none(session: Session, stored: Stored) -> None:
    as_account(session, "binh").append([Change(TABLE, stored.id, None, 1, "remove", why="x")])
    assert state_of(session, stored.id) == "keyed"


def test_a_case_of_an_older_pass_is_not_settled_any_more(session: Session) -> None:
    (made,) = key_slips(session, 1)
    second(session, "binh", c05=4)
    chi = as_account(session, "chi")
    (case,) = list_open(chi, "B1")
    save(session, "surveys", slip(1, answer=4), made.id, 1, "sửa")
    with pytest.raises(Refused):
        settle(chi, case, 4)
    assert state_of(session, made.id) == "second"

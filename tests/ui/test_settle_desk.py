"""Settling by a third person, without a window: what keys mean, what is said, what is written."""

from __future__ import annotations

import pytest

from desktop_app.ui.settle_desk import SettleDesk
from desktop_app.ui.settle_view import note_line, section_line, tiles
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from desktop_app.workflows.verifying import VerifySession
from forms.problems import Refused
from tests.ui.second_keying import key_batch, verify_slip
from tests.workflows.twice import as_account, state_of

FIVES = "5" * 22


def desk_of(session: Session, *passes: str, account: str = "tho") -> SettleDesk:
    """Return the desk of a third person over slips keyed by lan (all 5) and by hoa."""
    key_batch(session, "lan", count=len(passes), verify="independent")
    for keys in passes:
        verify_slip(session, "hoa", "independent", keys)
    return SettleDesk(as_account(session, account), "B1")


def test_both_values_are_there_without_names_and_the_paper_waits(session: Session) -> None:
    desk = desk_of(session, "2" + FIVES[1:])
    case = desk.case
    assert case is not None
    shown = tiles(desk, case)
    assert {tile.key for tile in shown[:2]} == {"2", "5"}
    assert shown[2].is_open
    text = " ".join(tile.caption + tile.text for tile in shown) + desk.title() + desk.header() + note_line(desk, case)
    assert "lan" not in text.split()
    assert "hoa" not in text.split()
    assert section_line(case) == "Câu 1 · I. Tiếp cận dịch vụ"


def test_the_order_of_the_two_tells_nothing(session: Session) -> None:
    desk = desk_of(session, *(["2" * 22] * 3))
    firsts = [case.values[0] for case in desk.cases]
    assert len(firsts) == 66
    assert 10 < firsts.count(5) < 56  # out of 66 coins: beyond it once in a hundred million runs


def test_a_third_value_may_be_keyed_and_is_what_the_slip_says_then(session: Session) -> None:
    desk = desk_of(session, "2" + FIVES[1:])
    assert desk.press("3")
    desk.settle()
    assert desk.case is None
    slip = next(iter(session.office.records("surveys", "")))
    assert (slip.data or {})["answers"]["c01"] == 3
    assert state_of(session, slip.id) == "verified"
    assert desk.end_line() == "Không còn chỗ khác nhau nào."


@pytest.mark.parametrize(("key", "cause", "whose"), [("5", "", "verifier"), ("2", "", "keyer"), ("2", "paper", "paper")])
def test_whose_error_it_was_follows_from_the_value(session: Session, key: str, cause: str, whose: str) -> None:
    desk = desk_of(session, "2" + FIVES[1:])
    while desk.cause != cause:
        desk.turn_cause(1)
    desk.press(key)
    stored = desk.settle()
    assert (stored.data or {})["differences"][0]["cause"] == whose


def test_keys_that_mean_nothing_are_counted_and_change_nothing(session: Session) -> None:
    desk = desk_of(session, "2" + FIVES[1:])
    assert not desk.press("8")
    assert not desk.press("")
    assert desk.value is None
    assert desk.pace.bad_keys == 1


def test_a_difference_can_be_left_for_later(session: Session) -> None:
    desk = desk_of(session, "22" + FIVES[2:])
    first = desk.case
    assert desk.turn(1)
    assert desk.case != first
    assert not desk.turn(1)
    assert desk.header() == "Đợt B1 · chỗ 2/2"


def test_a_shifted_run_is_pointed_out_and_the_cause_stays_for_its_slip(session: Session) -> None:
    key_batch(session, "lan", count=0, verify="independent")
    answers = {f"c{n:02d}": n % 5 + 1 for n in range(1, 23)}
    enter(as_account(session, "lan"), "surveys", [
        {"form": "survey-2640@1", "batch": "B1", "serial": 1, "day": "2020-07-06", "answers": answers}
    ])  # fmt: skip
    right = [answers[f"c{n:02d}"] for n in range(1, 23)]
    verify_slip(session, "hoa", "independent", "".join(map(str, [*right[:9], *right[10:], 3])))
    desk = SettleDesk(as_account(session, "tho"), "B1")
    assert desk.case is not None
    assert "bỏ sót một dòng" in note_line(desk, desk.case)
    desk.turn_cause(-1)
    assert desk.cause == "row_shift"
    desk.press("1")
    desk.settle()
    assert desk.cause == "row_shift"


def test_the_day_is_one_of_two_or_typed(session: Session) -> None:
    key_batch(session, "lan", count=1, verify="independent")
    entry = VerifySession(as_account(session, "hoa"), "B1", "independent")
    for key in FIVES:
        entry.press(key)
    entry.slip.day = "2020-07-08"
    entry.save()
    desk = SettleDesk(as_account(session, "tho"), "B1")
    assert desk.is_day
    assert desk.press("2")
    assert desk.case is not None
    assert desk.value == desk.case.values[1]
    assert not desk.set_day("31/02/2020")
    assert desk.set_day("9/7/20")
    assert desk.value == "2020-07-09"
    assert note_line(desk, desk.case).startswith("1 hoặc 2")
    desk.settle()
    assert (next(iter(session.office.records("surveys", ""))).data or {})["day"] == "2020-07-09"


def test_a_void_slip_needs_its_reason(session: Session) -> None:
    key_batch(session, "lan", count=1, verify="independent")
    entry = VerifySession(as_account(session, "hoa"), "B1", "independent")
    entry.set_disposition("void")
    entry.save()
    desk = SettleDesk(as_account(session, "tho"), "B1")
    assert desk.press("2")
    waits = [desk.needs_why]
    with pytest.raises(Refused):
        desk.settle()
    desk.why = "rách"
    assert [*waits, desk.needs_why] == [True, False]
    desk.settle()
    assert (next(iter(session.office.records("surveys", ""))).data or {})["disposition"] == "void"


def test_nobody_settles_the_own_work(session: Session) -> None:
    desk = desk_of(session, "2" + FIVES[1:], account="hoa")
    assert desk.case is None
    assert "người thứ ba" in desk.end_line()


def test_the_sitting_is_written_when_the_person_leaves(session: Session) -> None:
    desk = desk_of(session, "2" + FIVES[1:])
    before = session.office.revisions("sittings", "")
    desk.leave()
    assert session.office.revisions("sittings", "") == before
    desk.press("5")
    desk.settle()
    desk.leave()
    assert session.office.revisions("sittings", "") == before + 1

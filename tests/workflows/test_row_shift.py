"""The row-shift alarm: what it costs, what it says, and that a shifted line at any place is caught by the end of its group."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.records import enter
from desktop_app.workflows.row_shift import list_groups
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.values import batch

SIZES = (4, 5, 6, 3, 4)
ENTER = "\r"


@pytest.fixture
def entry(session: Session) -> EntrySession:
    enter(session, "batches", [{**batch(), "row_check": "yes"}])
    return EntrySession(session, "B1")


def key(entry: EntrySession, keys: str) -> list[str]:
    """Press keys, Enter among them; return what each Enter meant."""
    told: list[str] = []
    for char in keys:
        if char == ENTER:
            told.append(entry.enter())
        else:
            assert entry.press(char)
    return told


def alarmed(entry: EntrySession) -> bool:
    return entry.alarm is not None


def slip_keys(answers: str) -> str:
    rest = iter(answers)
    return ENTER.join("".join(next(rest) for _ in range(size)) for size in SIZES) + ENTER


def test_a_slip_takes_four_keys_more_and_saves_as_it_was_keyed(entry: EntrySession) -> None:
    answers = "5445344524135445455445"
    keys = slip_keys(answers)
    assert key(entry, keys) == ["next"] * 4 + ["save"]
    entry.save()
    assert len(keys) == 22 + 1 + 4
    assert entry.pace.keys == len(keys)
    assert "".join(str(value) for value in (entry.last.data or {})["answers"].values()) == answers if entry.last else False


def test_an_enter_inside_a_group_is_the_alarm_and_keeps_the_answers_until_they_are_keyed_again(entry: EntrySession) -> None:
    assert key(entry, "5445" + ENTER + "3445" + ENTER) == ["next", "alarm"]
    assert entry.alarm is not None
    assert (entry.alarm.code, entry.cursor) == ("ROW-SHIFT-EARLY", 4)
    assert "Nhóm II thiếu 1 câu" in entry.alarm.vi
    assert entry.slip.answers["c08"] == 5
    assert key(entry, ENTER) == ["alarm"]
    key(entry, "3345")
    assert not alarmed(entry)
    assert key(entry, "2" + ENTER) == ["next"]
    assert (entry.cursor, entry.slip.answers["c06"], entry.pace.corrections) == (9, 3, 1)


def test_an_answer_where_the_groups_end_is_expected_is_the_alarm_and_answers_nothing(entry: EntrySession) -> None:
    key(entry, "54455")
    assert entry.alarm is not None
    assert (entry.alarm.code, entry.cursor, len(entry.slip.answers)) == ("ROW-SHIFT-LATE", 0, 4)


@pytest.mark.parametrize("sign", ["0", "*", "/"])
def test_a_missing_code_is_an_answer_too(entry: EntrySession, sign: str) -> None:
    key(entry, "5445" + sign)
    assert entry.alarm is not None


def test_a_key_that_means_nothing_is_no_alarm(entry: EntrySession) -> None:
    key(entry, "5445")
    assert not entry.press("7")
    assert (entry.alarm, entry.pace.bad_keys) == (None, 1)


def test_after_the_alarm_the_whole_group_is_keyed_again_before_it_is_confirmed(entry: EntrySession) -> None:
    key(entry, "54455")
    entry.go_to(99)
    assert entry.cursor == 4
    assert not entry.awaits_group_end
    assert key(entry, ENTER) == ["alarm"]
    assert entry.alarm is not None
    assert entry.alarm.code == "ROW-SHIFT-AGAIN"
    key(entry, "5445")
    assert entry.awaits_group_end


def test_the_caret_does_not_pass_an_unconfirmed_end(entry: EntrySession) -> None:
    key(entry, "54")
    for _ in range(9):
        entry.move(1)
    assert entry.cursor == 4
    entry.answer(7, 5)
    assert "c08" not in entry.slip.answers


def test_an_answer_put_right_in_a_confirmed_group_asks_for_nothing_more(entry: EntrySession) -> None:
    key(entry, "5445" + ENTER + "34")
    for _ in range(4):
        entry.back()
    key(entry, "1")
    assert key(entry, ENTER) == ["next"]
    assert (entry.cursor, entry.slip.answers["c03"], entry.alarm) == (6, 1, None)


def test_an_answer_put_right_in_its_own_full_group_is_followed_by_its_enter(entry: EntrySession) -> None:
    key(entry, "5445--1" + ENTER)
    assert (entry.cursor, entry.alarm, entry.slip.answers["c03"]) == (4, None, 1)


def test_a_whole_group_passed_over_is_the_alarm_at_the_end(entry: EntrySession) -> None:
    assert key(entry, slip_keys("5" * 22)[:-5] + ENTER)[-1] == "alarm"
    assert entry.alarm is not None
    key(entry, "5")
    assert entry.alarm is None


def test_a_slip_is_not_saved_past_the_confirmations(entry: EntrySession) -> None:
    key(entry, slip_keys("5" * 22)[:-1])
    assert entry.is_complete
    entry.open(entry.slip)  # nothing confirmed any more
    with pytest.raises(Refused) as refused:
        entry.save()
    assert [problem.code for problem in refused.value.problems] == ["GROUP-UNCONFIRMED"]


def test_confirmations_and_unsure_rows_come_back_with_the_draft(entry: EntrySession, session: Session) -> None:
    key(entry, "5445" + ENTER + "3445" + ENTER + "3")
    entry.write_draft()
    again = EntrySession(session, "B1")
    assert again.row_check is not None
    assert (again.row_check.confirmed, again.row_check.unsure, again.cursor) == (1, {5, 6, 7}, 5)


def test_a_correction_and_a_batch_that_asks_for_none_have_no_confirmations(entry: EntrySession, session: Session) -> None:
    key(entry, slip_keys("5" * 22))
    entry.save()
    entry.reopen()
    assert entry.row_check is None
    assert entry.enter() == "save"
    enter(session, "batches", [batch(batch="B2")])
    assert EntrySession(session, "B2").row_check is None


def test_the_19_item_form_has_its_groups(session: Session) -> None:
    enter(session, "batches", [{**batch(batch="B3", form="survey-1001@1"), "row_check": "yes"}])
    entry = EntrySession(session, "B3")
    assert [(group.name, group.end - group.start) for group in list_groups(entry.rows[:19])] == [
        ("I", 4), ("II", 4), ("III", 5), ("IV", 3), ("V", 3),
    ]  # fmt: skip


# A keyer who looks at the paper: keys what is in its lines, Enter where its groups end


def keystrokes(dice: random.Random, shifted: int, doubled: bool, forgets: float) -> Iterator[str]:
    """Yield what is typed from a paper with one line skipped or doubled, then from the next paper. forgets: share of Enters.

    Only from the shifted group on are Enters forgotten: one forgotten before is an alarm of its own.
    """
    for paper in range(2):
        lines = iter(range(22))
        for size in SIZES:
            group = [next(lines) for _ in range(size)]
            for line in group:
                char = dice.choices("54321", [60, 30, 6, 2, 2])[0]
                yield char * (1 if paper or line != shifted else 2 * doubled)
            if group[-1] < shifted or dice.random() >= forgets:
                yield ENTER


def group_of_alarm(entry: EntrySession, keys: Iterator[str]) -> int | None:
    """Return which group was open at the first alarm, None if there was none before the save."""
    entry.drop()
    for char in "".join(keys):
        if (entry.enter() if char == ENTER else entry.press(char)) == "save":
            return None
        if entry.alarm is not None and entry.row_check is not None:
            return entry.row_check.confirmed
    return None


@pytest.mark.parametrize("doubled", [False, True])
@pytest.mark.parametrize("forgets", [0.0, 0.02])
def test_a_shift_at_each_place_is_caught_by_the_end_of_its_group(entry: EntrySession, doubled: bool, forgets: float) -> None:
    """Caught is: the alarm comes before the group of the shifted line is confirmed."""
    dice, of_line = random.Random(20), [group for group, size in enumerate(SIZES) for _ in range(size)]
    trials = [line for line in range(22) for _ in range(20)]
    caught = sum(group_of_alarm(entry, keystrokes(dice, line, doubled, forgets)) == of_line[line] for line in trials)
    assert caught >= 0.99 * len(trials), f"{caught} of {len(trials)}"


def test_a_careful_keyer_hears_no_alarm(entry: EntrySession) -> None:
    dice = random.Random(21)
    for _ in range(50):
        keys = slip_keys("".join(dice.choice("12345") for _ in range(22)))
        assert group_of_alarm(entry, iter(keys)) is None

"""What the strip over the sheet and the band of progress say, without a window."""

from __future__ import annotations

import pytest

from desktop_app.ui.keying_look import Box, Echo, StripLook, band_states, strip_look
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.ui.conftest import BATCH

ALL = "5445344524135445455445"


@pytest.fixture
def entry(session: Session) -> EntrySession:
    return EntrySession(session, "B1")


@pytest.fixture
def checked(session: Session) -> EntrySession:
    """The keying of a batch that asks for the groups' ends."""
    enter(session, "batches", [{**BATCH, "batch": "B2", "row_check": "yes"}])
    return EntrySession(session, "B2")


def press(entry: EntrySession, keys: str) -> StripLook:
    for key in keys:
        entry.press(key)
    return strip_look(entry)


def test_the_row_in_front_stands_there_with_its_group_and_its_answers(entry: EntrySession) -> None:
    look = press(entry, "5445")
    assert (look.kind, look.caption, look.number) == ("item", "II. Thủ tục hành chính", "5")
    assert look.text == "Thủ tục hành chính được niêm yết công khai đầy đủ"
    assert [box.key for box in look.boxes] == ["1", "2", "3", "4", "5", "0 * /"]
    assert look.echo == Echo("4", "5", 4)


def test_the_answer_a_row_has_already_is_chosen(entry: EntrySession) -> None:
    press(entry, "5*")
    entry.back()
    assert strip_look(entry).boxes[-1] == Box("*", "Kép", 5, chosen=True)
    entry.back()
    assert [box.key for box in strip_look(entry).boxes if box.chosen] == ["5"]


@pytest.mark.parametrize(("key", "shown", "level"), [("1", "1", 0), ("5", "5", 4), ("0", "0", 5), ("*", "*", 5), ("/", "/", 5)])
def test_the_last_answer_is_told_in_its_colour(entry: EntrySession, key: str, shown: str, level: int) -> None:
    assert press(entry, key).echo == Echo("1", shown, level)
    entry.move(1)
    assert strip_look(entry).echo is None


def test_after_the_last_answer_the_next_key_is_the_save(entry: EntrySession) -> None:
    look = press(entry, ALL)
    assert (look.kind, look.text) == ("done", "Đủ 22 câu")
    assert look.caption.startswith("Enter lưu")
    entry.back()
    assert strip_look(entry).number == "22"


def test_what_is_missing_at_the_end_is_named(entry: EntrySession) -> None:
    entry.move(2)
    press(entry, "5" * 20)
    assert strip_look(entry).text == "Chưa trả lời: câu 1, 2"


def test_what_was_refused_is_told_at_its_item(entry: EntrySession) -> None:
    with pytest.raises(Refused):
        entry.save()
    look = strip_look(entry)
    assert (look.kind, look.number) == ("error", "1")
    assert look.caption.startswith("ANSWER-MISSING · ")
    assert look.caption.endswith("(và 21 chỗ khác)")
    assert press(entry, "5").kind == "error"


def test_a_group_s_end_and_the_alarm_have_colours_of_their_own(checked: EntrySession) -> None:
    look = press(checked, "5445")
    assert (look.kind, look.text, look.boxes) == ("end", "Nhóm I trên phiếu đã hết?  Enter", ())
    look = press(checked, "5")
    assert (look.kind, look.number) == ("alarm", "1")
    assert "có thể đúp dòng" in look.caption
    assert not any(box.chosen for box in look.boxes)
    assert band_states(checked)[0] == ["unsure"] * 4
    assert press(checked, "5445").kind == "end"


def test_with_confirmations_the_last_group_s_enter_is_the_save(checked: EntrySession) -> None:
    keys = iter(ALL)
    for size in (4, 5, 6, 3):
        press(checked, "".join(next(keys) for _ in range(size)))
        checked.enter()
    assert press(checked, "".join(keys)).kind == "done"


def test_corrections_training_and_void_slips_are_told_apart(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    entry.save()
    entry.reopen()
    assert strip_look(entry).kind == "correction"
    entry.drop()
    entry.set_disposition("void", "Phiếu rách")
    assert (strip_look(entry).kind, strip_look(entry).text) == ("void", "Phiếu hủy: Phiếu rách")
    entry.set_disposition("blank")
    assert strip_look(entry).text == "Phiếu trống"
    enter(session, "batches", [{**BATCH, "batch": "T1", "training": "yes"}])
    assert strip_look(EntrySession(session, "T1")).kind == "training"


def test_a_full_batch_says_so(session: Session) -> None:
    enter(session, "batches", [{**BATCH, "batch": "B3", "last": 1}])
    entry = EntrySession(session, "B3")
    press(entry, ALL)
    entry.save()
    assert strip_look(entry).text == "Đợt đã nhập đủ phiếu"


def test_a_note_is_told_where_the_caret_stands_on_it(entry: EntrySession) -> None:
    entry.set_note("c01", "Tích cả 3 và 4")
    assert strip_look(entry).caption == "Ghi chú: Tích cả 3 và 4"


def test_the_respondent_s_answers_wear_one_colour(entry: EntrySession) -> None:
    entry.turn_page()
    look = press(entry, "2")
    assert ([box.key for box in look.boxes], look.echo) == (["1", "2", "3", "4", "5"], Echo("1", "2", 3))
    assert press(entry, "31111").text == "Hết phần người trả lời"


def test_the_band_has_a_segment_for_each_criterion(entry: EntrySession) -> None:
    press(entry, "54*")
    groups = band_states(entry)
    assert [len(group) for group in groups] == [4, 5, 6, 3, 4]
    assert groups[0] == ["answered", "answered", "missing", "open"]

"""Keying without a window: keys in, records out; the caret, the draft, corrections."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from itertools import count

import pytest

from desktop_app.store.errors import ChangedElsewhere
from desktop_app.workflows.entry_draft import list_unfinished
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.records import enter, history, save
from desktop_app.workflows.session import Session
from desktop_app.workflows.soft_checks import NeedsReasons
from forms.problems import Refused
from tests.workflows.conftest import NOW
from tests.workflows.values import batch, slip

ALL = "5" * 22


@pytest.fixture
def entry(session: Session) -> EntrySession:
    enter(session, "batches", [batch()])
    return EntrySession(session, "B1")


def press(entry: EntrySession, keys: str) -> None:
    for key in keys:
        assert entry.press(key), key


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {problem.code for problem in refused.value.problems}


def test_twenty_two_keys_and_one_save_make_a_record_and_open_the_next_slip(entry: EntrySession) -> None:
    press(entry, "5445344524150445455445")
    assert entry.is_complete
    stored = entry.save()
    data = stored.data or {}
    assert data["serial"] == 1
    assert data["answers"]["c01"] == 5
    assert data["answers"]["c13"] == "blank"
    assert "respondent" not in data
    assert (entry.slip.serial, entry.slip.answers, entry.cursor) == (2, {}, 0)


def test_the_day_is_carried_over_and_starts_inside_the_batch(entry: EntrySession) -> None:
    assert entry.slip.day == "2020-07-31"
    entry.set_header(9, date(2020, 7, 6))
    press(entry, ALL)
    entry.save()
    assert (entry.slip.serial, entry.slip.day) == (10, "2020-07-06")


@pytest.mark.parametrize(("key", "value"), [("1", 1), ("5", 5), ("0", "blank"), ("*", "double"), ("/", "illegible")])
def test_each_key_gives_its_answer_and_moves_on(entry: EntrySession, key: str, value: object) -> None:
    assert entry.press(key)
    assert (entry.slip.answers["c01"], entry.cursor) == (value, 1)


@pytest.mark.parametrize("key", ["", "6", "9", "a", "đ", "²", "٣", "12", " "])
def test_other_keys_mean_nothing(entry: EntrySession, key: str) -> None:
    assert not entry.press(key)
    assert (entry.slip.answers, entry.cursor) == ({}, 0)


@pytest.mark.parametrize("key", ["-", "\x08"])
def test_back_goes_to_the_item_before_and_keeps_its_answer(entry: EntrySession, key: str) -> None:
    press(entry, "54")
    assert entry.press(key)
    assert (entry.cursor, entry.slip.answers["c02"]) == (1, 4)
    press(entry, "3")
    assert (entry.slip.answers["c02"], entry.pace.corrections) == (3, 1)


def test_the_same_answer_keyed_again_is_no_correction(entry: EntrySession) -> None:
    press(entry, "5-5")
    assert entry.pace.corrections == 0


def test_keys_behind_the_last_item_do_not_reach_the_next_slip(entry: EntrySession) -> None:
    press(entry, ALL)
    assert not entry.press("4")
    assert entry.cursor == 22


def test_an_unfinished_slip_is_refused_with_a_problem_at_every_open_item(entry: EntrySession, session: Session) -> None:
    press(entry, "54454")
    before = session.office.head
    with pytest.raises(Refused) as refused:
        entry.save()
    assert codes(refused) == {"ANSWER-MISSING"}
    assert [problem.where for problem in entry.problems] == [f"answers.c{place:02d}" for place in range(6, 23)]
    assert entry.cursor == 5
    assert session.office.head == before
    press(entry, "1")
    assert entry.problems_at("answers.c06") == []


def test_a_taken_serial_is_refused_at_the_serial(entry: EntrySession, session: Session) -> None:
    enter(session, "surveys", [slip(17)])
    press(entry, ALL)
    entry.set_header(17, date(2020, 7, 6))
    with pytest.raises(Refused):
        entry.save()
    assert entry.problems_at("serial")
    assert session.office.serials("B1") == {17}


def test_serials_go_on_to_the_next_one_not_keyed(session: Session) -> None:
    enter(session, "batches", [batch(last=4)])
    enter(session, "surveys", [slip(2), slip(3)])
    entry = EntrySession(session, "B1")
    press(entry, ALL)
    entry.save()
    assert entry.slip.serial == 4
    press(entry, ALL)
    entry.save()
    press(entry, ALL)
    with pytest.raises(Refused) as refused:
        entry.save()
    assert codes(refused) == {"BATCH-ALL-KEYED"}


def test_respondent_items_are_keyed_by_digits_and_left_out_with_0(entry: EntrySession) -> None:
    press(entry, ALL)
    entry.turn_page()
    assert [row.item.id for row in entry.page_rows] == ["sex", "age", "ethnicity", "education", "occupation", "living"]
    press(entry, "2305")
    assert not entry.press("8")
    assert not entry.press("*")
    stored = entry.save()
    assert (stored.data or {})["respondent"] == {"sex": "female", "age": "35_49", "education": "university"}


def test_a_comment_is_kept_in_normal_form_c(entry: EntrySession) -> None:
    press(entry, ALL)
    entry.set_comment(unicodedata.normalize("NFD", "  Cán bộ nhiệt tình\n"))
    assert (entry.save().data or {})["comment"] == "Cán bộ nhiệt tình"


def test_the_19_item_form_takes_19_keys(session: Session) -> None:
    enter(session, "batches", [batch(batch="B2", form="survey-1001@1")])
    entry = EntrySession(session, "B2")
    press(entry, "4" * 19)
    assert entry.is_complete
    assert (entry.save().data or {})["form"] == "survey-1001@1"


def test_an_unknown_batch_is_refused(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        EntrySession(session, "B9")
    assert codes(refused) == {"BATCH-NOT-HERE"}


# The draft


def test_what_was_keyed_comes_back_after_the_program_was_killed(entry: EntrySession, session: Session) -> None:
    press(entry, "544")
    entry.set_comment("Chờ lâu")
    assert entry.needs_draft
    entry.write_draft()
    again = EntrySession(session, "B1")
    assert (again.slip, again.cursor) == (entry.slip, 3)


def test_nothing_is_written_when_nothing_was_keyed(entry: EntrySession, session: Session) -> None:
    entry.write_draft()
    assert session.office.load_draft(entry.draft_name) is None


def test_a_saved_slip_leaves_nothing_of_itself_in_the_draft_and_leaving_takes_the_draft_away(
    entry: EntrySession, session: Session
) -> None:
    press(entry, ALL)
    entry.write_draft()
    name = entry.draft_name
    entry.save()
    entry.write_draft()
    assert (session.office.load_draft(name) or {})["answers"] == {}
    entry.leave()
    assert session.office.load_draft(name) is None


def test_a_saved_slip_does_not_come_back_though_the_kill_came_before_its_draft_was_gone(
    entry: EntrySession, session: Session
) -> None:
    enter(session, "surveys", [slip(1)])
    entry.set_header(1, date(2020, 7, 6))
    entry.set_disposition("void", "Trùng số với phiếu khác")
    entry.write_draft()
    draft = session.office.load_draft(entry.draft_name) or {}
    entry.save()
    session.office.save_draft(entry.draft_name, draft)
    assert EntrySession(session, "B1").slip.is_empty


def test_the_draft_of_a_slip_that_was_saved_before_the_kill_does_not_come_back(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    entry.write_draft()
    enter(session, "surveys", [slip(1)])
    assert EntrySession(session, "B1").slip.answers == {}


@pytest.mark.parametrize(
    "change",
    [
        {"form": "survey-1001@1"},
        {"form": "survey-2640@2"},
        {"batch": "B2"},
        {"answers": {"c23": 5}},
        {"answers": {"c01": 6}},
        {"answers": [5]},
        {"serial": "1"},
    ],
)
def test_a_draft_never_attaches_to_another_form_version_or_shape(
    entry: EntrySession, session: Session, change: dict[str, object]
) -> None:
    press(entry, "544")
    entry.write_draft()
    draft = session.office.load_draft(entry.draft_name) or {}
    session.office.save_draft(entry.draft_name, {**draft, **change})
    assert EntrySession(session, "B1").slip.answers == {}


def test_drafts_of_two_accounts_do_not_meet(entry: EntrySession, session: Session) -> None:
    press(entry, "544")
    entry.write_draft()
    other = Session(session.office, "hoa", session.forms, session.clock)
    assert EntrySession(other, "B1").slip.answers == {}


def test_a_dropped_slip_begins_anew_with_the_same_serial(entry: EntrySession, session: Session) -> None:
    press(entry, "544")
    entry.write_draft()
    entry.drop()
    assert (entry.slip.serial, entry.slip.answers) == (1, {})
    assert EntrySession(session, "B1").slip.answers == {}


def test_batches_with_a_half_keyed_slip_of_this_account_are_found(entry: EntrySession, session: Session) -> None:
    enter(session, "batches", [batch(batch="B2"), batch(batch="B3")])
    forms = dict.fromkeys(("B1", "B2", "B3"), "survey-2640@1")
    press(entry, "54")
    entry.write_draft()
    done = EntrySession(session, "B2")
    press(done, ALL)
    done.write_draft()
    done.save()
    done.write_draft()
    assert list_unfinished(session, forms) == ["B1"]
    assert list_unfinished(Session(session.office, "hoa", session.forms, session.clock), forms) == []


# Corrections


def test_the_last_slip_opens_again_and_saves_as_a_new_revision_with_its_reason(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    first = entry.save()
    entry.reopen()
    assert (entry.is_correction, entry.slip.serial) == (True, 1)
    press(entry, "1")
    second = entry.save("gõ nhầm câu 1")
    revisions = history(session, first.id)
    assert [(r.rev, r.why, (r.data or {})["answers"]["c01"]) for r in revisions] == [(1, "", 5), (2, "gõ nhầm câu 1", 1)]
    assert second.id == first.id
    assert (entry.slip.serial, entry.keyed, entry.pace.slips) == (2, 1, 1)


def test_a_correction_without_a_reason_is_refused(entry: EntrySession) -> None:
    press(entry, ALL)
    entry.save()
    entry.reopen()
    with pytest.raises(Refused) as refused:
        entry.save("  ")
    assert codes(refused) == {"SLIP-WHY-EMPTY"}


def test_a_correction_is_refused_when_someone_else_was_faster(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    stored = entry.save()
    entry.reopen()
    save(session, "surveys", {**(stored.data or {}), "comment": "khác"}, stored.id, stored.rev, "bổ sung")
    press(entry, "1")
    with pytest.raises(ChangedElsewhere):
        entry.save("gõ nhầm")
    assert entry.slip.answers["c01"] == 1


def test_after_a_restart_the_last_slip_of_this_account_opens_again(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    mine = entry.save()
    other = EntrySession(Session(session.office, "hoa", session.forms, session.clock), "B1")
    press(other, ALL)
    other.save()
    again = EntrySession(session, "B1")
    again.reopen()
    assert (again.slip.id, again.slip.serial) == (mine.id, 1)


def test_any_keyed_serial_can_be_opened_again(entry: EntrySession, session: Session) -> None:
    enter(session, "surveys", [slip(17, answer=4)])
    entry.reopen(17)
    assert entry.slip.answers["c05"] == 4


def test_a_slip_cannot_be_opened_again_over_an_unfinished_one(entry: EntrySession) -> None:
    press(entry, ALL)
    entry.save()
    press(entry, "5")
    with pytest.raises(Refused) as refused:
        entry.reopen()
    assert codes(refused) == {"SLIP-UNFINISHED"}


def test_there_is_nothing_to_open_again_before_the_first_slip(entry: EntrySession) -> None:
    with pytest.raises(Refused) as refused:
        entry.reopen()
    assert codes(refused) == {"SLIP-NOT-KEYED"}


def test_a_draft_of_a_correction_comes_back_only_onto_the_revision_it_was_made_on(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    stored = entry.save()
    entry.reopen()
    press(entry, "1")
    entry.write_draft()
    assert EntrySession(session, "B1").slip.id == stored.id
    save(session, "surveys", {**(stored.data or {}), "comment": "khác"}, stored.id, stored.rev, "bổ sung")
    assert EntrySession(session, "B1").slip.id == ""


def test_speed_counts_keying_time_without_pauses(session: Session) -> None:
    enter(session, "batches", [batch()])
    moments = (NOW + timedelta(seconds=second + 600 * (second // 50)) for second in count())
    entry = EntrySession(session, "B1", now=lambda: next(moments))
    for _ in range(5):
        press(entry, ALL)
        entry.save()
    assert entry.pace.keys == 5 * 23
    assert entry.pace.active_ms == (5 * 23 - 1 - 2) * 1000  # two of the gaps were pauses
    assert entry.pace.slips_per_hour == 161  # 5 * 3 600 s / 112 s


# What else a slip holds


def test_notes_are_kept_beside_their_items_in_the_order_of_the_form(entry: EntrySession, session: Session) -> None:
    press(entry, "54*")
    assert entry.note_row().item.id == "c03"  # what the last key answered
    entry.set_note("c03", unicodedata.normalize("NFD", " Tích cả 3 và 4 "))
    entry.back()
    assert entry.note_row().item.id == "c03"
    entry.move(-1)
    assert entry.note_row().item.id == "c02"  # the caret's
    entry.set_note("c02", "Mờ")
    entry.set_note("c01", "Bỏ")
    entry.set_note("c01", " ")
    entry.write_draft()
    assert EntrySession(session, "B1").slip.notes == entry.slip.notes
    entry.go_to(3)
    press(entry, "5" * 19)
    assert (entry.save().data or {})["notes"] == [{"item": "c02", "text": "Mờ"}, {"item": "c03", "text": "Tích cả 3 và 4"}]


def test_a_note_too_long_is_refused_and_stays_as_it_was_written(entry: EntrySession) -> None:
    press(entry, ALL)
    entry.set_note("c02", "mờ " * 150)
    with pytest.raises(Refused):
        entry.save()
    assert [problem.where for problem in entry.problems] == ["notes.0.text"]
    assert entry.slip.notes["c02"].startswith("mờ mờ")


def test_a_void_slip_is_saved_with_its_reason_and_without_what_was_keyed(entry: EntrySession) -> None:
    press(entry, "544")
    entry.set_comment("Chờ lâu")
    with pytest.raises(Refused) as refused:
        entry.set_disposition("void", " ")
    assert codes(refused) == {"SLIP-VOID-WHY-EMPTY"}
    entry.set_disposition("void", "Phiếu rách")
    assert not entry.press("5")
    assert entry.is_complete
    data = entry.save().data or {}
    assert {name: data[name] for name in ("serial", "disposition", "void_why")} == {
        "serial": 1, "disposition": "void", "void_why": "Phiếu rách",
    }  # fmt: skip
    assert not {"answers", "respondent", "comment"} & data.keys()
    assert (entry.slip.serial, entry.slip.disposition) == (2, "")


def test_a_disposition_can_be_taken_back_before_the_save(entry: EntrySession) -> None:
    press(entry, ALL)
    entry.set_disposition("blank")
    entry.set_disposition("")
    assert (entry.save().data or {})["answers"]["c22"] == 5


def test_a_second_paper_with_a_taken_number_is_saved_as_void(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    entry.save()
    entry.set_header(1, date(2020, 7, 6))
    entry.set_disposition("void", "Trùng số với phiếu khác")
    entry.save()
    assert len(list(session.office.records("surveys"))) == 2


def test_a_saved_slip_becomes_void_as_a_revision(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    first = entry.save()
    entry.reopen()
    entry.set_disposition("void", "Không thuộc đợt này")
    entry.save("Không thuộc đợt này")
    assert [(r.data or {}).get("disposition") for r in history(session, first.id)] == [None, "void"]


def test_slips_of_a_training_batch_say_so(session: Session) -> None:
    enter(session, "batches", [{**batch(), "training": "yes"}])
    entry = EntrySession(session, "B1")
    press(entry, ALL)
    assert (entry.save().data or {})["disposition"] == "training"
    entry.set_disposition("blank")
    assert (entry.save().data or {})["disposition"] == "blank"
    entry.set_disposition("")
    assert (entry.slip.disposition, entry.mode) == ("training", "training")


# Warnings


def test_a_warning_without_a_reason_saves_nothing_and_with_one_keeps_it(entry: EntrySession, session: Session) -> None:
    entry.set_header(1, date(2020, 6, 30))
    press(entry, ALL)
    before = session.office.head
    with pytest.raises(NeedsReasons) as needed:
        entry.save()
    assert [(p.code, p.severity) for p in needed.value.problems] == [("DAY-OUTSIDE", "warning")]
    assert session.office.head == before
    data = entry.save(reasons={"DAY-OUTSIDE": " Phiếu nộp sớm "}).data or {}
    assert data["overrides"] == [{"code": "DAY-OUTSIDE", "why": "Phiếu nộp sớm"}]


def test_the_reason_for_a_day_is_carried_over_with_the_day_and_no_further(entry: EntrySession) -> None:
    entry.set_header(1, date(2020, 6, 30))
    press(entry, ALL)
    entry.save(reasons={"DAY-OUTSIDE": "Phiếu nộp sớm"})
    press(entry, ALL)
    assert (entry.save().data or {})["overrides"] == [{"code": "DAY-OUTSIDE", "why": "Phiếu nộp sớm"}]
    entry.set_header(3, date(2020, 6, 29))
    press(entry, ALL)
    with pytest.raises(NeedsReasons):
        entry.save()


def test_a_reason_goes_with_its_warning(entry: EntrySession) -> None:
    press(entry, "1" * 22)
    with pytest.raises(NeedsReasons):
        entry.save()
    entry.go_to(0)
    press(entry, "5")
    assert "overrides" not in (entry.save(reasons={"SLIP-ALL-LOWEST": "Đúng như trên phiếu"}).data or {})


def test_errors_come_before_warnings(entry: EntrySession) -> None:
    entry.set_header(1, date(2020, 6, 30))
    press(entry, "54")
    with pytest.raises(Refused) as refused:
        entry.save()
    assert not isinstance(refused.value, NeedsReasons)
    assert entry.cursor == 2


# The sitting


def test_leaving_writes_the_sitting_and_begins_the_counts_anew(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    entry.press("8")
    entry.save()
    press(entry, "54-3")
    entry.leave()
    (sitting,) = session.office.records("sittings", "")
    told = sitting.data or {}
    assert {name: told[name] for name in ("batch", "mode", "slips", "fields", "keys", "bad_keys", "corrections")} == {
        "batch": "B1", "mode": "key", "slips": 1, "fields": 24, "keys": 28, "bad_keys": 1, "corrections": 1,
    }  # fmt: skip
    entry.leave()
    assert session.office.count("sittings", "") == 1
    assert EntrySession(session, "B1").slip.answers == {"c01": 5, "c02": 3}


def test_a_killed_sitting_is_written_when_the_draft_comes_back_and_once_only(entry: EntrySession, session: Session) -> None:
    press(entry, ALL)
    entry.save()
    press(entry, "54")
    entry.write_draft()
    again = EntrySession(session, "B1")
    (sitting,) = session.office.records("sittings", "")
    assert ((sitting.data or {})["slips"], (sitting.data or {})["keys"], again.pace.keys) == (1, 25, 0)
    EntrySession(session, "B1").leave()
    assert session.office.count("sittings", "") == 1


def test_a_pause_is_out_of_the_count(session: Session) -> None:
    enter(session, "batches", [batch()])
    moments = iter(NOW + timedelta(seconds=second) for second in (0, 1, 2, 15, 16))
    entry = EntrySession(session, "B1", now=lambda: next(moments))
    press(entry, "54")
    entry.pause()
    entry.resume()
    press(entry, "4")
    assert (entry.pace.active_ms, entry.pace.pauses, entry.pace.pause_seconds) == (2000, 1, 13)

"""The feedback register: days taken, what waits, corrections, remarks on slips, and the same counts on two roads."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from desktop_app.store.errors import ChangedElsewhere
from desktop_app.workflows import feedback
from desktop_app.workflows.feedback import Remark, Taken, Waiting
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.removing import remove
from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import make_summary
from forms.problems import Refused

BATCH = {
    "batch": "B1", "form": "survey-2640@1", "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 500, "issued": 400,
    "returned": 372,
}  # fmt: skip
KEYED: dict[str, Any] = {"day": "2020-07-31", "kind": "report", "channel": "phone", "content": "Chờ lâu"}


def slip(serial: int, comment: str, day: str = "2020-07-06") -> dict[str, Any]:
    answers = {f"c{n:02d}": 4 for n in range(1, 23)}
    said = {"comment": comment} if comment else {}
    return {"form": "survey-2640@1", "batch": "B1", "serial": serial, "day": day, "answers": answers, **said}


def remarks(session: Session) -> list[Remark]:
    found: list[Remark] = []
    for _ in feedback.find_remarks(session, found):
        pass
    return found


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("received", "answered", "days", "working"),
    [
        ("2020-07-31", "2020-07-31", 0, 0),  # a Friday, answered at once
        ("2020-07-31", "2020-08-03", 3, 1),  # over the weekend
        ("2020-08-01", "2020-08-03", 2, 1),  # came on a Saturday
        ("2020-04-29", "2020-05-04", 5, 1),  # over 30/4, 1/5 and a weekend
    ],
)
def test_days_are_counted_from_the_day_after_reception(
    session: Session, received: str, answered: str, days: int, working: int
) -> None:
    taken = feedback.days_taken(session, {"day": received, "answered_day": answered})
    assert taken == Taken(days, working, answered=True)


def test_an_open_one_is_counted_to_today(session: Session) -> None:
    assert feedback.days_taken(session, KEYED) == Taken(3, 1, answered=False)


def test_waiting_counts_only_what_has_no_answer_and_is_late_only_beyond_the_limit(session: Session) -> None:
    answered = {"answered_day": "2020-08-03"}
    for extra in ({}, {"day": "2020-07-30"}, {"day": "2020-07-01"}, {"day": "2020-07-01", **answered}):
        feedback.log(session, {**KEYED, **extra})
    assert feedback.count_waiting(session, 1) == Waiting(3, 2)
    assert feedback.count_waiting(session, 2) == Waiting(3, 1)
    assert feedback.count_waiting(session, 23) == Waiting(3, 0)


def test_answering_needs_no_reason_and_changing_what_was_logged_does(session: Session) -> None:
    first = feedback.log(session, KEYED)
    answered = {**KEYED, "handler": "Lê Văn Quản", "answer": "Đã mở thêm quầy", "answered_day": "03/08/2020"}
    second = feedback.revise(session, first.id, answered, 1)
    assert ((second.data or {})["answered_day"], second.rev, second.why) == ("2020-08-03", 2, "")
    for changed in ({**answered, "content": "Chờ quá lâu"}, KEYED):
        with pytest.raises(Refused) as refused:
            feedback.revise(session, first.id, changed, 2)
        assert codes(refused) == ["FEEDBACK-WHY-EMPTY"]
    assert feedback.revise(session, first.id, {**answered, "content": "Chờ quá lâu"}, 2, " ghi thiếu chữ ").why == "ghi thiếu chữ"


def test_what_is_the_same_already_is_not_written_again(session: Session) -> None:
    first = feedback.log(session, KEYED)
    head = session.office.head
    assert feedback.revise(session, first.id, {**KEYED, "day": "31/07/2020"}, 1) == first
    assert session.office.head == head


def test_a_stale_revision_writes_nothing(session: Session) -> None:
    first = feedback.log(session, KEYED)
    feedback.revise(session, first.id, {**KEYED, "handler": "Lê Văn Quản"}, 1)
    with pytest.raises(ChangedElsewhere):
        feedback.revise(session, first.id, {**KEYED, "handler": "Trần Thị Lan"}, 1, "đổi người")


def test_one_that_is_gone_is_said_so(session: Session) -> None:
    first = feedback.log(session, KEYED)
    remove(session, "feedback", first.id, 1, "nhập trùng")
    with pytest.raises(Refused) as refused:
        feedback.revise(session, first.id, KEYED, 1)
    assert codes(refused) == ["FEEDBACK-GONE"]


def test_a_remark_becomes_feedback_of_its_batch_without_the_slips_number(session: Session) -> None:
    enter(session, "batches", [BATCH])
    stored = feedback.from_remark(session, "B1", " Thêm ghế  ", day=date(2020, 7, 6))
    told = {"day": "2020-07-06", "kind": "suggestion", "channel": "slip", "batch": "B1", "content": "Thêm ghế"}
    assert stored.data == {"form": "feedback@1", **told}


def test_remarks_are_listed_until_each_is_logged(session: Session) -> None:
    enter(session, "batches", [BATCH])
    enter(session, "surveys", [slip(1, "Thêm ghế"), slip(2, ""), slip(3, "Thêm ghế"), slip(4, "Quạt hỏng")])
    assert [remark.text for remark in remarks(session)] == ["Thêm ghế", "Thêm ghế", "Quạt hỏng"]
    feedback.from_remark(session, "B1", "Thêm ghế")
    assert [remark.text for remark in remarks(session)] == ["Thêm ghế", "Quạt hỏng"]
    assert remarks(session)[1] == Remark("B1", "Quạt hỏng", "2020-07-06")


def test_a_logged_remark_stays_logged_whichever_side_is_put_right_later(session: Session) -> None:
    enter(session, "batches", [BATCH])
    first, second = enter(session, "surveys", [slip(1, "Them ghế"), slip(2, "Quạt hỏng")])
    feedback.from_remark(session, "B1", "Them ghế")
    stored = feedback.from_remark(session, "B1", "Quạt hỏng")
    feedback.revise(session, stored.id, {**(stored.data or {}), "content": "Quạt số 2 hỏng"}, 1, "ghi rõ")
    save(session, "surveys", slip(1, "Thêm ghế"), first.id, 1, "sai dấu")
    assert remarks(session) == []
    assert second.rev == 1


def test_remarks_on_training_slips_are_no_feedback(session: Session) -> None:
    enter(session, "batches", [{**BATCH, "batch": "TAP", "training": "yes"}])
    enter(session, "surveys", [{**slip(1, "Thêm ghế"), "batch": "TAP", "disposition": "training"}])
    assert remarks(session) == []


def test_looking_for_remarks_is_noted_as_a_look_at_the_slips(session: Session) -> None:
    remarks(session)
    assert [(line.data or {})["table"] for line in session.office.audits("search")] == ["surveys"]


def test_the_summary_and_the_register_count_the_same_after_any_course(session: Session) -> None:
    """Two roads: facts and SQL on one, the register's own records in plain loops on the other."""
    dice = random.Random(4)
    alive: dict[str, tuple[int, dict[str, Any]]] = {}
    for _ in range(120):
        id = dice.choice([*alive, "", ""])
        if not id:
            day, kind = f"2020-07-{dice.randrange(1, 32):02d}", dice.choice(["suggestion", "report", "petition"])
            stored = feedback.log(session, {**KEYED, "day": day, "kind": kind})
        elif dice.random() < 0.25:
            remove(session, "feedback", id, alive.pop(id)[0], "nhập trùng")
            continue
        else:
            rev, data = alive[id]
            changed = {**data, "kind": "petition", "answered_day": f"2020-08-{dice.randrange(1, 4):02d}"}
            stored = feedback.revise(session, id, changed, rev, "xem lại")
        alive[stored.id] = stored.rev, dict(stored.data or {})
    for last in (date(2020, 7, 20), date(2020, 7, 31), date(2020, 8, 2), date(2020, 8, 3)):
        came = [data for _, data in alive.values() if "2020-07-05" <= data["day"] <= last.isoformat()]
        answered = [data for data in came if data.get("answered_day", "9999") <= last.isoformat()]
        figures = make_summary(session, date(2020, 7, 5), last)["feedback"]
        assert figures == {"received": len(came), "answered": len(answered)}
    waiting = sum("answered_day" not in data for _, data in alive.values())
    assert feedback.count_waiting(session, 0).open == waiting > 0

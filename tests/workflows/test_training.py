"""Training: answers that follow from batch and serial, and a score that finds exactly what was keyed otherwise."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.office import Change
from desktop_app.workflows import accounts
from desktop_app.workflows.permissions import NotAllowed
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import VIETNAM, Session, new_id, open_session
from desktop_app.workflows.training import Score, score, scores
from desktop_app.workflows.training_pile import known_answers
from desktop_app.workflows.training_words import describe_score, describe_value
from forms.problems import Refused
from forms.shipped import load_shipped
from tests.sealed import PASSWORD
from tests.workflows.values import batch

FORMS = load_shipped()
FORM = FORMS["survey-2640@1"]
NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)


def right(serial: int, *, respondent: bool = False, code: str = "TAP-1", **wrong: Any) -> dict[str, Any]:
    """A slip of the pile keyed as printed, but for the answers named."""
    known = known_answers(FORM, code, serial)
    slip = {"form": FORM.name, "batch": code, "serial": serial, "day": "2020-07-31", "disposition": "training"}
    return {**slip, "answers": known["answers"] | wrong, **({"respondent": known["respondent"]} if respondent else {})}


def other(serial: int, item: str) -> int:
    """Another answer than the printed one."""
    return 1 if known_answers(FORM, "TAP-1", serial)["answers"][item] != 1 else 2


def sat(keys: int, active_ms: int, **changes: Any) -> Change:
    counts = {"pauses": 0, "pause_seconds": 0, "slips": 2, "fields": 44, "bad_keys": 0, "corrections": 0}
    times = {"start": "2020-08-03T08:00:00+07:00", "end": "2020-08-03T08:10:00+07:00"}
    data = {"batch": "TAP-1", "mode": "training", **times, **counts, "keys": keys, "active_ms": active_ms, **changes}
    return Change("sittings", new_id(), data, 0)


@pytest.fixture
def training(session: Session) -> Session:
    """An office with a training batch of forty slips."""
    enter(session, "batches", [batch(batch="TAP-1", training="yes", last=40, issued=40, returned=40)])
    return session


def where(found: Score) -> list[tuple[int, str]]:
    return [(wrong.serial, wrong.where) for wrong in found.wrong]


def test_the_pile_says_the_same_wherever_and_whenever_it_is_made() -> None:
    random.seed(1)
    made = [known_answers(FORM, "TAP-1", serial) for serial in range(1, 21)]
    random.seed(2)
    assert made == [known_answers(FORM, "TAP-1", serial) for serial in range(1, 21)]
    digest = hashlib.sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()
    assert digest[:16] == "ab84e710f8445d61"  # a printed pile is scored years later: the answers may never change


def test_another_batch_serial_or_form_says_something_else() -> None:
    assert len({json.dumps(known_answers(FORM, code, serial)) for code in ("A", "B") for serial in range(1, 30)}) > 50
    assert len(known_answers(FORMS["survey-1001@1"], "A", 1)["answers"]) == 19


def test_answers_lie_as_on_real_slips_with_a_few_of_each_missing_kind() -> None:
    counts = Counter(value for serial in range(1, 501) for value in known_answers(FORM, "TAP-1", serial)["answers"].values())
    share = {value: count * 1000 // counts.total() for value, count in counts.items()}
    assert share[5] + share[4] > 850
    assert share[5] > share[4] > share[3] > share[2] >= share[1] > 0
    assert all(5 <= share[kind] <= 25 for kind in ("blank", "double", "illegible"))
    twenty = Counter(value for serial in range(1, 21) for value in known_answers(FORM, "TAP-1", serial)["answers"].values())
    assert all(twenty[kind] for kind in (1, 2, 3, 4, 5, "blank", "double", "illegible"))


def test_a_slip_keyed_as_printed_has_no_error(training: Session) -> None:
    enter(training, "surveys", [right(serial) for serial in range(1, 11)])
    found = score(training, "TAP-1", "lan")
    assert (found.slips, found.fields, found.errors, found.wrong) == (10, 220, 0, ())
    assert (found.per_10000, found.percent, found.low, found.respondent) == (0, "0.00", 0, False)
    assert found.compared == 0  # 220 fields do not tell yet


def test_exactly_what_was_keyed_otherwise_is_found(training: Session) -> None:
    planted = [(1, "c01"), (3, "c09"), (3, "c22"), (8, "c14")]
    slips = {serial: right(serial) for serial in range(1, 11)}
    for serial, item in planted:
        slips[serial]["answers"][item] = other(serial, item)
    enter(training, "surveys", list(slips.values()))
    found = score(training, "TAP-1", "lan")
    assert where(found) == [(serial, f"answers.{item}") for serial, item in planted]
    assert all(w.printed == known_answers(FORM, "TAP-1", w.serial)["answers"][w.where[8:]] for w in found.wrong)
    assert all(w.keyed in (1, 2) and w.keyed != w.printed for w in found.wrong)
    assert (found.errors, found.per_10000, found.percent) == (4, 182, "1.82")
    assert found.low is not None
    assert found.high is not None
    assert 29 < found.low < 182 < found.high
    assert found.compared == 1


def test_a_shifted_slip_shows_where_the_lines_differ(training: Session) -> None:
    slip = right(14)
    printed = list(known_answers(FORM, "TAP-1", 14)["answers"].values())
    slip["answers"] = dict(zip(slip["answers"], [*printed[1:], printed[0]], strict=True))
    enter(training, "surveys", [slip])
    differ = sum(one != next_one for one, next_one in zip(printed, [*printed[1:], printed[0]], strict=True))
    assert score(training, "TAP-1", "lan").errors == differ > 5


def test_respondents_items_count_where_any_was_keyed(training: Session) -> None:
    enter(training, "surveys", [right(1, respondent=True), right(2)])
    found = score(training, "TAP-1", "lan")
    left_out = [(2, f"respondent.{item}") for item in known_answers(FORM, "TAP-1", 2)["respondent"]]
    assert found.respondent
    assert found.fields == 2 * 28
    assert sorted(where(found)) == sorted(left_out)


def test_a_slip_counts_for_who_keyed_it_as_that_person_left_it(training: Session) -> None:
    (stored,) = enter(training, "surveys", [right(1, c05=other(1, "c05"))])
    with_wrong = dict(stored.data or {})
    again = save(training, "surveys", with_wrong | {"answers": right(1, c06=other(1, "c06"))["answers"]}, stored.id, 1, "gõ nhầm")
    training.account = "hoa"
    enter(training, "surveys", [right(2)])
    save(training, "surveys", with_wrong | {"answers": right(1)["answers"]}, stored.id, again.rev, "đối chiếu")
    found = {one.account: (one.slips, where(one)) for one in scores(training, "TAP-1")}
    assert found["lan"] == (1, [(1, "answers.c06")])
    assert found["hoa"] == (1, [])


def test_void_and_blank_papers_are_no_part_of_it(training: Session) -> None:
    void = {**right(1), "disposition": "void", "void_why": "rách"}
    del void["answers"]
    enter(training, "surveys", [void, right(2)])
    assert score(training, "TAP-1", "lan").slips == 1


def test_speed_comes_from_the_sittings_of_the_batch(training: Session) -> None:
    enter(training, "surveys", [right(1)])
    assert score(training, "TAP-1", "lan").keys_per_hour is None
    training.append([sat(46, 40_000), sat(1000, 900_000, batch="B1"), sat(9, 900_000, mode="settle")])
    assert score(training, "TAP-1", "lan").keys_per_hour is None
    training.append([sat(23, 20_000, mode="key")])
    assert score(training, "TAP-1", "lan").keys_per_hour == 69 * 60


def test_a_batch_that_is_no_training_has_no_answers(training: Session) -> None:
    enter(training, "batches", [batch()])
    newer = batch(batch="N1", form="survey-9999@1", training="yes")
    training.office.append([Change("batches", "N1", newer)], by="lan", at=training.clock())
    for code, expected in (("B1", "SCORE-NO-TRAINING"), ("B9", "SCORE-BATCH-UNKNOWN"), ("N1", "BATCH-FORM-UNKNOWN")):
        with pytest.raises(Refused) as refused:
            scores(training, code)
        assert [problem.code for problem in refused.value.problems] == [expected]


def test_who_keyed_nothing_has_no_figures(training: Session) -> None:
    assert describe_score(score(training, "TAP-1", "lan")) == ["lan chưa nhập phiếu nào của đợt này."]


def test_a_score_is_said_in_words_and_as_json(training: Session) -> None:
    enter(training, "surveys", [right(serial) for serial in range(1, 5)] + [right(5, c05=other(5, "c05"))])
    training.append([sat(120, 120_000)])
    found = score(training, "TAP-1", "lan")
    ends = f"{found.low}-{found.high}"
    rate = f"91 ô trên 10.000 ô (khoảng tin cậy 95 %: {ends}); chưa phân biệt được với mức nhập một lần thường gặp (29)."
    assert describe_score(found) == [
        "lan: 5 phiếu, 110 ô, sai 1 ô ở 1 phiếu.",
        f"Tỷ lệ sai: {rate}",
        "Tốc độ: 3.600 phím/giờ, không kể lúc nghỉ.",
        "Thông tin người trả lời không nhập nên không chấm.",
    ]
    told = json.loads(json.dumps(found.as_json()))
    assert told["wrong"] == [
        {"serial": 5, "where": "answers.c05", "printed": found.wrong[0].printed, "keyed": found.wrong[0].keyed}
    ]
    assert (told["errors"], told["per_10000"], told["single_keying_per_10000"]) == (1, 91, 29)
    assert [describe_value(value) for value in (5, "blank", "double", "illegible", "")] == [
        "5", "bỏ trống", "đánh nhiều ô", "không đọc được", "–",
    ]  # fmt: skip


def test_an_officer_sees_the_own_score_and_a_commander_everyones(sealed_folder: Path) -> None:
    def signed_in(account: str) -> Session:
        return open_session(sealed_folder, account, lambda: NOW, password=PASSWORD)

    with signed_in("admin") as session:
        enter(session, "batches", [batch(batch="TAP-1", training="yes")])
        for name, role in (("lan", "officer"), ("hoa", "officer"), ("chi", "commander")):
            accounts.add_account(session, name, f"Người {name}", role, PASSWORD)
    for name, serial in (("lan", 1), ("hoa", 2)):
        with signed_in(name) as session:
            enter(session, "surveys", [right(serial)])
            assert _names(scores(session, "TAP-1")) == [name]
            with pytest.raises(NotAllowed):
                score(session, "TAP-1", "lan" if name == "hoa" else "hoa")
    with signed_in("chi") as session:
        assert _names(scores(session, "TAP-1")) == ["hoa", "lan"]


def _names(found: Iterable[Score]) -> list[str]:
    return [one.account for one in found]

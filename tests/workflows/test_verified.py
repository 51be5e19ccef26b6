"""How far a batch is verified, by whom, and what is to be expected in it; other stations' slips are counted and left alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.office import Change, Profile, create_office, open_office
from desktop_app.workflows import comparing
from desktop_app.workflows.adjudication import list_open
from desktop_app.workflows.lock_warnings import list_warnings
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.sampling import conclude, draw
from desktop_app.workflows.session import Session
from desktop_app.workflows.verified import batch_state, quality, residual, roles_apart, slips_of
from desktop_app.workflows.verifying import VerifySession
from tests.workflows.conftest import NOW
from tests.workflows.twice import as_account, key_slips, second, settle_all
from tests.workflows.values import batch, slip


def test_every_slip_is_verified_differing_or_unverified(session: Session) -> None:
    made = key_slips(session, 5)
    second(session, "binh")
    second(session, "binh", c05=4)
    second(session, "binh", "dependent")
    save(session, "surveys", slip(3, comment="tốt"), made[2].id, 1, "sửa")
    state = batch_state(session, "B1")
    assert (state.slips, state.verified, state.differing, state.unverified, state.again) == (5, 1, 1, 3, 1)
    assert state.verified + state.differing + state.unverified == state.slips
    assert (state.fields, state.open, state.unverified_fields, state.complete) == (44, 1, 66, False)


def test_errors_are_counted_by_whose_they_were(session: Session) -> None:
    key_slips(session, 4)
    second(session, "binh", c05=4)
    second(session, "binh", c06=4)
    second(session, "binh", c07=4)
    entry = VerifySession(as_account(session, "binh"), "B1", "dependent")
    for key in "45" + "5" * 21:
        entry.press(key)
    entry.save()
    settle_all(session, "chi", {"answers.c05": 4, "answers.c06": 5, "answers.c07": 3})
    state = batch_state(session, "B1")
    assert (state.errors, state.verifier_errors, state.retyped, state.fields) == (2, 2, 1, 88)
    assert state.complete


def test_the_count_is_kept_until_something_changes(session: Session) -> None:
    made = key_slips(session, 2)
    before = batch_state(session, "B1")
    assert batch_state(session, "B1") is before
    second(session, "binh")
    assert batch_state(session, "B1").verified == 1
    save(session, "surveys", slip(1, answer=4), made[0].id, 1, "sửa")
    assert batch_state(session, "B1").verified == 0


def test_expected_errors_are_those_both_made_and_those_nobody_looked_for(session: Session) -> None:
    key_slips(session, 4)
    assert residual(session, "B1")["percent"] is None
    second(session, "binh", c05=4)
    second(session, "binh", c06=4)
    settle_all(session, "chi", {"answers.c05": 4, "answers.c06": 5})
    # of 44 fields keyed twice 1 was the keyer's, 1 the verifier's: 1·1/44 stay hidden; of 44 others 44·1/44 are expected
    found = residual(session, "B1")
    assert (found["fields"], found["errors"], found["percent"]) == (88, "1.02", "1.1622")
    assert "độc lập" in found["definition"]


def test_keyer_verifier_and_settler_are_three(session: Session) -> None:
    key_slips(session, 2)
    second(session, "binh", c05=4)
    second(session, "dung")
    settle_all(session, "chi", {"answers.c05": 4})
    roles = roles_apart(session, "B1")
    assert roles.apart
    assert (set(roles.keyers), set(roles.verifiers), set(roles.settlers)) == ({"lan"}, {"binh", "dung"}, {"chi"})


def test_the_line_for_a_report_takes_the_batches_that_touch_the_period(session: Session) -> None:
    key_slips(session, 3)
    second(session, "binh")
    january = {"from": "2020-01-01", "to": "2020-01-31"}
    enter(session, "batches", [batch(batch="B2", **january), batch(batch="B3", training="yes")])
    enter(session, "surveys", [slip(1, batch="B2", day="2020-01-06"), slip(1, batch="B3", disposition="training")])
    found = quality(session, date(2020, 7, 1), date(2020, 7, 31))
    assert (found["verified"]["n"], found["verified"]["of"], found["verified"]["percent"]) == (1, 3, "33.33")
    assert found["residual"]["fields"] == 66
    assert quality(session, date(2020, 1, 1), date(2020, 7, 31))["verified"]["of"] == 4
    empty = quality(session, date(2019, 1, 1), date(2019, 1, 31))
    assert (empty["verified"]["percent"], empty["residual"]["errors"]) == (None, None)


@pytest.fixture
def elsewhere(session: Session, tmp_path: Path) -> Session:
    """This unit's office, with one slip of B1 keyed and verified at the unit's second station and one keyed there only."""
    key_slips(session, 1)
    folder = tmp_path / "second"
    create_office(
        folder, Profile(unit="TUSON", name="Trạm", parent="", station="tuson-2", epoch="5" * 32, created=NOW.isoformat())
    )
    with open_office(folder, clock=lambda: NOW) as office:
        data: dict[str, Any] = slip(2)
        record = {
            "form": "verification@1", "slip": "s2", "slip_rev": 1, "batch": "B1", "serial": 2, "mode": "independent",
            "values": comparing.values_of(data), "differences": [], "verified_rev": 1, "digest": comparing.digest_of(data),
        }  # fmt: skip
        other = slip(4, form="survey-1001@1")
        slips = [Change("surveys", id, keyed) for id, keyed in (("s2", data), ("s3", slip(3)), ("x", other))]
        office.append([Change("batches", "B1", batch()), *slips], by="minh", at=NOW)
        office.append([Change("verifications", "s2", record)], by="nga", at=NOW)
        lines, profile = list(office.raw_lines(1)), office.profile
    session.office.receive(profile.unit, profile.station, profile.epoch, lines, {"id": "b1"}, "lan", NOW)
    return session


def test_slips_of_the_unit_s_other_station_count_and_are_verified_there(elsewhere: Session) -> None:
    assert [(slip.data or {})["serial"] for slip in slips_of(elsewhere, "B1")] == [1, 2, 3]
    state = batch_state(elsewhere, "B1")
    assert (state.slips, state.verified) == (3, 1)
    assert roles_apart(elsewhere, "B1").verifiers == {"nga"}
    entry = VerifySession(as_account(elsewhere, "binh"), "B1", "independent")
    assert [pending.serial for pending in entry.queue] == [1]
    assert list_open(as_account(elsewhere, "chi"), "B1") == []


def test_whoever_locks_is_told_what_is_not_verified(session: Session) -> None:
    key_slips(session, 2, verify="dependent")
    assert [problem.code for problem in list_warnings(session, "B1")] == ["LOCK-UNVERIFIED"]
    second(session, "binh", c05=4)
    second(session, "binh")
    assert [problem.code for problem in list_warnings(session, "B1")] == ["LOCK-DIFFERENCES"]
    settle_all(session, "chi", {"answers.c05": 5})
    assert list_warnings(session, "B1") == []


def test_a_batch_without_verification_is_locked_without_a_word(session: Session) -> None:
    key_slips(session, 2)
    assert list_warnings(session, "B1") == []
    assert list_warnings(session, "B9") == []


def test_a_batch_by_sample_is_told_of_until_one_has_passed(session: Session) -> None:
    made = key_slips(session, 20, verify="sample", returned=20)
    assert [problem.code for problem in list_warnings(session, "B1")] == ["LOCK-SAMPLE-NOT-PASSED"]
    sample = draw(session, "B1", 14)
    for _ in range(14):
        second(session, "binh", "sample")
    conclude(session, sample)
    assert list_warnings(session, "B1") == []
    save(session, "surveys", slip(1, comment="tốt"), made[0].id, 1, "sửa")
    assert [problem.code for problem in list_warnings(session, "B1")] == ["LOCK-UNVERIFIED"]

"""CSPro's figures by sitting and person: speeds without pauses, corrections, disagreements and whose they were, what is left."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.workflows.accounts import add_account
from desktop_app.workflows.adjudication import list_open, settle
from desktop_app.workflows.auditing import list_audits
from desktop_app.workflows.operator_csv import columns, export_operators, make_operator_csv
from desktop_app.workflows.operators import Operator, operator_figures, own_figures
from desktop_app.workflows.pace import Pace
from desktop_app.workflows.permissions import NotAllowed
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.sitting_figures import Counts
from desktop_app.workflows.sittings import Mode, write_sitting
from desktop_app.workflows.verified import residual
from tests.sealed import PASSWORD
from tests.workflows.conftest import NOW
from tests.workflows.set_clock import Clock
from tests.workflows.twice import as_account, second, settle_all
from tests.workflows.values import batch, slip

AUGUST = (date(2020, 8, 1), date(2020, 8, 31))


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(office_folder: Path, clock: Clock) -> Iterator[Session]:
    with open_session(office_folder, "lan", clock) as session:
        enter(session, "batches", [batch()])
        yield session


def sit(session: Session, clock: Clock, serials: range, mode: Mode = "key", bad: int = 0) -> None:
    """Key slips of the answer 5 with a key a second, and leave: 23 keys each."""
    pace = Pace(corrections=1)
    for _ in range(bad):
        pace.note_bad()
    for serial in serials:
        for _ in range(23):
            clock.now += timedelta(seconds=1)
            pace.note_key(clock.now)
        pace.slips, pace.fields = pace.slips + 1, pace.fields + 22
        save(session, "surveys", slip(serial))
    write_sitting(session, "B1", mode, pace)


def figures(session: Session, account: str) -> Operator:
    return next(operator for operator in operator_figures(session, *AUGUST) if operator.account == account)


def test_keys_a_slip_and_an_hour_come_from_the_sitting(desk: Session, clock: Clock) -> None:
    sit(desk, clock, range(1, 11), bad=2)
    lan = figures(desk, "lan")
    (sitting,) = lan.sittings
    counts = sitting.sitting.counts
    assert (counts.slips, counts.keys, counts.active_ms) == (10, 232, 229_000)
    assert (lan.keying.keys_per_slip, lan.keying.keys_per_hour, lan.keying.slips_per_hour) == ("23.2", 3647, 157)
    assert (lan.keying.corrections_per_1000, lan.keying.bad_keys_per_1000) == ("4.3", "8.6")


def test_pauses_are_out_of_the_speed(desk: Session, clock: Clock) -> None:
    sit(desk, clock, range(1, 6))
    pace = Pace()
    for key in range(230):
        clock.now += timedelta(seconds=1 if key != 100 else 1800)
        pace.note_key(clock.now)
    write_sitting(desk, "B1", "key", pace)
    lan = figures(desk, "lan")
    assert lan.keying.pauses == 1
    assert lan.keying.pause_seconds == 1800
    assert 3600 <= (lan.keying.keys_per_hour or 0) <= 3680


def test_of_less_than_a_minute_no_speed_is_said() -> None:
    assert Counts(slips=1, keys=23, active_ms=22_000).keys_per_hour is None
    assert Counts().keys_per_slip is None


def test_sittings_of_one_person_add_up_and_each_stands_for_itself(desk: Session, clock: Clock) -> None:
    sit(desk, clock, range(1, 4))
    clock.now += timedelta(hours=3)
    sit(desk, clock, range(4, 9))
    lan = figures(desk, "lan")
    assert [sitting.sitting.counts.slips for sitting in lan.sittings] == [3, 5]
    assert (lan.keying.slips, lan.keying.keys) == (8, 184)


def test_what_lies_outside_the_period_is_left_out(desk: Session, clock: Clock) -> None:
    sit(desk, clock, range(1, 3))
    clock.now += timedelta(days=40)
    sit(desk, clock, range(3, 4))
    assert figures(desk, "lan").keying.slips == 2
    assert operator_figures(desk, date(2020, 10, 1), date(2020, 10, 31)) == []


def key_again(desk: Session, *slips: dict[str, Any]) -> None:
    for answers in slips:
        second(desk, "binh", **answers)


def compared(desk: Session, clock: Clock) -> None:
    """Ten slips by lan in one sitting, seven keyed again by binh: a difference of each cause, and one nobody has settled."""
    sit(desk, clock, range(1, 11))
    clock.now += timedelta(hours=1)
    key_again(desk, {}, {"c01": 4}, {"c02": 4}, {}, {"c03": 4}, {"c05": 4})
    chi = as_account(desk, "chi")
    paper: dict[str, tuple[Any, Any]] = {
        "answers.c01": (4, ""), "answers.c02": (5, ""), "answers.c03": ("illegible", "paper"), "answers.c05": (4, "row_shift"),
    }  # fmt: skip
    while found := list_open(chi, "B1"):
        value, cause = paper[found[0].where]
        settle(chi, found[0], value, cause)
    second(desk, "binh", c04=4)


def test_disagreements_are_split_by_whose_they_were(desk: Session, clock: Clock) -> None:
    compared(desk, clock)
    found = figures(desk, "lan").disagreements
    assert (found.slips, found.rate.fields, found.rate.errors) == (7, 154, 5)
    assert found.causes == {"keyer": 1, "verifier": 1, "paper": 1, "row_shift": 1, "open": 1}
    assert (found.rate.per_10000, found.rate.low, found.rate.high) == ("324.7", "105.4", "757.7")


def test_a_sitting_bears_the_disagreements_of_its_own_slips(desk: Session, clock: Clock) -> None:
    compared(desk, clock)
    clock.now += timedelta(hours=1)
    sit(desk, clock, range(20, 23))
    first, other = figures(desk, "lan").sittings
    assert (first.disagreements.slips, first.disagreements.rate.errors) == (7, 5)
    assert (other.disagreements.slips, other.disagreements.rate.per_10000) == (0, None)


def test_a_verifier_has_errors_of_its_own(desk: Session, clock: Clock) -> None:
    compared(desk, clock)
    binh = figures(desk, "binh")
    assert (binh.slips, binh.own_errors.errors, binh.own_errors.fields) == (0, 1, 154)
    assert binh.disagreements.slips == 0


def test_what_is_left_is_estimated_only_where_something_was_keyed_twice(desk: Session, clock: Clock) -> None:
    sit(desk, clock, range(1, 11))
    assert figures(desk, "lan").residual["per_10000"] is None
    clock.now += timedelta(hours=1)
    key_again(desk, {"c01": 4}, {}, {}, {}, {})
    settle_all(desk, "chi", {"answers.c01": 4})
    left = figures(desk, "lan").residual
    assert (left["fields"], left["errors"], left["per_10000"]) == (220, "1.00", "45.45")
    assert left.items() <= residual(desk, "B1").items()


def test_an_edited_slip_counts_as_not_verified_in_what_is_left(desk: Session, clock: Clock) -> None:
    sit(desk, clock, range(1, 5))
    key_again(desk, {"c01": 4}, {}, {}, {})
    settle_all(desk, "chi", {"answers.c01": 4})
    (stored,) = [s for s in desk.office.records("surveys") if (s.data or {})["serial"] == 2]
    save(desk, "surveys", slip(2, answer=4), stored.id, stored.rev, "nhập nhầm")
    left = figures(desk, "lan").residual
    assert (left["fields"], left["per_10000"]) == (88, "37.88")
    assert left.items() <= residual(desk, "B1").items()


def test_everybody_sees_the_own_figures_and_the_commander_all(sealed_folder: Path) -> None:
    with open_session(sealed_folder, "admin", password=PASSWORD) as admin:
        add_account(admin, "lan", "Ngô Thị Lan", "officer", PASSWORD)
        add_account(admin, "hai", "Phạm Văn Hải", "commander", PASSWORD)
    clock = Clock(NOW)
    with open_session(sealed_folder, "lan", clock, password=PASSWORD) as lan:
        enter(lan, "batches", [batch()])
        sit(lan, clock, range(1, 4))
        own = own_figures(lan, *AUGUST)
        assert (own.account, own.keying.slips) == ("lan", 3)
        with pytest.raises(NotAllowed):
            operator_figures(lan, *AUGUST)
        with pytest.raises(NotAllowed):
            export_operators(lan, sealed_folder.parent / "x.csv", [Operator("hoa")], *AUGUST)
    with open_session(sealed_folder, "hai", clock, password=PASSWORD) as hai:
        assert [operator.account for operator in operator_figures(hai, *AUGUST)] == ["lan"]
        assert own_figures(hai, *AUGUST).slips == 0


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_csv_has_a_row_a_sitting_and_a_sum_and_no_formula(desk: Session, clock: Clock) -> None:
    sit(as_account(desk, "=cmd"), clock, range(1, 3))
    compared_rows: list[dict[str, Any]] = list(read_csv(make_operator_csv(operator_figures(desk, *AUGUST))))
    assert [row["Dòng"] for row in compared_rows] == ["phiên", "tổng"]
    assert {row["Tài khoản"] for row in compared_rows} == {"'=cmd"}
    assert compared_rows[0]["Phím"] == compared_rows[1]["Phím"] == "46"
    assert all(len(row) == len(columns()) and None not in row for row in compared_rows)


def test_taking_the_csv_out_is_noted(desk: Session, clock: Clock, tmp_path: Path) -> None:
    sit(desk, clock, range(1, 3))
    export_operators(desk, tmp_path / "so-lieu.csv", operator_figures(desk, *AUGUST), *AUGUST)
    assert (tmp_path / "so-lieu.csv").read_bytes().startswith("\ufeff".encode())
    (noted,) = list_audits(desk, what="export")
    told = noted.data or {}
    assert (told["kind"], told["file"], told["from"], told["accounts"]) == ("operators", "so-lieu.csv", "2020-08-01", 1)

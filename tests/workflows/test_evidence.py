"""Flags of a batch as a commander gets them: from saved slips of an office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from desktop_app.store.office import Change
from desktop_app.words import use_language
from desktop_app.workflows.accounts import add_account
from desktop_app.workflows.demo.run import DemoResult
from desktop_app.workflows.evidence import describe_rates, screen
from desktop_app.workflows.evidence_rules import RATES, Rates
from desktop_app.workflows.permissions import NotAllowed
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import Session, new_id, open_session
from forms.problems import Refused
from tests.sealed import PASSWORD
from tests.workflows.conftest import NOW
from tests.workflows.keyed_batches import ITEMS, Pattern, draw_public
from tests.workflows.set_clock import Clock
from tests.workflows.values import batch, slip

ITEM_IDS = [f"c{n:02d}" for n in range(1, ITEMS + 1)]


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def desk(office_folder: Path, clock: Clock) -> Iterator[Session]:
    with open_session(office_folder, "lan", clock) as session:
        enter(session, "batches", [batch()])
        yield session


def answered(serial: int, pattern: Pattern) -> dict[str, object]:
    return slip(serial) | {"answers": dict(zip(ITEM_IDS, pattern, strict=True))}


def key(session: Session, clock: Clock, patterns: list[Pattern], seconds: int, first: int = 1) -> None:
    for serial, pattern in enumerate(patterns, first):
        clock.now += timedelta(seconds=seconds)
        save(session, "surveys", answered(serial, pattern))


def honest_slips(n: int) -> list[Pattern]:
    return draw_public(Random(f"desk {n}")).slips(n)


def test_an_honest_batch_has_no_flag(desk: Session, clock: Clock) -> None:
    key(desk, clock, honest_slips(60), seconds=14)
    assert screen(desk, "B1") == []


def test_slips_saved_every_two_seconds_are_flagged_with_what_was_seen(desk: Session, clock: Clock) -> None:
    key(desk, clock, honest_slips(30), seconds=14)
    key(desk, clock, [(5,) * ITEMS] * 12, seconds=2, first=31)
    (flag,) = screen(desk, "B1")
    assert (flag.kind, flag.account, flag.serials) == ("speed", "lan", tuple(range(31, 43)))
    assert "12 phiếu, thường 2 giây" in flag.detail
    assert flag.rates == "mô phỏng: báo nhầm 0,0 %, phát hiện 100,0 %"


def test_two_quick_slips_are_no_flag_and_a_steady_four_seconds_is_none(desk: Session, clock: Clock) -> None:
    key(desk, clock, [(5,) * ITEMS] * 2, seconds=2)
    key(desk, clock, [(5,) * ITEMS] * 30, seconds=4, first=3)
    assert screen(desk, "B1") == []


def test_a_list_is_no_keying(desk: Session) -> None:
    enter(desk, "surveys", [answered(serial, pattern) for serial, pattern in enumerate(honest_slips(60), 1)])
    assert screen(desk, "B1") == []


def test_slips_saved_one_by_one_in_the_same_second_are_no_list(desk: Session, clock: Clock) -> None:
    key(desk, clock, honest_slips(30), seconds=0)
    assert [(flag.kind, len(flag.serials)) for flag in screen(desk, "B1")] == [("speed", 29)]


def test_a_clock_that_moves_back_is_no_speed(desk: Session, clock: Clock) -> None:
    for serial, pattern in enumerate(honest_slips(40), 1):
        clock.now += timedelta(seconds=14 if serial % 2 else -13)
        save(desk, "surveys", answered(serial, pattern))
    assert not [flag for flag in screen(desk, "B1") if flag.kind == "speed" and len(flag.serials) > 20]


def test_a_pile_keyed_again_is_named_by_its_copies(desk: Session, clock: Clock) -> None:
    slips = honest_slips(60)
    key(desk, clock, [*slips, *slips[10:40]], seconds=14)
    flags = screen(desk, "B1")
    assert {flag.kind for flag in flags} == {"identical"}
    assert flags[-1].serials == tuple(range(61, 91))
    assert flags[-1].strength == "strong"
    assert flags[-1].rates == describe_rates(RATES["identical"])


def test_one_column_from_many_persons_is_ordinary(desk: Session, clock: Clock) -> None:
    dice = Random("columns")
    key(desk, clock, [(5,) * ITEMS if dice.random() < 0.7 else (4,) * ITEMS for _ in range(120)], seconds=10)
    assert screen(desk, "B1") == []


def test_a_slip_whose_day_was_moved_behind_its_keying_is_early(desk: Session, clock: Clock) -> None:
    clock.now = datetime(2020, 7, 6, 16, 0, tzinfo=NOW.tzinfo)
    save(desk, "surveys", slip(1))
    save(desk, "surveys", slip(2))
    clock.now = NOW
    (stored,) = [s for s in desk.office.records("surveys") if (s.data or {})["serial"] == 2]
    save(desk, "surveys", slip(2) | {"day": "2020-07-10"}, stored.id, stored.rev, "nhầm ngày")
    (flag,) = screen(desk, "B1")
    assert (flag.kind, flag.account, flag.serials, flag.rates) == ("early", "lan", (2,), "")


def test_void_blank_and_training_slips_are_not_looked_at(desk: Session, clock: Clock) -> None:
    key(desk, clock, honest_slips(25), seconds=14)
    for serial in range(26, 60):
        data = {"form": "survey-2640@1", "batch": "B1", "serial": serial, "day": "2020-07-06", "disposition": "blank"}
        desk.append([Change("surveys", new_id(), data)])
    assert screen(desk, "B1") == []


def test_flags_are_for_the_commander(sealed_folder: Path) -> None:
    with open_session(sealed_folder, "admin", password=PASSWORD) as admin:
        add_account(admin, "lan", "Ngô Thị Lan", "officer", PASSWORD)
        add_account(admin, "hai", "Phạm Văn Hải", "commander", PASSWORD)
    with open_session(sealed_folder, "lan", password=PASSWORD) as officer:
        enter(officer, "batches", [batch()])
        with pytest.raises(NotAllowed):
            screen(officer, "B1")
    with open_session(sealed_folder, "hai", password=PASSWORD) as commander:
        assert screen(commander, "B1") == []
        with pytest.raises(Refused):
            screen(commander, "B9")


def test_the_seed_story_has_no_flag(story: DemoResult) -> None:
    looked_at = 0
    for folder in sorted(path.parent for path in story.folder.rglob("office.json")):
        with open_session(folder, read_only=True) as session:
            for stored in session.office.records("batches", origin=""):
                looked_at += 1
                assert screen(session, stored.id) == [], (folder.name, stored.id)
    assert looked_at >= 12


def test_rates_are_rounded_half_up_in_both_languages() -> None:
    rates = Rates(honest=2000, alarms=1, planted=300, found=281)
    assert describe_rates(rates) == "mô phỏng: báo nhầm 0,1 %, phát hiện 93,7 %"
    use_language("en")
    try:
        assert describe_rates(rates) == "simulated: 0.1 % false alarms, 93.7 % found"
    finally:
        use_language("vi")

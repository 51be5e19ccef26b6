"""Crash states built from recordings: every state opens and holds all that was promised, and nothing by half.

Of the three methods this one alone sees what a power cut does. It catches: no flush, no flush of folders, acknowledged before the
flush, witness before the flush, tail cut too far, groups ignored (test_faults.py plants each). It does not see a hash that is not
checked: test_flips.py does.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.crash.explore import Result, check_recoveries, check_restarts, check_states, fast_folder, record
from tests.store.crash.scenarios import SCENARIOS, make_sender

STATES, OPENINGS, STATES_AFTER_OPENING, RESTARTS, STATES_AFTER_RESTART = 300, 8, 12, 40, 6
LEAST_STATES = 3000
METHODS = ("crash", "recovery", "restart")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with fast_folder() as folder:
        yield folder


@functools.cache
def sender_lines(place: Path) -> list[bytes]:
    return make_sender(place / "sender")


@functools.cache
def result(place: Path, name: str, method: str) -> Result:
    scenario = SCENARIOS[name]
    recording = record(scenario, place / name / method, sender_lines(place))
    work = place / name / f"{method}-state"
    if method == "crash":
        return check_states(scenario, recording, work, STATES)
    if method == "recovery":
        return check_recoveries(scenario, recording, work, OPENINGS, STATES_AFTER_OPENING)
    return check_restarts(scenario, recording, work, RESTARTS, STATES_AFTER_RESTART)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_every_state_after_a_power_cut_holds_what_was_promised(place: Path, name: str, method: str) -> None:
    found = result(place, name, method)
    assert found.looked > 20
    assert not found.broken, "\n".join(found.broken[:5])


def test_thousands_of_states_were_looked_at(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = {method: [result(place, name, method) for name in SCENARIOS] for method in METHODS}
    with capsys.disabled():
        for method, results in found.items():
            print(f"\ncrash states, {method}: {sum(r.looked for r in results)} of {sum(r.there for r in results)} looked at")
    assert sum(r.looked for results in found.values() for r in results) >= LEAST_STATES

"""Real processes killed with SIGKILL in the midst of work: the office opens, every promise is held, no group is there by half.

This method catches what a process keeps to itself too long - a save acknowledged before it is written - and locks and tails left
behind. It says nothing of power cuts: without any flush it passes just the same, which the last test shows. `SOMOTCUA_KILLS=n`
kills n times.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.store.files import Files
from tests.store.crash.explore import fast_folder
from tests.store.crash.faults import keep_back
from tests.store.crash.judge import Broken
from tests.store.crash.killing import kill_often
from tests.store.crash.scenarios import SCENARIOS, make_sender
from tests.store.offices import NoFlush

KILLS = int(os.environ.get("SOMOTCUA_KILLS", "208"))
CONTROL_KILLS = 40
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other system: SIGKILL")


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with fast_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def lines(place: Path) -> list[bytes]:
    return make_sender(place / "sender")


@pytest.mark.parametrize("name", SCENARIOS)
def test_killed_processes_leave_every_promise_held(place: Path, lines: list[bytes], name: str) -> None:
    kills, promised = kill_often(SCENARIOS[name], place / name, -(-KILLS // len(SCENARIOS)), lines)
    assert promised > kills / 2


def test_two_hundred_processes_are_killed() -> None:
    assert -(-KILLS // len(SCENARIOS)) * len(SCENARIOS) >= min(KILLS, 200)
    assert "SOMOTCUA_KILLS" in os.environ or KILLS >= 200


def test_control_a_save_acknowledged_before_it_is_written_is_caught(place: Path, lines: list[bytes]) -> None:
    with pytest.raises(Broken):
        kill_often(SCENARIOS["keying"], place / "kept-back", CONTROL_KILLS, lines, keep_back)


@pytest.mark.parametrize("layer", [Files, NoFlush])
def test_control_kills_alone_do_not_tell_a_store_that_flushes_from_one_that_does_not(
    place: Path, lines: list[bytes], layer: type[Files]
) -> None:
    kills, promised = kill_often(SCENARIOS["importing"], place / layer.__name__, CONTROL_KILLS // 4, lines, layer)
    assert promised > kills / 2

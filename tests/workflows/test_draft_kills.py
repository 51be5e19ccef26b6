"""kill -9 while slips are keyed: what comes back, and that nothing is lost but the field under the finger.

A child keys slip after slip as a person does, its next key coming once the disk has the one before; it is killed at random
moments, in the middle of a write or a save too. Each time the office is opened again and looked at.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from desktop_app.store.errors import DiskFull
from desktop_app.workflows.draft_writer import Draft, DraftWriter
from desktop_app.workflows.keying import EntrySession
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import open_session
from tests.workflows.conftest import Ticking
from tests.workflows.values import batch

KILLS = int(os.environ.get("SOMOTCUA_KILLS", "60"))
ITEMS = 22


def answer(serial: int, place: int) -> int:
    return (serial * 7 + place * 3) % 5 + 1


def key_slips(folder: Path, pipe: int, dice: random.Random) -> None:
    """What the child does until it is killed; it tells each key it has pressed."""
    with open_session(folder, "lan", Ticking()) as session:
        entry = EntrySession(session, "B1")
        while True:
            if entry.is_complete:
                entry.save()
            else:
                serial, place = entry.slip.serial, entry.cursor
                entry.press(str(answer(serial, place)))
                os.write(pipe, b"%d\n" % (serial * ITEMS + place + 1))
            entry.keep_draft()
            time.sleep(dice.random() * 0.004)
            entry.write_draft()


def killed_child(folder: Path, dice: random.Random) -> tuple[int, int]:
    """Let a child key, kill it; return how many fields had been keyed in all, and how many by this child."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            key_slips(folder, writing, dice)
        os._exit(1)
    os.close(writing)
    told = os.read(reading, 1 << 16)
    time.sleep(dice.random() * 0.12)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"
    with os.fdopen(reading, "rb") as rest:
        lines = (told + rest.read()).split()
    return int(lines[-1]), len(lines)


@pytest.mark.skipif(sys.platform == "win32", reason="other system: fork")
def test_a_kill_at_a_random_moment_loses_one_field_at_most(office_folder: Path) -> None:
    with open_session(office_folder, "lan", Ticking()) as session:
        enter(session, "batches", [batch(last=5000)])
    dice, typed = random.Random(2020), 0
    for number in range(KILLS):
        last, by_child = killed_child(office_folder, random.Random(number))
        typed += by_child
        with open_session(office_folder, "lan", Ticking()) as session:
            entry = EntrySession(session, "B1")
            assert (entry.slip.form, entry.slip.batch, entry.cursor) == ("survey-2640@1", "B1", entry.answered)
            lost = last - (entry.slip.serial * ITEMS + entry.answered)
            assert -1 <= lost <= 1, f"kill {number}: {lost} fields lost"  # -1: the key was kept and not told yet
            assert list(entry.slip.answers.values()) == [answer(entry.slip.serial, place) for place in range(entry.answered)]
            if dice.random() < 0.2:
                entry.leave()
    with open_session(office_folder, "lan", Ticking()) as session:
        slips = [stored.data or {} for stored in session.office.records("surveys")]
        assert [slip["serial"] for slip in slips] == list(range(1, len(slips) + 1))
        assert all(list(s["answers"].values()) == [answer(s["serial"], place) for place in range(ITEMS)] for s in slips)
        counted = sum((stored.data or {})["fields"] for stored in session.office.records("sittings", ""))
        assert typed - KILLS <= counted <= typed + KILLS


def test_the_newest_state_wins_and_flush_waits_for_it() -> None:
    written: list[Draft | None] = []

    def write(draft: Draft | None) -> None:
        time.sleep(0.002)
        written.append(draft)

    writer = DraftWriter(write)
    for number in range(50):
        writer.put({"n": number})
    writer.flush()
    assert written[-1] == {"n": 49}
    assert len(written) < 50
    writer.put(None)
    writer.flush()
    assert written[-1] is None


def test_a_write_that_failed_is_told_once_and_is_over_with_the_next_that_succeeds() -> None:
    full = [True]

    def write(_draft: Draft | None) -> None:
        if full[0]:
            raise DiskFull

    writer = DraftWriter(write)
    writer.put({})
    with pytest.raises(DiskFull):
        writer.flush()
    assert writer.take_trouble() is None
    writer.put({})
    full[0] = False
    writer.put({})
    writer.flush()
    assert writer.take_trouble() is None


def test_the_writers_thread_ends_without_work_and_another_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.workflows.draft_writer.LINGER_SECONDS", 0.0)
    written: list[Draft | None] = []
    writer = DraftWriter(written.append)
    for number in range(20):
        writer.put({"n": number})
        writer.flush()
    assert written == [{"n": number} for number in range(20)]

"""Records scenarios and holds crash states: of a recording, of recoveries from a first crash, of restarts after a kill.

`SOMOTCUA_CRASH=full` looks at all states; without it a fixed sample of each recording, spread evenly.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.store.crash.judge import judge, open_plainly
from tests.store.crash.layer import Note, Op, Recorder, Tree, replay, walk, write_state
from tests.store.crash.ledger import Entry
from tests.store.crash.scenarios import Run, Scenario, open_any
from tests.store.crash.states import Crash, crashes
from tests.store.offices import NoFlush

FULL = os.environ.get("SOMOTCUA_CRASH", "") == "full"
FAST = Path("/dev/shm")
Item = TypeVar("Item")


@dataclass(slots=True)
class Recording:
    """What a scenario did from `start` on. `told`: what was promised before."""

    start: Tree
    ops: list[Op]
    told: list[Entry]


@dataclass(slots=True)
class Result:
    """How many states there are, how many were looked at, and the first complaints."""

    there: int = 0
    looked: int = 0
    broken: list[str] = field(default_factory=list)


@contextmanager
def fast_folder() -> Iterator[Path]:
    """A temporary folder, in memory where the system has such a place."""
    with tempfile.TemporaryDirectory(dir=FAST if FAST.is_dir() else None, prefix="crash-") as name:
        yield Path(name).resolve()


def record(scenario: Scenario, folder: Path, lines: Sequence[bytes] = (), layer: type[Recorder] = Recorder) -> Recording:
    """Run a scenario in an empty folder and return what it did."""
    told: list[Entry] = []
    folder.mkdir(parents=True)
    with scenario.set():
        scenario.prepare(Run(folder, NoFlush(), told.append, lines=lines))
        recorder = layer(folder)
        for number in range(1, scenario.rounds + 1):
            scenario.work(Run(folder, recorder, recorder.note, number, lines))
    return Recording(recorder.start, recorder.ops, told)


def sample(items: list[Item], budget: int) -> list[Item]:
    """Return all items, or `budget` of them spread evenly."""
    if FULL or len(items) <= budget:
        return items
    return [items[number * len(items) // budget] for number in range(budget)]


def check_states(scenario: Scenario, recording: Recording, work: Path, budget: int, first: int = 0) -> Result:
    """Hold the states of a recording; with `first` those of `budget` cuts from there on."""
    cuts = sample(list(range(first, len(recording.ops) + 1)), budget) if first else []
    every = list(crashes(recording.start, recording.ops, cuts))
    result = Result(len(every))
    with scenario.set():
        for crash in sample(every, budget):
            result.looked += 1
            complaint = check_crash(crash, recording.told, work)
            if complaint:
                result.broken.append(f"{scenario.name}, cut at {crash.cut}: {complaint}")
    return result


def check_crash(crash: Crash, told: list[Entry], work: Path) -> str:
    """Return what is wrong with one state, empty if nothing is."""
    write_state(crash.state, work)
    try:
        judge(work, [*told, *crash.entries])
    except Exception as error:  # noqa: BLE001 - whatever an opening dies of is what is looked for
        return f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(work)
    return ""


def check_recoveries(scenario: Scenario, recording: Recording, work: Path, openings: int, budget: int) -> Result:
    """Crash again while an opening mends what a first crash left: hold the states of a sample of such openings."""
    total = Result()
    every = [crash for crash in crashes(recording.start, recording.ops) if crash.state]
    for crash in sample(every, openings):
        write_state(crash.state, work)
        told = [*recording.told, *crash.entries]
        recorder = Recorder(work)
        with scenario.set():
            open_all(work, recorder)
        shutil.rmtree(work)
        add(total, check_states(scenario, Recording(recorder.start, recorder.ops, told), work, budget))
    return total


def open_all(root: Path, recorder: Recorder) -> None:
    """Open and close every office below a folder."""
    for office in sorted(path.parent for path in root.glob("[!.]*/office.json")):
        open_any(office, recorder).close()


def check_restarts(scenario: Scenario, recording: Recording, work: Path, restarts: int, budget: int) -> Result:
    """Kill the process at an operation, start it anew and work on; cut the power then.

    A killed process loses nothing that it has written, but nothing more is flushed than it flushed itself: the next process must
    not build on names and bytes that are not on the disk.
    """
    total = Result()
    for cut in sample(list(range(len(recording.ops))), restarts):
        seen = replay(recording.start, recording.ops[:cut])
        write_state(dict(walk(seen.names, seen.data)), work)
        told = [*recording.told, *(op.entry for op in recording.ops[:cut] if isinstance(op, Note))]
        again = _restart(scenario, recording, cut, told, work)
        shutil.rmtree(work)
        add(total, check_states(scenario, again, work, budget, cut))
    return total


def _restart(scenario: Scenario, recording: Recording, cut: int, told: list[Entry], work: Path) -> Recording:
    recorder = Recorder(work, recording.start, recording.ops[:cut])
    with scenario.set():
        open_all(work, recorder)
        found = judge_copy(work, told)
        for entry in found:
            recorder.note(entry)
        scenario.work(Run(work, recorder, recorder.note, 50))
    return Recording(recorder.start, recorder.ops, recording.told)


def judge_copy(root: Path, told: list[Entry]) -> list[Entry]:
    """Return what the offices below a folder hold, without changing them."""
    copy = root.with_name(root.name + "-copy")
    shutil.copytree(root, copy)
    try:
        return [entry for entry in judge(copy, told, open_plainly) if entry.moment == "found"]
    finally:
        shutil.rmtree(copy)


def add(total: Result, more: Result) -> None:
    """Add the numbers up."""
    total.there += more.there
    total.looked += more.looked
    total.broken += more.broken

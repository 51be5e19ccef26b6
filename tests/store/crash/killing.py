"""Processes that work on an office and are killed (SIGKILL), each started by one small server process: that takes little time.

The child tells through a pipe what it tries and what is promised, with the plain file layer and real flushes.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from desktop_app.store.files import Files
from tests.store.crash.judge import judge
from tests.store.crash.ledger import Entry
from tests.store.crash.scenarios import SCENARIOS, Run, Scenario
from tests.store.offices import NoFlush

KILLS_AN_OFFICE = 8
START_SECONDS = 20.0
LONGEST_SECONDS = 0.03
MakeFiles = Callable[[], Files]


def work_until_killed(pipe: Connection, name: str, root: str, first: int, lines: Sequence[bytes], make_files: MakeFiles) -> None:
    """Run a scenario's work round after round (in the child)."""
    scenario, number, files = SCENARIOS[name], first, make_files()
    with scenario.set():
        while True:
            scenario.work(Run(Path(root), files, pipe.send, number, lines))
            number += 1


def kill_once(
    scenario: Scenario, root: Path, first: int, seconds: float, lines: Sequence[bytes], make_files: MakeFiles = Files
) -> list[Entry]:
    """Start a child, kill it `seconds` after it first told something; return what it told."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    ours, theirs = context.Pipe(duplex=False)
    child: BaseProcess = context.Process(
        target=work_until_killed, args=(theirs, scenario.name, str(root), first, lines, make_files), daemon=True
    )
    child.start()
    theirs.close()
    if not ours.poll(START_SECONDS):
        raise TimeoutError(f"{scenario.name}: the child says nothing")
    told = _listen(ours, time.monotonic() + seconds)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    told += _listen(ours, time.monotonic() + START_SECONDS)
    child.join()
    assert child.exitcode == -signal.SIGKILL, f"{scenario.name}: the child ended by itself"
    return told


def _listen(pipe: Connection, until: float) -> list[Entry]:
    told: list[Entry] = []
    with contextlib.suppress(EOFError, ConnectionResetError):  # the child is dead, with its last word perhaps cut off
        while pipe.poll(max(until - time.monotonic(), 0)):
            told.append(pipe.recv())
    return told


def kill_often(
    scenario: Scenario, folder: Path, kills: int, lines: Sequence[bytes], make_files: MakeFiles = Files
) -> tuple[int, int]:
    """Kill a scenario's process again and again, hold the office each time. Returns kills and promises. Raises Broken."""
    chance, promised, root, told = random.Random(2020), 0, folder, list[Entry]()
    for number in range(kills):
        if number % KILLS_AN_OFFICE == 0:
            root, told = folder / str(number), []
            root.mkdir(parents=True)
            with scenario.set():
                scenario.prepare(Run(root, NoFlush(), told.append, lines=lines))
        said = kill_once(scenario, root, 1 + number * 1000, chance.random() * LONGEST_SECONDS, lines, make_files)
        promised += sum(entry.moment == "done" for entry in said)
        with scenario.set():
            told = judge(root, [*told, *said])
    return kills, promised

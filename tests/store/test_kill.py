"""Processes killed while they save and receive: every acknowledged group is there, no group is there by half.

Killing proves locks, tails and acknowledgements, not power cuts: for those see the crash states.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.store.offices import EPOCH, PROVINCE, contents, make_office, new, opened, save, slip

LOOPS = 6

SAVING = """
import sys
from pathlib import Path
from tests.store.offices import opened, save, new, slip
with opened(Path(sys.argv[1])) as office:
    k = int(sys.argv[2])
    while True:
        k += 1
        PLANTED
        save(office, *(new("surveys", f"{k}-{part}", slip(3 * k + part)) for part in range(3)))
        print(k, flush=True)
"""

RECEIVING = """
import sys
from pathlib import Path
from tests.store.offices import opened, EPOCH, NOW
lines = Path(sys.argv[2]).read_bytes().splitlines(keepends=True)
with opened(Path(sys.argv[1])) as office:
    at = office.streams()["tuson-1", EPOCH].n if office.streams() else 0
    while at < len(lines):
        at += 3
        office.receive("U", "tuson-1", EPOCH, lines[:at], {"bundle_seq": at}, "an", NOW)
        print(at, flush=True)
"""


def run_and_kill(code: str, arguments: list[str], seconds: float) -> int:
    """Run a child, kill it some time after its first acknowledgement, return the last number it acknowledged."""
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    numbers = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return int(numbers[-1]) if numbers else 0


@pytest.mark.skipif(sys.platform == "win32", reason="other system: SIGKILL")
def test_killed_while_saving(tmp_path: Path) -> None:
    folder, chance, known = make_office(tmp_path / "o"), random.Random(2020), 0
    for _ in range(LOOPS):
        acknowledged = run_and_kill(SAVING.replace("PLANTED", ""), [str(folder), str(known)], chance.random() * 0.05)
        with opened(folder) as office:
            found = {id for _, id in contents(office)}
        known = max(int(id.split("-")[0]) for id in found)
        assert acknowledged <= known <= acknowledged + 1
        assert found == {f"{k}-{part}" for k in range(1, known + 1) for part in range(3)}


@pytest.mark.skipif(sys.platform == "win32", reason="other system: SIGKILL")
def test_killed_while_receiving(tmp_path: Path) -> None:
    sender = make_office(tmp_path / "sender")
    with opened(sender) as office:
        for k in range(60):
            save(office, *(new("surveys", f"{k}-{part}", slip(3 * k + part)) for part in range(3)))
        lines = tmp_path / "lines"
        lines.write_bytes(b"".join(office.raw_lines(1)))
    folder, chance = make_office(tmp_path / "p", PROVINCE), random.Random(2020)
    for _ in range(LOOPS // 2):
        acknowledged = run_and_kill(RECEIVING, [str(folder), str(lines)], chance.random() * 0.03)
        with opened(folder) as office:
            n = office.streams()["tuson-1", EPOCH].n
            assert n in {acknowledged, acknowledged + 3} or acknowledged == 0
            assert office.count("surveys") == n


@pytest.mark.skipif(sys.platform == "win32", reason="other system: SIGKILL")
def test_control_a_save_acknowledged_before_it_is_written_would_be_caught(tmp_path: Path) -> None:
    planted = SAVING.replace("PLANTED", "print(k, flush=True); __import__('time').sleep(0.02)")
    folder, misses, known = make_office(tmp_path / "o"), 0, 0
    for _ in range(LOOPS):
        acknowledged = run_and_kill(planted, [str(folder), str(known)], 0.0)
        with opened(folder) as office:
            known = office.head.n // 3
        misses += acknowledged > known
    assert misses > 0

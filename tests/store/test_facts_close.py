"""An office may be closed while a worker still counts: sqlite3 would end the whole process, so it is tried in one of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LONG = "WITH RECURSIVE t(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM t WHERE a < 1000000) SELECT SUM(a) FROM t"
CLOSED_UNDER_A_COUNT = f"""
import sys, threading, time
from pathlib import Path
from desktop_app.workflows.session import open_session

counted = []
for _ in range(5):
    session = open_session(Path(sys.argv[1]))
    worker = threading.Thread(target=lambda facts: counted.extend(facts.execute("{LONG}")), args=[session.office.facts()])
    worker.start()
    time.sleep(0.03)
    session.close()
    worker.join()
print(counted)
"""


def test_closing_under_a_count_lets_the_count_end(office_folder: Path) -> None:
    command = [sys.executable, "-c", CLOSED_UNDER_A_COUNT, str(office_folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, str([(500000500000,)] * 5)), done.stderr

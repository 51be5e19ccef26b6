"""The commands of a commander as they are typed: figures of who keyed, as a table, JSON, CSV; the signs of a batch."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.workflows.records import enter, save
from desktop_app.workflows.session import VIETNAM, open_session
from tests.workflows.values import batch, slip

Run = Callable[..., tuple[int, str, str]]
PERIOD = ("--from", "1/8/2020", "--to", "31/8/2020")


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on an office in which lan saved 12 slips, one in two seconds."""
    now = [datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)]
    with open_session(office_folder, "lan", lambda: now[0]) as session:
        enter(session, "batches", [batch()])
        for serial in range(1, 13):
            now[0] += timedelta(seconds=2)
            save(session, "surveys", slip(serial))

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_operators_as_a_table_and_as_json(run: Run) -> None:
    status, out, _ = run("operators", *PERIOD)
    head, lan = out.splitlines()
    assert (status, head.split()[0], lan.split()[:2]) == (0, "Tài", ["lan", "12"])
    (found,) = json.loads(run("operators", *PERIOD, "--json")[1])
    assert (found["account"], found["slips"], found["keying"]["keys"], found["disagreements"]["slips"]) == ("lan", 12, 0, 0)


def test_operators_as_csv_and_the_own_ones(run: Run, tmp_path: Path) -> None:
    status, _, _ = run("operators", *PERIOD, "--csv", tmp_path / "so-lieu.csv")
    lines = (tmp_path / "so-lieu.csv").read_text(encoding="utf-8-sig").splitlines()
    assert (status, len(lines), lines[1].split(",")[:2]) == (0, 2, ["tổng", "lan"])
    (own,) = json.loads(run("operators", *PERIOD, "--own", "--json")[1])
    assert (own["account"], own["slips"]) == ("admin", 0)


def test_evidence_says_what_was_seen_and_how_far_it_can_be_trusted(run: Run) -> None:
    status, out, _ = run("evidence", "B1")
    assert status == 0
    for part in ("Nhập nhanh bất thường", "lan", "11 phiếu", "2, 3, 4", "mô phỏng: báo nhầm 0,0 %"):
        assert part in out
    (flag,) = json.loads(run("evidence", "B1", "--json")[1])
    assert (flag["kind"], flag["serials"]) == ("speed", list(range(2, 13)))


def test_evidence_of_a_batch_that_is_not_there_is_refused(run: Run) -> None:
    status, out, err = run("evidence", "B9")
    assert (status, out) == (2, "")
    assert "EVIDENCE-BATCH-UNKNOWN" in err

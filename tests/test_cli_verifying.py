"""Verification at the command line: how far a batch is, a sample drawn, its outcome, with exit statuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.workflows.session import open_session
from tests.workflows.twice import key_slips, second

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on an office with thirty keyed slips."""
    with open_session(office_folder, "lan") as session:
        key_slips(session, 30, verify="sample", returned=30)

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), "--account", "binh", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_a_batch_is_not_verified_until_every_slip_is(run: Run) -> None:
    status, out, _ = run("verification", "B1", "--json")
    found = json.loads(out)
    assert (status, found["slips"], found["verified"], found["complete"]) == (1, 30, 0, False)
    assert found["residual"]["percent"] is None
    status, out, _ = run("verification", "B1")
    assert "Ước tính còn sai" in out
    assert "chưa biết" in out


def test_a_sample_is_drawn_verified_and_concluded(run: Run, office_folder: Path) -> None:
    status, out, _ = run("sample", "draw", "B1", "--size", "14")
    assert status == 0
    assert len(out.splitlines()[1].split(", ")) == 14
    assert run("sample", "draw", "B1")[0] == 2
    status, out, _ = run("sample", "result", "B1")
    assert status == 1
    assert "Chưa xong" in out
    with open_session(office_folder, "lan") as session:
        for _ in range(14):
            second(session, "binh", "sample")
    status, out, _ = run("sample", "result", "B1", "--json")
    found = json.loads(out)
    assert (status, found["passed"], found["upper"], found["limit"]) == (0, True, "0.97", "1")
    assert "Đạt" in run("sample", "result", "B1")[1]
    status, out, _ = run("verification", "B1", "--json")
    found = json.loads(out)
    assert (status, found["verified"], found["keyers"], found["verifiers"], found["apart"]) == (1, 14, ["lan"], ["binh"], True)


def test_a_batch_that_is_not_there_is_said(run: Run) -> None:
    assert run("verification", "B9")[0] == 1
    assert "B9" in run("sample", "result", "B9")[2]
    assert run("sample", "draw", "B9")[0] == 2


def test_whoever_locks_a_batch_is_told_what_is_not_verified(run: Run) -> None:
    status, out, err = run("batch", "lock", "B1")
    assert status == 0
    assert "B1" in out
    assert "LOCK-SAMPLE-NOT-PASSED" in err

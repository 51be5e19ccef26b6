"""`batch slips`, `batch sheet`, `batch score` as an administrator types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.workflows.auditing import list_audits
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import open_session
from tests.exports.slip_pictures import words
from tests.workflows.test_training import right
from tests.workflows.values import batch

TEN = {"last": 10, "issued": 10, "returned": 10}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `batch` on an office with a batch of ten and a training batch; returns status, standard output, standard error."""
    with open_session(office_folder, "lan") as session:
        enter(session, "batches", [batch(**TEN), batch(batch="TAP-1", training="yes")])
        enter(session, "surveys", [right(1, c05="illegible"), right(2)])

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), "--account", "lan", "batch", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_slips_are_written_and_noted(run: Run, office_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "phieu.pdf"
    assert run("slips", "B1", "4", "6", "--pdf", str(path))[:2] == (0, f"Đã ghi phiếu số 4-6: {path}\n")
    assert "0006" in words(path.read_bytes(), 2)
    with open_session(office_folder, "lan") as session:
        (noted,) = [stored.data or {} for stored in list_audits(session, what="export")]
    assert (noted["kind"], noted["batch"], noted["first"], noted["last"]) == ("slips", "B1", 4, 6)


def test_one_number_is_one_slip_and_no_number_the_whole_batch(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "phieu.pdf"
    assert run("slips", "B1", "4", "--pdf", str(path))[1] == f"Đã ghi phiếu số 4: {path}\n"
    assert run("slips", "B1", "--pdf", str(path))[1] == f"Đã ghi phiếu số 1-10: {path}\n"


def test_wrong_numbers_leave_no_file(run: Run, tmp_path: Path) -> None:
    status, _, told = run("slips", "B1", "9", "12", "--pdf", str(tmp_path / "phieu.pdf"))
    assert status == 2
    assert "PAPER-OUTSIDE" in told
    assert not list(tmp_path.glob("*.pdf"))


def test_the_control_sheet_is_written_and_noted(run: Run, office_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "kiem-soat.pdf"
    assert run("sheet", "B1", "--pdf", str(path))[:2] == (0, f"Đã ghi phiếu kiểm soát: {path}\n")
    assert "PHIẾU KIỂM SOÁT" in words(path.read_bytes())
    with open_session(office_folder, "lan") as session:
        assert [(stored.data or {})["kind"] for stored in list_audits(session, what="export")] == ["control-sheet"]


def test_the_score_is_for_a_person_and_for_machines(run: Run) -> None:
    status, out, _ = run("score", "TAP-1")
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "lan: 2 phiếu, 44 ô, sai 1 ô ở 1 phiếu."
    assert lines[-1].split()[0] == "1"
    assert "không đọc được" in lines[-1]
    (found,) = json.loads(run("score", "TAP-1", "--json")[1])
    assert (found["account"], found["errors"], found["fields"]) == ("lan", 1, 44)


def test_a_batch_without_answers_has_no_score(run: Run) -> None:
    status, _, told = run("score", "B1")
    assert status == 2
    assert "SCORE-NO-TRAINING" in told


def test_a_training_batch_nobody_has_keyed_says_so(run: Run, office_folder: Path) -> None:
    with open_session(office_folder, "lan") as session:
        enter(session, "batches", [batch(batch="TAP-2", training="yes")])
    assert run("score", "TAP-2")[:2] == (0, "Chưa ai nhập phiếu nào của đợt này.\n")

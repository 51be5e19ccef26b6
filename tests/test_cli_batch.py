"""`batch` as an administrator types it: the ledger in figures and as JSON, papers marked, the lock."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import open_session
from tests.workflows.values import batch, slip

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `batch` on an office with ten slips issued, four keyed; returns status, standard output, standard error."""
    with open_session(office_folder) as session:
        enter(session, "batches", [batch(last=10, issued=10, returned=9), batch(batch="T1", training="yes")])
        enter(session, "surveys", [slip(number) for number in (1, 2, 3, 7)])

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), "batch", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_the_ledger_is_for_machines(run: Run) -> None:
    assert run("blank", "B1", "9")[:2] == (0, "Đã đánh dấu 1 phiếu trống.\n")
    status, out, _ = run("ledger", "B1", "--json")
    assert status == 0
    assert json.loads(out) == {
        "batch": "B1", "training": False, "issued": 10, "returned": 9, "keyed": 4, "void": 0, "blank": 1, "outstanding": 5,
        "waiting": 4, "balanced": False, "unissued": 0, "missing_count": 5, "missing": [[4, 6], [8, 8], [10, 10]],
        "doubled": [], "clashing": [], "outside": [], "elsewhere": 0,
    }  # fmt: skip
    assert [ledger["batch"] for ledger in json.loads(run("ledger", "--json")[1])] == ["B1", "T1"]


def test_the_ledger_is_for_a_person(run: Run) -> None:
    assert run("void", "B1", "4", "6", "--why", "rách khi in")[0] == 0
    status, out, _ = run("ledger", "B1")
    lines = [line.split() for line in out.splitlines()]
    assert status == 0
    assert ["Phiếu", "hủy", "3"] in lines
    assert ["Số", "thiếu", "8-10"] in lines
    assert run("ledger")[1].splitlines()[1].split() == ["B1", "10", "9", "4", "3", "0", "3", "3", "0", "0"]


def test_more_than_was_issued_is_called_a_surplus(run: Run, office_folder: Path) -> None:
    with open_session(office_folder) as session:
        enter(session, "batches", [batch(last=10, issued=3, returned=3)], "đếm lại")
    assert ["Thừa", "1"] in [line.split() for line in run("ledger", "B1")[1].splitlines()]


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("void", "B1", "4"), 2, "VOID-WHY-EMPTY"),
        (("blank", "B1", "3", "4"), 2, "MARK-TAKEN"),
        (("blank", "B9", "1"), 2, "MARK-BATCH-UNKNOWN"),
        (("ledger", "B9"), 1, ""),
    ],
)
def test_what_cannot_be_done_says_so(run: Run, arguments: tuple[str, ...], status: int, code: str) -> None:
    found, out, err = run(*arguments)
    assert (found, out, code in err) == (status, "", True)


def test_a_locked_batch_is_marked_only_after_it_is_unlocked(run: Run) -> None:
    assert run("lock", "B1")[0] == 0
    status, _, err = run("blank", "B1", "9")
    assert (status, "BATCH-LOCKED" in err) == (2, True)
    assert run("unlock", "B1")[0] == 2
    assert run("unlock", "B1", "--why", "sót một tờ")[0] == 0
    assert run("blank", "B1", "9")[0] == 0


def test_an_act_must_be_named(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run()
    assert "batch" in capsys.readouterr().err

"""Overdue dossiers and hand-overs as an officer types them: what is printed, and the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.cli import main
from tests.test_cli import write_lines
from tests.workflows.values import dossier

Call = Callable[..., tuple[int, str, str]]
ONE, TWO = "000.17.22.H05-200706-0001", "000.17.22.H05-200706-0002"


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Run a command on an office with two dossiers of July 2020; returns status, standard output, standard error."""

    def call(*words: str) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), "--account", "lan", *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    two = dossier(2, received_at="2020-07-07T08:00:00+07:00")
    assert call("enter", "dossiers", str(write_lines(tmp_path / "d.jsonl", two, dossier(1))))[0] == 0
    return call


def test_the_overdue_are_printed_oldest_first(run: Call) -> None:
    status, out, _ = run("overdue", "--json")
    told = json.loads(out)
    assert status == 0
    assert [(row["code"], row["due"], row["officer"]) for row in told["overdue"]] == [
        (ONE, "2020-07-15", "lan"), (TWO, "2020-07-16", "lan"),
    ]  # fmt: skip
    assert (told["soon"], told["uncertain"], told["overdue"][0]["days_late"] > 1000) == ([], False, True)
    assert run("overdue")[1].splitlines()[0].startswith(ONE)


def test_dossiers_are_handed_over_and_the_log_is_listed(run: Call) -> None:
    assert run("handover", ONE, TWO, "--taker", "minh", "--note", "nghỉ phép")[:2] == (0, "Đã bàn giao 2 hồ sơ cho minh.\n")
    rows = json.loads(run("handover", "--json")[1])
    assert [(row["code"], row["from"], row["to"], row["note"]) for row in rows] == [
        (ONE, "lan", "minh", "nghỉ phép"), (TWO, "lan", "minh", "nghỉ phép"),
    ]  # fmt: skip
    assert json.loads(run("handover", "--to", "31/12/2020", "--json")[1]) == []
    assert json.loads(run("overdue", "--json")[1])["overdue"][0]["officer"] == "minh"


def test_what_cannot_be_is_refused_whole(run: Call) -> None:
    status, _, err = run("handover", ONE, "000.17.22.H05-200706-0009", "--taker", "minh")
    assert (status, "0009" in err) == (1, True)
    status, _, err = run("handover", ONE)
    assert (status, "HANDOVER-TO-EMPTY" in err) == (2, True)
    assert json.loads(run("handover", "--json")[1]) == []

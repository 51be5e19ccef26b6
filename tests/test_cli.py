"""The command line as an administrator types it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from desktop_app.commands import COMMANDS
from desktop_app.workflows.session import open_session
from tests.workflows.values import batch, dossier, slip

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a fresh office; returns status, standard output, standard error."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def write_lines(path: Path, *values: Any) -> Path:
    path.write_text("".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values), encoding="utf-8")
    return path


@pytest.fixture
def keyed(run: Run, tmp_path: Path) -> Run:
    """An office with a batch, two slips and a dossier."""
    assert run("enter", "batches", write_lines(tmp_path / "b.jsonl", batch()))[0] == 0
    assert run("enter", "surveys", write_lines(tmp_path / "s.jsonl", slip(1), slip(2, answer=4)))[0] == 0
    assert run("enter", "dossiers", write_lines(tmp_path / "d.jsonl", dossier()))[0] == 0
    return run


def test_records_go_in_and_come_out(keyed: Run) -> None:
    status, out, _ = keyed("list", "surveys", "--json")
    found = json.loads(out)
    assert status == 0
    assert [record["data"]["serial"] for record in found] == [1, 2]
    status, out, _ = keyed("show", "000.17.22.H05-200706-0001")
    assert json.loads(out)["data"]["frozen"]["due"] == "2020-07-15"
    assert keyed("list", "dossiers", "--find", "dang huong")[1].count("\n") == 1
    assert keyed("list", "dossiers", "--from", "2020-07-07", "--to", "2020-07-31", "--json")[1].strip() == "[]"


def test_refused_input_is_status_2_with_every_problem_on_standard_error(run: Run, tmp_path: Path, office_folder: Path) -> None:
    run("enter", "batches", write_lines(tmp_path / "b.jsonl", batch()))
    with open_session(office_folder, read_only=True) as session:
        before = session.office.head
    bad = write_lines(tmp_path / "bad.jsonl", slip(1), {**slip(2), "day": "31/02/2020", "batch": "B9"})
    status, out, err = run("enter", "surveys", bad)
    assert (status, out) == (2, "")
    assert re.search(r"line 2: day \[[A-Z-]+\]", err)
    assert re.search(r"line 2: batch \[[A-Z-]+\]", err)
    with open_session(office_folder, read_only=True) as session:
        assert session.office.head == before


def test_a_file_that_is_no_json_names_its_lines(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"a": 1, "a": 2}\n\n{"a": NaN}\nxin chao\n')
    status, _, err = run("enter", "dossiers", path)
    assert status == 2
    assert [line for line in ("line 1", "line 3", "line 4") if line in err] == ["line 1", "line 3", "line 4"]


def test_a_file_or_record_that_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("enter", "dossiers", tmp_path / "no.jsonl")[0] == 2
    assert run("show", "khong-co")[0] == 1
    assert run("history", "khong-co")[0] == 1
    assert run("list", "khong-co", "--json")[0] == 2


def test_a_held_office_is_status_3_and_says_who_has_it(run: Run, office_folder: Path, tmp_path: Path) -> None:
    with open_session(office_folder, "lan"):
        status, _, err = run("enter", "batches", write_lines(tmp_path / "b.jsonl", batch()))
    assert status == 3
    assert "lan" in err


def test_no_office_is_said_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--office", str(tmp_path), "list", "surveys"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["list", "surveys"]) == 2
    assert "--office" in capsys.readouterr().err


def test_summary_prints_json_and_makes_files(keyed: Run, tmp_path: Path) -> None:
    pdf, xlsx = tmp_path / "r.pdf", tmp_path / "r.xlsx"
    status, out, _ = keyed(
        "summary", "--from", "2020-07-01", "--to", "31/07/2020", "--json", "--pdf", pdf, "--xlsx", xlsx, "--number", "05"
    )
    summary = json.loads(out)
    assert status == 0
    assert summary["survey"]["overall"]["very_satisfied"]["percent"] == "50.00"
    assert (summary["survey"]["issued"], summary["survey"]["returned"], summary["survey"]["valid"]) == (400, 372, 2)
    assert summary["dossiers"]["total"]["open"]["total"] == 1
    assert pdf.read_bytes().startswith(b"%PDF-1.7")
    assert xlsx.read_bytes().startswith(b"PK")
    assert keyed("summary", "--from", "2020-07-31", "--to", "2020-07-01")[0] == 2


@pytest.mark.parametrize("command", [("list", "surveys"), ("audit",)])
def test_a_period_that_ends_before_it_begins_is_refused(keyed: Run, command: tuple[str, ...]) -> None:
    status, _, err = keyed(*command, "--from", "2020-07-31", "--to", "2020-07-01")
    assert status == 2
    assert "--from" in err


def test_a_report_is_signed_and_verified_and_a_changed_digit_is_seen(keyed: Run, tmp_path: Path) -> None:
    pdf = tmp_path / "r.pdf"
    keyed("summary", "--from", "2020-07-01", "--to", "2020-07-31", "--pdf", pdf)
    assert keyed("verify", pdf)[0] == 1
    assert keyed("sign", pdf, "--role", "prepared")[0] == 0
    assert keyed("sign", pdf, "--role", "approved")[0] == 0
    status, out, _ = keyed("verify", pdf, "--json")
    verdict = json.loads(out)
    assert (status, verdict["ok"]) == (0, True)
    assert set(verdict) == {"ok", "questions", "line"}
    data = bytearray(pdf.read_bytes())
    data[len(data) // 3] ^= 1
    pdf.write_bytes(data)
    assert keyed("verify", pdf)[0] == 1


def test_number_and_day_are_filled_in_between_the_signatures(keyed: Run, tmp_path: Path) -> None:
    pdf = tmp_path / "r.pdf"
    keyed("summary", "--from", "2020-07-01", "--to", "2020-07-31", "--pdf", pdf)
    assert keyed("sign", pdf, "--role", "prepared")[0] == 0
    assert keyed("number", pdf, "--number", "05", "--day", "5/8/2020")[0] == 0
    assert keyed("sign", pdf, "--role", "approved")[0] == 0
    assert keyed("verify", pdf)[0] == 0
    assert keyed("number", pdf, "--number", "06")[0] == 2
    assert keyed("verify", pdf)[0] == 0


def test_history_shows_who_when_what_and_why(keyed: Run, tmp_path: Path) -> None:
    keyed("enter", "batches", write_lines(tmp_path / "b2.jsonl", batch(returned=373)), "--why", "đếm lại")
    status, out, _ = keyed("history", "B1")
    assert status == 0
    assert "returned: 372 → 373" in out
    assert "đếm lại" in out
    assert "admin" in out


def test_check_says_what_is_in_order(keyed: Run, office_folder: Path) -> None:
    assert keyed("check", "--full")[0] == 0
    segment = office_folder / "journal" / "000001.jsonl"
    data = bytearray(segment.read_bytes())
    data[len(data) // 2] ^= 1
    segment.write_bytes(data)
    assert keyed("check", "--full")[0] != 0


def test_a_torn_tail_is_told_on_standard_error(keyed: Run, office_folder: Path) -> None:
    segment = office_folder / "journal" / "000001.jsonl"
    whole = segment.read_bytes()
    segment.write_bytes(whole + b'{"v":1,"station":"TUS')
    status, out, err = keyed("list", "surveys", "--json")
    assert (status, len(json.loads(out))) == (0, 2)
    assert "journal/000001.jsonl" in err
    assert segment.read_bytes().startswith(whole)


def test_a_damaged_office_is_refused_with_its_place_and_can_be_looked_at(
    keyed: Run, office_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    segment = office_folder / "journal" / "000001.jsonl"
    lines = segment.read_bytes().splitlines(keepends=True)
    damaged = [line.replace("Đặng".encode(), "Trần".encode()) for line in lines]
    assert damaged != lines
    segment.write_bytes(b"".join(damaged))
    status, _, err = keyed("list", "surveys")
    assert status == 2
    assert "--salvage" in err
    assert f"000001.jsonl:{1 + [a == b for a, b in zip(lines, damaged, strict=True)].index(False)}" in err
    assert main(["--office", str(office_folder), "--salvage", "list", "surveys", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    changed = write_lines(tmp_path / "c.jsonl", batch(returned=300))
    assert main(["--office", str(office_folder), "--salvage", "enter", "batches", str(changed)]) == 3


def test_the_readmes_query_runs_as_written(
    keyed: Run, office_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    code = readme.split("```python\n", 1)[1].split("```", 1)[0]
    (office_folder.parent / "DIR").symlink_to(office_folder)
    monkeypatch.chdir(office_folder.parent)
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own words
    assert capsys.readouterr().out == "1 of 2\n"


def test_english_is_the_second_language(run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from desktop_app.words import use_language

    try:
        main(["--language", "en", "--office", str(tmp_path / "none"), "check"])
        assert "holds no office" in capsys.readouterr().err
    finally:
        use_language("vi")


def test_every_command_of_the_design_has_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    looking = ("list", "show", "history", "summary", "verify", "check")
    for name in ("demo", "init", "enter", "sign", "send", "receive", "account", "unlock", *looking):
        assert name in COMMANDS
        with pytest.raises(SystemExit) as ended:
            main([name, "--help"])
        assert ended.value.code == 0
        assert "usage" in capsys.readouterr().out


def test_an_office_is_made_and_nonsense_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "a"), "--unit", "từ sơn", "--name", "", "--unsealed"]) == 2
    assert "UNIT-CODE-SHAPE" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()
    assert main(["init", str(tmp_path / "a"), "--unit", "TUSON", "--name", "Công an thị xã Từ Sơn", "--unsealed"]) == 0
    assert main(["init", str(tmp_path / "a"), "--unit", "TUSON", "--name", "Công an thị xã Từ Sơn", "--unsealed"]) == 2
    assert main(["--office", str(tmp_path / "a"), "check", "--full"]) == 0

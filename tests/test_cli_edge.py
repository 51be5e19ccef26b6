"""The edge of the command line: any stream, any fault, and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from desktop_app.commands import COMMANDS
from desktop_app.store.errors import WriteFailed
from desktop_app.workflows import files

Run = Callable[..., tuple[int, str, str]]
ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a fresh office; returns status, standard output, standard error."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def process(folder: Path, *arguments: str, **streams: Any) -> subprocess.CompletedProcess[bytes]:
    """Run one command in a process of its own."""
    line = [sys.executable, "-m", "desktop_app", "--office", str(folder), *arguments]
    return subprocess.run(line, cwd=ROOT, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60, check=False, **streams)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_pipe_of_another_encoding_gets_every_letter_in_utf_8(office_folder: Path, encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = process(office_folder, "list", "units", "--json", stdout=subprocess.PIPE, env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))[0]["data"]["name"].startswith("Công an")


def test_a_reader_that_stops_early_is_no_fault(office_folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process(office_folder, "list", "holidays", "--json", stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_below_the_output_is_told(office_folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process(office_folder, "list", "units", stdout=full)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert "Hệ thống từ chối" in done.stderr.decode()


def test_an_unforeseen_fault_is_one_sentence_without_its_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(options: Any) -> int:
        raise ValueError("Nguyễn Văn An 027090001234")

    monkeypatch.setattr(COMMANDS["check"], "run", fail, raising=False)
    status, out, err = run("check")
    assert (status, out) == (2, "")
    assert "ValueError" in err
    assert "test_cli_edge.py:" in err
    assert "Nguyễn" not in err
    assert "027090001234" not in err


def test_a_known_error_outside_a_command_s_own_care_keeps_its_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(options: Any) -> int:
        raise WriteFailed("thử")

    monkeypatch.setattr(COMMANDS["check"], "run", fail, raising=False)
    assert run("check")[::2] == (2, WriteFailed("thử").vi + "\n")


def test_a_card_that_cannot_be_written_is_refused(run: Run, tmp_path: Path) -> None:
    status, _, err = run("card", tmp_path / "nowhere" / "card.jsonl")
    assert status == 2
    assert "nowhere" in err
    status, _, err = run("card", tmp_path)
    assert (status, str(tmp_path) in err) == (2, True)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_a_key_s_password_file_that_cannot_be_read_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    report, key, secret = tmp_path / "r.pdf", tmp_path / "k.p12", tmp_path / "secret"
    for path in (report, key):
        path.write_bytes(b"x")
    secret.write_bytes(content)
    status, _, err = run("sign", report, "--role", "prepared", "--p12", key, "--key-password-file", secret)
    assert (status, str(secret) in err) == (2, True)


def test_the_language_counts_for_wrong_arguments_too(capsys: pytest.CaptureFixture[str]) -> None:
    for language, words in (("en", "is not a day"), ("vi", "không phải ngày có thật")):
        with pytest.raises(SystemExit) as ended:
            main(["--language", language, "list", "surveys", "--from", "31/02/2020"])
        assert ended.value.code == 2
        assert words in capsys.readouterr().err


def test_a_folder_that_is_not_there_stops_init_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("mật khẩu đủ dài 2026\n", encoding="utf-8")
    office, sheet = tmp_path / "so", tmp_path / "nowhere" / "sheet.pdf"
    start = ["--password-file", str(secret), "init", str(office), "--unit", "AB", "--name", "Công an xã A"]
    for name in ("--recovery", "--escrow"):
        assert main([*start, name, str(sheet)]) == 2
        assert str(sheet.parent) in capsys.readouterr().err
        assert not office.exists()


@pytest.mark.parametrize("command", ["demo", "init"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    more = ["--unit", "AB", "--name", "Công an xã A", "--unsealed"] if command == "init" else []
    assert main([command, str(tmp_path / "file" / "so"), *more]) == 2
    said = capsys.readouterr().err
    assert "Không ghi được" in said
    assert "Lỗi của chương trình" not in said


def test_a_device_without_end_is_not_read_to_its_end(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_INPUT_BYTES", 1000)
    endless = tmp_path / "endless.jsonl"
    endless.write_bytes(b"\0" * 1001)
    for command in (["enter", "surveys", endless], ["verify", endless]):
        status, _, err = run(*command)
        assert (status, "quá lớn" in err) == (2, True)


def test_a_problem_s_line_is_the_line_of_the_file(run: Run, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"form": 1}\n{"form": 2}\n\n{"form": 3}\n\n\n', encoding="utf-8")
    assert "line 3 [JSON-SYNTAX]" in run("enter", "surveys", lines)[2]
    lines.write_text('{"form": 1}\n{"form": 2}\n\n\n', encoding="utf-8")
    status, _, err = run("enter", "surveys", lines)
    assert status == 2
    assert "line 2" in err
    assert "line 3" not in err

"""A sealed office on the command line: made, opened with a password file, its accounts, its recovery."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.cli import main
from tests.sealed import OTHER, PASSWORD
from tests.workflows.values import batch, dossier

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Password files by name: good, other, wrong."""
    texts = {"good": PASSWORD, "other": OTHER, "wrong": "không phải mật khẩu"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    return {name: tmp_path / name for name in texts}


@pytest.fixture
def run(sealed_folder: Path, files: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a sealed office; account and password file by name."""

    def call(*arguments: str | Path, account: str = "admin", key: str = "good") -> tuple[int, str, str]:
        given = ["--password-file", str(files[key])] if key else []
        status = main(["--office", str(sealed_folder), "--account", account, *given, *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def write_lines(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_an_office_is_sealed_unless_it_is_said_not_to(
    tmp_path: Path, files: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    office, sheet, escrow = tmp_path / "office", tmp_path / "sheet.pdf", tmp_path / "escrow.age"
    made = [
        "init",
        str(office),
        "--unit",
        "TUSON",
        "--name",
        "Công an thị xã Từ Sơn",
        "--recovery",
        str(sheet),
        "--escrow",
        str(escrow),
    ]
    assert main(["--password-file", str(files["good"]), *made]) == 0
    assert json.loads((office / "office.json").read_bytes())["profile"]["sealed"] is True
    assert sheet.read_bytes().startswith(b"%PDF")
    assert b"AGE-SECRET-KEY" in escrow.read_bytes()
    assert main(["init", str(tmp_path / "open"), "--unit", "TUSON", "--name", "x", "--unsealed"]) == 0
    assert "KHÔNG niêm phong" in capsys.readouterr().out
    assert main(["--office", str(tmp_path / "open"), "list", "units"]) == 0
    assert main(["--office", str(office), "list", "units"]) == 3


def test_without_a_password_and_nobody_to_ask_nothing_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "o"), "--unit", "TUSON", "--name", "x"]) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_a_short_password_is_refused_before_anything_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p").write_text("ngắn")
    assert main(["--password-file", str(tmp_path / "p"), "init", str(tmp_path / "o"), "--unit", "TUSON", "--name", "x"]) == 2
    assert "PASSWORD-SHORT" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_the_right_password_opens_and_others_are_status_3(run: Run, tmp_path: Path) -> None:
    assert run("list", "units")[0] == 0
    assert run("list", "units", key="")[0] == 3
    status, out, err = run("list", "units", key="wrong")
    assert (status, out) == (3, "")
    assert "Sai tài khoản" in err
    assert run("list", "units", account="nobody")[0] == 3
    assert run("enter", "batches", write_lines(tmp_path / "b.jsonl", batch()))[0] == 0
    assert run("check", "--full")[0] == 0


def test_waiting_is_told_in_seconds(run: Run) -> None:
    said = [run("list", "units", key="wrong")[2] for _ in range(4)]
    assert ["giây" in text for text in said] == [False, False, True, True]
    assert run("list", "units")[0] == 3


def test_accounts_come_work_and_go(run: Run, tmp_path: Path, files: dict[str, Path]) -> None:
    add = ("account", "add", "lan", "--full-name", "Trần Thị Lan", "--role", "officer", "--new-password-file", files["other"])
    assert run(*add)[0] == 0
    assert run(*add)[0] == 2
    assert run("account", "list")[1].splitlines()[1].split()[:2] == ["lan", "officer"]
    assert [record["id"] for record in json.loads(run("account", "list", "--json")[1])] == ["admin", "lan"]
    lan = {"account": "lan", "key": "other"}
    assert run("enter", "batches", write_lines(tmp_path / "b.jsonl", batch()), **lan)[0] == 0
    status, _, err = run("account", "revoke", "lan", "--why", "x", **lan)
    assert status == 3
    assert "quản trị" in err
    assert run("enter", "dossiers", write_lines(tmp_path / "d.jsonl", dossier()))[0] == 3
    assert run("account", "revoke", "lan", "--why", "chuyển công tác")[0] == 0
    assert run("list", "batches", **lan)[0] == 3
    assert run("list", "batches")[0] == 0
    assert "chuyển công tác" in run("history", "lan")[1]


def test_a_password_is_changed_by_its_owner_and_set_anew_by_the_administrator(run: Run, files: dict[str, Path]) -> None:
    assert run("account", "password", "--new-password-file", files["other"])[0] == 0
    assert run("list", "units")[0] == 3
    assert run("list", "units", key="other")[0] == 0
    add = ("account", "add", "lan", "--full-name", "Trần Thị Lan", "--role", "officer", "--new-password-file", files["other"])
    assert run(*add, key="other")[0] == 0
    assert run("account", "reset", "lan", "--new-password-file", files["good"], key="other")[0] == 0
    assert run("list", "units", account="lan")[0] == 0


def test_the_recovery_code_opens_once_and_is_replaced(
    run: Run, files: dict[str, Path], tmp_path: Path, recovery_code: str
) -> None:
    code = tmp_path / "code.txt"
    code.write_text(recovery_code)
    status, out, _ = run("unlock", "--recovery-code-file", code, "--new-password-file", files["other"], key="")
    assert status == 0
    fresh = out.splitlines()[-1]
    assert len(fresh.replace("-", "")) == 34
    assert run("list", "units", key="other")[0] == 0
    assert run("unlock", "--recovery-code-file", code, "--new-password-file", files["good"], key="")[0] == 3
    code.write_text(fresh[:-1])
    assert run("unlock", "--recovery-code-file", code, "--new-password-file", files["good"], key="")[0] == 2
    code.write_text(fresh)
    sheet = tmp_path / "new.pdf"
    again = ("unlock", "--recovery-code-file", code, "--new-password-file", files["good"], "--recovery", sheet)
    status, out, _ = run(*again, key="")
    assert (status, sheet.is_file()) == (0, True)
    assert fresh not in out


def test_the_escrow_key_is_written_out_and_opens(run: Run, files: dict[str, Path], tmp_path: Path) -> None:
    key = tmp_path / "escrow.age"
    assert run("account", "escrow", key)[0] == 0
    assert run("unlock", "--escrow-file", key, "--new-password-file", files["other"], key="")[0] == 0
    assert run("list", "units", key="other")[0] == 0
    assert run("account", "renew-key", key="other")[0] == 0


def test_a_code_that_cannot_be_put_on_its_sheet_is_printed(
    run: Run, files: dict[str, Path], tmp_path: Path, recovery_code: str
) -> None:
    code = tmp_path / "code.txt"
    code.write_text(recovery_code)
    nowhere = tmp_path / "no" / "sheet.pdf"
    unlock = ("unlock", "--recovery-code-file", code, "--new-password-file", files["other"], "--recovery", nowhere)
    status, out, _ = run(*unlock, key="")
    assert status == 2
    assert len(out.splitlines()[-1].replace("-", "")) == 34


def test_a_password_file_that_is_empty_or_not_there_is_named(run: Run, files: dict[str, Path]) -> None:
    files["good"].write_text("\n")
    status, _, err = run("list", "units")
    assert status == 2
    assert "good" in err
    files["good"].unlink()
    assert run("list", "units")[0] == 2

"""Backup, restore, audit, removal and anchors as an administrator types them: what is printed, and the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.cli import main
from tests.test_cli import write_lines
from tests.workflows.values import batch, dossier, slip

Call = Callable[..., tuple[int, str, str]]
CODE = "000.17.22.H05-200706-0001"


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Run a command on an office with a batch, a slip and a dossier; returns status, standard output, standard error."""

    def call(*words: str | Path, office: Path = office_folder) -> tuple[int, str, str]:
        status = main(["--office", str(office), *map(str, words)])
        said = capsys.readouterr()
        return status, said.out, said.err

    for table, value in (("batches", batch()), ("surveys", slip()), ("dossiers", dossier())):
        assert call("enter", table, write_lines(tmp_path / f"{table}.jsonl", value))[0] == 0
    return call


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


def test_a_backup_is_written_restored_and_worked_on(run: Call, drive: Path, tmp_path: Path) -> None:
    status, out, _ = run("backup", drive, "--json")
    made = json.loads(out)
    assert status == 0
    assert made["counts"]["dossiers"] == 1
    status, out, _ = run("restore", made["file"], tmp_path / "again", "--why", "hỏng ổ cứng")
    assert status == 0
    assert "đợt sổ mới" in out
    assert run("show", CODE, office=tmp_path / "again")[0] == 0
    status, out, _ = run("audit", "--what", "restore", "--json", office=tmp_path / "again")
    assert json.loads(out)[0]["data"]["why"] == "hỏng ổ cứng"
    assert run("check", "--full", "--backups", drive, office=tmp_path / "again")[0] == 0


def test_a_backup_that_cannot_be_made_or_restored_is_status_2_and_one_sentence(run: Call, drive: Path, tmp_path: Path) -> None:
    assert run("backup", tmp_path / "none")[0] == 2
    bad = drive / "bad.zip"
    bad.write_bytes(b"PK")
    status, out, err = run("restore", bad, tmp_path / "again")
    assert (status, out, len(err.splitlines())) == (2, "", 1)
    run("backup", drive)
    good = next(drive.glob("*.saoluu.zip"))
    assert run("restore", good, drive)[0] == 2
    assert not (tmp_path / "again").exists()


def test_a_sealed_backup_wants_its_password(tmp_path: Path, drive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop_app.store.slots import Strength
    from desktop_app.workflows.setup import create

    word, wrong = tmp_path / "word", tmp_path / "wrong"
    word.write_text("mua xuan o Tu Son\n", encoding="utf-8")
    wrong.write_text("khong phai mat khau\n", encoding="utf-8")
    create(tmp_path / "o", unit="TUSON", name="Công an thị xã Từ Sơn", password="mua xuan o Tu Son", strength=Strength(64, 1, 1))
    assert main(["--office", str(tmp_path / "o"), "--password-file", str(word), "backup", str(drive)]) == 0
    file = str(next(drive.iterdir()))
    assert main(["restore", file, str(tmp_path / "again")]) == 3
    assert main(["--password-file", str(wrong), "restore", file, str(tmp_path / "again")]) == 3
    assert not (tmp_path / "again").exists()
    assert main(["--password-file", str(word), "restore", file, str(tmp_path / "again")]) == 0
    assert main(["--office", str(tmp_path / "again"), "--password-file", str(word), "check", "--full"]) == 0
    capsys.readouterr()


def test_a_record_is_removed_shown_in_its_history_and_brought_back(run: Call) -> None:
    assert run("remove", CODE, "--why", "nhập trùng")[0] == 0
    assert run("show", CODE)[0] == 1
    assert run("remove", CODE, "--why", "nhập trùng")[0] == 2
    assert run("undelete", CODE, "--why", "không trùng")[0] == 0
    status, out, _ = run("history", CODE)
    assert status == 0
    heads = [line for line in out.splitlines() if not line.startswith(" ")]
    assert ["remove" in line for line in heads] == [False, True, False]
    assert heads[1].endswith("nhập trùng")
    assert "→ None" not in out
    assert run("undelete", CODE, "--why", "lần nữa")[0] == 2
    assert run("undelete", "khong-co", "--why", "x")[0] == 2


def test_who_looked_is_listed(run: Call) -> None:
    run("show", CODE)
    run("list", "dossiers", "--find", "hường")
    status, out, _ = run("audit")
    assert status == 0
    assert ["Xem bản ghi" in out, "Tìm kiếm" in out, "find: hường" in out] == [True] * 3
    assert run("audit", "--to", "2019-12-31", "--json")[1].strip() == "[]"


def test_anchors_are_typed_and_judged(run: Call) -> None:
    head = json.loads(run("check", "--json")[1])["head"]
    status, out, _ = run("check", "--anchor", f"{head['n']}:{head['hash'][:16]}")
    assert status == 0
    assert "trở về trước: không thay đổi" in out
    status, out, _ = run("check", "--anchor", f"{head['n']}:{'0' * 64}")
    assert status == 1
    assert "có mã khác" in out
    assert run("check", "--anchor", "vô nghĩa")[0] == 2
    assert "chưa chứng minh được gì" in run("check", "--full")[1]


def test_nothing_is_lost_where_nothing_was_restored(run: Call) -> None:
    assert run("lost", "--json") == (0, "[]\n", "")

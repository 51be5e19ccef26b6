"""The import command as it is typed: dry run, map, rows left out, saving, undoing. It is some day after 2020."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.cli import main
from tests.workflows.importing.conftest import line, register

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on a fresh office; returns status, standard output, standard error."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), "--account", "lan", *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register of three dossiers; the second names a procedure the office does not have, the third has no such day."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(register(line(1), line(2, **{"Tên TTHC": "CMND mới"}), line(3, **{"Ngày nhận": "31/02/2020"})))
    return path


def test_a_dry_run_lists_problems_by_row_and_writes_nothing(run: Run, file: Path) -> None:
    status, out, _ = run("import", file, "--dry-run")
    assert status == 1
    lines = out.splitlines()
    assert [text.split()[:4] for text in lines if "Lỗi" in text] == [
        ["6", "C", "Lỗi", "IMPORT-PROCEDURE-UNKNOWN"],
        ["7", "H", "Lỗi", "IMPORT-DAY-UNREADABLE"],
    ]
    assert "Nguyễn Thị Hoa" not in out
    assert any("“CMND mới” (1 dòng); gần nhất: " in text for text in lines)
    assert lines[-1].startswith("1 hồ sơ; 2 lỗi")
    assert json.loads(run("list", "dossiers", "--json")[1]) == []


def test_an_import_with_an_error_is_refused_whole(run: Run, file: Path) -> None:
    assert run("import", file)[0] == 2
    assert json.loads(run("list", "dossiers", "--json")[1]) == []


def test_a_map_and_rows_left_out_make_it_go_in_and_one_command_takes_it_out(run: Run, file: Path, tmp_path: Path) -> None:
    told = tmp_path / "map.json"
    told.write_text(json.dumps({"names": {"CMND mới": {"procedure": "cmnd-cccd", "case": "new"}}}), encoding="utf-8")
    status, out, _ = run("import", file, "--map", told, "--skip", "7", "--json")
    done = json.loads(out)
    assert (status, done["dossiers"], done["left_out"], done["counts"]["error"]) == (0, 2, [7], 0)
    assert done["map"]["header"] == [4, 4]
    listed = json.loads(run("import", "--list", "--json")[1])
    assert [(one["id"], one["records"], one["left"], one["undone"]) for one in listed] == [(done["import"], 2, 1, "")]
    assert run("import", "--undo", done["import"])[0] == 2
    assert run("import", "--undo", done["import"], "--why", "nhầm tệp")[0] == 0
    assert "đã bỏ" in run("import", "--list")[1]
    assert run("check", "--full")[0] == 0


def test_the_findings_go_to_a_file_when_asked(run: Run, file: Path, tmp_path: Path) -> None:
    run("import", file, "--dry-run", "--problems", tmp_path / "loi.csv")
    assert "IMPORT-DAY-UNREADABLE" in (tmp_path / "loi.csv").read_text(encoding="utf-8-sig")
    assert "import-problems" in run("audit", "--what", "export")[1]


@pytest.mark.parametrize(
    "words",
    [("import",), ("import", "khong.xlsx"), ("import", "{file}", "--skip", "a"), ("import", "{file}", "--skip", "1-999999999"),
     ("import", "{file}", "--sheet", "x"), ("import", "{file}", "--map", "{file}"), ("import", "--undo", "N1", "--why", "x")],
)  # fmt: skip
def test_what_cannot_be_done_is_said_in_one_sentence(run: Run, file: Path, words: tuple[str, ...]) -> None:
    status, _, error = run(*[word.format(file=file) for word in words])
    assert status == 2
    assert error.strip()
    assert "Traceback" not in error

"""`paper`, `register`, `outgoing` as an administrator types them."""

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
from tests.workflows.values import dossier

CODE = "000.17.22.H05-200706-0001"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(office_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command on an office with one dossier; returns status, standard output, standard error."""
    with open_session(office_folder, "lan") as session:
        enter(session, "dossiers", [dossier()])

    def call(*arguments: str) -> tuple[int, str, str]:
        status = main(["--office", str(office_folder), "--account", "lan", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def test_a_paper_is_made_and_printed_again_by_its_id(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    status, out, _ = run("paper", CODE, "receipt", "--pdf", str(first), "--size", "A5")
    assert status == 0
    id = out.split()[2].rstrip(":")
    assert id.startswith("receipt-")
    assert "Đặng Thị Hường" in words(first.read_bytes())
    assert run("paper", CODE.lower(), id, "--pdf", str(second), "--copies", "1")[0] == 0
    assert "Bản in lại lần 1" in words(second.read_bytes())


def test_papers_and_what_can_be_made_are_listed(run: Run, tmp_path: Path) -> None:
    run("paper", CODE, "receipt", "--pdf", str(tmp_path / "a.pdf"))
    status, out, _ = run("paper", CODE, "--json")
    told = json.loads(out)
    assert status == 0
    assert [(one["kind"], one["reprints"]) for one in told["issued"]] == [("receipt", 0)]
    assert [one["kind"] for one in told["offers"]] == ["receipt", "control"]
    assert "lập được" in run("paper", CODE)[1]


def test_what_cannot_be_leaves_no_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    status, _, told = run("paper", CODE, "refusal", "--reason", "x", "--pdf", str(path))
    assert (status, "PAPER-NOT-NOW" in told) == (2, True)
    assert run("paper", CODE, "receipt")[0] == 2
    assert run("paper", "000.17.22.H05-200706-9999")[0] == 1
    assert not path.exists()


def test_what_is_keyed_stands_on_the_paper(run: Run, office_folder: Path, tmp_path: Path) -> None:
    with open_session(office_folder, "lan") as session:
        from desktop_app.workflows.dossiers import move_dossier

        move_dossier(session, str(session.office.find_code("dossiers", CODE)), "supplement", "Thiếu ảnh")
    path = tmp_path / "a.pdf"
    keyed = ("--missing", "Ảnh 3x4", "--missing", "Giấy khai sinh", "--contact", "0222 383 1234")
    assert run("paper", CODE, "supplement", *keyed, "--pdf", str(path))[0] == 0
    text = words(path.read_bytes())
    for said in ("1. Ảnh 3x4 2. Giấy khai sinh", "Lý do: Thiếu ảnh", "0222 383 1234"):
        assert said in text


def test_both_registers_are_written_and_noted(run: Run, office_folder: Path, tmp_path: Path) -> None:
    run("paper", CODE, "receipt", "--pdf", str(tmp_path / "a.pdf"))
    for command, title in (("register", "SỔ THEO DÕI HỒ SƠ"), ("outgoing", "SỔ ĐĂNG KÝ VĂN BẢN ĐI")):
        path = tmp_path / f"{command}.pdf"
        status, out, _ = run(command, "--from", "2020-01-01", "--to", "2099-12-31", "--pdf", str(path))
        assert (status, out) == (0, f"Đã ghi sổ: {path}\n")
        assert title in words(path.read_bytes())
        assert "Đặng Thị Hường" in words(path.read_bytes())
    with open_session(office_folder, "lan") as session:
        noted = [(stored.data or {})["kind"] for stored in list_audits(session, what="export")]
    assert noted == ["receipt", "dossier-register", "outgoing-register"]

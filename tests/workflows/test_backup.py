"""A lost PC: backup, work sent upward, restore of an older backup, work again; and what the province sees of it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from desktop_app.store.backup_errors import BackupBad
from desktop_app.store.errors import NeedsPassword, WrongPassword
from desktop_app.store.slots import Strength
from desktop_app.workflows.backup import backup, backup_on_closing, look_into, restore
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.receiving import Outcome, plan, receive
from desktop_app.workflows.records import enter
from desktop_app.workflows.restored import lost_lines
from desktop_app.workflows.sending import send, sent_bundles
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.setup import create
from desktop_app.workflows.summary import make_summary
from tests.workflows.conftest import NOW, Ticking
from tests.workflows.values import batch, dossier, slip

FIRST, LAST = date(2020, 7, 1), date(2020, 7, 31)
PASSWORD = "mua xuan o Tu Son"
QUICK = Strength(64, 1, 1)


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    folder.mkdir()
    return folder


def figures(session: Session) -> dict[str, object]:
    """The figures of July without what names the office they were counted in, nor its own list of late dossiers."""
    summary = make_summary(session, FIRST, LAST)
    dossiers = {name: value for name, value in summary["dossiers"].items() if name != "overdue"}
    return {"dossiers": dossiers, "survey": summary["survey"], "feedback": summary["feedback"]}


def verdicts(outcomes: list[Outcome]) -> list[tuple[str, bool, int]]:
    return [(outcome.verdict, outcome.taken, outcome.lost) for outcome in outcomes]


def reopened(folder: Path) -> Session:
    return open_session(folder, "lan", Ticking())


def lose_and_restore(below: Session, above: Session, usb: Path, drive: Path, to: Path) -> list[str]:
    """Work, back up, work on and send, lose the PC, restore. Returns the ids that only the province has left."""
    enter(below, "batches", [batch()])
    enter(below, "surveys", [slip(1), slip(2)])
    receive(above, send(below, usb).files)
    enter(below, "surveys", [slip(3)])
    kept = backup(below, drive)
    lost = [stored.id for stored in enter(below, "surveys", [slip(4), slip(5)])]
    receive(above, send(below, usb).files)
    restore(kept.path, to, account="lan", why="hỏng ổ cứng", clock=Ticking())
    return lost


def test_the_province_asks_accepts_and_shows_what_was_lost(
    below: Session, above: Session, usb: Path, drive: Path, tmp_path: Path
) -> None:
    lost = lose_and_restore(below, above, usb, drive, tmp_path / "again")
    assert above.office.count("surveys", "TUSON-1") == 5
    with reopened(tmp_path / "again") as again:
        enter(again, "surveys", [slip(4, answer=4)])
        enter(again, "dossiers", [dossier()])
        files = send(again, usb).files
        assert len(files) == 1
        before = above.office.head
        asked = plan(above, files)
        assert (asked[0].verdict, asked[0].taken) == ("new-epoch", False)
        assert asked[0].lost > 0
        assert asked[0].warnings
        assert verdicts(receive(above, files)) == [("new-epoch", False, asked[0].lost)]
        assert above.office.head.n - before.n <= 1
        assert above.office.count("surveys", "TUSON-1") == 5
        assert verdicts(receive(above, files, accept_new_epoch=True)) == [("new", True, asked[0].lost)]
        assert figures(above) == figures(again)
        assert above.office.count("surveys", "TUSON-1") == 4
        assert above.office.count("dossiers", "TUSON-1") == 1
        assert [(unit, stored.id) for unit, stored in lost_lines(above) if stored.table == "surveys"] == [
            ("TUSON", id) for id in lost
        ]
        enter(again, "surveys", [slip(5)])
        assert [outcome.verdict for outcome in receive(above, send(again, usb).files)] == ["duplicate", "new"]
        assert figures(above) == figures(again)
        assert above.office.count("surveys", "TUSON-1") == 5
    assert above.office.check(full=True).ok


def test_the_province_opens_the_same_again_with_and_without_its_snapshot(
    below: Session, above: Session, usb: Path, drive: Path, tmp_path: Path
) -> None:
    lose_and_restore(below, above, usb, drive, tmp_path / "again")
    above.office.save_snapshot()
    with reopened(tmp_path / "again") as again:
        enter(again, "surveys", [slip(4, answer=4)])
        receive(above, send(again, usb).files, accept_new_epoch=True)
        expected = figures(again)
    folder = above.office.folder
    above.close()
    for _ in range(2):
        with open_session(folder, "huong", Ticking()) as opened:
            assert figures(opened) == expected
            assert opened.office.check(full=True).ok
            assert len(list(lost_lines(opened))) > 0
            opened.office.save_snapshot()
    (folder / "snapshot").unlink()
    with open_session(folder, "huong", Ticking()) as opened:
        assert figures(opened) == expected


def test_what_the_lost_pc_sent_late_is_kept_apart(below: Session, above: Session, usb: Path, drive: Path, tmp_path: Path) -> None:
    lose_and_restore(below, above, usb, drive, tmp_path / "again")
    enter(below, "surveys", [slip(6)])
    late = send(below, usb).files[-1]
    with reopened(tmp_path / "again") as again:
        enter(again, "surveys", [slip(4)])
        receive(above, send(again, usb).files, accept_new_epoch=True)
        expected = figures(again)
    assert [outcome.verdict for outcome in receive(above, [late])] == ["fork"]
    assert figures(above) == expected
    quarantine = above.office.folder / "bundles" / "quarantine"
    assert [path.name for path in quarantine.iterdir()] == [late.name]


def test_nothing_was_lost_when_nothing_was_sent_after_the_backup(
    below: Session, above: Session, usb: Path, drive: Path, tmp_path: Path
) -> None:
    enter(below, "batches", [batch()])
    receive(above, send(below, usb).files)
    enter(below, "surveys", [slip(1)])
    kept = backup(below, drive)
    restore(kept.path, tmp_path / "again", account="lan", clock=Ticking())
    with reopened(tmp_path / "again") as again:
        assert sent_bundles(again) == []
        enter(again, "surveys", [slip(2)])
        files = send(again, usb).files
        assert verdicts(receive(above, files, accept_new_epoch=True)) == [("new", True, 0)]
        assert figures(above) == figures(again)
    assert list(lost_lines(above)) == []


def test_two_restores_of_one_backup_are_two_epochs_and_the_second_is_asked_about_too(
    below: Session, above: Session, usb: Path, drive: Path, tmp_path: Path
) -> None:
    enter(below, "batches", [batch()])
    receive(above, send(below, usb).files)
    kept = backup(below, drive)
    for number, serial in enumerate((7, 8)):
        restore(kept.path, tmp_path / f"again{number}", account="lan", clock=Ticking())
        with reopened(tmp_path / f"again{number}") as again:
            enter(again, "surveys", [slip(serial)])
            files = send(again, usb).files
            assert [outcome.verdict for outcome in receive(above, files)] == ["new-epoch"]
            assert [outcome.verdict for outcome in receive(above, files, accept_new_epoch=True)] == ["new"]
            assert figures(above) == figures(again)
    assert above.office.count("surveys", "TUSON-1") == 1
    assert [(stored.data or {}).get("serial") for _, stored in lost_lines(above) if stored.table == "surveys"] == [7]


def test_a_restored_past_that_was_changed_is_a_fork_whatever_is_accepted(
    below: Session, above: Session, usb: Path, drive: Path, tmp_path: Path
) -> None:
    enter(below, "batches", [batch()])
    twin = shutil.copytree(below.office.folder, tmp_path / "twin", ignore=shutil.ignore_patterns("lock"))
    enter(below, "surveys", [slip(1)])
    receive(above, send(below, usb).files)
    with reopened(twin) as other:
        enter(other, "surveys", [slip(1, answer=1)])
        kept = backup(other, drive)
    restore(kept.path, tmp_path / "again", account="lan", clock=Ticking())
    with reopened(tmp_path / "again") as again:
        enter(again, "surveys", [slip(2)])
        files = send(again, usb).files
    before = figures(above)
    assert verdicts(plan(above, files, accept_new_epoch=True)) == [("fork", False, 0)]
    assert verdicts(receive(above, files, accept_new_epoch=True)) == [("fork", False, 0)]
    assert figures(above) == before


def test_a_backup_is_noted_and_says_what_it_holds(below: Session, drive: Path) -> None:
    enter(below, "batches", [batch()])
    head = below.office.head
    made = backup(below, drive)
    assert (made.n, made.hash) == (head.n, head.hash)
    assert made.counts["batches"] == 1
    assert look_into(made.path).mark.n == head.n
    told = list(below.office.audits("backup"))
    assert [(line.by, (line.data or {})["file"]) for line in told] == [("lan", made.path.name)]


def test_closing_backs_up_what_is_new_only(below: Session, drive: Path) -> None:
    enter(below, "batches", [batch()])
    assert backup_on_closing(below, drive) is not None
    assert backup_on_closing(below, drive) is None
    below.office.audit("view", {"id": "x"}, "lan", NOW)
    assert backup_on_closing(below, drive) is None
    enter(below, "surveys", [slip(1)])
    assert backup_on_closing(below, drive) is not None
    assert len(list(drive.iterdir())) == 2


def test_a_folder_that_is_not_there_or_within_the_office_is_refused(below: Session, tmp_path: Path) -> None:
    for folder in (tmp_path / "none", below.office.folder, below.office.folder / "reports", tmp_path / "x" / ".." / "office"):
        with pytest.raises(WorkflowError):
            backup(below, folder)


def test_a_sealed_office_is_backed_up_without_a_password_and_restored_with_one(tmp_path: Path, drive: Path) -> None:
    folder = tmp_path / "sealed"
    create(folder, unit="TUSON", name="Công an thị xã Từ Sơn", password=PASSWORD, strength=QUICK, clock=Ticking())
    with open_session(folder, "admin", Ticking(), password=PASSWORD) as session:
        enter(session, "dossiers", [dossier()])
        made = backup(session, drive)
    data = made.path.read_bytes()
    assert b"027184000123" not in data
    assert "Hường".encode() not in data
    with pytest.raises(NeedsPassword):
        restore(made.path, tmp_path / "again", clock=Ticking())
    with pytest.raises(WrongPassword):
        restore(made.path, tmp_path / "again", password="khong phai mat khau", clock=Ticking())
    assert not (tmp_path / "again").exists()
    restore(made.path, tmp_path / "again", password=PASSWORD, why="máy mới", clock=Ticking())
    with open_session(tmp_path / "again", "admin", Ticking(), password=PASSWORD) as session:
        assert session.office.count("dossiers") == 1
        assert (next(session.office.audits("restore")).data or {})["why"] == "máy mới"
        assert session.office.check(full=True).ok


def test_a_file_that_is_no_backup_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04")
    with pytest.raises(BackupBad):
        restore(tmp_path / "x.zip", tmp_path / "again")
    with pytest.raises(BackupBad):
        look_into(tmp_path / "x.zip")

"""A backup holds all of an office, is proven before it is called good, and comes back as an office in a new epoch."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop_app.store import backup
from desktop_app.store.backup import BackupBad, make_backup, mark_of
from desktop_app.store.backup_file import MANIFEST, Manifest, load_manifest, safe_name
from desktop_app.store.errors import Damaged, DiskFull, NewerVersion, OfficeExists, StoreError, StreamBroken, WriteFailed
from desktop_app.store.office import Change, Office
from desktop_app.store.profile import dump_profile, load_profile, read_profile
from desktop_app.store.restore import restore_backup
from desktop_app.store.stick_errors import StickError
from desktop_app.store.witness import Head
from forms.line import load_line
from tests.store.offices import (
    EPOCH,
    NOW,
    PROVINCE,
    FailingFiles,
    contents,
    copy_office,
    journal,
    make_office,
    new,
    opened,
    refusal,
    save,
    slip,
    small_office,
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven lines, a report, a bundle, a secret, a draft, a snapshot."""
    folder = small_office(tmp_path_factory.mktemp("backup") / "o")
    with opened(folder) as office:
        office.write_file("reports/tháng 7.pdf", b"%PDF")
        office.write_file("bundles/parked/b.somotcua", b"PK")
        office.write_secret("station.age", b"secret")
        office.save_draft("slip", {"serial": 5})
        office.save_snapshot()
        office.facts()
    return folder


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def saved(whole: Path, usb: Path) -> Path:
    with opened(whole) as office:
        return make_backup(office, usb, at=NOW)[0]


def restore(file: Path, folder: Path) -> Manifest:
    return restore_backup(file, folder, by="lan", at=NOW, why="ổ đĩa hỏng", opener=opened)


def leftovers(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob(".*.part")]


def test_a_backup_is_one_dated_file_that_plain_tools_read(saved: Path, whole: Path, tool: Callable[[str], str]) -> None:
    assert saved.name == "tuson-1-20200706-081500.saoluu.zip"
    assert subprocess.run([tool("unzip"), "-tq", str(saved)], check=False).returncode == 0
    with zipfile.ZipFile(saved) as archive:
        names = [name.removeprefix("office/") for name in archive.namelist()]
        assert archive.read("office/journal/000001.jsonl") == journal(whole).read_bytes()
        manifest = json.loads(archive.read(MANIFEST))
    assert sorted(names) == [
        "bundles/parked/b.somotcua", "journal/000001.jsonl", "keys/station.age", MANIFEST, "office.json", "reports/tháng 7.pdf",
    ]  # fmt: skip
    assert manifest["mark"]["n"] == 7
    assert manifest["mark"]["counts"] == {"dossiers": 2, "surveys": 4}
    assert leftovers(whole, saved.parent) == []


def test_a_restored_office_holds_the_same_and_goes_on_in_a_new_epoch(saved: Path, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    restore(saved, folder)
    with opened(whole) as before, opened(folder) as after:
        assert contents(after) == contents(before)
        assert list(after.raw_lines(1))[:7] == list(before.raw_lines(1))
        first = load_line(next(iter(after.raw_lines(8)))).envelope
        assert (first.table, first.id, first.n, first.prev) == ("audit", "restore", 8, before.head.hash)
        assert first.epoch == after.profile.epoch != EPOCH
        told = next(after.audits("restore")).data or {}
        assert (told["backup"], told["n"], told["head"], told["why"]) == (saved.name, 7, before.head.hash, "ổ đĩa hỏng")
        assert after.read_file("reports/tháng 7.pdf") == b"%PDF"
        assert after.read_secret("station.age") == b"secret"
        assert after.notices == []
        assert after.check(full=True).ok
    assert (folder / "keys/station.age").stat().st_mode & 0o77 == 0
    assert leftovers(tmp_path) == []


def test_the_restored_and_the_lost_office_never_write_the_same_line(saved: Path, whole: Path, tmp_path: Path) -> None:
    lost = copy_office(whole, tmp_path / "lost")
    again, third = tmp_path / "again", tmp_path / "third"
    restore(saved, again)
    restore(saved, third)
    lines: dict[tuple[str, str, int], bytes] = {}
    for number, folder in enumerate((lost, again, third)):
        with opened(folder) as office:
            save(office, new("surveys", "s9", slip(90 + number)))
            save(office, Change("dossiers", "d1", None, base=2, op="remove", why="trùng"))
            for raw in office.raw_lines(1):
                e = load_line(raw).envelope
                assert lines.setdefault((e.station, e.epoch, e.n), raw) == raw
        assert refusal(folder) is None
    assert len(lines) == 7 + 2 + 3 + 3


def test_a_restored_office_is_backed_up_and_restored_again(saved: Path, usb: Path, tmp_path: Path) -> None:
    restore(saved, tmp_path / "a")
    with opened(tmp_path / "a") as office:
        save(office, new("surveys", "s9", slip(9)))
        second, _ = make_backup(office, usb, at=NOW)
    assert second.name == "tuson-1-20200706-081500-2.saoluu.zip"
    assert saved.is_file()
    restore(second, tmp_path / "b")
    past = read_profile(tmp_path / "b").past
    assert [(before.epoch == EPOCH, before.last) for before in past] == [(True, 7), (False, 9)]
    with opened(tmp_path / "b") as office:
        office.save_snapshot()
    with opened(tmp_path / "b") as office:
        assert office.head.n == 10
        assert [s.rev for s in office.history("dossiers", "d1")] == [1, 2]
        assert office.check(full=True).ok


def test_a_line_of_the_wrong_epoch_is_refused_on_both_sides_of_the_restore(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a"
    restore(saved, folder)
    profile = read_profile(folder)
    assert [past.last for past in profile.past] == [7]
    for last in (8, 6):
        past = (replace(profile.past[0], last=last),)
        (folder / "office.json").write_bytes(dump_profile(replace(profile, past=past)))
        error = refusal(folder)
        assert isinstance(error, Damaged)
        assert error.reason == "order"


def test_lines_saved_while_the_backup_runs_are_not_in_it_and_do_no_harm(whole: Path, usb: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    with opened(folder) as office:
        saves = iter(range(100, 200))

        def meanwhile(done: int, total: int) -> None:
            thread = threading.Thread(target=lambda: save(office, new("surveys", f"m{next(saves)}", slip(next(saves)))))
            thread.start()
            thread.join()

        file, manifest = make_backup(office, usb, at=NOW, progress=meanwhile)
        assert office.head.n > 7
    assert manifest.mark.n == 7
    restore(file, tmp_path / "again")
    with opened(tmp_path / "again") as office:
        assert office.count("surveys") == 4


def test_received_streams_are_in_it(whole: Path, usb: Path, tmp_path: Path) -> None:
    with opened(whole) as office:
        lines = list(office.raw_lines(1))
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        office.receive("H56.22", "tuson-1", EPOCH, lines, {"bundle_seq": 1, "bundle_hash": "h"}, "an", NOW)
        file, _ = make_backup(office, usb, at=NOW)
        before = (office.streams(), mark_of(office))
    restore(file, tmp_path / "again")
    with opened(tmp_path / "again") as office:
        assert (office.streams(), mark_of(office).counts) == (before[0], before[1].counts)
        assert office.count("surveys", "tuson-1") == 4


def test_every_changed_byte_is_found_before_anything_stands_in_its_place(saved: Path, whole: Path, tmp_path: Path) -> None:
    good = saved.read_bytes()
    bad = tmp_path / "bad.zip"
    harmless = 0
    for place in range(0, len(good), max(1, len(good) // 160)):
        data = bytearray(good)
        data[place] ^= 0x04
        bad.write_bytes(data)
        try:
            restore(bad, tmp_path / "again")
        except StoreError:
            assert not (tmp_path / "again").exists()
        else:  # a time, an attribute, a field that nobody reads: what was restored is the same
            harmless += 1
            with opened(tmp_path / "again") as office:
                assert list(office.raw_lines(1))[:7] == journal(whole).read_bytes().splitlines(keepends=True)
                assert office.head.n == 8
            shutil.rmtree(tmp_path / "again")
    assert harmless < 40
    assert leftovers(tmp_path) == []


def rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Return a backup whose members were changed and whose manifest says what is in it now."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def with_manifest(members: dict[str, bytes]) -> None:
    """Make the manifest agree with the other members."""
    import hashlib

    manifest = json.loads(members.pop(MANIFEST))
    manifest["files"] = [
        {"name": name.removeprefix("office/"), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    ]
    members[MANIFEST] = json.dumps(manifest).encode()


def test_hostile_files_are_refused(saved: Path, tmp_path: Path) -> None:
    def outside(members: dict[str, bytes]) -> None:
        members["office/../../x"] = b"x"
        with_manifest(members)

    def shorter(members: dict[str, bytes]) -> None:
        name = "office/journal/000001.jsonl"
        members[name] = b"".join(members[name].splitlines(keepends=True)[:4])
        with_manifest(members)

    def newer(members: dict[str, bytes]) -> None:
        members[MANIFEST] = members[MANIFEST].replace(b'"version": 1', b'"version": 2')

    def extra(members: dict[str, bytes]) -> None:
        members.update({"office/x": b"x", MANIFEST: members.pop(MANIFEST)})

    def other_office(members: dict[str, bytes]) -> None:
        profile = load_profile(members["office/office.json"])
        members["office/office.json"] = dump_profile(replace(profile, unit="H56.23"))
        with_manifest(members)

    cases = {"name": outside, "opens": shorter, "manifest": extra}
    for reason, change in cases.items():
        with pytest.raises(BackupBad) as caught:
            restore(rewritten(saved, tmp_path / "bad.zip", change), tmp_path / "again")
        assert caught.value.reason == reason, change
    with pytest.raises(NewerVersion):
        restore(rewritten(saved, tmp_path / "bad.zip", newer), tmp_path / "again")
    with pytest.raises(BackupBad):
        restore(rewritten(saved, tmp_path / "bad.zip", other_office), tmp_path / "again")
    for data in (b"", b"PK", b"%PDF-1.7", saved.read_bytes()[:-30]):
        (tmp_path / "bad.zip").write_bytes(data)
        with pytest.raises(BackupBad):
            restore(tmp_path / "bad.zip", tmp_path / "again")
    with pytest.raises(BackupBad):
        restore(tmp_path / "none.zip", tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.zip", "usb"]


def test_names_that_lead_elsewhere_are_not_safe() -> None:
    for name in (
        "",
        "..",
        "../x",
        "a/../x",
        "/x",
        "a//b",
        "a/./b",
        "C:x",
        "a\\b",
        ".x",
        "a/.x",
        "x.",
        "NUL",
        "com1.txt",
        "a/con",
    ):
        assert not safe_name(name), name
    for name in ("office.json", "journal/in/tuson-1-5a/000001.jsonl", "reports/tháng 7.pdf", "console.txt"):
        assert safe_name(name), name


def test_a_manifest_that_is_none_is_refused() -> None:
    for data in (b"", b"[]", b"{}", b'{"format":"somotcua backup"}', b"\xff", b"[" * 100_000):
        with pytest.raises(BackupBad):
            load_manifest(data)


def test_a_folder_that_is_not_empty_is_left_alone(saved: Path, tmp_path: Path) -> None:
    folder = tmp_path / "taken"
    folder.mkdir()
    (folder / "x").write_bytes(b"x")
    with pytest.raises(OfficeExists):
        restore(saved, folder)
    assert [path.name for path in folder.iterdir()] == ["x"]
    (folder / "x").unlink()
    restore(saved, folder)
    assert refusal(folder) is None


def test_a_backup_that_does_not_open_as_the_same_is_not_called_good(
    whole: Path, usb: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = copy_office(whole, tmp_path / "o")

    def poorer(trial: Path) -> Office:
        with opened(trial) as office:
            save(office, Change("surveys", "s1", None, base=1, op="remove"))
        return opened(trial, read_only=True)

    with opened(folder) as office:
        with pytest.raises(BackupBad) as caught:
            make_backup(office, usb, at=NOW, opener=poorer)
        assert caught.value.reason == "differs"
        monkeypatch.setattr(backup, "NOT_KEPT", (*backup.NOT_KEPT, "office.json"))
        with pytest.raises(BackupBad) as caught:
            make_backup(office, usb, at=NOW)
        assert caught.value.reason == "opens"
    assert list(usb.iterdir()) == []
    assert leftovers(folder) == []


@pytest.mark.parametrize(
    ("call", "after", "code"), [("write", 3, errno.ENOSPC), ("fsync", 2, errno.EIO), ("replace", 0, errno.EIO)]
)
def test_a_failing_disk_leaves_no_backup_and_the_office_usable(
    whole: Path, usb: Path, tmp_path: Path, call: str, after: int, code: int
) -> None:
    folder, files = copy_office(whole, tmp_path / "o"), FailingFiles(call, error=code)
    with opened(folder) as office:
        files.arm(after)
        with pytest.raises((DiskFull, WriteFailed, StickError)):
            make_backup(office, usb, at=NOW, files=files)
        save(office, new("surveys", "s9", slip(9)))
    assert list(usb.iterdir()) == []
    assert leftovers(folder) == []


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "fsync_folder"])
def test_a_failing_disk_leaves_no_half_restored_office(saved: Path, tmp_path: Path, call: str) -> None:
    for after in (0, 1, 3):
        files = FailingFiles(call)
        files.arm(after)
        try:
            restore_backup(saved, tmp_path / "again", by="lan", at=NOW, why="", opener=opened, files=files)
        except StoreError:
            assert not (tmp_path / "again" / "office.json").exists()
        else:
            shutil.rmtree(tmp_path / "again")
    assert leftovers(tmp_path) == []


def test_stopping_leaves_nothing(whole: Path, usb: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with opened(whole) as office, pytest.raises(KeyboardInterrupt):
        make_backup(office, usb, at=NOW, progress=stop)
    assert list(usb.iterdir()) == []
    assert leftovers(whole) == []


def test_what_a_killed_backup_left_is_swept_by_the_next(whole: Path, usb: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    left = folder / ".backup.0123456789abcdef.part" / "trial"
    left.mkdir(parents=True)
    (left / "x").write_bytes(b"x")
    with opened(folder) as office:
        make_backup(office, usb, at=NOW)
    assert leftovers(folder) == []


def test_an_empty_office_comes_back_too(usb: Path, tmp_path: Path) -> None:
    with opened(make_office(tmp_path / "o")) as office:
        file, _ = make_backup(office, usb, at=NOW)
    restore(file, tmp_path / "again")
    with opened(tmp_path / "again") as office:
        assert office.head.n == 1
        assert office.head != Head()
        assert load_line(next(iter(office.raw_lines(1)))).envelope.id == "restore"


def test_the_same_head_with_other_counts_is_not_called_good(
    whole: Path, usb: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poorer(trial: Path) -> Office:
        office = opened(trial, read_only=True)
        monkeypatch.setattr(office, "count", lambda *_: 0)
        return office

    with opened(copy_office(whole, tmp_path / "o")) as office, pytest.raises(BackupBad) as caught:
        make_backup(office, usb, at=NOW, opener=poorer)
    assert caught.value.reason == "differs"


def test_a_file_changed_with_its_checksum_is_found_by_its_hash(saved: Path, tmp_path: Path) -> None:
    def other_report(members: dict[str, bytes]) -> None:
        members["office/reports/tháng 7.pdf"] = b"%PDX"

    with pytest.raises(BackupBad) as caught:
        restore(rewritten(saved, tmp_path / "bad.zip", other_report), tmp_path / "again")
    assert caught.value.reason == "hash"


def test_lines_that_were_never_committed_are_not_in_it(whole: Path, usb: Path, tmp_path: Path) -> None:
    folder = copy_office(whole, tmp_path / "o")
    stray = folder / "journal" / "in" / "x-1-77" / "000001.jsonl"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"half a line")
    with opened(folder) as office:
        file, manifest = make_backup(office, usb, at=NOW)
    assert [member.name for member in manifest.files if member.name.startswith("journal/")] == ["journal/000001.jsonl"]
    restore(file, tmp_path / "again")


def test_the_name_of_a_restored_office_is_flushed_last(saved: Path, tmp_path: Path) -> None:
    files = FailingFiles("nothing")
    restore_backup(saved, tmp_path / "again", by="lan", at=NOW, why="", opener=opened, files=files)
    assert files.calls[-2:] == ["replace", "fsync_folder"]


def test_a_stream_that_takes_over_has_the_lines_we_know_or_is_refused(whole: Path, usb: Path, tmp_path: Path) -> None:
    with opened(whole) as office:
        known = list(office.raw_lines(1))
    twin = make_office(tmp_path / "twin")
    with opened(twin) as office:
        save(office, *(new("surveys", f"x{n}", slip(n)) for n in range(7)))
        file, _ = make_backup(office, usb, at=NOW)
    restore(file, tmp_path / "again")
    with opened(tmp_path / "again") as office:
        lines, profile = list(office.raw_lines(1)), office.profile
    folder = make_office(tmp_path / "p", PROVINCE)
    with opened(folder) as office:
        office.receive("H56.22", "tuson-1", EPOCH, known, {"bundle_seq": 1}, "an", NOW)
        before = (office.head, office.streams(), office.count("surveys"))
        with pytest.raises(StreamBroken) as caught:
            office.receive("H56.22", "tuson-1", profile.epoch, lines, {"bundle_seq": 1}, "an", NOW, past=profile.past)
        assert (caught.value.reason, caught.value.n) == ("fork", 1)
        assert (office.head, office.streams(), office.count("surveys")) == before
    with opened(folder) as office:
        assert (office.head, office.count("surveys")) == (before[0], before[2])

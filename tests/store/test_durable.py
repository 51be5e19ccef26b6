"""What happens when the system refuses: nothing half-saved, a clear error, and the office usable where that is honest."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.store import durable
from desktop_app.store.durable import Appender, replace_file
from desktop_app.store.errors import Damaged, DiskFull, FlushFailed, OfficeReadOnly, StoreError, WriteFailed
from desktop_app.store.files import Files
from desktop_app.store.office import Profile, create_office
from tests.store.offices import (
    FailingFiles,
    contents,
    dossier,
    journal,
    make_office,
    new,
    opened,
    save,
    slip,
    small_office,
)


@pytest.mark.parametrize("taken", [0, 1, 400])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_write_that_fails_is_put_back_and_the_office_stays_usable(tmp_path: Path, error: int, taken: int) -> None:
    folder = small_office(tmp_path / "o")
    files = FailingFiles("write", error=error, taken=taken)
    before = journal(folder).read_bytes()
    with opened(folder, files=files) as office:
        files.arm()
        with pytest.raises(WriteFailed if error == errno.EIO else DiskFull):
            save(office, new("dossiers", "d9", dossier(9)), new("surveys", "s9", slip(9)))
        assert journal(folder).read_bytes() == before
        assert office.get("dossiers", "d9") is None
        assert not office.read_only
        files.armed = False
        save(office, new("dossiers", "d9", dossier(9)))
    with opened(folder) as office:
        assert (office.head.n, office.notices) == (8, [])


def test_a_system_that_takes_a_few_bytes_at_a_time_gets_them_all(tmp_path: Path) -> None:
    class Slow(Files):
        def write(self, handle: int, data: bytes) -> int:
            return super().write(handle, data[:100])

    folder = make_office(tmp_path / "o")
    with opened(folder, files=Slow()) as office:
        save(office, new("dossiers", "d1", dossier(1)))
    with opened(folder) as office:
        assert office.get("dossiers", "d1") is not None


def test_a_failed_flush_is_not_tried_again_and_makes_the_office_read_only(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    before = journal(folder).read_bytes()
    files = FailingFiles("fsync")
    with opened(folder, files=files) as office:
        files.arm()
        files.calls.clear()
        with pytest.raises(FlushFailed):
            save(office, new("dossiers", "d9", dossier(9)))
        files.armed = False
        assert files.calls.count("fsync") == 1
        assert office.read_only
        for _ in range(2):
            with pytest.raises(OfficeReadOnly):
                save(office, new("dossiers", "d9", dossier(9)))
        assert office.get("dossiers", "d9") is None
        assert office.get("dossiers", "d1") is not None
    assert journal(folder).read_bytes() == before
    with opened(folder) as office:
        save(office, new("dossiers", "d9", dossier(9)))


def test_a_write_that_cannot_be_put_back_makes_the_office_read_only(tmp_path: Path) -> None:
    class Stuck(FailingFiles):
        def truncate(self, handle: int, size: int) -> None:
            raise OSError(errno.EIO, "planted")

    folder = small_office(tmp_path / "o")
    files = Stuck("write", error=errno.ENOSPC, taken=300)
    with opened(folder, files=files) as office:
        files.arm()
        with pytest.raises(DiskFull):
            save(office, new("dossiers", "d9", dossier(9)))
        assert office.read_only
    with opened(folder) as office:
        assert [notice.code for notice in office.notices] == ["TAIL-CUT"]
        assert office.head.n == 7


def test_a_journal_that_is_gone_or_was_changed_by_another_program_is_not_written_to(tmp_path: Path) -> None:
    def remove(path: Path) -> None:
        path.unlink()

    def replace(path: Path) -> None:
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)

    def grow(path: Path) -> None:
        with path.open("ab") as handle:
            handle.write(b"x")

    spoilers: list[tuple[Callable[[Path], None], str]] = [(remove, "missing"), (replace, "changed"), (grow, "changed")]
    for number, (spoil, reason) in enumerate(spoilers):
        folder = small_office(tmp_path / str(number))
        with opened(folder) as office:
            spoil(journal(folder))
            with pytest.raises(Damaged) as caught:
                save(office, new("dossiers", "d9", dossier(9)))
            assert caught.value.reason == reason
            assert office.read_only


def test_a_new_segment_that_cannot_be_made_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small_office(tmp_path / "o")
    files = FailingFiles("fsync_folder", error=errno.ENOSPC)
    with opened(folder, files=files) as office:
        office._opened.own.roll_bytes = 1
        files.arm()
        with pytest.raises(DiskFull):
            save(office, new("dossiers", "d9", dossier(9)))
        files.armed = False
        save(office, new("dossiers", "d9", dossier(9)))
    assert [path.name for path in sorted((folder / "journal").glob("*.jsonl"))] == ["000001.jsonl", "000002.jsonl"]
    with opened(folder) as office:
        assert office.head.n == 8


def test_a_witness_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    class NoWitness(Files):
        def write_at(self, handle: int, offset: int, data: bytes) -> int:
            raise OSError(errno.EIO, "planted")

    folder = small_office(tmp_path / "o")
    with opened(folder, files=NoWitness()) as office:
        save(office, new("dossiers", "d9", dossier(9)))
    with opened(folder) as office:
        assert (office.head.n, office.notices) == (8, [])


def test_each_save_is_flushed_once_before_the_witness_is_written(tmp_path: Path) -> None:
    events: list[str] = []

    class Watched(Files):
        def write(self, handle: int, data: bytes) -> int:
            events.append("write")
            return super().write(handle, data)

        def fsync(self, handle: int) -> None:
            events.append("fsync")
            super().fsync(handle)

        def write_at(self, handle: int, offset: int, data: bytes) -> int:
            events.append("witness")
            return super().write_at(handle, offset, data)

    with opened(small_office(tmp_path / "o"), files=Watched()) as office:
        events.clear()
        save(office, new("dossiers", "d9", dossier(9)), new("surveys", "s9", slip(9)))
    assert events == ["write", "fsync", "witness"]


def test_replacing_waits_for_whoever_holds_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "REPLACE_WAIT_SECONDS", 0.0)

    class Held(Files):
        left = 3

        def replace(self, source: Path, target: Path) -> None:
            if self.left:
                self.left -= 1
                raise PermissionError(errno.EACCES, "held")
            super().replace(source, target)

    path = tmp_path / "a"
    path.write_bytes(b"old")
    replace_file(Held(), path, b"new")
    assert path.read_bytes() == b"new"
    held = Held()
    held.left = 1000
    with pytest.raises(WriteFailed):
        replace_file(held, path, b"newer")
    assert [file.name for file in tmp_path.iterdir()] == ["a"]
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_replacement_that_fails_leaves_the_old_file_and_nothing_beside(tmp_path: Path, call: str) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    files = FailingFiles(call, error=errno.ENOSPC, taken=2)
    files.arm()
    with pytest.raises(DiskFull):
        replace_file(files, path, b"newer")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a", b"old")]


def test_an_office_cut_off_while_it_was_made_is_no_office(tmp_path: Path) -> None:
    profile = Profile(unit="U", name="U", parent="P", station="s", epoch="0" * 32, created="2020-07-06T08:15:00+07:00")
    for call in ("write", "fsync", "replace", "fsync_folder"):
        for after in range(20):
            folder = tmp_path / f"{call}{after}"
            files = FailingFiles(call)
            files.arm(after)
            try:
                create_office(folder, profile, files=files)
            except StoreError:
                made = (folder / "office.json").exists()
                assert not made or call == "fsync_folder"
            else:
                assert after > 0
                break
        else:
            pytest.fail(f"{call} was never reached")


def test_an_appender_counts_only_what_was_flushed(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch()
    files = FailingFiles("fsync")
    appender = Appender(files, path, 0, "a")
    appender.append(b"one")
    appender.write(b"two")
    assert (appender.size, appender.end) == (3, 6)
    files.arm()
    with pytest.raises(FlushFailed):
        appender.flush()
    assert path.read_bytes() == b"one"
    appender.close()


def test_all_records_before_a_failure_are_still_there(tmp_path: Path) -> None:
    folder = small_office(tmp_path / "o")
    with opened(folder) as office:
        wanted = contents(office)
    files = FailingFiles("write", error=errno.ENOSPC, taken=77)
    with opened(folder, files=files) as office:
        files.arm()
        for _ in range(3):
            with pytest.raises(DiskFull):
                save(office, new("dossiers", "d9", dossier(9)))
        assert contents(office) == wanted
    with opened(folder) as office:
        assert contents(office) == wanted

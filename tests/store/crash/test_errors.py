"""What the system itself can refuse: a full disk, a folder that cannot be written or is gone, another process, a clock set back.

Real refusals where this system can make them (a small tmpfs, a limit on file sizes, permissions); a file layer that refuses where
it cannot. Each is a clear sentence in both languages, loses nothing that was saved, and the office works on or opens again.
"""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.store import durable
from desktop_app.store.errors import (
    Damaged,
    DiskFull,
    FlushFailed,
    NotAnOffice,
    OfficeLocked,
    OfficeReadOnly,
    StoreError,
    WriteFailed,
)
from desktop_app.store.files import Files
from desktop_app.store.office import Office, open_office
from tests.store.crash.judge import judge
from tests.store.crash.ledger import MADE, Entry
from tests.store.crash.scenarios import OFFICE, Run, keying
from tests.store.offices import NOW, FailingFiles, make_office, new, opened, save, slip

PADDING = "ghế chờ " * 4000
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="other system: tmpfs, RLIMIT_FSIZE, flock")


def fill(run: Run, office: Office) -> int:
    """Save until the office refuses; return how many saves it took."""
    told = ""
    for count in range(1000):
        try:
            run.save(office, new("feedback", f"f{count}", {"content": PADDING}), new("surveys", f"s{count}", slip(count)))
        except DiskFull as error:
            told = error.vi + error.en
            break
    assert "đầy" in told
    assert "not saved" in told
    return count


@contextmanager
def small_disk(folder: Path, size: str = "1m") -> Iterator[Path]:
    """A small file system of its own. Skips where it cannot be mounted."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no set-up can help: mounting is not allowed here (test_a_file_that_may_not_grow does it without)")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def file_limit(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes: the system refuses with EFBIG, after a part of the write."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_loses_nothing_and_saving_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        told: list[Entry] = []
        run = Run(disk, Files(), told.append)
        (disk / "ballast").write_bytes(bytes(300_000))
        run.make()
        with run.open() as office:
            saved = fill(run, office)
            assert saved > 3
            told.pop()  # the group that was refused
            assert not office.read_only
            with pytest.raises(DiskFull):
                office.write_file("reports/a.pdf", bytes(600_000))
            with pytest.raises(DiskFull):
                office.save_draft("a", {"comment": PADDING * 9})
            assert not list(disk.rglob("*.part"))
            (disk / "ballast").unlink()
            run.save(office, new("feedback", "later", {"content": PADDING}))
        judge(disk, told)


def test_an_office_opens_on_a_disk_that_is_full(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        told: list[Entry] = []
        run = Run(disk, Files(), told.append)
        run.make()
        with run.open() as office:
            fill(run, office)
        told.pop()
        with (disk / "ballast").open("wb", buffering=0) as handle:
            while handle.write(bytes(4096)) == 4096 and shutil.disk_usage(disk).free >= 4096:
                pass
        with run.open() as office:
            assert office.notices == []
            with pytest.raises(DiskFull):
                save(office, new("feedback", "one more", {"content": PADDING}))
        (disk / "ballast").unlink()
        judge(disk, told)


def test_a_file_that_may_not_grow_is_put_back_to_the_last_save(tmp_path: Path) -> None:
    told: list[Entry] = []
    run = Run(tmp_path, Files(), told.append)
    run.make()
    with run.open() as office:
        with file_limit(200_000):
            assert fill(run, office) > 1
        told.pop()
        run.save(office, new("feedback", "later", {"content": PADDING}))
    judge(tmp_path, told)


class Closed(Files):
    """A folder without permission to write: existing files can be written, no name can be made or changed."""

    def create(self, path: Path, mode: int = 0o666) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    def make_folder(self, path: Path, mode: int = 0o777) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    def replace(self, source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")


class Frozen(Closed):
    """A medium that cannot be written at all."""

    def open_append(self, path: Path) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    def open_write(self, path: Path) -> int:
        raise OSError(errno.EROFS, "Read-only file system")


def test_a_read_only_medium_can_be_looked_at_and_refuses_to_be_written(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        with opened(make_office(disk / OFFICE)) as office:
            save(office, new("feedback", "f1", {"content": "Ghế"}))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(WriteFailed):
            opened(disk / OFFICE)
        with opened(disk / OFFICE, read_only=True) as office:
            assert office.count("feedback") == 1


@pytest.mark.parametrize("layer", [Closed, Frozen])
def test_a_folder_that_refuses_new_names_says_so_and_loses_nothing(tmp_path: Path, layer: type[Files]) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        save(office, new("feedback", "f1", {"content": "Ghế"}))
    if layer is Frozen:
        with pytest.raises(WriteFailed):
            opened(folder, files=layer())
    else:
        with opened(folder, files=layer()) as office:
            save(office, new("feedback", "f2", {"content": "Ghế"}))
            for refused in (lambda: office.write_file("reports/a.pdf", b"a"), lambda: office.save_draft("a", {})):
                with pytest.raises(WriteFailed) as caught:
                    refused()
                assert "Không ghi được" in caught.value.vi
            assert not office.save_snapshot()
    with opened(folder) as office:
        assert office.count("feedback") == (1 if layer is Frozen else 2)


def test_a_folder_that_is_gone_is_told_and_nothing_is_made_in_its_place(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder) as office:
        save(office, new("feedback", "f1", {"content": "Ghế"}))
        folder.rename(tmp_path / "elsewhere")
        with pytest.raises(Damaged):
            save(office, new("feedback", "f2", {"content": "Ghế"}))
        with pytest.raises(StoreError):
            office.save_draft("a", {})
        shutil.rmtree(folder, ignore_errors=True)
    with pytest.raises(NotAnOffice):
        opened(folder)
    with opened(tmp_path / "elsewhere") as office:
        assert office.count("feedback") == 1


def test_a_clock_set_back_changes_no_order_and_is_told(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    back = NOW - timedelta(days=365)
    with opened(folder) as office:
        save(office, new("feedback", "f1", {"content": "Ghế"}))
    for minutes, codes in ((9, []), (11, ["CLOCK-BACK"])):
        with open_office(folder, clock=lambda late=minutes: NOW - timedelta(minutes=late)) as office:  # type: ignore[misc]
            assert [notice.code for notice in office.notices] == codes
    with open_office(folder, clock=lambda: back) as office:
        assert "06/07/2020 08:15" in office.notices[0].vi
        assert "07/07/2019" in office.notices[0].vi
        stored = office.append([new("feedback", "f2", {"content": "Quạt"})], by="lan", at=back)
        assert [(one.n, one.when) for one in stored] == [(2, back)]
    with opened(folder) as office:
        assert [one.id for one in office.records("feedback")] == ["f1", "f2"]
        assert office.notices == []


def test_a_flush_that_fails_makes_the_office_read_only_until_it_is_opened_anew(tmp_path: Path) -> None:
    told: list[Entry] = []
    files = FailingFiles("fsync", error=errno.EIO)
    run = Run(tmp_path, files, told.append, 1)
    run.make()
    with run.open() as office:
        run.save(office, new("feedback", "f0", {"content": "Ghế"}))
        files.arm()
        with pytest.raises(FlushFailed) as caught:
            run.save(office, new("feedback", "f1", {"content": "Ghế"}))
        assert "chỉ xem" in caught.value.vi
        files.armed = False
        with pytest.raises(OfficeReadOnly):
            save(office, new("feedback", "f2", {"content": "Ghế"}))
        assert office.count("feedback") == 1
    judge(tmp_path, told)


@pytest.mark.parametrize("times", [1, durable.REPLACE_TRIES - 1, durable.REPLACE_TRIES])
def test_an_antivirus_that_holds_a_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    class Held(Files):
        left = 0

        def replace(self, source: Path, target: Path) -> None:
            self.left -= 1
            if self.left >= 0:
                raise PermissionError(errno.EACCES, "another process has it")
            super().replace(source, target)

    monkeypatch.setattr(durable, "REPLACE_WAIT_SECONDS", 0)
    folder, files = make_office(tmp_path / "o"), Held()
    with opened(folder, files=files) as office:
        office.save_draft("a", {"serial": 1})
        files.left = times
        if times < durable.REPLACE_TRIES:
            office.save_draft("a", {"serial": 2})
        else:
            with pytest.raises(WriteFailed):
                office.save_draft("a", {"serial": 2})
        assert office.load_draft("a") == {"serial": 2 if times < durable.REPLACE_TRIES else 1}
        assert not list(folder.rglob("*.part"))
        save(office, new("feedback", "f1", {"content": "Ghế"}))


def test_a_second_process_is_told_who_holds_the_office_and_harms_nothing(tmp_path: Path) -> None:
    told: list[Entry] = [Entry("try", OFFICE, MADE), Entry("done", OFFICE, MADE)]
    folder = make_office(tmp_path / OFFICE)
    code = "import sys; from pathlib import Path; from tests.store.offices import opened; opened(Path(sys.argv[1]))"
    with opened(folder):
        second = subprocess.run(
            [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, cwd=Path(__file__).parents[3], check=False
        )
        assert second.returncode == 1
        assert OfficeLocked.__name__ in second.stderr
        assert f"process {os.getpid()}" in second.stderr
    keying(Run(tmp_path, Files(), told.append, 1))
    judge(tmp_path, told)

"""Copying to a stick says "done" only when the file is there and read back; every failure is coded and leaves no part."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.store import stick_errors
from desktop_app.store.errors import DiskFull
from desktop_app.store.files import Files
from desktop_app.store.sticks import StickError, copy_from_stick, copy_to_stick, find_files, sweep_parts
from forms.problems import CATALOGUE

DATA = bytes(range(256)) * 12_000
NAME = "TUSON-1-abababab-000001-inc.somotcua"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "local" / NAME
    path.parent.mkdir()
    path.write_bytes(DATA)
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refusal(source: Path, folder: Path, name: str = NAME, files: Files | None = None) -> str:
    with pytest.raises(StickError) as caught:
        copy_to_stick(source, folder, name, files=files)
    assert caught.value.vi != caught.value.en
    assert caught.value.code in CATALOGUE
    return caught.value.code


def test_the_file_is_there_whole_and_nothing_else(source: Path, stick: Path) -> None:
    done: list[tuple[int, int]] = []
    path = copy_to_stick(source, stick, NAME, progress=lambda part, total: done.append((part, total)))
    assert path.read_bytes() == DATA
    assert names(stick) == [NAME]
    assert done[-1] == (3 * len(DATA), 3 * len(DATA))
    assert done == sorted(done)


def test_an_older_file_of_that_name_is_replaced(source: Path, stick: Path) -> None:
    (stick / NAME).write_bytes(b"old")
    copy_to_stick(source, stick, NAME)
    assert (stick / NAME).read_bytes() == DATA


class Recorder(Files):
    """Writes down the order of the calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def create(self, path: Path, mode: int = 0o666) -> int:
        self.calls.append("create")
        assert path.name.endswith(".part")
        return super().create(path, mode)

    def fsync(self, handle: int) -> None:
        self.calls.append("fsync")
        super().fsync(handle)

    def replace(self, source: Path, target: Path) -> None:
        self.calls.append("replace")
        super().replace(source, target)

    def fsync_folder(self, path: Path) -> None:
        self.calls.append("fsync folder")
        super().fsync_folder(path)


def test_the_order_of_the_calls(source: Path, stick: Path) -> None:
    files = Recorder()
    copy_to_stick(source, stick, NAME, files=files)
    assert files.calls == ["create", "fsync", "replace", "fsync folder"]


class Failing(Files):
    """A stick that fails at one call with one error number."""

    def __init__(self, call: str, number: int) -> None:
        self._call = call
        self._number = number

    def _fail(self, call: str) -> None:
        if call == self._call:
            raise OSError(self._number, os.strerror(self._number))

    def create(self, path: Path, mode: int = 0o666) -> int:
        self._fail("create")
        return super().create(path, mode)

    def write(self, handle: int, data: bytes) -> int:
        self._fail("write")
        return super().write(handle, data)

    def fsync(self, handle: int) -> None:
        self._fail("fsync")
        super().fsync(handle)

    def replace(self, source: Path, target: Path) -> None:
        self._fail("replace")
        super().replace(source, target)

    def fsync_folder(self, path: Path) -> None:
        self._fail("fsync_folder")
        super().fsync_folder(path)


@pytest.mark.parametrize("call", ["create", "write", "fsync", "replace", "fsync_folder"])
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "STICK-FULL"),
        (errno.EROFS, "STICK-READ-ONLY"),
        (errno.EIO, "STICK-FAILED"),
        (errno.EPERM, "STICK-FAILED"),
        (errno.EINVAL, "STICK-FAILED"),
        (errno.ENODEV, "STICK-FAILED"),
    ],
)
def test_every_error_at_every_step_is_a_coded_failure_and_leaves_nothing(
    source: Path, stick: Path, call: str, number: int, code: str
) -> None:
    assert refusal(source, stick, files=Failing(call, number)) == code
    assert names(stick) == []


class Rotten(Files):
    """A stick that keeps other bytes than it was given."""

    def write(self, handle: int, data: bytes) -> int:
        return super().write(handle, bytes([data[0] ^ 1]) + data[1:])


def test_a_stick_that_keeps_other_bytes_is_found_out(source: Path, stick: Path) -> None:
    assert refusal(source, stick, files=Rotten()) == "STICK-DIFFERS"
    assert names(stick) == []


class RottenLater(Files):
    """A stick that loses bytes when the file gets its name."""

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        target.write_bytes(b"\0" * 10)


def test_the_file_under_its_final_name_is_read_back_too(source: Path, stick: Path) -> None:
    assert refusal(source, stick, files=RottenLater()) == "STICK-DIFFERS"
    assert names(stick) == []


class Short(Files):
    """A stick that takes a few bytes at a time."""

    def write(self, handle: int, data: bytes) -> int:
        return super().write(handle, data[:300_000])


def test_short_writes_are_carried_on(source: Path, stick: Path) -> None:
    assert copy_to_stick(source, stick, NAME, files=Short()).read_bytes() == DATA


@pytest.mark.parametrize("at", [0, 3, 6])
def test_cancelling_leaves_nothing(source: Path, stick: Path, at: int) -> None:
    calls = iter(range(100))

    def stop(done: int, total: int) -> None:
        if next(calls) == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_to_stick(source, stick, NAME, progress=stop)
    assert names(stick) == []


def test_too_little_space_is_said_before_anything_is_written(source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage:
        free = len(DATA) + (1 << 20) - 1

    monkeypatch.setattr("desktop_app.store.sticks.shutil.disk_usage", lambda _folder: Usage)
    assert refusal(source, stick, files=Failing("create", errno.EIO)) == "STICK-FULL"
    Usage.free += 1
    copy_to_stick(source, stick, NAME)


@pytest.fixture
def small_stick(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 2 MiB, where this system lets us mount one."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True, check=False)
    if done.returncode != 0:
        pytest.skip("other system: no right to mount a small file system; the failing file layer covers it")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_really_full_stick(source: Path, small_stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(source, small_stick) == "STICK-FULL"
    monkeypatch.setattr("desktop_app.store.sticks.SPARE_BYTES", -(1 << 30))
    assert refusal(source, small_stick) == "STICK-FULL"
    assert names(small_stick) == []


def test_a_really_read_only_stick(source: Path, small_stick: Path) -> None:
    source.write_bytes(b"x")
    subprocess.run(["mount", "-o", "remount,ro", small_stick], check=True)
    assert refusal(source, small_stick) == "STICK-READ-ONLY"
    subprocess.run(["mount", "-o", "remount,rw", small_stick], check=True)
    assert names(small_stick) == []


def test_a_stick_that_is_gone(source: Path, stick: Path) -> None:
    stick.rmdir()
    assert refusal(source, stick) == "STICK-GONE"


@pytest.mark.parametrize("name", ["../x", "a/b", "a\\b", "CON:", "", ".hidden", "x" * 130, "tệp.zip"])
def test_a_name_that_is_no_plain_name(source: Path, stick: Path, name: str) -> None:
    assert refusal(source, stick, name) == "STICK-NAME"
    assert names(stick) == []


def test_a_folder_or_link_of_that_name_stays(source: Path, stick: Path, tmp_path: Path) -> None:
    (stick / NAME).mkdir()
    assert refusal(source, stick) == "STICK-NOT-A-FILE"
    (stick / NAME).rmdir()
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    (stick / NAME).symlink_to(victim)
    assert refusal(source, stick) == "STICK-NOT-A-FILE"
    assert victim.read_bytes() == b"mine"


KILLED = """
import os, sys
from pathlib import Path
from desktop_app.store.sticks import copy_to_stick

def die(done, total):
    if done > int(sys.argv[3]):
        os.kill(os.getpid(), 9)

copy_to_stick(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[1]).name, progress=die)
"""


@pytest.mark.parametrize("after", [1_000_000, len(DATA) + 1_000_000])
def test_killed_in_the_middle_there_is_no_final_name_and_the_next_copy_sweeps(source: Path, stick: Path, after: int) -> None:
    root = Path(__file__).parents[2]
    words = [sys.executable, "-c", textwrap.dedent(KILLED), str(source), str(stick), str(after)]
    assert subprocess.run(words, cwd=root, check=False).returncode != 0
    left = names(stick)
    assert len(left) == 1
    assert left[0].endswith(".part")
    copy_to_stick(source, stick, NAME)
    assert names(stick) == [NAME]


def test_sweeping_takes_only_our_parts(stick: Path) -> None:
    for name in (f".{NAME}.0123456789abcdef.part", "film.part", ".x.part"):
        (stick / name).write_bytes(b"x")
    sweep_parts(stick)
    assert names(stick) == [".x.part", "film.part"]


# ---- from the stick


def test_reading_copies_and_hashes(source: Path) -> None:
    spool = io.BytesIO()
    assert copy_from_stick(source, spool) == hashlib.sha256(DATA).hexdigest()
    assert spool.getvalue() == DATA


def unread(path: Path, max_bytes: int = 1 << 30) -> str:
    spool = io.BytesIO()
    with pytest.raises(StickError) as caught:
        copy_from_stick(path, spool, max_bytes=max_bytes)
    assert spool.getvalue() == b""
    return caught.value.code


def test_only_plain_files_are_read(source: Path, stick: Path) -> None:
    folder, link, loop, pipe = (stick / f"{name}.somotcua" for name in ("folder", "link", "loop", "pipe"))
    folder.mkdir()
    link.symlink_to(source)
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    assert [unread(path) for path in (folder, link, loop, pipe)] == ["STICK-NOT-A-FILE"] * 4
    assert unread(stick / "nothing") == "STICK-GONE"
    assert find_files(stick, ".somotcua") == []


def test_a_file_larger_than_allowed_is_not_read(source: Path) -> None:
    assert unread(source, max_bytes=len(DATA) - 1) == "STICK-TOO-BIG"
    copy_from_stick(source, io.BytesIO(), max_bytes=len(DATA))


def test_a_file_that_grows_while_it_is_read(source: Path) -> None:
    def grow(done: int, total: int) -> None:
        with source.open("ab") as file:
            file.write(b"x")

    spool = io.BytesIO()
    with pytest.raises(StickError) as caught:
        copy_from_stick(source, spool, progress=grow)
    assert caught.value.code == "STICK-CHANGED"
    assert spool.getvalue() == b""


class FullSpool(io.BytesIO):
    """A local disk without space."""

    def write(self, data: object, /) -> int:
        raise OSError(errno.ENOSPC, "full")


def test_a_full_local_disk_is_not_blamed_on_the_stick(source: Path) -> None:
    with pytest.raises(DiskFull):
        copy_from_stick(source, FullSpool())


def test_bundles_are_found_by_name(source: Path, stick: Path) -> None:
    for name in ("b.somotcua", "a.somotcua", ".c.somotcua", "d.pdf"):
        (stick / name).write_bytes(b"x")
    assert [path.name for path in find_files(stick, ".somotcua")] == ["a.somotcua", "b.somotcua"]
    with pytest.raises(StickError):
        find_files(stick / "gone", ".somotcua")


def test_every_code_has_its_two_sentences() -> None:
    codes = [value for name, value in vars(stick_errors).items() if name.isupper()]
    assert len(codes) == 9
    for code in codes:
        assert CATALOGUE[code].vi != CATALOGUE[code].en

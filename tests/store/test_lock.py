"""One process holds an office; a second one is told who, and a dead one's lock stops nobody."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from desktop_app.store import lock as lock_module
from desktop_app.store.errors import OfficeLocked, WriteFailed
from desktop_app.store.lock import LOCK_OFFSET, OfficeLock
from tests.store.offices import NOW, dossier, make_office, new, opened, save

HOLD = """
import sys, time
from pathlib import Path
from desktop_app.store.office import open_office
office = open_office(Path(sys.argv[1]), account="minh")
print("held", flush=True)
time.sleep(60)
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_who_holds_the_office(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    process = hold(folder)
    try:
        with pytest.raises(OfficeLocked) as caught:
            opened(folder)
        error = caught.value
        assert (error.pid, error.host, error.account) == (process.pid, socket.gethostname(), "minh")
        assert error.since[:3] == str(time.gmtime().tm_year)[:3]
        assert str(process.pid) in error.vi
        with opened(folder, read_only=True) as office:
            assert office.head.n == 0
    finally:
        process.kill()
        process.wait()
    with opened(folder) as office:
        save(office, new("dossiers", "d1", dossier(1)))
    assert process.stdout is not None
    process.stdout.close()


def test_a_second_opening_in_the_same_process_is_refused_too(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder), pytest.raises(OfficeLocked) as caught:
        opened(folder)
    assert (caught.value.pid, caught.value.account, caught.value.since) == (os.getpid(), "lan", NOW.isoformat())
    opened(folder).close()


def test_a_left_over_lock_file_stops_nobody(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    for text in (b'{"pid": 1, "host": "pc", "account": "x", "since": "2020"}', b"\0\xff", b"[]"):
        (folder / "lock").write_bytes(text)
        opened(folder).close()


def test_an_unreadable_holder_is_still_a_holder(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    with opened(folder):
        (folder / "lock").write_bytes(b"")
        with pytest.raises(OfficeLocked) as caught:
            opened(folder)
    assert caught.value.pid == 0


def test_an_office_that_is_refused_gives_its_lock_back(tmp_path: Path) -> None:
    folder = make_office(tmp_path / "o")
    (folder / "journal" / "000001.jsonl").write_bytes(b"junk\n" * 3)
    (folder / "head").unlink()
    for _ in range(2):
        with pytest.raises(Exception, match="damaged"):
            opened(folder)


def test_on_windows_a_byte_far_behind_the_text_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[int, int]] = []
    windows: Any = ModuleType("msvcrt")
    windows.LK_NBLCK = 2

    def locking(handle: int, mode: int, count: int) -> None:
        calls.append((os.lseek(handle, 0, os.SEEK_CUR), count))
        if len(calls) > 1:
            raise OSError(errno.EACCES, "locked")

    windows.locking = locking
    monkeypatch.setattr(lock_module, "_system", lambda: (None, windows))
    first, second = OfficeLock(tmp_path / "lock"), OfficeLock(tmp_path / "lock")
    first.take("lan", NOW)
    with pytest.raises(OfficeLocked) as caught:
        second.take("minh", NOW)
    assert caught.value.account == "lan"
    assert calls == [(LOCK_OFFSET, 1), (LOCK_OFFSET, 1)]
    first.release()


def test_a_system_without_locks_is_a_clear_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(handle: int) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock_module, "lock_handle", refuse)
    with pytest.raises(WriteFailed):
        OfficeLock(tmp_path / "lock").take("lan", NOW)
    with pytest.raises(WriteFailed):
        OfficeLock(tmp_path / "nowhere" / "lock").take("lan", NOW)


def test_control_without_the_lock_two_would_be_let_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_office(tmp_path / "o")
    monkeypatch.setattr(lock_module, "lock_handle", lambda _: None)
    with opened(folder), opened(folder):
        pass

"""One process holds an office: an operating-system lock on the file `lock`, whose text says who.

The system lets the lock fall when the process dies, so a left-over file stops nobody. The lock is taken on a byte far
behind the text, because Windows lets no other process read a locked byte. This module must not wait for the other.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
from datetime import datetime
from pathlib import Path
from types import ModuleType

from desktop_app.store.errors import OfficeLocked, WriteFailed

LOCK_OFFSET = 1 << 30
LOCK_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_CLOEXEC", 0)
BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


def _system() -> tuple[ModuleType | None, ModuleType | None]:
    with contextlib.suppress(ImportError):
        import fcntl

        return fcntl, None
    import msvcrt

    return None, msvcrt


class OfficeLock:
    """The lock of an office folder, held from `take` to `release`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = -1

    def take(self, account: str, now: datetime) -> None:
        """Take the lock and write who holds it. Raises OfficeLocked with what the holder wrote, WriteFailed."""
        try:
            handle = os.open(self._path, LOCK_FLAGS, 0o666)
        except OSError as error:
            raise WriteFailed(error.strerror or str(error)) from error
        try:
            lock_handle(handle)
        except OSError as error:
            os.close(handle)
            if error.errno not in BUSY:
                raise WriteFailed(error.strerror or str(error)) from error
            raise read_holder(self._path) from None
        self._handle = handle
        _write_holder(handle, account, now)

    def release(self) -> None:
        """Let the lock fall; the text is emptied, the file stays."""
        if self._handle >= 0:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1


def lock_handle(handle: int) -> None:
    """Lock an open file for this handle alone, without waiting. Raises OSError (EACCES, EAGAIN, EDEADLK) if it is held."""
    unix, windows = _system()
    if unix is not None:
        unix.flock(handle, unix.LOCK_EX | unix.LOCK_NB)
    elif windows is not None:
        os.lseek(handle, LOCK_OFFSET, os.SEEK_SET)
        windows.locking(handle, windows.LK_NBLCK, 1)


def read_holder(path: Path) -> OfficeLocked:
    """Return the error that names the holder, as far as the lock file tells."""
    try:
        told = json.loads(path.read_bytes())
        return OfficeLocked(int(told["pid"]), str(told["host"]), str(told["account"]), str(told["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return OfficeLocked(0, "", "", "")


def _write_holder(handle: int, account: str, now: datetime) -> None:
    holder = {"pid": os.getpid(), "host": socket.gethostname(), "account": account, "since": now.isoformat(timespec="seconds")}
    os.lseek(handle, 0, os.SEEK_SET)
    with contextlib.suppress(OSError):  # a full disk must not keep the office shut: the lock itself is held
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(holder, ensure_ascii=False).encode())

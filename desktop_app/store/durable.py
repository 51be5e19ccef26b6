"""The one durable writer of the office folder.

Promised: when `replace_file` or `Appender.append` has returned, the bytes have been handed to the disk with fsync, on POSIX
the file's name too (fsync of its folder), and a power cut later does not undo it. While a file is being replaced a reader
sees the old bytes or the new, never a mixture. An append that fails before fsync is cut off again.

Not promised: disks that lie about fsync; names on Windows, where a folder cannot be flushed (NTFS journals them);
network and synced folders (`folder.py` refuses them); several processes (`lock.py` lets in one).

A failed fsync is never tried again: the kernel may have dropped the pages and would answer "done". The appender is
broken from then on and the office read-only until it is reopened and verified.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import time
from pathlib import Path

from desktop_app.store.errors import Damaged, DiskFull, FlushFailed, OfficeReadOnly, WriteFailed
from desktop_app.store.files import Files

PART_SUFFIX = ".part"
REPLACE_TRIES = 40
REPLACE_WAIT_SECONDS = 0.05
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def replace_file(files: Files, path: Path, data: bytes, mode: int = 0o666) -> None:
    """Make `path` hold exactly `data`, durably. Raises DiskFull or WriteFailed; the old file is then as it was."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART_SUFFIX}")
    try:
        _write_new(files, part, data, mode)
        _replace(files, part, path)
        files.fsync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            files.remove(part)
        raise failure(error) from error


def make_folders(files: Files, folder: Path, mode: int = 0o777) -> None:
    """Make a folder and those above it, each name durable. Raises WriteFailed."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        for path in reversed(missing):
            files.make_folder(path, mode if path == folder else 0o777)
            files.fsync_folder(path.parent)
    except OSError as error:
        raise failure(error) from error


def flush_names(files: Files, folder: Path) -> None:
    """Make every name below a folder durable: a killed process may have left some unflushed. Raises WriteFailed."""
    try:
        for path, _, _ in os.walk(folder):
            files.fsync_folder(Path(path))
    except OSError as error:
        raise failure(error) from error


def create_file(files: Files, path: Path, data: bytes = b"", mode: int = 0o666) -> None:
    """Make a new file that holds `data`, name and bytes durable. Raises DiskFull or WriteFailed."""
    try:
        _write_new(files, path, data, mode)
        files.fsync_folder(path.parent)
    except OSError as error:
        if not isinstance(error, FileExistsError):
            with contextlib.suppress(OSError):
                files.remove(path)
        raise failure(error) from error


def remove_tree(files: Files, folder: Path) -> None:
    """Remove a scratch folder with all in it, as far as the system lets: it is never part of an office."""
    for path in sorted(folder.rglob("*"), key=lambda path: -len(path.parts)):
        with contextlib.suppress(OSError):
            (files.remove_folder if path.is_dir() and not path.is_symlink() else files.remove)(path)
    with contextlib.suppress(OSError):
        files.remove_folder(folder)


def replace_folder(files: Files, source: Path, target: Path) -> None:
    """Put a finished folder in the place of `target`, which is absent or empty, in one step. Raises WriteFailed."""
    try:
        if target.is_dir():
            files.remove_folder(target)
        _replace(files, source, target)
        files.fsync_folder(target.parent)
    except OSError as error:
        raise failure(error) from error


def failure(error: OSError) -> DiskFull | WriteFailed:
    """Return the store's error for a system's refusal to write."""
    return DiskFull() if error.errno in FULL else WriteFailed(error.strerror or type(error).__name__)


def write_all(files: Files, handle: int, data: bytes) -> None:
    """Write every byte, however many the system takes at a time. Raises OSError."""
    view = memoryview(data)
    while view:
        taken = files.write(handle, bytes(view) if len(view) < len(data) else data)
        if taken <= 0:
            raise OSError(errno.EIO, "the system takes no more bytes")
        view = view[taken:]


def _write_new(files: Files, path: Path, data: bytes, mode: int) -> None:
    handle = files.create(path, mode)
    try:
        write_all(files, handle, data)
        files.fsync(handle)
    finally:
        files.close(handle)


def _replace(files: Files, part: Path, path: Path) -> None:
    for attempt in range(REPLACE_TRIES):
        try:
            files.replace(part, path)
        except PermissionError:  # Windows: an antivirus or indexer holds the old file for a moment
            if attempt == REPLACE_TRIES - 1:
                raise
            time.sleep(REPLACE_WAIT_SECONDS)
        else:
            return


class Appender:
    """A file held open for durable appends. Close it.

    size: bytes that count, all flushed.  end: with what is not flushed yet.  name: for messages.  broken: why not any more.
    """

    def __init__(self, files: Files, path: Path, size: int, name: str) -> None:
        self._files = files
        self._path = path
        try:
            self._handle = files.open_append(path)
        except OSError as error:
            raise failure(error) from error
        self.end = size
        self.size = size
        self.name = name
        self.broken = ""

    def append(self, data: bytes) -> None:
        """Write and flush. Raises DiskFull, WriteFailed (still usable), FlushFailed, OfficeReadOnly, Damaged."""
        self.write(data)
        self.flush()

    def write(self, data: bytes) -> None:
        """Write without flushing: counts only after `flush`. Raises as `append`; then all since the last flush is cut off."""
        if self.broken:
            raise OfficeReadOnly(self.broken)
        self._require_ours()
        try:
            write_all(self._files, self._handle, data)
        except OSError as error:
            self._put_back(str(error))
            raise failure(error) from error
        self.end += len(data)

    def flush(self) -> None:
        """Fsync what was written. Raises FlushFailed, after which nothing is written any more."""
        try:
            self._files.fsync(self._handle)
        except OSError as error:
            self._put_back(str(error))
            self.broken = str(error)
            raise FlushFailed(error.strerror or str(error)) from error
        self.size = self.end

    def cut(self, size: int) -> None:
        """Cut the file to `size` bytes, durably. Raises WriteFailed or FlushFailed."""
        try:
            self._files.truncate(self._handle, size)
        except OSError as error:
            raise failure(error) from error
        self.end = size
        self.flush()

    def close(self) -> None:
        """Give the file back; nothing is written."""
        if self._handle >= 0:
            self._files.close(self._handle)
            self._handle = -1

    def _require_ours(self) -> None:
        try:
            named, held = os.stat(self._path), os.fstat(self._handle)  # noqa: PTH116 - half the time of Path.stat, at every save
        except OSError as error:
            self.broken = str(error)
            raise Damaged(self.name, 0, "missing", "the file is gone") from error
        if (named.st_ino, named.st_dev, held.st_size) != (held.st_ino, held.st_dev, self.end):
            self.broken = "the file was changed by another program"
            raise Damaged(self.name, 0, "changed", self.broken)

    def _put_back(self, cause: str) -> None:
        try:
            self._files.truncate(self._handle, self.size)
            self.end = self.size
        except OSError as error:
            self.broken = f"{cause}; {error}"

"""The thin layer between the store and the system's calls that change files.

Every byte the store writes goes through one of these methods, so that a test can record them, fail them or build crash
states from them. Reading does not. This module must not retry, order or promise anything: that is `durable.py`.
"""

from __future__ import annotations

import os
from pathlib import Path

WRITE_FLAGS = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)


class Files:
    """The system's own calls. Handles are file descriptors. Raises OSError as the system does."""

    def open_append(self, path: Path) -> int:
        """Return a handle that writes at the end of an existing file."""
        return os.open(path, WRITE_FLAGS | os.O_APPEND)

    def open_write(self, path: Path) -> int:
        """Return a handle for writing in place into an existing file."""
        return os.open(path, WRITE_FLAGS)

    def create(self, path: Path, mode: int = 0o666) -> int:
        """Return a handle for a new file. Raises FileExistsError if it is there."""
        return os.open(path, WRITE_FLAGS | os.O_CREAT | os.O_EXCL | os.O_APPEND, mode)

    def write(self, handle: int, data: bytes) -> int:
        """Write at the end (append handles) or at the handle's place; return how many bytes were taken."""
        return os.write(handle, data)

    def write_at(self, handle: int, offset: int, data: bytes) -> int:
        """Write in place at `offset` of a handle from `open_write`; return how many bytes were taken."""
        os.lseek(handle, offset, os.SEEK_SET)
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        """Return when the file's bytes and length are on the disk, as far as the system can tell."""
        os.fsync(handle)

    def truncate(self, handle: int, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(handle, size)

    def close(self, handle: int) -> None:
        """Give the handle back."""
        os.close(handle)

    def replace(self, source: Path, target: Path) -> None:
        """Put `source` in the place of `target` in one step."""
        os.replace(source, target)  # noqa: PTH105 - the plain system call, so that tests can fail it

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def make_folder(self, path: Path, mode: int = 0o777) -> None:
        """Make one folder. Raises FileExistsError if it is there."""
        path.mkdir(mode)

    def fsync_folder(self, path: Path) -> None:
        """Return when the names in a folder are on the disk. Windows has no such call: nothing is done there."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

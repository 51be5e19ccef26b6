"""Copying finished files to and from a stick. A stick is slow, small, pulled out early and hostile.

Promised: when `copy_to_stick` has returned, the file's bytes were flushed, its folder too, and both the part and the file
under its final name were read back with the right hash. When it raises, no part is left, and the final name is as it was, or
gone if it had been put there already; a power cut can leave a part, which the next copy sweeps away.

Not promised: that reading back came from the flash itself: Linux is told to drop its cache, Windows keeps its own.
Nothing on a stick is ever opened in place: `copy_from_stick` first, then look at the copy.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from desktop_app.store.drives import Drive, list_drives
from desktop_app.store.durable import FULL, PART_SUFFIX, failure, write_all
from desktop_app.store.files import Files
from desktop_app.store.spool import Spool
from desktop_app.store.stick_errors import (
    CHANGED,
    DIFFERS,
    FAILED,
    FULL_STICK,
    GONE,
    NAME,
    NOT_A_FILE,
    READ_ONLY,
    TOO_BIG,
    StickError,
)

__all__ = ["Drive", "StickError", "copy_from_stick", "copy_to_stick", "find_files", "list_drives", "sweep_parts"]

SPARE_BYTES = 1 << 20
COPY_BYTES = 1 << 20
MAX_FILE_BYTES = (2 << 30) + (1 << 20)
MOST_ENTRIES = 10_000
SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}", re.ASCII)

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all; may raise to stop, then nothing is left behind."""


def no_progress(done: int, total: int) -> None:
    """Say nothing."""


def copy_to_stick(source: Path, folder: Path, name: str, *, progress: Progress = no_progress, files: Files | None = None) -> Path:
    """Copy a finished local file into a stick's folder under `name`; return its path there. Raises StickError.

    progress: may raise to cancel; total counts writing and both readings.
    """
    files = files or Files()
    target = folder / name
    if not SAFE_NAME.fullmatch(name):
        raise StickError(NAME, name=ascii(name[:60]))
    try:
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise StickError(NOT_A_FILE, name=name)
        size = source.stat().st_size
        sweep_parts(folder, files)
        _require_space(folder, size)
        return _copy(files, source, target, size, progress)
    except OSError as error:
        raise _stick_error(error, folder, source) from error


def sweep_parts(folder: Path, files: Files | None = None) -> None:
    """Remove what copies that were cut off left in a stick's folder. Raises OSError."""
    for path in folder.glob(f".*.{'[0-9a-f]' * 16}{PART_SUFFIX}"):
        (files or Files()).remove(path)


def _require_space(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + SPARE_BYTES:
        raise StickError(FULL_STICK, needed=size + SPARE_BYTES, free=free)


def _copy(files: Files, source: Path, target: Path, size: int, progress: Progress) -> Path:
    part = target.with_name(f".{target.name}.{secrets.token_hex(8)}{PART_SUFFIX}")
    total = 3 * size
    try:
        digest = _write_part(files, source, part, size, lambda done: progress(done, total))
        _require_same(part, digest, lambda done: progress(size + done, total))
        files.replace(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            files.remove(part)
        raise
    try:
        files.fsync_folder(target.parent)
        _require_same(target, digest, lambda done: progress(2 * size + done, total))
    except BaseException:
        with contextlib.suppress(OSError):
            files.remove(target)
        raise
    return target


def _write_part(files: Files, source: Path, part: Path, size: int, progress: Callable[[int], None]) -> str:
    """Write and flush the part; return the hash of what was written."""
    digest = hashlib.sha256()
    done = 0
    handle = files.create(part)
    try:
        with source.open("rb") as reader:
            while chunk := reader.read(COPY_BYTES):
                write_all(files, handle, chunk)
                digest.update(chunk)
                done += len(chunk)
                progress(done)
        if done != size:
            raise StickError(CHANGED)
        files.fsync(handle)
    finally:
        files.close(handle)
    return digest.hexdigest()


def _require_same(path: Path, expected: str, progress: Callable[[int], None]) -> None:
    """Raise StickError unless the file, read anew, has the hash."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb", buffering=0) as reader:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(reader.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := reader.read(COPY_BYTES):
            digest.update(chunk)
            done += len(chunk)
            progress(done)
    if digest.hexdigest() != expected:
        raise StickError(DIFFERS)


def copy_from_stick(source: Path, spool: Spool, *, max_bytes: int = MAX_FILE_BYTES, progress: Progress = no_progress) -> str:
    """Copy a file from a stick to an empty local spool; return its SHA-256 in hex. Raises StickError, or DiskFull and
    WriteFailed for the spool, which is then emptied.
    """
    try:
        with contextlib.closing(os.fdopen(_open_plain(source), "rb", buffering=0)) as reader:
            size = os.fstat(reader.fileno()).st_size
            if size > max_bytes:
                raise StickError(TOO_BIG, size=size, limit=max_bytes)
            return _read_all(reader, spool, size, progress)
    except BaseException as error:
        with contextlib.suppress(OSError):
            spool.seek(0)
            spool.truncate()
        if isinstance(error, OSError):
            raise _stick_error(error, source.parent, source) from error
        raise


def _open_plain(source: Path) -> int:
    """Return a handle of a plain file: no link, no folder, no device."""
    if not stat.S_ISREG(source.lstat().st_mode):
        raise StickError(NOT_A_FILE, name=source.name)
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(source, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise StickError(NOT_A_FILE, name=source.name)
    return handle


def _read_all(reader: BinaryIO, spool: Spool, size: int, progress: Progress) -> str:
    digest = hashlib.sha256()
    done = 0
    while chunk := reader.read(COPY_BYTES):
        done += len(chunk)
        if done > size:
            break
        digest.update(chunk)
        _write_spool(spool, chunk)
        progress(done, size)
    if done != size:
        raise StickError(CHANGED)
    return digest.hexdigest()


def _write_spool(spool: Spool, chunk: bytes) -> None:
    try:
        spool.write(chunk)
    except OSError as error:
        raise failure(error) from error


def find_files(folder: Path, suffix: str) -> list[Path]:
    """Return the plain files of a stick's top folder whose name ends so, by name; links and folders not. Raises StickError."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for _, entry in zip(range(MOST_ENTRIES), entries, strict=False):
                if entry.name.endswith(suffix) and not entry.name.startswith(".") and entry.is_file(follow_symlinks=False):
                    found.append(Path(entry.path))
    except OSError as error:
        raise _stick_error(error, folder, folder) from error
    return sorted(found)


def _stick_error(error: OSError, folder: Path, source: Path) -> StickError:
    """Return the coded error for a system's refusal; every one of them is a failure, whatever its number."""
    detail = error.strerror or type(error).__name__
    if error.errno == errno.EROFS:
        return StickError(READ_ONLY)
    if error.errno in FULL and folder.is_dir() and source.exists():
        return StickError(FULL_STICK, needed=source.stat().st_size + SPARE_BYTES, free=shutil.disk_usage(folder).free)
    if not folder.is_dir() or not source.exists():
        return StickError(GONE, detail=detail)
    if error.errno in (errno.EACCES, errno.EPERM) and not os.access(folder, os.W_OK):
        return StickError(READ_ONLY)
    return StickError(FAILED, detail=detail)

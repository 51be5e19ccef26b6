"""One file that holds all of an office: written while the office is open, proven by restoring it, then carried off.

A stored ZIP of the office's own files under `office/` and, last, `manifest.json` with a SHA-256 of each. Only lines up to the
head as it was when the backup began are taken. Before it is called good it is unpacked into a scratch folder, opened with every
hash checked, and held against the head and the counts of the office itself. This module must not restore for use.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.store.backup_errors import BackupBad
from desktop_app.store.backup_file import (
    MANIFEST,
    Manifest,
    Mark,
    Member,
    Writer,
    dump_manifest,
    open_backup,
    unpack,
)
from desktop_app.store.durable import PART_SUFFIX, failure, make_folders, remove_tree
from desktop_app.store.errors import Damaged, StoreError
from desktop_app.store.files import Files
from desktop_app.store.office import open_copy
from desktop_app.store.sticks import copy_to_stick

if TYPE_CHECKING:
    from desktop_app.store.held import Office

SUFFIX = ".saoluu.zip"
NOT_KEPT = ("lock", "head", "snapshot", "facts.sqlite", "facts.sqlite-journal", "drafts")
"""Derived, or of this run of the program alone. The witness is made anew from the head when a backup is unpacked."""
BLOCK_BYTES = 1 << 20

Opener = Callable[[Path], "Office"]
"""Opens the office in a folder to look at."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Part:
    """A file to be kept: its name within the office, where it lies, its size. journal: it may have grown, only `size` counts."""

    name: str
    path: Path
    size: int
    journal: bool


def no_progress(done: int, total: int) -> None:
    """Say nothing."""


def make_backup(
    office: Office,
    folder: Path,
    *,
    at: datetime,
    opener: Opener | None = None,
    progress: Progress = no_progress,
    files: Files | None = None,
) -> tuple[Path, Manifest]:
    """Back an open office up into `folder` and return the file, proven good, and what it holds.

    progress: bytes written of bytes in all; may raise to stop, then nothing is left.
    opener: of the trial restore; the keys that the office is open with are used unless given.
    Raises BackupBad when it does not open or does not hold what the office holds, StickError, DiskFull, WriteFailed, Damaged.
    """
    files = files or Files()
    sweep_scratch(office.folder, files)
    scratch = office.folder / f".backup.{secrets.token_hex(8)}{PART_SUFFIX}"
    make_folders(files, scratch, 0o700)
    try:
        local = scratch / "backup.zip"
        manifest = _write(office, local, at, progress, files)
        _prove(local, scratch / "trial", manifest, opener or (lambda trial: open_copy(office, trial)), files)
        name = _free_name(folder, office.profile.station, at)
        return copy_to_stick(local, folder, name, files=files), manifest
    finally:
        remove_tree(files, scratch)


def sweep_scratch(folder: Path, files: Files) -> None:
    """Remove what a backup that was cut off left in the office's folder."""
    for path in folder.glob(f".backup.*{PART_SUFFIX}"):
        remove_tree(files, path)


def mark_of(office: Office) -> Mark:
    """Return by what an office is compared with its backup: heads of all chains, and the number of records of each table."""
    streams = sorted((s.station, s.epoch, s.n, s.hash) for s in office.streams().values())
    counts = {table: office.count(table) for table in office.tables()}
    return Mark(n=office.head.n, hash=office.head.hash, streams=streams, counts=counts)


def _write(office: Office, local: Path, at: datetime, progress: Progress, files: Files) -> Manifest:
    profile = office.profile
    mark, parts = office.at_rest(lambda: (mark_of(office), list(_parts(office))))
    total, done, members = sum(part.size for part in parts), 0, []
    with Writer(files, local) as archive:
        for part in parts:
            members.append(archive.add(part.name, _read(part)))
            done += part.size
            progress(done, total)
        manifest = Manifest(
            made=at.isoformat(timespec="seconds"), unit=profile.unit, station=profile.station, epoch=profile.epoch, mark=mark,
            files=members,
        )  # fmt: skip
        archive.add(MANIFEST, iter([dump_manifest(manifest)]), root="")
    return manifest


def _parts(office: Office) -> Iterator[Part]:
    """Yield the office's files, a journal's only as far as its lines count."""
    counted = {segment.path: segment.size for segment in office.segments()}
    for path in sorted(office.folder.rglob("*")):
        name = path.relative_to(office.folder)
        if name.parts[0] in NOT_KEPT or any(part.startswith(".") for part in name.parts) or not path.is_file():
            continue
        if name.parts[0] == "journal":
            if path in counted:
                yield Part(name.as_posix(), path, counted[path], True)
        else:
            yield Part(name.as_posix(), path, path.stat().st_size, False)


def _read(part: Part) -> Iterator[bytes]:
    """Yield a file's bytes; one that was replaced since is taken as it is now, whole. Raises Damaged, WriteFailed."""
    left = part.size
    try:
        with part.path.open("rb") as handle:
            while (left or not part.journal) and (block := handle.read(min(left, BLOCK_BYTES) if part.journal else BLOCK_BYTES)):
                left -= len(block)
                yield block
    except OSError as error:
        raise failure(error) from error
    if left and part.journal:
        raise Damaged(part.name, 0, "short")


def _prove(local: Path, trial: Path, manifest: Manifest, opener: Opener, files: Files) -> None:
    """Restore the file for trial, open it with every hash checked, and compare. Raises BackupBad."""
    with open_backup(local) as archive:
        if archive.manifest != manifest:
            raise BackupBad("manifest", MANIFEST)
        unpack(archive, trial, files)
    try:
        with opener(trial) as office:
            found = mark_of(office)
    except StoreError as error:
        raise BackupBad("opens", error.en) from error
    if found != manifest.mark:
        raise BackupBad("differs", f"{found.n} {found.hash[:16]}")


def _free_name(folder: Path, station: str, at: datetime) -> str:
    """Return a dated name that is free: a backup never takes the place of another."""
    stem = f"{station}-{at:%Y%m%d-%H%M%S}"
    names = (f"{stem}{more}{SUFFIX}" for more in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(name for name in names if not (folder / name).exists())


__all__ = ["SUFFIX", "BackupBad", "Manifest", "Member", "make_backup", "mark_of", "sweep_scratch"]

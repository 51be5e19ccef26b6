"""Makes an office anew from a backup: in a new folder, every byte and line checked, in a new epoch.

The chain goes on where the backup ends, under a new epoch, so that the restored office can never write a second line with the
station, epoch and number of one that the lost office had written after the backup. The first line of the new epoch says from
which backup it was restored and why. All this is made in a folder beside and put in its place as the last step: before it
there is no office. This module must not choose the backup.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop_app.store.backup import mark_of
from desktop_app.store.backup_errors import BackupBad
from desktop_app.store.backup_file import Manifest, open_backup, unpack
from desktop_app.store.durable import PART_SUFFIX, remove_tree, replace_file, replace_folder
from desktop_app.store.errors import Damaged, OfficeExists, StoreError
from desktop_app.store.files import Files
from desktop_app.store.folder import require_safe_folder
from desktop_app.store.office import open_office
from desktop_app.store.profile import OFFICE_FILE, dump_profile, read_profile
from desktop_app.store.values import Past
from desktop_app.store.witness import Head, replace_witness

if TYPE_CHECKING:
    from desktop_app.store.held import Office

RESTORE = "restore"
BLOCK_BYTES = 1 << 20
Opener = Callable[[Path], "Office"]
"""Opens the unpacked office to be written to; a sealed one with somebody's password."""


def restore_backup(
    file: Path, folder: Path, *, by: str, at: datetime, why: str, opener: Opener = open_office, files: Files | None = None
) -> Manifest:
    """Make the office of a backup anew in `folder`, which must be absent or empty; return what the backup said of itself.

    by, why: go into the first line of the new epoch.  opener: opens it for writing.  Raises BackupBad, NewerVersion,
    OfficeExists, UnsafeFolder, what `opener` raises, and the writer's errors; `folder` is then as it was.
    """
    files = files or Files()
    require_safe_folder(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OfficeExists(str(folder))
    part = folder.absolute().parent / f".{folder.name}.{secrets.token_hex(8)}{PART_SUFFIX}"
    try:
        with open_backup(file) as archive:
            manifest = archive.manifest
            unpack(archive, part, files)
        _begin_epoch(part, manifest, files)
        _write_first_line(part, manifest, file, (by, at, why), opener)
        replace_folder(files, part, folder)
    except BaseException:
        remove_tree(files, part)
        raise
    return manifest


def _begin_epoch(part: Path, manifest: Manifest, files: Files) -> None:
    """Give the unpacked office a new epoch that goes on behind the backup's last line."""
    profile, head = read_profile(part), Head(manifest.mark.n, manifest.mark.hash)
    if (profile.unit, profile.station, profile.epoch) != (manifest.unit, manifest.station, manifest.epoch):
        raise BackupBad("manifest", OFFICE_FILE)
    past = (*profile.past, Past(epoch=profile.epoch, last=head.n))
    renewed = replace(profile, epoch=secrets.token_hex(16), past=past)
    replace_witness(files, part, renewed.epoch, head)
    replace_file(files, part / OFFICE_FILE, dump_profile(renewed))


def _write_first_line(part: Path, manifest: Manifest, file: Path, author: tuple[str, datetime, str], opener: Opener) -> None:
    """Open the office, compare it with what the backup says, and write the line that begins the epoch."""
    by, at, why = author
    detail = {
        "backup": file.name,
        "sha256": hash_file(file),
        "made": manifest.made,
        "epoch": manifest.epoch,
        "n": manifest.mark.n,
        "head": manifest.mark.hash,
        "why": why,
    }
    try:
        office = opener(part)
    except StoreError as error:
        raise _as_bad(error) from error
    with office:
        if mark_of(office) != manifest.mark:
            raise BackupBad("differs")
        office.audit(RESTORE, detail, by, at)


def _as_bad(error: StoreError) -> StoreError:
    """Damage inside means a bad backup; a wrong password and the like stay what they are."""
    return BackupBad("opens", error.en) if isinstance(error, Damaged) else error


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file in hex. Raises BackupBad if it cannot be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as handle:
            while block := handle.read(BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise BackupBad("shape", str(error)) from None
    return digest.hexdigest()

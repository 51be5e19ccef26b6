"""Making and opening an office folder; what is opened is an `Office`.

This module must not look into records.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from desktop_app.store.codec import ClearCodec
from desktop_app.store.durable import create_file, make_folders, replace_file
from desktop_app.store.errors import OfficeExists
from desktop_app.store.files import Files
from desktop_app.store.folder import require_safe_folder
from desktop_app.store.held import Office, User
from desktop_app.store.keep import KEYS
from desktop_app.store.lock import OfficeLock
from desktop_app.store.opening import JOURNAL, RECEIVED, Opened, Opening, open_chains
from desktop_app.store.profile import OFFICE_FILE, Profile, dump_profile, read_profile
from desktop_app.store.values import Change, Notice, Stored, StreamHead
from desktop_app.store.witness import Head, Witness, create_witness, read_witness, replace_witness

__all__ = ["Change", "Head", "Notice", "Office", "Profile", "Stored", "StreamHead", "create_office", "open_office"]

Clock = Callable[[], datetime]
LOCK_FILE = "lock"


def create_office(folder: Path, profile: Profile, *, files: Files | None = None) -> None:
    """Make an empty office in `folder`, which is made or must be empty. `office.json` comes last: before it there is no office.

    Raises OfficeExists, UnsafeFolder, BadRecord and the durable writer's errors.
    """
    files = files or Files()
    content = dump_profile(profile)
    require_safe_folder(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OfficeExists(str(folder))
    make_folders(files, folder / RECEIVED)
    make_folders(files, folder / KEYS, 0o700)
    create_file(files, folder / JOURNAL / "000001.jsonl")
    create_witness(files, folder, profile.epoch, Head())
    replace_file(files, folder / OFFICE_FILE, content)


def open_office(
    folder: Path,
    *,
    read_only: bool = False,
    clock: Clock | None = None,
    account: str = "",
    salvage: bool = False,
    files: Files | None = None,
) -> Office:
    """Open the office in `folder`, every line verified.

    read_only: look without taking the lock and without mending anything.  clock: for the lock's text.  account: who is told
    to a second process.  salvage: read-only up to the first damage.  files: another layer to the system, for tests.
    Raises NotAnOffice, NewerVersion, UnsafeFolder, OfficeLocked, Damaged and the durable writer's errors.
    """
    profile = read_profile(folder)
    require_safe_folder(folder)
    opening = Opening(files or Files(), folder, profile, ClearCodec(), read_only or salvage, salvage)
    user = User(account or "tinydb", clock or _now)
    if opening.read_only:
        return Office(opening, _open_chains(opening), None, None, user)
    lock = OfficeLock(folder / LOCK_FILE)
    lock.take(account, user.clock())
    try:
        opened = _open_chains(opening)
        opened.own.ready_appender().flush()
        if read_witness(folder, profile.epoch) is None:
            replace_witness(opening.files, folder, profile.epoch, opened.own.head)
        witness = Witness(opening.files, folder, profile.epoch)
        witness.write(opened.own.head)
        return Office(opening, opened, lock, witness, user)
    except BaseException:
        lock.release()
        raise


def _open_chains(opening: Opening) -> Opened:
    collecting = gc.isenabled()
    gc.disable()
    try:
        return open_chains(opening)
    finally:
        if collecting:
            gc.enable()


def _now() -> datetime:
    return datetime.now().astimezone()

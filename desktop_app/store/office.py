"""Making and opening an office folder; what is opened is an `Office`.

This module must not look into records.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.store.codec import ClearCodec, PayloadCodec
from desktop_app.store.durable import create_file, flush_names, make_folders, replace_file
from desktop_app.store.errors import BadRecord, NeedsPassword, OfficeExists
from desktop_app.store.files import Files
from desktop_app.store.folder import require_safe_folder
from desktop_app.store.held import Office, User
from desktop_app.store.holder import Seal
from desktop_app.store.keep import KEYS
from desktop_app.store.lock import OfficeLock
from desktop_app.store.notices import clock_notice, upgrade_notice
from desktop_app.store.opening import JOURNAL, RECEIVED, Opened, Opening, open_chains
from desktop_app.store.profile import FORMAT_VERSION, OFFICE_FILE, Profile, dump_profile, read_profile, upgrade_office
from desktop_app.store.slots import SLOTS_FILE
from desktop_app.store.unlocking import (
    EscrowIdentity,
    Founded,
    Founding,
    RecoveryCode,
    Unlock,
    Unlocking,
    found_seal,
    unlock_office,
)  # fmt: skip
from desktop_app.store.values import Change, Notice, Past, Stored, StreamHead, set_aside
from desktop_app.store.witness import Head, Witness, create_witness, read_witness, replace_witness

__all__ = [
    "Change",
    "EscrowIdentity",
    "Founded",
    "Founding",
    "Head",
    "Notice",
    "Office",
    "Past",
    "Profile",
    "RecoveryCode",
    "Seal",
    "Stored",
    "StreamHead",
    "Unlock",
    "Unlocking",
    "create_office",
    "open_copy",
    "open_office",
    "set_aside",
]

Clock = Callable[[], datetime]
LOCK_FILE = "lock"
CLOCK_SLACK = timedelta(minutes=10)


def create_office(
    folder: Path, profile: Profile, *, files: Files | None = None, founding: Founding | None = None
) -> Founded | None:
    """Make an empty office in `folder`, which is made or must be empty. `office.json` comes last: before it there is no office.

    founding: how a sealed office begins; exactly if the profile says sealed.  Returns what is told once of a sealed one.
    Raises OfficeExists, UnsafeFolder, BadRecord, Refused (password) and the durable writer's errors.
    """
    files = files or Files()
    content = dump_profile(profile)
    if profile.sealed != (founding is not None):
        raise BadRecord("an office is sealed if and only if it has a first account with a password")
    require_safe_folder(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OfficeExists(str(folder))
    slots, founded = found_seal(founding) if founding else (b"", None)
    make_folders(files, folder / RECEIVED)
    make_folders(files, folder / KEYS, 0o700)
    if founded:
        create_file(files, folder / KEYS / SLOTS_FILE, slots, 0o600)
    create_file(files, folder / JOURNAL / "000001.jsonl")
    create_witness(files, folder, profile.epoch, Head())
    replace_file(files, folder / OFFICE_FILE, content)
    return founded


def open_office(
    folder: Path,
    *,
    read_only: bool = False,
    clock: Clock | None = None,
    account: str = "",
    salvage: bool = False,
    files: Files | None = None,
    unlock: Unlocking | None = None,
) -> Office:
    """Open the office in `folder`, every line verified.

    read_only: look without taking the lock and without mending anything.  clock: for the lock's text.  account: who is told
    to a second process.  salvage: read-only up to the first damage.  files: another layer to the system, for tests.
    unlock: what opens a sealed one; not looked at otherwise.
    Raises NotAnOffice, NewerVersion, UnsafeFolder, OfficeLocked, Damaged, for a sealed one NeedsPassword, WrongPassword,
    MustWait, KeyMissing, Refused (no recovery code), and the durable writer's errors.
    """
    profile = read_profile(folder)
    require_safe_folder(folder)
    files, user = files or Files(), User(account or "tinydb", clock or _now)
    if profile.sealed and unlock is None:
        raise NeedsPassword
    if read_only or salvage:
        seal = unlock_office(files, folder, unlock, user.clock(), read_only=True) if profile.sealed and unlock else None
        opening = Opening(files, folder, profile, _codec(seal), True, salvage)
        seen = _open_chains(opening)
        _look_at_clock(seen, user.clock())
        return Office(opening, seen, None, None, user, seal)
    lock = OfficeLock(folder / LOCK_FILE)
    lock.take(account, user.clock())
    opened: Opened | None = None
    try:
        was = upgrade_office(files, folder)
        seal = unlock_office(files, folder, unlock, user.clock(), read_only=False) if profile.sealed and unlock else None
        opening = Opening(files, folder, profile, _codec(seal), False)
        opened = _open_chains(opening)
        _look_at_clock(opened, user.clock())
        if was < FORMAT_VERSION:
            opened.notices.append(upgrade_notice(was, FORMAT_VERSION))
        flush_names(files, folder)
        opened.own.make_ready()
        witnessed = read_witness(folder, profile.epoch)
        if witnessed is None:
            replace_witness(files, folder, profile.epoch, opened.own.head)
        witness = Witness(files, folder, profile.epoch)
        if witnessed != opened.own.head:
            witness.write(opened.own.head)
        return Office(opening, opened, lock, witness, user, seal)
    except BaseException:
        if opened is not None:
            opened.close()
        lock.release()
        raise


def open_copy(office: Office, folder: Path) -> Office:
    """Open a copy of an open office to look at, such as an unpacked backup, with the keys it is open with. Raises Damaged."""
    profile = read_profile(folder)
    seal = office.seal.at(folder, read_only=True) if office.seal else None
    opening = Opening(Files(), folder, profile, _codec(seal), True)
    return Office(opening, _open_chains(opening), None, None, User(office.account, office.clock), seal)


def _codec(seal: Seal | None) -> PayloadCodec:
    return seal.codec if seal else ClearCodec()


def _open_chains(opening: Opening) -> Opened:
    collecting = gc.isenabled()
    gc.disable()
    try:
        return open_chains(opening)
    finally:
        if collecting:
            gc.enable()


def _look_at_clock(opened: Opened, now: datetime) -> None:
    """Note a clock that is behind the last line. An office is opened all the same: n is the order, not the time."""
    if not opened.own.head.n:
        return
    last = datetime.fromisoformat(opened.own.read_line(opened.own.head.n).envelope.at)
    if now + CLOCK_SLACK < last:
        opened.notices.append(clock_notice(last, now))


def _now() -> datetime:
    return datetime.now().astimezone()

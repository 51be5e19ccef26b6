"""`office.json`: whose office this is and in which format it is kept. Written last when an office is made.

This module must not look at any other file of the office.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from desktop_app.store.durable import replace_file
from desktop_app.store.errors import BadRecord, Damaged, NotAnOffice
from desktop_app.store.files import Files
from desktop_app.store.upgrade import FOLDER_STEPS, OFFICE_STEPS, OFFICE_VERSION, check_sum, upgrade_folder, upgrade_value
from desktop_app.store.values import Past

FORMAT_NAME = "somotcua office"
FORMAT_VERSION = OFFICE_VERSION
OFFICE_FILE = "office.json"
STATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
EPOCH = re.compile(r"[0-9a-f]{32}")


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who writes this office's journal.

    unit: code of the unit.  name, parent: its name and its superior's code or name, as at the start.  station: this PC within
    the unit.  epoch: 32 hex digits, new at every restore.  created: ISO time.  sealed: whether payloads are encrypted.
    past: the epochs before this one, whose lines the chain begins with, oldest first.
    """

    unit: str
    name: str
    parent: str
    station: str
    epoch: str
    created: str
    sealed: bool = False
    past: tuple[Past, ...] = ()


class _OfficeFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: str
    version: int
    profile: Profile
    check: str = ""


def dump_profile(profile: Profile) -> bytes:
    """Return the bytes of `office.json`. Raises BadRecord for a station or epoch that cannot name files."""
    if not STATION.fullmatch(profile.station) or not EPOCH.fullmatch(profile.epoch):
        raise BadRecord("station: letters, digits, . _ - ; epoch: 32 hex digits")
    office = msgspec.to_builtins(_OfficeFile(format=FORMAT_NAME, version=FORMAT_VERSION, profile=profile))
    if not profile.past:
        del office["profile"]["past"]
    office["check"] = check_sum(office)
    return msgspec.json.format(msgspec.json.encode(office)) + b"\n"


def load_profile(data: bytes) -> Profile:
    """Return the profile. Raises NewerVersion, Damaged."""
    try:
        found = upgrade_value(msgspec.json.decode(data), FORMAT_VERSION, OFFICE_STEPS)
        office = msgspec.convert(found, _OfficeFile)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Damaged(OFFICE_FILE, 0, "profile", str(error)) from None
    if office.format != FORMAT_NAME:
        raise Damaged(OFFICE_FILE, 0, "profile", "format")
    if office.check != check_sum(found):
        raise Damaged(OFFICE_FILE, 0, "profile", "check")
    return office.profile


def read_profile(folder: Path) -> Profile:
    """Return the profile of the office in `folder`. Raises NotAnOffice, NewerVersion, Damaged."""
    try:
        data = (folder / OFFICE_FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotAnOffice(str(folder)) from None
    except OSError as error:
        raise Damaged(OFFICE_FILE, 0, "missing", str(error)) from error
    return load_profile(data)


def upgrade_office(files: Files, folder: Path) -> int:
    """Bring an older office to today's format; return the version it had. Only who holds the office's lock may.

    Raises as `read_profile`, and the durable writer's errors.
    """
    profile = read_profile(folder)
    version = int(msgspec.json.decode((folder / OFFICE_FILE).read_bytes())["version"])
    if version < FORMAT_VERSION:
        upgrade_folder(files, folder, version, FORMAT_VERSION, FOLDER_STEPS)
        replace_file(files, folder / OFFICE_FILE, dump_profile(profile))
    return version

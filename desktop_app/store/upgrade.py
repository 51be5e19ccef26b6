"""From older formats to today's: one function a step, and the tables that name them.

Every file names its format version. A newer one is refused, an older one goes through the steps one after the other. Values are
upgraded whenever they are read; an office folder, once it is opened for writing: each step's files first, `office.json` last, so
that a step that was cut off is done again. Lines of the journal are never rewritten, their hash covers them: `forms.line` reads
every version of theirs. This module must not know how an office is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from desktop_app.store.drafts import dump_draft, load_draft
from desktop_app.store.durable import replace_file
from desktop_app.store.errors import Damaged, NewerVersion
from desktop_app.store.files import Files

Value = dict[str, Any]
ValueStep = Callable[[Value], Value]
FolderStep = Callable[[Files, Path], None]

OFFICE_VERSION = 2


def upgrade_value(found: Any, newest: int, steps: Mapping[int, ValueStep]) -> Value:
    """Return a stored JSON object in the newest format. Raises NewerVersion, ValueError if it names no version that is known."""
    version = found.get("version") if isinstance(found, dict) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise ValueError("version")
    if version > newest:
        raise NewerVersion(version, newest)
    while version < newest:
        if version not in steps:
            raise ValueError(f"version {version}")
        found = {**steps[version](found), "version": version + 1}
        version += 1
    return dict(found)


def office_1_to_2(found: Value) -> Value:
    """`office.json` tells of a flipped bit: it has a check."""
    if "check" in found:
        raise ValueError("check")
    return {**found, "check": check_sum({**found, "version": 2})}


def folder_1_to_2(files: Files, folder: Path) -> None:
    """Drafts name their version and have a check; before they were bare. (Such an office is not sealed.)"""
    for path in sorted((folder / "drafts").glob("[!.]*.json")):
        data = path.read_bytes()
        if _is_draft(data):
            continue
        try:
            draft = msgspec.json.decode(data, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise Damaged(f"drafts/{path.name}", 0, "shape", str(error)[:80]) from None
        replace_file(files, path, dump_draft(draft), 0o600)


OFFICE_STEPS: Mapping[int, ValueStep] = {1: office_1_to_2}
FOLDER_STEPS: Mapping[int, FolderStep] = {1: folder_1_to_2}
SLOTS_STEPS: Mapping[int, ValueStep] = {}
BACKUP_STEPS: Mapping[int, ValueStep] = {}


def check_sum(office: Mapping[str, Any]) -> str:
    """Return the SHA-256 over all of `office.json` but the check itself: it tells a flipped bit, not a forger."""
    rest = {name: value for name, value in office.items() if name != "check"}
    return hashlib.sha256(msgspec.json.encode(rest)).hexdigest()


def upgrade_folder(files: Files, folder: Path, version: int, newest: int, steps: Mapping[int, FolderStep]) -> None:
    """Bring the other files of a folder from `version` to the newest; the caller writes `office.json` after that.

    Raises Damaged and the durable writer's errors; done again at the next opening, it goes on where it was.
    """
    for number in range(version, newest):
        steps[number](files, folder)


def _is_draft(data: bytes) -> bool:
    try:
        load_draft(data)
    except ValueError:
        return False
    return True

"""The office's other files: reports and bundles kept, secrets, drafts. Each is replaced whole by the durable writer.

This module must not touch the journal or what is derived from it.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

from desktop_app.store.attempts import ATTEMPTS_FILE
from desktop_app.store.codec import PayloadCodec
from desktop_app.store.drafts import dump_draft, load_draft
from desktop_app.store.durable import failure, make_folders, replace_file
from desktop_app.store.errors import BadRecord, Damaged, OfficeReadOnly, WriteFailed
from desktop_app.store.files import Files
from desktop_app.store.slots import SLOTS_FILE

KEYS, DRAFTS = "keys", "drafts"
STORE_OWN = {"journal", "head", "lock", "snapshot", "facts.sqlite", "office.json", KEYS, DRAFTS}
OPENING = {SLOTS_FILE, ATTEMPTS_FILE}
"""Files in `keys/` that are needed to open the office: not secrets of ours."""
TRAVELLING = "bundles"
"""Files of this folder are encrypted for who receives them and lie as they travel; all others are sealed with the office."""
_PART = re.compile(r"[^\x00-\x1f<>:\"/\\|?*]{1,120}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,119}")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Keep:
    """Files of an office folder. Raises BadRecord for a name that is not safe, OfficeReadOnly, the writer's errors."""

    def __init__(self, files: Files, folder: Path, codec: PayloadCodec, *, read_only: bool) -> None:
        self._files = files
        self._folder = folder
        self._codec = codec
        self._read_only = read_only

    def write_file(self, name: str, data: bytes) -> Path:
        """Keep a file under a relative name such as `reports/2020-07.pdf`; return where it lies."""
        path = self._path(name)
        self._write(path, data if _travels(path, self._folder) else self._codec.dump_blob(data, name))
        return path

    def read_file(self, name: str) -> bytes | None:
        """Return a kept file, None if there is none."""
        path = self._path(name)
        return self._read(path) if _travels(path, self._folder) else self._read_blob(path, name)

    def write_secret(self, name: str, data: bytes) -> None:
        """Keep a secret under `keys/`, readable by this account of the system alone."""
        self._write(self._named(KEYS, name), self._codec.dump_blob(data, f"{KEYS}/{name}"), 0o600)

    def read_secret(self, name: str) -> bytes | None:
        """Return a secret, None if there is none."""
        return self._read_blob(self._named(KEYS, name), f"{KEYS}/{name}")

    def save_draft(self, name: str, draft: dict[str, Any]) -> None:
        """Keep what is being keyed, so that nothing is lost when the program ends."""
        blob = self._codec.dump_blob(dump_draft(draft), f"{DRAFTS}/{name}")
        self._write(self._named(DRAFTS, name + ".json"), blob, 0o600)

    def load_draft(self, name: str) -> dict[str, Any] | None:
        """Return a draft, None if there is none. Raises Damaged if it cannot be read back, NewerVersion."""
        data = self._read(self._named(DRAFTS, name + ".json"))
        if data is None:
            return None
        try:
            return load_draft(self._codec.load_blob(data, f"{DRAFTS}/{name}"))
        except ValueError as error:
            raise Damaged(f"{DRAFTS}/{name}.json", 0, "shape", str(error)) from None

    def drop_draft(self, name: str) -> None:
        """Remove a draft; none is needed to be there."""
        path = self._named(DRAFTS, name + ".json")
        if self._read_only:
            raise OfficeReadOnly
        try:
            self._files.remove(path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise failure(error) from error

    def drafts(self) -> list[str]:
        """Return the names of the drafts."""
        return sorted(path.stem for path in (self._folder / DRAFTS).glob("[!.]*.json"))

    def _path(self, name: str) -> Path:
        parts = PurePosixPath(name).parts
        safe = all(_PART.fullmatch(p) and not _DEVICE.fullmatch(p) and p not in (".", "..") and p[-1] not in ". " for p in parts)
        if not safe or len(parts) < 2 or parts[0].lower() in STORE_OWN or "\\" in name or name.startswith("/"):
            raise BadRecord(f"file name {name!r}")
        return self._folder.joinpath(*parts)

    def _named(self, folder: str, name: str) -> Path:
        if not _NAME.fullmatch(name) or _DEVICE.fullmatch(name) or name[-1] == "." or name.lower() in OPENING:
            raise BadRecord(f"file name {name!r}")
        return self._folder / folder / name

    def _write(self, path: Path, data: bytes, mode: int = 0o666) -> None:
        if self._read_only:
            raise OfficeReadOnly
        if not self._folder.is_dir():  # unplugged or moved away: nothing is made in its place
            raise WriteFailed(f"{self._folder.name}: no such folder")
        make_folders(self._files, path.parent, 0o700 if mode == 0o600 else 0o777)
        replace_file(self._files, path, data, mode)

    def _read_blob(self, path: Path, name: str) -> bytes | None:
        data = self._read(path)
        if data is None:
            return None
        try:
            return self._codec.load_blob(data, name)
        except ValueError as error:
            raise Damaged(name, 0, "sealed", str(error)) from None

    def _read(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise WriteFailed(f"{path.name}: {error.strerror}") from error


def _travels(path: Path, folder: Path) -> bool:
    return path.relative_to(folder).parts[0] == TRAVELLING

"""The file of a backup: a stored ZIP whose members and sizes are all named, with their SHA-256, by its last member.

It is read as hostile: only names that an office may have, each once, nothing compressed, every byte against its hash. Plain tools
open it too (`unzip`, `sha256sum`). This module must not open the office inside.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

import msgspec

from desktop_app.store.backup_errors import BackupBad
from desktop_app.store.durable import failure, make_folders, write_all
from desktop_app.store.files import Files
from desktop_app.store.upgrade import BACKUP_STEPS, upgrade_value
from desktop_app.store.witness import Head, create_witness

MANIFEST = "manifest.json"
ROOT = "office/"
FORMAT_NAME = "somotcua backup"
FORMAT_VERSION = 1
MANIFEST_MOST_BYTES = 64 << 20
BLOCK_BYTES = 1 << 20
UNREADABLE = (
    zipfile.BadZipFile,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What zipfile raises for bytes that are no ZIP, or a damaged one."""
_PART = re.compile(r"(?![ .])(?!(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|$))[^\x00-\x1f<>:\"/\\|?*]{1,120}")


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By what an office is compared: head of the own chain, heads of the streams, current records of each table."""

    n: int
    hash: str
    streams: list[tuple[str, str, int, str]]
    counts: dict[str, int]


class Member(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of the office: its name within it, length, SHA-256."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup says of itself. made: ISO time.  epoch: of the office when it was made."""

    made: str
    unit: str
    station: str
    epoch: str
    mark: Mark
    files: list[Member]
    format: str = FORMAT_NAME
    version: int = FORMAT_VERSION


def dump_manifest(manifest: Manifest) -> bytes:
    """Return the bytes of `manifest.json`."""
    return msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"


def load_manifest(data: bytes) -> Manifest:
    """Return the manifest. Raises BackupBad, NewerVersion."""
    try:
        found = msgspec.json.decode(data)
        if not isinstance(found, dict) or found.get("format") != FORMAT_NAME:
            raise BackupBad("shape", MANIFEST)
        manifest = msgspec.convert(upgrade_value(found, FORMAT_VERSION, BACKUP_STEPS), Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BackupBad("shape", str(error)[:80]) from None
    names = [member.name for member in manifest.files]
    bad = next((name for name in names if not safe_name(name)), None)
    if bad is not None or len({name.lower() for name in names}) != len(names):
        raise BackupBad("name", ascii(bad)[:80] if bad is not None else "")
    return manifest


def safe_name(name: str) -> bool:
    """Tell whether a name can only lead to a file below the office's folder, on every system."""
    parts = PurePosixPath(name).parts
    return bool(parts) and name == "/".join(parts) and all(_PART.fullmatch(part) and part[-1] not in ". " for part in parts)


class Writer:
    """A backup being written through the store's file layer: flushed when it is left without an error."""

    def __init__(self, files: Files, path: Path) -> None:
        self._files = files
        try:
            self._handle = files.create(path, 0o600)
        except OSError as error:
            raise failure(error) from error
        self._zip = zipfile.ZipFile(self, "w", zipfile.ZIP_STORED)  # type: ignore[call-overload]  # it asks for no more

    def write(self, data: bytes) -> int:
        """Take bytes of the ZIP. After an error zipfile still tries to end its file: that goes nowhere."""
        if self._handle < 0:
            return len(data)
        write_all(self._files, self._handle, bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing: the file is flushed once, at its end."""

    def add(self, name: str, blocks: Iterator[bytes], root: str = ROOT) -> Member:
        """Add a file; return what the manifest says of it. Raises DiskFull, WriteFailed."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(root + name)
        info.external_attr = 0o100600 << 16
        try:
            with self._zip.open(info, "w", force_zip64=True) as member:
                for block in blocks:
                    member.write(block)
                    digest.update(block)
                    size += len(block)
        except OSError as error:
            raise failure(error) from error
        return Member(name=name, bytes=size, sha256=digest.hexdigest())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is None:
                self._zip.close()
                self._files.fsync(self._handle)
        except OSError as failed:
            raise failure(failed) from failed
        finally:
            handle, self._handle = self._handle, -1
            self._files.close(handle)


class Archive:
    """An opened backup: its manifest, and its files by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        infos = archive.infolist()
        names = [info.filename for info in infos]
        if not names or names[-1] != MANIFEST or any(info.compress_type or info.flag_bits & 1 for info in infos):
            raise BackupBad("shape")
        if infos[-1].file_size > MANIFEST_MOST_BYTES:
            raise BackupBad("shape", MANIFEST)
        self.manifest = load_manifest(archive.read(MANIFEST))
        if names[:-1] != [ROOT + member.name for member in self.manifest.files]:
            raise BackupBad("manifest")

    def read(self, name: str) -> bytes:
        """Return a small file of the office. Raises BackupBad if it is not there or was changed."""
        member = next((member for member in self.manifest.files if member.name == name), None)
        if member is None:
            raise BackupBad("manifest", name)
        return b"".join(self.blocks(member))

    def blocks(self, member: Member) -> Iterator[bytes]:
        """Yield a file's bytes. Raises BackupBad at the end unless they are the ones that were backed up."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._archive.open(ROOT + member.name) as handle:
                while block := handle.read(BLOCK_BYTES):
                    size += len(block)
                    if size > member.bytes:
                        break
                    digest.update(block)
                    yield block
        except UNREADABLE as error:
            raise BackupBad("shape", f"{member.name}: {error}"[:120]) from None
        if (size, digest.hexdigest()) != (member.bytes, member.sha256):
            raise BackupBad("hash", member.name)


@contextlib.contextmanager
def open_backup(path: Path) -> Iterator[Archive]:
    """Open a backup, its list of files checked. Raises BackupBad, NewerVersion."""
    with contextlib.ExitStack() as stack:
        try:
            handle: IO[bytes] = stack.enter_context(path.open("rb"))
            archive = Archive(stack.enter_context(zipfile.ZipFile(handle)))
        except UNREADABLE as error:
            raise BackupBad("shape", str(error)[:120]) from None
        yield archive


def unpack(archive: Archive, folder: Path, files: Files) -> None:
    """Write a backup's files into a new folder, each flushed and checked, `office.json` last, and a witness of its head.

    Raises BackupBad, DiskFull, WriteFailed; what was unpacked so far is left to the caller.
    """
    make_folders(files, folder)
    head, last = Head(archive.manifest.mark.n, archive.manifest.mark.hash), "office.json"
    for member in sorted(archive.manifest.files, key=lambda member: member.name == last):
        if member.name == last:
            create_witness(files, folder, archive.manifest.epoch, head)
        _unpack_member(archive, member, folder, files)


def _unpack_member(archive: Archive, member: Member, folder: Path, files: Files) -> None:
    target = folder / member.name
    secret = member.name.startswith("keys/")
    make_folders(files, target.parent, 0o700 if secret else 0o777)
    blocks = archive.blocks(member)
    try:
        handle = files.create(target, 0o600 if secret else 0o666)
        try:
            for block in blocks:
                write_all(files, handle, block)
            files.fsync(handle)
        finally:
            files.close(handle)
        files.fsync_folder(target.parent)
    except OSError as error:
        raise failure(error) from error

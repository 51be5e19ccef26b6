"""Which removable drives are there. Looking only; a drive that does not answer is left out.

Linux: mounts below /media, /run/media and /mnt, and those on devices the kernel calls removable. Windows: drives of the
type "removable"; a USB hard disk counts as fixed there, so a person can always choose a folder instead.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOUNTINFO = Path("/proc/self/mountinfo")
STICK_FOLDERS = ("/media/", "/run/media/", "/mnt/")
NOT_STICKS = ("/boot", "/etc", "/proc", "/sys", "/dev")
DRIVE_REMOVABLE = 2


@dataclass(frozen=True, slots=True)
class Drive:
    """A removable drive. `path`: its top folder.  label: what a person calls it.  Sizes in bytes."""

    path: Path
    label: str
    free_bytes: int
    total_bytes: int
    read_only: bool


@dataclass(frozen=True, slots=True)
class Mount:
    """A line of mountinfo: device numbers `8:17`, mount point, options, file system, source."""

    device: str
    point: str
    options: str
    kind: str
    source: str


def list_drives() -> list[Drive]:
    """Return the removable drives that answer, by path."""
    found = _windows_roots() if sys.platform == "win32" else _linux_points()
    drives = [drive for path, label in found if (drive := _look(path, label)) is not None]
    return sorted(drives, key=lambda drive: str(drive.path))


def parse_mountinfo(text: str) -> list[Mount]:
    """Return the mounts of a mountinfo text; lines of another shape are left out. Source: proc(5)."""
    mounts = []
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        before, after = left.split(" "), right.split(" ")
        if len(before) >= 6 and len(after) >= 2:
            mounts.append(Mount(before[2], _unescape(before[4]), before[5], after[0], _unescape(after[1])))
    return mounts


def _unescape(text: str) -> str:
    raw = re.sub(rb"\\([0-7]{3})", lambda match: bytes([int(match[1], 8) & 0xFF]), os.fsencode(text))
    return os.fsdecode(raw)


def _linux_points() -> list[tuple[Path, str]]:
    try:
        mounts = parse_mountinfo(MOUNTINFO.read_text("utf-8", "surrogateescape"))
    except OSError:
        return []
    return list({mount.point: (Path(mount.point), Path(mount.point).name) for mount in mounts if _is_stick(mount)}.values())


def _is_stick(mount: Mount) -> bool:
    if not mount.source.startswith("/dev/") or mount.point == "/" or mount.point.startswith(NOT_STICKS):
        return False
    return mount.point.startswith(STICK_FOLDERS) or _is_removable(mount.device)


def _is_removable(device: str) -> bool:
    folder = Path("/sys/dev/block") / device
    for flag in (folder / "removable", folder / ".." / "removable"):
        try:
            return flag.read_text("ascii").strip() == "1"
        except (OSError, ValueError):
            continue
    return False


def _look(path: Path, label: str) -> Drive | None:
    try:
        usage = shutil.disk_usage(path)
        flags = os.statvfs(path).f_flag if hasattr(os, "statvfs") else 0
    except OSError:
        return None
    return Drive(path, label or str(path), usage.free, usage.total, bool(flags & getattr(os, "ST_RDONLY", 1)))


def _windows_roots() -> Iterator[tuple[Path, str]]:
    yield from ()
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        letters = kernel.GetLogicalDrives()
        for number in range(26):
            root = f"{chr(ord('A') + number)}:\\"
            if letters >> number & 1 and kernel.GetDriveTypeW(root) == DRIVE_REMOVABLE:
                name = ctypes.create_unicode_buffer(261)
                kernel.GetVolumeInformationW(root, name, len(name), None, None, None, None, 0)
                yield Path(root), f"{name.value} ({root[:2]})".strip()

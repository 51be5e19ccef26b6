"""Which folders may hold an office: the PC's own disk, not a network share nor a folder that a service copies around.

Best effort: names of the usual services in the path, the type of the mount, the type of the Windows drive.
This module must not write anything.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath

from desktop_app.store.errors import UnsafeFolder

SYNCED = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "nextcloud", "owncloud", "seafile", "syncthing",
)  # fmt: skip
SYNC_MARKS = (".dropbox", ".stfolder", ".sync", ".nextcloudsync.log")
NETWORK_MOUNTS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "davfs", "ceph", "glusterfs"}
NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.gvfs", "fuse.onedriver", "fuse.google", "fuse.s3fs")
DRIVE_REMOTE = 4


def require_safe_folder(folder: Path) -> None:
    """Raise UnsafeFolder if `folder` lies on a network share or in a synced folder."""
    where = folder.absolute()
    kind = synced_kind(where) or network_kind(where)
    if kind:
        raise UnsafeFolder(str(folder), kind)


def synced_kind(folder: PurePath) -> str:
    """Return the name of the path's part, or the mark in a folder above, that tells of a sync service; empty if none."""
    for part in folder.parts:
        if part.lower().startswith(SYNCED):
            return part
    if isinstance(folder, Path):
        for above in (folder, *folder.parents):
            for mark in SYNC_MARKS:
                if (above / mark).exists():
                    return str(above / mark)
    return ""


def network_kind(folder: Path) -> str:
    """Return the kind of network drive the folder is on; empty if it is none or cannot be told."""
    if str(folder).startswith(("\\\\", "//")):
        return "UNC"
    if sys.platform == "win32":
        import ctypes

        return "network drive" if ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == DRIVE_REMOTE else ""
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    kind = mount_kind(mounts, os.path.realpath(folder))
    return kind if kind in NETWORK_MOUNTS or kind.startswith(NETWORK_FUSE) else ""


def mount_kind(mounts: str, folder: str) -> str:
    """Return the file system type of the mount `folder` lies on, from the text of /proc/mounts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ").rstrip("/")
        if (folder == point or folder.startswith(point + "/")) and len(point) >= best:
            best, kind = len(point), fields[2]
    return kind

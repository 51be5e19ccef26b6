"""What the restore page knows of a backup, and how it is restored; all meant for a worker. No tkinter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.ui.backup_presenter import count_texts
from desktop_app.ui.history_line import moment_text
from desktop_app.words import say
from desktop_app.workflows import backup
from forms.numbers import format_integer


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup as it describes itself. line: unit, time, head, counts in words."""

    path: Path
    sealed: bool
    line: str


def look_into(path: Path) -> BackupFile:
    """Return what a backup says of itself. Raises BackupBad, NewerVersion, Damaged."""
    manifest = backup.look_into(path)
    mark = manifest.mark
    made = moment_text(manifest.made)
    head = f"{format_integer(mark.n)} · {mark.hash[:16]}"
    parts = [
        say(f"Đơn vị {manifest.unit}", f"Unit {manifest.unit}"),
        say(f"sao lưu lúc {made}", f"backed up {made}"),
        say(f"mốc sổ {head}", f"head {head}"),
        *count_texts(mark.counts),
    ]
    return BackupFile(path, backup.needs_password(path), "  ·  ".join(parts))


def restore(file: BackupFile, folder: Path, account: str, password: str, why: str) -> None:
    """Make the office anew in `folder`. Raises BackupBad, OfficeExists, NotUnlocked, NotAllowed and the store's errors."""
    backup.restore(file.path, folder, account=account, password=password if file.sealed else None, why=why)

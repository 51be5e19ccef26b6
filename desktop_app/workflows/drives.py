"""Where a bundle can be written to: the removable drives that are there now. A person may always choose a folder instead."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.store.drives import list_drives


@dataclass(frozen=True, slots=True)
class Place:
    """A drive: its folder, what a person calls it, and how much is free in bytes."""

    folder: Path
    label: str
    free_bytes: int


def stick_places() -> list[Place]:
    """Return the removable drives that can be written to, by path."""
    return [Place(drive.path, drive.label, drive.free_bytes) for drive in list_drives() if not drive.read_only]

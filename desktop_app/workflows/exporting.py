"""Files that leave the office in clear: each is noted before it is written, so that none goes out unseen.

This module must not make what it writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_app.workflows.auditing import note
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.files import write_result
from desktop_app.workflows.session import Session


def note_print(session: Session, data: bytes, title: str) -> str:
    """Note that a document goes to the printer; return an empty text, or why it was not noted."""
    return note(session, "print", {"title": title, "sha256": hashlib.sha256(data).hexdigest()})


def export_file(session: Session, path: Path, data: bytes, kind: str, detail: Mapping[str, Any] | None = None) -> None:
    """Write a result where a person asked for it, and note it: kind (`report`, `workbook`, `card`…), name, SHA-256.

    Raises StoreError or WorkflowError; an old file is then whole, and the line tells of a file that was not written.
    """
    note(session, "export", _told(path, data, kind, detail))
    write_result(path, data)


def export_personal(session: Session, path: Path, data: bytes, kind: str, detail: Mapping[str, Any]) -> None:
    """Write a file that tells of persons, as `export_file`; where it cannot be noted nothing is written: WorkflowError."""
    unwritten = note(session, "export", _told(path, data, kind, detail))
    if unwritten:
        raise WorkflowError(
            f"Không ghi được nhật ký nên không xuất tệp có dữ liệu cá nhân. {unwritten}",
            f"No file with personal data is written, as it cannot be noted. {unwritten}",
        )
    write_result(path, data)


def _told(path: Path, data: bytes, kind: str, detail: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"kind": kind, "file": path.name, "sha256": hashlib.sha256(data).hexdigest(), **(detail or {})}

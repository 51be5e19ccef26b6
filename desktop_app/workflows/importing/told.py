"""Which imports there were: told by the audit line that each of them, and each undoing, begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.store.office import Stored
from desktop_app.workflows.session import Session

IMPORT, UNDONE = "import", "import-undone"


@dataclass(frozen=True, slots=True)
class Imported:
    """One import. n: of its audit line; its records are the `records` lines behind it.  undone: when it was undone, if it was."""

    id: str
    n: int
    at: str
    by: str
    file: str
    sha256: str
    sheet: str
    records: int
    left: int
    undone: str = ""


def imported_of(stored: Stored) -> Imported:
    """Return the import an audit line tells of."""
    data = stored.data or {}
    id, file, sha256, sheet = (str(data.get(name) or "") for name in ("import", "file", "sha256", "sheet"))
    records, left = (int(data.get(name) or 0) for name in ("records", "left"))
    return Imported(id, stored.n, stored.at, stored.by, file, sha256, sheet, records, left)


def list_imports(session: Session) -> list[Imported]:
    """Return every import of this office, oldest first. Raises Damaged."""
    found: dict[str, Imported] = {}
    for stored in session.office.audits():
        id = str((stored.data or {}).get("import") or "")
        if stored.id == IMPORT and id:
            found[id] = imported_of(stored)
        elif stored.id == UNDONE and id in found:
            found[id] = replace(found[id], undone=stored.at)
    return list(found.values())

"""Who stands in a file twice, or in the office already: the same person, procedure and day of reception.

Must not call two dossiers of one person on different days the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.workflows.progress import Progress
from desktop_app.workflows.session import Session
from forms.text import fold

TELL = 2000
Key = tuple[str, str, str]


class Doubles:
    """Remembers who was met: rows of the file, dossiers of the office."""

    def __init__(self) -> None:
        self._rows: dict[Key, int] = {}
        self._office: dict[Key, str] = {}
        self.codes: dict[str, int] = {}

    def load(self, session: Session, progress: Progress, words: str) -> None:
        """Take in the office's own dossiers."""
        total = session.office.count("dossiers", "")
        for done, stored in enumerate(session.office.records("dossiers", origin=""), 1):
            data = stored.data or {}
            for key in keys_of(data):
                self._office[key] = str(data.get("code") or "")
            if done % TELL == 0:
                progress(done, total, words)

    def meet(self, row: int, data: Mapping[str, Any]) -> tuple[int, str]:
        """Return the row and the code of the dossier that are the same person, procedure and day; 0 and empty for none."""
        keys = list(keys_of(data))
        earlier = next((self._rows[key] for key in keys if key in self._rows), 0)
        known = next((self._office[key] for key in keys if key in self._office), "")
        for key in keys:
            self._rows.setdefault(key, row)
        return earlier, known

    def meet_code(self, row: int, code: str) -> int:
        """Return the earlier row with this code, 0 for none."""
        return 0 if self.codes.setdefault(code, row) == row else self.codes[code]


def keys_of(data: Mapping[str, Any]) -> Iterator[Key]:
    """Yield what a dossier is known by: day, procedure, and the identity number or else the name."""
    day, procedure = str(data.get("received_at") or "")[:10], str(data.get("procedure") or "")
    if not day or not procedure:
        return
    if data.get("id_number"):
        yield day, procedure, str(data["id_number"])
    elif data.get("name"):
        yield day, procedure, fold(str(data["name"]))

"""What a check may ask about the other records of an office, with the records of the same group counted in.

`forms.checks` asks through this so that it stays pure. This module must not judge or change anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.session import Session
from forms.definition import Definition


class OfficeLook:
    """Answers from the office's index. `instead_of` is the revision being corrected: its own keys are free for it."""

    def __init__(self, session: Session, instead_of: Stored | None = None) -> None:
        self._session = session
        self._office = session.office
        self._own = dict(instead_of.data or {}) if instead_of else {}
        self._records: dict[tuple[str, str], dict[str, Any] | None] = {}
        self._serials: dict[str, set[int]] = {}
        self._codes: set[str] = set()

    def note(self, table: str, data: Mapping[str, Any]) -> None:
        """Count a record of the same group in, before it is saved."""
        if table == "surveys":
            self._taken(data["batch"]).add(data["serial"])
        elif table == "dossiers":
            self._codes.add(data["code"])

    def batch(self, id: str) -> dict[str, Any] | None:
        """Return the batch record, None if there is none."""
        return self._record("batches", id)

    def procedure(self, id: str) -> dict[str, Any] | None:
        """Return the procedure record, None if there is none."""
        return self._record("procedures", id)

    def form(self, name: str) -> Definition | None:
        """Return the shipped definition of this name and version, None if unknown."""
        return self._session.forms.get(name)

    def serial_taken(self, batch: str, serial: int) -> bool:
        """Tell whether another slip of the batch has this serial."""
        if (self._own.get("batch"), self._own.get("serial")) == (batch, serial):
            return False
        return serial in self._taken(batch)

    def code_taken(self, code: str) -> bool:
        """Tell whether another dossier has this code."""
        if self._own.get("code") == code:
            return False
        return code in self._codes or self._office.find_code("dossiers", code) is not None

    def today(self) -> date:
        """Return the day of the session's clock."""
        return self._session.clock().date()

    def _taken(self, batch: str) -> set[int]:
        if batch not in self._serials:
            self._serials[batch] = self._office.serials(batch)
        return self._serials[batch]

    def _record(self, table: str, id: str) -> dict[str, Any] | None:
        key = (table, id)
        if key not in self._records:
            stored = self._office.get(table, id)
            self._records[key] = dict(stored.data) if stored and stored.data is not None else None
        return self._records[key]

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
        self._own_id = instead_of.id if instead_of else ""
        self._records: dict[tuple[str, str], dict[str, Any] | None] = {}
        self._serials: set[tuple[str, int]] = set()
        self._codes: set[str] = set()

    def note(self, table: str, data: Mapping[str, Any]) -> None:
        """Count a record of the same group in, before it is saved."""
        if table == "surveys" and data.get("disposition") != "void":
            self._serials.add((data["batch"], data["serial"]))
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
        """Tell whether another slip of the batch holds this serial; a void one does not."""
        if (batch, serial) in self._serials:
            return True
        return any(id != self._own_id and kind != "void" for id, kind in self._office.find_slips(batch, serial))

    def code_taken(self, code: str) -> bool:
        """Tell whether another dossier has or had this code."""
        if self._own and code in (self._own.get("code"), *(self._own.get("former_codes") or ())):
            return False
        return code in self._codes or self._office.find_code("dossiers", code) is not None

    def today(self) -> date:
        """Return the day of the session's clock."""
        return self._session.clock().date()

    def _record(self, table: str, id: str) -> dict[str, Any] | None:
        key = (table, id)
        if key not in self._records:
            stored = self._office.get(table, id)
            self._records[key] = dict(stored.data) if stored and stored.data is not None else None
        return self._records[key]


def office_card(session: Session) -> Mapping[str, Any]:
    """Return the unit's own record, with the area and the cut-off hour that stand where a dossier says nothing else."""
    card = session.office.get("units", session.office.profile.unit)
    return (card.data or {}) if card else {}


def with_office_area(session: Session, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a dossier as it is checked: in the office's area where it names none."""
    area = office_card(session).get("area")
    return {**data, "area": area} if area and not data.get("area") else data

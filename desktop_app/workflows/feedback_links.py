"""Which feedback names which dossier, by the code the citizen gave; former codes count.

A survey slip's remark names none (`forms.cross_checks`). This module must not join a slip with a dossier, nor write anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.feedback import SLIP, TABLE
from desktop_app.workflows.session import Session


class FeedbackLinks:
    """Looks feedback up by dossier. The register of feedback is read anew only after it has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._seen = -1
        self._ids: dict[str, list[str]] = {}

    def of(self, dossier: Mapping[str, Any]) -> list[Stored]:
        """Return the own feedback that names a dossier by its code or a former one, in the order it was logged."""
        self._read()
        codes = dict.fromkeys([str(dossier.get("code") or ""), *(dossier.get("former_codes") or [])])
        found = [self._session.office.get(TABLE, id) for code in codes for id in self._ids.get(code, ())]
        return sorted((stored for stored in found if stored is not None), key=lambda stored: str((stored.data or {}).get("day")))

    def _read(self) -> None:
        office = self._session.office
        if self._seen == (revisions := office.revisions(TABLE, "")):
            return
        ids = defaultdict[str, list[str]](list)
        for stored in office.records(TABLE, origin=""):
            data = stored.data or {}
            if data.get("dossier") and data.get("channel") != SLIP:
                ids[str(data["dossier"])].append(stored.id)
        self._seen, self._ids = revisions, dict(ids)


def dossier_of(session: Session, feedback: Mapping[str, Any]) -> str | None:
    """Return the id of the dossier a feedback names, None if it names none or one the office does not have."""
    code = str(feedback.get("dossier") or "")
    return session.office.find_code("dossiers", code) if code and feedback.get("channel") != SLIP else None

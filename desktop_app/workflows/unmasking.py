"""Personal numbers of one dossier in full: only for who may search, and only after the asking was noted.

This module must not remember that something was shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.workflows.auditing import note
from desktop_app.workflows.dossiers import TABLE, require_dossier
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.permissions import require
from desktop_app.workflows.session import Session

NUMBERS = ("id_number", "phone")
"""What is masked on the screen until it is asked for."""


def unmask(session: Session, id: str) -> Mapping[str, str]:
    """Return the personal numbers a dossier has, and note who asked for them: the record's id, none of the numbers.

    Raises NotAllowed, Refused if the dossier is gone, WorkflowError where the line cannot be written: then nothing is shown.
    """
    require(session, "search")
    data = require_dossier(session, id).data or {}
    unwritten = note(session, "unmask", {"table": TABLE, "id": id})
    if unwritten:
        raise WorkflowError(
            f"Không ghi được nhật ký nên không hiện số cá nhân. {unwritten}",
            f"The numbers stay masked, as the asking cannot be noted. {unwritten}",
        )
    return {name: str(data[name]) for name in NUMBERS if data.get(name)}

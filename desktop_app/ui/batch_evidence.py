"""What is known of how a batch was keyed, counted once for a state of the journal: errors to be expected, signs to look into."""

from __future__ import annotations

from desktop_app.workflows.evidence import Flag, screen
from desktop_app.workflows.permissions import may
from desktop_app.workflows.second_pass import TABLE
from desktop_app.workflows.session import Session
from desktop_app.workflows.verified import residual


class Evidence:
    """Asked anew whenever a batch is shown; looks through its slips only when some were written since."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._flags: dict[str, tuple[tuple[int, ...], list[Flag]]] = {}

    def left(self, batch: str) -> str | None:
        """Return the share of fields expected to be wrong still, in per cent; None where nothing was verified."""
        if not self._session.office.revisions(TABLE, ""):
            return None
        found = residual(self._session, batch)["percent"]
        return str(found) if found is not None else None

    def flags(self, batch: str) -> list[Flag] | None:
        """Return the signs to look into, None if this account may not see what is said of operators."""
        if not may(self._session, "operator-figures").ok:
            return None
        marks = tuple(self._session.office.revisions(table) for table in ("surveys", "batches", "bundles"))
        if self._flags.get(batch, ((), []))[0] != marks:
            self._flags[batch] = (marks, screen(self._session, batch))
        return self._flags[batch][1]

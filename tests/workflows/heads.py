"""Where a journal stands, audit lines left out: what tests compare that say "nothing was changed"."""

from __future__ import annotations

from desktop_app.workflows.session import Session
from forms.line import load_line


def last_change(session: Session) -> int:
    """Return the number of the last own line that is no audit line."""
    lines = (load_line(raw).envelope for raw in session.office.raw_lines(1))
    return max((envelope.n for envelope in lines if envelope.op != "audit"), default=0)

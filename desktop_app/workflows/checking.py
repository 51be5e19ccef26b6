"""Looking an office over: what the store finds, what accounts have signed, and what anchors outside the chain prove.

This module must not mend anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_app.store.check import CheckReport
from desktop_app.workflows.anchors import check_anchors, find_anchors, load_anchor
from desktop_app.workflows.checkpoints import check_checkpoints
from desktop_app.workflows.session import Session


def check(session: Session, *, full: bool = False, typed: Sequence[str] = (), backups: Path | None = None) -> CheckReport:
    """Return what was found. full: every line read anew, and compared with every anchor.

    typed: anchors `N:HASH` from papers.  backups: a folder with backups of this office.  Raises WorkflowError for an anchor that
    is none.
    """
    anchors = [load_anchor(text) for text in typed]
    report = session.office.check(full=full)
    if full:
        report.findings += check_checkpoints(session)
        report.findings += check_anchors(session, [*find_anchors(session, backups), *anchors])
    return report

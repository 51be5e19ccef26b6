"""Records that the program's own steps make are checked against their form like any other before they are written.

This module must not write anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.workflows.look import OfficeLook
from desktop_app.workflows.session import Session
from forms.checks import check_record, normalise
from forms.problems import Refused


def make_entry(session: Session, form: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record as it is kept. Raises Refused with every error against its form, KeyError for an unknown form."""
    definition = session.forms[form]
    ready = normalise(definition, dict(data))
    problems = [p for p in check_record(definition, ready, OfficeLook(session)) if p.severity == "error"]
    if problems:
        raise Refused(problems)
    return ready

"""The record of a sitting: who keyed or verified in which batch, from when to when, with how many keys and pauses.

Written when a person leaves a batch, locks or closes. This module must not count (that is `pace`) or judge (`operators`).
"""

from __future__ import annotations

from typing import Literal

from desktop_app.store.office import Change, Stored
from desktop_app.workflows.look import OfficeLook
from desktop_app.workflows.pace import Pace
from desktop_app.workflows.permissions import may
from desktop_app.workflows.session import Session, new_id
from forms.checks import check_record, normalise
from forms.problems import Refused

Mode = Literal["key", "dependent", "independent", "sample", "settle", "training"]
TABLE = "sittings"
FORM = "sitting@1"


def write_sitting(session: Session, batch: str, mode: Mode, pace: Pace, id: str = "") -> Stored | None:
    """Write the sitting; give the session a fresh `Pace` afterwards. Raises Refused and the store's errors.

    id: the record's, where it must be written once only, whatever happens in between.

    None, and nothing written, where no key was pressed, where the office is open to look at only, and for an account
    whose sittings are not kept.
    """
    if pace.is_empty or session.office.read_only or not may(session, "sit").ok:
        return None
    definition = session.forms[FORM]
    data = normalise(definition, pace.as_sitting(batch, mode))
    problems = [p for p in check_record(definition, data, OfficeLook(session)) if p.severity == "error"]
    if problems:
        raise Refused(problems)
    return session.append([Change(TABLE, id or new_id(), data, 0)])[0]

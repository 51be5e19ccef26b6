"""Removing a record and bringing it back: both are revisions with their reason, so nothing ever goes out of the history.

This module must not erase anything.
"""

from __future__ import annotations

from desktop_app.store.office import Change, Stored
from desktop_app.workflows.dependents import check_dependents, check_needs
from desktop_app.workflows.records import NOTHING, require_entry, tables_of
from desktop_app.workflows.session import Session
from forms.problems import Refused, declare, make_problem

NOT_REMOVED = declare(
    "RECORD-NOT-REMOVED",
    "Bản ghi này đang còn trong sổ, không cần lấy lại.",
    "This record is there: nothing is to be brought back.",
)
STAYS = declare(
    "RECORD-STAYS",
    "Báo cáo đã lưu và gói đã gửi, đã nhận không gỡ được.",
    "Kept reports and bundles sent or received cannot be removed.",
)
NO_REASON = declare("WHY-EMPTY", "Hãy ghi lý do.", "Give the reason.")
STAYING = frozenset({"reports", "bundles"})


def remove(session: Session, table: str, id: str, base: int, why: str) -> Stored:
    """Remove a record: a revision that says so; its history stays.

    Raises Refused if there is none, if it must stay, slips hang on it or no reason is given, NotAllowed, ChangedElsewhere if
    `base` is stale.
    """
    _require(session, table, why)
    if session.office.get(table, id) is None:
        raise Refused([make_problem(NOTHING, "id")])
    problems = check_dependents(session, table, id, None)
    if problems:
        raise Refused(problems)
    return session.append([Change(table=table, id=id, data=None, base=base, op="remove", why=why)])[0]


def undelete(session: Session, table: str, id: str, why: str) -> Stored:
    """Bring a removed record back as it was: a revision after the removal.

    Raises Refused if it was never there, is not removed, its batch is gone or no reason is given, NotAllowed, and Duplicate if
    another record has its code or serial by now.
    """
    _require(session, table, why)
    revisions = session.office.history(table, id)
    before = next((revision.data for revision in reversed(revisions) if revision.data is not None), None)
    if before is None:
        raise Refused([make_problem(NOTHING, "id")])
    if revisions[-1].op != "remove":
        raise Refused([make_problem(NOT_REMOVED, "id")])
    problems = check_needs(session, table, before)
    if problems:
        raise Refused(problems)
    return session.append([Change(table=table, id=id, data=before, base=revisions[-1].rev, why=why)])[0]


def locate(session: Session, id: str) -> tuple[str, str, int]:
    """Return table, id and revision of an own record, removed or not, by its id or a dossier's code. Raises Refused if none."""
    office = session.office
    for table in tables_of(session):
        for name in dict.fromkeys((id, _by_code(session, id) if table == "dossiers" else id)):
            rev = office.revision(table, name)
            if rev:
                return table, name, rev
    raise Refused([make_problem(NOTHING, "id")])


def _by_code(session: Session, code: str) -> str:
    """Return the id of the dossier with this code; of a removed one, newest first, if no other has it."""
    office = session.office
    found = office.find_code("dossiers", code)
    if found:
        return found
    for slot in range(office.slot_count("dossiers") - 1, -1, -1):
        if not office.slot_live("dossiers", slot):
            id = office.slot("dossiers", slot)[0]
            last = next((r.data for r in reversed(office.history("dossiers", id)) if r.data is not None), {})
            if last.get("code") == code:
                return id
    return code


def _require(session: Session, table: str, why: str) -> None:
    require_entry(session, table)
    if table in STAYING:
        raise Refused([make_problem(STAYS, "table")])
    if not why.strip():
        raise Refused([make_problem(NO_REASON, "why")])

"""Saving a dry run as one group, and undoing it as one group: all or nothing, both told by an audit line in the same group.

Nothing is erased by undoing: each record of the import gets a removal with the reason, as `removing` does. An import one of whose
dossiers was changed since is not undone; which one is named by its code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.store.office import Change, Stored
from desktop_app.words import say
from desktop_app.workflows.importing.findings import Findings
from desktop_app.workflows.importing.memory import read_memory, write_memory
from desktop_app.workflows.importing.names import plain_name
from desktop_app.workflows.importing.plan import TABLE, Plan, marks_of
from desktop_app.workflows.importing.told import IMPORT, UNDONE, Imported, imported_of, list_imports
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.records import require_entry
from desktop_app.workflows.session import Session, new_id
from forms.problems import Problem, Refused, declare, make_problem
from forms.text import spell_hidden

MOST_NAMED = 50
TELL = 500
MOST_LETTERS = 200

STALE = declare(
    "IMPORT-STALE",
    "Sổ đã thay đổi sau lần chạy thử; hãy kiểm tra lại tệp rồi nhập.",
    "The office changed since the dry run; check the file again, then import.",
)
NOTHING = declare(
    "IMPORT-EMPTY",
    "Không có dòng nào để nhập; xem lại cột và dòng tiêu đề.",
    "There is no row to import; look at the columns and the heading row.",
)
UNKNOWN = declare(
    "IMPORT-UNKNOWN",
    "Không có lần nhập nào mang mã {id}. Xem danh sách bằng import --list.",
    "There is no import {id}. See import --list.",
)
GONE = declare(
    "IMPORT-UNDONE-BEFORE",
    "Lần nhập này đã được bỏ rồi.",
    "This import was undone before.",
)
WHY = declare("IMPORT-WHY-EMPTY", "Bỏ một lần nhập phải ghi lý do.", "Undoing an import needs a reason.")
CHANGED = declare(
    "IMPORT-CHANGED-SINCE",
    "Hồ sơ này đã được sửa hoặc chuyển sau khi nhập; không bỏ cả lần nhập được. Hãy gỡ riêng từng hồ sơ.",
    "This dossier was changed after the import; the import cannot be undone as a whole. Remove dossiers one by one.",
)
USED = declare(
    "IMPORT-USED-SINCE",
    "Hồ sơ này đã có phiếu in hoặc góp ý gắn vào; không bỏ cả lần nhập được.",
    "Papers or feedback hang on this dossier; the import cannot be undone as a whole.",
)


def save_plan(session: Session, plan: Plan, progress: Progress = silent) -> Imported:
    """Save a dry run without errors as one group. Returns the import.

    Can be stopped by `progress` up to the moment of writing. Raises Refused with every error, for a plan the office has moved on
    from, for nothing to import, NotAllowed, and the store's errors.
    """
    require_entry(session, TABLE)
    _require_ready(session, plan)
    imports = list_imports(session)
    told = _told(session, plan, len([known for known in imports if known.id.startswith(_prefix(session))]) + 1)
    why = f"Nhập từ tệp, mã nhập {told['import']}"
    changes = [Change("audit", IMPORT, told, op="audit")]
    for done, (_row, data) in enumerate(plan.rows, 1):
        changes.append(Change(TABLE, new_id(), data, why=why))
        if done % TELL == 0:
            progress(done, len(plan.rows), say("Chuẩn bị ghi", "Making ready"))
    progress(len(plan.rows), len(plan.rows), say("Đang ghi", "Writing"))
    stored = session.append(changes)[0]
    remember(session, plan)
    return imported_of(stored)


def remember(session: Session, plan: Plan) -> None:
    """Keep what was said of these headings and names for the next file."""
    names = {plain_name(name.text): (name.procedure, name.case) for name in plan.names if name.how == "chosen"}
    write_memory(session, read_memory(session).with_setup(plan.setup.layout.key, plan.setup.columns, names))


def undo_import(session: Session, id: str, why: str, progress: Progress = silent) -> int:
    """Remove exactly the records of an import that are still there, as one group; return how many.

    Raises Refused if there is no such import, it was undone, no reason is given, or a dossier of it was changed or used
    since; NotAllowed, and the store's errors.
    """
    require_entry(session, TABLE)
    known = next((imported for imported in list_imports(session) if imported.id == id), None)
    if known is None:
        raise Refused([make_problem(UNKNOWN, "id", id=spell_hidden(id)[:40])])
    problems = [make_problem(GONE, "id")] if known.undone else []
    problems += [] if why.strip() else [make_problem(WHY, "why")]
    if problems:
        raise Refused(problems)
    records = dict(_live(session, known, progress))
    _require_unchanged(session, records)
    told = {"import": id, "records": len(records)}
    removals = [Change(TABLE, record, None, stored.rev, "remove", why.strip()) for record, stored in records.items()]
    progress(len(records), len(records), say("Đang ghi", "Writing"))
    session.append([Change("audit", UNDONE, told, op="audit"), *removals])
    return len(records)


def _require_ready(session: Session, plan: Plan) -> None:
    if plan.errors:
        raise Refused(list(plan.findings.problems()))
    if not plan.rows:
        raise Refused([make_problem(NOTHING, "file")])
    if marks_of(session) != plan.marks:
        raise Refused([make_problem(STALE, "file")])


def _prefix(session: Session) -> str:
    return f"N{session.clock():%y%m%d}-"


def _told(session: Session, plan: Plan, number: int) -> dict[str, Any]:
    book, counts = plan.book, plan.findings.counts
    return {
        "import": f"{_prefix(session)}{number}", "file": spell_hidden(book.name[:MOST_LETTERS]), "sha256": book.sha256,
        "sheet": spell_hidden(book.table.sheet[:MOST_LETTERS]), "records": len(plan.rows), "left": len(plan.left),
        "warnings": counts["warning"], "repaired": counts["repaired"],
    }  # fmt: skip


def _live(session: Session, known: Imported, progress: Progress) -> Iterator[tuple[str, Stored]]:
    """Yield id and current revision of the records of an import that are not removed."""
    office, first = session.office, _first_slot(session, known.n)
    for done in range(known.records):
        id, _rev = office.slot(TABLE, first + done)
        stored = office.get(TABLE, id)
        if stored is not None:
            yield id, stored
        if done % TELL == 0:
            progress(done, known.records, say("Xem từng hồ sơ", "Looking at each dossier"))


def _first_slot(session: Session, n: int) -> int:
    """Return the slot of the first dossier whose first line comes after line `n`: slots are in the order of first lines."""
    low, high = 0, session.office.slot_count(TABLE)
    while low < high:
        middle = (low + high) // 2
        if session.office.history(TABLE, session.office.slot(TABLE, middle)[0])[0].n > n:
            high = middle
        else:
            low = middle + 1
    return low


def _require_unchanged(session: Session, records: Mapping[str, Stored]) -> None:
    problems = [
        make_problem(CHANGED, str((stored.data or {}).get("code")))
        for id, stored in records.items()
        if stored.rev > 1 and session.office.history(TABLE, id)[0].data != stored.data
    ]
    problems += list(_used(session, records))
    if problems:
        raise Refused(problems[:MOST_NAMED])


def _used(session: Session, records: Mapping[str, Stored]) -> Iterator[Problem]:
    codes = {str((stored.data or {}).get("code")) for stored in records.values()}
    hanging = [(stored.data or {}) for table in ("papers", "feedback") for stored in session.office.records(table, origin="")]
    for data in hanging:
        at = str(data.get("dossier") or "")
        if at in records or at in codes:
            yield make_problem(USED, str((records[at].data or {}).get("code")) if at in records else at)


__all__ = ["Findings", "Imported", "list_imports", "remember", "save_plan", "undo_import"]

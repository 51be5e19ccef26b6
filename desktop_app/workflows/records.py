"""Checking, saving and looking at records: the one way in for the window, the command line and the demo.

Saving is all or nothing: every problem of every record is found first, and only if none is an error is anything
written, as one group. This module must not know what a form asks (that is `forms`) or how lines lie on the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import auditing
from desktop_app.workflows.dependents import check_dependents
from desktop_app.workflows.look import OfficeLook, office_card, with_office_area
from desktop_app.workflows.permissions import TABLE as ACCOUNTS, require_looking, require_writing
from desktop_app.workflows.session import Session, new_id
from forms.checks import check_record, normalise
from forms.definition import Definition
from forms.dossier import complete_again
from forms.problems import Problem, Refused, declare, make_problem
from forms.text import fold

NO_TABLE = declare(
    "TABLE-UNKNOWN",
    "Không có sổ “{table}”. Các sổ: {known}.",
    "There is no table “{table}”. Tables: {known}.",
)
NO_FORM = declare(
    "FORM-UNKNOWN-HERE",
    "Mẫu phiếu không có trong chương trình. Hãy ghi đúng tên và phiên bản, ví dụ survey-2640@1.",
    "The form is not known here. Give its exact name and version, for example survey-2640@1.",
)
NOTHING = declare(
    "RECORD-NOT-FOUND",
    "Không tìm thấy bản ghi này. Hãy kiểm tra lại mã.",
    "No such record. Check its id.",
)

NOT_KEYED = declare(
    "ACCOUNT-NOT-KEYED",
    "Tài khoản được lập và thu hồi bằng lệnh tài khoản, không nhập như bản ghi.",
    "Accounts are added and revoked by the account commands, not entered as records.",
)

MADE_HERE = declare(
    "TABLE-MADE-BY-PROGRAM",
    "Sổ này do chương trình lập khi nhập và kiểm tra phiếu, không nhập như bản ghi.",
    "This table is written by the program while slips are keyed and verified, not entered as records.",
)

KEY_CHANGED = declare(
    "RECORD-KEY-CHANGED",
    "Mã của bản ghi này là {id}, không đổi được. Hãy lập bản ghi mới với mã khác.",
    "The key of this record is {id} and stays. Make a new record with the other key.",
)

BUNDLES = "bundles"
MADE = frozenset({"verifications", "samples", "sittings", "papers"})
"""Tables that only the program's own steps write."""
DAY_FIELDS = {
    "surveys": "day",
    "dossiers": "received_at",
    "feedback": "day",
    "batches": "from",
    "reports": "day",
    "holidays": "day",
}


def definition_of(session: Session, table: str, data: Any) -> Definition:
    """Return the definition a record of `table` is checked with. Raises Refused for an unknown table or form."""
    if table == "surveys":
        named = session.forms.get(str(data.get("form", ""))) if isinstance(data, Mapping) else None
        if named is None or named.table != "surveys":
            raise Refused([make_problem(NO_FORM, "form")])
        return named
    found = [d for d in session.forms.values() if d.table == table]
    if not found:
        known = ", ".join(name for name in tables_of(session) if name != BUNDLES)
        raise Refused([make_problem(NO_TABLE, "table", table=table, known=known)])
    return max(found, key=lambda d: d.version)


def check_values(session: Session, table: str, values: Sequence[Any]) -> list[Problem]:
    """Return every problem of the values, errors and warnings, each placed as `line N: field`."""
    return _plan(session, table, values, "")[1]


def enter(session: Session, table: str, values: Sequence[Any], why: str = "") -> list[Stored]:
    """Check and save records as one group. Returns what was saved. Raises Refused with every problem.

    Records of tables with a key of their own (batches, units, procedures, holidays) become a new revision where the
    key is known already, a removed one too; unchanged ones are passed over.
    """
    require_entry(session, table)
    changes, problems = _plan(session, table, values, why)
    if any(problem.severity == "error" for problem in problems):
        raise Refused(problems)
    return session.append(changes) if changes else []


def plan_record(session: Session, table: str, value: Any, look: OfficeLook) -> tuple[dict[str, Any], list[Problem]]:
    """Return a new record as `enter` would save it, and its problems; `look.note` it before the next. Raises Refused."""
    return _ready(session, definition_of(session, table, value), table, value, look)


def save(session: Session, table: str, data: Mapping[str, Any], id: str = "", base: int = 0, why: str = "") -> Stored:
    """Check and save one record, new or as the revision after `base`. Raises Refused, and `ChangedElsewhere` if stale."""
    require_entry(session, table)
    replaced = session.office.get(table, id) if id else None
    definition = definition_of(session, table, data)
    ready, problems = _ready(session, definition, table, data, OfficeLook(session, instead_of=replaced), replaced)
    if id and definition.key and ready.get(definition.key) != id:
        problems.append(make_problem(KEY_CHANGED, definition.key, id=id))
    if any(problem.severity == "error" for problem in problems):
        raise Refused(problems)
    record = id or str(ready.get(definition.key or "", "")) or new_id()
    return session.append([Change(table=table, id=record, data=ready, base=base, why=why)])[0]


def list_records(
    session: Session, table: str, first: date | None = None, last: date | None = None, find: str = ""
) -> list[Stored]:
    """Return the current records of a table whose day lies in first..last and which hold `find`, oldest first.

    Raises Refused for an unknown table.
    """
    _require_table(session, table)
    require_looking(session, table)
    found = list(_matching(session, table, first, last, fold(find).split()))
    if table in auditing.PERSONAL:
        auditing.note_search(session, table, find, len(found), first, last)
    return found


def show(session: Session, id: str) -> Stored | None:
    """Return the record with this id, dossier code or batch name, whichever table holds it; None if there is none."""
    by_code = session.office.find_code("dossiers", id)
    for table in tables_of(session):
        stored = session.office.get(table, by_code if by_code and table == "dossiers" else id)
        if stored is not None:
            require_looking(session, table)
            auditing.note_view(session, stored)
            return stored
    return None


def history(session: Session, id: str) -> list[Stored]:
    """Return every revision of a record, oldest first; empty if it was never there."""
    by_code = session.office.find_code("dossiers", id)
    for table in tables_of(session):
        revisions = session.office.history(table, by_code if by_code and table == "dossiers" else id)
        if revisions:
            require_looking(session, table)
            auditing.note_view(session, revisions[-1], "history")
            return revisions
    return []


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[tuple[str, Any, Any]]:
    """Return (field, from, to) of all that changed between two revisions, nested fields as dotted paths, in order."""
    old, new = dict(_flat(before or {})), dict(_flat(after or {}))
    return [(name, old.get(name), new.get(name)) for name in {**old, **new} if old.get(name) != new.get(name)]


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in data.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def tables_of(session: Session) -> list[str]:
    """Return the names of all tables with records: those of the forms, and the bundles sent and received."""
    return sorted({definition.table for definition in session.forms.values()} | {BUNDLES})


def _require_table(session: Session, table: str) -> None:
    known = tables_of(session)
    if table not in known:
        raise Refused([make_problem(NO_TABLE, "table", table=table, known=", ".join(known))])


def require_entry(session: Session, table: str) -> None:
    """Raise Refused for a table that is not keyed, NotAllowed for one that this account may not write to."""
    if table == ACCOUNTS:
        raise Refused([make_problem(NOT_KEYED, "table")])
    if table in MADE:
        raise Refused([make_problem(MADE_HERE, "table")])
    require_writing(session, [table])


def _plan(session: Session, table: str, values: Sequence[Any], why: str) -> tuple[list[Change], list[Problem]]:
    look, changes, problems = OfficeLook(session), [], []
    for line, value in enumerate(values, 1):
        try:
            definition = definition_of(session, table, value)
        except Refused as refused:
            problems += [_placed(problem, line) for problem in refused.problems]
            continue
        ready, found = _ready(session, definition, table, value, look)
        problems += [_placed(problem, line) for problem in found]
        if any(problem.severity == "error" for problem in found):
            continue
        look.note(table, ready)
        changes += _change(session, definition, table, ready, why)
    return changes, problems


def _ready(
    session: Session, definition: Definition, table: str, value: Any, look: OfficeLook, replaced: Stored | None = None
) -> tuple[dict[str, Any], list[Problem]]:
    data = normalise(definition, value) if isinstance(value, Mapping) else value
    placed = with_office_area(session, data) if table == "dossiers" and isinstance(data, Mapping) else data
    problems = check_record(definition, placed, look)
    if any(problem.severity == "error" for problem in problems):
        return data, problems
    if definition.key:
        problems += check_dependents(session, table, str(data[definition.key]), data)
    if table == "dossiers":
        procedure = session.office.get("procedures", data["procedure"])
        if procedure is not None and procedure.data is not None:
            before = (replaced.data or {}) if replaced else {}
            rules = procedure.data, procedure.rev, session.calendar(), office_card(session)
            data = complete_again(before, data, *rules)
    return data, problems


def _change(session: Session, definition: Definition, table: str, data: dict[str, Any], why: str) -> list[Change]:
    if definition.key is None:
        return [Change(table=table, id=new_id(), data=data, base=0, why=why)]
    known = session.office.get(table, str(data[definition.key]))
    if known is not None and known.data == data:
        return []
    id = str(data[definition.key])
    return [Change(table=table, id=id, data=data, base=session.office.revision(table, id), why=why)]


def _placed(problem: Problem, line: int) -> Problem:
    return Problem(problem.code, f"line {line}: {problem.where}", problem.vi, problem.en, problem.severity)


def _matching(session: Session, table: str, first: date | None, last: date | None, words: list[str]) -> Iterator[Stored]:
    day_field = DAY_FIELDS.get(table, "")
    for stored in session.office.records(table):
        data = stored.data or {}
        day = str(data.get(day_field, ""))[:10]
        if (first and day < first.isoformat()) or (last and (not day or day > last.isoformat())):
            continue
        if words:
            text = fold(" ".join(str(value) for _, value in _flat(data)) + " " + stored.id)
            if not all(word in text for word in words):
                continue
        yield stored

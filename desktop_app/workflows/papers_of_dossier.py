"""Papers of a dossier: which can be made in its status, what stands on them, and handing them out.

A paper that leaves is recorded before it leaves, under the next number of its kind and year; the number is part of the
record's id, so no number can be given twice. Each further print is a reprint: it says so, and is a revision of the record.
What was printed is kept word for word. This module must not draw or know a printer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.store.office import Change, Stored
from desktop_app.workflows import auditing
from desktop_app.workflows.components import missing_required
from desktop_app.workflows.dossiers import require_dossier
from desktop_app.workflows.files import write_result
from desktop_app.workflows.made import make_entry
from desktop_app.workflows.paper_making import (
    TABLE,
    Answers,
    kept_text,
    prepare,
    queue_title,
    require_copies,
    require_paper,
    set_of_office,
    title_of,
)
from desktop_app.workflows.paper_values import make_values, procedure_of, reason_of
from desktop_app.workflows.permissions import require, require_looking
from desktop_app.workflows.session import Session
from exports.papers.fill import missing_needs
from exports.papers.set_file import PaperForm, Size
from exports.papers.slip_pages import make_paper
from exports.report.wording import complete_number
from forms.text import fold

FORM = "paper@1"

Send = Callable[[bytes, str], None]
"""send(pdf, title) hands a paper to the printer."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A paper that was handed out. number: as printed, empty for a kind without one.  reprints: how often printed again."""

    id: str
    kind: str
    title: str
    number: str
    day: str
    at: str
    reprints: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be made now. asked: value → what is laid ready for it, in the order of the form's `asks`."""

    form: PaperForm
    asked: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """A paper as bytes. id: of its record, empty while it is only looked at.  title: for the printer's queue, nobody's name."""

    pdf: bytes
    title: str
    id: str = ""
    reprint: int = 0


def offers(session: Session, dossier: str) -> list[Offer]:
    """Return the papers that can be made for a dossier now, in the order of the set. Raises Refused if there is none."""
    require_looking(session, "dossiers")
    data, papers = require_dossier(session, dossier).data or {}, set_of_office(session)
    values = make_values(session, data, papers, session.clock().date())
    able = [form for form in papers.papers if data.get("status") in form.statuses and not missing_needs(form, values)]
    return [Offer(form, _laid_ready(session, data, form)) for form in able]


def issued(session: Session, dossier: str) -> list[Issued]:
    """Return the papers handed out for a dossier, the latest first; also those under one of its former codes."""
    require_looking(session, "dossiers")
    data = require_dossier(session, dossier).data or {}
    codes = [str(data["code"]), *(str(code) for code in data.get("former_codes") or ())]
    ids = dict.fromkeys(id for code in codes for id in session.office.search(TABLE, fold(code), 1000))
    found = [stored for id in ids if (stored := session.office.get(TABLE, id)) and (stored.data or {}).get("dossier") == dossier]
    return [describe(stored) for stored in sorted(found, key=lambda one: str((one.data or {})["at"]), reverse=True)]


def describe(stored: Stored) -> Issued:
    """Return what a list says of a paper that was handed out."""
    data = stored.data or {}
    number = complete_number(str(data["number"])) if data.get("symbol") else ""
    title = title_of(str(data["set"]), str(data["kind"]))
    return Issued(
        stored.id, str(data["kind"]), title, f"{number}/{data['symbol']}" if number else "", str(data["day"]),
        str(data["at"]), int(data.get("reprints") or 0),
    )  # fmt: skip


def preview(session: Session, dossier: str, kind: str, answers: Answers, size: Size, copies: int = 0) -> Made:
    """Return a paper as it would be, with the number it would get; nothing is recorded. Raises Refused with every problem."""
    require_looking(session, "dossiers")
    require_copies(copies)
    ready = prepare(session, dossier, kind, answers, strict=False)
    return Made(make_paper(ready.filled, size, copies), ready.title)


def issue(session: Session, dossier: str, kind: str, answers: Answers, size: Size, copies: int = 0) -> Made:
    """Record a paper under its number and return it: it may leave now. Raises Refused, NotAllowed, StoreError."""
    require(session, "key")
    require_copies(copies)
    ready = prepare(session, dossier, kind, answers, strict=True)
    pdf = make_paper(ready.filled, size, copies)
    record = {**ready.record, "copies": copies or max(len(ready.filled.copies), 1)}
    stored = session.append([Change(TABLE, ready.id, make_entry(session, FORM, record), 0)])[0]
    return Made(pdf, ready.title, stored.id)


def reprint(session: Session, paper: str, size: Size, copies: int = 0) -> Made:
    """Record one more print of a paper and return it as it was, marked as a reprint. Raises Refused, NotAllowed, StoreError."""
    require(session, "key")
    require_copies(copies)
    stored = require_paper(session, paper)
    data = dict(stored.data or {})
    count = int(data.get("reprints") or 0) + 1
    pdf = make_paper(kept_text(data), size, copies, count)
    session.append([Change(TABLE, paper, make_entry(session, FORM, {**data, "reprints": count}), stored.rev, why="in lại")])
    return Made(pdf, queue_title(str(data["kind"]), str(data.get("code") or ""), str(data["set"])), paper, count)


def look_again(session: Session, paper: str, size: Size, copies: int = 0) -> Made:
    """Return a paper as its next reprint would be; nothing is recorded. Raises Refused."""
    require_looking(session, TABLE)
    data = require_paper(session, paper).data or {}
    count = int(data.get("reprints") or 0) + 1
    pdf = make_paper(kept_text(data), size, copies, count)
    return Made(pdf, queue_title(str(data["kind"]), str(data.get("code") or ""), str(data["set"])), paper, count)


def print_made(session: Session, made: Made, send: Send) -> None:
    """Send a paper that is recorded to the printer, noted before it goes. Raises what `send` does."""
    _note(session, made, "print", {"title": made.title})
    send(made.pdf, made.title)


def save_made(session: Session, path: Path, made: Made) -> None:
    """Write a paper that is recorded to a file, noted before. Raises StoreError or WorkflowError; an old file is then whole."""
    _note(session, made, "export", {"file": path.name})
    write_result(path, made.pdf)


def _laid_ready(session: Session, data: Mapping[str, Any], form: PaperForm) -> dict[str, str]:
    missing = missing_required(procedure_of(session, data), data.get("documents") or ())
    ready = {"reason": reason_of(data, form.reason_of), "missing": "\n".join(missing)}
    return {ask.value: ready.get(ask.value, "") for ask in form.asks}


def _note(session: Session, made: Made, what: str, detail: Mapping[str, Any]) -> None:
    data = (require_paper(session, made.id)).data or {}
    told = {"kind": data["kind"], "code": data.get("code", ""), "paper": made.id, "reprint": made.reprint}
    auditing.note(session, what, {**detail, **told, "sha256": hashlib.sha256(made.pdf).hexdigest()})

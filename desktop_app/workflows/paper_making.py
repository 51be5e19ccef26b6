"""One paper of a dossier made ready: its form, its values, its number, its record. Nothing is written or drawn here.

The number is part of the record's id, so the store cannot take one twice. What is wrong is refused with every problem at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.dossiers import require_dossier
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.look import office_card
from desktop_app.workflows.paper_values import make_values, told_due
from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import letterhead_of
from exports.papers.code import ReceiptCode, dump_code
from exports.papers.fill import Filled, Value, dump_filled, fill, load_filled, make_subject, missing_needs
from exports.papers.set_file import Ask, PaperForm, PaperSet, Size, load_shipped_sets, set_of_day
from exports.papers.value_names import LISTS, TEXTS
from exports.report.wording import complete_number
from forms.dates import format_time
from forms.problems import Refused, declare, make_problem
from forms.text import clean

__all__ = [
    "ASKED",
    "COPIES",
    "MOST_COPIES",
    "NEEDS",
    "NOT_NOW",
    "NO_KIND",
    "NO_PAPER",
    "TABLE",
    "Answers",
    "Ask",
    "PaperForm",
    "Ready",
    "Size",
    "kept_text",
    "next_number",
    "paper_id",
    "prepare",
    "queue_title",
    "require_copies",
    "require_form",
    "require_paper",
    "set_of_office",
    "title_of",
]  # fmt: skip

TABLE = "papers"
MOST_COPIES = 9

NO_KIND = declare(
    "PAPER-KIND-UNKNOWN",
    "Bộ mẫu {set} không có loại giấy này; các loại: {known}.",
    "The set {set} has no such paper; its papers: {known}.",
)
NOT_NOW = declare(
    "PAPER-NOT-NOW",
    "Không lập được giấy này khi hồ sơ ở trạng thái hiện nay; hãy chuyển trạng thái trước.",
    "This paper cannot be made in the dossier's present status; move the dossier first.",
)
NEEDS = declare(
    "PAPER-NEEDS",
    "Hồ sơ chưa có thông tin mà giấy này cần ({needs}); hãy ghi vào hồ sơ trước.",
    "The dossier lacks what this paper needs ({needs}); record it first.",
)
ASKED = declare(
    "PAPER-ASKED", "Giấy này phải ghi mục này; hãy điền vào.", "This paper must say this; fill it in."
)
NO_PAPER = declare("PAPER-NOT-FOUND", "Không có giấy đã in này.", "There is no such printed paper.")
COPIES = declare(
    "PAPER-COPIES", "Số bản in phải từ 1 đến {most}.", "There may be 1 to {most} copies."
)

Answers = Mapping[str, str]
"""What was keyed for a paper: value → text."""


def set_of_office(session: Session) -> PaperSet:
    """Return the set the office uses: the one its card names, else the one of the regulation that holds today."""
    named = str(office_card(session).get("paper_set") or "")
    return load_shipped_sets().get(named) or set_of_day(session.clock().date())


def title_of(papers: str, kind: str) -> str:
    """Return a paper's title in a set; the kind itself where the set is not there any more."""
    form = load_shipped_sets()[papers].paper(kind) if papers in load_shipped_sets() else None
    return form.title if form else kind


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper before it is recorded. id: of its record to be.  title: nobody's name in it."""

    id: str
    title: str
    filled: Filled
    record: dict[str, Any]


def prepare(session: Session, dossier: str, kind: str, answers: Answers, *, strict: bool) -> Ready:
    """Return a paper with the number it would get now. strict: what must be keyed is asked for. Raises Refused."""
    data, papers = require_dossier(session, dossier).data or {}, set_of_office(session)
    form = require_form(papers, kind)
    now = session.clock()
    values = make_values(session, data, papers, now.date())
    _require_ready(data, form, values, answers if strict else None)
    number = next_number(session, kind, now.year)
    values |= _answered(form, answers) | {"number": complete_number(str(number))}
    letterhead = letterhead_of(session)
    qr = dump_code(ReceiptCode(session.office.profile.unit, str(data["code"]), told_due(data))) if form.code else ""
    filled = fill(form, values, letterhead, papers.section, qr)
    record = {
        "dossier": dossier, "code": data["code"], "kind": kind, "set": papers.id, "number": number, "symbol": form.symbol,
        "day": now.date().isoformat(), "at": format_time(now), "reprints": 0, "to": str(data.get("name") or "")[:200],
        "subject": make_subject(form, values), "signer": _signer(form, letterhead.signer, str(values["officer"]), session),
        "text": dump_filled(filled),
    }  # fmt: skip
    kept = {name: value for name, value in record.items() if value != ""}
    return Ready(paper_id(kind, now.year, number), queue_title(kind, str(data["code"]), papers.id), filled, kept)


def _signer(form: PaperForm, signer: str, officer: str, session: Session) -> str:
    by_unit = any(signature.name == "signer" for signature in form.signatures)
    return signer if by_unit else officer or session.account


def next_number(session: Session, kind: str, year: int) -> int:
    """Return the first number of a kind and year that the office has not given; a removed paper keeps its number."""
    office = session.office
    taken, free = 0, 1
    while office.revision(TABLE, paper_id(kind, year, free)):
        taken, free = free, free * 2
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if office.revision(TABLE, paper_id(kind, year, middle)) else (taken, middle)
    return free


def paper_id(kind: str, year: int, number: int) -> str:
    """Return the id of the record of a number."""
    return f"{kind}-{year}-{number:06d}"


def require_form(papers: PaperSet, kind: str) -> PaperForm:
    """Return the form of a kind. Raises Refused where the set has none."""
    form = papers.paper(kind)
    if form is None:
        known = ", ".join(one.kind for one in papers.papers)
        raise Refused([make_problem(NO_KIND, "kind", set=papers.id, known=known)])
    return form


def _require_ready(
    data: Mapping[str, Any], form: PaperForm, values: Mapping[str, Value], answers: Answers | None
) -> None:
    """Raise Refused where the status or a value forbids the paper, or, with answers, where one that must be is empty."""
    problems = [] if data.get("status") in form.statuses else [make_problem(NOT_NOW, "kind")]
    lacking = missing_needs(form, values)
    if lacking:
        problems.append(make_problem(NEEDS, "kind", needs="; ".join({**TEXTS, **LISTS}[name] for name in lacking)))
    given = answers or {}
    empty = [ask.value for ask in form.asks if answers is not None and ask.required and not clean(given.get(ask.value, ""))]
    problems += [make_problem(ASKED, name) for name in empty]
    if problems:
        raise Refused(problems)


def require_copies(copies: int) -> None:
    """Raise Refused for a number of copies that cannot be; 0 is as many as the form names."""
    if not 0 <= copies <= MOST_COPIES:
        raise Refused([make_problem(COPIES, "copies", most=MOST_COPIES)])


def require_paper(session: Session, paper: str) -> Stored:
    """Return the record of a paper that was handed out. Raises Refused if there is none."""
    stored = session.office.get(TABLE, paper)
    if stored is None or stored.data is None:
        raise Refused([make_problem(NO_PAPER, "paper")])
    return stored


def _answered(form: PaperForm, answers: Answers) -> dict[str, Value]:
    """Return what was keyed as values: a list one entry a line, the rest as one text."""
    found: dict[str, Value] = {}
    for ask in form.asks:
        text = clean(answers.get(ask.value, ""))
        lines: Sequence[str] = [line for part in text.split("\n") if (line := clean(part))]
        found[ask.value] = list(lines) if ask.value == "missing" else " ".join(lines)
    return found


def kept_text(data: Mapping[str, Any]) -> Filled:
    """Return what stood on a paper that was handed out. Raises WorkflowError where that cannot be read."""
    try:
        return load_filled(data.get("text"))
    except ValueError:
        raise WorkflowError(
            "Nội dung đã in của giấy này không đọc được.", "What was printed on this paper cannot be read."
        ) from None


def queue_title(kind: str, code: str, papers: str) -> str:
    """Return what a paper is called in the printer's queue and in its audit line: its title and the dossier's code."""
    return f"{title_of(papers, kind)} {code}".strip()

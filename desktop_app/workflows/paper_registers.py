"""The counter's two registers for a period, from the office's own records: dossiers received, documents that went out.

Both tell of persons: whoever prints or saves one calls `note_print` or `export_file`. This module must not draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from desktop_app.store.office import Stored
from desktop_app.words import say
from desktop_app.workflows.exporting import export_file
from desktop_app.workflows.look import office_card
from desktop_app.workflows.paper_making import TABLE as PAPERS, title_of
from desktop_app.workflows.paper_values import procedure_words, told_due
from desktop_app.workflows.permissions import require_looking
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import RANGE, letterhead_of
from exports.papers.ledger import Ledger, make_ledger
from exports.papers.registers import make_dossier_ledger, make_outgoing_ledger
from exports.papers.set_file import load_shipped_sets
from exports.report.letterhead import SYMBOL
from exports.report.wording import complete_number, describe_period, describe_range
from forms.dates import format_date, parse_time
from forms.definition import Item
from forms.due_days import has_clock
from forms.numbers import format_integer
from forms.problems import Refused, make_problem

Kind = Literal["dossiers", "outgoing"]
FILES: Mapping[Kind, str] = {"dossiers": "so-theo-doi", "outgoing": "so-van-ban-di"}
KEPT_KINDS: Mapping[Kind, str] = {"dossiers": "dossier-register", "outgoing": "outgoing-register"}
STANDING_STILL = ("supplement", "payment", "withdrawn", "stopped")
"""Statuses that stand in the remarks: the register has no column for them."""
SLICE = 500
"""Records between two looks at whether to go on."""


def make_register(session: Session, kind: Kind, first: date, last: date, progress: Progress = silent) -> bytes:
    """Return a register of first..last as PDF. progress is told of records and pages and may raise to stop.

    Raises Refused for days the wrong way round, NotAllowed.
    """
    if first > last:
        raise Refused([make_problem(RANGE, "from")])
    require_looking(session, "dossiers")
    make = _dossier_ledger if kind == "dossiers" else _outgoing_ledger
    ledger = make(session, first, last, progress)
    step = say("Dựng trang", "Making pages")
    return make_ledger(letterhead_of(session), ledger, lambda done, total: progress(done, total, step))


def register_title(kind: Kind, first: date, last: date) -> str:
    """Return what a register is called in the printer's queue and in its audit line."""
    names = {"dossiers": ("Sổ theo dõi hồ sơ", "Dossier register"), "outgoing": ("Sổ đăng ký văn bản đi", "Outgoing documents")}
    return f"{say(*names[kind])} {format_date(first)}-{format_date(last)}"


def register_file(kind: Kind, first: date, last: date) -> str:
    """Return a file name for a register."""
    return f"{FILES[kind]}-{first:%Y%m%d}-{last:%Y%m%d}.pdf"


def save_register(session: Session, path: Path, kind: Kind, first: date, last: date, data: bytes) -> None:
    """Write a register where a person asked for it, noted before. Raises StoreError or WorkflowError."""
    export_file(session, path, data, KEPT_KINDS[kind], {"from": first.isoformat(), "to": last.isoformat()})


def _dossier_ledger(session: Session, first: date, last: date, progress: Progress) -> Ledger:
    found = sorted(_received(session, first, last, progress), key=lambda data: (str(data["received_at"]), str(data["code"])))
    procedures = {s.id: s.data or {} for s in session.office.records("procedures", "")}
    unit = str(office_card(session).get("name") or session.office.profile.name)
    way = session.forms["dossier@1"].item("result_by")
    status = session.forms["dossier@1"].item("status")
    rows = [
        (format_integer(number), *_dossier_cells(data, procedures.get(str(data["procedure"]), {}), unit, way, status))
        for number, data in enumerate(found, 1)
    ]
    sets = sum(int(data.get("copies") or 0) for data in found)
    closing = [f"Tổng số: {format_integer(len(rows))} hồ sơ, {format_integer(sets)} bộ."]
    return make_dossier_ledger(describe_range(first, last), _printed(session), rows, closing)


def _received(session: Session, first: date, last: date, progress: Progress) -> Iterator[Mapping[str, Any]]:
    """Yield the own dossiers received in the period; what was never received stands in no register."""
    total, step = session.office.count("dossiers", ""), say("Đọc sổ hồ sơ", "Reading the dossiers")
    for number, stored in enumerate(session.office.records("dossiers", "")):
        if not number % SLICE:
            progress(number, total, step)
        data = stored.data or {}
        day = str(data.get("received_at") or "")[:10]
        if first.isoformat() <= day <= last.isoformat() and has_clock(data):
            yield data


def _dossier_cells(
    data: Mapping[str, Any], procedure: Mapping[str, Any], unit: str, way: Item, status: Item
) -> tuple[str, ...]:
    """Return a dossier's cells after the running number, in the order of the form's columns."""
    where = "; ".join(str(data[name]) for name in ("address", "phone") if data.get(name))
    due, collected = told_due(data), next((m for m in reversed(data.get("moves") or ()) if m["to"] == "collected"), None)
    return (
        str(data["code"]), procedure_words(data, procedure), str(data.get("copies") or ""), str(data.get("name") or ""), where,
        unit, _day(str(data["received_at"])), format_date(due) if due else "", _day(str(collected["at"])) if collected else "",
        _label(way, data.get("result_by")), "", _remarks(data, status),
    )  # fmt: skip


def _remarks(data: Mapping[str, Any], status: Item) -> str:
    due, told = str((data.get("frozen") or {}).get("due") or ""), told_due(data)
    again = str((data.get("reappointment") or {}).get("due") or "")
    former = ", ".join(str(code) for code in data.get("former_codes") or ())
    parts = (
        f"Hẹn lại {_day(again)}" if again else "",
        f"Hạn tính lại {_day(due)}" if due and told and due != told.isoformat() else "",
        _label(status, data["status"]) if data["status"] in STANDING_STILL else "",
        f"Mã cũ {former}" if former else "",
        str(data.get("note") or ""),
    )
    return "; ".join(part for part in parts if part)


def _outgoing_ledger(session: Session, first: date, last: date, progress: Progress) -> Ledger:
    progress(0, 1, say("Đọc văn bản đi", "Reading what went out"))
    papers = [_paper_row(stored) for stored in _in_period(session, PAPERS, first, last) if _goes_out(stored)]
    card = office_card(session)
    reports = [_report_row(stored, card) for stored in _in_period(session, "reports", first, last) if _numbered(stored)]
    rows = [row for _, row in sorted([*papers, *reports], key=lambda one: one[0])]
    closing = [f"Tổng số: {format_integer(len(rows))} văn bản."]
    return make_outgoing_ledger(describe_range(first, last), _printed(session), rows, closing)


Placed = tuple[tuple[str, str, int], tuple[str, ...]]
"""A row with what it is sorted by: day, symbol, number."""


def _in_period(session: Session, table: str, first: date, last: date) -> Iterator[Stored]:
    for stored in session.office.records(table, ""):
        if first.isoformat() <= str((stored.data or {}).get("day") or "") <= last.isoformat():
            yield stored


def _goes_out(stored: Stored) -> bool:
    data = stored.data or {}
    papers = load_shipped_sets().get(str(data.get("set")))
    form = papers.paper(str(data.get("kind"))) if papers else None
    return bool(data.get("symbol")) and (form is None or form.outgoing)


def _paper_row(stored: Stored) -> Placed:
    data = stored.data or {}
    number, symbol = int(data["number"]), str(data["symbol"])
    title, subject = title_of(str(data["set"]), str(data["kind"])), str(data.get("subject") or "")
    reprints = int(data.get("reprints") or 0)
    row = (
        f"{complete_number(str(number))}/{symbol}", _day(str(data["day"])), f"{title}: {subject}" if subject else title,
        str(data.get("signer") or ""), str(data.get("to") or ""), "", str(data.get("copies") or ""),
        f"In lại {reprints} lần" if reprints else "",
    )  # fmt: skip
    return (str(data["day"]), symbol, number), row


def _numbered(stored: Stored) -> bool:
    return bool((stored.data or {}).get("number"))


def _report_row(stored: Stored, card: Mapping[str, Any]) -> Placed:
    data = stored.data or {}
    number, symbol = complete_number(str(data["number"])), str(card.get("symbol") or SYMBOL)
    period = describe_period(date.fromisoformat(str(data["from"])), date.fromisoformat(str(data["to"])))
    kept = str(data.get("replaces") or "")
    row = (
        number if "/" in number else f"{number}/{symbol}", _day(str(data["day"])),
        f"Báo cáo kết quả giải quyết hồ sơ và khảo sát sự hài lòng {period}", str((card.get("signer") or {}).get("name") or ""),
        "; ".join(str(name) for name in card.get("recipients") or ()) or str(card.get("parent_name") or ""), "VT", "",
        f"Thay báo cáo {kept}" if kept else "",
    )  # fmt: skip
    digits = "".join(letter for letter in number.partition("/")[0] if letter.isdigit())
    return (str(data["day"]), symbol, int(digits or 0)), row


def _label(item: Item, value: object) -> str:
    return next((choice.label_vi for choice in item.choices if choice.value == value), "")


def _day(text: str) -> str:
    """Return dd/mm/yyyy of an ISO day or moment."""
    moment = parse_time(text) if "T" in text else None
    return format_date(moment.date() if moment else date.fromisoformat(text))


def _printed(session: Session) -> str:
    now = session.clock()
    return f"Số liệu theo sổ lúc {now:%H:%M} ngày {format_date(now.date())}, dòng {session.office.head.n}"

"""The register as it is listed on the screen → a file for a spreadsheet, in the columns of the Sổ theo dõi hồ sơ.

Over the table stand the unit, what was asked for, how many dossiers that are and the head of the chain. Identity and phone
numbers are masked unless the person asks for them in full, which the audit line says. The file is in Vietnamese, as the
register is. This module must not decide which dossiers are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.workflows.dossiers import TABLE
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.exporting import export_personal
from desktop_app.workflows.permissions import require
from desktop_app.workflows.session import Session
from exports.table_csv import make_list_csv
from exports.table_long import MOST_ROWS, make_long_xlsx
from exports.tables import Cell, Row
from forms.dates import VIETNAM_TIME, format_date, parse_time
from forms.identity import mask

KIND = "register"
TITLE = "Sổ theo dõi hồ sơ"
STEP_ROWS = 200
CSV = ".csv"
COLUMNS: tuple[tuple[str, int], ...] = (
    ("TT", 8), ("Mã hồ sơ", 28), ("Tên TTHC", 44), ("Số lượng (bộ)", 10), ("Tên cá nhân, tổ chức", 28),
    ("Địa chỉ, số điện thoại", 40), ("Cơ quan chủ trì giải quyết", 26), ("Ngày nhận", 13), ("Ngày hẹn trả", 13),
    ("Ngày trả", 13), ("Phương thức nhận kết quả", 16), ("Ký nhận", 12), ("Ghi chú", 30),
    ("Số CMND/CCCD/định danh", 20), ("Trạng thái", 24), ("Người đang giữ", 16),
)  # fmt: skip
"""The columns of the register in its order (domain.md §3), then what the list on the screen knows besides; widths in letters."""
NUMBERS_FROM = 6  # digits in a row: so many may be somebody's number

Step = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list shows, as asked for: `find` the search text; status, procedure, officer by their ids; empty for any."""

    find: str = ""
    status: str = ""
    procedure: str = ""
    officer: str = ""
    late: bool = False
    first: date | None = None
    last: date | None = None

    def detail(self) -> dict[str, Any]:
        """Return what was asked for as an audit line tells it."""
        days = {name: day.isoformat() for name, day in (("from", self.first), ("to", self.last)) if day}
        texts = {name: getattr(self, name) for name in ("find", "status", "procedure", "officer") if getattr(self, name)}
        return {**texts, **({"late": True} if self.late else {}), **days}


def export_register(session: Session, path: Path, ids: Sequence[str], asked: Asked, step: Step, *, full: bool) -> int:
    """Write the dossiers in this order to `path` and note it; return how many. A name in .csv makes a CSV, any other an XLSX.

    full: whether personal numbers are written out.  step(done, total): called every few rows, may raise to stop.
    Raises NotAllowed, WorkflowError for too many rows or where it cannot be noted, StoreError; nothing is then written.
    """
    require(session, "search")
    csv = path.suffix.lower() == CSV
    if not csv and len(ids) > MOST_ROWS - 20:
        raise WorkflowError("Quá nhiều dòng cho tệp XLSX. Hãy xuất CSV.", "Too many rows for an XLSX file. Write a CSV.")
    rows = list(_rows(session, ids, step, full=full))
    above = _above(session, asked, len(rows), full=full)
    counted = _counted(rows, len(ids), step)
    data = make_list_csv([], _lines(above, counted)) if csv else make_long_xlsx(TITLE, above, COLUMNS, counted)
    told = {"rows": len(rows), "numbers": "full" if full else "masked", **asked.detail()}
    export_personal(session, path, data, KIND, told)
    return len(rows)


def _lines(above: Sequence[str], rows: Iterator[Row]) -> Iterator[Row]:
    yield from ([line] for line in above)
    yield []
    yield [name for name, _ in COLUMNS]
    yield from rows


def _rows(session: Session, ids: Sequence[str], step: Step, *, full: bool) -> Iterator[Row]:
    """Yield a row for each dossier that is still there: the first half of the way."""
    names, number = _Names(session), 0
    for done, id in enumerate(ids):
        if done % STEP_ROWS == 0:
            step(done, 2 * len(ids))
        stored = session.office.get(TABLE, id)
        if stored is not None and stored.data is not None:
            number += 1
            yield names.row(number, stored, stored.data, full=full)


def _counted(rows: Sequence[Row], total: int, step: Step) -> Iterator[Row]:
    for done, row in enumerate(rows):
        if done % STEP_ROWS == 0:
            step(total + done, 2 * total)
        yield row


class _Names:
    """What ids are called in Vietnamese."""

    def __init__(self, session: Session) -> None:
        self._unit = session.office.profile.name
        self._procedures = procedures(session)
        self._form = session.forms["dossier@1"]

    def row(self, number: int, stored: Stored, data: Mapping[str, Any], *, full: bool) -> Row:
        """Return a dossier's cells in the order of `COLUMNS`."""
        phone, id_number = (str(data.get(name) or "") for name in ("phone", "id_number"))
        shown = (lambda text: text) if full else mask
        place = ", ".join(part for part in (str(data.get("address") or ""), shown(phone)) if part)
        cells: list[Cell] = [
            number, str(data["code"]), self._procedure(data), data.get("copies"), str(data.get("name") or ""), place, self._unit,
            _day(data.get("received_at")), _due(data), _collected(data), self._label("result_by", data), None,
            str(data.get("note") or ""), shown(id_number), self._label("status", data), str(data.get("officer") or stored.by),
        ]  # fmt: skip
        return [None if cell == "" else cell for cell in cells]

    def _procedure(self, data: Mapping[str, Any]) -> str:
        record = self._procedures.get(str(data.get("procedure")), {})
        limits = (str(limit.get("name") or "") for limit in record.get("limits", ()) if limit["case"] == data.get("case"))
        case = str(data.get("frozen", {}).get("limit_name") or next(limits, ""))
        name = str(record.get("name") or data.get("procedure") or "")
        return f"{name} · {case}" if case else name

    def _label(self, item: str, data: Mapping[str, Any]) -> str:
        value = data.get(item)
        return next((choice.label_vi for choice in self._form.item(item).choices if choice.value == value), str(value or ""))


def procedures(session: Session) -> dict[str, Mapping[str, Any]]:
    """Return the office's own procedures by their ids."""
    return {stored.id: stored.data for stored in session.office.records("procedures", origin="") if stored.data}


def _day(moment: object) -> date | None:
    parsed = parse_time(str(moment or ""))
    return parsed.astimezone(VIETNAM_TIME).date() if parsed else None


def _due(data: Mapping[str, Any]) -> date | None:
    due = str(data.get("frozen", {}).get("due") or "")
    return date.fromisoformat(due) if due else None


def _collected(data: Mapping[str, Any]) -> date | None:
    return next((_day(move["at"]) for move in reversed(data.get("moves") or ()) if move["to"] == "collected"), None)


def _above(session: Session, asked: Asked, count: int, *, full: bool) -> list[str]:
    head, now = session.office.head, session.clock().astimezone(VIETNAM_TIME)
    numbers, day = "ghi đủ" if full else "đã che", format_date(now.date())
    return [
        session.office.profile.name,
        TITLE,
        f"Danh sách: {'; '.join(_words(session, asked, full=full)) or 'mọi hồ sơ'}",
        f"{count} hồ sơ; số định danh và điện thoại: {numbers}; lập lúc {now:%H:%M} ngày {day}, {session.account}",
        f"Sổ: {head.n} dòng, mã {head.hash}",
    ]


def _words(session: Session, asked: Asked, *, full: bool) -> Iterator[str]:
    if asked.find:
        yield f"tìm “{asked.find if full else _without_numbers(asked.find)}”"
    if asked.procedure:
        yield f"thủ tục {procedures(session).get(asked.procedure, {}).get('name', asked.procedure)}"
    if asked.status:
        choices = session.forms["dossier@1"].item("status").choices
        yield next((choice.label_vi for choice in choices if choice.value == asked.status), asked.status)
    if asked.officer:
        yield f"cán bộ {asked.officer}"
    if asked.first:
        yield f"nhận từ ngày {format_date(asked.first)}"
    if asked.last:
        yield f"nhận đến ngày {format_date(asked.last)}"
    if asked.late:
        yield "chỉ quá hạn"


def _without_numbers(text: str) -> str:
    """Return a search text with every word masked that may be part of somebody's number."""
    many = sum(letter.isdigit() for letter in text) >= NUMBERS_FROM
    return " ".join("•" * len(word) if many and not word.strip("0123456789.-+()") else word for word in text.split())

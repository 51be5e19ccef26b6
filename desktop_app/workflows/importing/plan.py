"""The dry run: every row of a sheet made a dossier and checked against form, office and file. Nothing is written.

Rows come out in the order of the file, problems by row. What `saving` writes is exactly what stands in the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from desktop_app.words import say
from desktop_app.workflows.importing import findings as codes
from desktop_app.workflows.importing.cells import Cell, CellReader
from desktop_app.workflows.importing.days import find_order
from desktop_app.workflows.importing.dossier import RowReader
from desktop_app.workflows.importing.doubles import Doubles
from desktop_app.workflows.importing.fields import DAYS, FIELDS, NEEDED, plain_heading
from desktop_app.workflows.importing.findings import Finding, Findings, make_finding
from desktop_app.workflows.importing.layout import data_rows, letter_of
from desktop_app.workflows.importing.names import Name, NameBook, list_procedures
from desktop_app.workflows.importing.preview import MOST_SHOWN, Shown, show_row
from desktop_app.workflows.importing.setup import Book, Setup, lettering_of
from desktop_app.workflows.importing.told import Imported, list_imports
from desktop_app.workflows.look import OfficeLook
from desktop_app.workflows.progress import Progress, silent
from desktop_app.workflows.records import definition_of, plan_record, require_entry
from desktop_app.workflows.session import Session
from exports.table_read import Row
from forms.check_problems import CODE_TAKEN, FIELD_MISSING
from forms.dates import VIETNAM_TIME, format_date, parse_time
from forms.dossier import PROVISIONAL_AGENCY, make_code, parse_code
from forms.problems import Problem

TABLE = "dossiers"
TELL = 200
PREVIEWED = 3000
"""Rows that are looked at for a preview: how days and letters stand shows there."""
MARKED = (TABLE, "procedures", "holidays", "units")
_FIELD_OF = {"received_at": "received"}


@dataclass(slots=True)
class Plan:
    """What an import would do. rows: row number and dossier of each.  left: rows left out.  marks: what the office was like."""

    book: Book
    setup: Setup
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    names: list[Name] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    marks: tuple[int, ...] = ()

    @property
    def errors(self) -> int:
        """How many errors stand in the way; with none the plan can be saved."""
        return self.findings.counts["error"]

    @property
    def unknown(self) -> list[Name]:
        """The procedure names that nobody has decided yet."""
        return [name for name in self.names if not name.how]


def marks_of(session: Session) -> tuple[int, ...]:
    """Return what changes whenever something a plan depends on does."""
    return tuple(session.office.revisions(table, "") for table in MARKED)


def make_plan(session: Session, book: Book, setup: Setup, progress: Progress = silent) -> Plan:
    """Return the dry run of a sheet. Raises Refused or NotAllowed if the account may not key, and what `progress` raises."""
    require_entry(session, TABLE)
    plan = Plan(book, setup, marks=marks_of(session))
    _check_file(plan, list_imports(session))
    _Planner(session, plan, progress).run()
    return plan


def make_preview(session: Session, book: Book, setup: Setup) -> Plan:
    """Return the first rows as the dry run would show them, quickly: neither the office nor the rest of the file is looked at."""
    table = replace(book.table, rows=book.table.rows[:PREVIEWED])
    plan = Plan(replace(book, table=table), setup)
    _Planner(session, plan, silent).run(MOST_SHOWN)
    return plan


def _check_file(plan: Plan, imports: Sequence[Imported]) -> None:
    book, setup = plan.book, plan.setup
    for known in imports:
        if not known.undone and (known.sha256, known.sheet) == (book.sha256, book.table.sheet):
            plan.findings.add(make_finding(codes.FILE_AGAIN, 0, id=known.id))
    for name in NEEDED:
        if name not in setup.columns.values():
            vi, en = FIELDS[name]
            plan.findings.add(make_finding(codes.COLUMN_MISSING, 0, vi=vi, en=en))


class _Planner:
    """Goes through the rows once."""

    def __init__(self, session: Session, plan: Plan, progress: Progress) -> None:
        book, setup = plan.book, plan.setup
        self._session, self._plan, self._progress = session, plan, progress
        lettering = lettering_of(book, setup.lettering)
        self._cells = CellReader(book.table, setup.layout, lettering, setup.columns, plan.findings)
        self._names = NameBook(list_procedures(session), setup.names)
        orders = {name: find_order(_values(book.table.rows, place)) for place, name in setup.columns.items() if name in _DATED}
        self._places = {name: place for place, name in setup.columns.items()}
        self._swapped = [place for place, name in setup.columns.items() if name in orders and orders[name].swapped]
        now, unit = session.clock().astimezone(VIETNAM_TIME), session.office.profile.name
        self._reader = RowReader(self._cells, self._names, orders, unit, setup.channel, setup.area, now)
        self._doubles, self._look = Doubles(), OfficeLook(session)
        self._form = definition_of(session, TABLE, {})
        self._numbers: dict[date, int] = {}

    def run(self, most: int = 0) -> None:
        """Fill the plan. most: so many rows alone, and nothing is held against the office's dossiers; 0 for all."""
        plan, rows = self._plan, data_rows(self._plan.book.table, self._plan.setup.layout)
        rows = rows[:most] if most else rows
        for place in self._swapped:
            heading = plan.setup.layout.headings[place]
            plan.findings.add(make_finding(codes.SWAPPED, 0, letter_of(place), heading))
        if not most:
            self._doubles.load(self._session, self._progress, say("Đọc sổ đang có", "Reading the office"))
        self._hold_codes(rows)
        words = say("Kiểm tra từng dòng", "Checking each row")
        for done, row in enumerate(rows, 1):
            self._take(row)
            if done % TELL == 0:
                self._progress(done, len(rows), words)
        plan.names = self._names.names()

    def _hold_codes(self, rows: Sequence[Row]) -> None:
        """Know the provisional codes of the file before any is given out."""
        place = self._places.get("code", -1)
        for value in _values(rows, place) if place >= 0 else ():
            code = parse_code(value.strip().upper()) if isinstance(value, str) else None
            if code is not None and code.provisional:
                self._numbers[code.day] = max(self._numbers.get(code.day, 0), code.number)

    def _take(self, row: Row) -> None:
        plan = self._plan
        if row.number in plan.setup.skip:
            plan.left.append(row.number)
            return
        before = plan.findings.counts["error"]
        found = self._cells.read(row)
        if not _is_dossier(found, plan.setup.layout.headings):
            plan.left.append(row.number)
            plan.findings.add(make_finding(codes.ROW_LEFT, row.number, cell=(_brief(found), "")))
            return
        data = self._reader.read(row, found)
        again = self._number(row, found, data)
        ready, problems = plan_record(self._session, TABLE, data, self._look)
        self._note(row, found, problems, mine=plan.findings.counts["error"] > before, again=again)
        if plan.findings.counts["error"] == before:
            self._look.note(TABLE, ready)
            self._compare(row, found, ready)
            plan.rows.append((row.number, ready))
        if len(plan.shown) < MOST_SHOWN:
            plan.shown.append(show_row(row.number, found, ready, plan.setup.columns, self._names.procedures, self._session.forms))

    def _number(self, row: Row, found: Mapping[str, Cell], data: dict[str, Any]) -> bool:
        """Give a provisional code where there is none; return whether the code stands in an earlier row."""
        code, cell = str(data.get("code") or ""), found.get("code")
        if code and parse_code(code) is not None and cell is not None:
            earlier = self._doubles.meet_code(row.number, code)
            if earlier:
                self._cells.say(codes.CODE_TWICE, row, cell.column, (cell.before, ""), other=earlier)
            return bool(earlier)
        received = parse_time(str(data.get("received_at") or ""))
        data["code"] = self._provisional(received.date() if received else self._session.clock().date())
        if cell is not None:
            data["former_codes"] = [cell.text.replace("\n", " ")]
            self._cells.say(codes.CODE_KEPT, row, cell.column, (cell.before, data["code"]), repaired=True)
        else:
            self._plan.findings.add(make_finding(codes.CODE_MADE, row.number, repaired=True, cell=("", data["code"])))
        return False

    def _provisional(self, day: date) -> str:
        """Return the next provisional code of a day that neither office nor file has."""
        number = self._numbers.get(day, 0) + 1
        while self._session.office.find_code(TABLE, make_code(PROVISIONAL_AGENCY, day, number)) is not None:
            number += 1
        self._numbers[day] = number
        return make_code(PROVISIONAL_AGENCY, day, number)

    def _note(self, row: Row, found: Mapping[str, Cell], problems: Sequence[Problem], *, mine: bool, again: bool) -> None:
        """Note the problems of the form, each once a column; what was said already in better words is not said again."""
        said: set[tuple[str, int]] = set()
        for problem in problems:
            name = _field_of(problem.where, found)
            column = self._places.get(name, -1)
            told = (again and problem.code == CODE_TAKEN) or (mine and problem.code == FIELD_MISSING and _is_told(problem, found))
            if told or (problem.code, column) in said:
                continue
            said.add((problem.code, column))
            cell = found.get(name)
            text = (cell.before or cell.text) if cell else ""
            heading = self._heading(problem.where, column)
            self._plan.findings.add(_of_problem(problem, row.number, column, heading, text))

    def _heading(self, where: str, column: int) -> str:
        """Return a column's heading, or what the form calls an item that no column holds."""
        headings, name = self._plan.setup.layout.headings, where.partition(".")[0]
        if 0 <= column < len(headings):
            return headings[column]
        return next((say(item.label_vi, item.label_en) for item in self._form.items if item.id == name), name)

    def _compare(self, row: Row, found: Mapping[str, Cell], ready: Mapping[str, Any]) -> None:
        """Hold a good row against its paper due day, the rows before it and the office."""
        self._compare_due(row, found, ready)
        earlier, known = self._doubles.meet(row.number, ready)
        column = found["name"].column if "name" in found else 0
        if earlier:
            self._cells.say(codes.SAME_IN_FILE, row, column, (found["name"].text, str(earlier)), other=earlier)
        if known:
            self._cells.say(codes.SAME_IN_OFFICE, row, column, (found["name"].text, known))

    def _compare_due(self, row: Row, found: Mapping[str, Cell], ready: Mapping[str, Any]) -> None:
        paper, due = self._reader.promised(found), str(ready.get("frozen", {}).get("due") or "")
        if paper is None or not due or paper.isoformat() == due:
            return
        finished = next((move["at"][:10] for move in ready.get("moves", ()) if move["to"] == "finished"), "")
        late = finished and due < finished <= paper.isoformat()
        shown = format_date(date.fromisoformat(due))
        self._cells.say(codes.DUE_LATE if late else codes.DUE_DIFFERS, row, found["promised"].column, (format_date(paper), shown))


_SUM = re.compile(r"(?:tong|cong)(?: \d+)?$|tong (?:cong|so)\b|cong (?:don|thang|ngay|trang)\b")
_DATED = frozenset({*DAYS, "birth"})


def _values(rows: Sequence[Row], place: int) -> Iterator[Any]:
    return (row.values[place] for row in rows if place < len(row.values))


def _is_dossier(found: Mapping[str, Cell], headings: Sequence[str]) -> bool:
    """Tell a dossier from headings that come again, sums, signatures and lines between."""
    told = {name: cell for name, cell in found.items() if name != "number"}
    again = sum(
        cell.column < len(headings) and cell.text.casefold() == headings[cell.column].casefold() for cell in told.values()
    )
    if again * 2 > len(told) or (again and len(told) < 3):
        return False
    if "received" not in found and any(_SUM.match(plain_heading(cell.text)) for cell in found.values()):
        return False
    return len(told) >= 3 or ("name" in told and bool(told.keys() & {"received", "procedure", "code"}))


def _brief(found: Mapping[str, Cell]) -> str:
    return " · ".join(cell.text for cell in found.values())[:120]


def _is_told(problem: Problem, found: Mapping[str, Cell]) -> bool:
    name = _FIELD_OF.get(problem.where, "procedure" if problem.where == "case" else problem.where)
    return name in found


def _field_of(where: str, found: Mapping[str, Cell]) -> str:
    name = where.partition(".")[0]
    if name == "moves":
        return next((day for day in ("finished", "returned", "status") if day in found), "")
    if name in ("phone", "address") and name not in found:
        return "address_phone"
    return _FIELD_OF.get(name, name)


def _of_problem(problem: Problem, row: int, column: int, heading: str, text: str) -> Finding:
    letter = letter_of(column) if column >= 0 else ""
    return Finding(row, letter, heading, problem.severity, problem.code, problem.vi, problem.en, text)

"""Rows of a paper register keyed one after the other: what stands in the cells, what is carried, what is wrong where.

A row is saved when it is whole, each for itself; an earlier one is corrected in the same cells with a reason, the row that
was being keyed waits meanwhile. No tkinter.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.ui.pick_options import Option, order_by_use
from desktop_app.ui.register_presenter import RegisterPresenter, choice_label
from desktop_app.workflows import dossiers
from desktop_app.workflows.auditing import note_view
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.register_row import COLUMNS, DAYS, check_row, column_of, row_texts, row_values, tidy_day
from desktop_app.workflows.short_codes import agency_of, full_code, short_code
from forms.dates import format_date, parse_date, parse_time
from forms.dossier import parse_code
from forms.problems import Problem, Refused
from forms.text import nfc

SHOWN = (*COLUMNS[: COLUMNS.index("received") + 1], "due", *COLUMNS[COLUMNS.index("received") + 1 :])
"""The columns as they stand, the day due among them."""

CARRIED = ("received", "copies")
"""What a new row starts with as the one above it."""

MOST_ABOVE = 40
EARLIER = 12
PICKED = ("procedure", "case", "result_by")


@dataclass(frozen=True, slots=True)
class Above:
    """A row saved already. texts: as its cells are keyed."""

    stored: Stored
    texts: Mapping[str, str]


@dataclass
class BulkRows:
    """The rows of one sitting. texts: the row in the cells.  corrected: the row that is being corrected, None for a new one."""

    register: RegisterPresenter
    texts: dict[str, str] = field(default_factory=dict)
    above: list[Above] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    saved: int = 0
    corrected: Above | None = None
    warned: Mapping[str, str] = field(default_factory=dict)
    _opened: dict[str, str] = field(default_factory=dict)
    _waiting: dict[str, str] = field(default_factory=dict)

    def start(self) -> bool:
        """Begin: the office's newest rows above, the row left half keyed in the cells; return whether there was one."""
        ids = list(self.register.index.places)[-EARLIER:]
        records = [self.register.session.office.get(dossiers.TABLE, id) for id in ids]
        self.above = [Above(stored, row_texts(stored.data or {})) for stored in records if stored is not None]
        self._start_row()
        draft = self.register.session.office.load_draft(self._draft_name())
        texts = draft.get("texts") if draft else None
        if not isinstance(texts, dict):
            return False
        self.texts |= {name: str(text) for name, text in texts.items() if name in self.texts}
        return self.changed

    def _start_row(self) -> None:
        last = self.above[-1].texts if self.above else {}
        carried = {name: last.get(name, "") for name in CARRIED} if self.saved else {}
        self.texts = dict.fromkeys(COLUMNS, "") | {"copies": "1"} | {n: text for n, text in carried.items() if text}
        self._fresh()

    def _fresh(self) -> None:
        self._opened, self.touched, self.warned = dict(self.texts), set(), {}

    # keying

    @property
    def changed(self) -> bool:
        """Whether something was keyed in the cells."""
        return self.texts != self._opened

    @property
    def number(self) -> int:
        """Which row of this sitting is in the cells, from 1."""
        return self.saved + 1

    def shown(self, name: str) -> str:
        """Return how a cell reads while it is keyed: a day short, a code without the unit's own agency."""
        text = self.texts[name]
        if name == "code":
            return short_code(agency_of(self.register.session), text)
        return _short_day(text) if name in DAYS and " " not in text else text

    def set(self, name: str, text: str) -> None:
        """Take the text of a cell that was left, tidied. A procedure without the chosen case takes its first case."""
        tidied = self._tidied(name, nfc(text).strip())
        if tidied == self.texts[name]:
            return
        self.texts[name] = tidied
        self.touched.add(name)
        if name == "received":
            self.texts["code"] = self._tidied("code", self.texts["code"])
        if name == "procedure":
            cases = [option.id for option in self.options("case")]
            if self.texts["case"] not in cases:
                self.texts["case"] = cases[0] if cases else ""

    def _tidied(self, name: str, text: str) -> str:
        if name == "code":
            return full_code(agency_of(self.register.session), text, self._received) if self._received else text
        if name == "received":
            return tidy_day(text, self._last_day)
        if name in DAYS:
            return tidy_day(text, self._received or self._last_day, after=True)
        return text

    @property
    def _received(self) -> date | None:
        return _day(self.texts.get("received", ""))

    @property
    def _last_day(self) -> date:
        """The day the row above was received, today where there is none: it gives month and year."""
        days = [day for row in self.above if (day := _day(row.texts["received"]))]
        return days[-1] if days and self.saved else self.register.today

    def ditto(self, name: str) -> str:
        """Return what the row above has in this column; of a code the next one."""
        row = self._row_above()
        if row is None:
            return ""
        text = row.texts[name]
        code = parse_code(text) if name == "code" else None
        return f"{code.agency}-{code.day:%y%m%d}-{code.number + 1:04d}" if code and not code.provisional else text

    def _row_above(self) -> Above | None:
        if self.corrected is None:
            return self.above[-1] if self.above else None
        place = next((place for place, row in enumerate(self.above) if row.stored.id == self.corrected.stored.id), 0)
        return self.above[place - 1] if place else None

    def options(self, name: str) -> list[Option]:
        """Return what can be picked in a column."""
        if name == "procedure":
            return self._procedures()
        if name == "case":
            record = self.register.procedures.get(self.texts["procedure"])
            limits = record["limits"] if record else ()
            return [Option(id, text) for id, text in {str(x["case"]): str(x.get("name") or x["case"]) for x in limits}.items()]
        return [Option(str(choice.value), choice_label(choice)) for choice in self.register.item(name).choices]

    def _procedures(self) -> list[Option]:
        index = self.register.index
        used = Counter(index.entries[place].procedure for place in index.places.values())
        day = (self._received or self._last_day).isoformat()
        options = [
            Option(id, str(data["name"]), str(data.get("field_name") or ""))
            for id, data in self.register.procedures.items()
            if str(data.get("from") or "") <= day <= str(data.get("to") or "9999") or id == self.texts["procedure"]
        ]
        return order_by_use(options, used)

    # what follows from it

    def values(self) -> dict[str, Any]:
        """Return the record of the row in the cells."""
        before = (self.corrected.stored.data or {}) if self.corrected else {}
        code = full_code(agency_of(self.register.session), self.texts["code"], self._received or self.register.today)
        return row_values({**self.texts, "code": code}, self.register.session.clock(), before, self._opened)

    def due(self) -> date | None:
        """Return the day the dossier was due by the rules, None while it cannot be known."""
        return dossiers.due_day(self.register.session, self.values())

    def problems(self, *, everywhere: bool = False) -> dict[str, Problem]:
        """Return the first problem of each column, errors first; only of cells left already unless `everywhere`."""
        before = (self.corrected.stored.data or {}) if self.corrected else {}
        values = self.values()
        own = check_row(self.texts, before, self._opened)
        if not values.get("code"):
            values["code"] = dossiers.next_code(self.register.session, self._received or self.register.today)
        stored = self.corrected.stored if self.corrected else None
        found: dict[str, Problem] = {problem.where: problem for problem in own}
        for problem in sorted(dossiers.check_dossier(self.register.session, values, stored), key=lambda p: p.severity):
            name = column_of(problem.where, values)
            if everywhere or name in self.touched:
                found.setdefault(name, problem)
        return found

    def warns_anew(self) -> bool:
        """Tell whether there are warnings that were not shown yet for the row as it stands; they are taken as shown."""
        found = {name: p.code for name, p in self.problems(everywhere=True).items() if p.severity == "warning"}
        anew = bool(found) and found != self.warned
        self.warned = found
        return anew

    # doing

    def save(self, why: str = "") -> Stored:
        """Save the row in the cells, durable when this returns; the next one stands in the cells. Raises Refused, StoreError."""
        own = [problem for problem in self.problems(everywhere=True).values() if problem.severity == "error"]
        if own:
            raise Refused(own)
        if self.corrected is None:
            stored = dossiers.new_dossier(self.register.session, self.values())
            self.above = [*self.above, Above(stored, row_texts(stored.data or {}))][-MOST_ABOVE:]
            self.saved += 1
            self.register.take(stored)
            self._start_row()
            self.drop_draft()
            return stored
        old = self.corrected.stored
        stored = dossiers.correct_dossier(self.register.session, old.id, self.values(), old.rev, why)
        new = Above(stored, row_texts(stored.data or {}))
        self.above = [new if row.stored.id == stored.id else row for row in self.above]
        self.register.take(stored)
        self.give_up()
        return stored

    def correct(self, place: int) -> None:
        """Put a row above into the cells; the one being keyed waits. Raises Refused if the dossier is gone."""
        stored = self.register.stored(self.above[place].stored.id)
        note_view(self.register.session, stored)
        if self.corrected is None:
            self._waiting = dict(self.texts)
        self.corrected = Above(stored, row_texts(stored.data or {}))
        self.texts = dict(self.corrected.texts)
        self._fresh()

    def give_up(self) -> None:
        """Give up a correction; the row that waited stands in the cells again."""
        self.corrected = None
        self._start_row()
        self.texts |= self._waiting
        self._waiting = {}

    def cells(self, row: Above) -> dict[str, str]:
        """Return how a saved row reads, by column."""
        data = row.stored.data or {}
        due = parse_date(str(data.get("frozen", {}).get("due") or ""))
        texts = dict(row.texts)
        texts["code"] = short_code(agency_of(self.register.session), texts["code"])
        texts["due"] = format_date(due) if due else ""
        for name in PICKED:
            texts[name] = self._picked_text(name, data)
        for name in (*DAYS, "due"):
            texts[name] = _short_day(texts[name])
        return texts

    def _picked_text(self, name: str, data: Mapping[str, Any]) -> str:
        record, value = self.register.procedures.get(str(data.get("procedure"))), str(data.get(name) or "")
        if name == "procedure":
            return str(record["name"]) if record else value
        if name == "case":
            limits = record["limits"] if record else ()
            return next((str(limit.get("name") or value) for limit in limits if limit["case"] == value), value)
        return next((choice_label(c) for c in self.register.item(name).choices if c.value == value), value)

    # drafts

    def keep_draft(self) -> None:
        """Keep the row being keyed on the disk; a correction is not kept, the row that waits is. Raises StoreError."""
        texts = self._waiting if self.corrected is not None else self.texts
        if self.corrected is not None or self.changed:
            self.register.session.office.save_draft(self._draft_name(), {"texts": dict(texts)})
        else:
            self.drop_draft()

    def drop_draft(self) -> None:
        """Forget the row that was kept."""
        self.register.session.office.drop_draft(self._draft_name())

    def _draft_name(self) -> str:
        return f"rows-{hashlib.sha256(self.register.session.account.encode()).hexdigest()[:16]}"


def _day(text: str) -> date | None:
    moment = parse_time(text)
    return moment.date() if moment else parse_date(text)


def _short_day(text: str) -> str:
    """Return dd/mm/yy of dd/mm/yyyy, a time behind it gone."""
    day = _day(text)
    return f"{day:%d/%m/%y}" if day else text

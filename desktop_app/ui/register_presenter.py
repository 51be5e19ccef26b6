"""What the dossier register shows and offers: rows of the list, the chosen dossier, its history, the moves open to it.

Personal numbers are masked wherever they are shown without being edited. This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop_app.ui.register_index import COLUMNS, Entry, Filter, RegisterIndex, to_date
from desktop_app.ui.register_search import parse_words
from desktop_app.ui.register_tally import Tally
from desktop_app.words import language, say
from desktop_app.workflows import dossiers
from desktop_app.workflows.auditing import note_search
from desktop_app.workflows.dossiers import Deadline, Move, Stored, stand
from desktop_app.workflows.feedback_links import FeedbackLinks
from desktop_app.workflows.periods import Period, periods
from desktop_app.workflows.session import Session
from forms.dates import format_date
from forms.definition import Definition, Item
from forms.dossier import allowed_moves
from forms.identity import mask
from forms.numbers import format_integer
from forms.text import fold, person_sort_key

STATUS_KINDS = {
    "registered": "calm",
    "received": "info",
    "processing": "info",
    "supplement": "wait",
    "payment": "wait",
    "withdrawn": "calm",
    "stopped": "calm",
    "rejected": "calm",
    "finished": "good",
    "collected": "good",
}
DEADLINE_KINDS = {
    "late": "late",
    "soon": "soon",
    "paused": "wait",
    "overdue": "wait",
}
"""Pills of deadlines: only what someone must look at has one."""


def deadline_text(deadline: Deadline) -> str:
    """Return how a dossier stands, in a few words; empty where no due day counts."""
    kind, days = deadline.kind, format_integer(deadline.days)
    if kind == "soon" and not deadline.days:
        return say("Hôm nay", "Today")
    texts = {
        "late": say(f"Trễ {days} ngày", f"{days} d late"),
        "soon": say(f"Còn {days} ngày", f"{days} d left"),
        "open": say(f"Còn {days} ngày", f"{days} d left"),
        "paused": say("Tạm dừng", "Paused"),
        "overdue": say(f"Quá hạn {days} ngày", f"{days} d overdue"),
        "on_time": say("Đúng hạn", "On time"),
        "early": say(f"Sớm {days} ngày", f"{days} d early"),
    }
    return texts.get(kind, "")


def label_of(definition: Definition, item: str, value: object) -> str:
    """Return the label of a choice in the language in use; the value itself where it is unknown."""
    return next((choice_label(choice) for choice in definition.item(item).choices if choice.value == value), str(value))


def choice_label(choice: Any) -> str:
    """Return the label of a choice, item or section in the language in use."""
    return str(choice.label_vi if language() == "vi" else choice.label_en)


def told_of(data: Mapping[str, Any], feedback: int) -> str:
    """Return what the strip says beside the pills: the new appointment, how much feedback names the dossier."""
    again = (data.get("reappointment") or {}).get("due")
    day = format_date(date.fromisoformat(again)) if again else ""
    parts = [say(f"Hẹn lại {day}", f"New day {day}")] if day else []
    parts += [say(f"Phản ánh: {feedback}", f"Feedback: {feedback}")] if feedback else []
    return "  ·  ".join(parts)


class RegisterPresenter:
    """The register of one opened office. It is the list's provider of rows: `len`, `row`, `kinds`."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.definition: Definition = session.forms["dossier@1"]
        self.procedures: dict[str, Mapping[str, Any]] = {
            stored.id: stored.data for stored in session.office.records("procedures", origin="") if stored.data
        }
        self.people = {stored.id: str((stored.data or {}).get("name", "")) for stored in session.office.records("accounts", "")}
        self.today = session.clock().date()
        self.index = RegisterIndex({id: str(data["name"]) for id, data in self.procedures.items()}, self.today)
        self.wanted, self.found = Filter(), Tally(self.today)
        self.sort: tuple[str, bool] = ("received", True)
        self.hits: list[int] = []
        self.ordering = False
        self.find_text = self._noted = ""
        self.unmasked = ""
        self.feedback = FeedbackLinks(session)

    def wake(self) -> bool:
        """Take note of the day; tell whether it is another one than before."""
        today = self.session.clock().date()
        if today == self.today:
            return False
        self.today = today
        self.index.set_today(today)
        return True

    def forget(self) -> None:
        """Know no dossier any more: so many have changed at once that all are read anew."""
        self.index = RegisterIndex(self.index.names, self.today)
        self.hits, self.found = [], Tally(self.today)

    # finding

    def load(self) -> Iterator[int]:
        """Read the office's own dossiers, yielding the count so far between slices."""
        return self.index.load(self.session.office.records(dossiers.TABLE, origin=""))

    def find(self, text: str) -> None:
        """Look for dossiers whose name, codes, identity or phone number hold every word of `text`."""
        self.find_text = fold(text)
        self.wanted = replace(self.wanted, words=parse_words(text))

    def note_search(self) -> None:
        """Note what is searched for, once for each text: when it has rested, or when a hit is opened."""
        if self.find_text and self.find_text != self._noted:
            note_search(self.session, dossiers.TABLE, self.find_text, len(self.hits), self.wanted.first, self.wanted.last)
        self._noted = self.find_text

    def narrow(
        self,
        *,
        status: str = "",
        procedure: str = "",
        officer: str = "",
        late: bool = False,
        first: date | None = None,
        last: date | None = None,
    ) -> None:
        """Show only dossiers of a status, procedure, officer, or overdue ones, or received in first..last."""
        self.wanted = Filter(self.wanted.words, status, procedure, officer, late, first, last)

    def sort_by(self, column: int, *, descending: bool) -> None:
        """Order the list by a column of `COLUMNS`."""
        self.sort = (COLUMNS[column], descending)

    def periods(self) -> list[Period]:
        """Return the ready-made ranges of days received."""
        return [Period(say("Hôm nay", "Today"), self.today, self.today), *periods(self.today)]

    def officers(self) -> list[tuple[str, str]]:
        """Return (account, name) of everyone who holds a dossier, by name."""
        found = [(account, self.officer_name(account)) for account in self.index.officers()]
        return sorted(found, key=lambda pair: person_sort_key(pair[1]))

    def officer_name(self, account: str) -> str:
        """Return the name of an account, the account itself where no name is known; of two of one name, both."""
        name = self.people.get(account, "")
        return f"{name} ({account})" if list(self.people.values()).count(name) > 1 else name or account

    def search(self) -> Iterator[int]:
        """Find again with what is wanted now, in the order wanted now; yields how many so far. Rows grow as it goes.

        While an order is being made, which `ordering` says, the rows stay those found before.
        """
        self.ordering = True
        for _ in self.index.sorting(self.sort[0]):
            yield len(self.hits)
        hits, found = list[int](), Tally(self.today)
        self.hits, self.found, self.ordering = hits, found, False
        order = self.index.order(self.sort[0])
        for count in self.index.search(reversed(order) if self.sort[1] else order, self.wanted, hits):
            found.take(self.index.entries, hits)
            yield count

    def all_ids(self) -> list[str]:
        """Return the ids of all hits in the list's order, searched to the end."""
        for _ in self.search():
            pass
        return [self.index.entries[place].id for place in self.hits]

    def counts(self) -> str:
        """Return how many of how many are shown, after the days of reception that were asked for."""
        found, all_of = format_integer(len(self.hits)), format_integer(len(self.index.places))
        days = [format_date(day) if day else "…" for day in (self.wanted.first, self.wanted.last)]
        asked = f"{' – '.join(days)}  ·  " if self.wanted.first or self.wanted.last else ""
        return asked + say(f"{found} trong {all_of} hồ sơ", f"{found} of {all_of} dossiers")

    # rows

    def __len__(self) -> int:
        return len(self.hits)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the texts of row `i` in the order of `COLUMNS`."""
        entry = self.entry(i)
        days = [format_date(day) if (day := to_date(number)) else "" for number in (entry.received, entry.due)]
        return (
            entry.code,
            entry.name,
            self.procedure_text(entry.procedure, entry.case),
            *days,
            label_of(self.definition, "status", entry.status),
            deadline_text(self._standing(entry)),
        )

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of each text of row `i`."""
        entry = self.entry(i)
        plain = ("",) * (len(COLUMNS) - 2)
        return (*plain, STATUS_KINDS.get(entry.status, "calm"), DEADLINE_KINDS.get(self._standing(entry).kind, ""))

    def entry(self, i: int) -> Entry:
        """Return the entry of row `i`."""
        return self.index.entries[self.hits[i]]

    def row_of(self, id: str) -> int:
        """Return the row a dossier is shown in, -1 if it is not."""
        place = self.index.places.get(id, -1)
        return self.hits.index(place) if place in self.hits else -1

    def _standing(self, entry: Entry) -> Deadline:
        return stand(entry.status, to_date(entry.due), to_date(entry.finished), self.today)

    def procedure_text(self, procedure: str, case: str) -> str:
        """Return the name of a procedure and its case."""
        record = self.procedures.get(procedure)
        if record is None:
            return procedure
        name = next((str(limit.get("name") or case) for limit in record["limits"] if limit["case"] == case), case)
        return f"{record['name']} · {name}"

    # one dossier

    def stored(self, id: str) -> Stored:
        """Return the current revision of a dossier. Raises Refused if it is gone."""
        return dossiers.require_dossier(self.session, id)

    def details(self, id: str) -> Details:
        """Return what the strip under the list says of a dossier."""
        data = self.stored(id).data or {}
        hide = str if id == self.unmasked else mask
        numbers = [hide(str(data[name])) for name in ("id_number", "phone") if data.get(name)]
        entry = self.index.entries[self.index.places[id]]
        due, holder = to_date(entry.due), self.officer_name(entry.officer)
        held = [say(f"người giữ: {holder}", f"held by {holder}")] if holder else []
        return Details(
            name=entry.name,
            code=entry.code,
            person=" · ".join([*numbers, *([str(data["address"])] if data.get("address") else []), *held]),
            procedure=self.procedure_text(entry.procedure, entry.case),
            status=label_of(self.definition, "status", entry.status),
            status_kind=STATUS_KINDS.get(entry.status, "calm"),
            deadline=deadline_text(self._standing(entry)),
            deadline_kind=DEADLINE_KINDS.get(self._standing(entry).kind, ""),
            due=format_date(due) if due else "",
            more=told_of(data, len(self.feedback.of(data))),
            former=", ".join(data.get("former_codes") or ()),
        )

    # moves

    def moves(self, ids: Sequence[str]) -> list[tuple[str, str]]:
        """Return (status, label) of every move that is open to all of these dossiers, in the order of the rules."""
        statuses = [self.index.entries[self.index.places[id]].status for id in ids]
        if not statuses:
            return []
        common = [to for to in allowed_moves(statuses[0]) if all(to in allowed_moves(status) for status in statuses)]
        return [(to, label_of(self.definition, "status", to)) for to in common]

    def move(self, ids: Sequence[str], to: str, why: str, at: Any = None) -> list[Stored]:
        """Move these dossiers as one group and take the new revisions in. Raises Refused and the store's errors."""
        saved = dossiers.move_many(self.session, [Move(id, to, why, at) for id in ids])
        for stored in saved:
            self.take(stored)
        return saved

    def take(self, stored: Stored) -> None:
        """Take a saved revision into the list."""
        self.index.put(stored.id, stored.data or {}, stored.by)

    def item(self, name: str) -> Item:
        """Return an item of the dossier's form."""
        return self.definition.item(name)


@dataclass(frozen=True, slots=True)
class Details:
    """The chosen dossier in words; personal numbers masked.  more: new appointment and feedback.  former: codes it had."""

    name: str
    code: str
    person: str
    procedure: str
    status: str
    status_kind: str
    deadline: str
    deadline_kind: str
    due: str
    more: str
    former: str

"""What the feedback register shows and offers: rows of the list, the chosen feedback in words, what is found.

This module must not know tkinter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.ui.feedback_index import COLUMNS, Entry, FeedbackIndex, Filter, State
from desktop_app.ui.register_presenter import choice_label, label_of
from desktop_app.words import say
from desktop_app.workflows import feedback, feedback_links
from desktop_app.workflows.auditing import note_search
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.feedback import Remark, Taken
from desktop_app.workflows.periods import Period, periods
from desktop_app.workflows.session import Session
from forms.dates import format_date
from forms.definition import Item
from forms.numbers import format_integer
from forms.text import fold

STATE_KINDS = {"late": "late", "open": "wait", "answered": "good"}
KIND_KINDS = {"suggestion": "calm", "report": "info", "petition": "info"}


def state_text(state: State) -> str:
    """Return how a feedback stands."""
    texts = {
        "late": say("Chậm trả lời", "Answer is late"),
        "open": say("Chưa trả lời", "Not answered"),
        "answered": say("Đã trả lời", "Answered"),
    }
    return texts[state]


def taken_text(taken: Taken) -> str:
    """Return the days taken, working days in brackets: `5 ngày (3)`."""
    days, working = format_integer(taken.days), format_integer(taken.working)
    return say(f"{days} ngày ({working})", f"{days} d ({working})")


def taken_definition(limit: int) -> str:
    """Return what the days say and when an answer is late."""
    return say(
        "Số ngày lịch từ ngày nhận đến ngày trả lời; trong ngoặc là số ngày làm việc theo lịch của đơn vị, tính từ ngày sau "
        f"ngày nhận. Chưa trả lời thì tính đến hôm nay; quá {limit} ngày làm việc là chậm.",
        "Calendar days from reception to the answer; in brackets the working days of the office's calendar, counted from the "
        f"day after reception. Without an answer they run to today; beyond {limit} working days it is late.",
    )


@dataclass(frozen=True, slots=True)
class Details:
    """The chosen feedback in words. lines: what came in and how, who handles it, the answer."""

    content: str
    state: str
    state_kind: str
    taken: str
    received: str
    answer: str


class FeedbackPresenter:
    """The feedback register of one opened office. It is the list's provider of rows: `len`, `row`, `kinds`."""

    def __init__(self, session: Session, limit: int) -> None:
        self.session = session
        self.definition = feedback.definition_of(session)
        self.index = FeedbackIndex(session.calendar(), session.clock().date(), limit)
        self.wanted = Filter()
        self.sort: tuple[str, bool] = ("state", False)
        self.hits: list[str] = []
        self._noted = ""

    def wake(self, limit: int) -> bool:
        """Take note of the day, the calendar and the limit; tell whether the list is to be made anew."""
        index, today, calendar = self.index, self.session.clock().date(), self.session.calendar()
        same = (index.today, index.calendar, index.limit) == (today, calendar, limit)
        index.today, index.calendar, index.limit = today, calendar, limit
        return not same

    # finding

    def load(self) -> Iterator[int]:
        """Read the office's own feedback, yielding the count so far between slices."""
        return self.index.load(self.session.office.records(feedback.TABLE, origin=""))

    def find(self, text: str) -> None:
        """Look for feedback that holds every word of `text`: content, answer, handler, batch, dossier code."""
        self.wanted = replace(self.wanted, words=tuple(fold(text).split()))

    def narrow(self, *, state: str = "", kind: str = "", first: date | None = None, last: date | None = None) -> None:
        """Show only feedback of a state and kind, received in first..last."""
        self.wanted = replace(self.wanted, state=state, kind=kind, first=first, last=last)

    def note_search(self) -> None:
        """Note what is searched for, once for each text: when it has rested, or when a hit is opened."""
        words = " ".join(self.wanted.words)
        if words and words != self._noted:
            note_search(self.session, feedback.TABLE, words, len(self.hits), self.wanted.first, self.wanted.last)
        self._noted = words

    def sort_by(self, column: int, *, descending: bool) -> None:
        """Order the list by a column of `COLUMNS`."""
        self.sort = (COLUMNS[column], descending)

    def periods(self) -> list[Period]:
        """Return the ready-made ranges of days received."""
        return periods(self.index.today)

    def search(self) -> Iterator[int]:
        """Find again with what is wanted now, in the order wanted now; yields how many so far. Rows grow as it goes."""
        hits: list[str] = []
        self.hits = hits
        yield from self.index.search(self.index.order(self.sort[0], descending=self.sort[1]), self.wanted, hits)

    def counts(self) -> str:
        """Return how many of how many are shown."""
        found, all_of = format_integer(len(self.hits)), format_integer(len(self.index.entries))
        return say(f"{found} / {all_of} ý kiến", f"{found} of {all_of}")

    def waiting(self) -> str:
        """Return how many wait for an answer, and how many of them are late."""
        states = [self.index.state(entry) for entry in self.index.entries.values() if not entry.answered]
        late, waits = format_integer(states.count("late")), format_integer(len(states))
        return say(f"{waits} chưa trả lời, {late} chậm", f"{waits} not answered, {late} late")

    # rows

    def __len__(self) -> int:
        return len(self.hits)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the texts of row `i` in the order of `COLUMNS`."""
        entry = self.entry(i)
        return (
            format_date(date.fromisoformat(entry.day)),
            self.label("kind", entry.kind),
            self.label("channel", entry.channel),
            entry.content,
            entry.handler,
            state_text(self.index.state(entry)),
            taken_text(self.index.taken(entry)),
        )

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of each text of row `i`."""
        entry = self.entry(i)
        state = STATE_KINDS[self.index.state(entry)]
        return ("", KIND_KINDS.get(entry.kind, "calm"), "", "", "", state, "")

    def entry(self, i: int) -> Entry:
        """Return the entry of row `i`."""
        return self.index.entries[self.hits[i]]

    def row_of(self, id: str) -> int:
        """Return the row a feedback is shown in, -1 if it is not."""
        return self.hits.index(id) if id in self.hits else -1

    def label(self, name: str, value: str) -> str:
        """Return the label of a choice in the language in use."""
        return label_of(self.definition, name, value) if value else ""

    def item(self, name: str) -> Item:
        """Return an item of the form."""
        return self.definition.item(name)

    def choices(self, name: str) -> list[tuple[str, str]]:
        """Return (value, label) of an item's choices."""
        return [(str(choice.value), choice_label(choice)) for choice in self.item(name).choices]

    # one feedback

    def stored(self, id: str) -> Stored:
        """Return the current revision of a feedback. Raises Refused if it is gone."""
        return feedback.require_feedback(self.session, id)

    def details(self, id: str) -> Details:
        """Return what the strip under the list says of a feedback."""
        data, entry = self.stored(id).data or {}, self.index.entries[id]
        state = self.index.state(entry)
        received = [format_date(date.fromisoformat(entry.day)), *(self.label(n, str(data[n])) for n in ("kind", "channel"))]
        received += [say(f"đợt {data['batch']}", f"batch {data['batch']}")] if data.get("batch") else []
        received += [say(f"hồ sơ {data['dossier']}", f"dossier {data['dossier']}")] if data.get("dossier") else []
        day = format_date(date.fromisoformat(entry.answered)) if entry.answered else ""
        answer = [entry.handler, day, " ".join(str(data.get("answer") or "").split())]
        return Details(
            content=entry.content,
            state=state_text(state),
            state_kind=STATE_KINDS[state],
            taken=taken_text(self.index.taken(entry)),
            received="  ·  ".join(received),
            answer="  ·  ".join(part for part in answer if part),
        )

    def dossier_of(self, id: str) -> str:
        """Return the id of the dossier a feedback names, empty if it names none the office has."""
        return feedback_links.dossier_of(self.session, self.stored(id).data or {}) or ""

    def log_remark(self, remark: Remark, kind: str) -> Stored:
        """Log a slip's remark as feedback received on the slip's day. Raises Refused and the store's errors."""
        saved = feedback.from_remark(self.session, remark.batch, remark.text, kind, date.fromisoformat(remark.day))
        self.take(saved)
        return saved

    def take(self, stored: Stored) -> None:
        """Take a saved revision into the list."""
        self.index.put(stored.id, stored.data or {})

"""The form of a feedback: texts as keyed, what follows from them while keying, problems beside their fields.

It serves for logging, for the answer and for corrections, and loses nothing on refusal. This module must not know tkinter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from desktop_app.ui.feedback_presenter import FeedbackPresenter, taken_text
from desktop_app.ui.register_presenter import choice_label
from desktop_app.workflows import feedback
from desktop_app.workflows.auditing import note_view
from desktop_app.workflows.batches import list_batches
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.session import Session
from forms.dates import format_date, parse_date
from forms.problems import Problem, Refused
from forms.text import nfc

ORDER = ("day", "kind", "channel", "batch", "content", "dossier", "handler", "answered_day", "answer")
DAYS = ("day", "answered_day")
KEPT = ("kind", "channel", "batch")
"""Fields a new form starts with as the last one had them."""
NONE = "–"


@dataclass
class FeedbackForm:
    """One form being filled, new or the revision after `stored`. texts: field → what stands in it.

    last: the texts of the feedback logged before this one, empty at first.
    """

    register: FeedbackPresenter
    stored: Stored | None = None
    texts: dict[str, str] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    last: dict[str, str] = field(default_factory=dict)
    _opened: dict[str, str] = field(default_factory=dict)
    kind: ClassVar[str] = "feedback"
    table: ClassVar[str] = feedback.TABLE

    @property
    def session(self) -> Session:
        """The opened office."""
        return self.register.session

    @property
    def changed(self) -> bool:
        """Whether something was keyed since the form was opened."""
        return self.texts != self._opened

    def start_new(self) -> None:
        """Empty the form: received today, at the counter, what is the same kept from the last one."""
        self.stored, self.touched = None, set()
        self.texts = dict.fromkeys(ORDER, "") | {"kind": "suggestion", "channel": "counter"}
        self.texts |= {name: self.last[name] for name in KEPT if name in self.last}
        self.texts["day"] = self.today()
        self._opened = dict(self.texts)

    def start_edit(self, id: str) -> None:
        """Fill the form with the current revision of a feedback. Raises Refused if it is gone."""
        self.stored, self.touched = self.register.stored(id), set()
        self.register.note_search()
        note_view(self.session, self.stored)
        data = self.stored.data or {}
        self.texts = {name: _shown(name, data.get(name)) for name in ORDER}
        self._opened = dict(self.texts)

    def today(self) -> str:
        """Return today as it is keyed."""
        return format_date(self.session.clock().date())

    def label(self, name: str) -> str:
        """Return a field's label, with a star where it must be filled."""
        item = self.register.item(name)
        return choice_label(item) + (" *" if item.required else "")

    def choices(self, name: str) -> list[tuple[str, str]]:
        """Return (value, label) of a field that is chosen from a list, a digit before the label that chooses it."""
        if name != "batch":
            return [(value, f"{place}  {label}") for place, (value, label) in enumerate(self.register.choices(name), 1)]
        codes = [state.id for state in list_batches(self.session)]
        kept = self.texts.get("batch", "")
        return [("", NONE), *((code, code) for code in dict.fromkeys([*codes, *([kept] if kept else [])]))]

    def set(self, name: str, text: str) -> None:
        """Take a field's text as keyed."""
        self.texts[name] = nfc(text)
        self.touched.add(name)

    def tidy(self, name: str) -> str:
        """Return how a field reads once left: 8 digits become dd/mm/yyyy; anything unclear stays as keyed."""
        text = self.texts[name].strip()
        day = parse_date(text) if name in DAYS else None
        self.texts[name] = format_date(day) if day else text
        return self.texts[name]

    def values(self) -> dict[str, Any]:
        """Return the record as keyed: what was not filled is left out, what the form does not show is kept."""
        kept = {k: v for k, v in (self.stored.data or {}).items() if k not in ORDER} if self.stored else {}
        return kept | {name: text.strip() for name, text in self.texts.items() if text.strip()}

    @property
    def needs_reason(self) -> bool:
        """Whether something logged before would change."""
        if self.stored is None:
            return False
        return feedback.needs_reason(self.session, self.stored.data or {}, self.values())

    def taken(self) -> str:
        """Return the days taken as they would be; a dash while the days are not in order."""
        received, answered = (parse_date(self.texts[name]) for name in DAYS)
        if received is None or (self.texts["answered_day"].strip() and answered is None):
            return NONE
        index = self.register.index
        taken = feedback.count_taken(index.calendar, received, answered, index.today)
        return taken_text(taken) if taken.days >= 0 else NONE

    def problems(self, *, everywhere: bool = False) -> dict[str, Problem]:
        """Return the first problem of each field, errors before warnings; only of fields left already unless `everywhere`."""
        found: dict[str, Problem] = {}
        for problem in sorted(feedback.check_feedback(self.session, self.values(), self.stored), key=lambda p: p.severity):
            if everywhere or problem.where in self.touched:
                found.setdefault(problem.where if problem.where in ORDER else "", problem)
        return found

    def save(self, why: str = "") -> Stored:
        """Save the form, new or as the next revision; the list takes it in. Raises Refused and store errors."""
        if self.stored is None:
            saved = feedback.log(self.session, self.values())
            self.last = dict(self.texts)
        else:
            saved = feedback.revise(self.session, self.stored.id, self.values(), self.stored.rev, why)
        self.register.take(saved)
        return saved


def _shown(name: str, value: Any) -> str:
    day = parse_date(str(value)) if value and name in DAYS else None
    return format_date(day) if day else str(value or "")


def problems_by_field(refused: Refused) -> dict[str, Problem]:
    """Return the first problem of each field of a refusal, errors before warnings; what has no field stands under ""."""
    found: dict[str, Problem] = {}
    for problem in sorted(refused.problems, key=lambda p: p.severity):
        name = problem.where.rsplit(": ", 1)[-1]
        found.setdefault(name if name in (*ORDER, "why") else "", problem)
    return found

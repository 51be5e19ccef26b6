"""What the window of a dossier's papers knows: which can be made, which were handed out, the one in hand, how it leaves.

Methods that make or write are meant for the worker. This module must not know tkinter or draw a page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import get_args

from desktop_app.words import language, say
from desktop_app.workflows import papers_of_dossier as papers
from desktop_app.workflows.dossiers import require_dossier
from desktop_app.workflows.paper_making import MOST_COPIES, Ask, PaperForm, Size
from desktop_app.workflows.papers_of_dossier import Issued, Made, Offer
from desktop_app.workflows.session import Session
from forms.dates import format_date

SIZES: tuple[Size, ...] = get_args(Size)
NEW, AGAIN = "new:", "again:"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the worker. key: of a choice.  answers: what was keyed for a new paper."""

    key: str
    answers: Mapping[str, str]
    size: Size
    copies: int


class DossierPapers:
    """The papers of one dossier. key: of the paper in hand, `new:KIND` or `again:ID`; empty where there is none."""

    def __init__(self, session: Session, dossier: str) -> None:
        self.session, self.dossier = session, dossier
        self.offers: list[Offer] = []
        self.issued: list[Issued] = []
        self.key = ""
        self.load()
        self.key = self._first()

    def load(self) -> None:
        """Read what can be made and what was handed out."""
        self.data = require_dossier(self.session, self.dossier).data or {}
        self.offers, self.issued = papers.offers(self.session, self.dossier), papers.issued(self.session, self.dossier)

    @property
    def code(self) -> str:
        """The dossier's code."""
        return str(self.data["code"])

    def choices(self) -> list[tuple[str, str]]:
        """Return (key, words) of every paper: those that can be made, then those handed out, the latest first."""
        new = [(NEW + offer.form.kind, self._title(offer.form)) for offer in self.offers]
        return new + [(AGAIN + one.id, self._again(one)) for one in self.issued]

    def next_key(self, step: int) -> str:
        """Return the key so many choices on, round the end."""
        keys = [key for key, _ in self.choices()]
        return keys[(keys.index(self.key) + step) % len(keys)] if self.key in keys else (keys[0] if keys else "")

    @property
    def form(self) -> PaperForm | None:
        """The form of the new paper in hand, None for a reprint."""
        offer = self._offer()
        return offer.form if offer else None

    def asks(self) -> Sequence[tuple[Ask, str]]:
        """Return what the paper in hand asks for, each with what is laid ready."""
        offer = self._offer()
        return [(ask, offer.asked.get(ask.value, "")) for ask in offer.form.asks] if offer else []

    def usual_size(self) -> Size:
        """Return the size the set has for the paper in hand."""
        return self.form.size if self.form else "A5"

    def usual_copies(self) -> int:
        """Return how many copies the set has for the paper in hand."""
        kind = self._issued_kind() if self.form is None else ""
        form = self.form or next((offer.form for offer in self.offers if offer.form.kind == kind), None)
        return max(1, len(form.copies)) if form else 1

    def read_copies(self, text: str) -> int:
        """Return the number of copies that stands in a field, -1 where it cannot be."""
        return int(text) if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_COPIES else -1

    # for the worker

    def look(self, wanted: Wanted) -> Made:
        """Return the paper as it would leave; nothing is recorded. Raises Refused."""
        if wanted.key.startswith(AGAIN):
            return papers.look_again(self.session, wanted.key.removeprefix(AGAIN), wanted.size, wanted.copies)
        kind = wanted.key.removeprefix(NEW)
        return papers.preview(self.session, self.dossier, kind, wanted.answers, wanted.size, wanted.copies)

    def record(self, wanted: Wanted) -> Made:
        """Record the paper, or one more print of it, and return what may leave. Raises Refused, NotAllowed, StoreError."""
        if wanted.key.startswith(AGAIN):
            return papers.reprint(self.session, wanted.key.removeprefix(AGAIN), wanted.size, wanted.copies)
        kind = wanted.key.removeprefix(NEW)
        return papers.issue(self.session, self.dossier, kind, wanted.answers, wanted.size, wanted.copies)

    def send(self, made: Made, send: papers.Send) -> None:
        """Hand a recorded paper to the printer, noted before. Raises what `send` does."""
        papers.print_made(self.session, made, send)

    def write(self, wanted: Wanted, path: Path) -> Made:
        """Record the paper and write it to a file. Raises Refused, StoreError, WorkflowError."""
        made = self.record(wanted)
        papers.save_made(self.session, path, made)
        return made

    # after it

    def take(self, made: Made) -> str:
        """Take a recorded paper in hand; return how it is called."""
        self.load()
        self.key = AGAIN + made.id
        one = next((one for one in self.issued if one.id == made.id), None)
        return (one.number or one.title) if one else made.title

    def file_name(self) -> str:
        """Return a name for the paper in hand as a file; letters that every stick takes."""
        kind = self.form.kind if self.form else self._issued_kind()
        code = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in self.code)
        return f"{kind}-{code}.pdf"

    def _issued_kind(self) -> str:
        return next((one.kind for one in self.issued if AGAIN + one.id == self.key), "")

    def _offer(self) -> Offer | None:
        return next((offer for offer in self.offers if NEW + offer.form.kind == self.key), None)

    def _title(self, form: PaperForm) -> str:
        return form.title if language() == "vi" else form.title_en

    def _again(self, one: Issued) -> str:
        day = format_date(date.fromisoformat(one.day))
        when = f"{one.number}, {day}" if one.number else f"{day} {one.at[11:16]}"
        title = next((self._title(offer.form) for offer in self.offers if offer.form.kind == one.kind), one.title)
        return say(f"In lại {when}: {title}", f"Again {when}: {title}")

    def _first(self) -> str:
        """Return what is most likely wanted: what the status asks for, an apology, the receipt, else the latest print."""
        moved = max((str(move["at"]) for move in self.data.get("moves") or ()), default="")
        fresh = {one.kind for one in self.issued if one.at >= moved}
        ever = {one.kind for one in self.issued}
        asked = [o.form.kind for o in self.offers if self.data["status"] in o.form.reason_of and o.form.kind not in fresh]
        others = [kind for kind in ("apology", "receipt") if kind not in ever and any(o.form.kind == kind for o in self.offers)]
        keys = [key for key, _ in self.choices()]
        latest = [AGAIN + one.id for one in self.issued]
        return next(iter([NEW + kind for kind in (*asked, *others)] + latest + keys), "")

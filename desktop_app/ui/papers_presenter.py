"""What the window of a batch's papers knows: which numbers are asked for, the paper in hand, how it is saved and printed.

`make` is meant for the worker and changes nothing here. This module must not know tkinter or draw a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from desktop_app.words import say
from desktop_app.workflows.batch_order import is_training
from desktop_app.workflows.exporting import export_file, note_print
from desktop_app.workflows.papers import make_control_sheet, make_slips, range_of, title_of
from desktop_app.workflows.session import Session
from forms.numbers import format_integer, parse_integer

Kind = Literal["slips", "sheet"]
Step = Callable[[int, int, str], None]
FILES: dict[Kind, str] = {"slips": "phieu", "sheet": "kiem-soat"}
KEPT_KINDS: dict[Kind, str] = {"slips": "slips", "sheet": "control-sheet"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper in hand. first, last: numbers of its slips, 0 of a control sheet."""

    kind: Kind
    batch: str
    first: int
    last: int
    pdf: bytes

    @property
    def title(self) -> str:
        """Its name for a printer's queue."""
        return title_of(self.batch, self.kind, self.first, self.last)

    @property
    def file_name(self) -> str:
        """A name for it as a file; letters that every stick takes."""
        plain = unicodedata.normalize("NFD", self.batch.replace("Đ", "D").replace("đ", "d")).encode("ascii", "ignore").decode()
        code = re.sub(r"[^0-9A-Za-z]+", "-", plain).strip("-")
        numbers = f"-{self.first}-{self.last}" if self.kind == "slips" else ""
        return f"{FILES[self.kind]}-{code}{numbers}.pdf"


class PapersPresenter:
    """The papers of one batch."""

    def __init__(self, session: Session, batch: str) -> None:
        self.session, self.batch = session, batch
        stored = session.office.get("batches", batch)
        self.data: dict[str, Any] = dict((stored.data if stored else None) or {})

    @property
    def training(self) -> bool:
        """Whether the slips come ticked, and can be scored."""
        return is_training(self.data)

    @property
    def range(self) -> tuple[str, str]:
        """First and last number of the batch as fields show them."""
        return str(self.data.get("first", "")), str(self.data.get("last", ""))

    def read_range(self, first: str, last: str) -> tuple[int, int]:
        """Return the numbers that stand in two fields, the batch's own for an empty one. Raises Refused."""
        numbers = [None if not text else (parse_integer(text) or 0) for text in (first, last)]
        return range_of(self.session, self.batch, *numbers)

    def describe_range(self, first: int, last: int) -> str:
        """Return how many sheets of paper that is."""
        count = format_integer(last - first + 1)
        return say(f"{count} phiếu, {count} tờ A4", f"{count} slips, {count} sheets of A4")

    def make(self, kind: Kind, first: int, last: int, step: Step) -> Paper:
        """Make a paper. Raises Refused, the store's errors, and what `step` raises to stop."""
        if kind == "sheet":
            return Paper(kind, self.batch, 0, 0, make_control_sheet(self.session, self.batch))
        return Paper(kind, self.batch, first, last, make_slips(self.session, self.batch, first, last, progress=step))

    def write(self, path: Path, paper: Paper) -> Path:
        """Write a paper where a person asked for it, noted before. Raises StoreError or WorkflowError."""
        numbers = {"first": paper.first, "last": paper.last} if paper.kind == "slips" else {}
        export_file(self.session, path, paper.pdf, KEPT_KINDS[paper.kind], {"batch": paper.batch, **numbers})
        return path

    def printing(self, paper: Paper) -> bytes:
        """Return what goes to the printer, noted before it goes."""
        note_print(self.session, paper.pdf, paper.title)
        return paper.pdf

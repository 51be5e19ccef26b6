"""What the import page knows: the file, what was said of it, the dry run, the imports there were. No tkinter.

Everything is decided by `workflows.importing`; this module keeps what a person has said between two steps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.words import say
from desktop_app.workflows.importing.cells import show
from desktop_app.workflows.importing.fields import FIELDS, label_of
from desktop_app.workflows.importing.findings import Finding, Weight
from desktop_app.workflows.importing.lettering import Choice
from desktop_app.workflows.importing.memory import read_memory
from desktop_app.workflows.importing.names import Name, Procedure, list_procedures
from desktop_app.workflows.importing.plan import Plan, make_plan, make_preview
from desktop_app.workflows.importing.preview import MOST_SHOWN, Shown
from desktop_app.workflows.importing.problem_list import write_problems
from desktop_app.workflows.importing.saving import list_imports, save_plan, undo_import
from desktop_app.workflows.importing.setup import Book, Setup, open_book, propose, with_headings
from desktop_app.workflows.importing.told import Imported
from desktop_app.workflows.progress import Progress
from desktop_app.workflows.session import Session

LETTERINGS: Mapping[Choice, tuple[str, str]] = {
    "auto": ("Tự nhận biết", "By itself"),
    "none": ("Unicode (không đổi)", "Unicode (as is)"),
    "tcvn3": ("TCVN3 (.VnTime)", "TCVN3 (.VnTime)"),
    "vni": ("VNI (VNI-Times)", "VNI (VNI-Times)"),
}
AREAS = {
    "": ("Theo đơn vị", "As the unit"),
    "town": ("Thành phố, thị xã", "City or town"),
    "remote": ("Miền núi, biên giới, hải đảo", "Mountains, border, islands"),
    "other": ("Khu vực khác", "Elsewhere"),
}
CHANNELS = {"counter": ("Trực tiếp", "At the counter"), "online": ("Trực tuyến", "Online"), "post": ("Bưu chính", "By post")}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with its proposal, made beside the window."""

    path: Path
    book: Book
    setup: Setup


class ImportPresenter:
    """Keeps the state of one import. plan: the dry run, None before it or after a change that outdates it."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.opened: Opened | None = None
        self.plan: Plan | None = None
        self.names: Sequence[Name] = ()
        self.dirty = False
        """Whether something was said since the dry run that is shown."""

    # the file

    def read(self, path: Path, sheet: str, progress: Progress) -> Opened:
        """Return a file with its proposal; for the worker. Raises Refused, WorkflowError."""
        book = open_book(path, sheet, progress)
        return Opened(path, book, propose(book, read_memory(self.session)))

    def take(self, opened: Opened) -> None:
        """Work on this file from now on."""
        self.opened, self.plan, self.names, self.dirty = opened, None, (), False

    @property
    def book(self) -> Book:
        """The file. Raises RuntimeError before one is open."""
        return self._open.book

    @property
    def setup(self) -> Setup:
        """What is said of it."""
        return self._open.setup

    @property
    def _open(self) -> Opened:
        if self.opened is None:
            raise RuntimeError("no file is open")
        return self.opened

    def _say(self, setup: Setup) -> None:
        self.opened = replace(self._open, setup=setup)
        self.dirty = True

    # columns

    def set_column(self, column: int, name: str) -> None:
        """Say what a column is, empty for not taken."""
        self._say(self.setup.with_column(column, name))

    def set_lettering(self, choice: Choice) -> None:
        """Say how texts are read; headings are looked for anew."""
        again = propose(self.book, read_memory(self.session), choice)
        self._say(
            replace(
                again,
                names={**again.names, **self.setup.names},
                channel=self.setup.channel,
                area=self.setup.area,
                skip=self.setup.skip,
            )
        )

    def set_area(self, area: str) -> None:
        """Say in which area all dossiers are, empty for the office's own."""
        self._say(replace(self.setup, area=area))

    def set_channel(self, channel: str) -> None:
        """Say how dossiers came where no column says it."""
        self._say(replace(self.setup, channel=channel))

    @property
    def header(self) -> str:
        """The heading rows as a person writes them: `4`, `4-5`, `0` for none."""
        first, last = self.setup.layout.first, self.setup.layout.last
        return str(first) if first == last else f"{first}-{last}"

    def set_header(self, text: str) -> bool:
        """Say which rows are headings; return whether the text says it."""
        match = re.fullmatch(r"\s*(\d{1,7})\s*(?:-\s*(\d{1,7}))?\s*", text)
        if match is None:
            return False
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        if not first <= last <= first + 5 or last > self.book.table.rows[-1].number:
            return False
        if text.strip() != self.header:
            self._say(replace(with_headings(self.book, read_memory(self.session), self.setup, first, last), skip=self.setup.skip))
        return True

    def field_choices(self) -> list[tuple[str, str]]:
        """Return what a column can be, with the columns that are it already."""
        return [("", say("(không nhập)", "(not taken)")), *((name, label_of(name)) for name in FIELDS)]

    def preview(self) -> Sequence[Shown]:
        """Return the first rows before and after, a text for each taken column."""
        return make_preview(self.session, self.book, self.setup).shown

    def values(self, column: int) -> list[tuple[int, str]]:
        """Return row and text of a column's first cells as they stand in the file."""
        rows = [row for row in self.book.table.rows if row.number > self.setup.layout.last][:MOST_SHOWN]
        found = [(row.number, row.values[column]) for row in rows if column < len(row.values)]
        return [(number, show(value)) for number, value in found if value is not None]

    # the dry run

    def check(self, progress: Progress) -> Plan:
        """Return the dry run; for the worker. Raises Refused, NotAllowed."""
        return make_plan(self.session, self.book, self.setup, progress)

    def take_plan(self, plan: Plan) -> None:
        """Show this dry run from now on."""
        self.plan, self.names, self.dirty = plan, plan.names, False

    def procedures(self) -> Mapping[str, Procedure]:
        """Return the office's procedures."""
        return list_procedures(self.session)

    def choose_name(self, place: int, procedure: str, case: str) -> None:
        """Decide what a procedure name stands for."""
        name = self.names[place]
        chosen = replace(name, procedure=procedure, case=case, how="chosen")
        self.names = [chosen if at == place else known for at, known in enumerate(self.names)]
        self._say(self.setup.with_name(name.text, procedure, case))

    def next_unknown(self, place: int) -> int:
        """Return the next name nobody has decided, after a place and then from the start; -1 for none."""
        order = [*range(place + 1, len(self.names)), *range(min(place + 1, len(self.names)))]
        return next((at for at in order if not self.names[at].how), -1)

    def findings(self, weight: str) -> list[Finding]:
        """Return the findings of one weight, all for an empty one, by row."""
        listed = self.plan.findings.by_row() if self.plan else []
        return [found for found in listed if weight in ("", found.weight)]

    def counts(self) -> Mapping[Weight, int]:
        """Return how many findings of each weight there are."""
        return self.plan.findings.counts if self.plan else {"error": 0, "warning": 0, "repaired": 0}

    def toggle_rows(self, rows: Sequence[int]) -> None:
        """Leave rows out, or take them again when all of them are left out."""
        chosen = {row for row in rows if row}
        left = not chosen <= self.setup.skip
        setup = self.setup
        for row in chosen:
            setup = setup.with_row(row, left_out=left)
        if chosen:
            self._say(setup)

    @property
    def ready(self) -> bool:
        """Whether the dry run that is shown can be saved."""
        return self.plan is not None and not self.dirty and not self.plan.errors and bool(self.plan.rows)

    def save(self, progress: Progress) -> Imported:
        """Save the dry run; for the worker. Raises Refused, NotAllowed, the store's errors."""
        if self.plan is None:
            raise RuntimeError("there is no dry run")
        return save_plan(self.session, self.plan, progress)

    def write_problems(self, path: Path) -> None:
        """Write what the dry run says to a file. Raises StoreError, WorkflowError."""
        if self.plan is not None:
            write_problems(self.session, path, self.plan)

    # the imports there were

    def imports(self) -> list[Imported]:
        """Return every import; for the worker."""
        return list_imports(self.session)

    def undo(self, id: str, why: str, progress: Progress) -> int:
        """Undo an import; for the worker. Raises Refused, NotAllowed."""
        return undo_import(self.session, id, why, progress)

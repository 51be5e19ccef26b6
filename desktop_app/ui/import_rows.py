"""What the import page's tables show: columns, first rows, procedure names, findings, imports. No tkinter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.words import say
from desktop_app.workflows.importing.fields import label_of
from desktop_app.workflows.importing.findings import Finding
from desktop_app.workflows.importing.layout import letter_of
from desktop_app.workflows.importing.names import Name, Procedure
from desktop_app.workflows.importing.problem_list import weight_name
from desktop_app.workflows.importing.told import Imported
from forms.numbers import format_integer

WEIGHT_KINDS = {"error": "late", "warning": "wait", "repaired": "good"}


class ColumnRows:
    """A row for each column of the sheet: letter, heading, what it is."""

    def __init__(self, headings: Sequence[str], columns: Mapping[int, str]) -> None:
        self._headings, self._columns = headings, columns

    def __len__(self) -> int:
        return len(self._headings)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the texts of a column."""
        return letter_of(i), self._headings[i], label_of(self._columns.get(i, ""))

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return a pill under what is taken."""
        return "", "", "info" if self._columns.get(i) else "calm"


class SideRows:
    """The first cells of one column, beside each other as they stand in the file and as they will be saved.

    cells: row, before, after; a column that is not taken has no after.
    """

    def __init__(self, cells: Sequence[tuple[int, str, str]]) -> None:
        self._cells = cells

    def __len__(self) -> int:
        return len(self._cells)

    def row(self, i: int) -> tuple[str, ...]:
        """Return row, before, after, and whether it changed."""
        number, before, after = self._cells[i]
        return str(number), _line(before), _line(after), say("đã đổi", "changed") if after and after != before else ""

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return a pill under the word for a change."""
        return "", "", "", "wait" if self.row(i)[3] else ""


class NameRows:
    """Procedure names of the file, the unknown ones first."""

    def __init__(self, names: Sequence[Name], procedures: Mapping[str, Procedure]) -> None:
        self._names, self._procedures = names, procedures

    def __len__(self) -> int:
        return len(self._names)

    def row(self, i: int) -> tuple[str, ...]:
        """Return name, rows, procedure, case, state."""
        name = self._names[i]
        known = self._procedures.get(name.procedure)
        case = dict(known.cases).get(name.case, say("theo từng dòng", "as each row says")) if known else ""
        states = {"equal": say("trùng tên", "same name"), "chosen": say("đã chọn", "chosen"), "": say("chưa chọn", "not chosen")}
        return name.text, format_integer(name.rows), known.name if known else "", case, states[name.how]

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return a pill under the state."""
        return "", "", "", "", {"equal": "good", "chosen": "info", "": "late"}[self._names[i].how]


class FindingRows:
    """What the dry run says, by row."""

    def __init__(self, findings: Sequence[Finding], skipped: frozenset[int]) -> None:
        self.findings, self._skipped = findings, skipped

    def __len__(self) -> int:
        return len(self.findings)

    def row(self, i: int) -> tuple[str, ...]:
        """Return row, column, weight, sentence, before, after."""
        found = self.findings[i]
        weight = say("bỏ dòng", "left out") if found.row in self._skipped else weight_name(found.weight)
        place = f"{found.column}  {found.heading}".strip()
        return str(found.row or ""), place, weight, found.words, _line(found.before), _line(found.after)

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return a pill under the weight."""
        found = self.findings[i]
        return "", "", "calm" if found.row in self._skipped else WEIGHT_KINDS[found.weight], "", "", ""


class ImportRows:
    """The imports there were, newest first."""

    def __init__(self, imports: Sequence[Imported]) -> None:
        self.imports = list(reversed(imports))

    def __len__(self) -> int:
        return len(self.imports)

    def row(self, i: int) -> tuple[str, ...]:
        """Return code, when, who, file, sheet, dossiers, state."""
        one = self.imports[i]
        at = f"{one.at[8:10]}/{one.at[5:7]}/{one.at[:4]} {one.at[11:16]}"
        state = say("đã bỏ", "undone") if one.undone else say("đang dùng", "in use")
        return one.id, at, one.by, one.file, one.sheet, format_integer(one.records), state

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return a pill under the state."""
        return "", "", "", "", "", "", "calm" if self.imports[i].undone else "good"


def _line(text: str) -> str:
    return text.replace("\n", " ⏎ ")

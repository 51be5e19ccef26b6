"""A dossier's history in words: who did what, when, from what to what, and why. No tkinter; personal numbers masked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop_app.ui.register_presenter import RegisterPresenter, choice_label, label_of
from desktop_app.words import say
from desktop_app.workflows.records import differences, history
from forms.dates import VIETNAM_TIME, format_date, parse_date, parse_time
from forms.identity import mask

NOTHING = "–"
MASKED = ("id_number", "phone")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change. what: the field or the step.  before, after: how it read; long texts whole."""

    when: str
    who: str
    what: str
    before: str
    after: str
    why: str


class DossierHistory:
    """All changes of a dossier, newest first; a provider of rows for a table."""

    def __init__(self, register: RegisterPresenter, id: str) -> None:
        self.register = register
        self.lines = [line for lines in reversed(list(self._revisions(id))) for line in lines]

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, i: int) -> tuple[str, ...]:
        """Return when, who, what, before, after, why."""
        line = self.lines[i]
        return line.when, line.who, line.what, line.before, line.after, line.why

    def kinds(self, _i: int) -> tuple[str, ...]:
        """Return no pills."""
        return ("",) * 6

    def _revisions(self, id: str) -> Iterator[list[HistoryLine]]:
        """Yield the lines of each revision, oldest first, each in the form's order; noted as a look into the record."""
        self.register.note_search()
        before: dict[str, Any] = {}
        removed = False
        for stored in history(self.register.session, id):
            after = dict(stored.data or before)
            when, who = moment_text(str(stored.at)), stored.by
            if stored.op == "remove" or removed:
                removed = stored.op == "remove"
                what = say("Gỡ khỏi sổ", "Removed") if removed else say("Lấy lại vào sổ", "Brought back")
                yield [HistoryLine(when, who, what, NOTHING, str(after.get("code", "")), stored.why)]
            elif before:
                yield list(self._changes(before, after, when, who, stored.why))
            else:
                yield [HistoryLine(when, who, say("Lập hồ sơ", "Dossier made"), NOTHING, str(after.get("code", "")), stored.why)]
            before = after

    def _changes(self, before: dict[str, Any], after: dict[str, Any], when: str, who: str, why: str) -> Iterator[HistoryLine]:
        for name, old, new in differences(before, after):
            if name == "moves" or (name.startswith("frozen.") and name not in ("frozen.due", "frozen.limit_days")):
                continue
            yield HistoryLine(when, who, self._label(name), self._shown(name, old), self._shown(name, new), why)

    def _label(self, name: str) -> str:
        group, _, member = name.partition(".")
        item = self.register.item(group)
        inner = next((inner for inner in item.items if inner.id == member), None)
        return choice_label(inner or item)

    def _shown(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return NOTHING
        if name in MASKED:
            return mask(str(value))
        if isinstance(value, list):
            return "; ".join(str(entry) for entry in value)
        if name == "procedure":
            return str(self.register.procedures.get(str(value), {}).get("name", value))
        if self.register.item(name.partition(".")[0]).choices:
            return label_of(self.register.definition, name, value)
        return moment_text(str(value)) if name == "received_at" else day_text(str(value))


def day_text(text: str) -> str:
    """Return an ISO day as dd/mm/yyyy, anything else as it is."""
    day = parse_date(text) if text[4:5] == "-" else None
    return format_date(day) if day else text


def moment_text(text: str) -> str:
    """Return an ISO moment as dd/mm/yyyy hh:mm in Vietnam time, anything else as it is."""
    moment = parse_time(text)
    if moment is None:
        return text
    local = moment.astimezone(VIETNAM_TIME)
    return f"{format_date(local.date())} {local:%H:%M}"

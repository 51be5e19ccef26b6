"""A feedback's history in words: who did what, when, from what to what, and why. No tkinter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop_app.ui.feedback_presenter import FeedbackPresenter
from desktop_app.ui.history_line import NOTHING, HistoryLine, day_text, moment_text
from desktop_app.ui.register_presenter import choice_label
from desktop_app.words import say
from desktop_app.workflows.records import differences, history

CHOSEN = ("kind", "channel")
FORM = "form"  # which form a record is of is nothing anybody keyed


class FeedbackHistory:
    """All changes of a feedback, newest first; a provider of rows for a table."""

    def __init__(self, register: FeedbackPresenter, id: str) -> None:
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
        """Yield the lines of each revision, oldest first; noted as a look into the record."""
        self.register.note_search()
        before: dict[str, Any] = {}
        removed = False
        for stored in history(self.register.session, id):
            after, when = dict(stored.data or before), moment_text(str(stored.at))
            if stored.op == "remove" or removed or not before:
                was, removed = removed, stored.op == "remove"
                back = say("Lấy lại vào sổ", "Brought back") if was else say("Ghi sổ", "Logged")
                what = say("Gỡ khỏi sổ", "Removed") if removed else back
                yield [HistoryLine(when, stored.by, what, NOTHING, str(after.get("content", "")), stored.why)]
            else:
                yield list(self._changes(before, after, when, stored.by, stored.why))
            before = after

    def _changes(self, before: dict[str, Any], after: dict[str, Any], when: str, who: str, why: str) -> Iterator[HistoryLine]:
        for name, old, new in differences(before, after):
            if name != FORM:
                label = choice_label(self.register.item(name))
                yield HistoryLine(when, who, label, self._shown(name, old), self._shown(name, new), why)

    def _shown(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return NOTHING
        return self.register.label(name, str(value)) if name in CHOSEN else day_text(str(value))

"""A dossier's history in words: who did what, when, from what to what, and why. No tkinter; personal numbers masked.

Moves, hand-overs, codes, the new appointment, corrections, papers handed out and feedback that names the dossier make one
line of time, in the order in which the journal has them; what happened earlier than it was noted says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from desktop_app.ui.history_beside import beside
from desktop_app.ui.history_line import NOTHING, HistoryLine, day_text, moment_text
from desktop_app.ui.register_presenter import RegisterPresenter, choice_label, label_of
from desktop_app.words import say
from desktop_app.workflows.dossiers import Stored
from desktop_app.workflows.records import differences, history
from forms.dossier import start_status
from forms.identity import mask

MASKED = ("id_number", "phone")
OWN_LINES = ("moves", "status", "handovers", "officer", "former_codes", "reappointment")
"""Members that are told as steps, not as fields that changed."""
FROZEN = ("frozen.due", "frozen.limit_days")


class DossierHistory:
    """All that happened to a dossier, newest first; a provider of rows for a table."""

    def __init__(self, register: RegisterPresenter, id: str) -> None:
        self.register = register
        register.note_search()
        revisions = history(register.session, id)
        told = [(stored.n, lines) for stored, lines in self._revisions(revisions)]
        told += [(n, [line]) for n, line in beside(register, revisions)]
        self.lines = [line for _, lines in sorted(told, key=lambda pair: pair[0], reverse=True) for line in lines]

    def __len__(self) -> int:
        return len(self.lines)

    def row(self, i: int) -> tuple[str, ...]:
        """Return when, who, what, before, after, why."""
        line = self.lines[i]
        return line.when, line.who, line.what, line.before, line.after, line.why

    def kinds(self, _i: int) -> tuple[str, ...]:
        """Return no pills."""
        return ("",) * 6

    def _revisions(self, revisions: list[Stored]) -> Iterator[tuple[Stored, list[HistoryLine]]]:
        """Yield each revision with its lines, the last step first, fields in the form's order."""
        before: dict[str, Any] = {}
        removed = False
        for stored in revisions:
            after = dict(stored.data or before)
            made = HistoryLine(moment_text(str(stored.at)), stored.by, "", NOTHING, str(after.get("code", "")), stored.why)
            if stored.op == "remove" or removed:
                removed = stored.op == "remove"
                yield stored, [_named(made, say("Gỡ khỏi sổ", "Removed") if removed else say("Lấy lại vào sổ", "Brought back"))]
            else:
                steps = list(self._steps(before, after, made))[::-1]
                fields = list(self._fields(before, after, made)) if before else [_named(made, say("Lập hồ sơ", "Dossier made"))]
                yield stored, [*steps, *fields]
            before = after

    def _steps(self, before: Mapping[str, Any], after: Mapping[str, Any], made: HistoryLine) -> Iterator[HistoryLine]:
        """Yield what was done between two revisions, first things first."""
        moves, known = list(after.get("moves") or ()), len(before.get("moves") or ())
        statuses = [start_status(after), *(str(move["to"]) for move in moves)] if after.get("status") else []
        for number, move in enumerate(moves[known:], known):
            old, new = (label_of(self.register.definition, "status", status) for status in statuses[number : number + 2])
            yield _step(made, move, self._label("status"), old, new)
        for line in list(after.get("handovers") or ())[len(before.get("handovers") or ()) :]:
            giver, taker = (self.register.officer_name(str(line.get(end) or "")) or NOTHING for end in ("from", "to"))
            yield _step(made, {"why": line.get("note"), **line}, say("Bàn giao", "Handed over"), giver, taker)
        again = after.get("reappointment")
        if again and again != before.get("reappointment"):
            told = (before.get("reappointment") or before.get("frozen") or {}).get("due") or NOTHING
            yield _step(made, again, say("Hẹn lại ngày trả", "New appointment"), day_text(told), day_text(again["due"]))

    def _fields(self, before: dict[str, Any], after: dict[str, Any], made: HistoryLine) -> Iterator[HistoryLine]:
        for name, old, new in differences(before, after):
            group = name.partition(".")[0]
            if group in OWN_LINES or (group == "frozen" and name not in FROZEN):
                continue
            shown = self._shown(name, old), self._shown(name, new)
            yield HistoryLine(made.when, made.who, self._label(name), *shown, made.why)

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


def _named(line: HistoryLine, what: str) -> HistoryLine:
    return HistoryLine(line.when, line.who, what, line.before, line.after, line.why)


def _step(made: HistoryLine, step: Mapping[str, Any], what: str, before: str, after: str) -> HistoryLine:
    """Return the line of a step that bears its own time; made: the revision's."""
    when, who = moment_text(str(step["at"])), str(step.get("by") or made.who)
    return HistoryLine(when, who, what, before, after, str(step.get("why") or ""), made.when if made.when != when else "")

"""Procedure names of an old register → the office's procedures: equal ones found, others asked once each, the likeliest first.

Must not choose by likeness alone: what is not equal a person decides, and that is remembered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from desktop_app.workflows.importing.fields import plain_heading
from desktop_app.workflows.session import Session

MOST_OFFERED = 12
How = Literal["equal", "chosen", ""]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure of the office. cases: id and name of each, in order, once."""

    id: str
    name: str
    cases: tuple[tuple[str, str], ...]
    first_day: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A procedure name of the file. rows: how many rows have it.  how: found as equal, chosen by a person, or not known.

    case: chosen for the name, empty where each row says.  offered: the likeliest procedures first.
    """

    text: str
    rows: int
    procedure: str = ""
    case: str = ""
    how: How = ""
    offered: tuple[str, ...] = ()


Choices = Mapping[str, tuple[str, str]]
"""A name's plain form → procedure and case, chosen by a person."""


def list_procedures(session: Session) -> dict[str, Procedure]:
    """Return the office's own procedures by id."""
    return {stored.id: _procedure(stored.id, stored.data or {}) for stored in session.office.records("procedures", origin="")}


def _procedure(id: str, data: Mapping[str, Any]) -> Procedure:
    cases = {str(limit["case"]): str(limit.get("name") or limit["case"]) for limit in reversed(data.get("limits") or ())}
    ordered = dict.fromkeys(str(limit["case"]) for limit in data.get("limits") or ())
    named = tuple((case, cases[case]) for case in ordered)
    return Procedure(id, str(data.get("name") or id), named, str(data.get("from") or ""), str(data.get("to") or ""))


def plain_name(text: str) -> str:
    """Return a name for comparing: folded, letters and digits only."""
    return plain_heading(text)


class NameBook:
    """What the names of a file stand for, and in how many rows each was met."""

    def __init__(self, procedures: Mapping[str, Procedure], choices: Choices) -> None:
        self.procedures = procedures
        self._choices, self._equal = choices, _equal(procedures.values())
        self._known: dict[str, Name] = {}
        self.counts: Counter[str] = Counter()

    def meet(self, text: str) -> Name:
        """Return what a name stands for, and count the row."""
        self.counts[text] += 1
        if text not in self._known:
            self._known[text] = self._match(text)
        return self._known[text]

    def names(self) -> list[Name]:
        """Return every name met, the unknown ones first, each with its rows; one that is written otherwise is another."""
        met = [replace(self._known[text], rows=rows) for text, rows in self.counts.items()]
        return sorted(met, key=lambda name: (name.how != "", -name.rows, name.text))

    def _match(self, text: str) -> Name:
        plain = plain_name(text)
        id, case = self._choices.get(plain, ("", ""))
        chosen = self.procedures.get(id)
        if chosen is not None and case in ("", *(known for known, _ in chosen.cases)):
            return Name(text, 0, id, case, "chosen")
        if plain in self._equal:
            return Name(text, 0, self._equal[plain], "", "equal")
        return Name(text, 0, offered=tuple(offer(text, self.procedures)))


def _equal(procedures: Iterable[Procedure]) -> dict[str, str]:
    """Return procedure ids by plain name and by plain id; a name two of them have stands for neither."""
    found: dict[str, str] = {}
    for procedure in procedures:
        for plain in {plain_name(procedure.name), plain_name(procedure.id)}:
            found[plain] = "" if found.get(plain, procedure.id) != procedure.id else procedure.id
    return {plain: id for plain, id in found.items() if id and plain}


def offer(text: str, procedures: Mapping[str, Procedure]) -> list[str]:
    """Return ids of procedures, the likeliest first."""
    plain = plain_name(text)
    words = set(plain.split())
    rated = sorted(procedures.values(), key=lambda procedure: -_likeness(plain, words, plain_name(procedure.name)))
    return [procedure.id for procedure in rated[:MOST_OFFERED]]


def _likeness(plain: str, words: set[str], name: str) -> int:
    """Return per thousand how alike two names are: words in common, then letters in order."""
    other = set(name.split())
    common = 1000 * len(words & other) // max(1, min(len(words), len(other)))
    return common + int(SequenceMatcher(None, plain, name).ratio() * 300)


def find_case(procedure: Procedure, texts: Sequence[str]) -> str:
    """Return the case whose own word stands in one of the texts (cấp đổi: "đổi"), empty if none or more than one does."""
    if len(procedure.cases) == 1:
        return procedure.cases[0][0]
    for text in texts:
        words = plain_name(text).split()
        found = [case for case, own in _own_words(procedure).items() if own & set(words) or case in words]
        if len(found) == 1:
            return found[0]
    return ""


def _own_words(procedure: Procedure) -> dict[str, set[str]]:
    """Return for each case the words only its name has."""
    words = {case: set(plain_name(name).split()) for case, name in procedure.cases}
    return {case: own - set().union(*(other for name, other in words.items() if name != case)) for case, own in words.items()}

"""One survey slip on its way from the paper into the sheet: the rows to answer, what is answered and noted, and its draft.

A slip is plain data; it must not know the office. The keys are those of the numeric pad.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.words import say
from forms.definition import Definition, Item

MISSING_KEYS = {"0": "blank", "*": "double", "/": "illegible"}
ANSWERS, RESPONDENT = "answers", "respondent"
VOID, BLANK, TRAINING = "void", "blank", "training"
UNANSWERED = (VOID, BLANK)
"""What a slip may be instead of an ordinary one, and the two of these that have no answers."""

Value = int | str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing the slip asks that is answered with one key. number: as printed, from 1.  section: (id, roman, label)."""

    item: Item
    place: str
    number: int
    section: tuple[str, str, str]

    @property
    def label(self) -> str:
        """The question in the language in use."""
        return say(self.item.label_vi, self.item.label_en)

    @property
    def where(self) -> str:
        """Its place in the record, as problems name it."""
        return f"{self.place}.{self.item.id}"

    @property
    def may_be_missing(self) -> bool:
        """Whether it has the codes blank, double-marked, illegible; other rows are simply left out with 0."""
        return self.item.kind == "likert"

    def value_of_key(self, char: str) -> Value | None:
        """Return the answer a key stands for, `""` for none given, None if the key means nothing here."""
        if char in MISSING_KEYS:
            return MISSING_KEYS[char] if self.may_be_missing else ("" if char == "0" else None)
        if len(char) == 1 and char in "123456789" and int(char) <= len(self.item.choices):
            return self.item.choices[int(char) - 1].value
        return None

    def key_of_value(self, value: Value | None) -> str:
        """Return the key that gives this answer, empty if nothing is answered."""
        for char, missing in MISSING_KEYS.items():
            if value == missing and self.may_be_missing:
                return char
        return next((str(place) for place, choice in enumerate(self.item.choices, 1) if choice.value == value), "")


def make_rows(definition: Definition) -> tuple[Row, ...]:
    """Return the rows of a survey form: its likert items, then the respondent items answered by choice."""
    rows: list[Row] = []
    for place in (ANSWERS, RESPONDENT):
        items = [item for item in definition.items if definition.place(item) == place and item.choices]
        for number, item in enumerate(items, 1):
            section = definition.section(item.section)
            rows.append(Row(item, place, number, (section.id, section.number, say(section.label_vi, section.label_en))))
    return tuple(rows)


@dataclass
class Slip:
    """What is keyed of one slip. id, rev: the saved record it corrects, empty and 0 for a new slip.

    disposition: empty, `void` (void_why says why), `blank` (came back without an answer), `training`.  notes: item → text.
    overrides: code of a warning → why the slip stays as it is.
    """

    form: str
    batch: str
    serial: int
    day: str
    answers: dict[str, Value] = field(default_factory=dict)
    respondent: dict[str, Value] = field(default_factory=dict)
    comment: str = ""
    id: str = ""
    rev: int = 0
    disposition: str = ""
    void_why: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is keyed yet."""
        return not (self.answers or self.respondent or self.comment or self.id or self.notes or self.is_unanswered)

    @property
    def is_unanswered(self) -> bool:
        """Whether it is void or came back blank: its answers, if any were keyed, are not saved."""
        return self.disposition in UNANSWERED

    def value(self, row: Row) -> Value | None:
        """Return a row's answer, None if there is none."""
        return (self.answers if row.place == ANSWERS else self.respondent).get(row.item.id)

    def set(self, row: Row, value: Value) -> None:
        """Answer a row; an empty text takes the answer away."""
        members = self.answers if row.place == ANSWERS else self.respondent
        if value == "":
            members.pop(row.item.id, None)
        else:
            members[row.item.id] = value

    def record(self) -> dict[str, Any]:
        """Return the record to be checked and saved; what is empty is left out."""
        data: dict[str, Any] = {"form": self.form, "batch": self.batch, "serial": self.serial, "day": self.day}
        if not self.is_unanswered:
            data |= {ANSWERS: dict(self.answers), RESPONDENT: dict(self.respondent)}
        data |= {"comment": "" if self.disposition == VOID else self.comment, "disposition": self.disposition}
        data["void_why"] = self.void_why if self.disposition == VOID else ""
        data["notes"] = [{"item": item, "text": text} for item, text in self.notes.items()]
        data["overrides"] = [{"code": code, "why": why} for code, why in self.overrides.items()]
        return {name: value for name, value in data.items() if value or name in (ANSWERS, "serial", "day")}


def dump_draft(slip: Slip, cursor: int) -> dict[str, Any]:
    """Return a slip and the caret's row as plain data that later keys do not change."""
    return {
        "form": slip.form, "batch": slip.batch, "serial": slip.serial, "day": slip.day, ANSWERS: dict(slip.answers),
        RESPONDENT: dict(slip.respondent), "comment": slip.comment, "id": slip.id, "rev": slip.rev,
        "disposition": slip.disposition, "void_why": slip.void_why, "notes": dict(slip.notes),
        "overrides": dict(slip.overrides), "cursor": cursor,
    }  # fmt: skip


def load_draft(data: Mapping[str, Any], form: str, batch: str, rows: tuple[Row, ...]) -> tuple[Slip, int] | None:
    """Return the slip and caret of a draft, None unless it is whole and of exactly this form version and batch."""
    if data.get("form") != form or data.get("batch") != batch or not _is_whole(data):
        return None
    plain = {name: data[name] for name in _PLAIN if name in data and name != "cursor"}
    kept = {name: dict(data[name]) for name in ("notes", "overrides") if name in data}
    slip = Slip(form, batch, **{"serial": 0, "day": "", **plain, **kept})
    known = {(row.place, row.item.id): row for row in rows}
    for place in (ANSWERS, RESPONDENT):
        for id, value in data.get(place, {}).items():
            row = known.get((place, id))
            if row is None or not row.key_of_value(value):
                return None
            slip.set(row, value)
    return slip, max(0, min(data.get("cursor", 0), len(rows)))


_PLAIN = {
    "serial": int, "day": str, "comment": str, "id": str, "rev": int, "cursor": int, "disposition": str, "void_why": str,
}  # fmt: skip


def _is_whole(data: Mapping[str, Any]) -> bool:
    parts = [data.get(name, {}) for name in (ANSWERS, RESPONDENT, "notes", "overrides")]
    texts = [text for part in parts[2:] if isinstance(part, dict) for text in part.values()]
    plain = all(isinstance(data.get(name, kind()), kind) for name, kind in _PLAIN.items())
    kinds = ("", VOID, BLANK, TRAINING)
    shaped = all(isinstance(part, dict) for part in parts) and all(isinstance(text, str) for text in texts)
    return plain and shaped and data.get("disposition", "") in kinds


def slip_of_record(data: Mapping[str, Any], id: str, rev: int) -> Slip:
    """Return a saved slip opened again for correction."""
    return Slip(
        data["form"], data["batch"], data["serial"], data["day"], dict(data.get(ANSWERS, {})), dict(data.get(RESPONDENT, {})),
        data.get("comment", ""), id, rev, data.get("disposition", ""), data.get("void_why", ""),
        {note["item"]: note["text"] for note in data.get("notes", [])},
        {override["code"]: override["why"] for override in data.get("overrides", [])},
    )  # fmt: skip

"""What the form says beside itself of a person the office knows already. Numbers are masked. No tkinter.

The search runs when a field is left, and once for what is keyed; the look is noted once for each person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.ui.register_presenter import RegisterPresenter, label_of
from desktop_app.words import say
from desktop_app.workflows.known import Known, find_known, note_known
from forms.dates import format_date, parse_date
from forms.identity import mask
from forms.numbers import format_integer

LOOKED = ("id_number", "phone", "name", "birth")
"""Fields a person is known by."""
MOST_OPEN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What stands in the panel. lines: open dossiers, whether of the same procedure.  can_copy: into some empty field."""

    title: str
    person: str
    lines: tuple[tuple[str, bool], ...]
    can_copy: bool


@dataclass
class PersonLook:
    """Looks for the person being keyed. known: who was found last."""

    register: RegisterPresenter
    known: Known | None = None
    _asked: tuple[str, ...] = ()
    _noted: set[str] = field(default_factory=set)

    def forget(self) -> None:
        """Begin with nobody."""
        self.known, self._asked = None, ()

    def look(self, texts: Mapping[str, str], besides: str) -> Known | None:
        """Return who is known by what is keyed; searched again only where that has changed. besides: the dossier in hand."""
        asked = (besides, *(texts[name].strip() for name in LOOKED))
        if asked != self._asked:
            self._asked = asked
            self.known = find_known(self.register.session, texts, besides=besides, by_phone=self._by_phone)
            if self.known is not None and self.known.latest.id not in self._noted:
                self._noted.add(self.known.latest.id)
                note_known(self.register.session, self.known)
        return self.known

    def _by_phone(self, phone: str) -> Iterable[str]:
        index = self.register.index
        return [id for id, place in index.places.items() if phone in index.texts[place]]

    def copied(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return the texts of fields that are empty and known."""
        offered = self.known.offered() if self.known else {}
        return {name: _shown(name, value) for name, value in offered.items() if not texts[name].strip()}

    def tell(self, texts: Mapping[str, str]) -> Told | None:
        """Return what the panel says, None where nobody is known."""
        known = self.known
        if known is None:
            return None
        count, opened = format_integer(len(known.dossiers)), known.open
        latest = known.latest.data or {}
        title = say(f"Người này đã có {count} hồ sơ", f"Dossiers of this person: {count}")
        if known.by == "phone" and not known.same:
            title = say(f"Số điện thoại này đã có ở {count} hồ sơ", f"Dossiers with this phone number: {count}")
        masked = [mask(str(latest[name])) for name in ("id_number", "phone") if latest.get(name)]
        return Told(
            title=f"{title}, {say(f'{len(opened)} đang mở', f'open: {len(opened)}')}" if opened else title,
            person="\n".join(part for part in (str(latest.get("name", "")), "  ·  ".join(masked)) if part),
            lines=tuple(self._line(stored.data or {}, texts["procedure"]) for stored in opened[:MOST_OPEN]),
            can_copy=bool(self.copied(texts)),
        )

    @property
    def to_open(self) -> str:
        """The id of the dossier that opens: the newest that is open, else the newest; empty for nobody."""
        if self.known is None:
            return ""
        return (self.known.open or self.known.dossiers)[0].id

    def _line(self, data: Mapping[str, Any], procedure: str) -> tuple[str, bool]:
        due = parse_date(str(data.get("frozen", {}).get("due") or ""))
        parts = [
            str(data.get("code", "")),
            self.register.procedure_text(str(data.get("procedure", "")), str(data.get("case", ""))),
            label_of(self.register.definition, "status", data.get("status")),
            say(f"hẹn {format_date(due)}", f"due {format_date(due)}") if due else "",
        ]
        return "  ·  ".join(part for part in parts if part), data.get("procedure") == procedure


def _shown(name: str, value: str) -> str:
    day = parse_date(value) if name == "birth" and len(value) > 4 else None
    return format_date(day) if day else value

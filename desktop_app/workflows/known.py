"""Who the office knows already: the dossiers of the person being keyed, found by number, phone, or name with birth.

Shown, never forced: nothing here changes a dossier. The store's index knows names, codes and identity numbers; candidates by
phone are given by the caller, who may hold a register that knows them. Every candidate is read and compared exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desktop_app.store.office import Stored
from desktop_app.workflows.auditing import note
from desktop_app.workflows.session import Session
from forms.dates import parse_date
from forms.identity import clean_id_number, clean_phone, is_id_number, is_phone
from forms.text import fold

TABLE = "dossiers"
OPEN = frozenset({"registered", "received", "processing", "supplement", "payment"})
"""Statuses of a dossier the office still works on."""
MOST_READ = 300
"""Records read at most to find one person; more than these of one name are not looked through."""
SAME_HOME = ("address", "phone", "email")
"""What is copied from a dossier found by its phone number alone: it may be another one of the house."""
OF_PERSON = (*SAME_HOME, "birth", "sex")

By = Literal["id_number", "phone", "name"]
Keyed = Mapping[str, Any]
Candidates = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """A person the office knows. dossiers: newest first, never empty.  by: what told.  same: whether the name agrees too."""

    by: By
    same: bool
    dossiers: tuple[Stored, ...]

    @property
    def latest(self) -> Stored:
        """The dossier received last."""
        return self.dossiers[0]

    @property
    def open(self) -> tuple[Stored, ...]:
        """The dossiers the office still works on, newest first."""
        return tuple(stored for stored in self.dossiers if _data(stored).get("status") in OPEN)

    def offered(self) -> dict[str, str]:
        """Return what can be copied into empty fields: the newest dossier that has it, only a home's where no more is sure."""
        names = OF_PERSON if self.by != "phone" or self.same else SAME_HOME
        found: dict[str, str] = {}
        for stored in self.dossiers:
            for name in names:
                if name not in found and _data(stored).get(name):
                    found[name] = str(_data(stored)[name])
        return found


def find_known(session: Session, keyed: Keyed, *, besides: str = "", by_phone: Candidates | None = None) -> Known | None:
    """Return the person the keyed values tell of, None for one who is new or not known by anything yet.

    keyed: `id_number`, `phone`, `name`, `birth` as far as they are keyed.  besides: id of the dossier in hand.
    by_phone: ids that may have a phone number.  The identity number is asked first, then the phone, then name and birth.
    """
    name, birth = fold(str(keyed.get("name") or "")), _birth(keyed)
    number = clean_id_number(str(keyed.get("id_number") or ""))
    phone = clean_phone(str(keyed.get("phone") or ""))
    if is_id_number(number) and (found := _read(session, _search(session, number), "id_number", number, besides)):
        return _known("id_number", name, found)
    if is_phone(phone) and by_phone is not None and (found := _read(session, by_phone(phone), "phone", phone, besides)):
        same = [stored for stored in found if fold(str(_data(stored).get("name") or "")) == name]
        if not _is_other(number, same or found):
            return _known("phone", name, same or found)
    if name and birth:
        return _by_name(session, name, birth, number, besides)
    return None


def note_known(session: Session, known: Known) -> None:
    """Note that the dossiers of a known person were shown beside the form: which, and how many. Raises as `auditing.note`."""
    note(session, "view", {"table": TABLE, "id": known.latest.id, "known_by": known.by, "dossiers": len(known.dossiers)})


def _by_name(session: Session, name: str, birth: str, number: str, besides: str) -> Known | None:
    found = [
        stored
        for stored in _read(session, _search(session, name), "name", name, besides)
        if _birth(_data(stored)) == birth and not _is_other(number, [stored])
    ]
    return _known("name", name, found) if found else None


def _is_other(number: str, found: Iterable[Stored]) -> bool:
    """Tell whether a keyed 12-digit number says these are another person: theirs are 12 digits too, and none is this one."""
    theirs = {str(_data(stored).get("id_number") or "") for stored in found}
    return len(number) == 12 and bool(theirs) and all(len(other) == 12 and other != number for other in theirs)


def _known(by: By, name: str, found: list[Stored]) -> Known:
    newest = sorted(found, key=lambda stored: (str(_data(stored).get("received_at") or ""), stored.id), reverse=True)
    return Known(by, any(fold(str(_data(stored).get("name") or "")) == name for stored in found), tuple(newest))


def _search(session: Session, words: str) -> list[str]:
    return session.office.search(TABLE, words, MOST_READ)


def _read(session: Session, ids: Iterable[str], field: By, wanted: str, besides: str) -> list[Stored]:
    return [stored for stored in _live(session, ids, besides) if _has(stored, field, wanted)]


def _live(session: Session, ids: Iterable[str], besides: str) -> Iterator[Stored]:
    for _, id in zip(range(MOST_READ), ids, strict=False):
        stored = session.office.get(TABLE, id) if id != besides else None
        if stored is not None:
            yield stored


def _has(stored: Stored, field: By, wanted: str) -> bool:
    text = str(_data(stored).get(field) or "")
    return (fold(text) if field == "name" else text) == wanted


def _birth(data: Keyed) -> str:
    """Return a birth as records keep it, for comparing: a day as ISO, a year alone as it is."""
    text = str(data.get("birth") or "").strip()
    day = parse_date(text) if len(text) > 4 else None
    return day.isoformat() if day else text


def _data(stored: Stored) -> Keyed:
    return stored.data or {}

"""What is known in memory of the current records: where each lies, its revision, and the few fields that are looked up.

Derived from the journal, never the truth. Memory holds ids, places and looked-up fields, no documents.
This module must not read or write files.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import msgspec

from desktop_app.store.keyed import Codes, Serials
from desktop_app.store.names import NameText
from forms.line import Envelope
from forms.text import fold

NUMBER_BITS = 40
NUMBER_MASK = (1 << NUMBER_BITS) - 1


class Looked(msgspec.Struct, frozen=True):
    """The fields of a record that are looked up; whatever a record holds under these names, or nothing."""

    code: object = None
    former_codes: object = None
    name: object = None
    id_number: object = None
    batch: object = None
    serial: object = None
    disposition: object = None


load_looked = msgspec.json.Decoder(Looked).decode
NOTHING = Looked()


class TableIndex:
    """The records of one table of one origin. A slot is a record's place in the order of first lines; it never changes."""

    def __init__(self) -> None:
        self.slots: dict[str, int] = {}
        self.ids: list[str] = []
        self.places: array[int] = array("Q")
        self.marks: array[int] = array("Q")
        self.live = 0
        self.changes = 0
        self.names = NameText()
        self.codes = Codes()
        self.serials = Serials()

    def put(self, envelope: Envelope, chain: int, looked: Looked) -> None:
        """Take in a line: a new record, a new revision or a removal."""
        slot = self.slots.get(envelope.id)
        removed = envelope.op == "remove"
        place, mark = chain << NUMBER_BITS | envelope.n, envelope.rev << 1 | removed
        if slot is None:
            slot = self.slots[envelope.id] = len(self.ids)
            self.ids.append(envelope.id)
            self.places.append(place)
            self.marks.append(mark)
            self.live += not removed
        else:
            self.live += (self.marks[slot] & 1) - removed
            self.places[slot], self.marks[slot] = place, mark
        self.changes += 1
        self._look(slot, NOTHING if removed else looked)

    def state(self, id: str) -> tuple[int, int, bool]:
        """Return a record's place (chain << NUMBER_BITS | n), revision and whether it is removed; zeros if unknown."""
        slot = self.slots.get(id)
        if slot is None:
            return 0, 0, False
        return self.places[slot], self.marks[slot] >> 1, bool(self.marks[slot] & 1)

    def live_places(self) -> Iterator[int]:
        """Yield the places of the records that are not removed, in the order of their first lines."""
        for slot in range(len(self.ids)):
            if not self.marks[slot] & 1:
                yield self.places[slot]

    def search(self, words: Sequence[str], limit: int) -> list[str]:
        """Return up to `limit` ids of records whose name, code or ID number hold every folded word, newest first."""
        return [self.ids[slot] for slot in self.names.search(words, limit)]

    def _look(self, slot: int, looked: Looked) -> None:
        name, code, number = looked.name, looked.code, looked.id_number
        parts = [part for part in (name, code, number) if isinstance(part, str)]
        self.names.set(slot, " ".join(fold(" ".join(parts)).split()) if parts else "")
        self.codes.set(slot, code if isinstance(code, str) else "", _texts(looked.former_codes))
        keyed = isinstance(looked.batch, str) and type(looked.serial) is int
        kind = looked.disposition if isinstance(looked.disposition, str) else ""
        self.serials.set(slot, (looked.batch, looked.serial) if keyed else None, kind)  # type: ignore[arg-type]


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


class Index:
    """All tables of all origins. `origin`: the station received from, empty for the own records."""

    def __init__(self) -> None:
        self.tables: dict[tuple[str, str], TableIndex] = {}

    def visit(self, envelope: Envelope, chain: int, origin: str, looked: Looked) -> None:
        """Take in a `put` or `remove` line."""
        key = (origin, envelope.table)
        table = self.tables.get(key)
        if table is None:
            table = self.tables[key] = TableIndex()
        table.put(envelope, chain, looked)

    def find(self, origin: str, table: str) -> TableIndex | None:
        """Return the index of one table, None if it has no record and never had."""
        return self.tables.get((origin, table))

    def of_table(self, table: str, origin: str | None) -> list[tuple[str, TableIndex]]:
        """Return (origin, index) of a table: of one origin, or of all of them, the own first."""
        keys = sorted(key for key in self.tables if key[1] == table and origin in (None, key[0]))
        return [(key[0], self.tables[key]) for key in keys]

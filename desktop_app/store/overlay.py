"""What TinyDB's own code is given instead of a whole table: a view that reads when asked, and an overlay that gathers changes.

TinyDB changes documents in place. The overlay keeps the one document that was read last and, before it reads another,
compares its bytes with those it had: so a change through any of TinyDB's calls is found without holding a table in memory.
This module must not write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from forms.line import dump_text

if TYPE_CHECKING:
    from desktop_app.store.tiny import OfficeStorage

Doc = dict[str, Any]


class View(Mapping[str, Doc]):
    """A table as TinyDB's storage gives it: doc_id as text → document, decoded anew at each asking."""

    def __init__(self, storage: OfficeStorage, name: str) -> None:
        self._storage = storage
        self._name = name

    def __getitem__(self, key: str) -> Doc:
        try:
            number = int(key)
        except ValueError:
            raise KeyError(key) from None
        slot = self._storage.numbering(self._name).live(number)
        if slot < 0 or str(number) != key:
            raise KeyError(key)
        return read_doc(self._storage, self._name, slot)

    def __iter__(self) -> Iterator[str]:
        return map(str, list(self._storage.numbering(self._name).numbers()))

    def __len__(self) -> int:
        return self._storage.office.count(self._name, "")


class Overlay(MutableMapping[int, Doc]):
    """A table as TinyDB's updaters change it. `gone`, `cleared`: what was removed; `docs_of` tells what was put."""

    def __init__(self, storage: OfficeStorage, name: str) -> None:
        self._storage = storage
        self._numbering = storage.numbering(name)
        self._put: dict[int, Doc] = {}
        self._last: tuple[int, Doc, bytes] | None = None
        self.name = name
        self.gone: dict[int, None] = {}
        self.cleared = False

    def __getitem__(self, number: int) -> Doc:
        if number in self._put:
            return self._put[number]
        if self._last is not None and self._last[0] == number:
            return self._last[1]
        slot = self._slot(number)
        if slot < 0:
            raise KeyError(number)
        self.settle()
        doc = read_doc(self._storage, self.name, slot)
        self._last = (number, doc, dump_text(doc))
        return doc

    def __setitem__(self, number: int, doc: Doc) -> None:
        self._forget(number)
        self.gone.pop(number, None)
        self._put[number] = doc

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._forget(number)
        self._put.pop(number, None)
        if self._slot(number) >= 0:
            self.gone[number] = None

    def __contains__(self, number: object) -> bool:
        return number in self._put or self._slot(number) >= 0

    def __iter__(self) -> Iterator[int]:
        if not self.cleared:
            yield from (number for number in list(self._numbering.numbers()) if number not in self.gone)
        yield from (number for number in list(self._put) if self._slot(number) < 0)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document; the table's numbers begin anew."""
        self.cleared = True
        self._last = None
        self._put.clear()
        self.gone.clear()

    def become(self, docs: Mapping[str, Any]) -> None:
        """Gather what makes the table hold exactly `docs`."""
        wanted = {int(key): doc for key, doc in docs.items()}
        for number in [number for number in self if number not in wanted]:
            del self[number]
        for number, doc in wanted.items():
            if number not in self or dump_doc(self[number]) != dump_doc(doc):
                self[number] = dict(doc)

    def settle(self) -> None:
        """Count the document that was read last as put if it was changed in place."""
        if self._last is not None:
            number, doc, before = self._last
            self._last = None
            if dump_doc(doc) != before:
                self._put[number] = doc

    def _slot(self, number: object) -> int:
        return -1 if self.cleared or number in self.gone else self._numbering.live(number)

    def _forget(self, number: int) -> None:
        if self._last is not None and self._last[0] == number:
            self._last = None


def docs_of(overlay: Overlay) -> list[tuple[int, Doc]]:
    """Return the (doc_id, document) that an overlay has gathered to be put."""
    overlay.settle()
    return list(overlay._put.items())


def dump_doc(doc: Mapping[str, Any]) -> bytes:
    """Return a document's JSON bytes. Raises TypeError or ValueError if it has none, as TinyDB does."""
    return dump_text(dict(doc))


def read_doc(storage: OfficeStorage, name: str, slot: int) -> Doc:
    """Return the current document of a slot."""
    stored = storage.office.get(name, storage.office.slot(name, slot)[0])
    if stored is None or stored.data is None:
        raise KeyError(slot)
    return stored.data

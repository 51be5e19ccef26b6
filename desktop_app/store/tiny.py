"""TinyDB on the journal: its documented hooks `Storage` and `Table`, so that `Query`, `search`, `insert`, `update`… work on it.

Each write is one group of lines and one fsync; reading decodes only what is asked for. The own records alone are seen.
A `doc_id` is a number within a table for TinyDB's sake; it is derived from the order of first lines and never leaves this
module: the record's own id is its identity and is never given out again. This module must not know the line format.

Pinned to TinyDB 4.9: `Table._read_table`, `_update_table` and `_get_next_id` are overridden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from desktop_app.store.errors import BadRecord
from desktop_app.store.numbering import MARKS, Marker, Numbering, record_id
from desktop_app.store.overlay import Overlay, View, docs_of
from desktop_app.store.values import Change

if TYPE_CHECKING:
    from desktop_app.store.held import Office


class OfficeStorage(Storage):
    """All own tables of an open office. Closing it leaves the office open."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._numberings: dict[str, Numbering] = {}

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables by name, each a mapping from doc_id (as text) to document that reads when asked."""
        return {name: cast("dict[str, Any]", View(self, name)) for name in self.names()}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make the tables hold exactly `data`, as one group; tables that are not in it are dropped."""
        changes: list[Change] = []
        for name in self.names():
            if name not in data:
                changes += self._clearing(name, kept=False)
        for name, docs in data.items():
            if not isinstance(docs, View):
                overlay = Overlay(self, name)
                overlay.become(docs)
                changes += self._changes(overlay)
        self._save(changes)

    def names(self) -> list[str]:
        """Return the names of the tables there are, as TinyDB counts them: those with records, and those kept empty."""
        found = set(self.office.tables("")) | {stored.id for stored in self.office.records(MARKS, "")}
        return sorted(name for name in found - {MARKS} if self.numbering(name).listed)

    def numbering(self, name: str) -> Numbering:
        """Return a table's doc_ids, up to date."""
        numbering = self._numberings.get(name)
        if numbering is None:
            numbering = self._numberings[name] = Numbering(self.office, name)
        numbering.refresh()
        return numbering

    def commit(self, overlay: Overlay) -> None:
        """Write what an overlay has gathered, as one group. Raises the store's errors."""
        self._save(self._changes(overlay))

    def keep_empty(self, name: str) -> None:
        """List a table even with no record in it."""
        numbering = self.numbering(name)
        if not numbering.listed:
            self._save([self._mark(name, Marker(numbering.marker.generation, numbering.marker.position, kept=True))])

    def _changes(self, overlay: Overlay) -> list[Change]:
        name, numbering = overlay.name, self.numbering(overlay.name)
        if overlay.cleared:
            changes = self._clearing(name, kept=True)
            return changes + [self._new(name, number, doc, numbering.after_clearing()) for number, doc in docs_of(overlay)]
        gone = [self._removal(name, numbering.slots[number]) for number in overlay.gone]
        return gone + [self._put(name, number, doc, numbering) for number, doc in docs_of(overlay)]

    def _put(self, name: str, number: int, doc: Mapping[str, Any], numbering: Numbering) -> Change:
        slot = numbering.slots.get(number)
        if slot is None:
            return self._new(name, number, doc, numbering.marker.generation)
        id, rev = self.office.slot(name, slot)
        return Change(name, id, dict(doc), rev)

    def _new(self, name: str, number: int, doc: Mapping[str, Any], generation: int) -> Change:
        id = record_id(name, generation, number, doc)
        if self.office.revision(name, id):
            raise ValueError(f"{id} is there already, or was and is removed")
        return Change(name, id, dict(doc), 0)

    def _removal(self, name: str, slot: int) -> Change:
        id, rev = self.office.slot(name, slot)
        return Change(name, id, None, rev, "remove")

    def _clearing(self, name: str, *, kept: bool) -> list[Change]:
        numbering = self.numbering(name)
        gone = [self._removal(name, slot) for slot in numbering.live_slots()]
        return [*gone, self._mark(name, Marker(numbering.after_clearing(), numbering.size, kept=kept))]

    def _mark(self, name: str, marker: Marker) -> Change:
        return Change(MARKS, name, marker.dump(), self.office.revision(MARKS, name))

    def _save(self, changes: list[Change]) -> None:
        if not changes:
            return
        try:
            self.office.append(changes, by=self.office.account, at=self.office.clock())
        except BadRecord as error:
            if isinstance(error.__cause__, TypeError):
                raise error.__cause__ from None  # what TinyDB raises for what JSON cannot hold
            raise


class OfficeTable(Table):
    """A table whose writes are lines of the journal. On any other storage it is TinyDB's own table."""

    def __init__(
        self, storage: Storage, name: str, cache_size: int = Table.default_query_cache_capacity, persist_empty: bool = False
    ) -> None:
        self._reserved = 0
        self._written = 0
        ours = isinstance(storage, OfficeStorage)
        super().__init__(storage, name, cache_size, persist_empty and not ours)
        if persist_empty and isinstance(storage, OfficeStorage):
            storage.keep_empty(name)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return all matching documents; what the program wrote since is seen."""
        if isinstance(self._storage, OfficeStorage):
            written = self._storage.office.revisions(self.name, "")
            if written != self._written:
                self._written = written
                self.clear_cache()
        return super().search(cond)

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        if isinstance(self._storage, OfficeStorage):
            return cast("dict[str, Mapping[Any, Any]]", View(self._storage, self.name))
        return super()._read_table()

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        if not isinstance(self._storage, OfficeStorage):
            super()._update_table(updater)
            return
        overlay = Overlay(self._storage, self.name)
        try:
            updater(cast("dict[int, Mapping[Any, Any]]", overlay))
            self._storage.commit(overlay)
        finally:
            self._reserved = 0
        self.clear_cache()

    def _get_next_id(self) -> int:
        if not isinstance(self._storage, OfficeStorage):
            return int(super()._get_next_id())  # type: ignore[no-untyped-call]
        number = max(self._reserved, self._storage.numbering(self.name).next)
        self._reserved = number + 1
        return number


class OfficeDB(TinyDB):
    """TinyDB over an open office."""

    table_class = OfficeTable


def open_tinydb(office: Office) -> TinyDB:
    """Return the office's own records as a TinyDB."""
    return OfficeDB(office, storage=OfficeStorage)

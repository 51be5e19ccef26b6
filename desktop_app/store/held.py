"""An office held open: the one way in to its records, history, streams, facts, files and secrets.

`append` is the only way a record changes; "saved" means that it returned. `FORMAT.md` says what is promised.
This module must not know what a form asks or show anything to a person.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from msgspec import to_builtins

from desktop_app.store.check import CheckReport, check_office
from desktop_app.store.errors import OfficeReadOnly
from desktop_app.store.facts import FACTS_FILE, FactFile
from desktop_app.store.group import Author, make_group
from desktop_app.store.holder import Seal
from desktop_app.store.index import NUMBER_BITS
from desktop_app.store.intake import BUNDLES, Intake
from desktop_app.store.keep import Keep
from desktop_app.store.lock import OfficeLock
from desktop_app.store.opening import Opened, Opening
from desktop_app.store.profile import Profile
from desktop_app.store.reader import Reader, load_data
from desktop_app.store.receiving import Source, make_stream, receive_stream
from desktop_app.store.scan import Segment
from desktop_app.store.snapshot import write_snapshot
from desktop_app.store.values import Change, Notice, Past, Stored, StreamHead
from desktop_app.store.witness import Head, Witness

if TYPE_CHECKING:
    from tinydb import TinyDB

SNAPSHOT_AFTER_LINES = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class User:
    """Who opened the office, and the clock for lines that TinyDB writes."""

    account: str
    clock: Callable[[], datetime]


class Office:
    """An open office. Safe to use from several threads of one process. Close it, or use it as a context manager."""

    def __init__(
        self,
        opening: Opening,
        opened: Opened,
        lock: OfficeLock | None,
        witness: Witness | None,
        user: User,
        seal: Seal | None = None,
    ) -> None:
        self.folder: Path = opening.folder
        self.profile: Profile = opening.profile
        self.account = user.account
        self.seal = seal
        self.clock = user.clock
        self.notices: list[Notice] = opened.notices
        self._opening = opening
        self._opened = opened
        self._index = opened.index
        self._lock = lock
        self._witness = witness
        self._guard = threading.RLock()
        self._reader = Reader(opened, opening.codec)
        self._intake = Intake(opening.codec, opened.index, 0, "", opened.streams)
        self._facts = FactFile(opening.profile, opened, self._reader, opening.folder / FACTS_FILE, read_only=opening.read_only)
        keep = Keep(opening.files, opening.folder, opening.codec, read_only=opening.read_only)
        self.write_file, self.read_file = keep.write_file, keep.read_file
        self.write_secret, self.read_secret = keep.write_secret, keep.read_secret
        self.save_draft, self.load_draft, self.drop_draft, self.drafts = (
            keep.save_draft,
            keep.load_draft,
            keep.drop_draft,
            keep.drafts,
        )
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Write the snapshot if it has grown old, give all files back, let the lock fall. Again: does nothing."""
        with self._guard:
            if self._closed:
                return
            if not self.read_only and self._lines - self._opened.snapshot_lines >= SNAPSHOT_AFTER_LINES:
                self.save_snapshot()
            self._closed = True
            self._facts.close()
            for chain in (self._opened.own, *self._opened.received.values()):
                chain.close()
            if self._witness is not None:
                self._witness.close()
            if self._lock is not None:
                self._lock.release()

    def save_snapshot(self) -> bool:
        """Write the snapshot that makes the next opening fast; return whether that worked. It never matters if not."""
        with self._guard:
            if self.read_only:
                return False
            self._opened.snapshot_lines = self._lines
            return write_snapshot(self._opening.files, self.folder, self._opening.codec, self._opened)

    @property
    def _lines(self) -> int:
        return sum(chain.head.n for chain in (self._opened.own, *self._opened.received.values()))

    # -- looking

    @property
    def head(self) -> Head:
        """The last line of the own chain."""
        return self._opened.own.head

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: opened so, or after a disk error."""
        return self._opening.read_only or self._closed or bool(self._opened.own.broken)

    def get(self, table: str, id: str, origin: str = "") -> Stored | None:
        """Return the current revision of a record, None if there is none or it is removed. Raises Damaged."""
        with self._guard:
            return self._reader.current(table, id, origin)

    def history(self, table: str, id: str, origin: str = "") -> list[Stored]:
        """Return every revision of a record, oldest first, removals too; empty if it was never there. Raises Damaged."""
        with self._guard:
            return self._reader.history(table, id, origin)

    def records(self, table: str, origin: str | None = None) -> Iterator[Stored]:
        """Yield the current records of a table that are not removed, of one origin ("" own) or all (None). Raises Damaged.

        Own records first, each origin in the order of first lines, as they were when the first is asked for.
        """
        with self._guard:
            places = [(name, list(index.live_places())) for name, index in self._index.of_table(table, origin)]
        for name, where in places:
            for place in where:
                with self._guard:
                    stored = self._reader.at(place, name, table)
                yield stored

    def count(self, table: str, origin: str | None = None) -> int:
        """Return how many current records a table has."""
        with self._guard:
            return sum(index.live for _, index in self._index.of_table(table, origin))

    def tables(self, origin: str | None = None) -> list[str]:
        """Return the names of the tables that have or had records."""
        with self._guard:
            return sorted({table for name, table in self._index.tables if origin in (None, name)})

    def revisions(self, table: str, origin: str | None = None) -> int:
        """Return how many lines have touched a table: it changes whenever the table does."""
        with self._guard:
            return sum(index.changes for _, index in self._index.of_table(table, origin))

    def find_code(self, table: str, code: str) -> str | None:
        """Return the id of the own record that has or had this `code`, None if there is none."""
        with self._guard:
            index = self._index.find("", table)
            slot = index.codes.find(code) if index else None
            return index.ids[slot] if index and slot is not None else None

    def search(self, table: str, words: str | Sequence[str], limit: int = 50) -> list[str]:
        """Return ids of own records whose name, code or ID number hold every word, newest first. Words are folded."""
        asked = words.split() if isinstance(words, str) else [part for word in words for part in word.split()]
        with self._guard:
            index = self._index.find("", table)
            return index.search(asked, limit) if index else []

    def serials(self, batch: str) -> set[int]:
        """Return the serials keyed for a batch of survey slips."""
        with self._guard:
            index = self._index.find("", "surveys")
            return index.serials.of_batch(batch) if index else set()

    def slips(self, batch: str, origin: str = "") -> list[tuple[int, str]]:
        """Return serial and disposition (empty, void, blank, training) of every slip of a batch, in no order."""
        with self._guard:
            index = self._index.find(origin, "surveys")
            return index.serials.of_kinds(batch) if index else []

    def find_slips(self, batch: str, serial: int) -> list[tuple[str, str]]:
        """Return id and disposition of the own slips with a number: the one that holds it first, then void ones."""
        with self._guard:
            index = self._index.find("", "surveys")
            return [(index.ids[slot], index.serials.kind(slot)) for slot in index.serials.find(batch, serial)] if index else []

    def latest_slips(self, batch: str) -> list[str]:
        """Return the ids of a batch's own slips, the one saved last first."""
        with self._guard:
            index = self._index.find("", "surveys")
            slots = index.serials.slots(batch) if index else []
            return [index.ids[slot] for slot in sorted(slots, key=index.places.__getitem__, reverse=True)] if index else []

    def revision(self, table: str, id: str, origin: str = "") -> int:
        """Return a record's current revision, of a removed one too; 0 if it was never there."""
        with self._guard:
            index = self._index.find(origin, table)
            return index.state(id)[1] if index else 0

    def slot_count(self, table: str) -> int:
        """Return how many records an own table ever had; a slot is a record's place in the order of first lines."""
        with self._guard:
            index = self._index.find("", table)
            return len(index.ids) if index else 0

    def slot(self, table: str, slot: int) -> tuple[str, int]:
        """Return id and current revision of the record in a slot."""
        with self._guard:
            index = self._index.tables["", table]
            return index.ids[slot], index.marks[slot] >> 1

    def slot_live(self, table: str, slot: int) -> bool:
        """Return whether the record in a slot is not removed."""
        with self._guard:
            return not self._index.tables["", table].marks[slot] & 1

    def raw_lines(self, first_n: int) -> Iterator[bytes]:
        """Yield the own chain's lines from `first_n` on as they travel: payloads opened, hashes the same. Raises Damaged."""
        for n in range(max(first_n, 1), self.head.n + 1):
            with self._guard:
                raw = self._reader.clear_line(n)
            yield raw

    def audits(self, what: str = "") -> Iterator[Stored]:
        """Yield the own audit lines, all or those of one kind, oldest first. Raises Damaged."""
        for n in range(1, self.head.n + 1):
            with self._guard:
                line = self._opened.own.read_line(n)
                if line.envelope.op != "audit" or (what and line.envelope.id != what):
                    continue
                stored = self._reader.stored(line, n, "")
            yield stored

    def latest_moment(self, lines: int) -> datetime | None:
        """Return the latest time any of the own chain's last `lines` lines bears, None before the first. Raises Damaged."""
        with self._guard:
            own = self._opened.own
            times = [own.read_line(n).envelope.at for n in range(max(own.head.n - lines, 0) + 1, own.head.n + 1)]
        return max(map(datetime.fromisoformat, times), default=None)

    def streams(self) -> dict[tuple[str, str], StreamHead]:
        """Return how far each received stream is committed, by (station, epoch)."""
        with self._guard:
            return dict(self._opened.streams)

    def stream_lines(self, station: str, epoch: str, first_n: int) -> Iterator[Stored]:
        """Yield the lines of a received stream from `first_n` on, as they were committed. Raises Damaged."""
        with self._guard:
            chain = self._opened.received[station, epoch]
        for n in range(max(first_n, 1), chain.head.n + 1):
            with self._guard:
                stored = self._reader.stored(chain.read_line(n), chain.number << NUMBER_BITS | n, station)
            yield stored

    def stream_hash(self, station: str, epoch: str, n: int) -> str:
        """Return the hash of a received line, empty if there is no such line. Raises Damaged."""
        with self._guard:
            chain = self._opened.received.get((station, epoch))
            return chain.read_line(n).hash if chain and 1 <= n <= chain.head.n else ""

    def line_hash(self, n: int) -> str:
        """Return the hash of an own line, empty if there is no such line. Raises Damaged."""
        with self._guard:
            return self._opened.own.read_line(n).hash if 1 <= n <= self.head.n else ""

    def at_rest(self, look: Callable[[], T]) -> T:
        """Return what `look` sees while nothing can be saved."""
        with self._guard:
            return look()

    def segments(self) -> list[Segment]:
        """Return the segments of every chain as they are now; `size`: bytes that count."""
        with self._guard:
            chains = (self._opened.own, *self._opened.received.values())
            return [replace(segment) for chain in chains for segment in chain.trail.segments]

    # -- changing

    def append(self, changes: Sequence[Change], *, by: str, at: datetime) -> list[Stored]:
        """Save changes as one group: all or nothing, one fsync. Returns the new revisions once they are on the disk.

        Raises ChangedElsewhere, Duplicate, BadRecord (nothing tried), DiskFull, WriteFailed (put back, usable), FlushFailed,
        OfficeReadOnly, Damaged.
        """
        with self._guard:
            return self._append(changes, by, at)

    def audit(self, what: str, detail: Mapping[str, Any], by: str, at: datetime) -> None:
        """Write an audit line: something was looked at, printed, exported. Raises as `append`."""
        self.append([Change(table="audit", id=what, data=dict(detail), op="audit")], by=by, at=at)

    def receive(
        self,
        unit: str,
        station: str,
        epoch: str,
        lines: Iterable[bytes],
        note: Mapping[str, Any],
        by: str,
        at: datetime,
        past: tuple[Past, ...] = (),
    ) -> None:
        """Take in lines that continue a received stream, with a record of the bundle that brought them, all or nothing.

        note: kept as the `bundles` record; `bundle_seq` and `bundle_hash` in it go into the stream's head, `id` or
        `bundle_id` names the record.  past: earlier epochs of the station that a new stream begins with: it takes over from the
        streams of these.  Lines that are here already must be the same ones.  Raises StreamBroken and as `append`.
        """
        known = self.streams().get((station, epoch))
        source = Source(unit, station, epoch, known.past if known else past)

        def commit(head: Head) -> None:
            stream = make_stream(source, head, note.get("bundle_seq", 0), note.get("bundle_hash", ""))
            id = str(note.get("id") or note.get("bundle_id") or f"{station}-{epoch}-{stream.bundle_seq}")
            change = Change(BUNDLES, id, {**note, "stream": to_builtins(stream)}, self.revision(BUNDLES, id))
            self._append([change], by, at, received=True)

        with self._guard:
            self._require_writable()
            receive_stream(self._opening, self._opened, source, lines, commit)

    def _append(self, changes: Sequence[Change], by: str, at: datetime, *, received: bool = False) -> list[Stored]:
        self._require_writable()
        if not changes:
            return []
        author = Author(self.profile, self._opening.codec, by, at)
        group = make_group(changes, self.head, self._index, author, received=received)
        self._opened.own.append(group.raws, group.head)
        for envelope, data in zip(group.envelopes, group.datas, strict=True):
            self._intake.note(envelope, data)
        if self._witness is not None:
            self._witness.write(group.head)
        return [
            Stored(e.table, e.id, e.rev, e.n, e.at, e.by, e.op, e.why, "", load_data(data))
            for e, data in zip(group.envelopes, group.datas, strict=True)
        ]

    def _require_writable(self) -> None:
        if self.read_only:
            raise OfficeReadOnly(self._opened.own.broken)

    # -- what hangs on the records

    def facts(self) -> Connection:
        """Return a connection to the fact tables, brought up to the head in one transaction; rebuilt when doubtful."""
        with self._guard:
            return self._facts.connect()

    def tinydb(self) -> TinyDB:
        """Return the own records as a TinyDB. Closing it does not close the office."""
        from desktop_app.store.tiny import open_tinydb

        return open_tinydb(self)

    def check(self, full: bool = False) -> CheckReport:
        """Look the office over; full: read every line and document anew and count the facts again. Mends nothing."""
        with self._guard:
            return check_office(self._opening, self._opened, self._facts, full=full)

"""`facts.sqlite`: the fact rows of all current records, own and received, the input of every count.

Derived: brought up to the head in one transaction when asked for, rebuilt from the journal when missing, stale or doubtful.
It is doubtful if SQLite cannot read it, if a chain does not have the line it says it was built to, or if the file was
changed by anyone else since. It holds no name, ID number or phone. This module must not count.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.store.chain import Chain
from desktop_app.store.index import NUMBER_BITS
from desktop_app.store.opening import Opened
from desktop_app.store.profile import Profile
from desktop_app.store.reader import Reader, load_data
from forms.facts import FACT_TABLES, SCHEMA, Uncountable, fact_rows

FACTS_FILE = "facts.sqlite"
VERSION = hashlib.sha256(b"4" + SCHEMA.encode()).hexdigest()
BATCH_ROWS = 20_000
META = """
CREATE TABLE built (station TEXT, epoch TEXT, n INT, hash TEXT, PRIMARY KEY (station, epoch));
CREATE TABLE meta (version TEXT, changes INT);
CREATE TABLE uncounted (station TEXT, id TEXT, record_table TEXT, detail TEXT);
"""
ALL_TABLES = (*FACT_TABLES, "uncounted")
Key = tuple[str, str, str]
"""Origin, table, id."""


class _Doubt(Exception):
    """The facts cannot be brought up to the head from what they hold."""


class FactFile:
    """The fact tables of an open office. Close it."""

    def __init__(self, profile: Profile, opened: Opened, reader: Reader, path: Path, *, read_only: bool) -> None:
        self._profile = profile
        self._opened = opened
        self._reader = reader
        self._path = path
        self._read_only = read_only
        self._connection: sqlite3.Connection | None = None

    def connect(self) -> sqlite3.Connection:
        """Return a connection that holds the facts up to the head; it refuses to be written to."""
        try:
            if self._connection is None:
                self._connection = self._open()
            self._update(self._connection)
        except (_Doubt, sqlite3.DatabaseError, OSError):
            if self._connection is not None:
                self._connection.close()
            self._connection = self._rebuild()
        return self._connection

    def close(self) -> None:
        """Give the file back as soon as nobody counts on it any more.

        The connection is let go, not closed: a worker may be in the middle of a count, and sqlite3 ends the whole process
        when a connection is closed under a running statement.
        """
        self._connection = None

    def fill(self, connection: sqlite3.Connection) -> None:
        """Make the tables in an empty database and fill them from the journal."""
        connection.executescript(SCHEMA + META)
        with _writing(connection):
            keys = [(origin, table) for origin, table in self._opened.index.tables]
            self._insert(connection, (row for origin, table in keys for row in self._table_rows(origin, table)))
            self._note_built(connection)

    def _open(self) -> sqlite3.Connection:
        if not self._path.exists():
            raise _Doubt
        mode = "ro" if self._read_only else "rw"
        connection = sqlite3.connect(f"{self._path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
        try:
            connection.execute("PRAGMA query_only = ON")
            found = connection.execute("SELECT version, changes FROM meta").fetchall()
            if found != [(VERSION, _changes(self._path))]:
                raise _Doubt
        except BaseException:
            connection.close()
            raise
        return connection

    def _update(self, connection: sqlite3.Connection) -> None:
        built = {(station, epoch): (n, digest) for station, epoch, n, digest in connection.execute("SELECT * FROM built")}
        behind = [(chain, self._known_to(chain, built)) for chain in self._chains()]
        if built.keys() - {(chain.trail.station, chain.trail.epoch) for chain, _ in behind}:
            raise _Doubt
        changed = {chain.number: n for chain, n in behind if n < chain.head.n}
        if not changed:
            return
        if self._read_only and self._path_of(connection):
            raise _Doubt
        keys, gone = self._changed(changed)
        with _writing(connection):
            _delete(connection, gone)
            self._insert(connection, (row for key in keys for row in self._current_rows(key)))
            self._note_built(connection)

    def _known_to(self, chain: Chain, built: dict[tuple[str, str], tuple[int, str]]) -> int:
        n, digest = built.get((chain.trail.station, chain.trail.epoch), (0, ""))
        if n > chain.head.n or (n and chain.read_line(n).hash != digest):
            raise _Doubt
        return n

    def _changed(self, behind: dict[int, int]) -> tuple[list[Key], dict[str, set[tuple[str, str]]]]:
        """Return the records changed since, and by fact table the (station, id) whose rows go. Raises _Doubt."""
        keys: dict[Key, None] = {}
        gone: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for number, known in behind.items():
            chain = self._reader.chain(number)
            for n in range(known + 1, chain.head.n + 1):
                e = chain.read_line(n).envelope
                if e.op == "audit":
                    continue
                if e.base and not e.was:
                    raise _Doubt
                keys[chain.origin, e.table, e.id] = None
                if e.was and e.was <= known:
                    for fact_table, values in self._rows_at(number << NUMBER_BITS | e.was, (chain.origin, e.table, e.id)):
                        gone[fact_table].add((values[1], values[2]) if fact_table != "uncounted" else (values[0], values[1]))
        return list(keys), gone

    def _table_rows(self, origin: str, table: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
        index = self._opened.index.tables[origin, table]
        for slot, id in enumerate(index.ids):
            if not index.marks[slot] & 1:
                yield from self._rows_at(index.places[slot], (origin, table, id))

    def _current_rows(self, key: Key) -> list[tuple[str, tuple[Any, ...]]]:
        origin, table, id = key
        index = self._opened.index.find(origin, table)
        place, _, removed = index.state(id) if index else (0, 0, True)
        return [] if removed else self._rows_at(place, key)

    def _rows_at(self, place: int, key: Key) -> list[tuple[str, tuple[Any, ...]]]:
        origin, table, id = key
        line = self._reader.line_at(place, table, id)
        record = load_data(self._reader.data(line, place))
        if not isinstance(record, dict):
            return []
        station = origin or self._profile.station
        try:
            return [(name, (self._unit(origin), station, id, *values)) for name, values in fact_rows(table, id, record)]
        except Uncountable as error:
            return [("uncounted", (station, id, table, error.detail))]

    def _unit(self, origin: str) -> str:
        if not origin:
            return self._profile.unit
        return next(stream.unit for stream in self._opened.streams.values() if stream.station == origin)

    def _insert(self, connection: sqlite3.Connection, rows: Iterator[tuple[str, tuple[Any, ...]]]) -> None:
        waiting: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for name, values in rows:
            batch = waiting[name]
            batch.append(values)
            if len(batch) >= BATCH_ROWS:
                _insert_rows(connection, name, batch)
                batch.clear()
        for name, batch in waiting.items():
            if batch:
                _insert_rows(connection, name, batch)

    def _note_built(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM built")
        heads = [(chain.trail.station, chain.trail.epoch, chain.head.n, chain.head.hash) for chain in self._chains()]
        connection.executemany("INSERT INTO built VALUES (?, ?, ?, ?)", heads)
        path = self._path_of(connection)
        connection.execute("DELETE FROM meta")
        connection.execute("INSERT INTO meta VALUES (?, ?)", (VERSION, _changes(path) + 1 if path else 0))

    def _rebuild(self) -> sqlite3.Connection:
        """Return all facts built anew: in the file, or in memory when read-only or when the disk takes no file."""
        if not self._read_only:
            with contextlib.suppress(OSError, sqlite3.OperationalError):
                for path in (self._path, self._path.with_name(self._path.name + "-journal")):
                    path.unlink(missing_ok=True)
                return self._filled(self._path)
        return self._filled(":memory:")

    def _filled(self, database: Path | str) -> sqlite3.Connection:
        connection = sqlite3.connect(database, check_same_thread=False)
        try:
            self.fill(connection)
            connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _chains(self) -> list[Chain]:
        return self._opened.counted()

    def _path_of(self, connection: sqlite3.Connection) -> Path | None:
        name = connection.execute("PRAGMA database_list").fetchone()[2]
        return Path(name) if name else None


@contextlib.contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """Let one transaction in."""
    connection.execute("PRAGMA query_only = OFF")
    try:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
    finally:
        connection.execute("PRAGMA query_only = ON")


def _insert_rows(connection: sqlite3.Connection, name: str, rows: list[tuple[Any, ...]]) -> None:
    if name not in ALL_TABLES:
        raise sqlite3.DatabaseError(f"no fact table {name}")
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - the name is one of ALL_TABLES


def _delete(connection: sqlite3.Connection, gone: dict[str, set[tuple[str, str]]]) -> None:
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS gone (station TEXT, id TEXT)")
    for name, ids in gone.items():
        connection.execute("DELETE FROM temp.gone")
        connection.executemany("INSERT INTO temp.gone VALUES (?, ?)", sorted(ids))
        connection.execute(f"DELETE FROM {name} WHERE (station, id) IN (SELECT station, id FROM temp.gone)")  # noqa: S608


def _changes(path: Path) -> int:
    """Return the file change counter in an SQLite file's header (sqlite.org/fileformat2.html §1.3.6), 0 for a new file."""
    with path.open("rb") as handle:
        return int.from_bytes(handle.read(28)[24:28], "big")

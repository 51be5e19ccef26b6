"""Holds an office that was found after a crash against what had been promised.

It must open without complaint, hold every promised record exactly, no group by half, nothing that nobody wrote; and after that
opening it must open again with nothing left to tell, and take a new record. This module must not know how the state came about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from desktop_app.store.backup_file import open_backup
from desktop_app.store.errors import NotAnOffice, StoreError
from desktop_app.store.office import Office
from forms.line import load_line, read_data
from tests.store.crash.ledger import ANY, MADE, OWN, Entry, Promise, Row, promises
from tests.store.crash.scenarios import USB, digest, open_any, password_of
from tests.store.offices import NOW, NoFlush, new

Opener = Callable[[Path], Office]
PROBE = "probe"


class Broken(AssertionError):
    """An office is not as it was promised."""


def open_plainly(folder: Path) -> Office:
    """Open an office without flushing: no power is cut here."""
    return open_any(folder, NoFlush())


def judge(root: Path, entries: Iterable[Entry], opener: Opener = open_plainly) -> list[Entry]:
    """Return what was found, as entries that go on from there. Raises Broken."""
    found: list[Entry] = []
    for name, promise in promises(entries).items():
        found += _judge_office(root / name, name, promise, opener)
    return found


def _judge_office(folder: Path, name: str, promise: Promise, opener: Opener) -> list[Entry]:
    try:
        with opener(folder) as office:
            found = _hold(office, name, promise)
            head = office.head
        with opener(folder) as office:
            _require(not office.notices, name, f"second opening: {[notice.code for notice in office.notices]}")
            _require(office.head == head, name, "second opening: another head")
            id = f"{PROBE}-{head.n}"
            office.append([new("feedback", id, {})], by="lan", at=NOW)
            _require(office.get("feedback", id) is not None, name, "a new record is not there")
    except NotAnOffice:
        if promise.made:
            raise Broken(f"{name}: no office, though it was made") from None
        return []
    except StoreError as error:
        raise Broken(f"{name}: {error.en}") from error
    probe = (Row("feedback", id, "put", {}),)
    return [*found, Entry("try", name, OWN, probe), Entry("done", name, OWN)]


def _require(good: bool, name: str, told: str) -> None:
    if not good:
        raise Broken(f"{name}: {told}")


def _hold(office: Office, name: str, promise: Promise) -> list[Entry]:
    codes = {notice.code for notice in office.notices}
    _require(codes <= {"TAIL-CUT"}, name, f"notices {codes}")
    rows = own_rows(office)
    groups = _count_groups(rows, promise)
    _require(groups >= 0, name, f"{len(rows)} lines are no whole groups of those written")
    _require(groups >= promise.done, name, f"{groups} groups, promised {promise.done}")
    _hold_current(office, name, rows)
    for key, allowed in promise.kept.items():
        value = READERS[key[0]](office, *key[1:])
        _require(value in allowed, name, f"{key} is not what was kept")
    kept = [Entry("try", name, key, value) for key, values in promise.kept.items() for value in values[1:]]
    first = [Entry("done", name, key, values[0]) for key, values in promise.kept.items()]
    own = [Entry("try", name, OWN, group) for group in promise.groups[:groups]]
    return [Entry("done", name, MADE), *own, Entry("found", name, OWN, groups), *first, *kept]


def own_rows(office: Office) -> list[Row]:
    """Return what the lines of the own chain say."""
    rows = []
    for raw in office.raw_lines(1):
        line = load_line(raw)
        data = json.loads(read_data(line))
        rows.append(Row(line.envelope.table, line.envelope.id, line.envelope.op, data))
    return rows


def _count_groups(rows: list[Row], promise: Promise) -> int:
    """Return how many groups the rows are, -1 if they are no whole groups."""
    place = 0
    for count, group in enumerate(promise.groups):
        if place == len(rows):
            return count
        there = rows[place : place + len(group)]
        if len(there) != len(group) or not all(_same(*pair) for pair in zip(there, group, strict=True)):
            return -1
        place += len(group)
    return len(promise.groups) if place == len(rows) else -1


def _same(found: Row, written: Row) -> bool:
    return (found.table, found.id, found.op) == (written.table, written.id, written.op) and (
        written.data in (ANY, found.data)
    )


def _hold_current(office: Office, name: str, rows: list[Row]) -> None:
    current: dict[tuple[str, str], Any] = {}
    for row in rows:
        if row.op == "put":
            current[row.table, row.id] = row.data
        elif row.op == "remove":
            current.pop((row.table, row.id), None)
    there = {(stored.table, stored.id): stored.data for table in office.tables("") for stored in office.records(table, "")}
    _require(there == current, name, "the current records are not those of the lines")
    _require(sum(office.count(table, "") for table in office.tables("")) == len(current), name, "the count is wrong")


def _read_stream(office: Office, station: str, epoch: str) -> tuple[int, str] | None:
    stream = office.streams().get((station, epoch))
    if stream is None:
        return None
    for table in office.tables(station):
        for stored in office.records(table, station):
            office.history(table, stored.id, station)
    return stream.n, digest(list(office._opened.received[station, epoch].raw_lines(1)))


def _read_backup(office: Office, name: str) -> int | None:
    path = office.folder.parent / USB / name
    if not path.exists():
        return None
    with open_backup(path) as archive:
        return archive.manifest.mark.n


READERS: dict[str, Callable[..., Any]] = {
    "stream": _read_stream,
    "file": lambda office, name: office.read_file(name),
    "secret": lambda office, name: office.read_secret(name),
    "backup": _read_backup,
    "password": lambda office: password_of(office.folder),
    "draft": lambda office, name: office.load_draft(name),
}
"""How each kind of kept thing is read back; None if it is not there. A new kind joins with a line."""

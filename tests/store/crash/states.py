"""All that a disk may hold after the power was cut at one moment of a recording.

Bytes: of each file everything up to its last flush is there; of what came later all, none, a beginning, all but one, the last
ones the other way round, or one of them torn: at 0, 1, half, all but 1 and each 512 bytes, with nothing, zeros or junk behind.
While one file is torn the others' later bytes are all there or not at all. Names: strict - those whose folder was flushed, plus
none, one, all but one or all of the later ones; journalling - in order up to any moment. A truncate counts as a write.

Left out, to keep the number finite: two files torn at once, and unflushed writes before the last `LATE`, of which all or none are
there (the witness is never flushed while an office is open). No state depends on chance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from tests.store.crash.layer import ROOT, Data, Flush, Naming, Note, Op, Tree, apply_data, apply_names, walk
from tests.store.crash.ledger import Entry

LATE = 5
SECTOR = 512
State = dict[str, bytes | None]
"""Relative path → bytes, None for a folder."""


@dataclass(frozen=True, slots=True)
class Crash:
    """A state, the operation it was cut before, and what had been tried and promised until then."""

    cut: int
    state: State
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Disk:
    """What is durable, and what is on its way by node (bytes) and in order (names)."""

    durable: Tree
    late: dict[int, list[Data]] = field(default_factory=dict)
    naming: list[Naming] = field(default_factory=list)

    def take(self, op: Op) -> None:
        """Go one operation on."""
        if isinstance(op, Naming):
            self.naming.append(op)
            if op.born is not None:
                self.durable.data[op.born] = b""
        elif isinstance(op, Data):
            self.late.setdefault(op.node, []).append(op)
        elif isinstance(op, Flush):
            self._flush(op.node)

    def _flush(self, node: int) -> None:
        for write in self.late.pop(node, ()):
            self.durable.data[node] = apply_data(self.durable.data[node], write)
        for naming in self.naming:
            if naming.folder == node:
                apply_names(self.durable, naming)
        self.naming = [naming for naming in self.naming if naming.folder != node]


def crashes(start: Tree, ops: list[Op], cuts: Collection[int] = ()) -> Iterator[Crash]:
    """Yield every state once per promise, cut before each operation and after the last; or at `cuts` alone."""
    disk, seen = Disk(start.copy()), set[int]()
    entries: list[Entry] = []
    for cut, op in enumerate([*ops, None]):
        if not cuts or cut in cuts:
            yield from _fresh(cut, disk, tuple(entries), seen)
        if isinstance(op, Note):
            entries.append(op.entry)
        elif op is not None:
            disk.take(op)


def _fresh(cut: int, disk: Disk, entries: tuple[Entry, ...], seen: set[int]) -> Iterator[Crash]:
    for state in _states(disk):
        key = hash((len(entries), tuple(state.items())))
        if key not in seen:
            seen.add(key)
            yield Crash(cut, state, entries)


def _states(disk: Disk) -> Iterator[State]:
    contents = {node: _contents(disk.durable.data[node], late) for node, late in disk.late.items()}
    trees = [_named(disk.durable, namings) for namings in _namings(disk.naming)]
    whole = disk.durable.data | {node: variants[0] for node, variants in contents.items()}
    for names in trees:
        yield dict(walk(names, disk.durable.data))
        yield dict(walk(names, whole))
    for names in (trees[0], trees[-1]) if disk.naming else trees[:1]:
        reached = _reached(names)
        for node, variants in contents.items():
            if node in reached:
                for variant in variants:
                    yield dict(walk(names, {**whole, node: variant}))
                    yield dict(walk(names, {**disk.durable.data, node: variant}))


def _reached(names: dict[tuple[int, str], int]) -> set[int]:
    return {ROOT, *names.values()}


def _named(durable: Tree, namings: list[Naming]) -> dict[tuple[int, str], int]:
    tree = Tree(dict(durable.names), {})
    for naming in namings:
        apply_names(tree, naming)
    return tree.names


def _namings(late: list[Naming]) -> list[list[Naming]]:
    """Return which of the late names are there: all first, none last."""
    some = [late]
    for number in range(len(late)):
        some += [late[:number], late[:number] + late[number + 1 :], [late[number]]]
    return [*some, []]


def _contents(durable: bytes, late: list[Data]) -> list[bytes]:
    """Return what a file may hold, all late writes first."""
    found: dict[bytes, None] = {_applied(durable, late): None, durable: None}
    settled = _applied(durable, late[:-LATE])
    for base in dict.fromkeys((settled, durable)):
        last = late[-LATE:]
        for number, write in enumerate(last):
            before = _applied(base, last[:number])
            found[before] = None
            found[_applied(before, last[number + 1 :])] = None
            for torn in _torn(before, write):
                found[torn] = None
                found[_applied(torn, last[number + 1 :])] = None
        found[_applied(base, last[::-1])] = None
    return list(found)


def _applied(before: bytes, writes: list[Data]) -> bytes:
    for write in writes:
        before = apply_data(before, write)
    return before


def _torn(before: bytes, write: Data) -> Iterator[bytes]:
    if write.size >= 0:
        return
    length = len(write.data)
    edge = SECTOR - write.offset % SECTOR
    for at in sorted({0, 1, length // 2, length - 1, *range(edge, length, SECTOR)}):
        for rest in (b"", bytes(length - at), junk(length - at)):
            yield apply_data(before, Data(write.node, write.offset, write.data[:at] + rest))


def junk(length: int) -> bytes:
    """Return bytes that look like nothing, the same ones at every run."""
    return hashlib.shake_128(b"junk %d" % length).digest(length)

"""A file layer that records what it is asked to do, and a picture of what a disk may then hold.

Names and bytes are kept apart, as a file system keeps them: a name is an entry of a folder, a file is a node. So a rename that
did not reach the disk and a file whose bytes did not are two things. The recording layer does not flush for real: it is told to,
and that is what counts here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.store.files import Files
from tests.store.crash.ledger import Entry

ROOT = 0
SKIPPED = {"lock", "facts.sqlite", "facts.sqlite-journal"}
"""Not written through the layer: the lock falls with its process, the facts are derived."""

Name = tuple[int, str]
"""A folder's node and a name in it."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A change of names in one step: created, renamed, removed. Durable when `folder` was flushed. `born`: a new, empty file."""

    folder: int
    effects: tuple[tuple[Name, int | None], ...]
    born: int | None = None


@dataclass(frozen=True, slots=True)
class Data:
    """A write (`size` -1) at `offset`, or a cut to `size` bytes."""

    node: int
    offset: int = 0
    data: bytes = b""
    size: int = -1


@dataclass(frozen=True, slots=True)
class Flush:
    """Bytes of a file, or names of a folder, were flushed."""

    node: int


@dataclass(frozen=True, slots=True)
class Note:
    """The office's user was promised, or tried, something."""

    entry: Entry


Op = Naming | Data | Flush | Note


@dataclass(slots=True)
class Tree:
    """Folders, names and nodes. `data`: bytes of the files; a node that is not there is a folder."""

    names: dict[Name, int] = field(default_factory=dict)
    data: dict[int, bytes] = field(default_factory=dict)

    def find(self, path: str) -> int:
        """Return the node at a relative path. Raises KeyError."""
        node = ROOT
        for part in path.split("/") if path != "." else ():
            node = self.names[node, part]
        return node

    def copy(self) -> Tree:
        """Return a copy that may be changed."""
        return Tree(dict(self.names), dict(self.data))


def apply_data(before: bytes, op: Data) -> bytes:
    """Return a file's bytes after a write or a cut; a hole is filled with zeros."""
    if op.size >= 0:
        return before[: op.size].ljust(op.size, b"\0")
    return before[: op.offset].ljust(op.offset, b"\0") + op.data + before[op.offset + len(op.data) :]


def apply_names(tree: Tree, op: Naming) -> None:
    """Change names as told."""
    if op.born is not None:
        tree.data.setdefault(op.born, b"")
    for name, node in op.effects:
        if node is None:
            tree.names.pop(name, None)
        else:
            tree.names[name] = node


def read_tree(root: Path) -> Tree:
    """Return the tree that lies in a folder."""
    tree, count = Tree(), ROOT
    nodes = {root: ROOT}
    for path in sorted(root.rglob("*")):
        if path.name in SKIPPED:
            continue
        count += 1
        nodes[path] = count
        tree.names[nodes[path.parent], path.name] = count
        if path.is_file():
            tree.data[count] = path.read_bytes()
    return tree


class Recorder(Files):
    """Does all but flushing, and records every call below `root` in `ops`. `live`: the tree as a process sees it."""

    def __init__(self, root: Path, tree: Tree | None = None, ops: list[Op] | None = None) -> None:
        self.root = root
        self.start = tree or read_tree(root)
        self.ops: list[Op] = list(ops or [])
        self.live = replay(self.start, self.ops)
        self._handles: dict[int, int] = {}
        named = [node for op in self.ops if isinstance(op, Naming) for _, node in op.effects if node is not None]
        self._next = 1 + max([ROOT, *self.start.names.values(), *named])

    def note(self, entry: Entry) -> None:
        """Record that something was tried or promised."""
        self.ops.append(Note(entry))

    def _name(self, path: Path) -> Name:
        relative = path.relative_to(self.root)
        return self.live.find(relative.parent.as_posix()), relative.name

    def _rename(self, op: Naming) -> None:
        self.ops.append(op)
        apply_names(self.live, op)

    def _change(self, op: Data) -> None:
        self.ops.append(op)
        self.live.data[op.node] = apply_data(self.live.data[op.node], op)

    def _hold(self, handle: int, path: Path) -> int:
        self._handles[handle] = self.live.names[self._name(path)]
        return handle

    def open_append(self, path: Path) -> int:
        return self._hold(super().open_append(path), path)

    def open_write(self, path: Path) -> int:
        return self._hold(super().open_write(path), path)

    def create(self, path: Path, mode: int = 0o666) -> int:
        handle = super().create(path, mode)
        name = self._name(path)
        self._rename(Naming(name[0], ((name, self._next),), self._next))
        self._handles[handle] = self._next
        self._next += 1
        return handle

    def write(self, handle: int, data: bytes) -> int:
        taken = super().write(handle, data)
        node = self._handles[handle]
        self._change(Data(node, len(self.live.data[node]), bytes(data[:taken])))
        return taken

    def write_at(self, handle: int, offset: int, data: bytes) -> int:
        taken = super().write_at(handle, offset, data)
        self._change(Data(self._handles[handle], offset, bytes(data[:taken])))
        return taken

    def fsync(self, handle: int) -> None:
        self.ops.append(Flush(self._handles[handle]))

    def truncate(self, handle: int, size: int) -> None:
        super().truncate(handle, size)
        self._change(Data(self._handles[handle], size=size))

    def close(self, handle: int) -> None:
        super().close(handle)
        del self._handles[handle]

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        old, new = self._name(source), self._name(target)
        self._rename(Naming(new[0], ((old, None), (new, self.live.names[old]))))

    def remove(self, path: Path) -> None:
        super().remove(path)
        name = self._name(path)
        self._rename(Naming(name[0], ((name, None),)))

    def remove_folder(self, path: Path) -> None:
        super().remove_folder(path)
        name = self._name(path)
        self._rename(Naming(name[0], ((name, None),)))

    def make_folder(self, path: Path, mode: int = 0o777) -> None:
        super().make_folder(path, mode)
        name = self._name(path)
        self._rename(Naming(name[0], ((name, self._next),)))
        self._next += 1

    def fsync_folder(self, path: Path) -> None:
        if path != self.root.parent:
            self.ops.append(Flush(self.live.find(path.relative_to(self.root).as_posix())))


def replay(start: Tree, ops: list[Op]) -> Tree:
    """Return the tree as a process sees it after `ops`, whatever was flushed."""
    tree = start.copy()
    for op in ops:
        if isinstance(op, Naming):
            apply_names(tree, op)
        elif isinstance(op, Data):
            tree.data[op.node] = apply_data(tree.data[op.node], op)
    return tree


def walk(names: dict[Name, int], data: dict[int, bytes]) -> Iterator[tuple[str, bytes | None]]:
    """Yield relative path and bytes (None: a folder) of what can be reached from the root, folders before what is in them."""
    below: dict[int, list[tuple[str, int]]] = {}
    for (folder, name), node in names.items():
        below.setdefault(folder, []).append((name, node))
    waiting = [("", ROOT)]
    while waiting:
        prefix, folder = waiting.pop()
        for name, node in sorted(below.get(folder, ())):
            yield prefix + name, data.get(node)
            if node not in data:
                waiting.append((f"{prefix}{name}/", node))


def write_state(state: dict[str, bytes | None], root: Path) -> None:
    """Make a folder hold exactly a state."""
    root.mkdir()
    for path, data in state.items():
        if data is None:
            os.mkdir(root / path)  # noqa: PTH102 - the plain call: thousands of times
        else:
            handle = os.open(root / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            os.write(handle, data)
            os.close(handle)

"""What was said of columns and procedure names, kept for the next file with the same headings.

It is kept in the office as a file (`imports/columns.json`), sealed with it and in its backups: the procedures it names are this
office's, and every officer on this PC keys the same registers. Not in the journal: it is no data, counts nothing, and needs no
history; losing it costs a few keys. Not in a person's preferences: these are outside the office and must hold no name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.session import Session

FILE = "imports/columns.json"
FORMAT = 1
MOST_HEADINGS = 50
MOST_NAMES = 2000
MAX_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Memory:
    """headings: columns (letter place from 0, as text) → field, by set of headings.  names: plain name → procedure, case."""

    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def columns_of(self, key: str) -> dict[int, str] | None:
        """Return what was said of a set of headings, None if nothing was."""
        known = self.headings.get(key)
        return {int(place): name for place, name in known.items()} if known is not None else None

    def with_setup(self, key: str, columns: Mapping[int, str], names: Mapping[str, tuple[str, str]]) -> Memory:
        """Return it with what was said of a sheet, the oldest forgotten."""
        others = {known: value for known, value in self.headings.items() if known != key}
        kept = [*others.items(), (key, {str(place): name for place, name in columns.items()})][-MOST_HEADINGS:]
        return Memory(dict(kept) if key.strip("|") else others, dict([*self.names.items(), *names.items()][-MOST_NAMES:]))


def read_memory(session: Session) -> Memory:
    """Return what is remembered; nothing where there is no file or it cannot be read."""
    try:
        data = session.office.read_file(FILE)
        told = json.loads(data) if data and len(data) <= MAX_BYTES else None
    except (StoreError, ValueError, RecursionError):
        return Memory()
    return _load(told) if isinstance(told, dict) and told.get("format") == FORMAT else Memory()


def write_memory(session: Session, memory: Memory) -> bool:
    """Keep it; return whether that worked: an office open to look only, or a full disk, stops nothing here."""
    told = {"format": FORMAT, "headings": memory.headings, "names": memory.names}
    try:
        session.office.write_file(FILE, json.dumps(told, ensure_ascii=False).encode())
    except StoreError:
        return False
    return True


def _load(told: Mapping[str, Any]) -> Memory:
    headings, names = told.get("headings"), told.get("names")
    return Memory(
        {key: _columns(value) for key, value in headings.items() if isinstance(value, dict)}
        if isinstance(headings, dict)
        else {},
        {key: (value[0], value[1]) for key, value in names.items() if _is_choice(value)} if isinstance(names, dict) else {},
    )


def _columns(told: Mapping[str, Any]) -> dict[str, str]:
    return {place: name for place, name in told.items() if place.isdecimal() and len(place) < 4 and isinstance(name, str)}


def _is_choice(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value)

"""Reads records from the chains of an open office: current ones, histories, each hash-checked when it is asked for.

Documents are decoded anew each time, so that no caller can alter what another one gets. This module must not write.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from desktop_app.store.chain import Chain
from desktop_app.store.codec import PayloadCodec
from desktop_app.store.index import NUMBER_BITS, NUMBER_MASK
from desktop_app.store.intake import BAD_JSON, ERASED
from desktop_app.store.opening import Opened
from desktop_app.store.values import Stored
from forms.line import BadLine, Line

load_data: Callable[[bytes], Any] = msgspec.json.Decoder().decode


class Reader:
    """Reading over what was opened. `place`: chain number << NUMBER_BITS | n."""

    def __init__(self, opened: Opened, codec: PayloadCodec) -> None:
        self._opened = opened
        self._codec = codec

    def chain(self, number: int) -> Chain:
        """Return the chain of this number, 0 the own one."""
        return self._opened.own if number == 0 else list(self._opened.received.values())[number - 1]

    def current(self, table: str, id: str, origin: str) -> Stored | None:
        """Return the current revision, None if there is none or it is removed. Raises Damaged."""
        index = self._opened.index.find(origin, table)
        place, _, removed = index.state(id) if index else (0, 0, False)
        return self.at(place, origin, table, id) if place and not removed else None

    def history(self, table: str, id: str, origin: str) -> list[Stored]:
        """Return every revision, oldest first. Raises Damaged."""
        index = self._opened.index.find(origin, table)
        place = index.state(id)[0] if index else 0
        found: list[Stored] = []
        while place & NUMBER_MASK:
            line = self.line_at(place, table, id)
            found.append(self.stored(line, place, origin))
            place = place >> NUMBER_BITS << NUMBER_BITS | line.envelope.was
        return found[::-1]

    def at(self, place: int, origin: str, table: str, id: str = "") -> Stored:
        """Return the revision at a place, which must be of this table (and id). Raises Damaged."""
        return self.stored(self.line_at(place, table, id), place, origin)

    def line_at(self, place: int, table: str, id: str = "") -> Line:
        """Return the line at a place, own hash checked, which must be of this table (and id). Raises Damaged."""
        chain, n = self.chain(place >> NUMBER_BITS), place & NUMBER_MASK
        line = chain.read_line(n)
        if line.envelope.table != table or (id and line.envelope.id != id):
            raise chain.damage(n, "changed")
        return line

    def data(self, line: Line, place: int) -> bytes:
        """Return a line's clear JSON bytes, hash-checked. Raises Damaged, `erased` for an erased payload."""
        if line.kind == "gone":
            raise self.chain(place >> NUMBER_BITS).damage(line.envelope.n, ERASED)
        try:
            return self._codec.load_payload(line)
        except BadLine as bad:
            raise self.chain(place >> NUMBER_BITS).damage(line.envelope.n, bad.reason) from None

    def clear_line(self, n: int) -> bytes:
        """Return the bytes of own line `n` with its payload in clear, all hashes as they are. Raises Damaged."""
        try:
            return self._codec.clear_line(self._opened.own.read_raw(n))
        except BadLine as bad:
            raise self._opened.own.damage(n, bad.reason, bad.detail) from None

    def stored(self, line: Line, place: int, origin: str) -> Stored:
        """Return the line as a stored revision. Raises Damaged."""
        e, data = line.envelope, self.data(line, place)
        try:
            record = load_data(data)
        except BAD_JSON as error:
            raise self.chain(place >> NUMBER_BITS).damage(e.n, "payload", str(error)) from None
        return Stored(e.table, e.id, e.rev, e.n, e.at, e.by, e.op, e.why, origin, record)

"""Takes lines of a chain into the index, and refuses lines that contradict what the index knows of their record.

This module must not read or write files.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from desktop_app.store.codec import PayloadCodec
from desktop_app.store.index import NOTHING, NUMBER_BITS, NUMBER_MASK, Index, load_looked
from desktop_app.store.values import StreamHead
from forms.line import Envelope, Line

BUNDLES = "bundles"
ERASED = "erased"
"""Damage code of an erased payload. The hashes leave room for one, so anybody could erase unseen: nothing here erases yet."""
BAD_JSON = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for bytes that are not the JSON that is wanted."""


class _Received(msgspec.Struct):
    stream: StreamHead | None = None


_load_received = msgspec.json.Decoder(_Received).decode


class Known:
    """What is known of the records of one chain, with lines counted in that are not in the index yet."""

    def __init__(self, index: Index, chain: int, origin: str) -> None:
        self._index = index
        self._chain = chain
        self._origin = origin
        self._planned: dict[tuple[str, str], tuple[int, int]] = {}

    def state(self, table: str, id: str) -> tuple[int, int]:
        """Return a record's place (chain << NUMBER_BITS | n) and revision, zeros if it was never there."""
        planned = self._planned.get((table, id)) if self._planned else None
        if planned is not None:
            return planned
        found = self._index.find(self._origin, table)
        return found.state(id)[:2] if found else (0, 0)

    def plan(self, envelope: Envelope) -> None:
        """Count a line in that is about to be written."""
        if envelope.op != "audit":
            self._planned[envelope.table, envelope.id] = (self._chain << NUMBER_BITS | envelope.n, envelope.rev)

    def contradiction(self, envelope: Envelope) -> str:
        """Return `revision` if rev, base or was do not follow on from the record as it is known, else empty.

        Across two epochs of one station only the order within each epoch can be checked.
        """
        if envelope.op == "audit":
            return "" if (envelope.rev, envelope.base, envelope.was) == (1, 0, 0) else "revision"
        if envelope.rev != envelope.base + 1 or envelope.was >= envelope.n:
            return "revision"
        place, rev = self.state(envelope.table, envelope.id)
        if place and place >> NUMBER_BITS != self._chain:
            return ""
        return "" if (envelope.base, envelope.was) == (rev, place & NUMBER_MASK) else "revision"


def look_only(codec: PayloadCodec) -> Callable[[Line], str]:
    """Return what checks a line's payload and takes nothing in: for streams that another one has taken over from."""

    def take(line: Line) -> str:
        if line.kind == "gone":
            return ERASED
        codec.load_payload(line)
        return ""

    return take


class Intake:
    """Takes lines of one chain in; `streams` gathers what the own chain says of received streams."""

    def __init__(
        self, codec: PayloadCodec, index: Index, chain: int, origin: str, streams: dict[tuple[str, str], StreamHead] | None = None
    ) -> None:
        self._codec = codec
        self._index = index
        self._chain = chain
        self._known = Known(index, chain, origin)
        self._origin = origin
        self._streams = streams

    def take(self, line: Line) -> str:
        """Take a line in; return a damage code if it contradicts the index. Raises BadLine for a wrong payload."""
        envelope = line.envelope
        reason = self._known.contradiction(envelope)
        if reason:
            return reason
        if line.kind == "gone":
            return ERASED
        try:
            self.note(envelope, self._codec.load_payload(line))
        except BAD_JSON:
            return "payload"
        return ""

    def note(self, envelope: Envelope, data: bytes) -> None:
        """Take a checked line in. `data`: the record's JSON."""
        if envelope.op == "audit":
            return
        filled = envelope.op == "put"
        self._index.visit(envelope, self._chain, self._origin, load_looked(data) if filled else NOTHING)
        if filled and envelope.table == BUNDLES and self._streams is not None:
            stream = _load_received(data).stream
            if stream is not None:
                self._streams[stream.station, stream.epoch] = stream

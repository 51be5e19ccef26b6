"""The lines of a bundle, checked one by one in order: the same check for the one who makes it and the one who reads it.

So nothing is ever sent that would be refused. This module must not know where lines come from or what records mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from types import NoneType
from typing import Any

from msgspec.json import Encoder

from exports.bundle import refusals
from exports.bundle.header import MAX_EVENTS_BYTES, Lines
from exports.bundle.refusals import BundleRefused, json_refusal, refusal
from forms.line import ZERO_HASH, BadLine, Envelope, Line, load_line, read_data
from forms.strict_json import MAX_INTEGER, BadJson, loads_strict, require_text

EVENTS_NAME = "data/events.ndjson"
MAX_LINE_BYTES = 128 * 1024
MAX_LINES = 5_000_000
MAX_PAST = 1000
CHUNK_BYTES = 256 * 1024
REPORT_EVERY = 1000

Progress = Callable[[int], None]
"""Called with the number of lines done; may raise to stop, then nothing is left behind."""

_encode = Encoder().encode
_is_epoch = re.compile("[0-9a-f]{32}").fullmatch
_BAD_LINE = {
    "shape": refusals.LINE_SHAPE,
    "version": refusals.LINE_VERSION,
    "hash": refusals.LINE_HASH,
    "payload": refusals.LINE_PAYLOAD,
    "sealed": refusals.LINE_SEALED,
}


def no_progress(done: int) -> None:
    """Say nothing."""


class LineCheck:
    """Takes the lines of one station in order. `first`: number of the first line, or None to learn it from the line.

    epoch: of the lines. Where they begin with line 1, lines of the station's earlier epochs may come first, each epoch once: the
    station was restored from a backup and went on.  past: these epochs and the number of each one's last line.
    """

    def __init__(self, station: str, epoch: str, first: int | None, progress: Progress = no_progress) -> None:
        self._station = station
        self._epoch = epoch
        self._current = ""
        self.past: list[tuple[str, int]] = []
        self._next = first
        self._first = first or 0
        self._head = ""
        self._group = self._left = 0
        self._count = self._bytes = 0
        self._progress = progress

    def take(self, raw: bytes) -> None:
        """Take the next line, newline included. Raises BundleRefused with the line's place in the file."""
        self._count += 1
        self._bytes += len(raw)
        if len(raw) > MAX_LINE_BYTES:
            raise self._refuse(refusals.LINE_LONG, limit=MAX_LINE_BYTES)
        if self._count > MAX_LINES or self._bytes > MAX_EVENTS_BYTES:
            raise self._refuse(refusals.TOO_BIG, limit=MAX_EVENTS_BYTES)
        try:
            line = load_line(raw)
            body = line.body if line.kind == "gone" else read_data(line)
            value = loads_strict(body, max_bytes=MAX_LINE_BYTES)
            self._require_envelope(line.envelope, raw)
        except BadLine as bad:
            raise self._refuse(_BAD_LINE[bad.reason], detail=bad.detail[:60]) from None
        except BadJson as bad:
            raise json_refusal(bad, self._where()) from None
        self._require_value(line, value)
        self._require_place(line.envelope)
        self._head = line.hash
        if self._count % REPORT_EVERY == 0:
            self._progress(self._count)

    def done(self) -> Lines:
        """Return what was taken, for the header. Raises BundleRefused if the last group is not whole."""
        if self._left:
            raise self._refuse(refusals.LINE_GROUP)
        if self._count and self._current != self._epoch:
            raise self._refuse(refusals.LINE_STREAM)
        if not self._count:
            return Lines(first=0, last=0, head=ZERO_HASH, bytes=0)
        self._progress(self._count)
        return Lines(first=self._first, last=self._first + self._count - 1, head=self._head, bytes=self._bytes)

    def _where(self) -> str:
        return f"{EVENTS_NAME}:{self._count}"

    def _refuse(self, code: str, **values: object) -> BundleRefused:
        return refusal(code, self._where(), **values)

    def _require_place(self, envelope: Envelope) -> None:
        if self._next is None:
            self._next = self._first = envelope.n
        if envelope.station != self._station or (envelope.epoch != self._current and not self._may_begin(envelope)):
            raise self._refuse(refusals.LINE_STREAM)
        if envelope.n != self._next:
            raise self._refuse(refusals.LINE_ORDER, found=envelope.n, expected=self._next)
        if envelope.prev != self._head and (self._head or (envelope.n == 1) != (envelope.prev == ZERO_HASH)):
            raise self._refuse(refusals.LINE_CHAIN)
        starts = not self._left and envelope.first == envelope.n and envelope.left >= 0
        follows = self._left and (envelope.first, envelope.left) == (self._group, self._left - 1)
        if not (starts or follows):
            raise self._refuse(refusals.LINE_GROUP)
        self._group, self._left = envelope.first, envelope.left
        self._next += 1

    def _may_begin(self, envelope: Envelope) -> bool:
        """Begin an epoch if its turn has come: the last one, or an earlier one of a station that was restored."""
        known = {epoch for epoch, _ in self.past}
        earlier = envelope.epoch != self._epoch
        if self._left or self._current == self._epoch or (earlier and self._first != 1) or envelope.epoch in known:
            return False
        if not _is_epoch(envelope.epoch) or len(known) >= MAX_PAST:
            return False
        if self._current:
            self.past.append((self._current, envelope.n - 1))
        self._current = envelope.epoch
        return True

    def _require_envelope(self, envelope: Envelope, raw: bytes) -> None:
        """The envelope must be written in the one way there is, with values that can be used. Raises BadJson too."""
        if not raw.startswith(_encode(envelope)[:-1]):
            loads_strict(raw[:-1], max_bytes=MAX_LINE_BYTES)
            raise self._refuse(refusals.LINE_SHAPE, detail="canonical")
        require_text(f"{envelope.table} {envelope.id} {envelope.by} {envelope.why}")
        field = _wrong_field(envelope)
        if field:
            raise self._refuse(refusals.LINE_VALUE, field=field)

    def _require_value(self, line: Line, value: Any) -> None:
        """A record is an object; what is removed or looked at may have none; an erased payload gives its reason."""
        right = str if line.kind == "gone" else dict if line.envelope.op == "put" else (dict, NoneType)
        if not isinstance(value, right):
            raise self._refuse(refusals.LINE_VALUE, field="data")


def _wrong_field(envelope: Envelope) -> str:
    if not (1 <= envelope.n <= MAX_INTEGER and 1 <= envelope.rev <= MAX_INTEGER):
        return "n"
    if not (0 <= envelope.base < envelope.rev and 0 <= envelope.was < envelope.n):
        return "base"
    if not (envelope.table and envelope.id and envelope.by):
        return "table"
    try:
        return "" if datetime.fromisoformat(envelope.at).tzinfo else "at"
    except ValueError:
        return "at"


def checked_chunks(lines: Iterable[bytes], check: LineCheck) -> Iterator[bytes]:
    """Yield the lines joined to chunks worth compressing, each line checked before."""
    gathered: list[bytes] = []
    size = 0
    for raw in lines:
        check.take(raw)
        gathered.append(raw)
        size += len(raw)
        if size >= CHUNK_BYTES:
            yield b"".join(gathered)
            gathered, size = [], 0
    yield b"".join(gathered)


def split_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines with their newline from chunks cut anywhere; the last may lack it. Raises BundleRefused for an endless line."""
    rest = b""
    count = 0
    for chunk in chunks:
        pieces = (rest + chunk).split(b"\n")
        rest = pieces.pop()
        for piece in pieces:
            yield piece + b"\n"
        count += len(pieces)
        if len(rest) > MAX_LINE_BYTES:
            raise refusal(refusals.LINE_LONG, f"{EVENTS_NAME}:{count + 1}", limit=MAX_LINE_BYTES)
    if rest:
        yield rest

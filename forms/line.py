"""The one line that is journal entry, bundle event and the upper office's journal entry (design.md §2).

A line is one JSON object, UTF-8, ended by a newline, no spaces between tokens, its members in a fixed order: first the
envelope, then its own hash, last the payload. The hash covers the exact bytes of the envelope, and the envelope holds
the salted hash of the payload; so a payload may be sealed, sealed anew or lawfully erased and the chain stays whole.
`forms/LINE.md` has a worked example. This module must not read or write files, make salts or know who stores lines.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any, Literal

from msgspec import DecodeError, Struct, ValidationError
from msgspec.json import Decoder, Encoder

FORMAT_VERSION = 1
ZERO_HASH = "0" * 64
PAYLOAD_DOMAIN = b"somotcua payload 1\0"

Op = Literal["put", "remove", "audit"]
PayloadKind = Literal["doc", "seal", "gone"]


class BadLine(Exception):
    """A line that does not add up. `reason` is a code: `shape`, `version`, `hash`, `payload`, `sealed`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Envelope(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of a line but its own hash and its payload.

    station, epoch: who wrote it (epoch: 32 hex digits, new at enrolment and at every restore).
    n: running number of the station, from 1; it goes on across a restore.  at: ISO time with offset.  by: account.
    table, id, rev: the record and its revision, from 1.  base: revision it was based on, 0 for a new record.
    op: `put` the payload is the record; `remove` it is no longer shown; `audit` something was looked at or done.
    why: reason for the change, may be empty.  was: `n` of the record's line before this one, 0 if none.
    first, left: the group's first `n` and how many lines of the group are still to come; a group counts when whole.
    payload: SHA-256 of the salted payload, hex.  prev: hash of the line before, `ZERO_HASH` for the first.
    """

    v: int
    station: str
    epoch: str
    n: int
    at: str
    by: str
    table: str
    id: str
    rev: int
    base: int
    op: Op
    why: str
    was: int
    first: int
    left: int
    payload: str
    prev: str


class Line(Struct, frozen=True):
    """A parsed line whose own hash has been checked. `body` is the payload's raw bytes of the given `kind`."""

    envelope: Envelope
    hash: str
    kind: PayloadKind
    body: bytes


_decode_envelope = Decoder(Envelope).decode
_encode_envelope = Encoder().encode  # compact UTF-8, members in the order of the fields
_encode_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_HASH_MARK = b',"hash":"'  # cannot stand inside a JSON string, where a quotation mark has a backslash before it
_PREV_BYTES = len(b',"prev":""') + 64
_TAIL = re.compile(rb',"prev":"[0-9a-f]{64}","hash":"([0-9a-f]{64})","(doc|seal|gone)":(.+)\}\n\Z', re.DOTALL)
_DOC = re.compile(rb'\A\{"salt":"([0-9a-f]{32})","data":(.+)\}\Z', re.DOTALL)


def dump_text(value: Any) -> bytes:
    """Return compact UTF-8 JSON, Vietnamese letters as they are. Raises ValueError for NaN and infinities."""
    return _encode_text(value).encode()


def hash_payload(salt: bytes, data: bytes) -> str:
    """Return the salted hash of a payload: `data` as its exact bytes, `salt` 16 random bytes."""
    return hashlib.sha256(PAYLOAD_DOMAIN + salt + data).hexdigest()


def dump_doc(salt: bytes, data: bytes) -> bytes:
    """Return the clear body of a line: the salt and the record's JSON bytes."""
    return b'{"salt":"' + salt.hex().encode() + b'","data":' + data + b"}"


def dump_line(envelope: Envelope, body: bytes, kind: PayloadKind = "doc") -> tuple[bytes, str]:
    """Return a line's bytes and its hash. `body` must be valid JSON bytes: a doc, a base64 string, or a reason."""
    head = _encode_envelope(envelope)[:-1]
    digest = hashlib.sha256(head).hexdigest()
    return b'%b,"hash":"%b","%b":%b}\n' % (head, digest.encode(), kind.encode(), body), digest


def load_line(raw: bytes) -> Line:
    """Return the line whose own hash is right. Raises BadLine with reason `shape`, `version` or `hash`.

    The payload is not looked at here: call `read_data` for a doc.
    """
    cut = raw.find(_HASH_MARK)
    match = _TAIL.match(raw, cut - _PREV_BYTES) if cut >= _PREV_BYTES else None
    if match is None or not raw.startswith(b'{"v":'):
        raise BadLine("shape")
    head = raw[:cut]
    digest, kind, body = match.groups()
    if hashlib.sha256(head).hexdigest().encode() != digest:
        raise BadLine("hash")
    try:
        envelope = _decode_envelope(head + b"}")
    except (ValidationError, DecodeError, UnicodeDecodeError) as error:
        raise BadLine("shape", str(error)) from None
    if envelope.v != FORMAT_VERSION:
        raise BadLine("version", str(envelope.v))
    return Line(envelope, digest.decode(), kind.decode(), body)  # type: ignore[arg-type]


def read_data(line: Line) -> bytes:
    """Return the record's JSON bytes of a clear line, its salted hash checked. Raises BadLine `sealed` or `payload`."""
    if line.kind != "doc":
        raise BadLine("sealed", line.kind)
    return read_doc(line.body, line.envelope.payload)


def read_doc(body: bytes, expected: str) -> bytes:
    """Return the data bytes of a clear body whose salted hash is `expected`. Raises BadLine `payload`."""
    match = _DOC.match(body)
    if match is None or hash_payload(bytes.fromhex(match[1].decode()), match[2]) != expected:
        raise BadLine("payload")
    return match[2]

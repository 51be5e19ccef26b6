"""The header: who sends what to whom, in canonical JSON of at most 16 KiB. Everything else hangs on its signed bytes.

This module must not open anything or know keys.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, ValidationError, convert
from msgspec.json import Encoder

from exports.bundle.refusals import FORMAT, HEADER, NOT_CANONICAL, VERSION, json_refusal, refusal
from forms.line import ZERO_HASH
from forms.strict_json import BadJson, loads_strict

FORMAT_NAME = "somotcua"
FORMAT_VERSION = 1
HEADER_NAME = "header.json"
MAX_HEADER_BYTES = 16 * 1024
MAX_PAYLOAD_BYTES = 2 << 30
MAX_EVENTS_BYTES = 2**32 - 2**16
MAX_RECIPIENTS = 8
FILE_SUFFIX = ".somotcua"

Kind = Literal["inc", "full", "receipt"]


class Lines(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lines inside. `first`, `last`: their numbers, 0 for none.  `head`: hash of the last.  `bytes`: of `events.ndjson`."""

    first: int
    last: int
    head: str
    bytes: int


class Payload(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The encrypted payload: SHA-256 in hex and length of `payload.age`."""

    sha256: str
    bytes: int


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All a bundle says in clear.

    bundle: random id, 32 hex digits.  kind: `inc` the lines since the last receipt, `full` all from 1, `receipt` none.
    unit, station, epoch: whose lines.  seq: number of the bundle in its sequence, from 1.  prev: SHA-256 of the header with
    seq - 1, `ZERO_HASH` for the first.  key: fingerprint of the signing key.  to: age recipients, sorted.
    created: ISO time with offset, by the sender's clock.
    """

    format: str
    version: int
    bundle: str
    kind: Kind
    unit: str
    station: str
    epoch: str
    seq: int
    prev: str
    key: str
    to: tuple[str, ...]
    created: str
    lines: Lines
    payload: Payload


def dump_header(header: Header) -> bytes:
    """Return the canonical bytes: names sorted, no spaces, UTF-8. Source: RFC 8785 for the values that occur here."""
    return _canonical(header)


_canonical = Encoder(order="sorted").encode


def dump_canonical(value: Mapping[str, Any]) -> bytes:
    """Return a plain object of strings and integers in the header's canonical form."""
    return _canonical(value)


def hash_header(data: bytes) -> str:
    """Return the SHA-256 of header bytes in hex: what the next bundle's `prev` says."""
    return hashlib.sha256(data).hexdigest()


def load_header(data: bytes) -> Header:
    """Return the header of canonical bytes. Raises BundleRefused."""
    try:
        value = loads_strict(data, max_bytes=MAX_HEADER_BYTES)
    except BadJson as bad:
        raise json_refusal(bad, HEADER_NAME) from None
    if not isinstance(value, dict) or value.get("format") != FORMAT_NAME:
        raise refusal(FORMAT, HEADER_NAME)
    version = value.get("version")
    if type(version) is int and version > FORMAT_VERSION:
        raise refusal(VERSION, HEADER_NAME, found=version, known=FORMAT_VERSION)
    try:
        header = convert(value, Header)
    except ValidationError as error:
        raise refusal(HEADER, HEADER_NAME, field=str(error)[:80]) from None
    field = wrong_field(header)
    if field:
        raise refusal(HEADER, HEADER_NAME, field=field)
    if dump_header(header) != data:
        raise refusal(NOT_CANONICAL, HEADER_NAME)
    return header


def wrong_field(header: Header) -> str:
    """Return the name of the first field whose value is not in its form, empty if all are."""
    return next((name for name, is_right in _RULES.items() if not is_right(header)), "")


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


_is_hex32, _is_hex64 = _matches("[0-9a-f]{32}"), _matches("[0-9a-f]{64}")
_is_unit = _matches("[A-Z0-9]{2,8}(-[A-Z0-9]{1,8}){0,3}")
_is_station = _matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_is_fingerprint = _matches("SHA256:[A-Za-z0-9+/]{43}")
_is_recipient = _matches("age1[02-9ac-hj-np-z]{58}")
_is_time_form = _matches(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def _is_time(text: str) -> bool:
    if not _is_time_form(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _are_recipients(to: tuple[str, ...]) -> bool:
    return 1 <= len(to) <= MAX_RECIPIENTS and list(to) == sorted(set(to)) and all(map(_is_recipient, to))


def _are_lines(header: Header) -> bool:
    lines = header.lines
    if header.kind == "receipt":
        return (lines.first, lines.last, lines.head, lines.bytes) == (0, 0, ZERO_HASH, 0)
    starts = lines.first == 1 if header.kind == "full" else lines.first >= 1
    return starts and lines.last >= lines.first and _is_hex64(lines.head) and 0 < lines.bytes <= MAX_EVENTS_BYTES


_RULES: dict[str, Callable[[Header], bool]] = {
    "version": lambda header: header.version == FORMAT_VERSION,
    "bundle": lambda header: _is_hex32(header.bundle),
    "unit": lambda header: _is_unit(header.unit),
    "station": lambda header: _is_station(header.station),
    "epoch": lambda header: _is_hex32(header.epoch),
    "seq": lambda header: 1 <= header.seq < 10**9,
    "prev": lambda header: _is_hex64(header.prev) and (header.seq == 1) == (header.prev == ZERO_HASH),
    "key": lambda header: _is_fingerprint(header.key),
    "to": lambda header: _are_recipients(header.to),
    "created": lambda header: _is_time(header.created),
    "lines": _are_lines,
    "payload": lambda header: _is_hex64(header.payload.sha256) and 0 < header.payload.bytes <= MAX_PAYLOAD_BYTES,
}


def file_name(header: Header) -> str:
    """Return the name a bundle's file is given: safe on FAT, sorted by station and number."""
    return f"{header.station}-{header.epoch[:8]}-{header.seq:06}-{header.kind}{FILE_SUFFIX}"

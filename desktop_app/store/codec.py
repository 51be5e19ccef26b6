"""How a payload lies in a line and how derived files lie on the disk: clear here, sealed by another codec with the same shape.

The store calls only `PayloadCodec`; which one an office uses is decided where it is opened. This module must not read
or write files.
"""

from __future__ import annotations

import secrets
from typing import Protocol

from forms.line import BadLine, Line, PayloadKind, dump_doc, hash_payload, read_doc


class PayloadCodec(Protocol):
    """Bytes ↔ payload. `place`: what the bytes are bound to, e.g. `station/epoch/n` or a file's name."""

    def dump_payload(self, data: bytes, place: str) -> tuple[PayloadKind, bytes, str]:
        """Return the payload's kind, its body in the line, and its salted hash."""

    def load_payload(self, line: Line) -> bytes:
        """Return the record's JSON bytes, hash-checked. Raises BadLine `payload` or `sealed`."""

    def keep_line(self, raw: bytes, line: Line) -> bytes:
        """Return a verified clear line of another office as it may lie here: same envelope, same hashes."""

    def clear_line(self, raw: bytes) -> bytes:
        """Return a line that lies here as it may travel: same envelope, same hashes. Raises BadLine."""

    def dump_blob(self, data: bytes, place: str) -> bytes:
        """Return the bytes of a derived file, a draft or a secret as they may lie on the disk."""

    def load_blob(self, data: bytes, place: str) -> bytes:
        """Return what `dump_blob` was given. Raises ValueError if it was changed or is not ours."""


class ClearCodec:
    """Plain JSON payloads and plain files: an office that is not sealed."""

    def dump_payload(self, data: bytes, place: str) -> tuple[PayloadKind, bytes, str]:
        """Return a `doc` with a fresh salt. `place` is not needed: the chain binds it."""
        del place
        salt = secrets.token_bytes(16)
        return "doc", dump_doc(salt, data), hash_payload(salt, data)

    def load_payload(self, line: Line) -> bytes:
        """Return the data of a `doc`. Raises BadLine."""
        if line.kind != "doc":
            raise BadLine("sealed", line.kind)
        return read_doc(line.body, line.envelope.payload)

    def keep_line(self, raw: bytes, line: Line) -> bytes:
        """Return the line as it is."""
        del line
        return raw

    def clear_line(self, raw: bytes) -> bytes:
        """Return the line as it is."""
        return raw

    def dump_blob(self, data: bytes, place: str) -> bytes:
        """Return the data as it is."""
        del place
        return data

    def load_blob(self, data: bytes, place: str) -> bytes:
        """Return the data as it is."""
        del place
        return data

"""Sealed payloads and files: AES-256-GCM under the office's own keys, each bound to its place.

A key is 256 random bits and has a number; `Ring` holds all an office ever had. New bytes are sealed under the newest, old ones
stay under theirs. Nonces are 96 random bits: NIST SP 800-38D §8.3 bounds that to 2^32 sealings a key, a thousand years
of a busy office. The place (`station/epoch/n`, a file's name) is additional data, so that a payload cannot be moved to another
line, nor a draft be passed off as a secret. This module must not read or write files, or know of passwords.

Source: NIST SP 800-38D; RFC 5116.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from forms.line import BadLine, Line, PayloadKind, dump_doc, dump_line, hash_payload, load_line, read_doc

KEY_BYTES, NONCE_BYTES, SALT_BYTES, NUMBER_BYTES = 32, 12, 16, 2
LINE_DOMAIN, FILE_DOMAIN = b"somotcua sealed line 1\0", b"somotcua sealed file 1\0"
MAGIC = b"somotcua sealed 1\n"
MOST_KEYS = (1 << 8 * NUMBER_BYTES) - 1


class CannotOpen(ValueError):
    """Sealed bytes that were changed or moved, or are under a key that is not here (`missing`)."""

    def __init__(self, *, missing: bool) -> None:
        super().__init__("a key that is not here" if missing else "changed or moved")
        self.missing = missing


class Ring:
    """The keys of an office by number, from 1. Holds secrets: never print it, never pickle it."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        self._keys: dict[int, bytes] = {}
        self._ciphers: dict[int, AESGCM] = {}
        for number, key in sorted(keys.items()):
            self.add(number, key)

    def __repr__(self) -> str:
        return f"Ring({sorted(self._keys)})"

    def add(self, number: int, key: bytes) -> None:
        """Take a key in; the highest number is the one used from now on. Raises ValueError for one that cannot be."""
        if not 1 <= number <= MOST_KEYS or len(key) != KEY_BYTES:
            raise ValueError("not a key of an office")
        self._keys[number] = key
        self._ciphers[number] = AESGCM(key)

    @property
    def newest(self) -> int:
        """Number of the key in use."""
        return max(self._keys)

    def key(self, number: int) -> bytes:
        """Return a key. Raises KeyError."""
        return self._keys[number]

    def keys(self) -> dict[int, bytes]:
        """Return all keys by number."""
        return dict(self._keys)

    def seal(self, data: bytes, aad: bytes) -> bytes:
        """Return key number, nonce and ciphertext with its tag."""
        number = self.newest
        head, nonce = number.to_bytes(NUMBER_BYTES, "big"), secrets.token_bytes(NONCE_BYTES)
        return head + nonce + self._ciphers[number].encrypt(nonce, data, head + aad)

    def open(self, sealed: bytes, aad: bytes) -> bytes:
        """Return what was sealed. Raises CannotOpen."""
        head, nonce = sealed[:NUMBER_BYTES], sealed[NUMBER_BYTES : NUMBER_BYTES + NONCE_BYTES]
        cipher = self._ciphers.get(int.from_bytes(head, "big"))
        if cipher is None:
            raise CannotOpen(missing=True)
        try:
            return cipher.decrypt(nonce, sealed[NUMBER_BYTES + NONCE_BYTES :], head + aad)
        except (InvalidTag, ValueError):
            raise CannotOpen(missing=False) from None


class SealCodec:
    """Sealed payloads and files: the `PayloadCodec` of a sealed office. A clear payload found in one is refused."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring

    def dump_payload(self, data: bytes, place: str) -> tuple[PayloadKind, bytes, str]:
        """Return a `seal`: the clear `doc` with a fresh salt, encrypted for this place, as a base64 text."""
        salt = secrets.token_bytes(SALT_BYTES)
        return "seal", self._seal(dump_doc(salt, data), place), hash_payload(salt, data)

    def load_payload(self, line: Line) -> bytes:
        """Return the data of a `seal`, its salted hash checked. Raises BadLine `sealed` or `payload`."""
        return read_doc(self._open(line), line.envelope.payload)

    def keep_line(self, raw: bytes, line: Line) -> bytes:
        """Return a verified clear line as it may lie here: same envelope, same hashes, its payload sealed."""
        if line.kind != "doc":
            return raw
        return dump_line(line.envelope, self._seal(line.body, place_of(line)), "seal")[0]

    def clear_line(self, raw: bytes) -> bytes:
        """Return a line of ours as it was before it was sealed: same envelope, same hashes, same salt. Raises BadLine."""
        line = load_line(raw)
        if line.kind != "seal":
            return raw
        body = self._open(line)
        read_doc(body, line.envelope.payload)
        return dump_line(line.envelope, body)[0]

    def dump_blob(self, data: bytes, place: str) -> bytes:
        """Return the bytes sealed as a file of this name."""
        return MAGIC + self.ring.seal(data, FILE_DOMAIN + place.encode())

    def load_blob(self, data: bytes, place: str) -> bytes:
        """Return what `dump_blob` was given. Raises ValueError if it was changed, moved or is not ours."""
        if not data.startswith(MAGIC):
            raise CannotOpen(missing=False)
        return self.ring.open(data[len(MAGIC) :], FILE_DOMAIN + place.encode())

    def _seal(self, doc: bytes, place: str) -> bytes:
        return b'"' + base64.b64encode(self.ring.seal(doc, LINE_DOMAIN + place.encode())) + b'"'

    def _open(self, line: Line) -> bytes:
        if line.kind != "seal" or line.body[:1] != b'"' or line.body[-1:] != b'"':
            raise BadLine("sealed", line.kind)
        try:
            sealed = base64.b64decode(line.body[1:-1], validate=True)
            return self.ring.open(sealed, LINE_DOMAIN + place_of(line).encode())
        except CannotOpen as error:
            raise BadLine("sealed" if error.missing else "payload", str(error)) from None
        except binascii.Error:
            raise BadLine("payload", "base64") from None


def place_of(line: Line) -> str:
    """Return the place a line's payload is bound to."""
    envelope = line.envelope
    return f"{envelope.station}/{envelope.epoch}/{envelope.n}"

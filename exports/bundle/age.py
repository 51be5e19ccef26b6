"""The payload's encryption: age v1 to X25519 recipients, streamed. The only use of pyrage in the bundle.

Source: age-encryption.org/v1 (C2SP age.md). The file key and nonces are drawn inside the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import pyrage  # type: ignore[import-untyped]  # a compiled module without type hints

from exports.bundle.refusals import CANNOT_MAKE, DECRYPT, refusal

PAYLOAD_NAME = "payload.age"


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""

    def flush(self) -> None:
        """Do nothing, or flush."""


class _Source:
    """Bytes made by an iterator, read piece by piece."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""

    def read(self, size: int) -> bytes:
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = chunk
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def encrypt(chunks: Iterable[bytes], out: Sink, recipients: Sequence[str]) -> None:
    """Write the age file of all chunks to `out`. Raises BundleRefused for a recipient that is no age key."""
    keys = []
    for recipient in recipients:
        try:
            keys.append(pyrage.x25519.Recipient.from_str(recipient))
        except pyrage.RecipientError:
            raise refusal(CANNOT_MAKE, PAYLOAD_NAME, field="recipients", detail=recipient[:70]) from None
    pyrage.encrypt_io(_Source(chunks), out, keys)


def decrypt(source: Readable, out: Sink, identity: str) -> None:
    """Write what an age file holds to `out`. Raises BundleRefused; what was written before is then not to be used.

    Exceptions of `out` pass through, except OSError, which the engine itself raises for a damaged chunk.
    """
    try:
        pyrage.decrypt_io(source, out, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError, OSError):
        raise refusal(DECRYPT, PAYLOAD_NAME) from None


def recipient_of(identity: str) -> str:
    """Return the recipient `age1…` of an identity `AGE-SECRET-KEY-1…`, empty if it is not one."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        return ""

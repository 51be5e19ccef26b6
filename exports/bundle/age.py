"""The payload's encryption: age v1 to X25519 recipients, streamed. The only use of pyrage in the bundle.

Source: age-encryption.org/v1 (C2SP age.md). The file key and nonces are drawn inside the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import pyrage  # type: ignore[import-untyped]  # a compiled module without type hints

from exports.bundle.refusals import CANNOT_MAKE, DECRYPT, refusal

PAYLOAD_NAME = "payload.age"


class Sink(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> int:
        """Take all of `data`."""

    def flush(self) -> None:
        """Do nothing, or flush."""


class _Source:
    """Bytes made by an iterator, read piece by piece. `failure`: what the iterator raised; the engine would hide it."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._rest = b""
        self._at = 0
        self.failure: BaseException | None = None

    def read(self, size: int) -> bytes:
        while self._at == len(self._rest):
            try:
                self._rest, self._at = next(self._chunks), 0
            except StopIteration:
                return b""
            except BaseException as error:
                self.failure = error
                raise
        taken = self._rest[self._at : self._at + size]
        self._at += len(taken)
        return taken


class _Target:
    """Passes bytes on. `failure`: what the sink raised."""

    def __init__(self, out: Sink) -> None:
        self._out = out
        self.failure: BaseException | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._out.write(data)
        except BaseException as error:
            self.failure = error
            raise

    def flush(self) -> None:
        self._out.flush()


def encrypt(chunks: Iterable[bytes], out: Sink, recipients: Sequence[str]) -> None:
    """Write the age file of all chunks to `out`. Raises BundleRefused for a recipient that is no age key.

    What `chunks` and `out` raise comes through as it is.
    """
    keys = []
    for recipient in recipients:
        try:
            keys.append(pyrage.x25519.Recipient.from_str(recipient))
        except pyrage.RecipientError:
            raise refusal(CANNOT_MAKE, PAYLOAD_NAME, field="recipients", detail=recipient[:70]) from None
    source, target = _Source(chunks), _Target(out)
    try:
        pyrage.encrypt_io(source, target, keys)
    except BaseException:
        _raise_own(source.failure or target.failure)
        raise


def decrypt(chunks: Iterable[bytes], out: Sink, identity: str) -> None:
    """Write what an age file holds to `out`. Raises BundleRefused; what was written before is then not to be used.

    What `chunks` and `out` raise comes through as it is.
    """
    source, target = _Source(chunks), _Target(out)
    try:
        pyrage.decrypt_io(source, target, [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError, OSError):
        _raise_own(source.failure or target.failure)
        raise refusal(DECRYPT, PAYLOAD_NAME) from None


def _raise_own(failure: BaseException | None) -> None:
    """Raise what our own side raised, where the engine has put its own exception in its place."""
    if failure is not None:
        raise failure


def recipient_of(identity: str) -> str:
    """Return the recipient `age1…` of an identity `AGE-SECRET-KEY-1…`, empty if it is not one."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        return ""

"""A station's two key pairs: one signs the bundles it sends, one reads the bundles sent to it.

The secret halves are kept in the forms the independent tools read: an OpenSSH private key for `ssh-keygen -Y sign -f`, an age
identity file for `age -d -i`. Making and loading only: saving is `Office.write_secret`.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import pyrage  # type: ignore[import-untyped]  # a compiled module without type hints
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
    load_ssh_public_key,
    ssh_key_fingerprint,
)

from desktop_app.store.errors import StoreError

_IDENTITY_LINE = re.compile(r"^AGE-SECRET-KEY-1[A-Z0-9]+$", re.MULTILINE)


class BadKey(StoreError):
    """A key that cannot be used. `which`: the file or field it came from."""

    def __init__(self, which: str) -> None:
        super().__init__(
            f"Không đọc được khóa ({which}). Hãy khôi phục sổ từ bản sao lưu, hoặc xin lại khóa của đơn vị.",
            f"The key ({which}) cannot be read. Restore the office from a backup, or ask the unit for its key again.",
        )
        self.which = which


@dataclass(frozen=True, slots=True)
class StationKey:
    """A key pair. `secret`: the bytes of its file, never shown.  `public`: one line, `ssh-ed25519 …` or `age1…`."""

    secret: bytes = field(repr=False)
    public: str


def make_signing_key() -> StationKey:
    """Return a new Ed25519 key: an OpenSSH private key in PEM and its public line. Source: RFC 8032, OpenSSH PROTOCOL.key."""
    key = Ed25519PrivateKey.generate()
    return StationKey(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()), public_line(key))


def make_reading_key() -> StationKey:
    """Return a new age X25519 key: an identity file and its recipient `age1…`. Source: age-encryption.org/v1."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    return StationKey(f"# public key: {public}\n{identity}\n".encode(), public)


def load_signing_key(secret: bytes) -> Ed25519PrivateKey:
    """Return the signing key of an OpenSSH private key file. Raises BadKey."""
    try:
        key = load_ssh_private_key(secret, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey("ed25519") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey("ed25519")
    return key


def load_reading_key(secret: bytes) -> str:
    """Return the identity `AGE-SECRET-KEY-1…` of an age identity file that holds exactly one. Raises BadKey."""
    found = _IDENTITY_LINE.findall(secret.decode("utf-8", "replace"))
    if len(found) != 1:
        raise BadKey("age")
    identity: str = found[0]
    reading_line(identity)
    return identity


def public_line(key: Ed25519PrivateKey) -> str:
    """Return the public half of a signing key as `ssh-ed25519 AAAA…`."""
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def reading_line(identity: str) -> str:
    """Return the recipient `age1…` of an age identity. Raises BadKey."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        raise BadKey("age") from None


def sign_text(secret: bytes, data: bytes) -> str:
    """Return the Ed25519 signature of data, base64. Raises BadKey."""
    return base64.b64encode(load_signing_key(secret).sign(data)).decode()


def is_signed(public: str, data: bytes, signature: str) -> bool:
    """Tell whether the key of a public line `ssh-ed25519 …` has signed data."""
    try:
        key = load_ssh_public_key(public.encode())
        if not isinstance(key, Ed25519PublicKey):
            return False
        key.verify(base64.b64decode(signature, validate=True), data)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def encrypt_to(recipients: Sequence[str], data: bytes) -> bytes:
    """Return a small age file that any of the recipients `age1…` can open. Raises BadKey."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
        return bytes(pyrage.encrypt(data, keys))
    except (pyrage.RecipientError, pyrage.EncryptError):
        raise BadKey("age") from None


def decrypt_with(identity: str, data: bytes) -> bytes | None:
    """Return what an age file holds, None if it is not for this identity or was changed. Raises BadKey for a bad identity."""
    try:
        key = pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError:
        raise BadKey("age") from None
    try:
        return bytes(pyrage.decrypt(data, [key]))
    except pyrage.DecryptError:
        return None


def fingerprint(public: str) -> str:
    """Return the fingerprint of a public line as `ssh-keygen -l` prints it: `SHA256:` and 43 letters. Raises BadKey."""
    try:
        key = load_ssh_public_key(public.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise BadKey("ssh-ed25519") from None
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey("ssh-ed25519")
    return "SHA256:" + base64.b64encode(ssh_key_fingerprint(key, SHA256())).decode().rstrip("=")

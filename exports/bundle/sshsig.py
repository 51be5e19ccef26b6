"""Ed25519 signatures in the SSHSIG form, over the exact header bytes, in a namespace of their own.

`ssh-keygen -Y verify` reads them. Reading is exact: the signature must be the one text that writing would give for its 64
signature bytes. Source: OpenSSH PROTOCOL.sshsig, RFC 8032, RFC 4253 §6.6.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from exports.bundle.refusals import SIGNATURE, SIGNATURE_KEY, SIGNATURE_SHAPE, refusal

NAMESPACE = "somotcua-bundle-1"
SIGNATURE_NAME = "header.sshsig"
MAX_SIGNATURE_BYTES = 1024
PUBLIC_BYTES, SIGNATURE_BYTES = 32, 64

_ARMOUR = re.compile(rb"\A-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)-----END SSH SIGNATURE-----\n\Z")
_PUBLIC_LINE = re.compile(r"ssh-ed25519 ([A-Za-z0-9+/]{68})(?: .*)?\s*", re.ASCII)


def sign_header(key: Ed25519PrivateKey, header: bytes) -> bytes:
    """Return the armoured signature of header bytes."""
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return _armour(_head(public) + key.sign(_signed_bytes(header)))


def require_signature(signature: bytes, header: bytes, fingerprint: str) -> None:
    """Raise BundleRefused unless `signature` is of `header` by the key with that fingerprint."""
    public, raw = _split(signature)
    if make_fingerprint(public) != fingerprint:
        raise refusal(SIGNATURE_KEY, SIGNATURE_NAME)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(raw, _signed_bytes(header))
    except InvalidSignature:
        raise refusal(SIGNATURE, SIGNATURE_NAME) from None


def make_fingerprint(public: bytes) -> str:
    """Return a raw public key's fingerprint as `ssh-keygen -l` prints it: `SHA256:` and 43 letters."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(_blob(public)).digest()).decode().rstrip("=")


def fingerprint_of_line(line: str) -> str:
    """Return the fingerprint of `ssh-ed25519 AAAA…`, empty if the line is not such a key."""
    match = _PUBLIC_LINE.fullmatch(line)
    blob = base64.b64decode(match[1]) if match else b""
    return make_fingerprint(blob[-PUBLIC_BYTES:]) if blob == _blob(blob[-PUBLIC_BYTES:]) else ""


def _text(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def _blob(public: bytes) -> bytes:
    return _text(b"ssh-ed25519") + _text(public)


def _signed_bytes(header: bytes) -> bytes:
    digest = hashlib.sha512(header).digest()
    return b"SSHSIG" + _text(NAMESPACE.encode()) + _text(b"") + _text(b"sha512") + _text(digest)


def _head(public: bytes) -> bytes:
    """Everything of the signature blob before the 64 bytes."""
    parts = (_blob(public), NAMESPACE.encode(), b"", b"sha512")
    kind = _text(b"ssh-ed25519") + struct.pack(">I", SIGNATURE_BYTES)
    body = b"".join(map(_text, parts)) + struct.pack(">I", len(kind) + SIGNATURE_BYTES)
    return b"SSHSIG" + struct.pack(">I", 1) + body + kind


def _armour(blob: bytes) -> bytes:
    text = base64.b64encode(blob).decode()
    rows = "".join(text[at : at + 70] + "\n" for at in range(0, len(text), 70))
    return f"-----BEGIN SSH SIGNATURE-----\n{rows}-----END SSH SIGNATURE-----\n".encode()


_PUBLIC_AT = len(b"SSHSIG") + 4 + 4 + len(_text(b"ssh-ed25519")) + 4


def _split(signature: bytes) -> tuple[bytes, bytes]:
    match = _ARMOUR.match(signature)
    try:
        blob = base64.b64decode(match[1].replace(b"\n", b""), validate=True) if match else b""
    except binascii.Error:
        blob = b""
    public, raw = blob[_PUBLIC_AT : _PUBLIC_AT + PUBLIC_BYTES], blob[-SIGNATURE_BYTES:]
    if blob != _head(public) + raw or _armour(blob) != signature:
        raise refusal(SIGNATURE_SHAPE, SIGNATURE_NAME)
    return public, raw

"""The BagIt bag inside: its tag files and manifest as bytes. Source: RFC 8493, sections 2.1.1, 2.1.3, 2.4.

This module must not compress, encrypt or open anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from exports.bundle.header import Header, dump_canonical
from exports.bundle.lines import EVENTS_NAME
from exports.bundle.refusals import BAG, IDENTITY, MANIFEST, MANIFEST_HASH, json_refusal, refusal
from forms.strict_json import BadJson, loads_strict

DECLARATION_NAME = "bagit.txt"
IDENTITY_NAME = "data/bundle.json"
RECEIPT_NAME = "data/receipt.json"
MANIFEST_NAME = "manifest-sha256.txt"
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MAX_IDENTITY_BYTES = 4096
MAX_MANIFEST_BYTES = 4096
MAX_RECEIPT_BYTES = 1 << 20

IDENTITY_FIELDS = ("format", "version", "bundle", "kind", "unit", "station", "epoch", "seq", "prev", "key")
_MANIFEST_LINE = re.compile(rb"([0-9a-f]{64})  (data/[a-z.]{1,40})\n")


def payload_names(kind: str) -> tuple[str, ...]:
    """Return the bag's payload files in their order."""
    return (IDENTITY_NAME, EVENTS_NAME, RECEIPT_NAME) if kind == "receipt" else (IDENTITY_NAME, EVENTS_NAME)


def dump_identity(header: Header) -> bytes:
    """Return `data/bundle.json`: the header's identity, so that nobody can sign another's ciphertext as his own."""
    return dump_canonical({name: getattr(header, name) for name in IDENTITY_FIELDS})


def require_declaration(data: bytes) -> None:
    """Raise BundleRefused unless `data` is the bag declaration."""
    if data != DECLARATION:
        raise refusal(BAG, DECLARATION_NAME)


def require_identity(data: bytes, header: Header) -> None:
    """Raise BundleRefused unless `data` repeats the header's identity."""
    if data == dump_identity(header):
        return
    try:
        value = loads_strict(data, max_bytes=MAX_IDENTITY_BYTES)
    except BadJson as bad:
        raise json_refusal(bad, IDENTITY_NAME) from None
    found = value if isinstance(value, dict) else {}
    field = next((name for name in IDENTITY_FIELDS if found.get(name) != getattr(header, name)), "bundle.json")
    raise refusal(IDENTITY, IDENTITY_NAME, field=field)


def dump_manifest(hashes: Mapping[str, str]) -> bytes:
    """Return the manifest of payload files: SHA-256 in hex, two spaces, name."""
    return "".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode()


def require_manifest(data: bytes, hashes: Mapping[str, str]) -> None:
    """Raise BundleRefused unless the manifest lists these files with these hashes and no others."""
    if data == dump_manifest(hashes):
        return
    found = [(match[2].decode(), match[1].decode()) for match in _MANIFEST_LINE.finditer(data)]
    if len(_MANIFEST_LINE.sub(b"", data)) or [name for name, _ in found] != list(hashes):
        raise refusal(MANIFEST, MANIFEST_NAME)
    name = next(name for name, digest in found if hashes[name] != digest)
    raise refusal(MANIFEST_HASH, name)

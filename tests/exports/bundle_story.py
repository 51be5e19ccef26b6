"""Invented bundles for the tests: two stations, an escrow, lines of a journal, and how to make and break bundles of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import sha256
from typing import Any

import pyrage  # type: ignore[import-untyped]  # a compiled module without type hints
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.store.station_keys import load_reading_key, load_signing_key, make_reading_key, make_signing_key
from exports.bundle import BundleRefused, OpenedBundle, bag, open_bundle, write_bundle
from exports.bundle.age import PAYLOAD_NAME
from exports.bundle.frame import directory, local_header
from exports.bundle.header import HEADER_NAME
from exports.bundle.lines import EVENTS_NAME
from exports.bundle.outer import make_entries
from exports.bundle.packing import Packer
from exports.bundle.sshsig import sign_header
from forms.line import ZERO_HASH, Envelope, dump_doc, dump_line, dump_text, hash_payload

CREATED = datetime(2020, 8, 3, 9, 30, tzinfo=timezone(timedelta(hours=7)))
EPOCH = "ab" * 16
BUNDLE_ID = "0123456789abcdef" * 2
UNIT, STATION = "TUSON", "TUSON-1"

SIGNING, OTHER_SIGNING = make_signing_key(), make_signing_key()
PROVINCE, ESCROW, STRANGER = make_reading_key(), make_reading_key(), make_reading_key()
KEY: Ed25519PrivateKey = load_signing_key(SIGNING.secret)
OTHER_KEY: Ed25519PrivateKey = load_signing_key(OTHER_SIGNING.secret)
IDENTITY, STRANGER_IDENTITY = load_reading_key(PROVINCE.secret), load_reading_key(STRANGER.secret)
REGISTRY = {(UNIT, STATION): SIGNING.public}
RECIPIENTS = [PROVINCE.public, ESCROW.public]
RECORD = {"form": "survey-2640@1", "batch": "B1", "serial": 1, "answers": {"c01": 5, "c02": "blank"}, "comment": "Tận tình"}


@dataclass
class Journal:
    """Makes lines that follow one another, as a store would; every part can be set wrong on purpose."""

    station: str = STATION
    epoch: str = EPOCH
    n: int = 0
    head: str = ZERO_HASH

    def line(
        self, data: Any = None, *, raw_data: bytes | None = None, body: bytes | None = None, kind: Any = "doc", **wrong: Any
    ) -> bytes:
        """Return the next line; `wrong` overrides members of the envelope."""
        self.n += 1
        payload = raw_data if raw_data is not None else dump_text({**RECORD, "serial": self.n} if data is None else data)
        salt = bytes([self.n % 256]) * 16
        fields: dict[str, Any] = {
            "v": 1, "station": self.station, "epoch": self.epoch, "n": self.n, "at": "2020-07-06T08:15:00+07:00", "by": "an",
            "table": "surveys", "id": f"{self.n:020x}", "rev": 1, "base": 0, "op": "put", "why": "", "was": 0, "first": self.n,
            "left": 0, "payload": hash_payload(salt, payload), "prev": self.head,
        }  # fmt: skip
        raw, digest = dump_line(Envelope(**{**fields, **wrong}), dump_doc(salt, payload) if body is None else body, kind)
        self.head = digest
        return raw


def make_lines(count: int) -> list[bytes]:
    journal = Journal()
    return [journal.line() for _ in range(count)]


LINES = make_lines(40)


def make_bundle(events: Iterable[bytes] = LINES, **changes: Any) -> bytes:
    """Return a bundle's bytes; `changes` override arguments of `write_bundle`."""
    out = io.BytesIO()
    arguments: dict[str, Any] = {
        "key": KEY, "recipients": RECIPIENTS, "unit": UNIT, "station": STATION, "epoch": EPOCH, "seq": 1, "prev": ZERO_HASH,
        "kind": "inc", "events": events, "bundle_id": BUNDLE_ID, "created": CREATED,
    }  # fmt: skip
    write_bundle(out, **{**arguments, **changes})
    return out.getvalue()


def open_bytes(data: bytes, **changes: Any) -> OpenedBundle:
    """Open a bundle's bytes as the province would."""
    return open_bundle(io.BytesIO(data), **{"registry": REGISTRY, "identity": IDENTITY, **changes})


def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


Change = Callable[[dict[str, Any]], None]


def make_payload(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an inner ZIP of any members in any order, made as the program makes its own."""
    packer = Packer(BUNDLE_ID)
    return b"".join(chunk for name, data in members for chunk in packer.member(name, [data])) + packer.end()


def make_members(events: bytes, **identity: Any) -> list[tuple[str, bytes]]:
    """Return the bag's members around some events, `identity` overriding members of data/bundle.json."""
    inner = canonical({**json.loads(unpack(make_bundle())[bag.IDENTITY_NAME]), **identity})
    hashes = {bag.IDENTITY_NAME: sha256(inner).hexdigest(), EVENTS_NAME: sha256(events).hexdigest()}
    return [
        (bag.DECLARATION_NAME, bag.DECLARATION),
        (bag.IDENTITY_NAME, inner),
        (EVENTS_NAME, events),
        (bag.MANIFEST_NAME, bag.dump_manifest(hashes)),
    ]


def unpack(bundle: bytes) -> dict[str, bytes]:
    """Return the bag's members of a good bundle by name, through Python's own zipfile."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as outer:
        inner = io.BytesIO(pyrage.decrypt(outer.read(PAYLOAD_NAME), [pyrage.x25519.Identity.from_str(IDENTITY)]))
    with zipfile.ZipFile(inner) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def forge(payload: bytes | None = None, *, events: bytes | None = None, change: Change | None = None, key: Any = KEY) -> bytes:
    """Return a bundle signed and encrypted by a hostile but known station.

    payload: any inner ZIP.  events: any bytes as events.ndjson, header fitted to their number.  change: alters the header.
    """
    good = make_bundle(key=key)
    header = json.loads(zipfile.ZipFile(io.BytesIO(good)).read(HEADER_NAME))
    if events is not None:
        count = max(events.count(b"\n"), 1)
        header["lines"] |= {"bytes": max(len(events), 1), "first": 1, "last": count}
        payload = make_payload(make_members(events, key=header["key"]))
    inner = payload if payload is not None else make_payload(make_members(b"".join(LINES), key=header["key"]))
    age_file = pyrage.encrypt(inner, [pyrage.x25519.Recipient.from_str(text) for text in RECIPIENTS])
    header["payload"] = {"sha256": sha256(age_file).hexdigest(), "bytes": len(age_file)}
    if change is not None:
        change(header)
    return frame(canonical(header), age_file, key)


def frame(header: bytes, age_file: bytes, key: Ed25519PrivateKey = KEY, signature: bytes | None = None) -> bytes:
    """Return the outer file of any header bytes and payload."""
    signed = sign_header(key, header) if signature is None else signature
    entries = make_entries(header, signed, zlib.crc32(age_file), len(age_file))
    body = b"".join(local_header(entry) + data for entry, data in zip(entries, (header, signed, age_file), strict=True))
    return body + directory(entries, len(body))


def code_of(data: bytes, **changes: Any) -> str:
    """Return the code a bundle is refused with; nothing may stay in the spool. Empty if it is taken."""
    spool = io.BytesIO()
    try:
        open_bytes(data, spool=spool, **changes)
    except BundleRefused as caught:
        refused = caught
    else:
        return ""
    assert spool.getvalue() == b""
    assert refused.vi.startswith("[")
    assert not re.search(r"\{[a-z]+\}", refused.vi + refused.en)
    return refused.code

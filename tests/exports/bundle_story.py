"""Invented bundles for the tests: two stations, an escrow, lines of a journal, and how to make and break bundles of them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop_app.store.station_keys import load_reading_key, load_signing_key, make_reading_key, make_signing_key
from exports.bundle import OpenedBundle, open_bundle, write_bundle
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

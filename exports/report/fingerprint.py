"""The digest that ties the printed figures to the attached ones.

A PDF cannot hold its own hash; the digest of `summary.json` stands on every page, in the QR and in the metadata.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

ATTACHMENT = "summary.json"
LAYOUT = 1
"""Number of the printed tables' layout, kept with the attachment; the verification reads rows by it."""


def dump_summary(summary: Mapping[str, Any]) -> bytes:
    """Return the figures as canonical JSON: sorted keys, no spaces, UTF-8. Equal figures give equal bytes."""
    return json.dumps(summary, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def make_digest(data: bytes) -> str:
    """Return the SHA-256 of the attached bytes, 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def make_fingerprint(digest: str) -> str:
    """Return the first 64 bits as people compare them: `1A2B-3C4D-5E6F-7A8B`."""
    return "-".join(digest[i : i + 4].upper() for i in range(0, 16, 4))

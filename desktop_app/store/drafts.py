"""How a draft lies in its file: format version, SHA-256, the draft. This module must not read or write files."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import msgspec

from desktop_app.store.errors import BadRecord, NewerVersion
from forms.line import dump_text

FORMAT_VERSION = 2
_FORM = b'{"v":%d,"check":"%b","draft":%b}'
_READ = re.compile(rb'\{"v":(\d{1,9}),"check":"([0-9a-f]{64})","draft":(.*)\}', re.DOTALL)


def dump_draft(draft: dict[str, Any]) -> bytes:
    """Return a draft's bytes. Raises BadRecord if it is no JSON."""
    try:
        data = dump_text(draft)
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRecord(str(error)) from None
    return _FORM % (FORMAT_VERSION, hashlib.sha256(data).hexdigest().encode(), data)


def load_draft(blob: bytes) -> dict[str, Any] | None:
    """Return the draft. Raises NewerVersion, ValueError if it was changed or is none."""
    found = _READ.fullmatch(blob)
    if found is None or hashlib.sha256(found[3]).hexdigest().encode() != found[2]:
        raise ValueError("check")
    version = int(found[1])
    if version != FORMAT_VERSION:
        raise NewerVersion(version, FORMAT_VERSION)
    draft = msgspec.json.decode(found[3])
    return draft if isinstance(draft, dict) else None

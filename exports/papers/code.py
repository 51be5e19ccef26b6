"""The text of a receipt's QR: which dossier of which unit, and when its result is due. Nothing of a person. `FORMAT.md` tells it.

Reading must not trust it: whatever is wrong gives None.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import date

from forms.dossier import parse_code

MARK = "SO MOT CUA HO SO 1"
MAX_LETTERS = 200
_UNIT = re.compile(r"[A-Za-z0-9._/\-]{1,80}")


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """What a receipt says. unit: code of the office that printed it.  due: the day told to the applicant, None if none."""

    unit: str
    code: str
    due: date | None


def dump_code(code: ReceiptCode) -> str:
    """Return the text of the QR: four lines and their check."""
    body = "\n".join((MARK, code.unit, code.code, code.due.isoformat() if code.due else "-"))
    return f"{body}\n{_check(body)}"


def load_code(text: str) -> ReceiptCode | None:
    """Return what a QR says, None where it is none of ours or does not agree with its check."""
    body, _, check = text.rpartition("\n")
    lines = body.split("\n")
    if len(text) > MAX_LETTERS or not text.isascii() or len(lines) != 4 or lines[0] != MARK or check != _check(body):
        return None
    due = _day(lines[3])
    if not _UNIT.fullmatch(lines[1]) or parse_code(lines[2]) is None or (due is None and lines[3] != "-"):
        return None
    return ReceiptCode(lines[1], lines[2], due)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None


def _check(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08X}"

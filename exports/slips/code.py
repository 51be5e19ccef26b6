"""The text of a slip's QR: which slip of which batch, printed on which form. Nothing of a person. `FORMAT.md` tells it.

Reading must not trust it: whatever is wrong gives None.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from forms.text import has_hidden, nfc

MARK = "SO MOT CUA PHIEU 1"
MAX_LETTERS = 400
MOST_SERIAL = 9_999_999


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What a slip says it is. unit: code of the office that printed it.  layout: number of the printed geometry."""

    unit: str
    batch: str
    serial: int
    form: str
    layout: int


def dump_code(code: SlipCode) -> str:
    """Return the text of the QR: five lines and their check."""
    body = "\n".join((MARK, code.unit, code.batch, str(code.serial), f"{code.form} {code.layout}"))
    return f"{body}\n{_check(body)}"


def load_code(text: str) -> SlipCode | None:
    """Return what a QR says, None where it is none of ours or does not agree with its check."""
    if len(text) > MAX_LETTERS or nfc(text) != text or has_hidden(text.replace("\n", "")):
        return None
    body, _, check = text.rpartition("\n")
    lines = body.split("\n")
    if len(lines) != 5 or lines[0] != MARK or check != _check(body) or not all(lines):
        return None
    form, _, layout = lines[4].rpartition(" ")
    serial = _number(lines[3])
    if not form or not serial or not _number(layout):
        return None
    return SlipCode(lines[1], lines[2], serial, form, _number(layout))


def _number(text: str) -> int:
    """Return a plain number, 0 for anything else."""
    plain = text.isascii() and text.isdigit() and len(text) <= 7 and not text.startswith("0")
    return int(text) if plain else 0


def _check(body: str) -> str:
    return f"{zlib.crc32(body.encode()):08X}"

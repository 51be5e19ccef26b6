"""The first look at a signed file: raw bytes only, before any PDF parser touches them.

Every signed range is hashed and compared with the digest in its signature, and the signature's own bytes are held to one
form (`cms_form`). A file that fails here was changed; nothing more about its signatures is asked of a lenient reader.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from exports.signing.cms_form import find_form_fault
from exports.signing.reading import hostile_errors

_BYTE_RANGE = re.compile(rb"/ByteRange ?\[ ?([0-9]{1,10}) ([0-9]{1,10}) ([0-9]{1,10}) ([0-9]{1,10}) *\]")

Range = tuple[int, int, int, int]
"""Start and length of what lies before the signature, start and length of what lies behind it."""


def find_ranges(data: bytes) -> list[Range]:
    """Return the byte ranges of all signatures, in the order in which they end."""
    found = [tuple(int(number) for number in match.groups()) for match in _BYTE_RANGE.finditer(data)]
    return sorted(((a, b, c, d) for a, b, c, d in found), key=lambda numbers: numbers[2] + numbers[3])


def is_sealed(data: bytes, numbers: Range) -> bool:
    """Return whether the range lies in the file from its first byte on, has its digest, and the signature its form."""
    start, length, after, rest = numbers
    if start != 0 or not 0 < length < after or after + rest > len(data):
        return False
    try:
        return not find_form_fault(data, numbers)
    except hostile_errors():
        return False


def is_whole(data: bytes, ranges: Sequence[Range]) -> bool:
    """Return whether every signature found is sealed."""
    return all(is_sealed(data, numbers) for numbers in ranges)

"""Whether bytes are plain DER all the way down: shortest lengths, definite form, nothing left over (X.690 10.1, 8.1.3).

A walk over tags and lengths only; what the values mean is not looked at.
"""

from __future__ import annotations

MAX_DEPTH = 40
CONSTRUCTED = 0x20


def measure_der(data: bytes, start: int = 0) -> int | None:
    """Return where the element that begins at `start` ends, None if it or one inside it is not plain DER."""
    return _measure(data, start, len(data), 0)


def _measure(data: bytes, start: int, limit: int, depth: int) -> int | None:
    if depth > MAX_DEPTH or start + 2 > limit or data[start] == 0 or data[start] & 0x1F == 0x1F:
        return None
    body = _read_length(data, start + 1, limit)
    if body is None or body[1] > limit:
        return None
    place, end = body
    while data[start] & CONSTRUCTED and place < end:
        following = _measure(data, place, end, depth + 1)
        if following is None:
            return None
        place = following
    return end


def _read_length(data: bytes, start: int, limit: int) -> tuple[int, int] | None:
    """Return where the value begins and ends; None for an indefinite, overlong or absurd length."""
    first = data[start]
    if first < 0x80:
        return start + 1, start + 1 + first
    size = first & 0x7F
    if not 1 <= size <= 4 or start + 1 + size > limit:
        return None
    length = int.from_bytes(data[start + 1 : start + 1 + size], "big")
    if length < 0x80 or data[start + 1] == 0:
        return None
    return start + 1 + size, start + 1 + size + length

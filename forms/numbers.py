"""Numbers as Vietnam writes them: 1.234.567,89. Integers and Decimals only, no locale, no float."""

from __future__ import annotations

import re
from decimal import Decimal

_INTEGER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)")
_DECIMAL = re.compile(r"(-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+))(?:,([0-9]+))?")
_POINT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def format_integer(number: int) -> str:
    """Return the number with a point after every third digit: 1234567 → `1.234.567`."""
    return f"{number:,}".replace(",", ".")


def format_decimal(number: Decimal) -> str:
    """Return the number with all its decimals, comma before them: Decimal("1234.50") → `1.234,50`."""
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def format_percent(percent: str | Decimal) -> str:
    """Return a percentage as printed: "88.34" → `88,34 %`, the space a no-break one. Raises ValueError for another shape."""
    text = format(percent, "f") if isinstance(percent, Decimal) else percent
    if not _POINT.fullmatch(text):
        raise ValueError(f"not a percentage with a decimal point: {text!r}")
    return f"{format_decimal(Decimal(text))}\u00a0%"


def parse_integer(text: str) -> int | None:
    """Return the whole number of plain digits, points only where thousands stand: `1.234.567`; None for anything else."""
    text = text.strip()
    return int(text.replace(".", "")) if len(text) <= 30 and _INTEGER.fullmatch(text) else None


def parse_decimal(text: str) -> Decimal | None:
    """Return the number written the Vietnamese way, `1.234,56`; None for anything else."""
    match = _DECIMAL.fullmatch(text.strip()) if len(text) <= 60 else None
    if match is None:
        return None
    whole, part = match.groups()
    return Decimal(whole.replace(".", "") + (f".{part}" if part else ""))

"""Numbers of persons as Excel leaves them: leading zeros gone, 11-digit mobiles of before 2018, address and phone in one cell.

Source: domain.md §6; the change of mobile prefixes by the Ministry of Information and Communications, 15/9-14/11/2018.
Must not make up a digit but the zeros that Excel drops.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from exports.table_read import Value
from forms.identity import clean_id_number, clean_phone, is_id_number, is_phone

NEW_PREFIXES: Mapping[str, str] = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084", "0125": "085",
    "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037",
    "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_ID_ZEROS = {8: 9, 10: 12, 11: 12}
"""Digits that are left when Excel drops leading zeros → digits of the whole number (a 12-digit one begins with 0)."""
_CUT = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_LABEL = r"\b(?:số\s+)?(?:điện\s*thoại|sđt|sdt|đt|dt|tel|mobile)\b\s*[:.\-]?\s*"
_PHONES = re.compile(
    rf"(?P<label>{_LABEL})?(?<![\d/])(?P<number>(?:\+?84[ .\-]?|\(0\d{{2,3}}\)[ .\-]?)?\d(?:[ .\-]?\d){{5,10}})(?![\d/])",
    re.IGNORECASE,
)
_EDGES = " ,;:-–/()|.\n"


@dataclass(frozen=True, slots=True)
class Number:
    """A number read. text: as it is kept, or as written where it is none.  good: it has the shape.  how: what was mended."""

    text: str
    good: bool
    how: str = ""


def digits_of(value: Value) -> str:
    """Return a cell's digits as written; a number without its decimals where there are none."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).strip().lstrip("'’`")


def is_cut(text: str) -> bool:
    """Return whether Excel has cut digits off: `8.7084E+10`."""
    return _CUT.fullmatch(text.replace(" ", "")) is not None


def read_id_number(value: Value) -> Number:
    """Return an identity number, its leading zeros put back: 8 digits become 9; 10 and 11 become 12. how: `zeros`."""
    written = digits_of(value)
    bare = clean_id_number(written)
    if is_id_number(bare):
        return Number(bare, good=True)
    whole = _ID_ZEROS.get(len(bare), 0) if bare.isascii() and bare.isdigit() else 0
    if whole and not bare.startswith("0"):
        return Number(bare.zfill(whole), good=True, how="zeros")
    return Number(written, good=False)


def read_phone(value: Value) -> Number:
    """Return a phone number: a lost zero put back, an old mobile prefix made new. how: `zeros`, `old` or empty."""
    written = digits_of(value)
    bare = clean_phone(written)
    if is_phone(bare):
        return Number(bare, good=True)
    if not (bare.isascii() and bare.isdigit()):
        return Number(written, good=False)
    zero = bare if bare.startswith("0") else "0" + bare
    if is_phone(zero):
        return Number(zero, good=True, how="zeros")
    if len(zero) == 11 and zero[:4] in NEW_PREFIXES:
        return Number(NEW_PREFIXES[zero[:4]] + zero[4:], good=True, how="old")
    return Number(written, good=False)


def split_phones(text: str) -> tuple[str, list[str]]:
    """Return what is left of a cell when its phone numbers are taken out, and those, as written.

    Without a word for a phone before it a number must begin with 0 or 84: nine digits may be an identity number.
    """
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        number = match["number"]
        whole = bool(match["label"]) or number.startswith(("0", "(0", "+84", "84"))
        if not whole or not read_phone(number).good:
            return match[0]
        found.append(number)
        return "\0"

    parts = [part.strip(_EDGES) for part in _PHONES.sub(take, text).split("\0")]
    return ", ".join(part for part in parts if part), found

"""Identity numbers and telephone numbers: cleaning, shape, what a number says, masks.

Nothing here is put into messages or facts. Source: domain.md §6 (CMND 9 digits; CCCD/số định danh 12 digits: province,
century and sex, two digits of the year, six random, no check digit); province codes: `forms/seeds/provinces.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

_SEPARATORS = str.maketrans("", "", " .-\u00a0\u2011\u2013")
_PHONE_SEPARATORS = str.maketrans("", "", " .-()\u00a0\u2011\u2013")
_ID = re.compile(r"[0-9]{9}|[0-9]{12}")
_PHONE = re.compile(r"0[35789][0-9]{8}|02[0-9]{8,9}")


@dataclass(frozen=True, slots=True)
class IdReading:
    """What a 12-digit number says. province: name, empty when the code is unknown."""

    province_code: str
    province: str
    sex: Literal["male", "female"]
    birth_year: int


@cache
def provinces() -> Mapping[str, str]:
    """Return the shipped province codes of identity numbers, code → name."""
    text = resources.files("forms").joinpath("seeds", "provinces.json").read_text(encoding="utf-8")
    codes: dict[str, str] = json.loads(text)
    return codes


def clean_id_number(text: str) -> str:
    """Return the number without spaces, points and dashes."""
    return text.translate(_SEPARATORS)


def is_id_number(text: str) -> bool:
    """Return whether the text is 9 or 12 plain digits, for 12 the century digit included in what it may be."""
    return _ID.fullmatch(text) is not None


def read_id_number(text: str) -> IdReading | None:
    """Return what a cleaned 12-digit number says, None for a 9-digit one (it says nothing) and for other shapes.

    087084000999 → Đồng Tháp, male, 1984.
    """
    if len(text) != 12 or not is_id_number(text):
        return None
    century, sex = divmod(int(text[3]), 2)
    year = 1900 + 100 * century + int(text[4:6])
    return IdReading(text[:3], provinces().get(text[:3], ""), "female" if sex else "male", year)


def clean_phone(text: str) -> str:
    """Return the number with a leading 0, without country code, spaces, points, dashes and brackets."""
    bare = text.translate(_PHONE_SEPARATORS)
    for prefix in ("+84", "0084"):
        if bare.startswith(prefix):
            rest = bare.removeprefix(prefix)
            return rest if rest.startswith("0") else "0" + rest
    return "0" + bare[2:] if len(bare) in (11, 12) and bare.startswith("84") else bare


def is_phone(text: str) -> bool:
    """Return whether a cleaned text is a Vietnamese mobile (0[35789] and 8 digits) or landline number (02…)."""
    return _PHONE.fullmatch(text) is not None


def mask(text: str, shown: int = 3) -> str:
    """Return the number with all but its last `shown` characters hidden; a short one is hidden whole."""
    return "•" * (len(text) - shown) + text[-shown:] if len(text) > 2 * shown else "•" * len(text)

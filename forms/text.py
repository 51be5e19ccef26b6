"""Vietnamese text: normal form, folding for search, sort keys, hidden characters.

Nothing here looks at the locale or changes what a person typed beyond NFC and the ends of a line.
Source: domain.md §6; Unicode UAX #15 (normal forms); the alphabet's order is that of the Vietnamese dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Combining tone marks in dictionary order: huyền, hỏi, ngã, sắc, nặng; no mark (ngang) is "0"."""

_LETTER_PLACES = {letter: chr(0x1000 + place) for place, letter in enumerate(ALPHABET)}
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)


def nfc(text: str) -> str:
    """Return the text in Unicode normal form C."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return the text as it is kept: NFC, `\\n` line ends, no-break spaces as spaces, nothing around it."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(" \t\n")


def has_hidden(text: str) -> bool:
    """Return whether a control, bidirectional, zero-width, private or half character is in the text.

    Line feed and tab are not hidden. These characters make two different texts look alike, or one text look like another.
    """
    return not (text.isascii() and text.isprintable()) and _HIDDEN.search(text) is not None


def spell_hidden(text: str) -> str:
    """Return the text in NFC, each hidden character spelt as `<U+202E>`: so it may stand in a log and travel."""
    return nfc(_HIDDEN.sub(lambda found: f"<U+{ord(found[0]):04X}>", text))


class _Fold(dict[int, str]):
    """Letter → folded letter, worked out at first sight."""

    def __missing__(self, code: int) -> str:
        letter = chr(code).lower().replace("đ", "d")
        folded = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        self[code] = folded
        return folded


class _Primary(dict[int, str]):
    """Letter → its place in the alphabet, tone and case gone; digits and signs stand before all letters."""

    def __missing__(self, code: int) -> str:
        bare, _ = _split_tone(chr(code).lower())
        place = "".join(_LETTER_PLACES.get(c, c) for c in bare)
        self[code] = place
        return place


class _Tone(dict[int, str]):
    """Letter → tone digit; white space stays white space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        tone = " " if char.isspace() else _split_tone(char.lower())[1]
        self[code] = tone
        return tone


class _Case(dict[int, str]):
    """Letter → "1" for a capital, "0" for the rest."""

    def __missing__(self, code: int) -> str:
        case = "1" if chr(code).isupper() else "0"
        self[code] = case
        return case


def _split_tone(letter: str) -> tuple[str, str]:
    """Return the letter without its tone mark (NFC, foreign marks gone) and the tone's digit."""
    tone = "0"
    kept = []
    for char in unicodedata.normalize("NFD", letter):
        if char in TONES:
            tone = TONES[char]
        else:
            kept.append(char)
    bare = unicodedata.normalize("NFC", "".join(kept))
    if bare in _LETTER_PLACES:
        return bare, tone
    return "".join(c for c in unicodedata.normalize("NFD", bare) if not unicodedata.combining(c)), tone


SortKey = tuple[str, str, str]
PersonKey = tuple[SortKey, SortKey, SortKey]
_NOTHING: SortKey = ("", "", "")

_fold_table, _primary_table, _tone_table, _case_table = _Fold(), _Primary(), _Tone(), _Case()


def fold(text: str) -> str:
    """Return the text for searching: lower case, no marks, đ as d, words set apart by one space.

    So `hoà` and `hòa`, `uý` and `úy`, `Nguyễn` and `NGUYEN` are equal.
    """
    return " ".join(nfc(text).translate(_fold_table).split())


@lru_cache(maxsize=8192)
def sort_key(text: str) -> SortKey:
    """Return a key that sorts as a Vietnamese dictionary does.

    First the letters (a ă â … d đ e ê … o ô ơ u ư), then the tone of each word (ngang, huyền, hỏi, ngã, sắc, nặng), then
    small before capital. Where in a word the tone mark stands is of no matter: `hoà` and `hòa` have the same key.
    """
    text = " ".join(nfc(text).split())
    tones = "".join(max(word) for word in text.translate(_tone_table).split())
    return text.translate(_primary_table), tones, text.translate(_case_table)


def person_sort_key(name: str) -> PersonKey:
    """Return a key that sorts people by given name (last word), then family name (first), then middle names."""
    words = name.split()
    if len(words) < 2:
        return sort_key(name), _NOTHING, _NOTHING
    return sort_key(words[-1]), sort_key(words[0]), sort_key(" ".join(words[1:-1]))

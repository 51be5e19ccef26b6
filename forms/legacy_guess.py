"""In which old code a text is, told by whether its words become Vietnamese syllables: the statistics beside a font's name.

Only words with a letter outside ASCII tell anything. Whole numbers only; nothing is decoded behind a person's back: a caller
shows what became of the text. Source: `forms.syllables`; TCVN 5712:1993 and VNI as in `forms.legacy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from forms.legacy import decode_tcvn3, decode_vni
from forms.syllables import is_syllable, split_tone
from forms.text import nfc

Code = Literal["", "tcvn3", "vni"]
"""How a text is written: `tcvn3`, `vni`, or empty for Unicode."""

_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~]+")
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u0323]")
_DECODERS = {"tcvn3": decode_tcvn3, "vni": decode_vni}
_CAPITALS = re.compile("[A-Z][^\\s]*[A-Z]")
_FEW = 2


def is_unicode(text: str) -> bool:
    """Return whether a letter stands in the text that neither old code can hold: it is Unicode already."""
    return not text.isascii() and _UNICODE.search(text) is not None


def code_of_font(font: str) -> Code:
    """Return the code a font is made for: `.VnTime` and all `.Vn…` TCVN3, `VNI-Times` and all `VNI…` VNI."""
    name = font.strip().lower()
    return "tcvn3" if name.startswith(".vn") else "vni" if name.startswith("vni") else ""


def is_capital_font(font: str) -> bool:
    """Return whether a TCVN3 font shows all letters as capitals: `.VnTimeH`."""
    return font.strip().lower().startswith(".vn") and font.strip().endswith("H")


def decode(text: str, code: Code) -> str:
    """Return the text as Unicode. Words keyed in capitals are put into capitals whole, as TCVN3 has no toned ones."""
    if not code or text.isascii():
        return text
    decoded = nfc(_DECODERS[code](text))
    return decoded.upper() if code == "tcvn3" and _is_capital(text) else decoded


def count_words(text: str, code: Code = "") -> int:
    """Return how many words with a letter outside ASCII are possible syllables once the text is read in a code."""
    if text.isascii():
        return 0
    return sum(_is_word(nfc(_DECODERS[code](word) if code else word)) for word in _WORD.findall(text) if not word.isascii())


def guess_code(texts: Iterable[str]) -> Code:
    """Return the code in which most of the texts are: empty unless an old code makes clearly more words of them."""
    counts: dict[Code, int] = {"": 0, "tcvn3": 0, "vni": 0}
    for text in texts:
        if text.isascii():
            continue
        if is_unicode(text):
            counts[""] += max(1, count_words(text))
            continue
        for code in counts:
            counts[code] += count_words(text, code)
    return _best(counts)


def settle_code(text: str, hint: Code, *, sure: bool = False) -> Code:
    """Return the code one text is read in. hint: what its font or its column says; sure: it was the font.

    A hint is followed unless it makes fewer words than there are; without one an old code must make more.
    """
    if text.isascii() or is_unicode(text):
        return ""
    plain = count_words(text)
    if hint and count_words(text, hint) >= plain and (sure or plain == 0 or count_words(text, hint) > 0):
        return hint
    if hint:
        return ""
    best = _best({"": plain, "tcvn3": count_words(text, "tcvn3"), "vni": count_words(text, "vni")})
    return best if best and count_words(text, best) >= _FEW else ""


def _best(counts: Mapping[Code, int]) -> Code:
    best = max(("tcvn3", "vni"), key=lambda code: counts[code])  # type: ignore[index]
    return best if counts[best] > counts[""] else ""  # type: ignore[return-value,index]


def _is_capital(text: str) -> bool:
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return _CAPITALS.search(text) is not None and all(letter.isupper() for letter in letters)


@lru_cache(maxsize=65536)
def _is_word(word: str) -> bool:
    letters, tone = "", ""
    for letter in word.lower():
        bare, mark = split_tone(letter)
        if mark and tone:
            return False
        letters, tone = letters + bare, tone or mark
    return letters.isalpha() and is_syllable(letters, tone)

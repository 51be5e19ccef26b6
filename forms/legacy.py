"""Old 8-bit Vietnamese: TCVN3 (`.VnTime` fonts) and VNI (`VNI-Times`), as they arrive when read as Latin text.

Decoding is never done behind a person's back: a caller asks for it by name. Source: TCVN 5712:1993 (VN3), VNI for Windows.
"""

from __future__ import annotations

import re

from forms.text import nfc

_TCVN3_CODES = (
    "\u00b5\u00b6\u00b7\u00b8\u00b9"
    "\u00a8\u00bb\u00bc\u00bd\u00be\u00c6"
    "\u00a9\u00c7\u00c8\u00c9\u00ca\u00cb"
    "\u00ae"
    "\u00cc\u00ce\u00cf\u00d0\u00d1"
    "\u00aa\u00d2\u00d3\u00d4\u00d5\u00d6"
    "\u00d7\u00d8\u00dc\u00dd\u00de"
    "\u00df\u00e1\u00e2\u00e3\u00e4"
    "\u00ab\u00e5\u00e6\u00e7\u00e8\u00e9"
    "\u00ac\u00ea\u00eb\u00ec\u00ed\u00ee"
    "\u00ef\u00f1\u00f2\u00f3\u00f4"
    "\u00ad\u00f5\u00f6\u00f7\u00f8\u00f9"
    "\u00fa\u00fb\u00fc\u00fd\u00fe"
    "\u00a1\u00a2\u00a7\u00a3\u00a4\u00a5\u00a6"
)
_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT, _HAT, _BREVE = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323", "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_PAIRS = {
    "a": "ùøûõïâáàåãäêéèúüë",
    "e": "ùøûõïâáàåãä",
    "o": "ùøûõïâáàåãä",
    "ô": "ùøûõï",
    "u": "ùøûõï",
    "ö": "ùøûõï",
    "y": "ùøûõ",
}


def _make_vni() -> dict[str, str]:
    pairs = {base + mark: nfc(_VNI_SINGLE.get(base, base) + _VNI_MARKS[mark]) for base in _VNI_PAIRS for mark in _VNI_PAIRS[base]}
    small = pairs | _VNI_SINGLE
    capital = {old.upper(): new.upper() for old, new in small.items()}
    mixed = {old[0].upper() + old[1]: new.upper() for old, new in pairs.items()}
    return small | mixed | capital


_VNI = _make_vni()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_NEVER_VIETNAMESE = re.compile(
    "[\u00a8-\u00aa\u00ac\u00ae\u00b5-\u00ba\u00bc-\u00be\u00c4-\u00c7\u00cb\u00ce-\u00d1\u00d6-\u00d8\u00db-\u00dc\u00de-\u00df"
    "\u00e4-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb-\u00fc\u00fe-\u00ff]"
)
_TELLTALE = re.compile(
    "[a-z][\u00c0-\u00de]|[A-Za-z][\u00a8\u00aa\u00ac\u00b5\u00b6\u00b8\u00b9\u00bc-\u00be]"
    "|[A-Za-z][\u00ab\u00bb][a-z]|[aeo][\u00e2\u00e4\u00e5]|[ae][\u00e0\u00e1\u00e3]"
)


def decode_tcvn3(text: str) -> str:
    """Return Unicode text of text in the TCVN3 code, e.g. `TiÕng ViÖt` → `Tiếng Việt`.

    Capitals with a tone have no code of their own in TCVN3 (a capital font shows them): they come out small.
    """
    return text.translate(_TCVN3)


def decode_vni(text: str) -> str:
    """Return Unicode text of text in the VNI code, e.g. `Tieáng Vieät` → `Tiếng Việt`."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match[0]], text)


def looks_legacy(text: str) -> bool:
    """Return whether the text is likely in an old code.

    Either two signs that Vietnamese never uses and the old codes do, or a pair of letters that only they put together: a
    capital with a mark, or a sign, right after a letter (TCVN3), a base letter before its marked twin (VNI).
    """
    return not text.isascii() and (_TELLTALE.search(text) is not None or len(_NEVER_VIETNAMESE.findall(text)) >= 2)

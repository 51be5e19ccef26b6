"""Which letters make a Vietnamese syllable, and where its tone mark stands. Toneless small letters in, plain values out.

Both ways of placing the tone are in use: hòa, thủy and hoà, thuỷ. Wide on purpose: what is refused here is given back as typed,
so a rare word must not be missing. It must not know keys. Source: the spelling taught at school; domain.md §6.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ONSETS = (*_words("ngh ch gh gi kh ng nh ph qu th tr b c d đ g h k l m n p q r s t v x"), "")
RHYMES = frozenset(
    _words(
        """
        a ac ach ai ak am an ang anh ao ap at au ay ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
        i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
        o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeng oeo oep oet oi om on ong ooc
        oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
        u ua uâc uân uâng uât uây uc uê uêch uên uênh uêt uêu ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt
        uyn uynh uyp uyt uyu
        ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
        y ych yêm yên yêng yêt yêu yn ynh yt
        """
    )
)
LONE = frozenset("ăâ")
"""Names of letters: words only by themselves."""
NAMES = frozenset(_words("brâu hrê krông mnông plông prông xtiêng păh"))
"""Words of peoples and places of another shape: dân tộc Brâu, Hrê, Mnông, Xtiêng; Krông Nô, Kon Plông, Chư Prông, Chư Păh."""

VOWELS = frozenset("aăâeêioôơuưy")
TONES = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
"""Combining huyền, sắc, hỏi, ngã, nặng; no tone is the empty text."""
_AFTER_STOP = ("", "\u0301", "\u0323")
_PLAIN = str.maketrans("ăâêôơưđ", "aaeooud")
_NARROW = "eêiy"
BEFORE_SHORT_UO = ("h", "kh", "th")
"""Onsets of huơ, khuơ, thuở; everywhere else uơ goes on to ươ."""


def plain(letters: str) -> str:
    """Return small letters without the marks of ă â ê ô ơ ư đ."""
    return letters.translate(_PLAIN)


def split_tone(letter: str) -> tuple[str, str]:
    """Return a letter (NFC) without its tone mark, and that mark, empty where there is none."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)), tone


def find_vowels(letters: str) -> tuple[int, int]:
    """Return from where to where the first vowels go; the i of `gi` and the u of `qu` are among them only if no other follows."""
    start = next((place for place, letter in enumerate(letters) if letter in VOWELS), len(letters))
    if letters[:2] in ("gi", "qu") and letters[2:3] and letters[2] in VOWELS:
        start = 2
    end = start
    while end < len(letters) and letters[end] in VOWELS:
        end += 1
    return start, end


def find_tone_place(letters: str, *, new_style: bool = False) -> int:
    """Return which letter carries the tone mark, -1 without a vowel. new_style: hoà, khoẻ, thuỷ for hòa, khỏe, thủy."""
    start, end = find_vowels(letters)
    run = letters[start:end]
    marked = [place for place in range(start, end) if letters[place] in "ăâêôơư"]
    if not run:
        return -1
    if marked:
        return marked[-1]
    if len(run) == 1:
        return start
    if end < len(letters):
        return end - 1
    if len(run) > 2 or (new_style and run in ("oa", "oe", "uy")):
        return start + 1
    return start


@lru_cache(maxsize=8192)
def is_syllable(letters: str, tone: str = "") -> bool:
    """Return whether toneless letters with this tone are a possible syllable; a stop without a tone (`toc`) is let through."""
    if not _tone_fits(letters, tone):
        return False
    if letters in NAMES or letters in LONE:
        return True
    return any(rhyme in RHYMES and _go_together(onset, rhyme) for onset, rhyme in _split(letters))


@lru_cache(maxsize=8192)
def could_become(letters: str, tone: str = "") -> bool:
    """Return whether more letters and marks can make a possible syllable of these: a e o u d may still get theirs."""
    if not _tone_fits(letters, tone):
        return False
    if any(_begins(letters, word) for word in NAMES | LONE) or any(_begins(letters, onset) for onset in ONSETS):
        return True
    return any(_begins(rest, rhyme) and _go_together(onset, rhyme) for onset, rest in _split(letters) for rhyme in RHYMES)


def _split(letters: str) -> list[tuple[str, str]]:
    return [(onset, letters[len(onset) :]) for onset in ONSETS if letters.startswith(onset)]


def _begins(letters: str, whole: str) -> bool:
    if len(letters) > len(whole):
        return False
    return all(letter in (target, plain(target)) for letter, target in zip(letters, whole, strict=False))


def _go_together(onset: str, rhyme: str) -> bool:
    """Return whether the spelling lets a rhyme stand after an onset."""
    narrow = rhyme[0] in _NARROW
    if rhyme == "uơ":
        return onset in BEFORE_SHORT_UO
    if onset in ("gh", "ngh"):
        return rhyme[0] in "eêi"
    if onset in ("c", "ng"):
        return not narrow
    if onset == "g":
        return not narrow or rhyme[0] == "i"
    if onset == "gi":
        return rhyme[0] not in "iy"
    if onset == "qu":
        return rhyme[0] not in "uư" and rhyme[:2] not in ("oa", "oe", "oă", "oo")
    return onset == "" or (onset != "q" and (rhyme[0] != "y" or rhyme == "y"))


def _tone_fits(letters: str, tone: str) -> bool:
    """Return whether the tone may stand before the syllable's end: after a stop only sắc and nặng are spoken."""
    end = find_vowels(letters)[1]
    return tone in _AFTER_STOP or letters[end : end + 1] not in ("c", "p", "t", "k")

"""Vietnamese typing: the keys of one word → the word as it is written. Telex and VNI, pure, NFC.

A word is worked out anew from all its keys, so any order of keys gives the same word and nothing has to be taken back. What can
be no Vietnamese word is given back as typed. A key pressed twice takes its mark away and stands for itself (aaa → aa, ass → as).
Source: the manuals of the usual typing programs; free tone placement, the tone key anywhere after the vowel.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from forms.syllables import BEFORE_SHORT_UO, VOWELS, could_become, find_tone_place, find_vowels, is_syllable, plain, split_tone
from forms.text import nfc

Method = Literal["telex", "vni"]
GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONE_KEYS: dict[Method, dict[str, str]] = {
    "telex": {"f": GRAVE, "s": ACUTE, "r": HOOK, "x": TILDE, "j": DOT, "z": ""},
    "vni": {"2": GRAVE, "1": ACUTE, "3": HOOK, "4": TILDE, "5": DOT, "0": ""},
}
_HORN = (("uo", "ươ"), ("uu", "ưu"), ("ua", "ưa"), ("o", "ơ"), ("u", "ư"))
_BREVE = (("a", "ă"),)
MARK_KEYS: dict[Method, dict[str, tuple[tuple[str, str], ...]]] = {
    "telex": {"a": (("a", "â"),), "e": (("e", "ê"),), "o": (("o", "ô"),), "w": _HORN + _BREVE},
    "vni": {"6": (("a", "â"), ("e", "ê"), ("o", "ô")), "7": _HORN, "8": _BREVE},
}
"""Which key makes which vowels of which, the first that fits."""
LONGEST = 24
"""More keys than any word has: what is longer stays as typed."""
STROKE_KEYS: dict[Method, str] = {"telex": "d", "vni": "9"}


@dataclass(slots=True)
class _Word:
    """letters: small, toneless.  capitals, born: of each letter, whether it is one, whether the key w alone made it.

    settled: a mark was taken back, so nothing is given back as typed.  literal: keys stand for themselves from here on.
    """

    letters: list[str] = field(default_factory=list)
    capitals: list[bool] = field(default_factory=list)
    born: list[bool] = field(default_factory=list)
    tone: str = ""
    settled: bool = False
    literal: bool = False

    @property
    def text(self) -> str:
        return "".join(self.letters)

    @property
    def lives(self) -> bool:
        return could_become(self.text, self.tone)

    @property
    def has_vowel(self) -> bool:
        return any(letter in VOWELS for letter in self.letters)

    def add(self, letter: str, capital: bool, *, born: bool = False) -> None:
        self.letters.append(letter)
        self.capitals.append(capital)
        self.born.append(born)


def is_word_key(char: str, method: Method, *, inside: bool) -> bool:
    """Return whether a character belongs to a word: a plain letter, and in VNI a digit inside one."""
    return len(char) == 1 and char.isascii() and (char.isalpha() or (inside and method == "vni" and char.isdigit()))


def compose(keys: str, method: Method, *, start: str = "", new_style: bool = False) -> str:
    """Return the word while it is typed: marks still to come are waited for. start: what stood there before the first key."""
    return _compose(keys, method, start, new_style, could_become)


def settle(keys: str, method: Method, *, start: str = "", new_style: bool = False) -> str:
    """Return the word when it is ended: what is no possible syllable is given back as typed."""
    return _compose(keys, method, start, new_style, is_syllable)


def _compose(keys: str, method: Method, start: str, new_style: bool, fits: Callable[[str, str], bool]) -> str:
    if len(start) + len(keys) > LONGEST:
        return nfc(start) + keys
    word = _begin(start)
    for key in keys:
        _press(word, key, method)
    if word.settled or not word.has_vowel or fits(word.text, word.tone):
        return _write(word, new_style)
    return nfc(start) + (_shorten(keys, method) if (start + keys).isupper() else keys)


def _begin(start: str) -> _Word:
    word = _Word()
    for char in nfc(start):
        letter, tone = split_tone(char)
        word.add(letter.lower(), letter.isupper())
        word.tone = tone or word.tone
    return word


def _press(word: _Word, key: str, method: Method) -> None:
    small, capital = key.lower(), key.isupper()
    if not word.literal:
        if small == STROKE_KEYS[method] and _stroke(word, key):
            return
        if word.lives and (_tone(word, small, capital, method) or _mark(word, small, capital, method)):
            return
        if method == "telex" and small == "w" and _lone_w(word, capital):
            return
    word.add(small, capital)
    _horn_both(word)


def _tone(word: _Word, key: str, capital: bool, method: Method) -> bool:
    tone = TONE_KEYS[method].get(key)
    if tone is None or not word.has_vowel or (not tone and not word.tone):
        return False
    if tone and tone == word.tone:
        word.tone, word.settled, word.literal = "", True, True
        word.add(key, capital)
        return True
    if not could_become(word.text, tone):
        return False
    word.tone = tone
    return True


def _mark(word: _Word, key: str, capital: bool, method: Method) -> bool:
    changes = MARK_KEYS[method].get(key)
    if changes is None or word.settled:
        return False
    start, end = find_vowels(word.text)
    run = word.text[start:end]
    for old, new in changes:
        place = plain(run).find(old)
        made = _marked(word, start, run, place, new) if place >= 0 else ""
        if made and could_become(word.text[:start] + made + word.text[end:], word.tone):
            if made == run:
                _take_back(word, start + place, len(new), key, capital)
            else:
                word.letters[start:end] = made
            return True
    return False


def _marked(word: _Word, start: int, run: str, place: int, new: str) -> str:
    """Return the run of vowels with the mark: ươ loses its first horn to ô, huơ keeps none on its u."""
    if new == "ươ" and run in ("uo", "uô", "uơ") and start + 2 == len(word.letters) and word.text[:start] in BEFORE_SHORT_UO:
        new = "uơ"
    before = run[:place].replace("ư", "u") if new == "ô" else run[:place]
    return before + new + run[place + len(new) :]


def _take_back(word: _Word, place: int, count: int, key: str, capital: bool) -> None:
    for at in range(place, place + count):
        word.letters[at] = "w" if word.born[at] else plain(word.letters[at])
    word.settled = True
    lone = word.born[place] and count == 1
    if not lone:  # ww → w: the first w has come back, the second is used up
        word.add(key, capital)


def _lone_w(word: _Word, capital: bool) -> bool:
    """Write ư for a w without a vowel before it; ww → w. Return whether it was so."""
    if (word.text not in ("gi", "") and word.has_vowel) or word.settled:
        return False
    if not could_become(word.text + "ư", word.tone):
        return False
    word.add("ư", capital, born=True)
    return True


def _stroke(word: _Word, key: str) -> bool:
    """Make đ of the d the word begins with, or in an abbreviation (HĐND) of the d just before. Return whether there was one."""
    place = 0 if word.lives else len(word.letters) - 1
    if not word.letters or word.letters[place] not in ("d", "đ"):
        return False
    if place > 0 and word.has_vowel:
        return False
    if word.letters[place] == "đ":
        word.letters[place], word.settled, word.literal = "d", True, True
        word.add(key.lower(), key.isupper())
    else:
        word.letters[place] = "đ"
    return True


def _shorten(keys: str, method: Method) -> str:
    """Return the keys of an abbreviation in capitals with its Đ: ANDDT → ANĐT; not after a vowel."""
    made: list[str] = []
    for key in keys:
        before = made[-2].lower() if len(made) > 1 else ""
        if key.lower() == STROKE_KEYS[method] and made and made[-1] == "D" and (not before or before not in VOWELS):
            made[-1] = "Đ"
        else:
            made.append(key)
    return "".join(made)


def _horn_both(word: _Word) -> None:
    """Write ươ for ưo and uơ once another letter follows: thuơn → thươn."""
    start, end = find_vowels(word.text)
    run = word.text[start:end]
    if run[:2] in ("ưo", "uơ") and len(word.letters) > start + 2 and not word.settled:
        made = word.text[:start] + "ươ" + word.text[start + 2 :]
        if could_become(made, word.tone):
            word.letters[:] = made


def _write(word: _Word, new_style: bool) -> str:
    letters = [letter.upper() if capital else letter for letter, capital in zip(word.letters, word.capitals, strict=True)]
    place = find_tone_place(word.text, new_style=new_style)
    if word.tone and place >= 0:
        letters[place] = unicodedata.normalize("NFC", letters[place] + word.tone)
    return "".join(letters)

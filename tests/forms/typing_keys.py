"""Words taken apart into the keys a person presses for them, in several orders; and what UniKey sends for the same word."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from forms.telex import Method

WORDS_FILE = Path(__file__).with_name("vietnamese_words.txt")
ORDERS = ("at once", "tone last", "all last", "tone, then marks")
TONES: dict[Method, dict[str, str]] = {
    "telex": {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"},
    "vni": {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"},
}
MARKS: dict[Method, dict[str, str]] = {
    "telex": {"ă": "w", "â": "a", "ê": "e", "ô": "o", "ơ": "w", "ư": "w", "đ": "d"},
    "vni": {"ă": "8", "â": "6", "ê": "6", "ô": "6", "ơ": "7", "ư": "7", "đ": "9"},
}
PLAIN = str.maketrans("ăâêôơưđĂÂÊÔƠƯĐ", "aaeooudAAEOOUD")


def vietnamese_words() -> list[str]:
    """Return the words of the list: everyday words of a one-stop office, every kind of rhyme among them."""
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.split("\t")]


def keys_of(text: str, method: Method, order: str) -> str:
    """Return the keys of a text of one or more words."""
    return " ".join(_keys_of_word(word, method, order) for word in text.split(" "))


def _keys_of_word(word: str, method: Method, order: str) -> str:
    keys, marks, tone = "", "", ""
    vowels = any(letter in "aeiouy" for letter in unicodedata.normalize("NFD", word.lower()))
    for letter in word:
        small = letter.lower()
        parts = unicodedata.normalize("NFD", small)
        own_tone = next((TONES[method][part] for part in parts if part in TONES[method]), "")
        bare = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES[method]))
        mark = MARKS[method].get(bare, "")
        plain = bare.translate(PLAIN)
        if method == "telex" and plain == bare == "o" and keys[-1:].lower() == "o" and not mark:
            plain = "oo"  # xoong: the third o takes the mark of the second away
        keys += plain.upper() if letter.isupper() else plain
        if order in ("at once", "tone last") or not vowels:
            keys += mark.upper() if letter.isupper() else mark
        elif not (mark and marks.endswith(mark) and bare == "ơ"):  # one key for both letters of ươ
            marks += mark
        if order == "at once":
            keys += own_tone
        tone = tone or own_tone
    ends = {"at once": "", "tone last": tone, "all last": marks + tone, "tone, then marks": tone + marks}
    return keys + ends[order]


def unikey_events(keys: str, shown: list[str]) -> list[str]:
    """Return what UniKey sends while these keys bring these texts to the screen: letters let through, `BackSpace`, letters sent.

    shown: what is to stand there after each key.  A key that only adds itself is let through; any other UniKey keeps and sends
    as many BackSpaces as letters change, then the letters anew.
    """
    events: list[str] = []
    before = ""
    for key, after in zip(keys, shown, strict=True):
        if after == before + key:
            events.append(key)
        else:
            common = next((n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), None)
            same = min(len(before), len(after)) if common is None else common
            events += ["BackSpace"] * (len(before) - same) + list(after[same:])
        before = after
    return events

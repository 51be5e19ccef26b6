"""What is typed into the register's search box, and what it is looked for in. No tkinter.

Words may stand in any order; case, marks and đ do not count. A number is looked for without its separators, a phone number
in its home form too: `0912 345 678`, `+84 912.345.678` and `0912345678` are one. Codes lose their points and dashes as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.identity import clean_id_number, clean_phone, is_phone
from forms.text import fold

Term = tuple[str, ...]
"""A word in the ways it may be written down; one of them must occur."""

_NUMBER = re.compile(r"[0-9.()+\-\u2010-\u2013]+")
_SEPARATORS = re.compile(r"[\s.()+\-\u2010-\u2013]")
_WHOLE = 12  # digits of the longest number: what follows is another one
_COUNTRY, _ABROAD = "84", "0084"
_PHONE_FROM = 3  # more digits than these tell a phone number


def search_text(data: Mapping[str, Any]) -> str:
    """Return what a dossier is found by, folded: name, code, former codes, identity and phone number, a line each."""
    codes = [data.get("code"), *(data.get("former_codes") or ())]
    numbers = [clean_id_number(str(data.get("id_number") or "")), clean_phone(str(data.get("phone") or ""))]
    return "\n".join([fold(str(data.get("name") or "")), *(_bare(fold(str(code))) for code in codes if code), *numbers])


def parse_words(text: str) -> tuple[Term, ...]:
    """Return the words of a search text; numbers that stand side by side are one in groups, until one is whole."""
    return tuple(term for term in _terms(fold(text).split()) if term)


def matching(batch: list[int], texts: Sequence[str], words: Sequence[Term]) -> list[int]:
    """Return the places of `batch` whose texts hold every word."""
    for term in words:
        if len(term) == 1:
            word = term[0]
            batch = [place for place in batch if word in texts[place]]
        else:
            batch = [place for place in batch if any(word in texts[place] for word in term)]
    return batch


def _terms(words: Sequence[str]) -> Iterator[Term]:
    run: list[str] = []
    for word in words:
        number = _NUMBER.fullmatch(word) is not None
        if run and (not number or _is_whole("".join(run))):
            yield _number(run)
            run = []
        if number:
            run.append(word)
        else:
            yield _word(word)
    if run:
        yield _number(run)


def _is_whole(text: str) -> bool:
    bare = _bare(text)
    return len(bare) >= _WHOLE or is_phone(clean_phone(text))


def _word(word: str) -> Term:
    bare = _bare(word)
    return (word, bare) if bare not in ("", word) and any(letter.isdigit() for letter in word) else (word,)


def _number(run: Sequence[str]) -> Term:
    """Return the ways of a number that was typed in groups; none for signs alone and a country code that just begins."""
    text, raw = "".join(run), " ".join(run)
    bare = _bare(text)
    if text.lstrip("(").startswith("+") and (_COUNTRY.startswith(bare) or bare.startswith(_COUNTRY)):
        rest = bare.removeprefix(_COUNTRY)
        return () if len(bare) <= len(_COUNTRY) else (rest if rest.startswith("0") else f"0{rest}",)
    if not bare:
        return ()
    home = clean_phone(bare)
    ways = [bare, home] if is_phone(home) or (bare.startswith(_ABROAD) and len(home) > _PHONE_FROM) else [bare]
    return tuple(dict.fromkeys([*ways, raw] if len(run) > 1 else ways))


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", text)

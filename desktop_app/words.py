"""The language of the interface: Vietnamese first, English second.

Every text a person sees is written once, in both languages, at the place where it is used: `say("Lưu", "Save")`.
So no text can miss its translation. This module must not hold the texts themselves or know who shows them.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["vi", "en"]

_current: Language = "vi"


def use_language(language: Language) -> None:
    """Switch the language of all texts made from now on; the window rebuilds itself afterwards."""
    global _current
    _current = language


def language() -> Language:
    """Return the language in use."""
    return _current


def say(vi: str, en: str) -> str:
    """Return the text in the language in use."""
    return vi if _current == "vi" else en

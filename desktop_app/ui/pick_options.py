"""What a list to pick from offers, and what stays of it while something is typed. No tkinter.

Words may stand in any order and count without case and marks; where every word begins a word of the option, it stands first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.text import fold, nfc, sort_key


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick. id: what is kept.  name: what is shown.  beside: said in muted words beside it, and found by too."""

    id: str
    name: str
    beside: str = ""
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", nfc(self.name))
        object.__setattr__(self, "text", f" {fold(f'{self.name} {self.beside} {self.id}')}")


def order_by_use(options: Iterable[Option], used: Mapping[str, int]) -> list[Option]:
    """Return the options used most first, those used as much in Vietnamese order."""
    return sorted(options, key=lambda option: (-used.get(option.id, 0), sort_key(option.name)))


def find_options(options: Sequence[Option], typed: str) -> list[Option]:
    """Return the options that hold every word typed, in their order, those where each begins a word first."""
    words = fold(typed).split()
    hits = [option for option in options if all(word in option.text for word in words)]
    return sorted(hits, key=lambda option: not all(_begins(word, option.text) for word in words))


def _begins(word: str, text: str) -> bool:
    return any(mark + word in text for mark in (" ", ",", "(", "-", "/"))

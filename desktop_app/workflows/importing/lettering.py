"""Which old code each column is in: its cells' fonts say so first, the words in it second; a person may say otherwise.

Must not decide about a text alone where its font or column speaks; `forms.legacy_guess` keeps a hint from spoiling good words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from exports.table_read import Row
from forms.legacy_guess import Code, code_of_font, decode, guess_code, is_capital_font, is_unicode, settle_code
from forms.text import nfc

Choice = Literal["auto", "none", "tcvn3", "vni"]
CHOICES: tuple[Choice, ...] = ("auto", "none", "tcvn3", "vni")
SAMPLE = 2000
NAMES: Mapping[str, str] = {"tcvn3": "TCVN3", "vni": "VNI"}


@dataclass(frozen=True, slots=True)
class Lettering:
    """How texts are read. choice: what a person said, `auto` for nothing.  columns: the code of each column by its words.

    doubted: columns whose old font lies, as most of its texts are Unicode.
    """

    choice: Choice
    columns: tuple[Code, ...]
    doubted: frozenset[int] = frozenset()

    def convert(self, text: str, font: str, column: int) -> tuple[str, Code]:
        """Return the text in Unicode, and the code it was in."""
        if self.choice == "none" or text.isascii():
            return nfc(text), ""
        code = self._code(text, font, column)
        decoded = decode(text, code)
        return (decoded.upper() if code == "tcvn3" and is_capital_font(font) else nfc(decoded)), code

    def _code(self, text: str, font: str, column: int) -> Code:
        if self.choice in ("tcvn3", "vni"):
            return settle_code(text, self.choice, sure=True)
        if (by_font := code_of_font(font)) and column not in self.doubted:
            return settle_code(text, by_font, sure=True)
        return settle_code(text, self.columns[column] if column < len(self.columns) else "")


def find_lettering(rows: Sequence[Row], choice: Choice) -> Lettering:
    """Return the lettering of a sheet. A column's code is told by its cells without an old font, up to 2 000 of them."""
    if choice != "auto":
        return Lettering(choice, ())
    size = max((len(row.values) for row in rows), default=0)
    texts = [_texts(rows, column) for column in range(size)]
    columns = [guess_code(text for text, old in pairs if not old) for pairs in texts]
    doubted = [column for column, pairs in enumerate(texts) if _lies([text for text, old in pairs if old])]
    return Lettering(choice, tuple(columns), frozenset(doubted))


def _texts(rows: Sequence[Row], column: int) -> list[tuple[str, bool]]:
    """Return a column's first texts outside ASCII, each with whether its font is an old one."""
    found: list[tuple[str, bool]] = []
    for row in rows:
        value = row.values[column] if column < len(row.values) else None
        if isinstance(value, str) and not value.isascii():
            font = row.fonts[column] if column < len(row.fonts) else ""
            found.append((value, bool(code_of_font(font))))
        if len(found) >= SAMPLE:
            break
    return found


def _lies(texts: Sequence[str]) -> bool:
    return 2 * sum(map(is_unicode, texts)) > len(texts)

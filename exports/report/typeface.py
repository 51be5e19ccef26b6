"""Tinos in four styles, and the check that every letter of a text has a glyph before it is drawn.

reportlab draws a missing glyph as an empty box and says nothing, so no text may reach the page unchecked. Strings are
brought to NFC here, at the boundary of the PDF. Must not know what is written.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from forms.problems import Refused, declare, make_problem
from forms.text import nfc

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}
DRAWING = threading.Lock()
"""Held while a document is drawn: a registered font serves one document at a time."""

NO_GLYPH = declare(
    "REPORT-GLYPH-MISSING",
    "Phông chữ của báo cáo không có ký tự {codes}. Hãy sửa tên hoặc nội dung có ký tự này.",
    "The report's font has no glyph for {codes}. Correct the name or text that holds it.",
)

_SPACES = str.maketrans("\t\n\r", "   ")


@cache
def register() -> None:
    """Make the four styles known to reportlab, once."""
    folder = resources.files("exports").joinpath("fonts")
    for name, file in FILES.items():
        data = BytesIO(folder.joinpath(file).read_bytes())
        pdfmetrics.registerFont(TTFont(name, data, shapable=False))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC)


@cache
def known_letters(font: str) -> frozenset[int]:
    """Return the code points a style can draw."""
    register()
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)  # type: ignore[attr-defined]


@cache
def _is_drawable(char: str, font: str) -> bool:
    return ord(char) in known_letters(font) and (char.isprintable() or char == "\u00a0")


def require_drawable(text: str, font: str = REGULAR) -> str:
    """Return the text in NFC, line breaks and tabs as spaces. Raises Refused where a letter has no glyph."""
    text = nfc(text).translate(_SPACES)
    missing = sorted({char for char in text if not _is_drawable(char, font)})
    if missing:
        codes = ", ".join(f"U+{ord(char):04X}" for char in missing)
        raise Refused([make_problem(NO_GLYPH, "report", codes=codes)])
    return text


@lru_cache(maxsize=20_000)
def measure(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))

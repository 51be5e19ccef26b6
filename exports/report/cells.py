"""The smallest pieces of a page: words in a box, a justified paragraph, a rule. All tagged, all checked for glyphs.

Field text is never handed to reportlab's mini-language unescaped: it would open `<img src=…>`. Cells do not use that
language at all. Must not know what stands in them.
"""

from __future__ import annotations

from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from exports.report.tags import Element, Tagger
from exports.report.typeface import REGULAR, measure, require_drawable

Align = Literal["left", "center", "right"]
LEADING = 1.17
"""Distance of lines over the size of letters."""


class Words(Flowable):
    """Plain words in lines, broken at spaces; a table cell or a centred line.

    element None: an artifact.  once: an artifact wherever it is drawn again (repeated table headings).  fit: letters
    shrink until the longest word has room.  balanced: lines of like length, for titles.
    """

    def __init__(
        self,
        text: str,
        tagger: Tagger,
        element: Element | None,
        *,
        font: str = REGULAR,
        size: float = 10,
        align: Align = "left",
        leading: float = LEADING,
        once: bool = False,
        after: float = 0,
        fit: bool = False,
        balanced: bool = False,
    ) -> None:
        super().__init__()
        self.text, self.tagger, self.element = require_drawable(text, font), tagger, element
        self.font, self.size, self.line_share = font, size, leading
        self.align, self.once, self.drawn, self.fit, self.balanced = align, once, False, fit, balanced
        self.lines: list[str] = []
        self.spaceAfter = after

    @property
    def leading(self) -> float:
        """Distance of two lines in points."""
        return self.size * self.line_share

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  reportlab's signature
        """Break the text for a width in points; return the size it takes."""
        self.width = width
        if self.fit:
            longest = max(measure(word, self.font, self.size) for word in self.text.split(" "))
            self.size *= min(1.0, width / longest) if longest else 1.0
        narrow = find_balanced(self.text, self.font, self.size, width) if self.balanced else width
        self.lines = break_lines(self.text, self.font, self.size, narrow)
        return width, len(self.lines) * self.leading

    def draw(self) -> None:
        """Draw the lines from the top down."""
        canvas: Any = self.canv
        element = None if self.once and self.drawn else self.element
        self.drawn = True
        y = len(self.lines) * self.leading - self.size * 0.93
        if not self.text:
            return
        with self.tagger.mark(canvas, element):
            canvas.setFont(self.font, self.size)
            for number, line in enumerate(self.lines):
                is_last = number == len(self.lines) - 1
                self._draw_line(canvas, line if is_last else f"{line} ", line, y)
                y -= self.leading

    def _draw_line(self, canvas: Any, drawn: str, line: str, y: float) -> None:
        """Draw one line with the space that ends it, so that reading aloud does not join two words."""
        free = self.width - measure(line, self.font, self.size)
        x = {"left": 0.0, "center": free / 2, "right": free}[self.align]
        canvas.drawString(x, y, drawn)


def break_lines(text: str, font: str, size: float, width: float) -> list[str]:
    """Return the text in lines no wider than `width` points; a word too long is cut between letters."""
    if measure(text, font, size) <= width:
        return [text]
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if measure(longer, font, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while measure(line, font, size) > width and len(line) > 1:
            cut = next((i for i in range(len(line) - 1, 1, -1) if measure(line[:i], font, size) <= width), 1)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def find_balanced(text: str, font: str, size: float, width: float) -> float:
    """Return the least width, in steps of 1/40, that needs no more lines than `width`."""
    count = len(break_lines(text, font, size, width))
    widths = (width * step / 40 for step in range(10, 41))
    return next(narrow for narrow in widths if len(break_lines(text, font, size, narrow)) == count)


class Prose(Paragraph):
    """A tagged paragraph of escaped text; may go on over the page, still one element."""

    tagger: Tagger
    element: Element

    def split(self, width: float, height: float) -> list[Any]:
        """Split at the end of a page; the parts stay in the same element."""
        parts: list[Any] = super().split(width, height)
        for part in parts:
            part.tagger, part.element = self.tagger, self.element
        return parts

    def draw(self) -> None:
        """Draw as marked content."""
        with self.tagger.mark(self.canv, self.element):
            super().draw()


def make_prose(text: str, tagger: Tagger, element: Element, style: ParagraphStyle) -> Prose:
    """Return a paragraph that prints the text as it stands, `<` and `&` included. Raises Refused for missing glyphs."""
    prose = Prose(escape(require_drawable(text, style.fontName)), style)
    prose.tagger, prose.element = tagger, element
    return prose


def make_style(font: str, size: float, *, justify: bool = False, **more: Any) -> ParagraphStyle:
    """Return a paragraph style; `more` are reportlab's own names (points)."""
    more.setdefault("leading", size * 1.3)
    return ParagraphStyle("", fontName=font, fontSize=size, alignment=TA_JUSTIFY if justify else TA_LEFT, **more)


class Rule(Flowable):
    """A centred drawn rule, an artifact. width, above, below in points."""

    def __init__(self, width: float, tagger: Tagger, above: float = 1.5, below: float = 2.5) -> None:
        super().__init__()
        self.rule_width, self.tagger, self.above, self.below = width, tagger, above, below

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  reportlab's signature
        """Take the whole width."""
        self.width = width
        return width, self.above + self.below

    def draw(self) -> None:
        """Draw the line."""
        canvas: Any = self.canv
        length = min(self.rule_width, self.width)
        left = (self.width - length) / 2
        with self.tagger.mark(canvas, None):
            canvas.setLineWidth(0.7)
            canvas.line(left, self.below, left + length, self.below)

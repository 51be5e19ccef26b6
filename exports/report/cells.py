"""The smallest pieces of a page: words in a box, a justified paragraph, a rule. All tagged, all checked for glyphs.

reportlab's own paragraph is not used: its mini-language would open `<img src=…>` in the text of a field. Must not know
what stands in a piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from reportlab.platypus import Flowable

from exports.report.lines import break_lines, find_balanced
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


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks; lengths in points. indent: of the first line.  holds: stays with what follows."""

    font: str
    size: float
    leading: float
    indent: float = 0
    before: float = 0
    after: float = 6
    justify: bool = False
    holds: bool = False


class Prose(Flowable):
    """A paragraph. It may go on over the page, two lines at least on either side, and is still one element.

    lines: broken before, where the paragraph is the rest of one.  starts, ends: whether its first line is indented, its
    last one set loose.
    """

    def __init__(
        self, text: str, tagger: Tagger, element: Element, style: Style, *, lines: list[str] | None = None, starts: bool = True,
        ends: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.text, self.tagger, self.element, self.style = require_drawable(text, style.font), tagger, element, style
        self.given, self.lines, self.starts, self.ends = lines, lines or [], starts, ends
        self.spaceBefore, self.spaceAfter = style.before if starts else 0, style.after if ends else 0
        self.keepWithNext = int(style.holds)

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  reportlab's signature
        """Break the text for a width in points; return the size it takes."""
        self.width = width
        if self.given is None:
            self.lines = break_lines(self.text, self.style.font, self.style.size, width, self.style.indent)
        return width, len(self.lines) * self.style.leading

    def split(self, width: float, height: float) -> list[Prose]:  # type: ignore[override]
        """Return the part that has room and the rest; nothing where a part would be a single line."""
        self.wrap(width, height)
        room = min(int(height // self.style.leading), len(self.lines) - 2)
        if room < 2:
            return []
        first = Prose(self.text, self.tagger, self.element, self.style, lines=self.lines[:room], starts=self.starts, ends=False)
        rest = Prose(self.text, self.tagger, self.element, self.style, lines=self.lines[room:], starts=False, ends=self.ends)
        return [first, rest]

    def draw(self) -> None:
        """Draw the lines from the top down, each but the last filled to the margin."""
        canvas: Any = self.canv
        style = self.style
        y = len(self.lines) * style.leading - style.size
        with self.tagger.mark(canvas, self.element):
            canvas.setFont(style.font, style.size)
            for number, line in enumerate(self.lines):
                indent = style.indent if self.starts and number == 0 else 0.0
                is_last = self.ends and number == len(self.lines) - 1
                spaces = line.count(" ") + line.count("\u00a0")  # reportlab draws both by the same code
                free = self.width - indent - measure(line, style.font, style.size)
                stretch = free / spaces if style.justify and spaces and not is_last else None
                canvas.drawString(indent, y, line if is_last else f"{line} ", wordSpace=stretch)
                y -= style.leading


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

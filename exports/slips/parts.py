"""What a sheet of paper is made of, before anything is drawn: words, rules, boxes and marks with their places.

All lengths are millimetres, all places count from the page's upper left corner. Must not draw and must not know a form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from exports.report.lines import break_lines, find_balanced
from exports.report.typeface import REGULAR, measure, require_drawable

MM = 72 / 25.4
"""Points in a millimetre."""
PAGE = (210.0, 297.0)

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words. x: its left end, middle or right end; base: of its letters.  size: in points.  grey: 0 black to 1."""

    text: str
    x: float
    base: float
    font: str = REGULAR
    size: float = 10
    align: Align = "left"
    grey: float = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line. width: in points.  dotted: to be written on."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A square to be ticked. place, item: whose answer it is in the record.  value: what a tick in it means.  key: its number."""

    place: str
    item: str
    value: int | str
    key: int
    left: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Corner:
    """A black square by which a picture of the page is put straight. hollow: the one at the lower right."""

    left: float
    top: float
    size: float
    hollow: bool


@dataclass(slots=True)
class Drawing:
    """A sheet, or a part of one. shades: areas of a light ground."""

    words: list[Words] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    corners: list[Corner] = field(default_factory=list)
    shades: list[Area] = field(default_factory=list)

    def say(
        self, text: str, x: float, base: float, font: str = REGULAR, size: float = 10, align: Align = "left", grey: float = 0
    ) -> float:
        """Add a line of words; return its width. Raises Refused where a letter has no glyph."""
        text = require_drawable(text, font)
        self.words.append(Words(text, x, base, font, size, align, grey))
        return measure(text, font, size) / MM

    def say_lines(
        self, text: str, area: Area, font: str = REGULAR, size: float = 10, align: Align = "left", leading: float = 1.15
    ) -> float:
        """Add a text broken into lines from the top of an area down, centred ones of like length; return the height it took."""
        text, width = require_drawable(text, font), area.width * MM
        lines = break_lines(text, font, size, find_balanced(text, font, size, width) if align == "center" else width)
        step = size * leading / MM
        x = area.left + {"left": 0.0, "center": 0.5, "right": 1.0}[align] * area.width
        for number, line in enumerate(lines):
            ended = line if number == len(lines) - 1 else f"{line} "
            self.words.append(Words(ended, x, area.top + step * number + size * 0.92 / MM, font, size, align))
        return step * len(lines)

    def frame(self, area: Area, width: float = 0.5) -> None:
        """Add the four sides of an area."""
        right, bottom = area.left + area.width, area.top + area.height
        self.rules += [
            Rule(area.left, area.top, right, area.top, width), Rule(area.left, bottom, right, bottom, width),
            Rule(area.left, area.top, area.left, bottom, width), Rule(right, area.top, right, bottom, width),
        ]  # fmt: skip


def fit_size(text: str, font: str, size: float, width: float) -> float:
    """Return the size, in points, at which a line of words has room in `width` mm, `size` at most."""
    wide = measure(require_drawable(text, font), font, size)
    return size if wide <= width * MM else size * width * MM / wide


def fit_lines(text: str, font: str, size: float, width: float, most: int) -> float:
    """Return the size, in points, at which a text takes `most` lines of `width` mm at most; `size` at most, 3 at least."""
    while size > 3 and count_lines(text, font, size, width) > most:
        size -= 0.5
    return size


def count_lines(text: str, font: str, size: float, width: float) -> int:
    """Return how many lines a text takes in `width` mm."""
    return len(break_lines(require_drawable(text, font), font, size, width * MM))

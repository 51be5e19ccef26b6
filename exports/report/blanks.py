"""Reserved places of the page: form fields for number, date and signatures, drawn empty, found again by name.

A place is only noted here (page and box in points); `archive` makes the field. Must not fill one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.platypus import Flowable

from exports.report.tags import Element, Tagger
from exports.report.typeface import measure, require_drawable

PREPARED, APPROVED = "prepared", "approved"
NUMBER, DAY, MONTH, YEAR = "number", "day", "month", "year"


@dataclass(frozen=True, slots=True)
class Place:
    """A reserved place. page from 1; box: left, bottom, right, top in points.  size: of the letters to come."""

    name: str
    kind: Literal["signature", "text"]
    page: int
    box: tuple[float, float, float, float]
    font: str = ""
    size: float = 0


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty place in a line of words. width in points."""

    name: str
    width: float


class SignaturePlace(Flowable):
    """An empty box of a signature, in the middle of its column or at its left. Sizes in points."""

    def __init__(self, name: str, width: float, height: float, places: list[Place], *, centred: bool = True) -> None:
        super().__init__()
        self.name, self.box_width, self.box_height = name, width, height
        self.places, self.centred = places, centred

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  reportlab's signature
        """Take the whole width."""
        self.width = width
        return width, self.box_height

    def draw(self) -> None:
        """Note where the box is."""
        wide = min(self.box_width, self.width)
        canvas: Any = self.canv
        x, y = canvas.absolutePosition((self.width - wide) / 2 if self.centred else 0, 0)
        self.places.append(Place(self.name, "signature", canvas.getPageNumber(), (x, y, x + wide, y + self.box_height)))


class BlankLine(Flowable):
    """A centred line of words with empty places between them."""

    def __init__(
        self, parts: Sequence[str | Blank], tagger: Tagger, element: Element, places: list[Place], font: str, size: float
    ) -> None:
        super().__init__()
        self.parts = [part if isinstance(part, Blank) else require_drawable(part, font) for part in parts]
        self.tagger, self.element, self.places, self.font, self.size = tagger, element, places, font, size

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  reportlab's signature
        """One line."""
        self.width = width
        return width, self.size * 1.2

    def draw(self) -> None:
        """Draw the words and note the places."""
        canvas: Any = self.canv
        widths = [part.width if isinstance(part, Blank) else measure(part, self.font, self.size) for part in self.parts]
        x, base = (self.width - sum(widths)) / 2, self.size * 0.27
        for part, wide in zip(self.parts, widths, strict=True):
            if isinstance(part, Blank):
                self._note(canvas, part, x, wide)
            else:
                with self.tagger.mark(canvas, self.element):
                    canvas.setFont(self.font, self.size)
                    canvas.drawString(x, base, part)
            x += wide

    def _note(self, canvas: Any, blank: Blank, x: float, wide: float) -> None:
        left, bottom = canvas.absolutePosition(x, 0)
        box = (left, bottom, left + wide, bottom + self.size * 1.2)
        self.places.append(Place(blank.name, "text", canvas.getPageNumber(), box, self.font, self.size))

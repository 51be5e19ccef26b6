"""reportlab's canvas with what stands on every page: page number, the range and digest of the figures, page of pages.

Pages are kept until their number is known, then written. Everything added here is an artifact.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from exports.report.tags import Tagger
from exports.report.typeface import ITALIC, REGULAR, require_drawable

NUMBER_SIZE, FOOTER_SIZE = 13, 9
NUMBER_FROM_TOP, FOOTER_FROM_BOTTOM, MARGIN = 13 * mm, 11 * mm, 15 * mm
BINDING = 30 * mm


class Sheet(Canvas):
    """A canvas that writes its pages last, when it knows how many there are."""

    def __init__(self, *args: Any, tagger: Tagger, footer: str, **more: Any) -> None:
        more["initialFontName"] = REGULAR
        super().__init__(*args, **more)
        self._tagger, self._footer = tagger, require_drawable(footer, ITALIC)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """Keep the page for later."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Write all pages with their surroundings, then the file."""
        pages = self._pages
        for number, state in enumerate(pages, 1):
            self.__dict__.update(state)
            self._draw_surroundings(number, len(pages))
            super().showPage()
        super().save()

    def _draw_surroundings(self, number: int, of: int) -> None:
        width, height = self._pagesize  # type: ignore[attr-defined]
        with self._tagger.mark(self, None):
            if number > 1:
                self.setFont(REGULAR, NUMBER_SIZE)
                self.drawCentredString(width / 2, height - NUMBER_FROM_TOP, str(number))
            self.setFont(ITALIC, FOOTER_SIZE)
            self.drawString(BINDING if width < height else 20 * mm, FOOTER_FROM_BOTTOM, self._footer)
            self.drawRightString(width - MARGIN, FOOTER_FROM_BOTTOM, f"Trang {number}/{of}")

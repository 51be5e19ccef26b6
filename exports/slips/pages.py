"""Drawings → pages of one PDF. What is the same on every slip is drawn once and shown on each page.

The only module here that knows reportlab and pikepdf. The same drawings give the same bytes. Must not know what a page says.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, String
from reportlab.pdfgen.canvas import Canvas

from exports.report.figure import Qr
from exports.report.metadata import PRODUCER
from exports.report.tags import Tagger
from exports.report.typeface import REGULAR, register
from exports.slips.parts import MM, PAGE, Area, Box, Corner, Drawing, Rule
from exports.slips.ticks import Stroke

KEY_SIZE, KEY_GREY = 7.5, 0.62
SHADE = 0.93
INK = (0.08, 0.12, 0.42)


class Paper:
    """A PDF under way; hold `typeface.DRAWING` while it is open. name: of the part all pages share.  size: of a page, in mm."""

    def __init__(self, title: str, author: str, subject: str, size: tuple[float, float] = PAGE) -> None:
        register()
        self._height = size[1]
        self._out = BytesIO()
        font: Any = REGULAR  # its hint says float; left out, a font that is not in the file is named
        points = (size[0] * MM, size[1] * MM)
        self._canvas: Any = Canvas(self._out, pagesize=points, invariant=1, lang="vi-VN", initialFontName=font, pageCompression=1)
        self._told = {"/Title": title, "/Author": author, "/Subject": subject, "/Creator": PRODUCER, "/Producer": PRODUCER}

    def keep(self, name: str, drawing: Drawing) -> None:
        """Draw a part that pages will show again and again."""
        self._canvas.beginForm(name)
        self.draw(drawing)
        self._canvas.endForm()

    def show(self, name: str) -> None:
        """Show a part that was kept."""
        self._canvas.doForm(name)

    def draw(self, drawing: Drawing) -> None:
        """Draw a part on the page in hand."""
        canvas = self._canvas
        for area in drawing.shades:
            canvas.setFillGray(SHADE)
            canvas.rect(*self._place(area), stroke=0, fill=1)
        for rule in drawing.rules:
            self._rule(rule)
        for box in drawing.boxes:
            self._box(box)
        for corner in drawing.corners:
            self._corner(corner)
        self._words(drawing)

    def draw_code(self, text: str, area: Area) -> None:
        """Draw a QR with its quiet zone in an area."""
        left, bottom, width, _ = self._place(area)
        self._canvas.setFillGray(0)
        untagged: Any = None  # an artifact: what it says stands in words beside it
        Qr(text, width, Tagger(), untagged).drawOn(self._canvas, left, bottom)

    def draw_strokes(self, strokes: list[Stroke]) -> None:
        """Draw lines as a pen does."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColorRGB(*INK)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for stroke in strokes:
            canvas.setLineWidth(stroke.width)
            path = canvas.beginPath()
            path.moveTo(stroke.points[0][0] * MM, (self._height - stroke.points[0][1]) * MM)
            for x, y in stroke.points[1:]:
                path.lineTo(x * MM, (self._height - y) * MM)
            canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def end_page(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the file."""
        self._canvas.save()
        with pikepdf.open(BytesIO(self._out.getvalue())) as pdf:
            for key in list(pdf.docinfo.keys()):
                if key not in ("/CreationDate", "/ModDate"):
                    del pdf.docinfo[key]
            for key, value in self._told.items():
                pdf.docinfo[key] = String(value)
            pdf.Root.Lang = String("vi-VN")
            pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
            out = BytesIO()
            pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
            return out.getvalue()

    def _rule(self, rule: Rule) -> None:
        canvas = self._canvas
        canvas.setStrokeGray(0)
        canvas.setLineWidth(rule.width)
        canvas.setDash(*((0.6, 1.8) if rule.dotted else ()))
        canvas.line(rule.x0 * MM, (self._height - rule.y0) * MM, rule.x1 * MM, (self._height - rule.y1) * MM)
        canvas.setDash()

    def _box(self, box: Box) -> None:
        canvas = self._canvas
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.7)
        left, bottom, size, _ = self._place(Area(box.left, box.top, box.size, box.size))
        canvas.rect(left, bottom, size, size, fill=0)
        canvas.setFillGray(KEY_GREY)
        canvas.setFont(REGULAR, KEY_SIZE)
        canvas.drawCentredString(left + size / 2, bottom + (size - KEY_SIZE * 0.66) / 2, str(box.key))

    def _corner(self, corner: Corner) -> None:
        canvas = self._canvas
        left, bottom, size, _ = self._place(Area(corner.left, corner.top, corner.size, corner.size))
        canvas.setFillGray(0)
        canvas.rect(left, bottom, size, size, stroke=0, fill=1)
        if corner.hollow:
            canvas.setFillGray(1)
            canvas.rect(left + size * 0.3, bottom + size * 0.3, size * 0.4, size * 0.4, stroke=0, fill=1)

    def _words(self, drawing: Drawing) -> None:
        canvas = self._canvas
        for words in drawing.words:
            canvas.setFillGray(words.grey)
            canvas.setFont(words.font, words.size)
            put = {"left": canvas.drawString, "center": canvas.drawCentredString, "right": canvas.drawRightString}[words.align]
            put(words.x * MM, (self._height - words.base) * MM, words.text)

    def _place(self, area: Area) -> tuple[float, float, float, float]:
        """Return left, bottom, width, height in points from the lower left corner."""
        return area.left * MM, (self._height - area.top - area.height) * MM, area.width * MM, area.height * MM

"""What a signature looks like on the page: a small reportlab PDF with Tinos embedded, so that PDF/A holds.

Blue, letters of 10 points, the person's signature image above them if there is one (NĐ 30/2020, domain.md §5).
Must not sign.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from exports.report.lines import break_lines
from exports.report.typeface import BOLD, DRAWING, ITALIC, REGULAR, register, require_drawable
from forms.dates import VIETNAM_TIME, format_date

BLUE = "#1B3A93"
SIZE, LEADING = 10.0, 11.5
LINE_SIZE = 13.0


def make_stamp(width: float, height: float, name: str, when: datetime, remark: str, image: bytes | None = None) -> bytes:
    """Return a one-page PDF of the given size in points.

    when: aware; printed in Vietnam time.  remark: e.g. "Chữ ký nội bộ".  image: PNG of the handwritten signature.
    """
    moment = when.astimezone(VIETNAM_TIME)
    lines = [(remark, ITALIC), (name, BOLD), (f"{moment:%H:%M:%S} ngày {format_date(moment.date())}", REGULAR)]
    with DRAWING:
        register()
        out = BytesIO()
        maker: Any = Canvas
        canvas = maker(out, pagesize=(width, height), initialFontName=REGULAR, invariant=1)
        canvas.setFillColor(HexColor(BLUE))
        canvas.setStrokeColor(HexColor(BLUE))
        room = height if image is None else min(height, len(lines) * LEADING + 3)
        if image is not None:
            _draw_image(canvas, image, width, room, height - room)
        else:
            canvas.setLineWidth(0.8)
            canvas.roundRect(0.6, 0.6, width - 1.2, height - 1.2, 3, fill=0)
        _draw_lines(canvas, lines, width, room)
        canvas.save()
        return out.getvalue()


def make_line(text: str, font: str, width: float, height: float) -> bytes:
    """Return a page of a field's size with one black line in its middle, at the height of the words around the field."""
    with DRAWING:
        register()
        out = BytesIO()
        maker: Any = Canvas
        canvas = maker(out, pagesize=(width, height), initialFontName=font, invariant=1)
        canvas.setFont(font, LINE_SIZE)
        canvas.drawCentredString(width / 2, LINE_SIZE * 0.27, require_drawable(text, font))
        canvas.save()
        return out.getvalue()


def _draw_lines(canvas: Any, lines: list[tuple[str, str]], width: float, room: float) -> None:
    """Centre the lines in the lower `room` points, smaller letters where they would not fit."""
    size = SIZE
    texts = [(require_drawable(text, font), font) for text, font in lines if text]
    while size > 6 and not _fits(texts, size, width - 6, room - 3):
        size -= 0.25
    broken = [(line, font) for text, font in texts for line in break_lines(text, font, size, width - 6)]
    leading = size * LEADING / SIZE
    y = room / 2 + len(broken) * leading / 2 - size * 0.95
    for line, font in broken:
        canvas.setFont(font, size)
        canvas.drawCentredString(width / 2, y, line)
        y -= leading


def _fits(texts: list[tuple[str, str]], size: float, width: float, height: float) -> bool:
    count = sum(len(break_lines(text, font, size, width)) for text, font in texts)
    return count * size * LEADING / SIZE <= height


def _draw_image(canvas: Any, image: bytes, width: float, bottom: float, height: float) -> None:
    canvas.drawImage(ImageReader(BytesIO(image)), 4, bottom, width - 8, height - 2, mask="auto", preserveAspectRatio=True)

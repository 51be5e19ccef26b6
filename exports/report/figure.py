"""The two pictures of the report: the stacked bars and the QR. Drawn as shapes, each one figure with words for it.

Five levels stay apart in black and white too: from dark to light, then light with an edge. Must not read a QR.
"""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from exports.report.document import Bar, Chart
from exports.report.lines import break_lines
from exports.report.tags import Element, Tagger
from exports.report.typeface import BOLD, REGULAR, measure, require_drawable

SHADES = ("#1F4E79", "#7FA6CC", "#D9DEE4", "#F0C9A0", "#B5541C")
INKS = ("#FFFFFF", "#000000", "#000000", "#000000", "#FFFFFF")
EDGE = "#44546A"
QUIET_MODULES = 4


class Bars(Flowable):
    """The chart over the whole width: legend, labels left, bars, two columns of shares right."""

    ROW, BAR, SIZE = 27.0, 15.0, 10.0
    LABEL_SHARE, VALUE_WIDTH = 0.33, 48.0

    def __init__(self, chart: Chart, tagger: Tagger, element: Element) -> None:
        super().__init__()
        self.chart, self.tagger, self.element = chart, tagger, element

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  reportlab's signature
        """Take the whole width and a row a bar."""
        self.width = width
        self.label_width = width * self.LABEL_SHARE
        self.bar_width = width - self.label_width - 2 * self.VALUE_WIDTH - 12
        return width, len(self.chart.bars) * self.ROW + 50

    def draw(self) -> None:
        """Draw everything as one figure."""
        canvas: Any = self.canv
        with self.tagger.mark(canvas, self.element):
            y = len(self.chart.bars) * self.ROW
            self._draw_legend(canvas, y + 34)
            self._draw_heads(canvas, y + 4)
            for bar in self.chart.bars:
                y -= self.ROW
                self._draw_bar(canvas, bar, y)

    def _draw_legend(self, canvas: Any, y: float) -> None:
        names = [require_drawable(name) for name in self.chart.legend]
        total = sum(measure(name, REGULAR, self.SIZE) + 14 for name in names) + 12 * (len(names) - 1)
        x = (self.width - total) / 2
        for name, shade in zip(names, SHADES, strict=True):
            canvas.setFillColor(HexColor(shade))
            canvas.setStrokeColor(HexColor(EDGE))
            canvas.setLineWidth(0.5)
            canvas.rect(x, y - 0.5, 9, 9, fill=1)
            canvas.setFillColor(HexColor("#000000"))
            canvas.setFont(REGULAR, self.SIZE)
            canvas.drawString(x + 14, y, name)
            x += measure(name, REGULAR, self.SIZE) + 26

    def _draw_heads(self, canvas: Any, y: float) -> None:
        x = self.label_width + self.bar_width + 12 + self.VALUE_WIDTH / 2
        for head in self.chart.value_heads:
            lines = break_lines(require_drawable(head, BOLD), BOLD, 9, self.VALUE_WIDTH - 4)
            canvas.setFont(BOLD, 9)
            for number, line in enumerate(lines):
                canvas.drawCentredString(x, y + (len(lines) - 1 - number) * 10, f"{line} ")
            x += self.VALUE_WIDTH

    def _draw_bar(self, canvas: Any, bar: Bar, y: float) -> None:
        font = BOLD if bar.strong else REGULAR
        if bar.strong:
            canvas.setStrokeColor(HexColor("#000000"))
            canvas.setLineWidth(0.4)
            canvas.line(0, y + self.ROW, self.width, y + self.ROW)
        lines = break_lines(require_drawable(bar.label, font), font, self.SIZE, self.label_width - 6)
        canvas.setFillColor(HexColor("#000000"))
        canvas.setFont(font, self.SIZE)
        middle = y + self.ROW / 2
        for number, line in enumerate(lines):
            canvas.drawString(0, middle + (len(lines) / 2 - number) * 11 - 8, f"{line} ")
        self._draw_levels(canvas, bar, middle - self.BAR / 2)
        canvas.setFont(font, self.SIZE)
        x = self.label_width + self.bar_width + 12 + self.VALUE_WIDTH / 2
        for value in bar.values:
            canvas.drawCentredString(x, middle - 3.4, require_drawable(value, font))
            x += self.VALUE_WIDTH

    def _draw_levels(self, canvas: Any, bar: Bar, y: float) -> None:
        total, x = sum(bar.counts), self.label_width
        canvas.setStrokeColor(HexColor(EDGE))
        canvas.setLineWidth(0.5)
        for count, shade, ink in zip(bar.counts, SHADES, INKS, strict=True):
            if not count:
                continue
            wide = self.bar_width * count / total
            canvas.setFillColor(HexColor(shade))
            canvas.rect(x, y, wide, self.BAR, fill=1)
            text = f"{count:,}".replace(",", ".")
            if measure(text, REGULAR, 9) + 4 <= wide:
                canvas.setFillColor(HexColor(ink))
                canvas.setFont(REGULAR, 9)
                canvas.drawCentredString(x + wide / 2, y + self.BAR / 2 - 3.1, text)
            x += wide
        canvas.setFillColor(HexColor("#000000"))


class Qr(Flowable):
    """A QR as ONE filled path of merged runs: reportlab's own widget leaves seams that cost reads. size in points."""

    def __init__(self, text: str, size: float, tagger: Tagger, element: Element) -> None:
        super().__init__()
        self.text, self.size, self.tagger, self.element = text, size, tagger, element

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002  reportlab's signature
        """A square."""
        return self.size, self.size

    def draw(self) -> None:
        """Draw all dark runs as one path."""
        canvas: Any = self.canv
        widget: Any = QrCodeWidget(self.text, barLevel="M")
        widget.qr.make()
        side = widget.qr.getModuleCount()
        module = self.size / (side + 2 * QUIET_MODULES)
        path = canvas.beginPath()
        for row in range(side):
            y = self.size - (row + 1 + QUIET_MODULES) * module
            for start, length in _find_runs([bool(widget.qr.isDark(row, column)) for column in range(side)]):
                path.rect((start + QUIET_MODULES) * module, y, length * module, module)
        with self.tagger.mark(canvas, self.element):
            canvas.drawPath(path, stroke=0, fill=1)


def _find_runs(dark: list[bool]) -> list[tuple[int, int]]:
    """Return start and length of each run of dark modules."""
    runs: list[tuple[int, int]] = []
    for column, is_dark in enumerate(dark):
        if is_dark and runs and sum(runs[-1]) == column:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((column, 1))
    return runs

"""Tables and signatures of a filled paper as pieces of a page. Must not know pages."""

from __future__ import annotations

from collections.abc import Sequence

from exports.papers.fill import FilledSignature, FilledTable
from exports.papers.runs import Run, break_runs, say_runs
from exports.papers.strips import Setting, Strip
from exports.report.typeface import BOLD, ITALIC, REGULAR
from exports.slips.parts import MM, Area, Drawing, count_lines


def make_table(block: FilledTable, now: Setting) -> list[Strip]:
    """Return a piece a row; a line is drawn round each, so that rows may part at the end of a page."""
    total = sum(block.widths)
    widths = [now.sheet.text_width * share / total for share in block.widths]
    small = Setting(now.sheet, max(now.size - 1.5, 7.5), now.density)
    head = _row(block.head, widths, small, BOLD, centred=True)
    rows = [_row(cells, widths, small, REGULAR, centred=False) for cells in block.rows]
    gap = Strip(now.gap, lambda _drawing, _top: None)
    return [Strip(head.height, head.draw, holds=True), *rows, gap]


def _row(cells: Sequence[str], widths: Sequence[float], now: Setting, font: str, *, centred: bool) -> Strip:
    padding = 1.0
    lines = [break_runs([Run(cell, font)], now.size, width - 2 * padding) for cell, width in zip(cells, widths, strict=True)]
    least = 0 if centred else 2
    height = max(least, *(len(cell) for cell in lines)) * now.line + 2 * padding + (0 if centred else now.line)

    def draw(drawing: Drawing, top: float) -> None:
        x = now.sheet.left
        for cell, broken, width in zip(cells, lines, widths, strict=True):
            area = Area(x, top, width, height)
            drawing.frame(area, 0.5)
            if centred:
                below = (height - len(broken) * now.line) / 2
                inner = Area(x + padding, top + below, width - 2 * padding, height)
                drawing.say_lines(cell, inner, font, now.size, "center", now.line * MM / now.size)
            else:
                say_runs(drawing, broken, x + padding, top + padding, now.size)
            x += width

    return Strip(height, draw)


def make_signatures(signatures: Sequence[FilledSignature], now: Setting) -> Strip:
    """Return the columns of signatures as one piece; a single one stands on the right half."""
    sheet = now.sheet
    columns = max(len(signatures), 2)
    width = sheet.text_width / columns
    room = sheet.sign_room * (0.8 if now.density == "tight" else 1)
    tops = [[*signature.lines] for signature in signatures]
    heads = [sum(count_lines(line, BOLD, now.size, width) for line in lines) for lines in tops]
    head = max(heads, default=0) * now.line
    foot = max((count_lines(one.name, BOLD, now.size, width) for one in signatures if one.name), default=1) * now.line

    def draw(drawing: Drawing, top: float) -> None:
        for place, (signature, lines) in enumerate(zip(signatures, tops, strict=True)):
            left = sheet.left + width * (place + columns - len(signatures))
            y = top
            for line in lines:
                y += drawing.say_lines(line, Area(left, y, width, 0), BOLD, now.size, "center", now.line * MM / now.size)
            drawing.say_lines(signature.hint, Area(left, top + head, width, 0), ITALIC, now.size - 0.5, "center")
            if signature.name:
                drawing.say_lines(signature.name, Area(left, top + head + now.line + room, width, 0), BOLD, now.size, "center")

    return Strip(head + now.line + room + foot + now.gap, draw) if signatures else Strip(0, draw)

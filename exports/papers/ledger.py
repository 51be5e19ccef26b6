"""A register on paper: A4 across, its head on the first page, column heads and period on every one, no row cut in two.

Values in, bytes out. `registers` says which columns there are; this module must not know what stands in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from exports.papers.runs import step
from exports.report.letterhead import MOTTO, STATE, Letterhead
from exports.report.lines import break_lines
from exports.report.typeface import BOLD, DRAWING, ITALIC, REGULAR, register, require_drawable
from exports.slips.pages import Paper
from exports.slips.parts import MM, Align, Area, Drawing, Rule, Words, count_lines, fit_size

WIDTH, HEIGHT = 297.0, 210.0
LEFT, RIGHT, TOP, BOTTOM = 12.0, 287.0, 15.0, 195.0
SIZE, HEAD_SIZE = 8.5, 8.0
PADDING = 0.9
LEAST_ROW = 8.0
NOTHING = "Không có văn bản, hồ sơ nào trong thời gian này."
MOST_LINES = 30
"""Of one cell; a row that would not have room on a page is set smaller."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. width: in mm; all of them together fill the page.  align: of its cells."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is printed. period, printed: the days, and of when the rows are; both on every page.  closing: under the last row."""

    title: str
    period: str
    printed: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    closing: Sequence[str] = field(default_factory=tuple)


def make_ledger(letterhead: Letterhead, ledger: Ledger, progress: Progress | None = None) -> bytes:
    """Return the register as PDF. progress(rows done, rows) is called for every page and may raise to stop.

    Raises Refused for a letter without a glyph.
    """
    register()
    heads = _head_row(ledger.columns)
    top = _opening_height(letterhead) + heads[1]
    pages = _paginate(ledger, top, heads[1])
    with DRAWING:
        paper = Paper(f"{ledger.title}, {ledger.period}", letterhead.name, ledger.title.capitalize(), (WIDTH, HEIGHT))
        paper.keep("heads", heads[0])
        done = 0
        for number, rows in enumerate(pages, 1):
            if progress is not None:
                progress(done, len(ledger.rows))
            _draw_page(paper, letterhead, ledger, rows, number, len(pages))
            done += len(rows)
        data = paper.finish()
    if progress is not None:
        progress(done, len(ledger.rows))
    return data


@dataclass(frozen=True, slots=True)
class _Row:
    """A row broken into lines. size: of its letters."""

    cells: list[list[str]]
    height: float
    size: float


def _paginate(ledger: Ledger, first: float, heads: float) -> list[list[_Row]]:
    """Return the rows of each page; the closing lines have room on the last one."""
    closing = len(ledger.closing) * step(SIZE) + 4
    pages: list[list[_Row]] = [[]]
    y = first
    for row in _break_rows(ledger):
        if y + row.height > BOTTOM and pages[-1]:
            pages.append([])
            y = TOP + heads
        pages[-1].append(row)
        y += row.height
    if y + closing > BOTTOM and len(pages[-1]) > 1:
        pages.append([pages[-1].pop()])
    return pages


def _break_rows(ledger: Ledger) -> Iterator[_Row]:
    for cells in ledger.rows:
        yield _break_row(cells, ledger.columns)


def _break_row(cells: Sequence[str], columns: Sequence[Column]) -> _Row:
    size = SIZE
    while True:
        broken = [_break_cell(cell, column, size) for cell, column in zip(cells, columns, strict=True)]
        most = max(len(lines) for lines in broken)
        if most <= MOST_LINES or size <= SIZE / 2:
            return _Row(broken, max(LEAST_ROW, most * step(size) + 2 * PADDING), size)
        size -= 0.5


def _break_cell(cell: str, column: Column, size: float) -> list[str]:
    text = require_drawable(cell.replace("\n", "; "))
    return break_lines(text, REGULAR, size, (column.width - 2 * PADDING) * MM)


def _head_row(columns: Sequence[Column]) -> tuple[Drawing, float]:
    """Return the column heads with their numbers, drawn from the page's top margin down, and their height."""
    drawing = Drawing()
    lines = max(count_lines(column.title, BOLD, HEAD_SIZE, column.width - 1.2) for column in columns)
    titles, numbers = lines * step(HEAD_SIZE) + 2, step(HEAD_SIZE - 0.5) + 1
    height, x = titles + numbers, LEFT
    drawing.shades.append(Area(LEFT, TOP, RIGHT - LEFT, titles))
    for number, column in enumerate(columns, 1):
        own = count_lines(column.title, BOLD, HEAD_SIZE, column.width - 1.2) * step(HEAD_SIZE)
        area = Area(x + 0.6, TOP + (titles - own) / 2, column.width - 1.2, own)
        drawing.say_lines(column.title, area, BOLD, HEAD_SIZE, "center", step(HEAD_SIZE) * MM / HEAD_SIZE)
        drawing.say(f"({number})", x + column.width / 2, TOP + titles + numbers - 1.2, ITALIC, HEAD_SIZE - 0.5, "center")
        drawing.frame(Area(x, TOP, column.width, titles), 0.5)
        drawing.frame(Area(x, TOP + titles, column.width, numbers), 0.5)
        x += column.width
    return drawing, height


def _opening_height(letterhead: Letterhead) -> float:
    return _add_opening(Drawing(), letterhead, "", "") + 3


def _add_opening(drawing: Drawing, letterhead: Letterhead, title: str, period: str) -> float:
    """Add the letterhead, title and period of the first page; return where they end."""
    left, y = Area(LEFT, TOP - 3, 115, 0), TOP - 3
    for name, font in ((letterhead.parent_name.upper(), REGULAR), (letterhead.name.upper(), BOLD)):
        if name:
            y += drawing.say_lines(name, Area(LEFT, y, left.width, 0), font, 11, "center")
    middle = LEFT + left.width / 2
    drawing.rules.append(Rule(middle - 14, y + 1, middle + 14, y + 1, 0.6))
    middle = RIGHT - 60
    drawing.say(STATE, middle, TOP + 1, BOLD, 11, "center")
    wide = drawing.say(MOTTO, middle, TOP + 6, BOLD, 12, "center")
    drawing.rules.append(Rule(middle - wide / 2, TOP + 7.4, middle + wide / 2, TOP + 7.4, 0.6))
    y = max(y + 3, TOP + 10)
    middle = WIDTH / 2
    drawing.say(title, middle, y + 6, BOLD, 15, "center")
    drawing.say(period, middle, y + 12, ITALIC, 11, "center")
    return y + 14


def _draw_page(paper: Paper, letterhead: Letterhead, ledger: Ledger, rows: Sequence[_Row], number: int, pages: int) -> None:
    drawing = Drawing()
    heads, height = _head_row(ledger.columns)
    y = TOP
    if number == 1:
        y = _add_opening(drawing, letterhead, ledger.title, ledger.period) + 3
        _move(drawing, heads, y - TOP)
    else:
        paper.show("heads")
        drawing.say(str(number), WIDTH / 2, TOP - 4, REGULAR, 11, "center")
    y = _add_rows(drawing, ledger.columns, rows, y + height)
    if number == pages:
        _add_closing(drawing, ledger, y)
    foot = f"{ledger.title.capitalize()} · {ledger.period} · {ledger.printed} · trang {number}/{pages}"
    drawing.say(foot, WIDTH / 2, BOTTOM + 7, ITALIC, fit_size(foot, ITALIC, 8.5, RIGHT - LEFT), "center", 0.25)
    paper.draw(drawing)
    paper.end_page()


def _move(drawing: Drawing, part: Drawing, down: float) -> None:
    """Add a part of another drawing so many mm further down."""
    drawing.shades += [Area(area.left, area.top + down, area.width, area.height) for area in part.shades]
    drawing.rules += [Rule(rule.x0, rule.y0 + down, rule.x1, rule.y1 + down, rule.width) for rule in part.rules]
    drawing.words += [Words(w.text, w.x, w.base + down, w.font, w.size, w.align, w.grey) for w in part.words]


def _add_rows(drawing: Drawing, columns: Sequence[Column], rows: Sequence[_Row], top: float) -> float:
    y = top
    for row in rows:
        x = LEFT
        for lines, column in zip(row.cells, columns, strict=True):
            _add_cell(drawing, lines, column, x, y, row.size)
            x += column.width
        y += row.height
        drawing.rules.append(Rule(LEFT, y, RIGHT, y, 0.35))
    edges = [LEFT + sum(column.width for column in columns[:number]) for number in range(len(columns) + 1)]
    drawing.rules += [Rule(x, top, x, y, 0.35) for x in edges] if rows else []
    return y


def _add_cell(drawing: Drawing, lines: Sequence[str], column: Column, left: float, top: float, size: float) -> None:
    x = left + {"left": PADDING, "center": column.width / 2, "right": column.width - PADDING}[column.align]
    base = top + PADDING + size * 0.94 / MM
    for number, line in enumerate(lines):
        if line:
            ended = line if number == len(lines) - 1 else f"{line} "
            drawing.words.append(Words(ended, x, base + step(size) * number, REGULAR, size, column.align))


def _add_closing(drawing: Drawing, ledger: Ledger, y: float) -> None:
    for line in ledger.closing if ledger.rows else (NOTHING,):
        y += step(SIZE + 1)
        drawing.say(line, LEFT, y + 1, ITALIC, SIZE + 1)

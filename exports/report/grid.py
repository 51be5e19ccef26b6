"""A `document.Table` as a tagged reportlab table: headings repeat as artifacts, a group stays with its first row.

Must not know what the table is about.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Table as PlainGrid

from exports.report.cells import Align, Words
from exports.report.document import Head, Row, Table
from exports.report.tags import Element, Tagger
from exports.report.typeface import BOLD, REGULAR

HEAD_TINT, GROUP_TINT, STRONG_TINT = HexColor("#E9EDF2"), HexColor("#F5F7FA"), HexColor("#E3ECF6")
LINE_WIDTH = 0.5

Style = list[tuple[Any, ...]]


class Grid(PlainGrid):
    """A table whose lines and tints are artifacts, before and after it is split over pages."""

    tagger: Tagger

    def _drawBkgrnd(self) -> None:  # noqa: N802  reportlab's name
        with self.tagger.mark(self.canv, None):
            super()._drawBkgrnd()  # type: ignore[misc]

    def _drawLines(self) -> None:  # noqa: N802  reportlab's name
        with self.tagger.mark(self.canv, None):
            super()._drawLines()  # type: ignore[misc]

    def _splitRows(self, *args: Any, **more: Any) -> list[Any]:  # noqa: N802  reportlab's name
        parts: list[Any] = super()._splitRows(*args, **more)  # type: ignore[misc]
        for part in parts:
            part.tagger = self.tagger
        return parts


def make_grid(table: Table, tagger: Tagger, parent: Element) -> Grid:
    """Return the table, its elements added under `parent`."""
    element = parent.add("Table")
    style: Style = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("GRID", (0, 0), (-1, -1), LINE_WIDTH, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BACKGROUND", (0, 0), (-1, len(table.head) - 1), HEAD_TINT),
        ("TOPPADDING", (0, 0), (-1, -1), table.pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), table.pad + 0.6),
        ("LEFTPADDING", (0, 0), (-1, -1), 1.2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 1.2),
        *[("LEFTPADDING", (column, len(table.head)), (column, -1), 3) for column in table.left],
        ("NOSPLIT", (0, 0), (0, len(table.head))),
    ]
    cells = _make_head(table, tagger, element.add("THead"), style)
    body = element.add("TBody")
    for number, row in enumerate(table.rows, len(table.head)):
        cells.append(_make_row(table, row, tagger, body.add("TR")))
        style += _style_row(row, number, number == len(cells) - 1 and number == len(table.head) + len(table.rows) - 1)
    grid = Grid(cells, colWidths=[width * mm for width in table.widths_mm], repeatRows=len(table.head), style=style)
    grid.tagger = tagger
    return grid


def _make_head(table: Table, tagger: Tagger, element: Element, style: Style) -> list[list[Any]]:
    """Place heading cells where rows above leave room; add their spans to the style."""
    width = len(table.widths_mm)
    cells: list[list[Any]] = [[""] * width for _ in table.head]
    taken: set[tuple[int, int]] = set()
    for y, heads in enumerate(table.head):
        line = element.add("TR")
        for head in heads:
            x = next(column for column in range(width) if (y, column) not in taken)
            taken |= {(y + down, x + right) for down in range(head.rows) for right in range(head.columns)}
            cells[y][x] = _make_head_cell(head, table, tagger, line, y)
            if head.columns > 1 or head.rows > 1:
                style.append(("SPAN", (x, y), (x + head.columns - 1, y + head.rows - 1)))
    return cells


def _make_head_cell(head: Head, table: Table, tagger: Tagger, line: Element, y: int) -> Words:
    spans: dict[str, Any] = {"ColSpan": head.columns} if head.columns > 1 else {}
    if head.rows > 1:
        spans["RowSpan"] = head.rows
    is_formula = y == len(table.head) - 1 and y > 1
    font, size = (REGULAR, min(table.size - 1, 7)) if is_formula else (BOLD, table.size - 0.5)
    element = line.add("TH", Scope="Column", **spans)
    return Words(head.text, tagger, element, font=font, size=size, align="center", once=True, leading=1.12, fit=True)


def _make_row(table: Table, row: Row, tagger: Tagger, line: Element) -> list[Words]:
    cells = []
    for column, text in enumerate(row.cells):
        is_label = column == table.label
        element = line.add("TH", Scope="Row") if is_label else line.add("TD")
        font = BOLD if row.kind != "plain" or column in row.strong else REGULAR
        align: Align = "left" if column in table.left else "center"
        cells.append(Words(text, tagger, element, font=font, size=table.size, align=align, fit=not is_label))
    return cells


def _style_row(row: Row, number: int, is_last: bool) -> Style:
    style: Style = [("BACKGROUND", (column, number), (column, number), STRONG_TINT) for column in sorted(row.strong)]
    if row.kind == "group":
        style += [("NOSPLIT", (0, number), (0, number + 1)), ("BACKGROUND", (0, number), (-1, number), GROUP_TINT)]
    if row.kind == "total":
        style.append(("BACKGROUND", (0, number), (-1, number), GROUP_TINT))
        if is_last and number > 1:
            style.append(("NOSPLIT", (0, number - 1), (0, number)))
    return style

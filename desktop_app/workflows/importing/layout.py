"""Where in a sheet the register stands: its headings, one row or two, under titles; and which rows below are dossiers.

Must not read a value's meaning: that is `cells` and `dossier`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.workflows.importing.fields import plain_heading, score
from exports.table_read import Row, Table

LOOKED_AT = 60
LEAST = 3
"""Points below which no row is taken for headings: one known word may stand in any text."""
_NUMBERING = re.compile(r"\(?(?:[0-9]{1,2}|[A-Za-z])\)?")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand. first, last: rows of the headings, both 0 where there are none.  headings: one a column."""

    first: int
    last: int
    headings: tuple[str, ...]

    @property
    def key(self) -> str:
        """What this set of headings is remembered by."""
        return "|".join(plain_heading(heading) for heading in self.headings)


def letter_of(column: int) -> str:
    """Return the letter of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def find_layout(table: Table, texts: Mapping[int, Sequence[str]]) -> Layout:
    """Return where the headings stand, by the words in them. texts: of the first rows, by number, old codes converted."""
    numbers = [row.number for row in table.rows[:LOOKED_AT]]
    best, points = Layout(0, 0, ()), LEAST - 1
    for place, number in enumerate(numbers):
        single = Layout(number, number, tuple(texts[number]))
        below = numbers[place + 1] if place + 1 < len(numbers) else 0
        double = [Layout(number, below, _joined(texts[number], texts[below]))] if below == number + 1 else []
        for layout in (single, *double):
            if (found := score(layout.headings)) > points:
                best, points = layout, found
    return _with_numbering(best, texts) if best.first else Layout(0, 0, tuple("" for _ in range(width(table))))


def layout_at(table: Table, texts: Mapping[int, Sequence[str]], first: int, last: int) -> Layout:
    """Return the layout with headings a person has pointed at; 0, 0 for none."""
    if not first:
        return Layout(0, 0, tuple("" for _ in range(width(table))))
    lines = [texts.get(number, ()) for number in range(first, last + 1)]
    joined = lines[0]
    for line in lines[1:]:
        joined = _joined(joined, line)
    return Layout(first, last, tuple(joined))


def width(table: Table) -> int:
    """Return how many columns the table has."""
    return max(len(row.values) for row in table.rows)


def data_rows(table: Table, layout: Layout) -> list[Row]:
    """Return the rows under the headings."""
    return [row for row in table.rows if row.number > layout.last]


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return headings of two rows: what stands above goes on to the right over words below it, as merged cells do."""
    size, joined, over = max(len(upper), len(lower)), [], ""
    for place in range(size):
        above = upper[place] if place < len(upper) else ""
        below = lower[place] if place < len(lower) else ""
        over = above or (over if below else "")
        joined.append(" ".join(part for part in (over, below) if part))
    return tuple(joined)


def _with_numbering(layout: Layout, texts: Mapping[int, Sequence[str]]) -> Layout:
    """Return the layout with a row of column numbers (1, 2, 3 … or (1), (2) …) under the headings taken in."""
    line = [text for text in texts.get(layout.last + 1, ()) if text]
    if len(line) >= LEAST and all(_NUMBERING.fullmatch(text) for text in line) and len(set(line)) == len(line):
        return Layout(layout.first, layout.last + 1, layout.headings)
    return layout


def down_merges(table: Table, layout: Layout) -> dict[tuple[int, int], int]:
    """Return for each cell (row, column from 0) under a merged one the row whose value it shares."""
    found: dict[tuple[int, int], int] = {}
    for top, left, bottom, _right in table.merges:
        if top > layout.last and bottom > top and len(found) < len(table.rows) * 100:
            for row in range(top + 1, min(bottom, top + 5000) + 1):
                found[row, left - 1] = top
    return found

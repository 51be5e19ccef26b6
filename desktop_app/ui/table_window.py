"""Which rows of a long table are on the screen, where the cursor is and what is selected: arithmetic on row numbers.

It must not know what a row holds, nor anything of tkinter.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class TableWindow:
    """The state of a table of `length` rows of which `page` fit on the screen, from row `top` on.

    cursor: the row keys act on, -1 in an empty table.  selected: rows chosen together with Shift, Ctrl or the space bar.
    """

    length: int = 0
    page: int = 1
    top: int = 0
    cursor: int = -1
    selected: set[int] = field(default_factory=set)
    _anchor: int = -1

    def reset(self, length: int, cursor: int = 0) -> None:
        """Take a new set of rows: nothing selected but the cursor's row, which is brought into view."""
        self.length = max(0, length)
        self.cursor = min(max(cursor, 0), self.length - 1)
        self.selected = {self.cursor} if self.length else set()
        self._anchor = self.cursor
        self.scroll_to(self.top)
        self.see(self.cursor)

    def grow(self, length: int) -> None:
        """Take more rows of the same set: what is selected stays."""
        if self.length == 0 and length:
            self.reset(length)
        self.length = max(0, length)

    def resize(self, page: int) -> None:
        """Take the number of whole rows that fit; the cursor stays in view if it was."""
        in_view = self.top <= self.cursor < self.top + self.page
        self.page = max(1, page)
        self.scroll_to(self.top)
        if in_view:
            self.see(self.cursor)

    def scroll_to(self, top: int) -> None:
        """Show the rows from `top` on, as far as there are rows to fill the page."""
        self.top = max(0, min(top, self.length - self.page))

    def scroll_fraction(self, fraction: float) -> None:
        """Show the part of the table that begins at `fraction` (0..1), as a scroll bar says it."""
        self.scroll_to(round(fraction * self.length))

    def see(self, row: int) -> None:
        """Scroll just as far as needed to have `row` in view."""
        if row < self.top:
            self.scroll_to(row)
        elif row >= self.top + self.page:
            self.scroll_to(row - self.page + 1)

    def move_to(self, row: int, *, extend: bool = False) -> None:
        """Put the cursor on `row`, alone or with all rows from where the selection began."""
        if not self.length:
            return
        self.cursor = min(max(row, 0), self.length - 1)
        if not extend:
            self._anchor = self.cursor
        first, last = sorted((self._anchor, self.cursor))
        self.selected = set(range(first, last + 1))
        self.see(self.cursor)

    def walk_to(self, row: int) -> None:
        """Put the cursor on `row`; what is selected stays."""
        if self.length:
            self.cursor = self._anchor = min(max(row, 0), self.length - 1)
            self.see(self.cursor)

    def toggle(self, row: int) -> None:
        """Add `row` to the selection or take it out; the cursor goes there."""
        if 0 <= row < self.length:
            self.selected ^= {row}
            self.cursor = self._anchor = row
            self.see(row)

    def select_all(self) -> None:
        """Select every row."""
        self.selected = set(range(self.length))

    def fractions(self) -> tuple[float, float]:
        """Return where the page begins and ends in the table, 0..1, for a scroll bar."""
        if self.length <= self.page:
            return 0.0, 1.0
        return self.top / self.length, min(1.0, (self.top + self.page) / self.length)

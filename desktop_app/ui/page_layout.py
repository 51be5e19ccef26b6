"""Where the pages of a document stand under each other, and which are in view: arithmetic in pixels, no tkinter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 14


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Pages one below the other. tops, heights: in pixels.  width: of every page.  left: of the pages in the view."""

    width: int
    left: int
    tops: tuple[int, ...]
    heights: tuple[int, ...]

    @property
    def total(self) -> int:
        """The height of all pages with the gaps around them."""
        return self.tops[-1] + self.heights[-1] + GAP if self.tops else 0

    def in_view(self, top: int, height: int) -> range:
        """Return the numbers of the pages that show anything between `top` and `top + height`."""
        shown = [i for i, y in enumerate(self.tops) if y < top + height and y + self.heights[i] > top]
        return range(shown[0], shown[-1] + 1) if shown else range(0)

    def page_at(self, top: int, height: int) -> int:
        """Return the page that fills most of the view."""
        seen = [min(y + tall, top + height) - max(y, top) for y, tall in zip(self.tops, self.heights, strict=True)]
        return max(range(len(seen)), key=seen.__getitem__, default=0)


def lay_out(sizes: Sequence[tuple[float, float]], view_width: int, zoom_percent: int) -> PageLayout:
    """Return the layout at a zoom, 100 % being as wide as the view with a margin on both sides."""
    width = max(80, (view_width - 2 * GAP) * zoom_percent // 100)
    heights = tuple(round(width * tall / wide) for wide, tall in sizes)
    tops, y = [], GAP
    for height in heights:
        tops.append(y)
        y += height + GAP
    return PageLayout(width, max(GAP, (view_width - width) // 2), tuple(tops), heights)

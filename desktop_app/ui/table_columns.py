"""Columns of a table: how wide each is on a screen of a given width, and texts cut to fit. No tkinter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

ELLIPSIS = "…"
NARROWEST = 48


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `title` as shown, `width` in unscaled pixels, `stretch` its share of what is left over.

    align: which side texts stand on.  sortable: whether a click on the title sorts.  strong: shown in a heavier face.
    """

    title: str
    width: int
    stretch: int = 0
    align: Literal["left", "right"] = "left"
    sortable: bool = True
    strong: bool = False


def share_widths(
    columns: Sequence[Column], wanted: Sequence[int], total: int, narrowest: int = NARROWEST, fixed: int = 0
) -> list[int]:
    """Return widths that fill `total` pixels: what is over or missing is shared among the columns that stretch.

    wanted: a width for each column, as set by its column or by hand.  A column never gets narrower than `narrowest`.
    fixed: so many columns from the left keep their width; where none of the others stretches, all of the others do.
    """
    widths = list(wanted)
    shares = [0] * fixed + [c.stretch for c in columns[fixed:]]
    if not any(shares):
        shares = [0] * fixed + [1] * (len(columns) - fixed)
    for _ in columns:
        rest = total - sum(widths)
        open_columns = [i for i, share in enumerate(shares) if share and (rest > 0 or widths[i] > narrowest)]
        if not rest or not open_columns:
            break
        whole = sum(shares[i] for i in open_columns)
        given = [rest * shares[i] // whole for i in open_columns]
        given[-1] += rest - sum(given)
        for i, share in zip(open_columns, given, strict=True):
            widths[i] = max(narrowest, widths[i] + share)
    return widths


def column_edges(widths: Sequence[int]) -> list[int]:
    """Return where each column begins, and as last where the last one ends."""
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def cut_text(text: str, width: int, measure: Callable[[str], int]) -> str:
    """Return the text, or as much of its beginning as fits into `width` pixels with an ellipsis."""
    if measure(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + ELLIPSIS) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS if low else ""

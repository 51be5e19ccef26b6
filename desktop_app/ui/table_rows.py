"""Where a table's rows come from. No tkinter."""

from __future__ import annotations

from typing import Protocol


class Rows(Protocol):
    """Where rows come from: asked for what is on the screen, and again at every step."""

    def __len__(self) -> int:
        """Return how many rows there are."""

    def row(self, i: int, /) -> tuple[str, ...]:
        """Return the texts of row `i`, one for each column."""

    def kinds(self, i: int, /) -> tuple[str, ...]:
        """Return for each column the kind of pill its text stands on, empty for plain text."""


class NoRows:
    """A provider of nothing."""

    def __len__(self) -> int:
        return 0

    def row(self, i: int) -> tuple[str, ...]:
        """Raise IndexError: there is no row."""
        raise IndexError(i)

    kinds = row

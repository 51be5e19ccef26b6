"""How long work tells how far it is: a callable that is also the place where it can be cancelled (it may raise)."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""progress(done, total, text): `done` of `total` steps, `text` what is being done."""


def silent(done: int, total: int, text: str) -> None:
    """Report to nobody."""

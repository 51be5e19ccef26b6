"""In which order batches are shown: the newest period first, training batches apart behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.store.office import Stored


def is_training(data: Mapping[str, Any]) -> bool:
    """Tell whether a batch's record is that of a training batch."""
    return data.get("training") == "yes"


def in_order(batches: Iterable[Stored]) -> list[Stored]:
    """Return the batches that are not removed, the newest period first, training batches behind all others."""
    live = sorted((stored for stored in batches if stored.data is not None), key=_newest, reverse=True)
    return sorted(live, key=lambda stored: is_training(stored.data or {}))


def _newest(stored: Stored) -> tuple[str, str]:
    return str((stored.data or {})["from"]), stored.id

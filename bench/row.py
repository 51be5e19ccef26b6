"""One row of the bench table and the one way to take a measurement: the median of repeats in one process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What was measured, beside its floor in the same run.

    what: one line for a reader.  measured, floor: medians, in `unit`.  goal: the greatest ratio measured / floor
    that is in order, infinity for a row that only informs.  note: how many records, which floor.
    """

    what: str
    measured: float
    floor: float
    goal: float
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float:
        """Measured over floor; endless where the floor is nothing."""
        return self.measured / self.floor if self.floor else float("inf")

    @property
    def in_order(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal


def median_ms(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the median time of `work` in milliseconds over at least five runs after one that is thrown away."""
    work()
    times = []
    for _ in range(max(5, repeats)):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)

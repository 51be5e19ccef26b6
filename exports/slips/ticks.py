"""Ticks as a pen makes them, for a training pile: each one a little different, the same ones at every print.

A blank is an untouched line, a double mark two ticks, an illegible answer a scribble over the line. How a tick looks follows from
its seed alone. Must not decide what is ticked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports.slips.parts import Box

BLANK, DOUBLE, ILLEGIBLE = "blank", "double", "illegible"
Value = int | str

TICK = ((0.10, 0.50), (0.22, 0.66), (0.36, 0.90), (0.52, 0.58), (0.74, 0.24), (1.05, -0.12))
CROSS = (((0.10, 0.12), (0.48, 0.52), (0.92, 0.90)), ((0.90, 0.08), (0.52, 0.46), (0.10, 0.92)))
TURNS = 7


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line of a pen. points: x and y in mm from the page's upper left corner.  width: in points."""

    points: tuple[tuple[float, float], ...]
    width: float


class _Hand:
    """A stream of small differences, all from the seed. Each is used once."""

    def __init__(self, seed: str) -> None:
        self._seed, self._bytes, self._count = seed, b"", 0

    def next(self, low: float, high: float) -> float:
        """Return a number in low..high."""
        if not self._bytes:
            self._bytes = hashlib.sha256(f"{self._seed}\0{self._count}".encode()).digest()
            self._count += 1
        byte, self._bytes = self._bytes[0], self._bytes[1:]
        return low + (high - low) * byte / 255


def make_strokes(boxes: Sequence[Box], marks: Mapping[str, Mapping[str, Value]], seed: str) -> list[Stroke]:
    """Return the strokes of one filled slip. marks: its `answers` and `respondent` as a record has them.  seed: of the slip."""
    lines: dict[tuple[str, str], list[Box]] = {}
    for box in boxes:
        lines.setdefault((box.place, box.item), []).append(box)
    strokes: list[Stroke] = []
    crosses = _Hand(f"{seed}\0hand").next(0, 1) < 0.4
    for (place, item), line in lines.items():
        value = marks.get(place, {}).get(item)
        if value is not None:
            strokes += _mark(line, value, _Hand(f"{seed}\0{place}\0{item}"), crosses=crosses)
    return strokes


def _mark(line: Sequence[Box], value: Value, hand: _Hand, *, crosses: bool) -> list[Stroke]:
    if value == BLANK:
        return []
    if value == ILLEGIBLE:
        return [_scribble(line, hand)]
    if value == DOUBLE:
        first = int(hand.next(0, len(line) - 1.001))
        return [stroke for box in line[first : first + 2] for stroke in _tick(box, hand, crosses=crosses)]
    return [stroke for box in line if box.value == value for stroke in _tick(box, hand, crosses=crosses)]


def _tick(box: Box, hand: _Hand, *, crosses: bool) -> list[Stroke]:
    left, top, width = box.left + hand.next(-0.4, 0.4), box.top + hand.next(-0.35, 0.35), hand.next(1.0, 1.5)
    scale = box.size * hand.next(0.85, 1.05)
    shapes = CROSS if crosses else (TICK,)
    strokes = []
    for shape in shapes:
        points = ((left + scale * x + hand.next(-0.12, 0.12), top + scale * y + hand.next(-0.12, 0.12)) for x, y in shape)
        strokes.append(Stroke(tuple(points), width))
    return strokes


def _scribble(line: Sequence[Box], hand: _Hand) -> Stroke:
    """A zigzag over three neighbouring boxes: nobody can say which was meant."""
    first = int(hand.next(0, len(line) - 2.001)) if len(line) > 2 else 0
    part = line[first : first + 3]
    left, right = part[0].left - 0.3, part[-1].left + part[-1].size + 0.3
    step, size = (right - left) / (TURNS * len(part)), part[0].size
    points = [
        (left + step * turn + hand.next(-0.3, 0.3), part[0].top + (0.1 if turn % 2 else 0.9) * size + hand.next(-0.4, 0.4))
        for turn in range(TURNS * len(part) + 1)
    ]
    back = [(x - step * hand.next(0.3, 0.8), part[0].top + size * hand.next(0.1, 0.9)) for x, _ in reversed(points[::2])]
    return Stroke((*points, *back), hand.next(1.0, 1.4))

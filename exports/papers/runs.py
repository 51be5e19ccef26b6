"""Words of several styles broken into lines: a label in plain letters, its value in bold. Must not know what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exports.report.typeface import measure, require_drawable
from exports.slips.parts import MM, Drawing, Words

_DAY = re.compile(r"ngày [0-9]{2} tháng [0-9]{1,2} năm [0-9]{4}")
LEADING = 1.19
"""Distance of lines over the size of letters."""


@dataclass(frozen=True, slots=True)
class Run:
    """A text in one style."""

    text: str
    font: str


Line = list[tuple[float, Run]]
"""Pieces of a line, each with its distance from the line's beginning in points."""


def break_runs(runs: Sequence[Run], size: float, width: float, indent: float = 0) -> list[Line]:
    """Return the runs in lines no wider than `width` mm, the first `indent` mm further in; a word too long is cut.

    A blank stands between two runs. A line break in a text begins a new line. A day keeps together where it has room.
    Raises Refused for a letter without a glyph.
    """
    lines: list[Line] = [[]]
    end = indent * MM
    room = width * MM
    for run in runs:
        for number, paragraph in enumerate(run.text.split("\n")):
            if number:
                lines.append([])
                end = 0.0
            drawable = require_drawable(paragraph, run.font)
            for word in _words(_keep_days(drawable, run.font, size, room), run.font, size, room):
                gap = measure(" ", run.font, size) if lines[-1] else 0.0
                if end + gap + measure(word, run.font, size) > room and (lines[-1] or (len(lines) == 1 and indent)):
                    lines.append([])
                    end = gap = 0.0
                _add(lines[-1], end, gap, Run(word, run.font))
                end += gap + measure(word, run.font, size)
    return lines


def say_runs(drawing: Drawing, lines: Sequence[Line], left: float, top: float, size: float) -> None:
    """Add the lines from `top` mm down; each but the last ends with a space, so that copied words stay apart."""
    for number, line in enumerate(lines):
        base = top + step(size) * number + size * 0.94 / MM
        for place, (x, run) in enumerate(line):
            ended = number < len(lines) - 1 or place < len(line) - 1
            drawing.words.append(Words(f"{run.text} " if ended else run.text, left + x / MM, base, run.font, size))


def step(size: float) -> float:
    """Return the distance of two lines in mm."""
    return size * LEADING / MM


def width_of(runs: Sequence[Run], size: float) -> float:
    """Return the width in mm of the runs on one line."""
    line = break_runs(runs, size, 10_000)[0]
    return (line[-1][0] + measure(line[-1][1].text, line[-1][1].font, size)) / MM if line else 0.0


def _add(line: Line, end: float, gap: float, word: Run) -> None:
    """Put a word to the line, to its last piece where the style is the same."""
    if line and line[-1][1].font == word.font:
        x, run = line[-1]
        line[-1] = (x, Run(f"{run.text} {word.text}", run.font))
    else:
        line.append((end + gap, word))


def _keep_days(text: str, font: str, size: float, room: float) -> str:
    """Return the text with blanks that do not break inside days no wider than a line."""

    def kept(found: re.Match[str]) -> str:
        return found[0].replace(" ", "\u00a0") if measure(found[0], font, size) <= room else found[0]

    return _DAY.sub(kept, text)


def _words(text: str, font: str, size: float, room: float) -> list[str]:
    """Return the words of a text, those wider than a line in pieces that have room."""
    found: list[str] = []
    for word in text.split(" "):
        rest = word
        while len(rest) > 1 and measure(rest, font, size) > room:
            cut = next((n for n in range(len(rest) - 1, 1, -1) if measure(rest[:n], font, size) <= room), 1)
            found.append(rest[:cut])
            rest = rest[cut:]
        if rest:
            found.append(rest)
    return found

"""Breaking text into lines by the widths of its letters. Must not draw."""

from __future__ import annotations

from exports.report.typeface import measure


def break_lines(text: str, font: str, size: float, width: float, indent: float = 0) -> list[str]:
    """Return the text in lines no wider than `width` points, the first less `indent`; a word too long is cut.

    Lines break at spaces only; a no-break space holds.
    """
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        room = width if lines else width - indent
        longer = f"{line} {word}" if line else word
        if measure(longer, font, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        pieces = _cut_word(word, font, size, width)
        lines += pieces[:-1]
        line = pieces[-1]
    return [*lines, line]


def _cut_word(word: str, font: str, size: float, width: float) -> list[str]:
    """Return a word in pieces that have room, one letter at least."""
    pieces = []
    while measure(word, font, size) > width and len(word) > 1:
        cut = next((i for i in range(len(word) - 1, 1, -1) if measure(word[:i], font, size) <= width), 1)
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def find_balanced(text: str, font: str, size: float, width: float) -> float:
    """Return the least width, in steps of 1/40, that needs no more lines than `width`."""
    count = len(break_lines(text, font, size, width))
    widths = (width * step / 40 for step in range(10, 41))
    return next(narrow for narrow in widths if len(break_lines(text, font, size, narrow)) == count)

"""Pieces of a page, one under the other: how high each is and how it is drawn. Fields, lists and paragraphs become such here.

A piece is never cut; whatever is longer than a page is several. This module must not know pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from exports.papers.fill import FilledField, FilledFields, FilledList
from exports.papers.runs import Line, Run, break_runs, say_runs, step, width_of
from exports.papers.sheets import Sheet
from exports.report.typeface import BOLD, ITALIC, REGULAR
from exports.slips.parts import MM, Area, Drawing, Rule, count_lines

Density = Literal["loose", "tight"]
"""How a list is set: an entry a line, or one after the other."""

GAP_SHARE = 0.28
"""Space between two pieces over the height of a line."""
HAND_LINE = 1.45
"""Height of a line to write on over the height of a printed one."""
INDENT = 7.0
LEAST_HAND, COLUMN_GAP = 18.0, 4.0
"""Width in mm of the least line that can be written on, and between two fields on one line."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece. height: in mm with the space under it.  draw: puts it into a drawing from a place down.  holds: to the next."""

    height: float
    draw: Callable[[Drawing, float], None]
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How text is set now. size: of letters.  density: of lists."""

    sheet: Sheet
    size: float
    density: Density

    @property
    def line(self) -> float:
        """Height of a line in mm."""
        return step(self.size)

    @property
    def gap(self) -> float:
        """Space between two pieces in mm."""
        return self.line * GAP_SHARE


# fields


def make_fields(block: FilledFields, now: Setting) -> list[Strip]:
    """Return fields side by side where all have room on one line, else one under the other. Raises Refused without a glyph."""
    needs, whole = [_needs(field, now) for field in block.fields], now.sheet.text_width
    free = whole - sum(needs) - COLUMN_GAP * (len(needs) - 1)
    if free < 0 or len(needs) == 1:
        return [_field(field, now, now.sheet.left, whole) for field in block.fields]
    widths = [need + free / len(needs) for need in needs]

    def draw(drawing: Drawing, top: float) -> None:
        left = now.sheet.left
        for field, width in zip(block.fields, widths, strict=True):
            _draw_field(drawing, field, now, left, width, top)
            left += width + COLUMN_GAP

    return [Strip(now.line + now.gap, draw)]


def _needs(field: FilledField, now: Setting) -> float:
    after = [Run(field.after, REGULAR)] if field.after else []
    runs = [Run(f"{field.label}:", REGULAR), *([Run(field.value, BOLD)] if field.value else []), *after]
    return width_of(runs, now.size) + (0 if field.value else LEAST_HAND)


def _field(field: FilledField, now: Setting, left: float, width: float) -> Strip:
    lines = len(_field_lines(field, now, width)) if field.value else 1
    return Strip(now.line * lines + now.gap, lambda drawing, top: _draw_field(drawing, field, now, left, width, top))


def _field_lines(field: FilledField, now: Setting, width: float) -> list[Line]:
    after = [Run(field.after, REGULAR)] if field.after else []
    return break_runs([Run(f"{field.label}:", REGULAR), Run(field.value, BOLD), *after], now.size, width)


def _draw_field(drawing: Drawing, field: FilledField, now: Setting, left: float, width: float, top: float) -> None:
    if field.value:
        say_runs(drawing, _field_lines(field, now, width), left, top, now.size)
        return
    base = top + now.size * 0.94 / MM
    wide = drawing.say(f"{field.label}:", left, base, REGULAR, now.size)
    after = drawing.say(field.after, left + width, base, REGULAR, now.size, "right") + 1.5 if field.after else 0.0
    drawing.rules.append(Rule(left + wide + 1.5, base + 0.5, left + width - after, base + 0.5, 0.5, dotted=True))


# lists


def make_list(block: FilledList, now: Setting) -> list[Strip]:
    """Return a label with its entries, or lines to write on. Raises Refused for a letter without a glyph."""
    label = f"{block.label}:"
    if not block.entries:
        return [*_plain(label, now, holds=True), *(_hand_line(now) for _ in range(block.lines))]
    numbered = [f"{number}. {entry}" for number, entry in enumerate(block.entries, 1)]
    if now.density == "tight":
        text = "; ".join(entry.rstrip(" .;") for entry in numbered)
        return _lines([Run(label, REGULAR), Run(f"{text}.", BOLD)], now)
    *strips, last = [strip for entry in numbered for strip in _entry(entry, now)]
    return [*_plain(label, now, holds=True), *strips, Strip(last.height + now.gap * 0.65, last.draw)]


def _entry(text: str, now: Setting) -> list[Strip]:
    lines = break_runs([Run(text, BOLD)], now.size, now.sheet.text_width - 4)
    return _cut(lines, now, 4, gap=now.gap * 0.35)


def _plain(text: str, now: Setting, *, holds: bool = False) -> list[Strip]:
    lines = break_runs([Run(text, REGULAR)], now.size, now.sheet.text_width)
    return _cut(lines, now, 0, gap=now.gap * 0.5, holds=holds)


def _lines(runs: Sequence[Run], now: Setting) -> list[Strip]:
    return _cut(break_runs(runs, now.size, now.sheet.text_width), now, 0, gap=now.gap)


def _cut(lines: Sequence[Line], now: Setting, indent: float, *, gap: float, holds: bool = False) -> list[Strip]:
    """A strip a line, so that a long text goes on over the page; the last one has the space under it."""
    strips = []
    for number, line in enumerate(lines):
        last = number == len(lines) - 1

        def draw(drawing: Drawing, top: float, line: Line = line, *, last: bool = last) -> None:
            say_runs(drawing, [line] if last else [line, []], now.sheet.left + indent, top, now.size)

        strips.append(Strip(now.line + (gap if last else 0), draw, holds=holds or (number == 0 and not last)))
    return strips


def _hand_line(now: Setting) -> Strip:
    height, sheet = now.line * HAND_LINE, now.sheet

    def draw(drawing: Drawing, top: float) -> None:
        y = top + height - 1
        drawing.rules.append(Rule(sheet.left, y, sheet.left + sheet.text_width, y, 0.5, dotted=True))

    return Strip(height, draw)


# paragraphs


def make_paragraph(text: str, style: Literal["body", "centre", "note"], now: Setting) -> list[Strip]:
    """Return a paragraph: its first line indented, in the middle, or small. Raises Refused for a letter without a glyph."""
    if style == "centre":
        return [make_centred([(text, REGULAR, now.size)], now.sheet, now.gap)]
    if style == "note":
        small = Setting(now.sheet, max(now.size - 2, 7.5), now.density)
        return _cut(break_runs([Run(text, ITALIC)], small.size, now.sheet.text_width), small, 0, gap=small.gap * 0.5)
    return _cut(break_runs([Run(text, REGULAR)], now.size, now.sheet.text_width, INDENT), now, 0, gap=now.gap)


def make_centred(lines: Sequence[tuple[str, str, float]], sheet: Sheet, gap: float, inset: float = 0) -> Strip:
    """Return centred texts (text, font, size), each broken where it must be. inset: mm left free on both sides."""
    width = sheet.text_width - 2 * inset
    parts = [(text, font, size, count_lines(text, font, size, width) * step(size)) for text, font, size in lines if text]

    def draw(drawing: Drawing, top: float) -> None:
        for text, font, size, height in parts:
            drawing.say_lines(text, Area(sheet.left + inset, top, width, height), font, size, "center", step(size) * MM / size)
            top += height

    return Strip(sum(part[3] for part in parts) + gap, draw)

"""What stands under the table: the respondent's items with their boxes, and dotted lines for remarks. Lengths in millimetres.

A box carries the number of its choice, the key that answers it. Must not ask who the respondent is.
"""

from __future__ import annotations

from collections.abc import Sequence

from exports.report.typeface import BOLD, ITALIC, REGULAR, measure
from exports.slips.criteria import BOX, GROUP_SIZE
from exports.slips.heads import LEFT, RIGHT, WIDTH
from exports.slips.parts import MM, Box, Drawing, Rule
from forms.definition import Definition, Item

RESPONDENT = "respondent"
SIZE = 10.0
HEAD, ROW = 6.0, 5.5
BOX_GAP, CHOICE_GAP, QUESTION_GAP = 1.0, 2.6, 7.0
REMARK_HEAD, REMARK_LINE = 6.6, 6.4
REMARK_HINT = "(nếu có; xin không ghi tên, số giấy tờ):"


def pack_respondent(definition: Definition) -> list[list[Item]]:
    """Return the respondent's items in form order, as many on a line as have room."""
    lines: list[list[Item]] = []
    used = 0.0
    for item in definition.items:
        if definition.place(item) != RESPONDENT or not item.choices:
            continue
        if not lines or used + _width(item) > WIDTH:
            lines.append([])
            used = 0.0
        lines[-1].append(item)
        used += _width(item) + QUESTION_GAP
    return lines


def respondent_height(lines: Sequence[Sequence[Item]]) -> float:
    """Return the height of the respondent's block."""
    return HEAD + ROW * len(lines) if lines else 0


def add_respondent(drawing: Drawing, definition: Definition, lines: Sequence[Sequence[Item]], y: float) -> float:
    """Add the block from `y` down; return where it ends."""
    if not lines:
        return y
    drawing.say(definition.section(lines[0][0].section).label_vi, LEFT, y + HEAD - 1.5, BOLD, GROUP_SIZE)
    y += HEAD
    for line in lines:
        x = LEFT
        for item in line:
            x = _add_question(drawing, item, x, y) + QUESTION_GAP
        y += ROW
    return y


def add_remark(drawing: Drawing, item: Item, lines: int, y: float) -> float:
    """Add a remark's heading with the rest of its line to write on, and further lines; return where it ends."""
    base = y + REMARK_HEAD - 1.2
    x = LEFT + drawing.say(f"{item.label_vi} ", LEFT, base, BOLD, GROUP_SIZE)
    x += drawing.say(REMARK_HINT, x, base, ITALIC, 9.5) + 1.5
    drawing.rules.append(Rule(x, base, RIGHT, base, 0.5, dotted=True))
    for line in range(1, lines):
        drawing.rules.append(Rule(LEFT, base + REMARK_LINE * line, RIGHT, base + REMARK_LINE * line, 0.5, dotted=True))
    return y + remark_height(lines)


def remark_height(lines: int) -> float:
    """Return the height of a remark with so many lines."""
    return REMARK_HEAD + REMARK_LINE * (lines - 1)


def _width(item: Item) -> float:
    words = measure(f"{item.label_vi}:", ITALIC, SIZE) + sum(measure(c.label_vi, REGULAR, SIZE) for c in item.choices)
    return words / MM + CHOICE_GAP + len(item.choices) * (BOX + BOX_GAP) + (len(item.choices) - 1) * CHOICE_GAP


def _add_question(drawing: Drawing, item: Item, x: float, y: float) -> float:
    base = y + ROW / 2 + SIZE * 0.33 / MM
    x += drawing.say(f"{item.label_vi}:", x, base, ITALIC, SIZE)
    for key, choice in enumerate(item.choices, 1):
        x += CHOICE_GAP
        drawing.boxes.append(Box(RESPONDENT, item.id, choice.value, key, x, y + (ROW - BOX) / 2, BOX))
        x += BOX + BOX_GAP
        x += drawing.say(choice.label_vi, x, base, REGULAR, SIZE)
    return x

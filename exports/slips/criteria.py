"""The table of criteria: scale on top, groups in bold, a line for each criterion with a box for each level.

All lengths are millimetres. Must not know what stands around the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.report.lines import break_lines, find_balanced
from exports.report.typeface import BOLD, REGULAR, require_drawable
from exports.slips.heads import LEFT, RIGHT, WIDTH
from exports.slips.parts import MM, Area, Box, Drawing, Rule, count_lines
from forms.definition import Definition, Item

ANSWERS = "answers"
CONTENT = "Nội dung đánh giá"
BOX = 4.2
NUMBER_WIDTH, LEVEL_WIDTH = 8.0, 14.0
LABEL_SIZE, LEVEL_SIZE, GROUP_SIZE = 10.0, 8.6, 10.5
LEADING = LABEL_SIZE * 1.12 / MM
LINES_PAD = 1.2
HEAD, GROUP, ROW, MOST_ROW = 11.5, 5.3, 5.2, 7.0
"""Heights of the scale, of a group's heading, of a line of one row of words, at least and at most."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion and its label in lines."""

    item: Item
    number: int
    lines: tuple[str, ...]

    def height(self, row: float) -> float:
        """Return the height of its line where a line of one row of words takes `row`."""
        return max(row, len(self.lines) * LEADING + LINES_PAD + (row - ROW))


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria under one heading, which may be empty."""

    title: str
    criteria: tuple[Criterion, ...]


def list_groups(definition: Definition) -> list[Group]:
    """Return the criteria of a form by groups, numbered through. Raises Refused for a letter without a glyph."""
    groups: list[tuple[str, list[Criterion]]] = []
    width = (_levels_left(definition) - LEFT - NUMBER_WIDTH - 2.4) * MM
    for number, item in enumerate(definition.likert, 1):
        section = definition.section(item.section) if item.section else None
        title = f"{section.number}. {section.label_vi}".removeprefix(". ") if section else ""
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(Criterion(item, number, _break(item.label_vi, width)))
    return [Group(title, tuple(criteria)) for title, criteria in groups]


def _break(label: str, width: float) -> tuple[str, ...]:
    """The label in lines of like length, so that no word stands alone. width: in points."""
    label = require_drawable(label)
    return tuple(break_lines(label, REGULAR, LABEL_SIZE, find_balanced(label, REGULAR, LABEL_SIZE, width)))


def table_height(groups: Sequence[Group], row: float) -> float:
    """Return the height of the table where a line of one row of words takes `row`."""
    lines = sum(criterion.height(row) for group in groups for criterion in group.criteria)
    return HEAD + GROUP * sum(1 for group in groups if group.title) + lines


def add_table(drawing: Drawing, definition: Definition, groups: Sequence[Group], row: float, y: float) -> float:
    """Add the table from `y` down; return where it ends."""
    top, left = y, _levels_left(definition)
    y = _add_head(drawing, definition, y)
    for group in groups:
        y = first = _add_group(drawing, group, y)
        for criterion in group.criteria:
            area = Area(LEFT, y, WIDTH, criterion.height(row))
            _add_criterion(drawing, definition, criterion, area)
            y += area.height
        sides = [LEFT + NUMBER_WIDTH, *(left + LEVEL_WIDTH * place for place in range(len(definition.scale)))]
        drawing.rules += [Rule(x, first, x, y, 0.35) for x in sides]
    drawing.frame(Area(LEFT, top, WIDTH, y - top), 0.8)
    return y


def _levels_left(definition: Definition) -> float:
    return RIGHT - LEVEL_WIDTH * len(definition.scale)


def _add_head(drawing: Drawing, definition: Definition, y: float) -> float:
    left = _levels_left(definition)
    drawing.shades.append(Area(LEFT, y, WIDTH, HEAD))
    drawing.say("TT", LEFT + NUMBER_WIDTH / 2, y + 6.8, BOLD, 10, "center")
    drawing.say(CONTENT, (LEFT + NUMBER_WIDTH + left) / 2, y + 6.8, BOLD, 10.5, "center")
    for place, choice in enumerate(definition.scale):
        x, width = left + LEVEL_WIDTH * place, LEVEL_WIDTH - 0.6
        drawing.say(str(choice.value), x + LEVEL_WIDTH / 2, y + 4.0, BOLD, 10.5, "center")
        lines = count_lines(choice.label_vi, REGULAR, LEVEL_SIZE, width)
        area = Area(x + 0.3, y + 4.5 + (2 - min(lines, 2)) * 1.5, width, 0)
        drawing.say_lines(choice.label_vi, area, REGULAR, LEVEL_SIZE, "center", 1.02)
        drawing.rules.append(Rule(x, y, x, y + HEAD, 0.35))
    drawing.rules.append(Rule(LEFT + NUMBER_WIDTH, y, LEFT + NUMBER_WIDTH, y + HEAD, 0.35))
    return y + HEAD


def _add_group(drawing: Drawing, group: Group, y: float) -> float:
    if not group.title:
        return y
    drawing.shades.append(Area(LEFT, y, WIDTH, GROUP))
    drawing.say(group.title, LEFT + 1.6, y + GROUP - 1.6, BOLD, GROUP_SIZE)
    drawing.rules.append(Rule(LEFT, y, RIGHT, y))
    return y + GROUP


def _add_criterion(drawing: Drawing, definition: Definition, criterion: Criterion, row: Area) -> None:
    drawing.rules.append(Rule(LEFT, row.top, RIGHT, row.top, 0.35))
    middle = row.top + row.height / 2
    base = middle - len(criterion.lines) * LEADING / 2 + LABEL_SIZE * 0.86 / MM
    drawing.say(str(criterion.number), LEFT + NUMBER_WIDTH / 2, base, REGULAR, LABEL_SIZE, "center")
    for place, line in enumerate(criterion.lines):
        ended = line if place == len(criterion.lines) - 1 else f"{line} "
        drawing.say(ended, LEFT + NUMBER_WIDTH + 1.2, base + LEADING * place, REGULAR, LABEL_SIZE)
    for place, choice in enumerate(definition.scale):
        x = _levels_left(definition) + LEVEL_WIDTH * (place + 0.5) - BOX / 2
        drawing.boxes.append(Box(ANSWERS, criterion.item.id, choice.value, place + 1, x, middle - BOX / 2, BOX))

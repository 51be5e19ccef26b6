"""The upper part of every sheet: who issues it on the left, the state on the right, corner marks.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I; set smaller than a letter, since a slip has one page.
"""

from __future__ import annotations

from exports.report.letterhead import MOTTO, STATE, Letterhead
from exports.report.typeface import BOLD, REGULAR, measure
from exports.slips.parts import MM, PAGE, Area, Corner, Drawing, Rule, fit_lines, fit_size

LEFT, RIGHT, TOP, BOTTOM = 15.0, 195.0, 10.0, 287.0
WIDTH = RIGHT - LEFT
HEAD_HEIGHT = 13.5
BODY_WIDTH, STATE_WIDTH = 80.0, 95.0
CORNER, CORNER_EDGE = 5.0, 6.5
"""Side of a corner mark and its distance from both edges: what any printer still reaches."""


def add_corners(drawing: Drawing) -> None:
    """Add the four marks, the lower right one hollow, so that a page put in upside down is seen."""
    far = [side - CORNER_EDGE - CORNER for side in PAGE]
    for left in (CORNER_EDGE, far[0]):
        for top in (CORNER_EDGE, far[1]):
            drawing.corners.append(Corner(left, top, CORNER, hollow=left > CORNER_EDGE and top > CORNER_EDGE))


def add_letterhead(drawing: Drawing, letterhead: Letterhead) -> None:
    """Add both blocks; names too long for two lines are set smaller."""
    centre = LEFT + BODY_WIDTH / 2
    y, parent, name = TOP, letterhead.parent_name.upper(), letterhead.name.upper()
    if parent:
        y += 4.2
        drawing.say(parent, centre, y, REGULAR, fit_size(parent, REGULAR, 10.5, BODY_WIDTH), "center")
    size = fit_lines(name, BOLD, 10.5, BODY_WIDTH, 2)
    y += 0.8 + drawing.say_lines(name, Area(LEFT, y + 0.8, BODY_WIDTH, 10), BOLD, size, "center")
    wide = min(measure(name, BOLD, size) / MM, BODY_WIDTH) * 0.4
    drawing.rules.append(Rule(centre - wide / 2, y + 1.2, centre + wide / 2, y + 1.2, 0.7))
    _add_state(drawing)


def _add_state(drawing: Drawing) -> None:
    centre = RIGHT - STATE_WIDTH / 2
    drawing.say(STATE, centre, TOP + 4.2, BOLD, fit_size(STATE, BOLD, 11, STATE_WIDTH), "center")
    wide = drawing.say(MOTTO, centre, TOP + 9.2, BOLD, 11.5, "center")
    drawing.rules.append(Rule(centre - wide / 2, TOP + 10.6, centre + wide / 2, TOP + 10.6, 0.7))

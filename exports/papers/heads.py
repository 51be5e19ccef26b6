"""The upper part of a slip: who issues it on the left with the number, the state on the right with place and day; title and code.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, set as small as the sheet asks. Must not know what the slip says below.
"""

from __future__ import annotations

from exports.papers.fill import Filled
from exports.papers.runs import step
from exports.papers.sheets import Sheet
from exports.papers.strips import Setting, Strip, make_centred
from exports.report.letterhead import MOTTO, STATE
from exports.report.typeface import BOLD, ITALIC, REGULAR, measure
from exports.slips.parts import MM, Area, Drawing, Rule, count_lines, fit_size

RULE_SHARE = 0.4
"""A rule under a name is 1/3 to 1/2 of its length."""
NAME_LINES, LEAST_NAME = 3, 6.5
COLUMN_GAP = 3.0


def add_letterhead(drawing: Drawing, filled: Filled, sheet: Sheet, reprint: str) -> float:
    """Add both blocks; return where they end. reprint: what a reprint says of itself, empty for a first print."""
    left_width = sheet.text_width * sheet.share - COLUMN_GAP
    right = sheet.left + sheet.text_width * sheet.share
    names = _add_names(drawing, filled, sheet, left_width)
    motto = _add_state(drawing, sheet, right, sheet.text_width * (1 - sheet.share))
    base = max(names, motto) + 1.5 + sheet.head_size * 1.1 / MM
    line = sheet.head_size + 0.5
    if filled.number:
        number = fit_size(filled.number, REGULAR, line, left_width)
        drawing.say(filled.number, sheet.left + left_width / 2, base, REGULAR, number, "center")
    width = sheet.text_width * (1 - sheet.share)
    dated = fit_size(filled.dated, ITALIC, line, width)
    drawing.say(filled.dated, right + width / 2, base, ITALIC, dated, "center")
    if reprint:
        base += step(line) * 1.05
        drawing.say(reprint, right + width / 2, base, BOLD, fit_size(reprint, BOLD, line, width), "center")
    return base


def _add_names(drawing: Drawing, filled: Filled, sheet: Sheet, width: float) -> float:
    y = sheet.top
    for name, font in ((filled.above.upper(), REGULAR), (filled.below.upper(), BOLD)):
        if not name:
            continue
        size = sheet.head_size
        while size > LEAST_NAME and count_lines(name, font, size, width) > NAME_LINES:
            size -= 0.5
        y += drawing.say_lines(name, Area(sheet.left, y, width, 0), font, size, "center")
    last = (filled.below or filled.above).upper()
    wide = min(measure(last, BOLD, sheet.head_size) / MM, width) * RULE_SHARE
    middle = sheet.left + width / 2
    drawing.rules.append(Rule(middle - wide / 2, y + 1.0, middle + wide / 2, y + 1.0, 0.6))
    return y + 1.0


def _add_state(drawing: Drawing, sheet: Sheet, left: float, width: float) -> float:
    middle, size = left + width / 2, fit_size(STATE, BOLD, sheet.head_size, width)
    first = sheet.top + size * 0.92 / MM
    drawing.say(STATE, middle, first, BOLD, size, "center")
    second = first + step(size + 1)
    wide = drawing.say(MOTTO, middle, second, BOLD, size + 1, "center")
    drawing.rules.append(Rule(middle - wide / 2, second + 1.4, middle + wide / 2, second + 1.4, 0.6))
    return second + 1.4


def make_title(filled: Filled, copy: str, now: Setting) -> list[Strip]:
    """Return the title with the dossier's code and what the copy says it is, and the addressee. A QR takes room on both sides."""
    sheet = now.sheet
    inset = sheet.qr if filled.qr else 0.0
    lines = [(filled.title.upper(), BOLD, sheet.title_size), (filled.code_line, REGULAR, now.size)]
    title = make_centred([*lines, (f"({copy})" if copy else "", ITALIC, now.size)], sheet, now.gap * 2, inset)
    strips = [Strip(max(title.height, sheet.qr if filled.qr else 0), title.draw, holds=True)]
    if filled.addressee:
        strips.append(make_centred([(filled.addressee, REGULAR, now.size)], sheet, now.gap * 2))
    return strips


def code_area(sheet: Sheet, top: float) -> Area:
    """Return where the QR stands: at the right edge, beside the title."""
    return Area(sheet.left + sheet.text_width - sheet.qr + 2, top - 2, sheet.qr, sheet.qr)

"""The control sheet of a batch: what it is, the ledger with room to count by hand, numbers to look for, handing-over signatures.

One A4 page whatever is in it: lists that are too long say how many numbers are left out. Values in, bytes out. Must not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from exports.report.letterhead import Letterhead
from exports.report.lines import break_lines
from exports.report.typeface import BOLD, DRAWING, ITALIC, REGULAR, register, require_drawable
from exports.report.wording import in_digits
from exports.slips.heads import BOTTOM, HEAD_HEIGHT, LEFT, RIGHT, TOP, WIDTH, add_letterhead
from exports.slips.pages import Paper
from exports.slips.parts import MM, PAGE, Area, Drawing, Rule, fit_lines, fit_size

Run = tuple[int, int]

TITLE, SUBJECT = "PHIẾU KIỂM SOÁT", "đợt phiếu khảo sát"
TRAINING = "(đợt tập nhập, không tính vào số liệu)"
COUNTS_HEAD = ("Sổ đếm phiếu", "Theo sổ", "Đếm tay", "Ghi chú")
COUNTS_WIDTHS = (86.0, 24.0, 24.0, 46.0)
FORMULA = "Phát ra = đã nhập + hủy + trống + còn lại."
HANDED_HEAD = ("Giao nhận", "Ngày", "Số phiếu", "Người giao (ký, ghi rõ họ tên)", "Người nhận (ký, ghi rõ họ tên)")
HANDED_WIDTHS = (42.0, 22.0, 18.0, 49.0, 49.0)
HANDED = ("Phát phiếu", "Thu phiếu đã trả lời", "Giao phiếu để nhập", "Lưu phiếu sau khi nhập")
SIZE, SMALL = 11.0, 10.0
ROW, SIGN_ROW, HEAD_ROW, GAP = 7.2, 19.0, 10.5, 4.5
LEAST_SIGN_ROW = 9.0
"""Room for one signature."""
NAME_WIDTH, LIST_LINES, LINE, LIST_GAP = 52.0, 2, 4.8, 6.6
MOST_RUNS = 100
"""More than two lines ever hold."""
NONE = "không có"


@dataclass(frozen=True, slots=True)
class Counts:
    """The ledger in slips. outstanding: below zero there are more slips than were issued."""

    issued: int
    returned: int
    keyed: int
    void: int
    blank: int
    outstanding: int


@dataclass(frozen=True, slots=True)
class ControlSheet:
    """What the sheet says. about: label and value of the batch's head.  missing, void, doubled, outside: runs of numbers.

    printed: when, and from which line of the journal the counts are.
    """

    batch: str
    about: Sequence[tuple[str, str]]
    counts: Counts
    missing: Sequence[Run]
    void: Sequence[Run]
    doubled: Sequence[Run]
    outside: Sequence[Run]
    printed: str
    training: bool = False


def make_control_sheet(letterhead: Letterhead, sheet: ControlSheet) -> bytes:
    """Return the sheet as PDF; the same sheet gives the same bytes. Raises Refused for a letter without a glyph."""
    register()
    drawing = Drawing()
    add_letterhead(drawing, letterhead)
    y = _add_title(drawing, sheet)
    y = _add_about(drawing, sheet, y)
    y = _add_counts(drawing, sheet.counts, y + GAP)
    y = _add_lists(drawing, sheet, y + GAP)
    _add_handing(drawing, y + GAP)
    drawing.say(sheet.printed, PAGE[0] / 2, BOTTOM + 1, ITALIC, fit_size(sheet.printed, ITALIC, 9, WIDTH), "center", 0.25)
    with DRAWING:
        paper = Paper(f"Phiếu kiểm soát đợt {sheet.batch}", letterhead.name, SUBJECT.capitalize())
        paper.draw(drawing)
        paper.end_page()
        return paper.finish()


def spell_runs(runs: Sequence[Run]) -> list[str]:
    """Return runs of numbers as printed: `3`, `7-9`."""
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]


def _add_title(drawing: Drawing, sheet: ControlSheet) -> float:
    middle, y = PAGE[0] / 2, TOP + HEAD_HEIGHT + 11
    drawing.say(TITLE, middle, y, BOLD, 16, "center")
    drawing.say(SUBJECT, middle, y + 6, BOLD, 12.5, "center")
    if sheet.training:
        drawing.say(TRAINING, middle, y + 11.5, ITALIC, SIZE, "center")
    return y + (14.5 if sheet.training else 10)


def _add_about(drawing: Drawing, sheet: ControlSheet, y: float) -> float:
    """What is long takes a second line, set smaller where two do not hold it."""
    x = LEFT + NAME_WIDTH
    for label, value in sheet.about:
        drawing.say(f"{label}:", LEFT, y + 4.4, REGULAR, SIZE)
        size = fit_lines(value, BOLD, SIZE, RIGHT - x, 2)
        height = drawing.say_lines(value, Area(x, y + 4.4 - size * 0.92 / MM, RIGHT - x, 0), BOLD, size)
        y += 6 + height - size * 1.15 / MM
    return y


def _add_counts(drawing: Drawing, counts: Counts, y: float) -> float:
    left_over = counts.outstanding
    rest = f"Còn lại{' (thừa)' if left_over < 0 else ''}"
    rows = (
        ("Phát ra", counts.issued), ("Thu về", counts.returned), ("Đã nhập", counts.keyed), ("Phiếu hủy", counts.void),
        ("Phiếu trống", counts.blank), (rest, abs(left_over)),
    )  # fmt: skip
    bottom = _add_grid(drawing, COUNTS_HEAD, COUNTS_WIDTHS, [ROW] * len(rows), y)
    y += HEAD_ROW
    for label, number in rows:
        base = y + ROW / 2 + SIZE * 0.33 / MM
        drawing.say(label, LEFT + 1.6, base, REGULAR, SIZE)
        drawing.say(in_digits(number), LEFT + COUNTS_WIDTHS[0] + COUNTS_WIDTHS[1] - 2.4, base, BOLD, SIZE, "right")
        y += ROW
    drawing.say(FORMULA, LEFT, bottom + 4.4, ITALIC, SMALL)
    return bottom + 5


def _add_lists(drawing: Drawing, sheet: ControlSheet, y: float) -> float:
    """The numbers to look for; a dotted line under each list takes what is found by hand."""
    drawing.say("Các số phiếu cần xem", LEFT, y + 4.4, BOLD, SIZE)
    y += 6.4
    signing = GAP + HEAD_ROW + LEAST_SIGN_ROW * len(HANDED)
    lists = (("Còn thiếu", sheet.missing), ("Đã hủy", sheet.void), ("Trùng số", sheet.doubled), ("Ngoài dãy số", sheet.outside))
    full = y + len(lists) * (LIST_LINES * LINE + LIST_GAP) + signing <= BOTTOM - 3
    for label, runs in lists:
        count = sum(last - first + 1 for first, last in runs)
        name = f"{label} ({in_digits(count)}):" if runs else f"{label}:"
        drawing.say(name, LEFT, y + 4.2, REGULAR, SIZE)
        for line in _fit_runs(runs, LIST_LINES if full else 1):
            drawing.say(line, LEFT + NAME_WIDTH, y + 4.2, REGULAR, SMALL)
            y += LINE
        drawing.rules.append(Rule(LEFT + NAME_WIDTH, y + 5.4, RIGHT, y + 5.4, 0.5, dotted=True))
        y += LIST_GAP
    return y


def _fit_runs(runs: Sequence[Run], most: int) -> list[str]:
    """Return the numbers in a few lines; what has no room is counted at the end."""
    if not runs:
        return [NONE]
    spelt, width = spell_runs(runs[:MOST_RUNS]), (RIGHT - LEFT - NAME_WIDTH) * MM
    left_out = sum(last - first + 1 for first, last in runs[MOST_RUNS:])
    for kept in range(len(spelt), 0, -1):
        text = ", ".join(spelt[:kept]) + (f" … và {in_digits(left_out)} số nữa (xem trong chương trình)" if left_out else "")
        lines = break_lines(require_drawable(text), REGULAR, SMALL, width)
        if len(lines) <= most:
            return lines
        left_out += runs[kept - 1][1] - runs[kept - 1][0] + 1
    raise AssertionError("one run has room in a line")


def _add_handing(drawing: Drawing, y: float) -> None:
    row = min(SIGN_ROW, (BOTTOM - 3 - y - HEAD_ROW) / len(HANDED))
    _add_grid(drawing, HANDED_HEAD, HANDED_WIDTHS, [row] * len(HANDED), y)
    y += HEAD_ROW
    for label in HANDED:
        drawing.say_lines(label, Area(LEFT + 1.6, y + 2, HANDED_WIDTHS[0] - 3, 0), REGULAR, SIZE)
        y += row


def _add_grid(drawing: Drawing, head: Sequence[str], widths: Sequence[float], rows: Sequence[float], y: float) -> float:
    """Add an empty table with its headings; return where it ends."""
    top, bottom, x = y, y + HEAD_ROW + sum(rows), LEFT
    drawing.shades.append(Area(LEFT, y, WIDTH, HEAD_ROW))
    for title, width in zip(head, widths, strict=True):
        lines = len(break_lines(require_drawable(title, BOLD), BOLD, SMALL, (width - 2) * MM))
        area = Area(x + 1, y + (HEAD_ROW - lines * SMALL * 1.15 / MM) / 2, width - 2, 0)
        drawing.say_lines(title, area, BOLD, SMALL, "center")
        drawing.rules.append(Rule(x, top, x, bottom, 0.35))
        x += width
    y += HEAD_ROW
    for height in rows:
        drawing.rules.append(Rule(LEFT, y, RIGHT, y, 0.35))
        y += height
    drawing.frame(Area(LEFT, top, WIDTH, bottom - top), 0.8)
    return bottom

"""A pile of blank slips, one A4 page each, with its serial and QR; a training pile has its ticks printed.

Values in, bytes out: no file, no clock, no randomness. The same pile gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from exports.report.letterhead import Letterhead
from exports.report.typeface import BOLD, DRAWING, REGULAR
from exports.slips.code import SlipCode, dump_code
from exports.slips.heads import add_letterhead
from exports.slips.layout import LAYOUT, Slip, lay_out
from exports.slips.pages import Paper
from exports.slips.parts import Area, Drawing, fit_lines, fit_size
from exports.slips.ticks import Value, make_strokes
from forms.definition import Definition

Progress = Callable[[int, int], None]
Marks = Mapping[str, Mapping[str, Value]]
"""What is ticked on a slip: `answers` and `respondent` as its record has them."""

DIGITS = 4
SERIAL_LABEL, SERIAL_SIZE = "Số phiếu:", 24.0
TRAINING = "PHIẾU TẬP NHẬP"
LEAST_SIZE, NO_BREAK = 7.0, "\u00a0"


@dataclass(frozen=True, slots=True)
class Pile:
    """What is printed. unit: code of the office.  batch: its code.  digits: a serial is filled up with zeros to so many.

    marks: ticks of each serial of a training pile, None for blank slips.
    """

    unit: str
    batch: str
    serials: Sequence[int]
    digits: int = DIGITS
    marks: Callable[[int], Marks] | None = None


def make_slips(definition: Definition, letterhead: Letterhead, pile: Pile, progress: Progress | None = None) -> bytes:
    """Return the slips as PDF. progress(done, total) is called before each page and at the end; it may raise to stop.

    Raises Refused where the form does not fit a page or a text holds a letter without a glyph.
    """
    slip = lay_out(definition)
    head = Drawing()
    add_letterhead(head, letterhead)
    numbers = " đến ".join(dict.fromkeys(_spell(pile, serial) for serial in (pile.serials[0], pile.serials[-1])))
    title = f"Phiếu khảo sát đợt {pile.batch}, số {numbers}"
    with DRAWING:
        paper = Paper(title, letterhead.name, definition.title_vi)
        paper.keep("slip", slip.drawing)
        paper.keep("head", head)
        for done, serial in enumerate(pile.serials):
            if progress is not None:
                progress(done, len(pile.serials))
            _draw_slip(paper, slip, definition, pile, serial)
        data = paper.finish()
    if progress is not None:
        progress(len(pile.serials), len(pile.serials))
    return data


def _draw_slip(paper: Paper, slip: Slip, definition: Definition, pile: Pile, serial: int) -> None:
    paper.show("head")
    paper.show("slip")
    own = Drawing()
    _add_serial(own, slip.serial, pile, _spell(pile, serial))
    paper.draw(own)
    paper.draw_code(dump_code(SlipCode(pile.unit, pile.batch, serial, definition.name, LAYOUT)), slip.code)
    if pile.marks is not None:
        paper.draw_strokes(make_strokes(slip.drawing.boxes, pile.marks(serial), f"{pile.batch}\0{serial}"))
    paper.end_page()


def _add_serial(drawing: Drawing, area: Area, pile: Pile, serial: str) -> None:
    """The number, as big as has room, and under it the batch."""
    right = area.left + area.width
    size = fit_size(serial, BOLD, SERIAL_SIZE, area.width - 20)
    wide = drawing.say(serial, right, area.top + 8.4, BOLD, size, "right")
    drawing.say(SERIAL_LABEL, right - wide - 2, area.top + 8.4, REGULAR, 12, "right")
    _add_batch(drawing, f"Đợt: {pile.batch}", area)
    if pile.marks is not None:
        drawing.say(TRAINING, right, area.top + 1.0, BOLD, 9.5, "right")


def _add_batch(drawing: Drawing, batch: str, area: Area) -> None:
    """One line; a code that would be hard to read in one has two."""
    size = fit_size(batch, REGULAR, 10, area.width)
    if size >= LEAST_SIZE:
        drawing.say(batch, area.left + area.width, area.top + 13.6, REGULAR, size, "right")
        return
    whole = batch.replace(" ", NO_BREAK)
    size = fit_lines(whole, REGULAR, LEAST_SIZE, area.width, 2)
    drawing.say_lines(whole, Area(area.left, area.top + 10.6, area.width, 0), REGULAR, size, "right")


def _spell(pile: Pile, serial: int) -> str:
    return str(serial).zfill(pile.digits)

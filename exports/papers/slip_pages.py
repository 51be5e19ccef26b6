"""A filled paper → PDF: one page where it can be one, its letters made smaller step by step; every copy begins a page of its own.

What has no room even then goes on over the page, on as few as can be; nothing is ever cut off or left out. Values in, bytes out;
the same paper gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass

from exports.papers.fill import Filled, FilledBlock, FilledFields, FilledList, FilledTable, FilledText
from exports.papers.frames import make_signatures, make_table
from exports.papers.heads import add_letterhead, code_area, make_title
from exports.papers.set_file import Size
from exports.papers.sheets import SHEETS, Sheet
from exports.papers.strips import Density, Setting, Strip, make_fields, make_list, make_paragraph
from exports.report.typeface import DRAWING, ITALIC, register
from exports.slips.pages import Paper
from exports.slips.parts import Area, Drawing

LOOSE_TO, TIGHT_FROM = -2, 2
"""Lists are first tried an entry a line, down to the third size from the end; then run on, from the third size."""
SUBJECT = "Giấy tờ của bộ phận một cửa"
TITLE_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Page:
    """A page laid out. code: where the QR stands, None where there is none."""

    drawing: Drawing
    code: Area | None


def make_paper(filled: Filled, size: Size, copies: int = 0, reprint: int = 0) -> bytes:
    """Return the PDF. copies: how many, as many as the set names by default.  reprint: how often it was printed before.

    Raises Refused for a letter without a glyph.
    """
    register()
    sheet = SHEETS[size]
    labels = _labels(filled, copies)
    with DRAWING:
        title = f"{filled.title} – {filled.code_line}"
        paper = Paper(title, filled.below or filled.above, SUBJECT, (sheet.width, sheet.height))
        for label in labels:
            for page in lay_out(filled, sheet, label, reprint):
                paper.draw(page.drawing)
                if page.code is not None:
                    paper.draw_code(filled.qr, page.code)
                paper.end_page()
        return paper.finish()


def lay_out(filled: Filled, sheet: Sheet, copy: str = "", reprint: int = 0) -> list[Page]:
    """Return the pages of one copy, as few as can be, letters as large as that allows. Raises Refused as `make_paper`."""
    loose: list[tuple[float, Density]] = [(size, "loose") for size in sheet.sizes[:LOOSE_TO]]
    tight: list[tuple[float, Density]] = [(size, "tight") for size in sheet.sizes[TIGHT_FROM:]]
    best: list[Page] = []
    for size, density in (*loose, *tight):
        pages = _flow(filled, Setting(sheet, size, density), copy, reprint)
        if not best or len(pages) < len(best):
            best = pages
        if len(best) == 1:
            break
    return best


def _labels(filled: Filled, copies: int) -> list[str]:
    wanted = copies or max(len(filled.copies), 1)
    return [filled.copies[n] if n < len(filled.copies) else f"Liên {n + 1}" if filled.copies else "" for n in range(wanted)]


def _flow(filled: Filled, now: Setting, copy: str, reprint: int) -> list[Page]:
    """Put the pieces under each other; a piece that holds to the next goes over the page with it."""
    sheet, first = now.sheet, Drawing()
    top = add_letterhead(first, filled, sheet, f"Bản in lại lần {reprint}" if reprint else "") + TITLE_GAP
    drawings, y = [first], top
    for group in _groups(_strips(filled, copy, now)):
        height = sum(strip.height for strip in group)
        if y + height > sheet.end + 0.01 and y > sheet.top + TITLE_GAP * 3:
            drawings.append(Drawing())
            y = sheet.top + TITLE_GAP * 2
        for strip in group:
            strip.draw(drawings[-1], y)
            y += strip.height
    for number, drawing in enumerate(drawings[1:], 2):
        running = f"{filled.code_line} · trang {number}/{len(drawings)}"
        drawing.say(running, sheet.width / 2, sheet.top + 2, ITALIC, now.size - 1, "center")
    code = code_area(sheet, top) if filled.qr else None
    return [Page(drawing, code if number == 0 else None) for number, drawing in enumerate(drawings)]


def _strips(filled: Filled, copy: str, now: Setting) -> list[Strip]:
    body = [strip for block in filled.blocks for strip in _block(block, now)]
    signed = [make_signatures(filled.signatures, now)] if filled.signatures else []
    if signed and body:
        body[-1] = Strip(body[-1].height + now.gap, body[-1].draw, holds=True)
    notes = [strip for text in filled.after for strip in make_paragraph(text, "note", now)]
    return [*make_title(filled, copy, now), *body, *signed, *notes]


def _groups(strips: list[Strip]) -> list[list[Strip]]:
    """Return the pieces in groups that stay on one page."""
    groups: list[list[Strip]] = [[]]
    for strip in strips:
        groups[-1].append(strip)
        if not strip.holds:
            groups.append([])
    return [group for group in groups if group]


def _block(block: FilledBlock, now: Setting) -> list[Strip]:
    match block:
        case FilledFields():
            return make_fields(block, now)
        case FilledList():
            return make_list(block, now)
        case FilledText():
            return make_paragraph(block.text, block.style, now)
        case FilledTable():
            return make_table(block, now)

"""`ReportDocument` → pages: letterhead, body, signature block, seal strip, annexes, drawn by reportlab.

Source of the layout: NĐ 30/2020/NĐ-CP, Phụ lục I (domain.md §5): A4, margins 20/20/30/15 mm, page number centred in
the top margin from page 2, rules drawn. Returns plain PDF bytes; `archive` makes them PDF/A and PDF/UA.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)  # fmt: skip

from exports.report.blanks import Place
from exports.report.canvas import Sheet
from exports.report.cells import Prose, Style, Words
from exports.report.closing import make_closing
from exports.report.document import Annex, Block, Chart, ReportDocument, Table, Text
from exports.report.figure import Bars
from exports.report.grid import make_grid
from exports.report.opening import make_opening
from exports.report.tags import Element, Tagger
from exports.report.typeface import BOLD, DRAWING, ITALIC, REGULAR, register

LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 15 * mm, 20 * mm, 20 * mm
WIDE_LEFT, WIDE_RIGHT, WIDE_TOP, WIDE_BOTTOM = 20 * mm, 15 * mm, 20 * mm, 18 * mm
BODY_SIZE = 13.5
INDENT = 10 * mm
UPRIGHT, WIDE = "upright", "wide"

STYLES = {
    "body": Style(REGULAR, BODY_SIZE, 17, indent=INDENT, justify=True),
    "h2": Style(BOLD, BODY_SIZE, 17.5, indent=INDENT, before=4, holds=True),
    "note": Style(ITALIC, 9.5, 12, before=4, after=0, justify=True),
}


@dataclass(slots=True)
class Drawn:
    """Pages before they are archived: PDF bytes, the structure of their content, their reserved places."""

    data: bytes
    tagger: Tagger
    places: list[Place] = field(default_factory=list)


def draw_pages(document: ReportDocument) -> Drawn:
    """Return the drawn pages. Raises Refused where a text holds a letter without a glyph."""
    with DRAWING:
        register()
        drawn = Drawn(b"", Tagger())
        story = _make_story(document, drawn)
        out = BytesIO()
        template = BaseDocTemplate(out, title=f"{document.title}: {document.subject} {document.period}", invariant=1)
        template.addPageTemplates([_make_upright(), _make_wide()])
        template.build(story, canvasmaker=lambda *args, **more: Sheet(*args, tagger=drawn.tagger, footer=document.footer, **more))
        drawn.data = out.getvalue()
        return drawn


def _make_upright() -> PageTemplate:
    width, height = A4
    frame = Frame(LEFT, BOTTOM, width - LEFT - RIGHT, height - TOP - BOTTOM, 0, 0, 0, 0)
    return PageTemplate(UPRIGHT, [frame], pagesize=A4)


def _make_wide() -> PageTemplate:
    width, height = landscape(A4)
    frame = Frame(WIDE_LEFT, WIDE_BOTTOM, width - WIDE_LEFT - WIDE_RIGHT, height - WIDE_TOP - WIDE_BOTTOM, 0, 0, 0, 0)
    return PageTemplate(WIDE, [frame], pagesize=landscape(A4))


def _make_story(document: ReportDocument, drawn: Drawn) -> list[Flowable]:
    root = drawn.tagger.root
    story = make_opening(document, drawn.tagger, root, drawn.places)
    story += _make_blocks(document.body, drawn.tagger, root)
    story += make_closing(document, drawn.tagger, root, drawn.places)
    for annex in document.annexes:
        story += _make_annex(annex, drawn.tagger, root.add("Sect"))
    return story


def _make_annex(annex: Annex, tagger: Tagger, parent: Element) -> list[Flowable]:
    return [NextPageTemplate(WIDE if annex.landscape else UPRIGHT), PageBreak(), *_make_blocks(annex.blocks, tagger, parent)]


def _make_blocks(blocks: Sequence[Block], tagger: Tagger, parent: Element) -> list[Flowable]:
    """A caption holds to the table below it, a chart to the caption below it."""
    story: list[Flowable] = []
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if isinstance(block, Table):
            story += [make_grid(block, tagger, parent), Spacer(1, 6)]
        elif isinstance(block, Chart):
            figure = Bars(block, tagger, parent.add("Figure", alt=block.alt))
            caption = [_make_text(after, tagger, parent)] if isinstance(after, Text) and after.style == "caption" else []
            story.append(KeepTogether([Spacer(1, 4), figure, *caption]))
        elif block.style == "caption" and number and isinstance(blocks[number - 1], Chart):
            continue
        else:
            if block.style == "caption":
                story.append(CondPageBreak(45 * mm))
            story.append(_make_text(block, tagger, parent))
    return story


def _make_text(block: Text, tagger: Tagger, parent: Element) -> Any:
    if block.style in {"caption", "annex"}:
        tag, size, after = ("P", 12, 8) if block.style == "caption" else ("H2", 13, 5)
        return Words(block.text, tagger, parent.add(tag), font=BOLD, size=size, align="center", after=after)
    element = parent.add("H2" if block.style == "h2" else "P")
    return Prose(block.text, tagger, element, STYLES[block.style])

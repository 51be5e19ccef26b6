"""The head of page 1: both letterhead blocks with their drawn rules, number, place and date, title, subject, addressee.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, phần I mục 1-5. Must not know the figures.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from exports.report.blanks import DAY, MONTH, NUMBER, YEAR, Blank, BlankLine, Place
from exports.report.cells import LEADING, Rule, Words
from exports.report.document import ReportDocument
from exports.report.letterhead import MOTTO, STATE
from exports.report.tags import Element, Tagger
from exports.report.typeface import BOLD, ITALIC, REGULAR, measure

LEFT_MM, RIGHT_MM = 70, 95
NAME_SIZE, STATE_SIZE, MOTTO_SIZE, LINE_SIZE, TITLE_SIZE = 12, 12, 13, 13, 14
MOTTO_HEIGHT = (STATE_SIZE + MOTTO_SIZE) * LEADING
RULE_SHARE = 0.4
"""A rule under a name is 1/3 to 1/2 of its length."""


def make_opening(document: ReportDocument, tagger: Tagger, root: Element, places: list[Place]) -> list[Flowable]:
    """Return the pieces from the letterhead down to the addressee."""
    section = root.add("Sect")
    left = _make_left(document, tagger, section, places)
    right = _make_right(document, tagger, section, places)
    blocks = make_columns([left, right], [LEFT_MM * mm, RIGHT_MM * mm])
    title = Words(document.title, tagger, root.add("H1"), font=BOLD, size=TITLE_SIZE, align="center")
    subject = root.add("P")
    lines = [
        Words(text, tagger, subject, font=BOLD, size=TITLE_SIZE, align="center", balanced=True)
        for text in (document.subject, document.period)
    ]
    story: list[Flowable] = [blocks, Spacer(1, 16), title, Spacer(1, 2), *lines, Rule(45 * mm, tagger, 5, 3), Spacer(1, 10)]
    if document.addressee:
        addressee = f"Kính gửi: {document.addressee}"
        story += [Words(addressee, tagger, root.add("P"), size=TITLE_SIZE, align="center"), Spacer(1, 10)]
    return story


def make_columns(columns: list[list[Any]], widths: list[float]) -> Table:
    """Return blocks side by side, tops in line, without any padding or line."""
    style = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *[(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")],
    ]
    return Table([columns], colWidths=widths, style=style)


def _make_left(document: ReportDocument, tagger: Tagger, section: Element, places: list[Place]) -> list[Any]:
    parent, name = document.letterhead.parent_name.upper(), document.letterhead.name.upper()
    lines: list[Any] = [Words(parent, tagger, section.add("P"), size=NAME_SIZE, align="center", balanced=True)] if parent else []
    lines.append(Words(name, tagger, section.add("P"), font=BOLD, size=NAME_SIZE, align="center", balanced=True))
    length = min(measure(name, BOLD, NAME_SIZE), LEFT_MM * mm) * RULE_SHARE
    gap = 6 + max(0.0, MOTTO_HEIGHT - _measure_names(document))
    return [*lines, Rule(length, tagger), Spacer(1, gap), _make_number(document, tagger, section.add("P"), places)]


def _make_number(document: ReportDocument, tagger: Tagger, element: Element, places: list[Place]) -> Flowable:
    number, symbol = document.number, document.letterhead.symbol
    if number:
        text = f"Số: {number}" if "/" in number else f"Số: {number}/{symbol}"
        return Words(text, tagger, element, size=LINE_SIZE, align="center", leading=1.2)
    parts: list[str | Blank] = ["Số: ", Blank(NUMBER, 13 * mm), f"/{symbol}"]
    return BlankLine(parts, tagger, element, places, REGULAR, LINE_SIZE)


def _make_right(document: ReportDocument, tagger: Tagger, section: Element, places: list[Place]) -> list[Any]:
    return [
        Words(STATE, tagger, section.add("P"), font=BOLD, size=STATE_SIZE, align="center"),
        Words(MOTTO, tagger, section.add("P"), font=BOLD, size=MOTTO_SIZE, align="center"),
        Rule(measure(MOTTO, BOLD, MOTTO_SIZE), tagger),
        Spacer(1, 6 + _missing_line(document)),
        _make_date(document, tagger, section.add("P"), places),
    ]


def _missing_line(document: ReportDocument) -> float:
    """Points by which the left block is higher, so that number and date stand on one line."""
    return max(0.0, _measure_names(document) - MOTTO_HEIGHT)


def _measure_names(document: ReportDocument) -> float:
    """Height of the names in the left block in points."""
    names = [(document.letterhead.parent_name, REGULAR), (document.letterhead.name, BOLD)]
    probes = [Words(name.upper(), Tagger(), None, font=font, size=NAME_SIZE) for name, font in names if name]
    return sum(probe.wrap(LEFT_MM * mm, 0)[1] for probe in probes)


def _make_date(document: ReportDocument, tagger: Tagger, element: Element, places: list[Place]) -> Flowable:
    place = f"{document.letterhead.place}, " if document.letterhead.place else ""
    if document.date_line:
        return Words(f"{place}{document.date_line}", tagger, element, font=ITALIC, size=LINE_SIZE, align="center", leading=1.2)
    parts: list[str | Blank] = [
        f"{place}ngày ", Blank(DAY, 8 * mm), " tháng ", Blank(MONTH, 8 * mm), " năm ", Blank(YEAR, 11 * mm),
    ]  # fmt: skip
    return BlankLine(parts, tagger, element, places, ITALIC, LINE_SIZE)

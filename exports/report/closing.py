"""The end of the body: recipients left, signature block right, and the seal strip with the QR and the preparer's place.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I, phần I mục 7-9. All of it stays on one page.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer

from exports.report.blanks import APPROVED, PREPARED, Place, SignaturePlace
from exports.report.cells import Words
from exports.report.document import ReportDocument
from exports.report.figure import Qr
from exports.report.grid import Grid
from exports.report.opening import make_columns
from exports.report.tags import Element, Tagger
from exports.report.typeface import BOLD, BOLD_ITALIC, REGULAR

LEFT_MM, RIGHT_MM = 78, 87
QR_MM = 30
SEAL_MM = (36, 71, 58)
APPROVED_MM, PREPARED_MM = (70, 27), (52, 15)
POSITION_SIZE, LIST_HEAD_SIZE, LIST_SIZE, SEAL_SIZE = 13.5, 12, 11, 8.5
QR_WORDS = "Mã QR ghi đơn vị, kỳ số liệu, các tổng số và mã băm SHA-256 của số liệu đính kèm"


def make_closing(document: ReportDocument, tagger: Tagger, root: Element, places: list[Place]) -> list[Flowable]:
    """Return recipients, signature block and seal strip, kept together."""
    section = root.add("Sect")
    left = _make_recipients(document, tagger, section)
    right = _make_signature(document, tagger, section, places)
    blocks = make_columns([left, right], [LEFT_MM * mm, RIGHT_MM * mm])
    return [KeepTogether([Spacer(1, 8), blocks, Spacer(1, 12), _make_seal(document, tagger, section, places)])]


def _make_recipients(document: ReportDocument, tagger: Tagger, section: Element) -> list[Any]:
    head = Words("Nơi nhận:", tagger, section.add("P"), font=BOLD_ITALIC, size=LIST_HEAD_SIZE)
    names = [Words(line, tagger, section.add("P"), size=LIST_SIZE) for line in document.letterhead.recipients]
    return [head, *names]


def _make_signature(document: ReportDocument, tagger: Tagger, section: Element, places: list[Place]) -> list[Any]:
    letterhead = document.letterhead
    lines = [text.upper() for text in (letterhead.authority, letterhead.position) if text]
    words = [
        Words(text, tagger, section.add("P"), font=BOLD, size=POSITION_SIZE, align="center", balanced=True) for text in lines
    ]
    place = SignaturePlace(APPROVED, APPROVED_MM[0] * mm, APPROVED_MM[1] * mm, places)
    name = Words(letterhead.signer, tagger, section.add("P"), font=BOLD, size=POSITION_SIZE, align="center")
    return [*words, Spacer(1, 2), place, Spacer(1, 2), *([name] if letterhead.signer else [])]


def _make_seal(document: ReportDocument, tagger: Tagger, section: Element, places: list[Place]) -> Grid:
    """A framed strip: QR, digests, preparer."""
    code = Qr(document.qr, QR_MM * mm, tagger, section.add("Figure", alt=QR_WORDS))
    digests = section.add("P")
    lines = [Words(f"{line} ", tagger, digests, size=SEAL_SIZE, leading=1.3) for line in document.seal]
    style: Any = [
        ("FONTNAME", (0, 0), (-1, -1), REGULAR),
        ("BOX", (0, 0), (-1, -1), 0.4, HexColor("#7F8A99")),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        *[(f"{side}PADDING", (0, 0), (-1, -1), 4) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")],
    ]
    cells = [[code, lines, _make_preparer(document, tagger, section, places)]]
    strip = Grid(cells, colWidths=[width * mm for width in SEAL_MM], style=style)
    strip.tagger = tagger
    return strip


def _make_preparer(document: ReportDocument, tagger: Tagger, section: Element, places: list[Place]) -> list[Any]:
    letterhead = document.letterhead
    title = letterhead.preparer_position or "Người lập báo cáo"
    words = [Words(title, tagger, section.add("P"), font=BOLD, size=10, align="center")]
    place = SignaturePlace(PREPARED, PREPARED_MM[0] * mm, PREPARED_MM[1] * mm, places)
    name = Words(letterhead.preparer, tagger, section.add("P"), font=BOLD, size=10, align="center")
    return [*words, place, *([name] if letterhead.preparer else [])]

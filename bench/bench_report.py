"""The report beside a bare reportlab build of the same pages; signing and verifying beside hashing the file."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.styles import ParagraphStyle

from bench.row import Row, median_ms
from desktop_app.store.certificates import make_unit_certificates
from exports.figures import make_summary
from exports.report import Letterhead, make_report
from exports.report.compose import make_document
from exports.report.document import ReportDocument, Table, Text
from exports.signing import sign_report, verify_report
from forms.countrow import CountRow, Slip, WayIn, WayOut
from forms.dates import VIETNAM_TIME
from forms.shipped import load_shipped

FORM = "survey-2640@1"
NOW = datetime(2020, 8, 5, 9, 30, tzinfo=VIETNAM_TIME)
LETTERHEAD = Letterhead("Công an tỉnh Bắc Ninh", "Công an thị xã Từ Sơn", "Từ Sơn", "BC-CATX", position="Trưởng Công an")


def rows() -> list[Row]:
    """Return the report's rows."""
    found = []
    for units in (1, 12):
        summary = _make_figures(units)
        data = _make(summary)
        document = make_document(summary, LETTERHEAD, load_shipped()[FORM], number="5", day=date(2020, 8, 5))
        floor = median_ms(lambda document=document: _draw_bare(document))  # type: ignore[misc]
        measured = median_ms(lambda summary=summary: _make(summary))  # type: ignore[misc]
        note = f"{units} unit(s), {_count_pages(data)} pages; floor: the same blocks by plain reportlab flowables"
        found.append(Row(what="report of a summary", measured=measured, floor=floor, goal=3, note=note))
    return found + _sign_rows(_make(_make_figures(1)))


def _sign_rows(data: bytes) -> list[Row]:
    """Informative: no goal stands in the design, so the goal is never missed."""
    unit = make_unit_certificates("Công an thị xã Từ Sơn", "A", "B", NOW, None)

    def prepare() -> bytes:
        return sign_report(data, role="prepared", p12=unit.prepared_p12, password=None, when=NOW, name="A")

    prepared = prepare()

    def approve() -> bytes:
        when = NOW + timedelta(minutes=5)
        return sign_report(prepared, role="approved", p12=unit.approved_p12, password=None, when=when, name="B")

    signed = approve()
    floor = median_ms(lambda: hashlib.sha256(signed).digest())
    check = ("verify", lambda: _verify(signed, unit.ca_pem))
    works = (("sign as officer", prepare), ("check and sign as commander", approve), check)
    return [
        Row(what=f"report: {name}", measured=median_ms(work), floor=floor, goal=float("inf"), note="informative; floor: SHA-256")
        for name, work in works
    ]


def _verify(data: bytes, root: bytes) -> None:
    assert verify_report(data, roots=[root]).ok


def _make(summary: dict[str, Any]) -> bytes:
    return make_report(summary, LETTERHEAD, load_shipped()[FORM], number="5", day=date(2020, 8, 5))


def _count_pages(data: bytes) -> int:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


def _draw_bare(document: ReportDocument) -> bytes:
    """Build the same paragraphs, tables and QR by reportlab's own flowables: no tags, archive form, checks or attachment."""
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate

    style = ParagraphStyle("", fontName="Tinos", fontSize=13, leading=17)
    story: list[Any] = [Paragraph(document.subject, style)]
    for part in (document.body, *(annex.blocks for annex in document.annexes)):
        for block in part:
            if isinstance(block, Text):
                story.append(Paragraph(escape(block.text), style))
            elif isinstance(block, Table):
                story.append(_draw_bare_table(block))
        story.append(PageBreak())
    drawing = Drawing(85, 85)
    drawing.add(QrCodeWidget(document.qr, barLevel="M", barWidth=85, barHeight=85))
    out = BytesIO()
    SimpleDocTemplate(out, invariant=1).build([*story, drawing])
    return out.getvalue()


def _draw_bare_table(table: Table) -> Any:
    """Heading cells and labels are wrapped, numbers are plain strings."""
    from reportlab.platypus import Paragraph, Table as Grid

    small = ParagraphStyle("", fontName="Tinos", fontSize=table.size, leading=table.size * 1.2)
    width = len(table.widths_mm)
    rows: list[list[Any]] = [
        [Paragraph(head.text, small) for head in heads] + [""] * (width - len(heads)) for heads in table.head
    ]
    for row in table.rows:
        cells: list[Any] = list(row.cells)
        cells[table.label] = Paragraph(escape(row.cells[table.label]), small)
        rows.append(cells)
    style = [("GRID", (0, 0), (-1, -1), 0.5, black), ("FONT", (0, 0), (-1, -1), "Tinos", table.size)]
    return Grid(rows, colWidths=[wide * 2.8 for wide in table.widths_mm], repeatRows=len(table.head), style=style)


def _make_figures(units: int) -> dict[str, Any]:
    """Return figures of so many units: 5168 dossiers and 372 slips each."""
    definition = load_shipped()[FORM]
    counted: list[CountRow] = []
    for number in range(units):
        unit = f"U{number}"
        counted += [
            CountRow("dossier", unit, "cccd", "", 10 * WayIn.COUNTER_POST + WayOut.ON_TIME, 4522),
            CountRow("dossier", unit, "antt", "", 10 * WayIn.ONLINE + WayOut.EARLY, 646),
            CountRow("issued", unit, FORM, "", 0, 400),
            CountRow("returned", unit, FORM, "", 0, 372),
            CountRow("slip", unit, FORM, "", Slip.ALL_SATISFIED, 372),
        ]
        for item in definition.likert:
            counted += [CountRow("answer", unit, FORM, item.id, 5, 316), CountRow("answer", unit, FORM, item.id, 4, 56)]
    return make_summary(
        counted, unit="Công an thị xã Từ Sơn", first=date(2020, 1, 1), last=date(2020, 7, 31), head={"n": 5541, "hash": "0" * 64},
        forms={FORM: definition}, unit_names={f"U{number}": f"Công an đơn vị {number}" for number in range(units)},
        field_names={"cccd": "Cấp, quản lý căn cước", "antt": "Ngành nghề có điều kiện về ANTT"},
    )  # fmt: skip

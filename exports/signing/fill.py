"""Writing number and date into their reserved places, after the officer's signature and before the commander's.

An incremental update that fills form fields: the officer's certification allows it, the commander's approval then locks
it (domain.md §5: number and date are given after the first signature). Must not touch anything else.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from exports.report.blanks import DAY, MONTH, NUMBER, YEAR
from exports.report.typeface import ITALIC, REGULAR
from exports.report.wording import complete_number
from exports.signing import problems
from exports.signing.reading import open_report
from exports.signing.stamp import make_line
from exports.signing.writing import require_whole
from forms.report_roles import APPROVED, PREPARED

FONTS = {NUMBER: REGULAR, DAY: ITALIC, MONTH: ITALIC, YEAR: ITALIC}
MAX_LENGTH = 20


def fill_number(data: bytes, number: str, day: date) -> bytes:
    """Return the report with its number and date written in.

    Raises Refused where the places are not there, are filled, or the report is approved or was changed.
    """
    report = open_report(data)
    if report is None or not report.is_report:
        raise problems.refuse(problems.NOT_A_REPORT)
    if not 0 < len(number.strip()) <= MAX_LENGTH:
        raise problems.refuse(problems.NUMBER_LENGTH)
    if APPROVED in report.signed:
        raise problems.refuse(problems.NO_PLACE)
    if PREPARED in report.signed:
        require_whole(data)
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    texts = {NUMBER: complete_number(number), DAY: f"{day.day:02d}", MONTH: month, YEAR: str(day.year)}
    return _write(data, texts)


def _write(data: bytes, texts: dict[str, str]) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(BytesIO(data))
    writer._update_meta = lambda: None  # title and dates stay those of the report's making
    filled = 0
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] in texts and not field.get("/V"):
            _fill(writer, field, texts[field["/T"]])
            filled += 1
    if not filled:
        raise problems.refuse(problems.NO_PLACE)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _fill(writer: Any, field: Any, text: str) -> None:
    """Set value and appearance of one field."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.reader import PdfFileReader

    left, bottom, right, top = (float(value) for value in field["/Rect"])
    page = make_line(text, FONTS[str(field["/T"])], right - left, top - bottom)
    appearance = writer.import_page_as_xobject(PdfFileReader(BytesIO(page)))
    field[generic.pdf_name("/V")] = generic.pdf_string(text)
    field[generic.pdf_name("/AP")] = generic.DictionaryObject({generic.pdf_name("/N"): appearance})  # type: ignore[no-untyped-call]
    writer.update_container(field)

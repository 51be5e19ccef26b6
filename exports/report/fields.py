"""The reserved fields of a report as form fields: two signatures, and number and date where they were left open.

The commander's field carries `/Lock {All, P 1}`: once it is signed nothing may follow. Must not fill a field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from exports.report.blanks import APPROVED, DAY, MONTH, NUMBER, PREPARED, YEAR, Place

TOOLTIPS = {
    PREPARED: "Chữ ký số của người lập báo cáo",
    APPROVED: "Chữ ký số của người ký báo cáo",
    NUMBER: "Số báo cáo",
    DAY: "Ngày ký",
    MONTH: "Tháng ký",
    YEAR: "Năm ký",
}
PRINT_AND_LOCKED = 4 + 128
MAX_TEXT = 20
READ_ONLY = 1


@dataclass(frozen=True, slots=True)
class Field:
    """A field placed on its page (from 1)."""

    name: str
    page: int
    widget: pikepdf.Object


def add_fields(pdf: pikepdf.Pdf, places: Sequence[Place]) -> list[Field]:
    """Return the fields made at the places, all empty."""
    fields = []
    for place in places:
        page = pdf.pages[place.page - 1]
        widget = _make_widget(pdf, page, place)
        if "/Annots" not in page:
            page.Annots = Array([])
        page.Annots.append(widget)
        fields.append(Field(place.name, place.page, widget))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field.widget for field in fields]), SigFlags=1)
    return fields


def _make_widget(pdf: pikepdf.Pdf, page: pikepdf.Page, place: Place) -> pikepdf.Object:
    left, bottom, right, top = (round(value, 2) for value in place.box)
    empty = pdf.make_stream(b"")
    empty.Type, empty.Subtype = Name.XObject, Name.Form
    empty.BBox = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
    widget = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, T=String(place.name), TU=String(TOOLTIPS[place.name]), F=PRINT_AND_LOCKED,
        Rect=Array([left, bottom, right, top]), P=page.obj, AP=Dictionary(N=empty),
    )  # fmt: skip
    if place.kind == "signature":
        widget.FT = Name.Sig
        if place.name == APPROVED:
            widget.Lock = pdf.make_indirect(Dictionary(Type=Name.SigFieldLock, Action=Name.All, P=1))
    else:
        widget.FT, widget.MaxLen, widget.Q, widget.V = Name.Tx, MAX_TEXT, 1, String("")
        widget.Ff = READ_ONLY  # filled by fill_number, in an embedded font; viewers would take another
        widget.DA = String(f"/Helv {place.size:g} Tf 0 g")
    return pdf.make_indirect(widget)

"""Drawn pages → a tagged PDF/A-3a + PDF/UA-1 file with the figures attached and the reserved fields in place.

Source: ISO 19005-3 (metadata, output intent, embedded files), ISO 14289-1 (structure), ISO 32000-1 12.7 (fields).
The same input gives the same bytes: dates are handed in, the file id follows from the content.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from exports.report.fields import add_fields
from exports.report.fingerprint import ATTACHMENT, LAYOUT
from exports.report.metadata import PRODUCER, make_xmp
from exports.report.pages import Drawn
from exports.report.structure import add_structure

PROFILE = "sRGB IEC61966-2.1"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says about itself."""

    title: str
    author: str
    subject: str
    day: date
    digest: str


def archive(drawn: Drawn, identity: Identity, attachment: bytes) -> bytes:
    """Return the finished file. attachment: the bytes of `summary.json`."""
    with pikepdf.open(BytesIO(drawn.data)) as pdf:
        _add_metadata(pdf, identity)
        _add_colours(pdf)
        _drop_unused(pdf)
        _attach(pdf, attachment, identity.day)
        fields = add_fields(pdf, drawn.places)
        add_structure(pdf, drawn.tagger, fields)
        out = BytesIO()
        pdf.save(
            out,
            force_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def make_pdf_date(day: date) -> str:
    """Return midnight of a day, Vietnam time, as PDF writes it."""
    return f"D:{day:%Y%m%d}000000+07'00'"


@cache
def make_srgb() -> bytes:
    """Return an sRGB profile with a fixed date, so that files do not differ by the day they were made."""
    from PIL import ImageCms

    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = b"".join(part.to_bytes(2, "big") for part in (2020, 1, 1, 0, 0, 0))
    data[84:100] = bytes(16)
    return bytes(data)


def _add_metadata(pdf: pikepdf.Pdf, identity: Identity) -> None:
    info = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    moment = make_pdf_date(identity.day)
    for key, value in (
        ("/Title", identity.title), ("/Author", identity.author), ("/Subject", identity.subject), ("/Creator", PRODUCER),
        ("/Producer", PRODUCER), ("/CreationDate", moment), ("/ModDate", moment),
    ):  # fmt: skip
        info[key] = String(value)
    stream = pdf.make_stream(make_xmp(identity.title, identity.author, identity.subject, identity.day, identity.digest))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream
    pdf.Root.Lang = String("vi-VN")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _add_colours(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(make_srgb())
    profile.N = 3
    pdf.Root.OutputIntents = Array([
        Dictionary(
            Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String(PROFILE), Info=String(PROFILE),
            DestOutputProfile=profile,
        )
    ])  # fmt: skip


def _drop_unused(pdf: pikepdf.Pdf) -> None:
    """Remove what reportlab adds and PDF/A does not allow: transitions, fonts that are named but not embedded."""
    for page in pdf.pages:
        for key in ("/Trans", "/Dur"):
            if key in page:
                del page[key]
        fonts = page.Resources.get("/Font")
        if fonts is None:
            continue
        for name in list(fonts.keys()):
            if "/FontDescriptor" not in fonts[name] and "/DescendantFonts" not in fonts[name]:
                del fonts[name]


def _attach(pdf: pikepdf.Pdf, data: bytes, day: date) -> None:
    """Embed the figures as an associated file of the document."""
    stream = pdf.make_stream(data)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/application/json")
    checksum = String(hashlib.md5(data, usedforsecurity=False).digest())
    stream.Params = Dictionary(Size=len(data), CheckSum=checksum, ModDate=String(make_pdf_date(day)))
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec, F=String(ATTACHMENT), UF=String(ATTACHMENT), AFRelationship=Name.Data,
            Desc=String(f"Số liệu của báo cáo, mẫu trình bày {LAYOUT}"), EF=Dictionary(F=stream, UF=stream),
        )
    )  # fmt: skip
    pdf.Root.AF = Array([spec])
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(ATTACHMENT), spec])))

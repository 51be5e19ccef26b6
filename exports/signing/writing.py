"""Putting one signature into the field of its role: PAdES B-B by pyHanko, as an incremental update.

The officer certifies (DocMDP, form filling allowed); the commander approves in the field that locks everything. Must
not judge who the signer is: that is the verification's part. pyHanko is imported here, lazily: it takes a second.
"""

from __future__ import annotations

import logging
from datetime import datetime
from io import BytesIO
from typing import Any

from exports.signing import problems
from exports.signing.stamp import make_stamp
from forms.report_roles import APPROVED, INTERNAL, PREPARED, TITLES, Role

RESERVED = 16384
"""Hex digits kept for the signature: room for RSA-4096 with a chain; without it pyHanko would sign twice to measure."""

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def require_turn(data: bytes, role: Role) -> None:
    """Check that it is this role's turn. Raises Refused: no report, signed before, out of order, changed in between."""
    from exports.signing.reading import open_report

    report = open_report(data)
    if report is None or not report.is_report:
        raise problems.refuse(problems.NOT_A_REPORT)
    if role in report.signed:
        raise problems.refuse(problems.SIGNED_BEFORE)
    if (role == APPROVED and PREPARED not in report.signed) or (role == PREPARED and report.signed):
        raise problems.refuse(problems.ORDER)
    if role == APPROVED:
        require_whole(data)


def require_whole(data: bytes) -> None:
    """Check that nothing was changed after the officer signed. Raises Refused."""
    from exports.signing.verify import check_prepared

    fault = check_prepared(data)
    if fault is not None:
        raise problems.refuse(problems.DAMAGED, reason=fault.vi)


def require_role(certificate: Any, role: Role, when: datetime) -> None:
    """Check a certificate against the role and the time. Raises Refused."""
    if when.tzinfo is None:
        raise problems.refuse(problems.NAIVE_TIME)
    title = certificate.subject.native.get("title")
    if title in TITLES.values() and title != TITLES[role]:
        raise problems.refuse(problems.WRONG_ROLE, title=title)
    if not certificate.not_valid_before <= when <= certificate.not_valid_after:
        raise problems.refuse(problems.EXPIRED)


def write_signature(
    data: bytes, signer: Any, role: Role, when: datetime, name: str, *, algorithm: str = "sha256", image: bytes | None = None
) -> bytes:
    """Return the file with the role's signature added. signer: a pyHanko signer; algorithm: of the digest."""
    from pyhanko.pdf_utils import layout
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
    from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata
    from pyhanko.stamp import StaticStampStyle

    require_role(signer.signing_cert, role, when)
    writer: Any = IncrementalPdfFileWriter(BytesIO(data))
    writer._update_meta = lambda: None  # the dates of the document stay those of its making
    metadata = PdfSignatureMetadata(
        field_name=role, md_algorithm=algorithm, subfilter=SigSeedSubFilter.PADES, name=name, reason=TITLES[role],
        certify=role == PREPARED, docmdp_permissions=MDPPerm.FILL_FORMS,
    )  # fmt: skip
    style = StaticStampStyle(
        background=_make_content(writer, role, signer.signing_cert, when, name, image),
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MID, y_align=layout.AxisAlignment.ALIGN_MID, margins=layout.Margins()
        ),
        border_width=0,
    )
    pdf_signer = _make_timed_signer(metadata, signer, style, when)
    return bytes(pdf_signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=RESERVED).getbuffer())


def _make_timed_signer(metadata: Any, signer: Any, style: Any, when: datetime) -> Any:
    """Return a signer that states the time it was given, not the machine's."""
    from pyhanko.sign.signers.pdf_signer import PdfSigner

    class TimedSigner(PdfSigner):
        def init_signing_session(self, *args: Any, **more: Any) -> Any:
            session = super().init_signing_session(*args, **more)
            session.system_time = when
            return session

    return TimedSigner(metadata, signer, stamp_style=style)


def _make_content(writer: Any, role: Role, certificate: Any, when: datetime, name: str, image: bytes | None) -> Any:
    """Return the stamp as content pyHanko can place."""
    from pyhanko.pdf_utils.content import PdfContent
    from pyhanko.pdf_utils.layout import BoxConstraints
    from pyhanko.pdf_utils.reader import PdfFileReader

    width, height = _measure_field(writer, role)
    subject = certificate.subject.native
    remark = INTERNAL if subject.get("organizational_unit_name") == INTERNAL else "Ký số bởi"
    stamp = make_stamp(width, height, name, when, remark, image)

    class Stamp(PdfContent):
        def render(self) -> bytes:
            target: Any = self.writer
            form = target.import_page_as_xobject(PdfFileReader(BytesIO(stamp)))
            self.resources.xobject["/Stamp"] = form
            return b"/Stamp Do"

    return Stamp(box=BoxConstraints(width=width, height=height))


def _measure_field(writer: Any, role: Role) -> tuple[float, float]:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == role:
            left, bottom, right, top = (float(value) for value in field["/Rect"])
            return right - left, top - bottom
    raise problems.refuse(problems.NOT_A_REPORT)

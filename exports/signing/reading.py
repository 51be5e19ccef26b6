"""A report's signature fields as pyHanko reads them, without a judgement.

Hostile bytes make parsers fail in many ways; `hostile_errors` names those that mean "this is not such a file".
"""

from __future__ import annotations

import logging
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from forms.report_roles import ROLES

_BUILT_IN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, OSError, RuntimeError, AssertionError, EOFError)

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def hostile_errors() -> tuple[type[Exception], ...]:
    """Return what the PDF and CMS parsers raise on damaged bytes, RecursionError and NotImplementedError included."""
    from pikepdf import PdfError as QpdfError
    from pyhanko.pdf_utils.misc import PdfError

    return (PdfError, QpdfError, zlib.error, *_BUILT_IN)


@dataclass(frozen=True, slots=True)
class SignedReport:
    """fields: names of the signature fields.  signed: those that are signed, oldest first.  reader: pyHanko's."""

    fields: tuple[str, ...]
    signed: tuple[str, ...]
    reader: Any

    @property
    def is_report(self) -> bool:
        """Whether it has the places of both roles."""
        return set(ROLES) <= set(self.fields)


def open_report(data: bytes) -> SignedReport | None:
    """Return the file's fields, None where it cannot be read as a PDF."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    try:
        reader = PdfFileReader(BytesIO(data))
        fields = tuple(name for name, _, _ in enumerate_sig_fields(reader))
        signed = tuple(signature.field_name for signature in reader.embedded_signatures)
    except hostile_errors():
        return None
    return SignedReport(fields, signed, reader)

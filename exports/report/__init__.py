"""The summary of a period as an official paper: figures → document → pages → tagged PDF/A-3a + PDF/UA-1 (design.md §5).

Bytes out, nothing else: no file, no clock. `compose` says what stands in it, `pages` draws it, `archive` finishes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from exports.report.letterhead import Letterhead, make_letterhead
from forms.definition import Definition

__all__ = ["Letterhead", "make_letterhead", "make_report"]


def make_report(
    summary: Mapping[str, Any],
    letterhead: Letterhead,
    definition: Definition,
    *,
    number: str = "",
    day: date | None = None,
    attest: Callable[[bytes], str] | None = None,
) -> bytes:
    """Return the report of a summary as PDF bytes; the same input gives the same bytes.

    definition: the survey form of the figures.  number, day: of the document; left out, their places stay reserved.
    attest: signs the digest of the figures (64 hex digits) into one line of the QR.
    Raises Refused where a name or text holds a letter the font cannot draw.
    """
    from exports.report.archive import Identity, archive
    from exports.report.compose import make_document
    from exports.report.fingerprint import dump_summary, make_digest
    from exports.report.pages import draw_pages

    attachment = dump_summary(summary)
    digest = make_digest(attachment)
    line = attest(digest.encode()) if attest else ""
    document = make_document(summary, letterhead, definition, number=number, day=day, attest=line)
    identity = Identity(
        title=f"Báo cáo: {document.subject}, {document.period}",
        author=letterhead.name or str(summary["unit"]),
        subject=document.footer,
        day=day or date.fromisoformat(summary["to"]),
        digest=digest,
    )
    return archive(draw_pages(document), identity, attachment)

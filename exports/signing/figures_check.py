"""Whether the pages of a report print the figures attached to it.

The digest of the attachment is recomputed and must stand in the metadata and on every page; every row and total that
the figures call for must stand on the pages, in order.
"""

from __future__ import annotations

import json
from typing import Any

from exports.report.expected import list_expected
from exports.report.fingerprint import make_digest, make_fingerprint
from exports.report.readback import Readback, read_back
from exports.signing.answers import Answer
from exports.signing.reading import hostile_errors

GOOD = "Số liệu in trên báo cáo khớp với số liệu đính kèm (mã số liệu {0}).", "Pages and attached figures agree (digest {0})."
NO_FIGURES = Answer(False, "Không có số liệu đính kèm đúng mẫu.", "No attached figures of the known form.")
OTHER_DIGEST = Answer(
    False,
    "Mã số liệu in trên trang không khớp với số liệu đính kèm.",
    "The digest printed on the pages is not that of the attached figures.",
)
OTHER_PAGES = Answer(
    False, "Số in trên trang không khớp với số liệu đính kèm.", "Numbers on the pages differ from the attached figures."
)


def check_figures(data: bytes) -> Answer:
    """Return whether pages and attachment agree. Never raises for bad bytes."""
    try:
        back = read_back(data)
        summary = json.loads(back.attachment)
        expected = list_expected(summary)
    except hostile_errors():
        return NO_FIGURES
    digest = make_digest(back.attachment)
    if not _names_digest(back, digest):
        return OTHER_DIGEST
    if not prints_all(back, expected):
        return OTHER_PAGES
    fingerprint = make_fingerprint(digest)
    return Answer(True, GOOD[0].format(fingerprint), GOOD[1].format(fingerprint))


def prints_all(back: Readback, expected: list[Any]) -> bool:
    """Return whether every piece stands on the pages, each after the one before."""
    text, place = f" {back.content()} ", 0
    for piece in expected:
        found = text.find(f" {piece} ", place)
        if found < 0:
            return False
        place = found + len(piece) + 1
    return True


def _names_digest(back: Readback, digest: str) -> bool:
    fingerprint = make_fingerprint(digest)
    footers = all(any(fingerprint in piece for piece in page.artifacts) for page in back.pages)
    text = back.content()
    return footers and back.identifier == digest and digest[:32] in text and digest[32:] in text

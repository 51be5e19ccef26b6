"""Verification of a signed report by rules stricter than pyHanko's (notes on PDF): what passes elsewhere is refused here.

Junk after the end, an edited title, a file cut back to the officer's revision: all "valid" to lenient readers. Here the
expected signers must be there by role, in order, and the last signature must cover the whole file to its last byte.
Pure: the time of a signature is the one it states, the roots are handed in, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exports.report.readback import read_description
from exports.signing.answers import NOT_SIGNED, UNREADABLE, Answer, Question, Verification, conclude
from exports.signing.envelope import find_ranges, is_whole
from exports.signing.figures_check import check_figures
from exports.signing.reading import SignedReport, hostile_errors, open_report
from exports.signing.signatures import Signature, read_signatures
from exports.signing.whose import check_whose
from forms.report_roles import PREPARED, ROLES, TITLES, Role

NO_NAMES: Mapping[bytes, str] = {}
END_OF_UPDATE = b"%%EOF\n"

INTACT = Answer(True, "Nội dung đã ký còn nguyên vẹn.", "The signed content is unchanged.")
CHANGED = Answer(False, "Nội dung đã bị thay đổi sau khi ký.", "The content was changed after signing.")
COMPLETE = Answer(True, "Đủ chữ ký, không có gì thêm sau chữ ký cuối.", "All signatures are there, nothing follows the last.")
ADDED = Answer(False, "Tệp bị thêm nội dung sau chữ ký cuối.", "Something was added after the last signature.")
EDITED = Answer(False, "Báo cáo bị sửa giữa hai chữ ký.", "The report was edited between the signatures.")
UNKNOWN = Answer(False, "Có chữ ký không thuộc quy trình báo cáo.", "There is a signature that has no place in a report.")
UNLOCKED = Answer(
    False, "Chữ ký không khóa báo cáo như quy định.", "The signatures do not lock the report as they should."
)


def verify_report(
    data: bytes, *, roots: Sequence[bytes], expected: Sequence[Role] = ROLES, units: Mapping[bytes, str] | None = None
) -> Verification:
    """Return the answers about a file. Never raises for bad bytes.

    roots: trusted root certificates, PEM or DER.  expected: roles that must have signed, in order.  units: by root, whose it is:
    signers are told under this name, for in a certificate a unit's own root may write any.
    """
    return _examine(data, roots, expected, is_final=True, units=units or NO_NAMES)


def check_prepared(data: bytes) -> Answer | None:
    """Return why a report is not fit for the commander's signature, None if it is. Who prepared it is not asked.

    Number and date may have been filled in after the officer's signature.
    """
    questions = _examine(data, (), (PREPARED,), is_final=False).questions
    bad = [questions[name] for name in ("intact", "complete", "figures") if not questions[name].ok]
    return bad[0] if bad else None


def _examine(
    data: bytes, roots: Sequence[bytes], expected: Sequence[Role], *, is_final: bool, units: Mapping[bytes, str] = NO_NAMES
) -> Verification:
    ranges = find_ranges(data)
    if not is_whole(data, ranges):
        return conclude({"intact": CHANGED, "figures": check_figures(data)})
    report = open_report(data)
    if report is None:
        return conclude({"intact": UNREADABLE})
    answers: dict[Question, Answer] = {"figures": check_figures(data)}
    if len(ranges) != len(report.signed):
        return conclude({**answers, "intact": CHANGED})
    if not report.signed:
        return conclude({**answers, "intact": NOT_SIGNED})
    signatures = read_signatures(ranges, report, roots, units)
    answers["intact"] = INTACT if all(signature.intact for signature in signatures) else CHANGED
    answers["whose"] = check_whose(signatures)
    answers["complete"] = _check_complete(data, report, signatures, expected, is_final)
    return conclude(answers)


def _check_complete(
    data: bytes, report: SignedReport, signatures: Sequence[Signature], expected: Sequence[Role], is_final: bool
) -> Answer:
    missing = [role for role in expected if role not in report.signed]
    if missing:
        return _describe_missing(missing)
    if list(report.signed) != list(expected):
        return UNKNOWN
    end = signatures[-1].end
    if end != len(data) and (is_final or not data.endswith(END_OF_UPDATE)):
        return ADDED
    if not all(signature.allowed for signature in signatures) or not _keeps_description(data, signatures):
        return EDITED
    if not all(signature.locks for signature in signatures):
        return UNLOCKED
    return COMPLETE


def _describe_missing(missing: Sequence[Role]) -> Answer:
    vi = ", ".join(TITLES[role].lower() for role in missing)
    en = ", ".join({"prepared": "the officer's", "approved": "the commander's"}[role] for role in missing)
    return Answer(False, f"Thiếu chữ ký của {vi}.", f"Missing: {en} signature.")


def _keeps_description(data: bytes, signatures: Sequence[Signature]) -> bool:
    """Title, dates and metadata are those of the first signature: a title-only edit is an edit."""
    try:
        return len({read_description(data[: signature.end]) for signature in signatures}) == 1
    except hostile_errors():
        return False

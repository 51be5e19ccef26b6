"""Signatures of reports: the officer's certification, the commander's approval, and their verification (design.md §5).

PAdES B-B with the unit's own certificates or with a token. Bytes in, bytes out; pyHanko is imported at first use.
"""

from exports.signing.answers import Answer, Verification
from exports.signing.fill import fill_number
from exports.signing.sign import sign_report, sign_report_token
from exports.signing.verify import verify_report

__all__ = ["Answer", "Verification", "fill_number", "sign_report", "sign_report_token", "verify_report"]

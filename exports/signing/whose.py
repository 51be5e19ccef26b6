"""Whether the signers are who they should be: certificates from the roots, each for its role, two different people."""

from __future__ import annotations

from collections.abc import Sequence

from exports.signing.answers import Answer
from exports.signing.signatures import Signature, names_role
from forms.dates import VIETNAM_TIME, format_date
from forms.report_roles import TITLES, Role

ENGLISH: dict[Role, str] = {"prepared": "prepared by", "approved": "approved by"}


def check_whose(signatures: Sequence[Signature]) -> Answer:
    """Return who signed, or who should not have."""
    for signature in signatures:
        if not signature.trusted:
            who = signature.signer or "?"
            return Answer(
                False,
                f"Chữ ký của “{who}” không thuộc đơn vị nào đã biết; không tin cậy.",
                f"The signature of “{who}” belongs to no known unit; not trusted.",
            )
        if not names_role(signature):
            return Answer(
                False,
                f"“{signature.signer}” ký không đúng vai trò: chứng thư ghi {signature.title.lower()}.",
                f"“{signature.signer}” signed in another role than the certificate names.",
            )
    if len({signature.key for signature in signatures}) != len(signatures):
        return Answer(False, "Hai chữ ký do cùng một chứng thư.", "Both signatures are by the same certificate.")
    return Answer(True, _name_all(signatures, "vi"), _name_all(signatures, "en"))


def _name_all(signatures: Sequence[Signature], language: str) -> str:
    return "; ".join(f"{_name_role(signature.field, language)}: {_name_signer(signature)}" for signature in signatures) + "."


def _name_role(field: str, language: str) -> str:
    names = {role: title.lower() for role, title in TITLES.items()} if language == "vi" else ENGLISH
    return next((name for role, name in names.items() if role == field), field)


def _name_signer(signature: Signature) -> str:
    when = signature.when.astimezone(VIETNAM_TIME) if signature.when else None
    moment = f"{when:%H:%M} {format_date(when.date())}" if when else "?"
    return f"{signature.signer} ({signature.unit}), {moment}"

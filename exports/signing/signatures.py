"""Each signature of a report, looked at by pyHanko and by our own rules about its form.

Must not decide what a report as a whole needs: that is `verify`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from exports.signing.envelope import Range
from exports.signing.reading import SignedReport, hostile_errors
from forms.report_roles import APPROVED, PREPARED, TITLES

FULL_MODIFICATION_LEVEL = 2
"""pyHanko's level of form filling and further signatures: the most that may follow the officer's signature."""


@dataclass(frozen=True, slots=True)
class Signature:
    """field: of the role.  intact: digest, signature and form right.  trusted: chains to a root at its stated time.

    allowed: nothing illegal was added after it.  locks: it locks the document as its role must.  end: offset after its
    last covered byte.  unit: whose root it chains to, or as the certificate says.  title: role named in the certificate, empty
    if none.  key: fingerprint of the public key.
    """

    field: str
    intact: bool
    trusted: bool
    allowed: bool
    locks: bool
    revision: int
    end: int
    signer: str = ""
    unit: str = ""
    title: str = ""
    key: str = ""
    when: datetime | None = None


def read_signatures(
    ranges: Sequence[Range], report: SignedReport, roots: Sequence[bytes], units: Mapping[bytes, str]
) -> list[Signature]:
    """Return the signatures, oldest first; one that cannot be read is neither intact nor trusted.

    ranges: those found sealed in the raw bytes; a signature with another range is not intact.  units: names by root.
    """
    trusted = [certificate for root in roots if (certificate := _load_root(root)) is not None]
    loaded = ((_load_root(root), name) for root, name in units.items())
    names = {certificate.dump(): name for certificate, name in loaded if certificate is not None}
    return [_read(ranges, embedded, trusted, names) for embedded in report.reader.embedded_signatures]


def load_certificate(data: bytes) -> Any:
    """Return a certificate of PEM or DER bytes. Raises ValueError."""
    from asn1crypto import pem, x509

    return x509.Certificate.load(pem.unarmor(data)[2] if pem.detect(data) else data)


def _load_root(data: bytes) -> Any | None:
    """Return a root, None for bytes that are none: one bad card must not make every report untrusted."""
    try:
        certificate = load_certificate(data)
        certificate.native  # noqa: B018 - asn1crypto reads the inside only when it is asked for
    except hostile_errors():
        return None
    return certificate


def _read(ranges: Sequence[Range], embedded: Any, roots: Sequence[Any], names: Mapping[bytes, str]) -> Signature:
    try:
        return _judge(ranges, embedded, roots, names)
    except hostile_errors():
        return Signature(embedded.field_name, False, False, False, False, 0, 0)


def _judge(ranges: Sequence[Range], embedded: Any, roots: Sequence[Any], names: Mapping[bytes, str]) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    when = embedded.self_reported_timestamp
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=when)
    status = validate_pdf_signature(embedded, signer_validation_context=context)
    byte_range = tuple(int(value) for value in embedded.byte_range)
    certificate = embedded.signer_cert
    subject = certificate.subject.native
    return Signature(
        field=embedded.field_name,
        intact=status.intact and status.valid and byte_range in ranges,
        trusted=bool(roots) and status.trusted,
        allowed=bool(status.docmdp_ok) and _is_allowed(status),
        locks=_is_locking(embedded),
        revision=embedded.signed_revision,
        end=byte_range[2] + byte_range[3],
        signer=str(subject.get("common_name", "")),
        unit=_name_unit(status, names) or str(subject.get("organization_name", "")),
        title=str(subject.get("title", "")),
        key=certificate.public_key.sha256.hex(),
        when=when,
    )


def _name_unit(status: Any, names: Mapping[bytes, str]) -> str:
    """Return the name of the unit whose root the signature chains to, empty if none is known."""
    path = status.validation_path
    return names.get(path[0].dump(), "") if path is not None else ""


def _is_allowed(status: Any) -> bool:
    level = status.modification_level
    return level is not None and level.value <= FULL_MODIFICATION_LEVEL


def _is_locking(embedded: Any) -> bool:
    """The officer certifies and allows form filling only; the commander's field locks everything."""
    from pyhanko.sign.fields import FieldMDPAction, MDPPerm

    embedded.compute_integrity_info()
    if embedded.field_name == PREPARED:
        return bool(embedded.docmdp_level == MDPPerm.FILL_FORMS)
    lock = embedded.fieldmdp
    return bool(embedded.field_name == APPROVED and lock is not None and lock.action == FieldMDPAction.ALL)


def names_role(signature: Signature) -> bool:
    """Return whether the certificate, if it names a role of ours, names the one it signed as."""
    named = {title: role for role, title in TITLES.items()}
    return signature.title not in named or named[signature.title] == signature.field

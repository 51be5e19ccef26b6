"""The unit's own certificates: a root, and one certificate a role, as PKCS#12 files. Returns bytes; saves nothing.

They say "Chữ ký nội bộ" (internal signature): whoever trusts the root's fingerprint on the paper slip trusts them, no
one else. The root's key is thrown away after both certificates are made, so nobody can issue a third one.
Source: RFC 5280; NĐ 68/2024/NĐ-CP (ECDSA ≥ 256 bits, SHA-256).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

from forms.report_roles import APPROVED, INTERNAL, PREPARED, TITLES, Role
from forms.text import nfc

YEARS = 10
CLOCK_SLACK = timedelta(days=1)
"""Certificates are valid from a day before, for machines whose clock was put right backwards."""
LONGEST_NAME = 64
"""X.520: the longest common name, organisation or title."""

ROOT_USE = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
ROLE_USE = x509.KeyUsage(True, True, False, False, False, False, False, False, False)


@dataclass(frozen=True, slots=True)
class UnitCertificates:
    """ca_pem: the root, to be shown and given to others.  prepared_p12, approved_p12: key and certificate of a role."""

    ca_pem: bytes
    prepared_p12: bytes
    approved_p12: bytes


def make_unit_certificates(
    unit_name: str, prepared_name: str, approved_name: str, now: datetime, password: bytes | str | None
) -> UnitCertificates:
    """Return new certificates of a unit, P-256, valid for ten years from `now` (aware).

    password: protects both PKCS#12 files; None or empty leaves them unprotected, for a sealed folder.
    """
    root_key = ec.generate_private_key(ec.SECP256R1())
    name = _make_name(unit_name, f"Gốc chữ ký nội bộ {unit_name}", "")
    root = _start(name, name, root_key.public_key(), now)
    root = root.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    root = root.add_extension(ROOT_USE, critical=True)
    certificate = root.sign(root_key, hashes.SHA256())
    secret = password.encode() if isinstance(password, str) else password
    made = {
        role: _make_role(role, unit_name, person, certificate, root_key, now, secret)
        for role, person in ((PREPARED, prepared_name), (APPROVED, approved_name))
    }
    return UnitCertificates(certificate.public_bytes(Encoding.PEM), made[PREPARED], made[APPROVED])


def make_certificate_fingerprint(pem: bytes) -> str:
    """Return the SHA-256 of a certificate in groups of four hex digits, as printed on the paper slip."""
    digest = x509.load_pem_x509_certificate(pem).fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def _make_role(
    role: Role,
    unit_name: str,
    person: str,
    root: x509.Certificate,
    root_key: ec.EllipticCurvePrivateKey,
    now: datetime,
    password: bytes | None,
) -> bytes:
    """Return the PKCS#12 of one role: new key, certificate signed by the root, and the root beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = _start(_make_name(unit_name, person, TITLES[role]), root.subject, key.public_key(), now)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(ROLE_USE, critical=True)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()), critical=False)
    certificate = builder.sign(root_key, hashes.SHA256())
    protection = BestAvailableEncryption(password) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(nfc(TITLES[role]).encode(), key, certificate, [root], protection)


def _start(
    subject: x509.Name, issuer: x509.Name, public_key: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SLACK)
        .not_valid_after(_years_later(now))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _years_later(now: datetime) -> datetime:
    """The same moment ten years on; 29 February becomes 1 March."""
    try:
        return now.replace(year=now.year + YEARS)
    except ValueError:
        return now.replace(year=now.year + YEARS, month=3, day=1)


def _make_name(unit_name: str, person: str, title: str) -> x509.Name:
    parts = [
        (NameOID.COUNTRY_NAME, "VN"),
        (NameOID.ORGANIZATION_NAME, unit_name),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, INTERNAL),
        (NameOID.TITLE, title),
        (NameOID.COMMON_NAME, person),
    ]
    return x509.Name([x509.NameAttribute(oid, _cut(value)) for oid, value in parts if value.strip()])


def _cut(value: str) -> str:
    """Return a name that fits: RFC 5280 allows 64 characters, the library counts the bytes of their UTF-8."""
    value = " ".join(nfc(value).split())
    if len(value.encode()) <= LONGEST_NAME:
        return value
    kept = value.encode()[: LONGEST_NAME - len("…".encode())].decode(errors="ignore")
    return f"{kept.rstrip()}…"

"""Signing a report with a PKCS#12 file or a token. Must not keep a password or a PIN."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from exports.signing import problems
from exports.signing.writing import require_turn, write_signature
from forms.report_roles import Role


def sign_report(
    data: bytes, *, role: Role, p12: bytes, password: str | None, when: datetime, name: str, image: bytes | None = None
) -> bytes:
    """Return the report with the role's signature.

    p12: key and certificate.  when: aware time stated in the signature.  name: printed in the stamp.  image: PNG of the
    handwritten signature.  Raises Refused: wrong password, not this role's turn, certificate of another role or time.
    """
    require_turn(data, role)
    return write_signature(data, _load_signer(p12, password), role, when, name, image=image)


def sign_report_token(
    data: bytes, *, role: Role, uri: str, pin: str, when: datetime, name: str, image: bytes | None = None
) -> bytes:
    """Return the report signed by a PKCS#11 token.

    uri: `pkcs11:token=LABEL;object=LABEL?module-path=FILE` (RFC 7512).  Raises Refused as `sign_report`, and for a
    missing module, token or key, a wrong PIN, a locked token.
    """
    from exports.signing.token import open_token

    require_turn(data, role)
    with open_token(uri, pin) as signer:
        return write_signature(data, signer, role, when, name, image=image)


def _load_signer(p12: bytes, password: str | None) -> Any:
    """Return pyHanko's signer of a PKCS#12. RSA keys sign with PSS."""
    from cryptography.hazmat.primitives.serialization import pkcs12
    from pyhanko.keys.pemder import load_cert_from_pemder  # noqa: F401  loads pyHanko's key support before timing
    from pyhanko.sign.signers import SimpleSigner

    secret = password.encode() if password else None
    try:
        pkcs12.load_pkcs12(p12, secret)
        signer = SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=secret)
    except (ValueError, TypeError):
        raise problems.refuse(problems.BAD_PASSWORD) from None
    if signer is None or signer.signing_cert is None:
        raise problems.refuse(problems.BAD_PASSWORD)
    signer.prefer_pss = True
    signer.embed_roots = False
    return signer

"""A signing token by PKCS#11: opening it by its URI, and saying in words what went wrong.

The PIN is passed on and never kept. Source: RFC 7512 (URI), PKCS#11 2.40. python-pkcs11 is an extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from exports.signing import problems


@dataclass(frozen=True, slots=True)
class TokenAddress:
    """token: label of the token, empty for the only one.  label: of key and certificate.  module: the driver's file."""

    token: str
    label: str
    module: str


def parse_uri(uri: str) -> TokenAddress:
    """Return the parts of a PKCS#11 URI. Raises Refused."""
    scheme, _, rest = uri.partition(":")
    path, _, query = rest.partition("?")
    parts = _split(path, ";") | _split(query, "&")
    if scheme != "pkcs11" or not parts.get("module-path"):
        raise problems.refuse(problems.BAD_URI)
    return TokenAddress(parts.get("token", ""), parts.get("object", ""), parts["module-path"])


@contextmanager
def open_token(uri: str, pin: str) -> Iterator[Any]:
    """Give pyHanko's signer of a token; closed at the end. Raises Refused."""
    address = parse_uri(uri)
    try:
        import pkcs11
        from pkcs11 import exceptions
        from pyhanko.sign.pkcs11 import PKCS11Signer
    except ImportError:
        raise problems.refuse(problems.NO_MODULE) from None
    try:
        session = _open_session(pkcs11, address, pin)
    except (exceptions.PinIncorrect, exceptions.PinInvalid, exceptions.PinLenRange, exceptions.ArgumentsBad):
        raise problems.refuse(problems.BAD_PIN) from None
    except exceptions.PinLocked:
        raise problems.refuse(problems.LOCKED_PIN) from None
    except (exceptions.NoSuchToken, exceptions.MultipleTokensReturned, exceptions.TokenNotPresent):
        raise problems.refuse(problems.NO_TOKEN) from None
    except (exceptions.PKCS11Error, RuntimeError, OSError):
        raise problems.refuse(problems.NO_MODULE) from None
    try:
        yield _make_signer(PKCS11Signer, session, address)
    except (exceptions.PKCS11Error, LookupError):
        raise problems.refuse(problems.NO_KEY) from None
    finally:
        session.close()


def _open_session(pkcs11: Any, address: TokenAddress, pin: str) -> Any:
    library = pkcs11.lib(address.module)
    token = library.get_token(token_label=address.token) if address.token else library.get_token()
    return token.open(user_pin=pin)


def _make_signer(maker: Any, session: Any, address: TokenAddress) -> Any:
    """Find key and certificate, and see what the token can do: an ECDSA token without digest needs the raw way."""
    from pkcs11 import Mechanism

    mechanisms = set(session.token.slot.get_mechanisms())
    label = address.label or None
    signer = maker(session, cert_label=label, key_label=label, embed_roots=False, prefer_pss=Mechanism.RSA_PKCS_PSS in mechanisms)
    if signer.signing_cert.public_key.algorithm == "ec":
        signer.use_raw_mechanism = Mechanism.ECDSA_SHA256 not in mechanisms
    return signer


def _split(text: str, sign: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(sign) if part]
    return {name: unquote(value) for name, _, value in pairs}

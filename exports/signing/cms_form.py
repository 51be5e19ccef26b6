"""Whether a signature's own bytes have the one form we accept: every bit of them matters, none can be changed unseen.

A signature does not cover its own container: hex digits could change case, padding could carry data, unused parts of
the CMS could be altered, and a lenient reader would still say "valid". So the hex must be canonical, the padding zero,
the CMS plain DER of one signer with the digest of what it covers, and what the signature does not cover must follow from
what it does.
Source: RFC 5652; ETSI EN 319 142-1 (PAdES B-B).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from exports.signing.der import measure_der

CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
CERTIFICATE_DIGEST = "1.2.840.113549.1.9.16.2.47"
SIGNED = {CONTENT_TYPE, MESSAGE_DIGEST, CERTIFICATE_DIGEST}
"""The signed attributes of PAdES B-B; the time stands in the PDF."""
DIGESTS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
HEX = frozenset(b"0123456789ABCDEF")


def find_form_fault(data: bytes, byte_range: Sequence[int]) -> str:
    """Return what is wrong with the signature at a byte range, in one English word or two; empty if nothing."""
    start, length, after, rest = byte_range
    gap = data[start + length : after]
    if gap[:1] != b"<" or gap[-1:] != b">":
        return "contents"
    digits = gap[1:-1]
    if not set(digits) <= HEX or len(digits) % 2:
        return "contents digits"
    covered = (data[start : start + length], data[after : after + rest])
    return find_cms_fault(bytes.fromhex(digits.decode("ascii")), covered)


def find_cms_fault(padded: bytes, covered: Sequence[bytes]) -> str:
    """Return what is wrong with a CMS, its zero padding, or the digest of what it covers; empty if nothing."""
    from asn1crypto import cms

    end = measure_der(padded)
    if end is None:
        return "encoding"
    if padded[end:].strip(b"\0"):
        return "padding"
    content = cms.ContentInfo.load(padded[:end], strict=True)
    if content["content_type"].native != "signed_data":
        return "content type"
    signed = content["content"]
    if len(signed["signer_infos"]) != 1 or signed["crls"].native or signed["encap_content_info"].native["content"] is not None:
        return "parts"
    return _find_signer_fault(signed, signed["signer_infos"][0], covered)


def _find_signer_fault(signed: Any, info: Any, covered: Sequence[bytes]) -> str:
    """The parts outside the signature must be plain and follow from those inside it."""
    attributes = {attribute["type"].dotted: attribute["values"] for attribute in info["signed_attrs"]}
    if set(attributes) != SIGNED or len(attributes) != len(info["signed_attrs"]) or info["unsigned_attrs"].native:
        return "attributes"
    algorithm = info["digest_algorithm"]
    if algorithm["algorithm"].native not in DIGESTS or algorithm.dump() not in _make_algorithms(algorithm["algorithm"].native):
        return "digest algorithm"
    if len(signed["digest_algorithms"]) != 1 or signed["digest_algorithms"][0].dump() != algorithm.dump():
        return "digest algorithms"
    if signed["version"].native != "v1" or info["version"].native != "v1":
        return "version"
    digest = DIGESTS[algorithm["algorithm"].native]()
    for part in covered:
        digest.update(part)
    if attributes[MESSAGE_DIGEST][0].native != digest.digest():
        return "digest"
    return _find_certificate_fault(signed, info, attributes[CERTIFICATE_DIGEST][0].dump())


def _make_algorithms(name: str) -> tuple[bytes, bytes]:
    """Return the two plain encodings of a digest algorithm: with NULL parameters and without any."""
    from asn1crypto import algos

    bare: bytes = algos.DigestAlgorithmId(name).dump()
    return b"\x30" + bytes([len(bare) + 2]) + bare + b"\x05\x00", b"\x30" + bytes([len(bare)]) + bare


def _find_certificate_fault(signed: Any, info: Any, named_der: bytes) -> str:
    """Exactly the certificate named in the signed part must be there."""
    from asn1crypto import tsp

    named = tsp.SigningCertificateV2.load(named_der)
    identifier = named["certs"][0]
    digest = DIGESTS.get(identifier["hash_algorithm"]["algorithm"].native)
    wanted = [
        choice.chosen
        for choice in signed["certificates"]
        if digest is not None and digest(choice.chosen.dump()).digest() == identifier["cert_hash"].native
    ]
    if len(named["certs"]) != 1 or len(wanted) != 1 or len(signed["certificates"]) != 1:
        return "certificate"
    sid = info["sid"].chosen
    if sid["issuer"].dump() != wanted[0].issuer.dump() or sid["serial_number"].native != wanted[0].serial_number:
        return "signer"
    return ""

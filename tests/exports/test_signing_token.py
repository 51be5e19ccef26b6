"""Signing with a token: SoftHSM stands in for the real one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12

from exports.signing import sign_report_token, verify_report
from forms.problems import Refused
from tests.exports import signing_samples as samples

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "123456"


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A token with the officer's key and certificate; its URI."""
    pkcs11 = pytest.importorskip("pkcs11")
    if not MODULE.exists() or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed")
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(settings))
        subprocess.run(
            ["softhsm2-util", "--init-token", "--free", "--label", "TOKEN", "--pin", PIN, "--so-pin", "87654321"],
            check=True, capture_output=True,
        )  # fmt: skip
        key, certificate, _ = pkcs12.load_key_and_certificates(samples.make_unit().prepared_p12, samples.PASSWORD.encode())
        assert key is not None
        assert certificate is not None
        file = folder / "key.pem"
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        subprocess.run(
            ["softhsm2-util", "--import", str(file), "--token", "TOKEN", "--label", "officer", "--id", "01", "--pin", PIN],
            check=True, capture_output=True,
        )  # fmt: skip
        library = pkcs11.lib(str(MODULE))
        library.reinitialize()
        attribute = pkcs11.Attribute
        with library.get_token(token_label="TOKEN").open(rw=True, user_pin=PIN) as session:
            session.create_object({
                attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                attribute.TOKEN: True, attribute.LABEL: "officer", attribute.ID: b"\x01",
                attribute.SUBJECT: certificate.subject.public_bytes(), attribute.VALUE: certificate.public_bytes(Encoding.DER),
            })  # fmt: skip
        yield f"pkcs11:token=TOKEN;object=officer?module-path={MODULE}"


def sign(uri: str, pin: str = PIN) -> bytes:
    return sign_report_token(
        samples.make_plain(), role="prepared", uri=uri, pin=pin, when=samples.NOW, name=samples.OFFICER
    )


def refusal(uri: str, pin: str = PIN) -> str:
    with pytest.raises(Refused) as refused:
        sign(uri, pin)
    return refused.value.problems[0].code


def test_a_token_signs_as_a_file_does(token: str) -> None:
    verification = verify_report(sign(token), roots=[samples.make_unit().ca_pem], expected=("prepared",))
    assert verification.ok, verification.vi


def test_a_wrong_pin_is_its_own_message(token: str) -> None:
    assert refusal(token, "000000") == "TOKEN-PIN"
    assert refusal(token, "") == "TOKEN-PIN"


def test_a_missing_token_key_or_driver_is_said(token: str) -> None:
    assert refusal(token.replace("TOKEN", "KHAC")) == "TOKEN-ABSENT"
    assert refusal(token.replace("officer", "khac")) == "TOKEN-KEY"
    assert refusal("pkcs11:token=TOKEN?module-path=/khong/co.so") == "TOKEN-MODULE"


@pytest.mark.parametrize("uri", ["", "token=TOKEN", "pkcs11:token=TOKEN", "http:x?module-path=y"])
def test_an_address_that_is_no_token_is_refused(uri: str) -> None:
    assert refusal(uri) == "TOKEN-URI"

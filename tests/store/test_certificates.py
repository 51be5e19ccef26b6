"""The unit's own certificates: what they say, what they may do, how long they hold."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from desktop_app.store.certificates import make_certificate_fingerprint, make_unit_certificates
from forms.dates import VIETNAM_TIME

NOW = datetime(2020, 2, 29, 8, 0, tzinfo=VIETNAM_TIME)


def load(data: bytes, password: bytes | None = None) -> x509.Certificate:
    key, certificate, _ = pkcs12.load_key_and_certificates(data, password)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    assert certificate is not None
    return certificate


def test_role_certificates_hang_on_the_root_and_say_internal_and_their_role() -> None:
    made = make_unit_certificates("Công an thị xã Từ Sơn", "Đỗ Thị Hường", "Nguyễn Quý Ánh", NOW, None)
    root = x509.load_pem_x509_certificate(made.ca_pem)
    for data, title, name in (
        (made.prepared_p12, "Người lập báo cáo", "Đỗ Thị Hường"),
        (made.approved_p12, "Người ký báo cáo", "Nguyễn Quý Ánh"),
    ):
        certificate = load(data)
        certificate.verify_directly_issued_by(root)
        values = {attribute.oid: attribute.value for attribute in certificate.subject}
        assert values[NameOID.ORGANIZATIONAL_UNIT_NAME] == "Chữ ký nội bộ"
        assert values[NameOID.ORGANIZATION_NAME] == "Công an thị xã Từ Sơn"
        assert (values[NameOID.TITLE], values[NameOID.COMMON_NAME]) == (title, name)
        assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_they_hold_ten_years_even_from_29_february() -> None:
    certificate = load(make_unit_certificates("A", "B", "C", NOW, None).approved_p12)
    assert certificate.not_valid_before_utc <= NOW.astimezone(UTC)
    assert certificate.not_valid_after_utc == datetime(2030, 3, 1, 1, 0, tzinfo=UTC)


def test_a_password_protects_the_keys() -> None:
    made = make_unit_certificates("A", "B", "C", NOW, "mật khẩu")
    with pytest.raises(ValueError, match="password"):
        load(made.prepared_p12)
    assert load(made.prepared_p12, "mật khẩu".encode()).serial_number


def test_long_names_are_cut_to_what_a_certificate_holds() -> None:
    name = "Phòng Cảnh sát quản lý hành chính về trật tự xã hội " * 3
    certificate = load(make_unit_certificates(name, name, name, NOW, None).prepared_p12)
    value = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    assert 60 <= len(str(value).encode()) <= 64
    assert str(value).endswith("…")


def test_the_fingerprint_for_the_paper_slip_is_in_groups_of_four() -> None:
    parts = make_certificate_fingerprint(make_unit_certificates("A", "B", "C", NOW, None).ca_pem).split(" ")
    assert len(parts) == 16
    assert {len(part) for part in parts} == {4}

"""A unit with certificates, a stranger's unit, and a report signed by both roles."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from desktop_app.store.certificates import UnitCertificates, make_unit_certificates
from exports.report import make_report
from exports.signing import sign_report
from forms.dates import VIETNAM_TIME
from tests.exports import report_samples as samples

NOW = datetime(2020, 8, 5, 9, 30, tzinfo=VIETNAM_TIME)
LATER = NOW + timedelta(minutes=25)
OFFICER, COMMANDER = "Trung úy Đỗ Thị Hường", "Thượng tá Nguyễn Quý Ánh"
PASSWORD = "mật khẩu của đơn vị"


@cache
def make_unit() -> UnitCertificates:
    return make_unit_certificates("Công an thị xã Từ Sơn", OFFICER, COMMANDER, NOW, PASSWORD)


@cache
def make_stranger() -> UnitCertificates:
    """The same names, another root."""
    return make_unit_certificates("Công an thị xã Từ Sơn", OFFICER, COMMANDER, NOW, PASSWORD)


@cache
def make_plain() -> bytes:
    letterhead = samples.make_tu_son_letterhead()
    return make_report(samples.make_tu_son(), letterhead, samples.DEFINITION, number="5", day=date(2020, 8, 5))


def prepare(data: bytes, unit: UnitCertificates) -> bytes:
    return sign_report(data, role="prepared", p12=unit.prepared_p12, password=PASSWORD, when=NOW, name=OFFICER)


def approve(data: bytes, unit: UnitCertificates) -> bytes:
    return sign_report(data, role="approved", p12=unit.approved_p12, password=PASSWORD, when=LATER, name=COMMANDER)


@cache
def make_prepared() -> bytes:
    return prepare(make_plain(), make_unit())


@cache
def make_signed() -> bytes:
    return approve(make_prepared(), make_unit())

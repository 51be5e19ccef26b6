"""Signing: order of the roles, what each refuses, what the signatures say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from PIL import Image, ImageDraw

from exports.report.readback import read_back
from exports.signing import sign_report, verify_report
from forms.problems import Refused
from forms.report_roles import Role
from tests.exports import signing_samples as samples


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    problem = refused.value.problems[0]
    assert problem.vi
    assert problem.en
    return problem.code


def sign(data: bytes, role: Role, **changed: object) -> bytes:
    unit = samples.make_unit()
    given = {
        "p12": unit.prepared_p12 if role == "prepared" else unit.approved_p12, "password": samples.PASSWORD,
        "when": samples.NOW, "name": "X",
    }  # fmt: skip
    return sign_report(data, role=role, **(given | changed))  # type: ignore[arg-type]


def test_a_report_signed_by_both_is_in_order_and_names_them() -> None:
    verification = verify_report(samples.make_signed(), roots=[samples.make_unit().ca_pem])
    assert verification.ok, verification.vi
    assert [answer.ok for answer in verification.questions.values()] == [True] * 4
    for said in (samples.OFFICER, samples.COMMANDER, "09:30 05/08/2020", "09:55 05/08/2020", "Công an thị xã Từ Sơn"):
        assert said in verification.vi
    assert "prepared by" in verification.en


def test_a_signed_report_still_prints_its_figures_and_says_whose_stamp_it_is() -> None:
    back = read_back(samples.make_signed())
    assert back.attachment == read_back(samples.make_plain()).attachment
    with pikepdf.open(BytesIO(samples.make_signed())) as pdf:
        forms = [field.AP.N for field in pdf.Root.AcroForm.Fields]
        assert all("/XObject" in form.Resources for form in forms)
        fonts = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"]
        assert all("/FontDescriptor" in font for font in fonts)


def test_the_commander_cannot_sign_before_the_officer() -> None:
    assert refusal(lambda: sign(samples.make_plain(), "approved")) == "SIGN-ORDER"


@pytest.mark.parametrize(("data", "role"), [(samples.make_prepared, "prepared"), (samples.make_signed, "approved")])
def test_nobody_signs_twice(data: Callable[[], bytes], role: Role) -> None:
    assert refusal(lambda: sign(data(), role)) == "SIGN-TWICE"


def test_a_certificate_signs_in_its_own_role_only() -> None:
    other = samples.make_unit().approved_p12
    assert refusal(lambda: sign(samples.make_plain(), "prepared", p12=other)) == "SIGN-ROLE"


@pytest.mark.parametrize("password", ["sai", "", None])
def test_a_wrong_password_is_its_own_message(password: str | None) -> None:
    assert refusal(lambda: sign(samples.make_plain(), "prepared", password=password)) == "SIGN-PASSWORD"


def test_a_file_that_is_no_certificate_is_refused() -> None:
    assert refusal(lambda: sign(samples.make_plain(), "prepared", p12=b"khong phai")) == "SIGN-PASSWORD"


def test_a_certificate_out_of_its_time_is_refused() -> None:
    late = samples.NOW + timedelta(days=3660)
    assert refusal(lambda: sign(samples.make_plain(), "prepared", when=late)) == "SIGN-CERTIFICATE-TIME"


def test_a_time_without_offset_is_refused() -> None:
    naive = datetime(2020, 8, 5, 9, 30)  # noqa: DTZ001
    assert refusal(lambda: sign(samples.make_plain(), "prepared", when=naive)) == "SIGN-TIME-ZONE"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"khong phai pdf"])
def test_what_is_no_report_is_not_signed(data: bytes) -> None:
    assert refusal(lambda: sign(data, "prepared")) == "SIGN-NOT-A-REPORT"


def test_a_pdf_without_our_places_is_not_signed() -> None:
    out = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out)
    assert refusal(lambda: sign(out.getvalue(), "prepared")) == "SIGN-NOT-A-REPORT"


def test_the_commander_does_not_sign_what_was_changed_after_the_officer() -> None:
    assert refusal(lambda: sign(samples.make_prepared() + b"% them\n", "approved")) == "SIGN-DAMAGED"


def test_a_handwritten_image_may_stand_in_the_stamp() -> None:
    picture, image = BytesIO(), Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).line((10, 80, 120, 20, 180, 90, 290, 10), fill=(27, 58, 147, 255), width=5)
    image.save(picture, "PNG")
    signed = sign(samples.make_prepared(), "approved", image=picture.getvalue())
    assert verify_report(signed, roots=[samples.make_unit().ca_pem]).ok

"""Number and date, given after the officer's signature."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from exports.report import make_report
from exports.signing import fill_number, verify_report
from forms.problems import Refused
from tests.exports import report_samples, signing_samples as samples

DAY = date(2020, 8, 5)


@cache
def open_places() -> bytes:
    return make_report(report_samples.make_tu_son(), report_samples.make_tu_son_letterhead(), report_samples.DEFINITION)


@cache
def prepared() -> bytes:
    return samples.prepare(open_places(), samples.make_unit())


def refusal(data: bytes, number: str = "5") -> str:
    with pytest.raises(Refused) as refused:
        fill_number(data, number, DAY)
    return refused.value.problems[0].code


def test_number_and_date_are_written_between_the_signatures_and_both_stay_good() -> None:
    filled = fill_number(prepared(), "5", DAY)
    with pikepdf.open(BytesIO(filled)) as pdf:
        values = {str(field.T): str(field.V) for field in pdf.Root.AcroForm.Fields if field.FT == "/Tx"}
    assert values == {"number": "05", "day": "05", "month": "8", "year": "2020"}
    verification = verify_report(samples.approve(filled, samples.make_unit()), roots=[samples.make_unit().ca_pem])
    assert verification.ok, verification.vi


def test_a_number_is_given_once() -> None:
    assert refusal(fill_number(prepared(), "5", DAY), "6") == "FILL-PLACE"


def test_nothing_is_written_after_the_commander_or_where_there_is_no_place() -> None:
    assert refusal(samples.approve(prepared(), samples.make_unit())) == "FILL-PLACE"
    assert refusal(samples.make_prepared()) == "FILL-PLACE"
    assert refusal(prepared(), " ") == "REPORT-NUMBER-LENGTH"
    assert refusal(prepared(), "5" * 21) == "REPORT-NUMBER-LENGTH"
    assert refusal(b"khong phai") == "SIGN-NOT-A-REPORT"


def test_a_number_changed_after_both_signatures_is_refused() -> None:
    from exports.signing.fill import _write

    signed = samples.approve(prepared(), samples.make_unit())
    verification = verify_report(_write(signed, {"number": "99"}), roots=[samples.make_unit().ca_pem])
    assert not verification.questions["complete"].ok

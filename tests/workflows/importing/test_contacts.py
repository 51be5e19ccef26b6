"""Numbers of persons as Excel leaves them. All numbers are made up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from desktop_app.workflows.importing.contacts import Number, is_cut, read_id_number, read_phone, split_phones
from forms.identity import is_id_number, is_phone


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("027184000123", Number("027184000123", good=True)),
        ("027 184 000 123", Number("027184000123", good=True)),
        (27184000123, Number("027184000123", good=True, how="zeros")),
        (1084000999, Number("001084000999", good=True, how="zeros")),
        (12345678, Number("012345678", good=True, how="zeros")),
        (123456789, Number("123456789", good=True)),
        ("'012345678", Number("012345678", good=True)),
        (1234567, Number("1234567", good=False)),
        ("B1234567", Number("B1234567", good=False)),
        (Decimal("1.5"), Number("1.5", good=False)),
    ],
)
def test_identity_numbers(cell: Any, number: Number) -> None:
    assert read_id_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0912.345.678", Number("0912345678", good=True)),
        ("+84 912 345 678", Number("0912345678", good=True)),
        (912345678, Number("0912345678", good=True, how="zeros")),
        (2223831234, Number("02223831234", good=True, how="zeros")),
        ("01687654321", Number("0387654321", good=True, how="old")),
        (1207654321, Number("0707654321", good=True, how="old")),
        ("0812", Number("0812", good=False)),
        ("không có", Number("không có", good=False)),
    ],
)
def test_phones(cell: Any, number: Number) -> None:
    assert read_phone(cell) == number


def test_digits_that_excel_cut_off_are_not_made_up() -> None:
    assert is_cut("8.7084E+10")
    assert is_cut("8,7E+11")
    assert not is_cut("87084000999")
    assert not read_id_number("8.7084E+10").good


@pytest.mark.parametrize(
    ("cell", "rest", "phones"),
    [
        ("phường Đông Ngàn, Từ Sơn, ĐT: 0912345678", "phường Đông Ngàn, Từ Sơn", ["0912345678"]),
        ("Tam Sơn - SĐT 0912.345.678; 01687654321", "Tam Sơn", ["0912.345.678", "01687654321"]),
        ("Số 12 ngõ 34/56 Trần Phú. Điện thoại: (0222) 3.831.234", "Số 12 ngõ 34/56 Trần Phú", ["(0222) 3.831.234"]),
        ("0987654321 - Đình Bảng", "Đình Bảng", ["0987654321"]),
        ("Hà Nội\n0912345678 0987654321", "Hà Nội", ["0912345678", "0987654321"]),
        ("CMND 987654321, thôn 5", "CMND 987654321, thôn 5", []),
        ("Hà Nội (ĐT 987654321)", "Hà Nội", ["987654321"]),
        ("thôn 5, xã 12", "thôn 5, xã 12", []),
    ],
)
def test_address_and_phones_in_one_cell(cell: str, rest: str, phones: list[str]) -> None:
    assert split_phones(cell) == (rest, phones)


@given(st.text(max_size=60))
def test_nothing_but_numbers_and_their_signs_leaves_an_address(text: str) -> None:
    rest, phones = split_phones(text)
    assert all(is_phone(read_phone(phone).text) for phone in phones)
    if not phones:
        assert rest == text.strip(" ,;:-–/()|.\n").split("\0")[0].strip(" ,;:-–/()|.\n") or "\0" in text


@given(st.integers(0, 10**13))
def test_a_good_number_has_the_shape_and_only_zeros_were_added(number: int) -> None:
    read = read_id_number(number)
    assert not read.good or (is_id_number(read.text) and int(read.text) == number)

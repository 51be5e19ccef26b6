from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from forms.numbers import format_decimal, format_integer, format_percent, parse_decimal, parse_integer


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (5168, "5.168"), (1234567, "1.234.567"), (-1000, "-1.000")])
def test_integers_have_a_point_after_every_third_digit(number: int, text: str) -> None:
    assert format_integer(number) == text


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_written_integers_read_back(number: int) -> None:
    assert parse_integer(format_integer(number)) == number
    assert parse_integer(str(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_written_decimals_read_back(number: Decimal) -> None:
    assert parse_decimal(format_decimal(number)) == number


@pytest.mark.parametrize("text", ["", "12a", "1.23", "1.2345", "12.", "１２", "1,5", "1 000", "--1", "0x10", "1" * 31])
def test_other_texts_are_no_integers(text: str) -> None:
    assert parse_integer(text) is None


@pytest.mark.parametrize("text", ["", "1.23", "1,", ",5", "1,2,3", "1.234,5x", "nan", "1e5", "1" * 61])
def test_other_texts_are_no_decimals(text: str) -> None:
    assert parse_decimal(text) is None


def test_decimals_are_written_with_a_comma() -> None:
    assert format_decimal(Decimal("1234567.89")) == "1.234.567,89"
    assert parse_decimal("1.234.567,89") == Decimal("1234567.89")
    assert parse_decimal("-1.234") == Decimal(-1234)
    assert parse_decimal("9" * 60) == Decimal("9" * 60)
    assert parse_integer("9" * 30) == int("9" * 30)


def test_percentages_print_with_comma_and_space() -> None:
    assert format_percent("88.34") == "88,34\u00a0%"
    assert format_percent(Decimal("100.00")) == "100,00\u00a0%"


@pytest.mark.parametrize("text", ["88,34", "88.34 %", "", "abc"])
def test_a_percentage_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="percentage"):
        format_percent(text)

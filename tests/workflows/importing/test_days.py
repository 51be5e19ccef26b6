"""Days as old registers hold them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from desktop_app.workflows.importing.days import Order, ReadDay, find_order, read_day

JULY_6 = date(2020, 7, 6)
AT_8_30 = datetime(2020, 7, 6, 8, 30)  # noqa: DTZ001 - as Excel gives it


@pytest.mark.parametrize(
    ("cell", "clock", "mended"),
    [
        (datetime(2020, 7, 6), None, False),  # noqa: DTZ001
        (AT_8_30, time(8, 30), False),
        (JULY_6, None, False),
        ("06/07/2020", None, False),
        ("6.7.2020", None, False),
        ("6-7-2020", None, False),
        ("2020-07-06", None, False),
        ("6/7/20", None, True),
        ("ngày 6 tháng 7 năm 2020", None, True),
        ("06-Jul-20", None, True),
        ("8h30 ngày 06/07/2020", time(8, 30), False),
        ("08 giờ 30 phút, ngày 06/07/2020", time(8, 30), False),
        ("15 giờ 06/7/2020", time(15), False),
        ("06/07/2020 08:30:00", time(8, 30), False),
        (44018, None, True),
        ("44018", None, True),
        (Decimal("44018.354166666664"), time(8, 29, 59), True),
        (6072020, None, True),
        ("06072020", None, True),
        (20200706, None, True),
    ],
)
def test_a_day_is_read_and_told_when_it_was_mended(cell: Any, clock: time | None, mended: bool) -> None:
    assert read_day(cell) == ReadDay(JULY_6, clock, mended)


@pytest.mark.parametrize(
    "cell", ["", "nốt", "31/02/2020", "6/7", "13/13/2020", 7, 123, True, time(8), "99999999", "0", "٠٦/٠٧/٢٠٢٠x"]
)
def test_what_is_no_day_stays_unread(cell: Any) -> None:
    assert read_day(cell) is None


def test_serial_days_of_1904_are_1462_days_later() -> None:
    assert read_day(44018 - 1462, date1904=True) == ReadDay(JULY_6, None, mended=True)


def test_a_column_with_a_month_over_12_has_the_month_first() -> None:
    order = find_order(["07/06/2020", "07/13/2020", None, 3])
    assert order == Order(month_first=True)
    assert read_day("07/06/2020", order) == ReadDay(JULY_6, None, mended=True)
    assert find_order(["06/07/2020", "13/07/2020", "07/13/2020"]) == Order()


def test_days_that_excel_took_for_months_are_turned_back() -> None:
    taken = [date(2020, 6, 7), date(2020, 7, 7), date(2020, 8, 7)]
    order = find_order([*taken, "13/07/2020", "14/07/2020", "15/07/2020"])
    assert order.swapped
    assert [read_day(day, order) for day in taken] == [
        ReadDay(date(2020, 7, 6), None, mended=True),
        ReadDay(date(2020, 7, 7), None, mended=False),
        ReadDay(date(2020, 7, 8), None, mended=True),
    ]
    assert not find_order([*taken, date(2020, 7, 13), "13/07/2020", "14/07/2020", "15/07/2020"]).swapped
    assert not find_order([*taken, "12/07/2020", "14/07/2020", "15/07/2020"]).swapped


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from("/.-"))
def test_every_day_written_day_first_is_read_as_itself(day: date, sign: str) -> None:
    texts = [day.strftime(form.replace("/", sign)) for form in ("%d/%m/%Y", "%d/%m/%y")]
    assert [read.day for text in texts if (read := read_day(text))] == [day, day]
    serial = (day - date(1899, 12, 30)).days
    assert read_day(serial) == ReadDay(day, None, mended=True)
    assert date(1904, 1, 1) + timedelta(days=serial) != day


@given(st.one_of(st.text(max_size=30), st.integers(-(10**12), 10**12), st.decimals(allow_nan=False, allow_infinity=False)))
def test_no_cell_is_too_strange(cell: Any) -> None:
    read = read_day(cell)
    assert read is None or isinstance(read.day, date)

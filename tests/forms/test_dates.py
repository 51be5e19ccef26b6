from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from forms.dates import (
    VIETNAM_TIME,
    DateError,
    day_number,
    day_of_number,
    format_date,
    format_long_date,
    format_time,
    is_kept_time,
    parse_date,
    parse_time,
    require_date,
    require_time,
)


@pytest.mark.parametrize("text", ["5/1/20", "05/01/2020", "05.01.2020", "5-1-2020", "05012020", "2020-01-05", " 5.1.20 "])
def test_a_day_is_read_however_a_clerk_writes_it(text: str) -> None:
    assert parse_date(text) == date(2020, 1, 5)


@pytest.mark.parametrize("text", ["31/02/2020", "29/2/2019", "30022020", "2020-02-30", "00/01/2020", "1/13/2020", "1/1/0000"])
def test_a_day_the_calendar_lacks_is_impossible(text: str) -> None:
    with pytest.raises(DateError) as caught:
        require_date(text)
    assert caught.value.reason == "impossible"


@pytest.mark.parametrize(
    "text", ["", "hôm nay", "5/1", "5/1.2020", "512020", "2020/01/05", "5/1/202", "５/1/2020", "1 1 2020", "5/1/2020x"]
)
def test_other_texts_have_no_shape_of_a_day(text: str) -> None:
    with pytest.raises(DateError) as caught:
        require_date(text)
    assert caught.value.reason == "shape"
    assert parse_date(text) is None


def test_two_digit_years_lie_between_1950_and_2049() -> None:
    assert parse_date("1/1/49") == date(2049, 1, 1)
    assert parse_date("1/1/50") == date(1950, 1, 1)


@given(st.dates())
def test_written_days_read_back(day: date) -> None:
    assert parse_date(format_date(day)) == day
    assert parse_date(f"{day.day:02d}{day.month:02d}{day.year:04d}") == day
    assert parse_date(day.isoformat()) == day


@given(st.dates())
def test_day_numbers_come_back(day: date) -> None:
    assert day_of_number(day_number(day)) == day


def test_day_numbers_count_from_1970() -> None:
    assert (day_number(date(1970, 1, 1)), day_number(date(2020, 1, 1))) == (0, 18262)


def test_long_dates_have_a_zero_below_ten_and_for_months_one_and_two() -> None:
    assert format_long_date(date(2020, 1, 5)) == "ngày 05 tháng 01 năm 2020"
    assert format_long_date(date(2019, 6, 29)) == "ngày 29 tháng 6 năm 2019"
    assert format_long_date(date(2020, 2, 10)) == "ngày 10 tháng 02 năm 2020"
    assert format_long_date(date(2020, 3, 9)) == "ngày 09 tháng 3 năm 2020"


@pytest.mark.parametrize("text", ["2020-07-06T08:15:00+07:00", "2020-07-06T01:15:00Z", "06/07/2020 8:15", "6/7/20 08h15"])
def test_moments_are_kept_in_vietnam_time(text: str) -> None:
    assert format_time(require_time(text)) == "2020-07-06T08:15:00+07:00"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020-07-06T08:15:00", "zone"),
        ("2020-02-31T08:15:00+07:00", "impossible"),
        ("06/07/2020 25:00", "impossible"),
        ("31/02/2020 08:00", "impossible"),
        ("2020-07-06", "shape"),
        ("2020-07-06 08:15:00+07:00", "shape"),
        ("8 giờ", "shape"),
        ("2020-07-06T08:15:00+99:00", "impossible"),
        ("0001-01-01T00:00:00+14:00", "impossible"),
    ],
)
def test_other_texts_are_no_moments(text: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        require_time(text)
    assert caught.value.reason == reason
    assert parse_time(text) is None


@given(st.integers(-(2**31), 2**32))
def test_written_moments_read_back(seconds: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert require_time(format_time(moment)) == moment
    assert require_time(format_time(moment)).utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2020-07-06T08:15:00+07:00", True),
        ("2020-02-31T08:15:00+07:00", False),
        ("2020-07-06T24:00:00+07:00", False),
        ("2020-07-06T08:60:00+07:00", False),
        ("2020-07-06T08:15+07:00", False),
        ("2020-07-06T08:15:00Z", False),
        ("2020-07-06T08:15:00.5+07:00", False),
        ("06/07/2020 08:15", False),
        ("0000-07-06T08:15:00+07:00", False),
    ],
)
def test_a_kept_moment_is_one_that_comes_out_as_it_went_in(text: str, kept: bool) -> None:
    moment = parse_time(text)
    assert is_kept_time(text) is kept is (moment is not None and format_time(moment) == text)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        format_time(datetime(2020, 7, 6, tzinfo=UTC).replace(tzinfo=None))
    assert VIETNAM_TIME.utcoffset(None) == timedelta(hours=7)

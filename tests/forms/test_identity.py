import pytest

from forms.identity import clean_id_number, clean_phone, is_id_number, is_phone, mask, provinces, read_id_number


def test_a_number_says_province_sex_and_year() -> None:
    reading = read_id_number("087084000999")
    assert reading is not None
    assert (reading.province, reading.sex, reading.birth_year) == ("Đồng Tháp", "male", 1984)


@pytest.mark.parametrize(
    ("number", "sex", "year"),
    [
        ("027199000001", "female", 1999),
        ("027205000001", "male", 2005),
        ("027312000001", "female", 2012),
        ("027400000001", "male", 2100),
    ],
)
def test_century_and_sex_share_a_digit(number: str, sex: str, year: int) -> None:
    reading = read_id_number(number)
    assert reading is not None
    assert (reading.sex, reading.birth_year, reading.province) == (sex, year, "Bắc Ninh")


def test_an_unknown_province_reads_as_none() -> None:
    reading = read_id_number("003084000999")
    assert reading is not None
    assert (reading.province_code, reading.province) == ("003", "")


@pytest.mark.parametrize("number", ["123456789", "12345678901", "02718400099a", "", "０27184000999"])
def test_other_numbers_say_nothing(number: str) -> None:
    assert read_id_number(number) is None


@pytest.mark.parametrize(
    ("number", "fits"), [("012345678", True), ("027184000999", True), ("27184000999", False), ("01234567x", False)]
)
def test_identity_numbers_have_nine_or_twelve_digits(number: str, fits: bool) -> None:
    assert is_id_number(number) is fits


def test_separators_leave_an_identity_number() -> None:
    assert clean_id_number("027 184-000.999") == "027184000999"


@pytest.mark.parametrize(
    "typed", ["0912345678", "+84 912 345 678", "84912345678", "0084912345678", "0912.345.678", "(091) 234-5678", "+84 0912345678"]
)
def test_a_mobile_number_is_one_number_however_written(typed: str) -> None:
    assert clean_phone(typed) == "0912345678"
    assert is_phone(clean_phone(typed))


@pytest.mark.parametrize(("typed", "number"), [("842223831234", "02223831234"), ("84123", "84123"), ("0849123456", "0849123456")])
def test_a_country_code_without_plus_is_told_by_the_length(typed: str, number: str) -> None:
    assert clean_phone(typed) == number


@pytest.mark.parametrize(
    ("number", "fits"),
    [
        ("02223831234", True),
        ("0222383123", True),
        ("0112345678", False),
        ("091234567", False),
        ("09123456789", False),
        ("0212345678901", False),
        ("091234567a", False),
    ],
)
def test_phones_have_the_shapes_of_vietnam(number: str, fits: bool) -> None:
    assert is_phone(number) is fits


def test_provinces_are_the_63_of_the_number_scheme() -> None:
    assert len(provinces()) == 63
    assert all(len(code) == 3 and code.isdigit() for code in provinces())


@pytest.mark.parametrize(
    ("number", "shown"),
    [("027184000999", "•••••••••999"), ("0912345678", "•••••••678"), ("123456", "••••••"), ("1234567", "••••567"), ("", "")],
)
def test_a_mask_shows_the_end_only(number: str, shown: str) -> None:
    assert mask(number) == shown

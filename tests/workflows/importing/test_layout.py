"""Where a register stands in a sheet: headings under titles, in two rows, merged, in an old code, or nowhere."""

from __future__ import annotations

from desktop_app.workflows.importing.fields import guess_field, guess_fields
from desktop_app.workflows.importing.layout import letter_of
from tests.exports.made_tables import REGISTER, workbook
from tests.workflows.importing.conftest import TITLES, Desk, line, register

ALL = [
    "number", "code", "procedure", "copies", "name", "address_phone", "agency", "received", "promised", "returned", "result_by",
    "signed", "note",
]  # fmt: skip


def test_the_thirteen_columns_of_the_register_are_known() -> None:
    assert list(guess_fields(REGISTER).values()) == ALL


def test_words_of_three_days_are_told_apart() -> None:
    assert [guess_field(text)[0] for text in ("Ngày nhận", "NGÀY HẸN TRẢ", "Ngày trả kết quả", "Ngày")] == [
        "received",
        "promised",
        "returned",
        "",
    ]


def test_headings_are_found_under_titles(desk: Desk) -> None:
    setup = desk.open(register(line()))
    assert (setup.layout.first, setup.layout.last) == (4, 4)
    assert list(setup.columns.values()) == ALL


def test_a_row_of_column_numbers_belongs_to_the_headings(desk: Desk) -> None:
    assert desk.open(register([*range(1, 14)], line())).layout.last == 5
    assert desk.open(register([f"({n})" for n in range(1, 14)], line()), "b.xlsx").layout.last == 5


def test_headings_in_two_rows_over_merged_cells(desk: Desk) -> None:
    upper = ["TT", "Mã hồ sơ", "Tên TTHC", "Họ và tên", "Ngày", None, None, "Ghi chú"]
    lower = [None, None, None, None, "nhận", "hẹn trả", "trả", None]
    data = workbook([*TITLES, upper, lower, [1, None, "x", "Bình", "06/07/2020"]], merges=["E4:G4", "A4:A5", "B4:B5"])
    setup = desk.open(data)
    assert (setup.layout.first, setup.layout.last) == (4, 5)
    assert list(setup.columns.values()) == ["number", "code", "procedure", "name", "received", "promised", "returned", "note"]


def test_headings_in_an_old_font_are_found(desk: Desk) -> None:
    heads = ["TT", "M· hå s¬", "Tªn TTHC", "Hä vµ tªn", "Ngµy nhËn"]
    setup = desk.open(workbook([heads, [1, None, "x", "NguyÔn V¨n B×nh", "06/07/2020"]], font=".VnTime"))
    assert list(setup.columns.values()) == ["number", "code", "procedure", "name", "received"]


def test_a_sheet_without_headings_is_told_by_none(desk: Desk) -> None:
    setup = desk.open(workbook([[1, "Bình", "06/07/2020"], [2, "Hòa", "07/07/2020"]]))
    assert (setup.layout.first, setup.layout.last, dict(setup.columns)) == (0, 0, {})


def test_free_headings_leave_unknown_columns_alone(desk: Desk) -> None:
    setup = desk.open(workbook([["Họ tên công dân", "Số CMND", "Ngày tiếp nhận hồ sơ", "Màu"], ["Bình", 1, "06/07/2020", "đỏ"]]))
    assert dict(setup.columns) == {0: "name", 1: "id_number", 2: "received"}


def test_letters_of_columns() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]

"""A long list as a workbook, opened again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from exports.table_csv import make_list_csv
from exports.table_long import SHEET, make_long_xlsx
from exports.table_xlsx import make_list_xlsx
from exports.tables import Row, make_safe

COLUMNS = (("TT", 8), ("Số định danh", 20), ("Ngày nhận", 14))


def opened(rows: list[Row], above: list[str] | None = None) -> Worksheet:
    page = load_workbook(io.BytesIO(make_long_xlsx("Sổ", above or [], COLUMNS, rows))).worksheets[0]
    assert isinstance(page, Worksheet)
    return page


def test_every_row_stands_in_its_place_under_the_lines_and_titles() -> None:
    page = opened([[n, f"00108900{n:04d}", date(2020, 7, 6)] for n in range(1, 501)], ["Công an thị xã", "Sổ"])
    shown = [[cell.value for cell in row] for row in page.iter_rows(min_row=1, max_row=5)]
    assert [row[0] for row in shown] == ["Công an thị xã", "Sổ", None, "TT", 1]
    assert page.max_row == 504
    assert [cell.value for cell in page[504]][:2] == [500, "001089000500"]
    assert page.freeze_panes == "A5"


def test_text_stays_text_a_day_is_a_day_a_number_a_number() -> None:
    cells = opened([[7, "001089000123", date(2020, 7, 6)], [None, "<&>", None]])[2]
    assert [(cell.data_type, cell.number_format) for cell in cells] == [("n", "General"), ("s", "@"), ("d", "dd/mm/yyyy")]
    assert str(cells[2].value) == "2020-07-06 00:00:00"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2", "@A1", "\t=1", "\n=1", "＝1", "＋1", "－1", "＠A1"])
def test_what_could_be_a_formula_is_none_in_either_file(text: str) -> None:
    assert make_safe(text) == f"'{text}"
    cell = opened([[1, text, None]])["B2"]
    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")
    assert make_list_csv([], [[text]]).decode("utf-8-sig").lstrip('"')[0] == "'"


def test_no_formula_element_is_written() -> None:
    data = make_long_xlsx("Sổ", [], COLUMNS, [[1, "</t></is><f>1+1</f>", None]])
    sheet = zipfile.ZipFile(io.BytesIO(data)).read(SHEET).decode()
    assert "<f>" not in sheet
    assert "&lt;f&gt;" in sheet


def test_rows_are_asked_for_one_after_another() -> None:
    class Stopped(Exception):
        pass

    def rows() -> Iterator[Row]:
        yield [1, "a", None]
        raise Stopped

    with pytest.raises(Stopped):
        make_long_xlsx("Sổ", [], COLUMNS, rows())


def test_the_same_list_gives_the_same_bytes_and_looks_like_a_short_one() -> None:
    rows: list[Row] = [[1, "a", None], [2, "b", None]]
    assert make_long_xlsx("Sổ", [], COLUMNS, rows) == make_long_xlsx("Sổ", [], COLUMNS, rows)
    short = load_workbook(io.BytesIO(make_list_xlsx("Sổ", [name for name, _ in COLUMNS], rows)))["Sổ"]
    long = opened(rows)
    assert [[cell.value for cell in row] for row in long] == [[cell.value for cell in row] for row in short]
    assert long["B2"].font.name == short["B2"].font.name
    assert long["B2"].border.left.style == short["B2"].border.left.style


def test_a_day_in_csv_is_written_as_on_paper() -> None:
    assert make_list_csv([], [[date(2020, 7, 6), 1]]).decode("utf-8-sig") == "06/07/2020,1\r\n"

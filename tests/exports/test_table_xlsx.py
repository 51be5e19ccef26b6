"""The workbook, opened again."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from exports.table_csv import make_csv, make_list_csv
from exports.table_xlsx import make_list_xlsx, make_xlsx
from exports.tables import Cell, make_safe
from tests.counts.office import FORM, ITEMS, SURVEYS, make_batch, make_dossier, make_slip, summarise

FIRST, LAST = "2020-07-01", "2020-07-31"


@pytest.fixture(scope="module")
def summary() -> dict[str, Any]:
    draw = random.Random(7)
    dossiers = [
        make_dossier("2020-07-06", "2020-07-15", finished="2020-07-14"),
        make_dossier("2020-07-06", "2020-07-15", finished="2020-07-16", channel="online", field="=1+1"),
        make_dossier("2020-06-06", "2020-06-15", unit="BN-YENPHONG"),
    ]
    slips = [make_slip("2020-07-06", {item: draw.choice([5, 4, 3, "blank"]) for item in ITEMS}) for _ in range(12)]
    return summarise([*dossiers, *slips, make_batch(FIRST, LAST, 20, 13)], FIRST, LAST)


def open_sheet(data: bytes, name: str) -> list[list[Any]]:
    return [list(row) for row in load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)]


def test_the_dossier_sheet_has_the_13_columns_and_their_numbers(summary: dict[str, Any]) -> None:
    rows = open_sheet(make_xlsx(summary, SURVEYS[FORM]), "Hồ sơ")
    numbers = rows.index([f"({n})" for n in range(1, 14)])
    assert rows[numbers + 1] == [1, "Cấp, quản lý căn cước", 2, 0, 1, 1, 1, 1, 0, 0, 1, 0, 1]
    assert rows[numbers + 2] == [2, "'=1+1", 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0]
    assert rows[numbers + 3] == [None, "Tổng số", 3, 1, 1, 1, 2, 1, 0, 1, 1, 0, 1]
    assert rows[0][0] == "Công an thị xã Từ Sơn"
    assert rows[2][0] == "Từ ngày 01/07/2020 đến ngày 31/07/2020"


def test_new_appointments_and_late_dossiers_are_in_the_workbook(summary: dict[str, Any]) -> None:
    late = {"procedure": "=A1", "due": "2020-07-15", "days": 5, "state": "left", "appointed": "2020-07-22", "reason": "+1"}
    dossiers = {**summary["dossiers"], "overdue": [late]}
    data = make_xlsx({**summary, "dossiers": dossiers}, SURVEYS[FORM])
    row = open_sheet(data, "Quá hạn")[-1]
    days = [cell.date() if isinstance(cell, datetime) else cell for cell in row]
    assert days == [1, "'=A1", date(2020, 7, 15), 5, "Rút, dừng", date(2020, 7, 22), "'+1"]
    assert any("hẹn lại: 0; quá ngày hẹn lại: 0" in str(row[0]) for row in open_sheet(data, "Hồ sơ"))
    assert "Quá hạn" not in load_workbook(io.BytesIO(make_xlsx(summary, SURVEYS[FORM]))).sheetnames


def test_the_survey_sheet_has_every_criterion_with_its_counts(summary: dict[str, Any]) -> None:
    rows = open_sheet(make_xlsx(summary, SURVEYS[FORM]), "Khảo sát")
    items = {row[1]: row for row in rows}
    for number, item in enumerate(summary["survey"]["items"], 1):
        row = items[SURVEYS[FORM].item(item["id"]).label_vi]
        counts = [number, row[1], *item["counts"].values(), *item["missing"].values(), item["n"], item["satisfied"]["n"]]
        assert row[:12] == counts
        assert [Decimal(str(cell)) for cell in row[12:15]] == [
            Decimal(item["satisfied"][key]) for key in ("percent", "low", "high")
        ]
    assert items["Tiếp cận dịch vụ"][0] == "I"
    assert any("phát ra: 20; thu về: 13; hợp lệ: 12" in str(row[0]) for row in rows)


def test_the_comparison_sheet_has_a_row_a_unit(summary: dict[str, Any]) -> None:
    rows = open_sheet(make_xlsx(summary, SURVEYS[FORM]), "So sánh")
    assert [row[1] for row in rows if row[0] in (1, 2)] == ["Công an thị xã Từ Sơn", "BN-YENPHONG"]
    assert len(rows[-1]) == 9 + 22


def test_a_unit_alone_has_no_comparison() -> None:
    data = make_xlsx(summarise([make_dossier("2020-07-06", "2020-07-15")], FIRST, LAST), SURVEYS[FORM])
    assert load_workbook(io.BytesIO(data)).sheetnames == ["Hồ sơ", "Khảo sát"]


def test_the_same_figures_give_the_same_bytes(summary: dict[str, Any]) -> None:
    data = make_xlsx(summary, SURVEYS[FORM])
    assert data == make_xlsx(summary, SURVEYS[FORM])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert set(re.findall(rb"\d{4}-\d\d-\d\d", archive.read("docProps/core.xml"))) == {b"2000-01-01"}


def test_no_cell_of_the_workbook_is_a_formula(summary: dict[str, Any]) -> None:
    book = load_workbook(io.BytesIO(make_xlsx(summary, SURVEYS[FORM])))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds == {"s", "n"}


@pytest.mark.parametrize("text", ["=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert make_safe(text) == f"'{text}"
    assert make_list_csv([], [[text]]).decode("utf-8-sig").lstrip('"').startswith("'")
    assert load_workbook(io.BytesIO(make_list_xlsx("Sổ", ["x"], [[text]])))["Sổ"]["A2"].value[0] == "'"


@pytest.mark.parametrize("cell", ["Nguyễn Văn An", "a=b", "", 5, -5, Decimal("-1.50"), None])
def test_other_cells_stay_as_they_are(cell: Cell) -> None:
    assert make_safe(cell) == cell


def test_an_id_number_keeps_its_zeros_as_text() -> None:
    data = make_list_xlsx("Sổ theo dõi hồ sơ", ["Họ tên", "Số định danh"], [["Nguyễn Thị Bé", "001089000123"]])
    cell = load_workbook(io.BytesIO(data))["Sổ theo dõi hồ sơ"]["B2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("001089000123", "s", "@")


def test_an_error_word_stays_text_and_control_signs_go() -> None:
    sheet = load_workbook(io.BytesIO(make_list_xlsx("Sổ", ["x"], [["#N/A"], ["a\x00b\x1f"]])))["Sổ"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("#N/A", "s")
    assert sheet["A3"].value == "ab"


def test_csv_opens_with_its_letters_and_its_numbers(summary: dict[str, Any]) -> None:
    data = make_csv(summary, SURVEYS[FORM])
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert '1,"Cấp, quản lý căn cước",2,0,1,1,1,1,0,0,1,0,1' in lines
    assert "2,'=1+1,1,1,0,0,1,0,0,1,0,0,0" in lines
    assert make_list_csv(["Mã", "=x"], [["1", None]]) == "\ufeffMã,'=x\r\n1,\r\n".encode()

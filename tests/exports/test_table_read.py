"""What is read from a workbook or CSV, and what is refused: by what a file holds, never by what it is called."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from exports import table_read, table_read_problems as codes, table_read_xlsx
from exports.table_read import Row, kind_of, list_sheets, read_table
from forms.problems import Refused
from tests.exports.made_tables import REGISTER, part_of, with_parts, workbook

SHEET = "xl/worksheets/sheet1.xml"
JULY_6 = datetime(2020, 7, 6)  # noqa: DTZ001 - a cell of Excel has no time zone
LATE_DTD = b"<!--" + b" " * 3000 + b"--><!DOCTYPE x>"
SMALL: list[list[Any]] = [REGISTER[:3], [1, "000.17.22.H05-200706-0001", "Cấp CMND"]]


def refusal(data: bytes, name: str = "so.xlsx", sheet: str = "") -> str:
    with pytest.raises(Refused) as caught:
        read_table(data, name, sheet)
    return caught.value.problems[0].code


def notes(data: bytes, name: str = "so.xlsx") -> list[str]:
    return [note.code for note in read_table(data, name).notes]


def test_rows_keep_their_number_values_and_fonts() -> None:
    table = read_table(workbook([["Sổ"], [], [1, "Hµ Néi", JULY_6, 1.5, True]], font=".VnTime"), "so.xlsx")
    assert [row.number for row in table.rows] == [1, 3]
    number, text, day, half, yes = table.rows[1].values
    assert (number, text, day, str(half), yes) == (1, "Hµ Néi", JULY_6, "1.5", True)
    assert table.rows[1].fonts[:2] == ("", ".VnTime")
    assert (table.kind, table.sheet, list(table.notes)) == ("xlsx", "Sổ 2020", [])


def test_a_workbook_that_counts_from_1904_says_so_and_gives_the_same_day() -> None:
    table = read_table(workbook([[JULY_6, 1]], date1904=True))
    assert (table.date1904, table.rows[0].values[0]) == (True, JULY_6)


def test_sheets_are_named_and_one_is_chosen() -> None:
    data = workbook(SMALL, title="Tháng 7")
    assert list_sheets(data) == {"Tháng 7": True}
    assert read_table(data, sheet="Tháng 7").sheet == "Tháng 7"
    assert refusal(data, sheet="Tháng 8") == codes.NO_SHEET


def test_merged_cells_are_told() -> None:
    assert read_table(workbook([["a", "b"], ["c", "d"], [None, "e"]], merges=["A2:A3"])).merges == ((2, 1, 3, 1),)


def test_a_formula_is_never_worked_out_and_one_without_a_value_is_told() -> None:
    table = read_table(workbook([["x", "=1+1"], ["y", 3]]))
    assert [row.values for row in table.rows] == [("x",), ("y", 3)]
    assert table.unsaved == {(1, 2)}
    assert codes.FORMULAS in [note.code for note in table.notes]


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Mã;Tên\n1;Nguyễn Văn Bình\n2;Đỗ Hòa\n", "utf-8", "utf-8"),
        ("Mã,Tên\n1,Nguyễn Văn Bình\n", "utf-8-sig", "utf-8-sig"),
        ("Mã\tTên\n1\tNguyễn Văn Bình\n", "utf-16", "utf-16"),
        ("Mã\tTên\n1\tNguyễn Văn Bình\n", "utf-16-le", "utf-16-le"),
        ("Ten;Ghi chu\nNguyeãn Vaên Bình;Coâng an thò xaõ Töø Sôn\n", "cp1252", "cp1252"),
        ("Ten;Ghi chu\nNguyÔn V¨n B×nh;C«ng an thÞ x· Tõ S¬n\n", "cp1252", "cp1252"),
    ],
)
def test_the_encoding_of_a_csv_is_told_by_its_bytes(text: str, encoding: str, found: str) -> None:
    table = read_table(text.encode(encoding), "so.csv")
    assert table.encoding == found
    assert table.rows[1].values == tuple(text.splitlines()[1].replace(";", "\t").replace(",", "\t").split("\t"))


def test_windows_1258_with_its_loose_tone_marks_is_read() -> None:
    data = "Tên;Nơi\nTrần Thị Hòa;phường Đông Ngàn\n"
    import unicodedata

    loose = "".join(_loosen(letter) for letter in unicodedata.normalize("NFC", data))
    table = read_table(loose.encode("cp1258"), "so.csv")
    assert table.encoding == "cp1258"
    assert unicodedata.normalize("NFC", str(table.rows[1].values[0])) == "Trần Thị Hòa"
    assert codes.EIGHT_BIT in [note.code for note in table.notes]


def _loosen(letter: str) -> str:
    from forms.syllables import split_tone

    bare, tone = split_tone(letter)
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return bare + tone
    return letter


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_cells_is_found_even_beside_commas_in_texts(sign: str) -> None:
    data = sign.join(["TT", "Tên", "Địa chỉ"]) + "\n" + sign.join(["1", "Bình", '"Tam Sơn, Từ Sơn"']) + "\n"
    assert read_table(data.encode(), "so.csv").rows[1] == Row(2, ("1", "Bình", "Tam Sơn, Từ Sơn"))


def test_a_cell_of_several_lines_counts_from_its_first() -> None:
    assert [row.number for row in read_table(b'a,b\n"1\n2",x\ny,z\n').rows] == [1, 2, 4]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, codes.OLD_EXCEL),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), codes.LOCKED_FILE),
        (b"<html><table><tr><td>1</td></tr></table>", codes.OTHER_BOOK),
        (b"%PDF-1.7\n%", codes.NO_TABLE),
        (b"\x89PNG\r\n\x1a\n", codes.NO_TABLE),
        (b"", codes.NO_TABLE),
        (b"a,b\n\0\x01\x02\n", codes.NO_TABLE),
        (b"PK\x03\x04 and nothing more", codes.BROKEN),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_wrong_name_is_told_and_the_content_read() -> None:
    assert notes(b"a,b\n1,2\n", "so.xlsx") == [codes.OTHER_NAME]
    assert notes(workbook(SMALL), "so.csv") == [codes.OTHER_NAME]
    assert notes(workbook(SMALL), "so.xlsm") == []


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_read_xlsx, "load_workbook", None)
    data = with_parts(workbook(SMALL), {"xl/sharedStrings.xml": b" " * (table_read_xlsx.MAX_SIDE_BYTES + 1)})
    assert len(data) < 1 << 20
    assert refusal(data) == codes.TOO_LARGE


def test_many_parts_that_are_each_small_are_refused_by_their_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_read_xlsx, "MAX_ALL_BYTES", 200_000)
    data = with_parts(workbook(SMALL), {f"xl/media/{n}.bin": b"\0" * 50_000 for n in range(8)})
    assert refusal(data) == codes.TOO_LARGE


@pytest.mark.parametrize("start", [b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]>', LATE_DTD])
def test_a_dtd_is_not_parsed(start: bytes) -> None:
    sheet = part_of(workbook(SMALL), SHEET)
    assert refusal(with_parts(workbook(SMALL), {SHEET: start + sheet})) == codes.UNSAFE
    hidden = (start.decode() + "<worksheet/>").encode("utf-16")
    assert refusal(with_parts(workbook(SMALL), {SHEET: hidden})) == codes.UNSAFE


@pytest.mark.parametrize("start", [b"", b"\r\n ", b"\xef\xbb\xbf"])
def test_a_dtd_is_seen_in_a_part_of_any_name(start: bytes) -> None:
    book = workbook(SMALL)
    declared = start + b'<!DOCTYPE x [<!ENTITY a "ha">]>' + part_of(book, SHEET)
    assert refusal(with_parts(book, {"xl/worksheets/sheet1.dat": declared})) == codes.UNSAFE
    assert notes(with_parts(book, {"xl/media/a.emf": b"\x01\0\0\0", "xl/media/b.png": b"\x89PNG <!DOCTYPE"})) == []


def test_macros_and_links_are_told_and_left_alone() -> None:
    parts = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    assert notes(with_parts(workbook(SMALL), parts)) == [codes.MACROS, codes.LINKS]


def test_other_workbooks_in_an_archive_are_named() -> None:
    assert (
        refusal(with_parts(workbook(SMALL), {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})) == codes.OTHER_BOOK
    )
    assert refusal(with_parts(workbook(SMALL), {"xl/workbook.bin": b""})) == codes.OTHER_BOOK


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="2"', b'r="99999999"'),
        (b"<sheetData>", b"<sheetData><row><c>"),
        (b't="n"><v>1<', b't="s"><v>999<'),
        (b' s="', b' s="9'),
    ],
)
def test_a_sheet_that_is_not_as_the_format_wants_it_is_refused_in_one_sentence(old: bytes, new: bytes) -> None:
    data = workbook(SMALL, font="Arial")
    changed = part_of(data, SHEET).replace(old, new)
    assert changed != part_of(data, SHEET)
    assert refusal(with_parts(data, {SHEET: changed})) == codes.BROKEN


def test_too_many_rows_and_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = workbook([list(range(table_read.MAX_COLUMNS + 1))])
    assert refusal(wide) == codes.TOO_MANY_COLUMNS
    monkeypatch.setattr(table_read_xlsx, "MAX_ROWS", 10)
    assert refusal(workbook([[n] for n in range(11)])) == codes.TOO_MANY_ROWS
    assert len(read_table(workbook([[n] for n in range(10)])).rows) == 10


def test_a_csv_with_too_many_rows_is_refused() -> None:
    assert refusal(b"1,2\n" * (table_read.MAX_ROWS + 1), "so.csv") == codes.TOO_MANY_ROWS


def test_rows_that_are_only_coloured_to_the_end_of_the_sheet_do_not_count() -> None:
    data = workbook([*SMALL, *[[None]] * 3, ["x"]])
    assert [row.number for row in read_table(data).rows] == [1, 2, 6]


def test_reading_can_be_stopped() -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int, _text: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        read_table(workbook([[n] for n in range(5001)]), progress=stop)


def test_an_empty_sheet_is_refused() -> None:
    assert refusal(workbook([])) == codes.EMPTY


def test_kinds() -> None:
    assert (kind_of(b"a;b\n"), kind_of(workbook(SMALL))) == ("csv", "xlsx")

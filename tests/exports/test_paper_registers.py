"""The two registers on paper: the columns of the forms, heads on every page, every row whole, in order."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from exports.papers.ledger import LEFT, RIGHT, Ledger, make_ledger
from exports.papers.registers import DOSSIER_COLUMNS, OUTGOING_COLUMNS, make_dossier_ledger, make_outgoing_ledger
from tests.exports.paper_samples import LONG, letterhead, long_letterhead
from tests.exports.slip_pictures import words

HEADS = (
    "TT", "Mã hồ sơ", "Tên TTHC", "Số lượng (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết",
    "Ngày nhận", "Ngày hẹn trả", "Ngày trả", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
)  # fmt: skip
"""domain.md §3."""


def row(number: int, **cells: str) -> list[str]:
    plain = [
        str(number), f"000.17.22.H56-200706-{number:04d}", "Cấp CMND, CCCD (Cấp mới)", "1", "Đặng Thị Hường", "Từ Sơn; 0912",
        "Công an thị xã Từ Sơn", "06/07/2020", "15/07/2020", "14/07/2020", "Trực tiếp", "", "",
    ]  # fmt: skip
    return [cells.get(f"c{place}", text) for place, text in enumerate(plain)]


def ledger(rows: list[list[str]]) -> Ledger:
    return make_dossier_ledger("từ ngày 01/07/2020 đến ngày 31/07/2020", "dòng 168", rows, [f"Tổng số: {len(rows)} hồ sơ."])


def pages(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        count = len(pdf.pages)
    return [words(data, number) for number in range(count)]


def test_the_columns_are_those_of_the_forms_and_fill_the_page() -> None:
    assert tuple(column.title for column in DOSSIER_COLUMNS) == HEADS
    for columns in (DOSSIER_COLUMNS, OUTGOING_COLUMNS):
        assert sum(column.width for column in columns) == pytest.approx(RIGHT - LEFT)
    assert len(OUTGOING_COLUMNS) == 8


def test_every_page_has_the_heads_the_period_and_its_number_and_every_row_stands_once_in_order() -> None:
    told = pages(make_ledger(letterhead(), ledger([row(number) for number in range(1, 120)])))
    assert len(told) > 5
    for number, text in enumerate(told, 1):
        assert "Địa chỉ, số điện thoại" in text
        assert "(13)" in text
        assert f"từ ngày 01/07/2020 đến ngày 31/07/2020 · dòng 168 · trang {number}/{len(told)}" in text
    assert "SỔ THEO DÕI HỒ SƠ" in told[0]
    assert "CÔNG AN TỈNH BẮC NINH" in told[0]
    assert "CÔNG AN TỈNH BẮC NINH" not in told[1]
    found = [word for text in told for word in text.split() if word.startswith("000.17.22.H56")]
    assert found == [f"000.17.22.H56-200706-{number:04d}" for number in range(1, 120)]
    assert "Tổng số: 119 hồ sơ." in told[-1]
    assert sum("Tổng số" in text for text in told) == 1


def test_long_cells_are_whole_and_no_row_leaves_the_page() -> None:
    rows = [row(number, c4=LONG, c5=LONG * 3, c12="x" * 300) for number in range(1, 8)]
    data = make_ledger(long_letterhead(), ledger(rows))
    text = "".join("".join(page.split()) for page in pages(data))
    assert text.count("".join(LONG.split())) >= 7
    assert text.count("x") >= 300 * 7
    with pikepdf.open(BytesIO(data)) as pdf:
        assert all([float(side) for side in page.mediabox[2:]] == pytest.approx([841.9, 595.3], abs=0.1) for page in pdf.pages)


def test_a_cell_longer_than_a_page_is_set_smaller_not_cut() -> None:
    data = make_ledger(letterhead(), ledger([row(1, c12="lý do rất dài " * 60), row(2)]))
    text = " ".join(pages(data))
    assert text.count("lý do rất") >= 30
    assert "000.17.22.H56-200706-0002" in text


def test_a_register_without_rows_says_so() -> None:
    (text,) = pages(make_ledger(letterhead(), ledger([])))
    assert "Không có văn bản, hồ sơ nào trong thời gian này." in text
    assert "Tổng số" not in text


def test_progress_is_told_page_by_page_and_stops_it() -> None:
    told: list[tuple[int, int]] = []
    make_ledger(letterhead(), ledger([row(number) for number in range(1, 60)]), lambda done, total: told.append((done, total)))
    assert told[0] == (0, 59)
    assert told[-1] == (59, 59)
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_ledger(letterhead(), ledger([row(number) for number in range(1, 60)]), stop)


def test_the_outgoing_register_has_its_title_and_rows() -> None:
    cells = ["05/HDHS", "06/07/2020", "Phiếu yêu cầu bổ sung: hồ sơ 1", "Trần Thị Lan", "Đặng Thị Hường", "", "2", "In lại 1 lần"]
    (text,) = pages(make_ledger(letterhead(), make_outgoing_ledger("tháng 7", "dòng 1", [cells])))
    for said in ("SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Tên loại và trích yếu nội dung văn bản", "05/HDHS", "In lại 1 lần"):
        assert said in text


def test_the_same_rows_give_the_same_bytes() -> None:
    rows: list[Any] = [row(number) for number in range(1, 30)]
    assert make_ledger(letterhead(), ledger(rows)) == make_ledger(letterhead(), ledger(rows))

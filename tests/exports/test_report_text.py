"""What the report says: sentences, tables, periods, letterhead, before anything is drawn."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from exports.report.comparison import make_criteria_rows, rank_units
from exports.report.compose import make_document
from exports.report.document import Chart, ReportDocument, Table, Text
from exports.report.fingerprint import dump_summary, make_digest
from exports.report.letterhead import make_letterhead
from exports.report.wording import describe_period
from tests.exports import report_samples as samples


def compose(summary: dict[str, Any], **more: Any) -> ReportDocument:
    return make_document(summary, samples.make_tu_son_letterhead(), samples.DEFINITION, **more)


def texts(document: ReportDocument) -> str:
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return "\n".join(block.text for block in blocks if isinstance(block, Text)).replace("\u00a0", " ")


def tables(document: ReportDocument) -> list[Table]:
    blocks = [*document.body, *(block for annex in document.annexes for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2020, 7, 1), date(2020, 7, 31), "tháng 7 năm 2020"),
        (date(2020, 4, 1), date(2020, 6, 30), "quý II năm 2020"),
        (date(2020, 1, 1), date(2020, 3, 31), "quý I năm 2020"),
        (date(2020, 1, 1), date(2020, 7, 31), "7 tháng đầu năm 2020"),
        (date(2020, 1, 1), date(2020, 12, 31), "năm 2020"),
        (date(2020, 2, 1), date(2020, 4, 30), "từ ngày 01/02/2020 đến ngày 30/04/2020"),
        (date(2019, 12, 15), date(2020, 6, 14), "từ ngày 15/12/2019 đến ngày 14/06/2020"),
        (date(2020, 2, 1), date(2020, 2, 28), "từ ngày 01/02/2020 đến ngày 28/02/2020"),
    ],
)
def test_a_period_is_named_as_officers_name_it(first: date, last: date, said: str) -> None:
    assert describe_period(first, last) == said


def test_all_dossiers_on_time_are_said_with_counts() -> None:
    assert "5.168/5.168 = 100,00 %" in texts(compose(samples.make_tu_son()))


def test_the_dossier_table_has_the_13_columns_of_bieu_06_and_its_sums_hold() -> None:
    table = tables(compose(samples.make_tu_son()))[0]
    assert len(table.widths_mm) == 13
    assert [head.text for head in table.head[2]][2] == "3=4+5+6"
    for row in table.rows:
        assert len(row.cells) == 13
        numbers = [0, 0, *(int(cell.replace(".", "")) for cell in row.cells[2:])]
        assert numbers[2] == sum(numbers[3:6]) == numbers[6] + numbers[10]
        assert numbers[6] == sum(numbers[7:10])
        assert numbers[10] == sum(numbers[11:13])


def test_new_appointments_are_told_in_a_sentence_only_where_there_are() -> None:
    summary = samples.make_tu_son()
    assert "hẹn lại" not in texts(compose(summary))
    summary["dossiers"]["total"]["reappointed"] = {"total": 5, "kept": 2, "missed": 2, "ahead": 1}
    assert "Đã hẹn lại ngày trả kết quả 5 hồ sơ: giải quyết không muộn hơn ngày hẹn lại 2 hồ sơ" in texts(compose(summary))


def test_late_dossiers_are_listed_with_their_reasons_and_a_cut_list_says_so() -> None:
    late = {"procedure": "Đăng ký tạm trú", "due": "2020-07-15", "days": 5, "state": "open", "appointed": None, "reason": ""}
    again = {**late, "state": "finished", "appointed": "2020-07-22", "reason": "chờ xác minh"}
    summary = samples.make_tu_son()
    summary["dossiers"]["total"]["finished"]["late"] = 2
    summary["dossiers"]["overdue"] = [late, again]
    document = compose(summary)
    assert [row.cells[1:] for row in tables(document)[1].rows] == [
        ("Đăng ký tạm trú", "15/07/2020", "5", "Đang giải quyết", "Chưa ghi lý do"),
        ("Đăng ký tạm trú", "15/07/2020", "5", "Đã giải quyết", "Hẹn lại 22/07/2020: chờ xác minh"),
    ]
    assert "Bảng 2. Hồ sơ quá hạn trong kỳ và nguyên nhân" in texts(document)
    assert "2/9 hồ sơ" not in texts(document)
    summary["dossiers"]["total"]["finished"]["late"] = 9
    assert "(2/9 hồ sơ, quá hạn lâu nhất trước)" in texts(compose(summary))


def test_the_criteria_table_has_5_groups_22_items_and_shows_missing_kinds_and_n() -> None:
    table = tables(compose(samples.make_tu_son()))[1]
    assert [row.kind for row in table.rows].count("group") == 5
    assert [row.cells[0] for row in table.rows if row.kind == "plain"] == [str(number) for number in range(1, 23)]
    item = samples.make_tu_son()["survey"]["items"][2]
    row = next(row for row in table.rows if row.cells[0] == "3")
    assert row.cells[7:11] == (
        str(item["missing"]["blank"]), str(item["missing"]["double"]), str(item["missing"]["illegible"]), str(item["n"]),
    )  # fmt: skip
    assert item["missing"]["illegible"] == 2


def test_the_index_names_its_definition_and_counts_and_the_slips_are_told_apart() -> None:
    said = texts(compose(samples.make_tu_son()))
    assert "gộp mọi tiêu chí" in said
    assert "phát ra 400 phiếu, thu về 372 phiếu, hợp lệ 372 phiếu" in said
    overall = samples.make_tu_son()["survey"]["overall"]["very_satisfied"]
    assert f"{overall['percent'].replace('.', ',')} %" in said


def test_an_empty_period_is_said_in_sentences_without_tables_chart_or_annex() -> None:
    document = compose(samples.make_empty())
    assert "Trong kỳ không có hồ sơ nào" in texts(document)
    assert "Trong kỳ không có câu trả lời khảo sát hợp lệ nào" in texts(document)
    assert not tables(document)
    assert not document.annexes
    assert not [block for block in document.body if isinstance(block, Chart)]


def test_the_last_sentence_ends_as_official_papers_do() -> None:
    last = compose(samples.make_tu_son()).body[-1]
    assert isinstance(last, Text)
    assert last.text.endswith("./.")


def test_a_province_compares_its_twelve_units_and_tu_son_is_first_on_every_criterion() -> None:
    summary = samples.make_province()
    document = compose(summary)
    assert [annex.landscape for annex in document.annexes] == [False, True, True]
    rows = tables(document)[2].rows
    assert len(rows) == 12
    assert rows[0].cells[:2] == ("1", "Công an thị xã Từ Sơn")
    assert rows[0].strong >= set(range(5, 27))


@pytest.mark.parametrize("count", [2, 40, 100])
def test_any_number_of_units_is_ranked_once_each(count: int) -> None:
    summary = samples.make_province(count)
    ranked = rank_units(summary["units"])
    assert len({unit["unit"] for _, unit in ranked}) == count
    shares = [unit["very_satisfied"]["n"] / unit["very_satisfied"]["of"] for _, unit in ranked]
    assert shares == sorted(shares, reverse=True)


def test_equal_shares_share_a_rank_and_a_unit_without_answers_has_none() -> None:
    def unit(name: str, n: int, of: int) -> dict[str, Any]:
        percent = None if not of else f"{n * 100 // of}.00"
        return {"unit": name, "name": name, "valid": of, "very_satisfied": {"n": n, "of": of, "percent": percent}, "items": []}

    ranked = rank_units([unit("A", 0, 0), unit("B", 1, 2), unit("C", 3, 4), unit("D", 2, 4), unit("E", 1, 4)])
    assert [(rank, entry["name"]) for rank, entry in ranked] == [(1, "C"), (2, "B"), (2, "D"), (4, "E"), (None, "A")]
    assert make_criteria_rows([unit("A", 0, 0)], ["c01"])[0].cells == ("–", "A", "0", "–", "–", "–")


def test_numbers_below_ten_get_two_digits_and_days_follow_the_decree() -> None:
    document = compose(samples.make_tu_son(), number="5", day=date(2020, 8, 5))
    assert document.number == "05"
    assert document.date_line == "ngày 05 tháng 8 năm 2020"


def test_the_qr_holds_unit_period_totals_and_the_digest() -> None:
    summary = samples.make_tu_son()
    lines = compose(summary, attest="khoa-1 chu-ky").qr.split("\n")
    assert "Công an thị xã Từ Sơn" in lines
    assert "2020-01-01/2020-07-31" in lines
    assert make_digest(dump_summary(summary)) in lines
    assert lines[-1] == "khoa-1 chu-ky"


def test_equal_figures_give_equal_bytes_whatever_the_order_of_keys() -> None:
    summary = samples.make_tu_son()
    assert dump_summary(dict(reversed(summary.items()))) == dump_summary(summary)
    assert json.loads(dump_summary(summary)) == summary


def test_recipients_get_dashes_and_the_file_copy_comes_last() -> None:
    letterhead = make_letterhead({"name": "A", "recipients": ["Lưu: VT.", "- Công an tỉnh;", ""]}, "Công an tỉnh")
    assert letterhead.recipients == ("- Công an tỉnh;", "- Lưu: VT.")


def test_a_unit_with_nothing_but_a_name_still_has_a_letterhead() -> None:
    letterhead = make_letterhead({"unit": "X", "name": "Công an xã X"}, "")
    assert letterhead.recipients == ("- Lưu: VT.",)
    assert letterhead.symbol == "BC"

"""The dry run: what becomes of each row, and what is said of it by row and column."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from desktop_app.workflows.importing import findings as said
from desktop_app.workflows.importing.plan import Plan
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from tests.exports.made_tables import REGISTER, with_parts, workbook
from tests.workflows.importing.conftest import CMND, Desk, codes, line, register
from tests.workflows.values import dossier


def only(plan: Plan) -> dict[str, Any]:
    assert [found.code for found in plan.findings.by_row() if found.weight == "error"] == []
    return plan.rows[0][1]


def test_a_row_of_the_register_becomes_a_dossier(desk: Desk) -> None:
    data = only(desk.told(line()))
    assert {name: data[name] for name in ("code", "procedure", "case", "name", "address", "phone", "copies", "status")} == {
        "code": "000.17.22.H05-200706-0001", "procedure": "cmnd-cccd", "case": "new", "name": "Nguyễn Thị Hoa 1",
        "address": "Tam Sơn, Từ Sơn", "phone": "0912345678", "copies": 1, "status": "collected",
    }  # fmt: skip
    assert data["received_at"] == "2020-07-06T08:00:00+07:00"
    assert [(move["to"], move["at"]) for move in data["moves"]] == [
        ("finished", "2020-07-14T16:00:00+07:00"),
        ("collected", "2020-07-14T16:30:00+07:00"),
    ]
    assert data["note"] == "cấp mới\nNgày hẹn trả theo sổ giấy: 15/07/2020"
    assert data["frozen"]["due"] == "2020-07-15"


def test_nothing_is_written_by_a_dry_run(desk: Desk, session: Session) -> None:
    before = session.office.head.n
    desk.told(line(), line(2))
    assert session.office.head.n == before


def test_a_paper_due_day_that_differs_is_shown_and_never_taken(desk: Desk) -> None:
    plan = desk.told(line(**{"Ngày hẹn trả": "20/07/2020"}), line(2, **{"Ngày hẹn trả": "20/07/2020", "Ngày trả": "17/07/2020"}))
    assert codes(plan, "warning") == [
        (5, "C", said.CASE_TAKEN),
        (5, "I", said.DUE_DIFFERS),
        (6, "C", said.CASE_TAKEN),
        (6, "I", said.DUE_LATE),
    ]
    assert [data["frozen"]["due"] for _, data in plan.rows] == ["2020-07-15", "2020-07-15"]
    assert all("20/07/2020" in data["note"] for _, data in plan.rows)
    assert [(found.before, found.after) for found in plan.findings.by_row() if found.column == "I"] == [
        ("20/07/2020", "15/07/2020")
    ] * 2


def test_tcvn3_by_its_font_and_vni_by_its_words(desk: Desk) -> None:
    by_font = desk.told(
        line(**{"Tên cá nhân, tổ chức": "NguyÔn V¨n B×nh", "Tên TTHC": "CÊp CMND, CCCD t¹i thµnh phè, thÞ x·"}),
        font=".VnTime",
        font_from=5,
    )
    assert only(by_font)["name"] == "Nguyễn Văn Bình"
    desk.open(
        register(line(**{"Tên cá nhân, tổ chức": "Nguyeãn Vaên Bình"}), line(2, **{"Tên cá nhân, tổ chức": "Traàn Thò Hoøa"})),
        "b.xlsx",
    )
    by_words = desk.plan()
    assert [data["name"] for _, data in by_words.rows] == ["Nguyễn Văn Bình", "Trần Thị Hòa"]
    assert [(row, column) for row, column, code in codes(by_words) if code == said.LETTERS] == [(5, "E"), (6, "E")]


def test_a_font_speaks_for_a_column_only_where_its_texts_are_not_unicode(desk: Desk) -> None:
    assert only(desk.told(line(), line(2), font=".VnTime"))["name"] == "Nguyễn Thị Hoa 1"
    assert list(desk.setup.columns.values())[1:3] == ["code", "procedure"]


def test_an_old_capital_font_gives_capitals(desk: Desk) -> None:
    head = ["Họ và tên", "Tên TTHC", "Ngày nhận"]
    desk.open(workbook([head, ["nguyÔn v¨n b×nh", "cmnd-cccd", "06/07/2020"]], font=".VnTimeH", font_from=2))
    assert only(desk.plan())["name"] == "NGUYỄN VĂN BÌNH"


def test_zeros_that_excel_dropped_come_back_and_are_shown(desk: Desk) -> None:
    head = ["Họ và tên", "Số CMND/CCCD", "SĐT", "Tên TTHC", "Ngày nhận"]
    desk.open(workbook([head, ["Bình", 27184000123, 912345678, CMND, "06/07/2020"]]))
    plan = desk.plan()
    assert (only(plan)["id_number"], only(plan)["phone"]) == ("027184000123", "0912345678")
    shown = [(found.column, found.before, found.after) for found in plan.findings.by_row() if found.code == said.ZEROS]
    assert sorted(shown) == [("B", "27184000123", "027184000123"), ("C", "912345678", "0912345678")]


def test_what_fits_no_item_is_kept_in_the_note_and_said(desk: Desk) -> None:
    head = ["Họ và tên", "Số CMND", "SĐT", "Ngày sinh", "Hình thức nộp", "Cơ quan chủ trì giải quyết", "Tên TTHC", "Ngày nhận"]
    row = ["Bình", "Hộ chiếu B1234567", "0912345678; 0987654321", "khoảng 1950", "chim bồ câu", "Phòng PC06", CMND, "06/07/2020"]
    desk.open(workbook([head, row]))
    plan = desk.plan()
    data = only(plan)
    assert data["phone"] == "0912345678"
    assert not {"id_number", "birth"} & data.keys()
    for kept in ("Hộ chiếu B1234567", "0987654321", "khoảng 1950", "chim bồ câu", "Phòng PC06"):
        assert kept in data["note"]
    assert sorted(column for _, column, code in codes(plan) if code == said.TO_NOTE) == ["B", "C", "D", "E"]


def test_digits_that_were_cut_off_are_an_error(desk: Desk) -> None:
    head = ["Họ và tên", "Số CMND", "Tên TTHC", "Ngày nhận"]
    desk.open("\n".join([";".join(head), f'Bình;8.7084E+10;"{CMND}";06/07/2020']).encode(), "so.csv")
    assert codes(desk.plan(), "error") == [(2, "B", said.DIGITS)]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"Ngày nhận": "31/02/2020"}, (5, "H", said.DAY)),
        ({"Ngày trả": "nốt"}, (5, "J", said.DAY)),
        ({"Ngày nhận": None}, (5, "H", "FIELD-MISSING")),
        ({"Tên cá nhân, tổ chức": None}, (5, "E", "FIELD-MISSING")),
        ({"Tên TTHC": "Cấp gì đó"}, (5, "C", said.PROCEDURE)),
        ({"Ngày trả": "01/07/2020"}, (5, "J", "FINISHED-EARLY")),
        ({"Ghi chú": "#N/A"}, (5, "M", said.CELL_ERROR)),
    ],
)
def test_each_problem_is_told_once_with_its_row_and_column(
    desk: Desk, changes: dict[str, Any], found: tuple[int, str, str]
) -> None:
    plan = desk.told(line(**changes))
    assert codes(plan, "error") == [found]
    assert plan.rows == []


def test_every_row_with_a_problem_is_told_in_one_run(desk: Desk) -> None:
    plan = desk.told(*[line(n, **{"Ngày nhận": "?"}) for n in range(1, 8)])
    assert [row for row, _, _ in codes(plan, "error")] == [5, 6, 7, 8, 9, 10, 11]


def test_a_missing_code_becomes_a_provisional_one_and_an_old_number_a_former_one(desk: Desk, session: Session) -> None:
    enter(session, "dossiers", [dossier(code="TAM-200706-0001")])
    plan = desk.told(
        line(1, **{"Mã hồ sơ": None}),
        line(2, **{"Mã hồ sơ": "15/HS"}),
        line(3, **{"Mã hồ sơ": "tam-200706-0007"}),
        line(4, **{"Mã hồ sơ": None}),
    )
    assert [data["code"] for _, data in plan.rows] == [f"TAM-200706-{n:04d}" for n in (8, 9, 7, 10)]
    assert plan.rows[1][1]["former_codes"] == ["15/HS"]
    made = [code for _, _, code in codes(plan) if code in (said.CODE_MADE, said.CODE_KEPT)]
    assert made == [said.CODE_MADE, said.CODE_KEPT, said.CODE_MADE]


def test_a_code_twice_in_the_file_and_one_of_the_office_are_told(desk: Desk, session: Session) -> None:
    enter(session, "dossiers", [dossier(number=9)])
    plan = desk.told(line(1), line(2, **{"Mã hồ sơ": "000.17.22.H05-200706-0001"}), line(9))
    assert codes(plan, "error") == [(6, "B", said.CODE_TWICE), (7, "B", "CODE-TAKEN")]
    assert "dòng 5" in next(found.vi for found in plan.findings.by_row() if found.code == said.CODE_TWICE)


def test_the_same_person_twice_in_the_file_or_in_the_office_is_shown(desk: Desk, session: Session) -> None:
    enter(session, "dossiers", [dossier(name="Trần Văn Tư", id_number=None)])
    rows = [line(5), line(6, **{"Tên cá nhân, tổ chức": "NGUYEN THI HOA 5"}), line(7, **{"Tên cá nhân, tổ chức": "trần văn tư"})]
    plan = desk.told(*rows)
    assert [found for found in codes(plan) if found[2] in (said.SAME_IN_FILE, said.SAME_IN_OFFICE)] == [
        (6, "E", said.SAME_IN_FILE),
        (7, "E", said.SAME_IN_OFFICE),
    ]
    assert plan.errors == 0


def test_titles_sums_signatures_and_headings_that_come_again_are_left_out(desk: Desk) -> None:
    rows: list[list[Any]] = [
        ["I. Lĩnh vực CMND"], line(), list(REGISTER), line(2), [None, "Tổng cộng", None, 2, "2 hồ sơ"],
        [None, None, None, None, "Người lập biểu"], [None, "Cộng:", None, 2], [None] * 8 + ["Từ Sơn, ngày 31 tháng 7 năm 2020"],
    ]  # fmt: skip
    plan = desk.told(*rows)
    assert [row for row, _ in plan.rows] == [6, 8]
    assert plan.left == [5, 7, 9, 10, 11, 12]
    assert plan.errors == 0


def test_a_row_can_be_left_out_by_hand(desk: Desk) -> None:
    plan = desk.told(line(), line(2, **{"Ngày nhận": "?"}))
    assert plan.errors == 1
    plan = desk.plan(desk.setup.with_row(6, left_out=True))
    assert (plan.errors, plan.left, len(plan.rows)) == (0, [6], 1)


def test_merged_cells_and_ditto_marks_take_the_value_above(desk: Desk) -> None:
    rows = [line(), line(2, **{"Tên TTHC": None}), line(3, **{"Ngày nhận": '"', "Tên TTHC": "nt"})]
    plan = desk.told(*rows, merges=["C5:C6"])
    assert plan.errors == 0
    assert {data["procedure"] for _, data in plan.rows} == {"cmnd-cccd"}
    told = [(row, column, code) for row, column, code in codes(plan) if code in (said.MERGED, said.DITTO)]
    assert told == [(6, "C", said.MERGED), (7, "C", said.DITTO), (7, "H", said.DITTO)]


def test_days_as_excel_keeps_them_in_both_calendars(desk: Desk) -> None:
    day = datetime(2020, 7, 6, 9, 15)  # noqa: DTZ001 - as Excel gives it
    for name, how in (("a.xlsx", {}), ("b.xlsx", {"date1904": True})):
        desk.open(register(line(**{"Ngày nhận": day, "Ngày trả": None}), **how), name)
        assert only(desk.plan())["received_at"] == "2020-07-06T09:15:00+07:00"


def test_days_and_months_that_excel_took_for_each_other_are_turned_back_and_said(desk: Desk) -> None:
    taken = [line(n, **{"Ngày nhận": datetime(2020, 2, n), "Ngày hẹn trả": None, "Ngày trả": None}) for n in (3, 4, 5)]  # noqa: DTZ001
    texts = [line(n, **{"Ngày nhận": f"{n}/03/2020", "Ngày hẹn trả": None, "Ngày trả": None}) for n in (13, 16, 17)]
    plan = desk.told(*taken, *texts)
    assert [data["received_at"][:10] for _, data in plan.rows][:3] == ["2020-03-02", "2020-04-02", "2020-05-02"]
    assert (0, "H", said.SWAPPED) in codes(plan)


def test_a_status_column_gives_what_the_days_do_not_say(desk: Desk) -> None:
    head: list[Any] = ["Họ và tên", "Tên TTHC", "Ngày nhận", "Ngày trả", "Trạng thái"]
    states = [
        ("Đang xử lý", None),
        ("Yêu cầu bổ sung giấy tờ", None),
        ("Công dân yêu cầu rút hồ sơ", "08/07/2020"),
        ("Không được tiếp nhận", None),
        ("lạ", None),
    ]
    desk.open(workbook([head, *[[f"Người {n}", CMND, "06/07/2020", day, text] for n, (text, day) in enumerate(states)]]))
    plan = desk.plan()
    assert plan.errors == 0
    assert [data["status"] for _, data in plan.rows] == ["processing", "supplement", "withdrawn", "rejected", "received"]
    assert [(row, code) for row, _, code in codes(plan) if code in (said.STATUS_DAY, said.STATUS_UNKNOWN)] == [
        (3, said.STATUS_DAY), (5, said.STATUS_DAY), (6, said.STATUS_UNKNOWN),
    ]  # fmt: skip
    desk.open(workbook([head, ["Bình", CMND, "06/07/2020", None, "Đã trả kết quả"]]), "b.xlsx")
    assert codes(desk.plan(), "error") == [(2, "E", said.UNDATED)]


def test_the_case_is_told_by_the_words_or_a_column_of_its_own(desk: Desk, session: Session) -> None:
    head: list[Any] = ["Họ và tên", "Tên TTHC", "Trường hợp", "Ngày nhận"]
    rows: list[list[Any]] = [
        ["A B", CMND, "Cấp lại", "06/07/2020"],
        ["C D", "Cấp đổi CMND", None, "06/07/2020"],
        ["E F", CMND, None, "06/07/2020"],
    ]
    desk.open(workbook([head, *rows]))
    plan = desk.plan(desk.setup.with_name("cấp ĐỔI cmnd", "cmnd-cccd"))
    assert [data["case"] for _, data in plan.rows] == ["reissue", "exchange", "new"]
    assert [(row, code) for row, _, code in codes(plan, "warning")] == [(4, said.CASE_TAKEN)]


def test_an_unknown_procedure_name_is_asked_once_with_the_likeliest_first(desk: Desk) -> None:
    plan = desk.told(*[line(n, **{"Tên TTHC": "Cấp giấy CMND tại thị xã"}) for n in (1, 2, 3)])
    assert [(name.text, name.rows, name.offered[0]) for name in plan.unknown] == [("Cấp giấy CMND tại thị xã", 3, "cmnd-cccd")]
    plan = desk.plan(desk.setup.with_name("Cấp giấy CMND tại thị xã", "cmnd-cccd", "exchange"))
    assert (plan.unknown, {data["case"] for _, data in plan.rows}) == ([], {"exchange"})


def test_a_choice_that_the_office_does_not_have_is_no_choice(desk: Desk) -> None:
    desk.open(register(line(**{"Tên TTHC": "x"})))
    assert desk.plan(desk.setup.with_name("x", "khong-co")).errors == 1
    assert desk.plan(desk.setup.with_name("x", "cmnd-cccd", "khong-co")).errors == 1


def test_needed_columns_that_are_missing_are_told(desk: Desk) -> None:
    desk.open(workbook([["Họ và tên", "Mã hồ sơ", "Ghi chú"], ["Bình", "1", "x"]]))
    assert [found.code for found in desk.plan().findings.by_row() if found.row == 0] == [said.COLUMN_MISSING] * 2


def test_a_formula_excel_stored_no_value_of_counts_as_empty_and_is_told(desk: Desk) -> None:
    plan = desk.told(line(**{"Ghi chú": "=1+1"}))
    assert (5, "M", said.UNSAVED) in codes(plan)


def test_hidden_characters_go_and_are_told(desk: Desk) -> None:
    plan = desk.told(line(**{"Tên cá nhân, tổ chức": "Nguyễn\u200b Thị\u00a0Hoa"}))
    assert only(plan)["name"] == "Nguyễn Thị Hoa"
    assert (5, "E", said.HIDDEN) in codes(plan)


def test_the_first_rows_are_shown_before_and_after(desk: Desk) -> None:
    plan = desk.told(*[line(n) for n in range(1, 220)])
    assert len(plan.shown) == 200
    place = list(desk.setup.columns.values()).index("address_phone")
    assert (plan.shown[0].before[place], plan.shown[0].after[place]) == (
        "Tam Sơn, Từ Sơn, ĐT 0912345678",
        "Tam Sơn, Từ Sơn | 0912345678",
    )


def test_a_dry_run_can_be_stopped(desk: Desk, session: Session) -> None:
    from desktop_app.workflows.importing.plan import make_plan

    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int, _text: str) -> None:
        raise StoppedError

    desk.open(register(*[line(n) for n in range(1, 202)]))
    with pytest.raises(StoppedError):
        make_plan(session, desk.book, desk.setup, stop)


def test_notes_about_the_file_are_kept_with_the_book(desk: Desk) -> None:
    desk.open(with_parts(register(line()), {"xl/vbaProject.bin": b"x"}))
    assert [note.code for note in desk.book.table.notes] == ["TABLE-MACROS"]

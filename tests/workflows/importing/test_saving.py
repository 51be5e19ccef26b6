"""An import is one group, undone as one group; what was changed since is never undone behind a person's back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.workflows.dossiers import move_dossier
from desktop_app.workflows.importing.findings import FILE_AGAIN
from desktop_app.workflows.importing.memory import FILE, Memory, read_memory, write_memory
from desktop_app.workflows.importing.problem_list import make_problem_csv, write_problems
from desktop_app.workflows.importing.saving import list_imports, save_plan, undo_import
from desktop_app.workflows.importing.setup import map_of, open_book, with_headings, with_map
from desktop_app.workflows.records import enter
from desktop_app.workflows.removing import remove, undelete
from desktop_app.workflows.session import Session
from forms.problems import Refused
from tests.workflows.importing.conftest import CMND, Desk, line, register
from tests.workflows.values import dossier


def refused(what: Any, *arguments: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        what(*arguments)
    return [(problem.where, problem.code) for problem in caught.value.problems]


def imported(desk: Desk, *rows: Any) -> str:
    desk.open(register(*(rows or [line(n) for n in range(1, 6)])))
    return save_plan(desk.session, desk.plan()).id


def test_an_import_is_one_group_with_the_line_that_tells_of_it(desk: Desk, session: Session) -> None:
    before = session.office.head.n
    id = imported(desk)
    told = list_imports(session)[0]
    assert (told.id, told.n, told.by, told.file, told.records, told.undone) == (id, before + 1, "lan", "so.xlsx", 5, "")
    lines = [json.loads(raw) for raw in session.office.raw_lines(before + 1)]
    envelopes = [line.get("e", line) for line in lines]
    assert len(envelopes) == 6
    assert len({str(envelope.get("first")) for envelope in envelopes}) == 1
    stored = session.office.get("dossiers", str(session.office.find_code("dossiers", "000.17.22.H05-200706-0003")))
    assert stored is not None
    assert stored.why == f"Nhập từ tệp, mã nhập {id}"
    assert session.office.check(full=True).ok


def test_nothing_is_written_while_one_row_has_an_error(desk: Desk, session: Session) -> None:
    before = session.office.head.n
    desk.open(register(line(), line(2, **{"Ngày nhận": "?"})))
    assert refused(save_plan, session, desk.plan()) == [("row 6, H", "IMPORT-DAY-UNREADABLE")]
    assert session.office.head.n == before


def test_a_plan_is_not_saved_over_an_office_that_moved_on(desk: Desk, session: Session) -> None:
    desk.open(register(line()))
    plan = desk.plan()
    enter(session, "dossiers", [dossier(number=77)])
    assert refused(save_plan, session, plan) == [("file", "IMPORT-STALE")]


def test_a_file_without_dossiers_is_not_imported(desk: Desk, session: Session) -> None:
    desk.open(register(["Người lập biểu"]))
    assert refused(save_plan, session, desk.plan()) == [("file", "IMPORT-EMPTY")]


def test_saving_can_be_stopped_before_it_is_written(desk: Desk, session: Session) -> None:
    class StoppedError(Exception):
        pass

    def stop(_done: int, _total: int, _text: str) -> None:
        raise StoppedError

    desk.open(register(line()))
    plan, before = desk.plan(), session.office.head.n
    with pytest.raises(StoppedError):
        save_plan(session, plan, stop)
    assert session.office.head.n == before


def test_undoing_removes_exactly_the_records_of_that_import(desk: Desk, session: Session) -> None:
    enter(session, "dossiers", [dossier(number=50)])
    first = imported(desk)
    enter(session, "dossiers", [dossier(number=51)])
    desk.open(register(line(21), line(22)), "b.xlsx")
    second = save_plan(session, desk.plan()).id
    before = session.office.head.n
    assert undo_import(session, first, "nhầm tệp") == 5
    codes = sorted(str((stored.data or {})["code"])[-4:] for stored in session.office.records("dossiers"))
    assert codes == ["0021", "0022", "0050", "0051"]
    assert session.office.head.n == before + 6
    assert [told.id for told in list_imports(session) if told.undone] == [first] != [second]
    gone = session.office.history("dossiers", session.office.slot("dossiers", 1)[0])
    assert [(stored.op, stored.why) for stored in gone][1:] == [("remove", "nhầm tệp")]


def test_the_same_sheet_is_not_imported_twice_but_again_after_undoing(desk: Desk, session: Session) -> None:
    id = imported(desk)
    plan = desk.plan()
    assert [found.code for found in plan.findings.by_row() if found.row == 0] == [FILE_AGAIN]
    undo_import(session, id, "nhầm")
    again = save_plan(session, desk.plan())
    assert again.id != id
    assert session.office.count("dossiers") == 5


def test_an_import_is_not_undone_when_a_dossier_was_changed_since(desk: Desk, session: Session) -> None:
    id = imported(desk, line(1), line(2, **{"Ngày trả": None}))
    record = str(session.office.find_code("dossiers", "000.17.22.H05-200706-0002"))
    move_dossier(session, record, "processing")
    before = session.office.head.n
    assert refused(undo_import, session, id, "nhầm") == [("000.17.22.H05-200706-0002", "IMPORT-CHANGED-SINCE")]
    assert session.office.head.n == before


def test_records_removed_or_brought_back_unchanged_do_not_stand_in_the_way(desk: Desk, session: Session) -> None:
    id = imported(desk)
    gone, back = (str(session.office.find_code("dossiers", f"000.17.22.H05-200706-000{n}")) for n in (1, 2))
    remove(session, "dossiers", gone, 1, "trùng")
    remove(session, "dossiers", back, 1, "trùng")
    undelete(session, "dossiers", back, "không trùng")
    assert undo_import(session, id, "nhầm") == 4
    assert session.office.count("dossiers") == 0


def test_feedback_on_a_dossier_keeps_its_import(desk: Desk, session: Session) -> None:
    id = imported(desk)
    code = "000.17.22.H05-200706-0001"
    item = {"kind": "suggestion", "channel": "box", "day": "2020-07-20", "content": "Cần thêm ghế", "dossier": code}
    enter(session, "feedback", [item])
    assert refused(undo_import, session, id, "nhầm") == [("000.17.22.H05-200706-0001", "IMPORT-USED-SINCE")]


def test_what_cannot_be_undone_is_said(desk: Desk, session: Session) -> None:
    id = imported(desk)
    assert refused(undo_import, session, "N1", "nhầm") == [("id", "IMPORT-UNKNOWN")]
    assert refused(undo_import, session, id, " ") == [("why", "IMPORT-WHY-EMPTY")]
    undo_import(session, id, "nhầm")
    assert refused(undo_import, session, id, "nhầm") == [("id", "IMPORT-UNDONE-BEFORE")]


def test_columns_and_names_are_remembered_for_the_same_headings(desk: Desk, session: Session) -> None:
    desk.open(register(line(**{"Tên TTHC": "CMND mới"})))
    setup = desk.setup.with_column(12, "request").with_name("CMND mới", "cmnd-cccd", "new")
    save_plan(session, desk.plan(setup))
    again = desk.open(register(line(2, **{"Tên TTHC": "cmnd  MỚI"})), "b.xlsx")
    assert again.columns[12] == "request"
    plan = desk.plan()
    assert (plan.errors, plan.rows[0][1]["case"], plan.rows[0][1]["request"]) == (0, "new", "cấp mới")


def test_the_memory_lies_in_the_office_and_not_in_its_journal(desk: Desk, session: Session) -> None:
    head = session.office.head.n
    assert write_memory(session, Memory({"a|b": {"0": "name"}}, {"x": ("y", "")}))
    assert (session.office.head.n, (session.office.folder / FILE).exists()) == (head, True)
    assert read_memory(session) == Memory({"a|b": {"0": "name"}}, {"x": ("y", "")})


BAD_MEMORY = b'{"format": 1, "headings": {"a": 3}, "names": {"b": [1, 2]}}'


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b'{"format": 2}', BAD_MEMORY])
def test_a_memory_that_cannot_be_read_is_none(session: Session, text: bytes) -> None:
    session.office.write_file(FILE, text)
    assert read_memory(session) == Memory()


def test_a_map_says_what_a_person_would(desk: Desk) -> None:
    desk.open(register(line(**{"Tên TTHC": "CMND mới"})))
    told = {
        "header": [4, 4],
        "columns": {"M": "", "Ký nhận": "email"},
        "names": {"CMND mới": {"procedure": "cmnd-cccd"}},
        "channel": "post",
    }
    setup = with_map(desk.book, Memory(), desk.setup, told)
    assert (12 in setup.columns, setup.columns[11], setup.names, setup.channel) == (
        False,
        "email",
        {"cmnd moi": ("cmnd-cccd", "")},
        "post",
    )
    assert with_map(desk.book, Memory(), desk.setup, map_of(desk.book, setup)) == setup


@pytest.mark.parametrize(
    "told",
    [
        3,
        {"x": 1},
        {"header": [5, 4]},
        {"header": 4},
        {"columns": {"A": "tên"}},
        {"columns": {"Cột lạ": "name"}},
        {"lettering": "utf"},
        {"names": {"a": "b"}},
        {"channel": "x"},
    ],
)
def test_a_map_that_is_wrong_is_refused(desk: Desk, told: Any) -> None:
    desk.open(register(line()))
    with pytest.raises(Refused):
        with_map(desk.book, Memory(), desk.setup, told)


def test_headings_can_be_pointed_at(desk: Desk) -> None:
    desk.open(register(line()))
    setup = with_headings(desk.book, Memory(), desk.setup, 0, 0)
    assert (setup.layout.last, dict(setup.columns)) == (0, {})
    assert with_headings(desk.book, Memory(), setup, 4, 4).columns == desk.setup.columns


def test_the_list_of_findings_is_a_safe_csv_and_noted(desk: Desk, session: Session, tmp_path: Path) -> None:
    plan = desk.told(line(**{"Tên cá nhân, tổ chức": "=cmd|'/c calc'!A1", "Ngày nhận": "=?"}), line(2, **{"Ngày nhận": "-1+1"}))
    text = make_problem_csv(plan.findings).decode("utf-8-sig")
    assert text.splitlines()[0] == "Dòng,Cột,Tiêu đề,Mức,Mã,Nội dung,Trong tệp,Thành"
    assert "6,H,Ngày nhận,Lỗi,IMPORT-DAY-UNREADABLE," in text
    assert "'-1+1" in text
    write_problems(session, tmp_path / "loi.csv", plan)
    assert (tmp_path / "loi.csv").read_bytes().decode("utf-8-sig") == text
    assert [(stored.data or {})["kind"] for stored in session.office.audits("export")] == ["import-problems"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    from desktop_app.workflows.errors import WorkflowError

    with pytest.raises(WorkflowError):
        open_book(tmp_path / "khong.xlsx")


def test_five_thousand_rows_go_in_as_one_group(desk: Desk, session: Session) -> None:
    head = "Mã hồ sơ;Tên TTHC;Họ và tên;Ngày nhận"
    rows = [f"000.17.22.H05-200706-{n:04d};{CMND};Người {n};06/07/2020" for n in range(1, 5169)]
    desk.open("\n".join([head, *rows]).encode(), "so.csv")
    id = save_plan(session, desk.plan()).id
    assert session.office.count("dossiers") == 5168
    assert undo_import(session, id, "thử") == 5168
    assert session.office.count("dossiers") == 0

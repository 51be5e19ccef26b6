"""The import page by keys: file, columns, procedure names, problems, done, undone. People are invented."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.import_presenter import ImportPresenter
from desktop_app.ui.import_rows import FindingRows, ImportRows, NameRows, SideRows
from desktop_app.workflows.importing.told import list_imports
from desktop_app.workflows.progress import silent
from desktop_app.workflows.session import Session, open_session
from tests.exports.made_tables import workbook
from tests.ui.office_data import NOW
from tests.ui.screens import Page
from tests.workflows.importing.conftest import CMND, line, register

CLEAN = ("000.17.22.H05-200706-0001", "000.17.22.H05-200706-0002")


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register of three rows: one good, one with a name to be asked for, one with a day that is none."""
    path = tmp_path / "so.xlsx"
    path.write_bytes(register(line(1), line(2, **{"Tên TTHC": "CMND mới"}), line(3, **{"Ngày nhận": "31/02/2020"})))
    return path


@pytest.fixture
def presenter(session: Session, file: Path) -> ImportPresenter:
    made = ImportPresenter(session)
    made.take(made.read(file, "", silent))
    return made


def test_what_is_said_outdates_the_dry_run(presenter: ImportPresenter) -> None:
    presenter.take_plan(presenter.check(silent))
    assert (presenter.dirty, presenter.ready, presenter.next_unknown(-1)) == (False, False, 0)
    presenter.choose_name(0, "cmnd-cccd", "new")
    assert (presenter.dirty, presenter.ready, presenter.next_unknown(-1)) == (True, False, -1)
    presenter.take_plan(presenter.check(silent))
    assert (presenter.counts()["error"], presenter.dirty) == (1, False)
    presenter.toggle_rows([7, 0])
    presenter.take_plan(presenter.check(silent))
    assert presenter.ready
    presenter.toggle_rows([7])
    assert presenter.setup.skip == frozenset()


@pytest.mark.parametrize(
    ("text", "taken"), [("4", True), ("4-5", True), ("0", True), ("", False), ("5-4", False), ("9999", False), ("a", False)]
)
def test_heading_rows_are_said_in_numbers(presenter: ImportPresenter, text: str, taken: bool) -> None:
    assert presenter.set_header(text) is taken


def test_rows_of_the_tables(presenter: ImportPresenter, session: Session) -> None:
    presenter.take_plan(presenter.check(silent))
    names = NameRows(presenter.names, presenter.procedures())
    assert (names.row(0)[0], names.row(0)[4], names.kinds(0)[4]) == ("CMND mới", "chưa chọn", "late")
    findings = FindingRows(presenter.findings("error"), frozenset({7}))
    assert [(findings.row(i)[0], findings.row(i)[2]) for i in range(len(findings))] == [("6", "Lỗi"), ("7", "bỏ dòng")]
    side = SideRows([(5, "TrÇn", "Trần"), (6, "Lan", "Lan")])
    assert [side.row(i)[3] for i in range(2)] == ["đã đổi", ""]
    assert len(ImportRows(list_imports(session))) == 0


@pytest.fixture
def page(display: str, session: Session, tmp_path: Path) -> Iterator[Page]:
    root = tk.Tk()
    made = Page(root, session, "register", tmp_path / "settings")
    made.key("Shift-F6")
    yield made
    made.window.jobs.close()
    root.destroy()


def open_file(page: Page, file: Path) -> None:
    page.type(page.screen.file_page.path.entry, str(file))
    page.key("Return", page.screen.file_page.path.entry)
    page.settle(lambda: page.screen.page == "columns")


def test_a_register_goes_in_and_out_by_keys_alone(page: Page, session: Session, file: Path) -> None:
    assert page.screen.page == "file"
    open_file(page, file)
    screen = page.screen
    assert [screen.columns_page.columns._rows.row(i)[2] for i in (1, 2, 4)] == ["Mã hồ sơ", "Tên TTHC", "Tên cá nhân, tổ chức"]
    page.key("F10")
    page.settle(lambda: screen.page == "names")
    page.key("Return", screen.names_page.table.canvas)
    page.type(screen.names_page.picker.entry, "thành phố")
    page.key("Return", screen.names_page.picker.entry)
    page.key("Return", screen.names_page.case.entry)
    assert screen.presenter.next_unknown(-1) == -1
    page.key("F10")
    page.settle(lambda: screen.page == "check")
    assert screen.check_page.rows.row(0)[:2] == ("7", "H  Ngày nhận")
    page.key("F10")
    assert session.office.count("dossiers") == 0
    page.key("F8", screen.check_page.table.canvas)
    assert "Chạy thử lại" in str(screen.check_page.button["text"])
    page.key("F10")
    page.settle(lambda: not screen.presenter.dirty)
    page.key("F10")
    page.settle(lambda: screen.page == "done")
    codes = sorted(str((stored.data or {})["code"]) for stored in session.office.records("dossiers"))
    assert codes == list(CLEAN)
    page.key("F10")
    page.settle(lambda: len(page.screen.presenter) == 2)
    page.key("Shift-F6")
    page.settle(lambda: len(page.screen.file_page.rows) == 1)
    page.window.dialogs.ask_text = lambda *_, **__: "nhầm tệp"  # type: ignore[method-assign]
    page.key("F8")
    page.settle(lambda: session.office.count("dossiers") == 0)
    page.key("Escape")
    page.settle(lambda: page.screen.title == "Sổ hồ sơ" and len(page.screen.presenter) == 0)


def test_a_file_that_is_none_is_told_at_its_field(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "anh.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    page.type(page.screen.file_page.path.entry, str(path))
    page.key("Return", page.screen.file_page.path.entry)
    page.settle(lambda: page.screen.file_page.path.has_problem)
    assert page.screen.page == "file"


def test_a_column_is_said_by_keys_and_shown_before_and_after(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_bytes(workbook([["Họ và tên", "Số", "Tên TTHC", "Ngày nhận"], ["Bình", 27184000123, CMND, "06/07/2020"]]))
    open_file(page, path)
    screen, columns = page.screen, page.screen.columns_page
    page.key("Down", columns.columns.canvas)
    page.key("Return", columns.columns.canvas)
    assert screen.focus_get() is columns.field.entry
    columns.field.set("id_number")
    columns.field.entry.event_generate("<<ComboboxSelected>>")
    page.settle()
    assert screen.presenter.setup.columns[1] == "id_number"
    assert screen.focus_get() is columns.columns.canvas
    assert columns.preview._rows.row(0) == ("2", "27184000123", "027184000123", "đã đổi")
    assert str(columns.missing["text"]) == ""


def test_a_needed_column_that_is_missing_is_told(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text("Họ và tên;Mã hồ sơ;Ghi chú\nBình;1;x\n", encoding="utf-8")
    open_file(page, path)
    assert str(page.screen.columns_page.missing["text"]) == "Còn thiếu cột: Tên TTHC, Ngày nhận."


def test_each_page_has_keys_of_its_own_and_none_twice(page: Page, file: Path) -> None:
    from desktop_app.ui.commands import check_keys

    open_file(page, file)
    page.screen.presenter.take_plan(page.screen.presenter.check(silent))
    for name in ("file", "columns", "names", "check", "done"):
        page.screen._show_page(name)
        page.settle()
        assert check_keys(page.screen.commands()) == []
        assert page.screen.commands()[-1].key == "Escape"


def test_the_page_is_built_anew_in_the_other_language(page: Page, file: Path) -> None:
    open_file(page, file)
    page.window.change_look(language="en", dark=True)
    page.settle()
    assert page.screen.title == "Import an old register"
    assert page.screen.page == "file"

"""Finding and seeing in the register, on a real window: filters by keys, counts, numbers on asking, the list as a file."""

from __future__ import annotations

import csv
import io
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.ui import register_numbers
from desktop_app.workflows.dossiers import Move, move_many
from desktop_app.workflows.session import Session, open_session
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page

pytestmark = pytest.mark.window


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        ids = fill(opened)
        move_many(opened, [Move(ids[1], "processing", ""), Move(ids[2], "supplement", "thiếu ảnh")])
        yield opened


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 4)
    return made


def names(page: Page) -> list[str]:
    presenter = page.screen.presenter
    return sorted(presenter.row(i)[1] for i in range(len(presenter)))


def choose(page: Page, field: Any, id: str) -> None:
    """Choose as a click in the opened list does."""
    field.set(id)
    field.entry.event_generate("<<ComboboxSelected>>")
    page.settle()


def notes(session: Session, what: str) -> list[dict[str, Any]]:
    return [dict(line.data or {}) for line in session.office.audits(what)]


def choose_row(page: Page, name: str) -> str:
    """Put the cursor on a person's dossier; return its id."""
    presenter = page.screen.presenter
    row = next(i for i in range(len(presenter)) if presenter.row(i)[1] == name)
    page.screen.list.table.pick(row)
    page.settle()
    return str(presenter.entry(row).id)


def test_tab_goes_through_the_filters_and_enter_to_the_list(page: Page) -> None:
    filters, root = page.screen.list.filters, page.root
    filters.search.entry.focus_force()
    root.update()
    fields = [filters.procedure.entry, filters.status.entry, filters.officer.entry, filters.period.entry, filters.late_box]
    for field in fields:
        page.key("Tab")
        assert root.focus_get() is field
    page.key("Return")
    assert root.focus_get() is page.screen.list.table.canvas


def test_each_filter_narrows_and_escape_takes_search_and_then_filters_away(page: Page) -> None:
    filters = page.screen.list.filters
    choose(page, filters.procedure, "cmnd-cccd")
    assert names(page) == ["Nguyễn Thị Hường", "Trần Ngọc Ánh"]
    choose(page, filters.status, "supplement")
    assert names(page) == ["Trần Ngọc Ánh"]
    page.type(filters.search.entry, "zzz")
    assert names(page) == []
    page.key("Escape", filters.search.entry)
    assert names(page) == ["Trần Ngọc Ánh"]
    page.key("Escape", filters.search.entry)
    assert len(names(page)) == 4
    assert [field.get() for field in (filters.procedure, filters.status, filters.officer, filters.period)] == ["all"] * 4


def test_a_range_of_days_is_keyed_beside_the_counts(page: Page) -> None:
    filters = page.screen.list.filters
    choose(page, filters.period, "range")
    assert filters.first.winfo_ismapped()
    filters.last.set("03/08/2020")
    page.key("Return", filters.last.entry)
    assert names(page) == ["Nguyễn Thị Hường", "Đặng Văn Đức"]
    assert page.screen.count.cget("text") == "… – 03/08/2020  ·  2 trong 4 hồ sơ"
    choose(page, filters.period, "all")
    assert not filters.first.winfo_ismapped()


def test_the_officers_are_those_who_hold_dossiers(page: Page) -> None:
    officer = page.screen.list.filters.officer
    assert [id for id, _ in officer._choices] == ["all", "lan"]
    choose(page, officer, "lan")
    assert len(names(page)) == 4


def test_the_counts_follow_the_filter_and_a_click_on_one_filters(page: Page) -> None:
    filters = page.screen.list.filters
    assert filters.chips.texts == ["Được tiếp nhận 2", "Đang xử lý 1", "Yêu cầu bổ sung giấy tờ 1", "Quá hạn 1"]
    page.type(filters.search.entry, "huong")
    assert (filters.chips.texts, page.screen.count.cget("text")) == (["Được tiếp nhận 1", "Quá hạn 1"], "1 trong 4 hồ sơ")
    page.key("Escape", filters.search.entry)
    x, y, *_ = filters.chips.bbox("pill-processing")
    filters.chips.event_generate("<Motion>", x=x + 5, y=y + 5)
    filters.chips.event_generate("<Button-1>", x=x + 5, y=y + 5)
    page.settle()
    assert (filters.status.get(), names(page)) == ("processing", ["Đặng Văn Đức"])


def test_no_pill_stands_outside_however_narrow_the_window(page: Page) -> None:
    chips = page.screen.list.filters.chips
    counts = [(f"s{n}", f"Một trạng thái tên dài {n}", 1000 * n) for n in range(1, 11)]
    chips.show(counts, 7)
    page.root.geometry("1280x720+0+0")
    page.settle()
    assert len(chips.texts) == 11
    left, top, right, bottom = chips.bbox("all")
    assert left >= 0
    assert top >= 0
    assert right <= chips.winfo_width()
    assert bottom <= chips.winfo_height() + 1


def test_numbers_are_masked_until_asked_for_and_the_asking_is_noted(page: Page, session: Session) -> None:
    id = choose_row(page, "Nguyễn Thị Hường")
    line = page.screen.strip.lines[1]
    assert "•••••••••123 · •••••••678" in line.cget("text")
    assert notes(session, "unmask") == []
    page.key("Shift-F3")
    assert "027190000123 · 0912345678" in line.cget("text")
    assert notes(session, "unmask") == [{"table": "dossiers", "id": id}]
    page.key("Shift-F3")
    assert "027190000123" not in line.cget("text")
    assert len(notes(session, "unmask")) == 1


def test_another_dossier_and_the_way_back_are_masked(page: Page) -> None:
    choose_row(page, "Nguyễn Thị Hường")
    page.key("Shift-F3")
    choose_row(page, "Đặng Văn Đức")
    assert "027085000456" not in page.screen.strip.lines[1].cget("text")
    choose_row(page, "Nguyễn Thị Hường")
    assert "027190000123" not in page.screen.strip.lines[1].cget("text")


def test_after_a_while_the_numbers_are_masked_again(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_numbers, "SHOWN_MS", 50)
    choose_row(page, "Nguyễn Thị Hường")
    page.key("Shift-F3")
    page.settle(lambda: "027190000123" not in page.screen.strip.lines[1].cget("text"))


def test_leaving_the_page_masks_the_numbers(page: Page) -> None:
    choose_row(page, "Nguyễn Thị Hường")
    page.key("Shift-F3")
    page.screen.on_hide()
    assert page.screen.presenter.unmasked == ""


def written(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_the_list_as_it_is_shown_is_written_masked(page: Page, session: Session, tmp_path: Path) -> None:
    page.answers.yes, page.answers.save = False, tmp_path / "so.csv"
    page.type(page.screen.list.search.entry, "0912 345 678")
    page.screen.list.table.sort_by(1)
    page.settle()
    page.key("Shift-F5")
    page.settle((tmp_path / "so.csv").exists)
    rows = written(tmp_path / "so.csv")
    assert [row[4] for row in rows[7:]] == ["Trần Ngọc Ánh", "Đặng Văn Đức", "Bùi Hoà", "Nguyễn Thị Hường"]
    assert "0912345678" not in (tmp_path / "so.csv").read_text("utf-8-sig")
    line = notes(session, "export")[0]
    assert (line["rows"], line["numbers"], line["find"]) == (4, "masked", "0912 345 678")


def test_full_numbers_are_written_only_after_a_yes(page: Page, session: Session, tmp_path: Path) -> None:
    page.answers.yes, page.answers.save = True, tmp_path / "so.csv"
    choose(page, page.screen.list.filters.status, "processing")
    page.key("Shift-F5")
    page.settle((tmp_path / "so.csv").exists)
    assert len(written(tmp_path / "so.csv")) == 8
    assert "027085000456" in (tmp_path / "so.csv").read_text("utf-8-sig")
    line = notes(session, "export")[0]
    assert (line["numbers"], line["status"]) == ("full", "processing")
    assert any("nhật ký" in text for text in page.answers.said)


def test_a_file_without_an_ending_becomes_a_workbook_and_an_empty_list_none(page: Page, session: Session, tmp_path: Path) -> None:
    page.answers.save = tmp_path / "so"
    page.type(page.screen.list.search.entry, "nobody")
    page.key("Shift-F5")
    assert list(tmp_path.glob("so*")) == []
    page.key("Escape", page.screen.list.search.entry)
    page.key("Shift-F5")
    page.settle((tmp_path / "so.xlsx").exists)
    assert len(notes(session, "export")) == 1

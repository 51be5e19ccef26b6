"""The calendar page and the reasons of a due day on a real window, by keys."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.ui.calendar_presenter import KINDS, PILLS, CalendarPresenter, DayRows
from desktop_app.ui.commands import check_keys
from desktop_app.ui.due_explained import DueWindow, StepRows, due_line
from desktop_app.workflows import calendar_changes as changes
from desktop_app.workflows.due_reasons import reasons_of
from desktop_app.workflows.session import Session, open_session
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page
from tests.ui.sealed_office import open_as


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    return Page(root, session, "calendar", tmp_path / "preferences")


def answer(page: Page, text: str) -> None:
    page.answers.ask_text = lambda *_a, **_k: text  # type: ignore[attr-defined]


def shown(page: Page) -> list[date]:
    return [row.day for row in page.screen.presenter.days]


def key_day(page: Page, day: str, name: str, kind: str) -> None:
    card = page.screen.year_page.card
    page.key("F7")
    card.day.set(day)
    card.name.set(name)
    card.kind.set(kind)
    page.key("F10", card.name.entry)


def test_every_kind_has_its_pill_and_a_record_without_reason_still_one(session: Session) -> None:
    changes.save_day(session, {"day": "2020-08-13", "name": "Trực", "kind": "work"})
    presenter = CalendarPresenter(session)
    presenter.load()
    assert set(PILLS) == set(KINDS)
    rows = DayRows(presenter.days)
    texts = [rows.row(i) for i in range(len(rows))]
    assert ("13/08/2020", "Thứ Năm", "Đơn vị làm việc", "Trực") in texts
    assert presenter.subtitle() == "10 ngày nghỉ trong tuần · 1 ngày làm bù"


def test_the_days_of_the_window_are_those_of_the_walk(session: Session) -> None:
    id = next(stored.id for stored in session.office.records("dossiers") if (stored.data or {})["code"].endswith("0004"))
    reasons = reasons_of(session, id)
    rows = StepRows(reasons.steps)
    assert due_line(reasons) == "Hẹn trả Thứ Ba, 11/08/2020"
    assert rows.row(len(rows) - 1) == ("11/08/2020", "Thứ Ba", "2", "Ngày làm việc thứ 2")
    assert rows.kinds(len(rows) - 1)[2] == "good"


@pytest.mark.window
def test_a_day_is_added_by_keys_and_the_dossiers_across_it_are_counted_and_kept(page: Page, session: Session) -> None:
    key_day(page, "11/08/2020", "Nghỉ theo thông báo", "office")
    page.settle(lambda: len(page.screen.presenter.found) > 0)
    stored = session.office.get("holidays", "2020-08-11")
    assert stored is not None
    assert stored.data == {
        "form": "holiday@1",
        "day": "2020-08-11",
        "name": "Nghỉ theo thông báo",
        "kind": "off",
        "basis": "office",
    }
    found = page.screen.presenter.found
    assert f"{len(found)} hồ sơ" in page.screen.year_page.note.cget("text")
    assert all(session.office.revision("dossiers", entry.id) == 1 for entry in found)
    page.key("F11")
    assert page.screen.page == "affected"
    page.key("Escape")
    assert page.screen.page == "year"
    assert all(session.office.revision("dossiers", entry.id) == 1 for entry in found)


@pytest.mark.window
def test_only_a_reason_and_a_yes_move_the_chosen_days(page: Page, session: Session) -> None:
    key_day(page, "11/08/2020", "Nghỉ theo thông báo", "office")
    page.settle(lambda: len(page.screen.presenter.found) > 1)
    page.key("F11")
    count, affected = len(page.screen.presenter.found), page.screen.affected_page
    chosen = affected.chosen()
    page.key("F10")
    assert affected.why.has_problem
    affected.why.set("theo thông báo của UBND")
    page.answers.yes = False
    page.key("F10")
    assert session.office.revision("dossiers", chosen[0]) == 1
    page.answers.yes = True
    page.key("F10")
    page.settle(lambda: len(page.screen.presenter.found) == count - 1)
    assert [session.office.history("dossiers", id)[-1].why for id in chosen] == ["theo thông báo của UBND"]


@pytest.mark.window
def test_a_refused_day_stays_in_the_card_with_its_problem(page: Page, session: Session) -> None:
    before = session.office.head
    key_day(page, "31/02/2020", "", "law")
    card = page.screen.year_page.card
    assert (card.day.has_problem, card.name.has_problem, card.day.get()) == (True, True, "31/02/2020")
    assert session.office.head == before


@pytest.mark.window
def test_a_day_is_taken_out_with_its_reason(page: Page, session: Session) -> None:
    page.screen.year_page.choose(date(2020, 9, 2))
    answer(page, "nhập nhầm")
    page.key("F8")
    assert session.office.get("holidays", "2020-09-02") is None
    assert date(2020, 9, 2) not in shown(page)


@pytest.mark.window
def test_another_year_is_looked_at_and_filled(page: Page, session: Session) -> None:
    page.screen.presenter.year = 2018
    page.screen.refresh()
    assert shown(page) == []
    page.answers.yes = False
    page.key("Shift-F7")
    assert shown(page) == []
    page.answers.yes = True
    page.key("Shift-F7")
    assert date(2018, 12, 31) in shown(page)
    assert "14 ngày" in page.answers.said[-1]
    page.key("Alt-Right")
    assert page.screen.presenter.year == 2019


@pytest.mark.window
def test_a_day_of_the_sheet_is_chosen_or_offered_to_be_keyed(page: Page) -> None:
    year = page.screen.year_page
    year.choose(date(2020, 9, 2))
    assert (year.card.name.get(), year.card.kind.get()) == ("Quốc khánh", "law")
    year.choose(date(2020, 9, 3))
    assert (year.card.day.get(), year.card.name.get()) == ("03/09/2020", "")


@pytest.mark.window
def test_the_units_cut_off_hour_and_area_act_on_new_dossiers_only(page: Page, session: Session) -> None:
    before = [stored.data for stored in session.office.records("dossiers")]
    rules = page.screen.year_page.rules
    assert (rules.hour.get(), rules.hour.entry.get(), rules.area.get()) == ("15", "15 giờ", "")
    rules.hour.set("17")
    rules.area.set("remote")
    rules.area.entry.event_generate("<<ComboboxSelected>>")
    page.settle()
    card = session.office.get("units", "TUSON")
    assert card is not None
    assert card.data is not None
    assert (card.data["cutoff_hour"], card.data["area"]) == (17, "remote")
    assert [stored.data for stored in session.office.records("dossiers")] == before


@pytest.mark.window
def test_no_key_of_the_page_stands_for_two_things(page: Page) -> None:
    assert check_keys(page.screen.commands()) == []
    page.screen.show_affected()
    assert check_keys(page.screen.commands()) == []


@pytest.mark.window
def test_shift_f1_in_the_register_tells_why_a_dossier_is_due_on_its_day(
    root: tk.Tk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[DueWindow] = []
    show = DueWindow.open

    def kept(window: DueWindow, first: tk.Misc) -> None:
        opened.append(window)
        show(window, first)

    monkeypatch.setattr(DueWindow, "open", kept)
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 4)
    made.key("Shift-F1")
    assert [len(window.table._rows) > 1 for window in opened] == [True]
    made.key("Escape", opened[0])
    assert not opened[0].winfo_exists()
    made.key("F7")
    made.key("Shift-F1")
    assert len(opened) == 1  # nothing keyed yet: said in the status line


@pytest.mark.window
def test_an_officer_looks_an_administrator_edits(root: tk.Tk, tmp_path: Path) -> None:
    with open_as("lan", tmp_path / "sealed") as officer:
        screen = Page(root, officer, "calendar", tmp_path / "preferences").screen
        assert screen.year_page.card.keep.instate(["disabled"])
        assert screen.year_page.card.name.entry.instate(["disabled"])
        assert "quản trị" in next(command for command in screen.commands() if command.name == "fill").why_not
        assert screen.affected_page.move.instate(["!disabled"])


@pytest.mark.window
def test_an_administrator_edits_and_moves_nobodys_day(root: tk.Tk, tmp_path: Path) -> None:
    with open_as("admin", tmp_path / "sealed") as administrator:
        screen = Page(root, administrator, "calendar", tmp_path / "preferences").screen
        assert screen.year_page.card.keep.instate(["!disabled"])
        assert screen.affected_page.move.instate(["disabled"])

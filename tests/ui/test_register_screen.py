"""The dossier register on a real window: search, new dossier, refusal, move, correction, history."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.ui.dossier_papers import DossierPapersWindow
from desktop_app.workflows.session import Session, open_session
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page

pytestmark = pytest.mark.window


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 4)
    return made


def fields(page: Page, **texts: str) -> None:
    """Key texts into fields of the form and leave each."""
    for name, text in texts.items():
        field = page.screen.form_page.fields[name]
        field.entry.focus_force()
        page.root.update()
        field.set(text)
        field.entry.event_generate("<FocusOut>")
        page.root.update()


def test_the_list_narrows_while_typing(page: Page) -> None:
    page.type(page.screen.list.search.entry, "dang d")
    assert [page.screen.presenter.row(i)[1] for i in range(len(page.screen.presenter))] == ["Đặng Văn Đức"]
    assert page.screen.count.cget("text") == "1 trong 4 hồ sơ"
    page.key("Escape")
    assert len(page.screen.presenter) == 4


def test_overdue_only(page: Page) -> None:
    page.screen.list.filters.late_box.invoke()
    page.settle()
    assert len(page.screen.presenter) == 1


def test_a_dossier_is_keyed_and_saved_with_f10(page: Page, session: Session) -> None:
    page.key("F7")
    fields(page, name="Lê Thị Bình", id_number="027190000321", birth="05011990", procedure="cmnd-cccd")
    fields(page, documents="Tờ khai theo mẫu")
    assert page.screen.form_page.fields["birth"].get() == "05/01/1990"
    assert page.screen.form_page.fields["case"].get() == "new"
    page.settle()
    assert page.screen.form_page.side.due.cget("text") == "19/08/2020"
    page.key("F10")
    saved = session.office.get("dossiers", session.office.find_code("dossiers", "TAM-200810-0001") or "")
    assert saved is not None
    assert (saved.data or {})["name"] == "Lê Thị Bình"
    assert page.screen.form_page.fields["name"].get() == ""


def test_a_refused_form_loses_nothing_and_shows_codes_at_the_fields(page: Page, session: Session) -> None:
    page.key("F7")
    fields(page, phone="12", address="12 Trần Phú")
    before = session.office.head
    page.key("F10")
    form = page.screen.form_page
    assert session.office.head == before
    assert (form.fields["phone"].get(), form.fields["address"].get()) == ("12", "12 Trần Phú")
    assert form.fields["phone"]._problem.cget("text") == "PHONE-SHAPE"
    assert form.fields["name"]._problem.cget("text").startswith("FIELD-MISSING: ")
    assert page.root.focus_get() is form.fields["procedure"].entry


def test_escape_gives_up_a_form_only_after_asking(page: Page) -> None:
    page.key("F7")
    page.key("Escape")
    assert (page.screen.page, page.answers.said) == ("list", [])
    page.key("F7")
    fields(page, name="Lê")
    page.answers.yes = False
    page.key("Escape")
    assert (page.screen.page, page.screen.form_page.fields["name"].get()) == ("form", "Lê")
    page.answers.yes = True
    page.key("Escape")
    assert (page.screen.page, len(page.answers.said)) == ("list", 2)


def test_only_allowed_moves_are_offered_and_f10_saves_the_move(page: Page, session: Session) -> None:
    page.screen.list.table.focus_table()
    page.root.update()
    id = page.screen.list.chosen()[0]
    page.key("Return", page.screen.list.table.canvas)
    offered = [str(radio.cget("value")) for radio in page.screen.moves.panel.radios]
    assert offered == ["processing", "supplement", "payment", "withdrawn", "stopped", "finished"]
    page.screen.moves.panel.to.set("supplement")
    page.key("F10")
    assert page.screen.moves.panel.why._problem.cget("text").startswith("MOVE-WHY-EMPTY: ")
    page.screen.moves.panel.why.set("thiếu giấy")
    page.key("F10")
    stored = session.office.get("dossiers", id)
    assert stored is not None
    assert ((stored.data or {})["status"], stored.why) == ("supplement", "thiếu giấy")
    assert page.screen.strip.winfo_ismapped()


def test_several_dossiers_move_in_one_save(page: Page, session: Session) -> None:
    page.screen.list.table.focus_table()
    page.key("Control-a", page.screen.list.table.canvas)
    before = session.office.head.n
    page.key("Return", page.screen.list.table.canvas)
    page.key("F10")
    assert session.office.head.n == before + 4
    assert {str((stored.data or {})["status"]) for stored in session.office.records("dossiers")} == {"processing"}


def test_a_correction_needs_a_reason_and_the_history_tells_it(page: Page, session: Session) -> None:
    page.screen.list.table.focus_table()
    id = page.screen.list.chosen()[0]
    page.key("F8")
    fields(page, name="Trần Ngọc Anh")
    page.key("F10")
    assert page.screen.form_page.side.why._problem.cget("text").startswith("EDIT-WHY-EMPTY: ")
    page.screen.form_page.side.why.set("ghi nhầm dấu")
    page.key("F10")
    stored = session.office.get("dossiers", id)
    assert stored is not None
    assert (stored.rev, stored.why) == (2, "ghi nhầm dấu")
    page.settle()
    page.key("F11")
    assert page.screen.history_page.what.cget("text").startswith("Tên cá nhân, tổ chức")
    page.key("Escape")
    assert page.screen.page == "list"


def test_every_text_is_there_in_english_too(page: Page) -> None:
    page.window.change_look(language="en")
    try:
        page.settle(lambda: len(page.screen.presenter) == 4)
        assert page.screen.new_button.cget("text") == "New dossier  F7"
        assert page.screen.list.table.columns[1].title == "Name"
    finally:
        page.window.change_look(language="vi")


def searches(session: Session) -> list[tuple[str, int]]:
    return [((line.data or {})["find"], (line.data or {})["hits"]) for line in session.office.audits("search")]


def test_a_search_is_noted_once_and_not_at_each_key(page: Page, session: Session) -> None:
    page.type(page.screen.list.search.entry, "dang d")
    assert searches(session) == []
    page.screen.presenter.note_search()
    page.screen.presenter.note_search()
    assert searches(session) == [("dang d", 1)]


def test_a_search_that_rested_is_noted(page: Page, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.ui.register_list.REST_MS", 60)
    page.type(page.screen.list.search.entry, "dang d")
    page.settle(lambda: bool(searches(session)) and searches(session)[-1][0] == "dang d")
    page.key("Escape")
    assert searches(session)[-1] == ("dang d", 1)


def test_opening_a_dossier_notes_the_search_and_the_look(page: Page, session: Session) -> None:
    page.type(page.screen.list.search.entry, "dang d")
    page.screen.list.table.focus_table()
    page.key("F8")
    told = [(line.id, line.data or {}) for line in session.office.audits()]
    assert [what for what, _ in told] == ["search", "view"]
    assert told[1][1]["table"] == "dossiers"


def test_a_new_dossier_is_chosen_whatever_was_looked_for_before(page: Page, session: Session) -> None:
    page.type(page.screen.list.search.entry, "dang d")
    page.key("F7")
    fields(page, name="Lê Thị Bình", procedure="dang-ky-xe", documents="Giấy khai đăng ký xe")
    page.key("F10")
    page.key("F10")
    page.key("Escape")
    page.settle()
    assert page.screen.list.chosen() == [session.office.find_code("dossiers", "TAM-200810-0001")]


def test_shift_f8_in_the_form_opens_the_papers_of_the_dossier_just_saved(page: Page) -> None:
    page.key("F7")
    page.key("Shift-F8")
    assert page.root.grab_current() is None  # type: ignore[no-untyped-call]
    fields(page, name="Lê Thị Bình", procedure="pccc-nghiem-thu")
    page.key("F10")
    page.key("Shift-F8")
    (papers,) = [child for child in page.root.winfo_children() if isinstance(child, DossierPapersWindow)]
    assert papers.presenter.code == "TAM-200810-0001"
    page.key("Escape", papers)
    assert page.screen.page == "form"


def test_a_window_left_open_overnight_looks_at_deadlines_anew(page: Page, session: Session) -> None:
    before = page.screen.presenter.found.late
    session.clock = lambda: NOW + timedelta(days=14)
    page.key("F7")
    page.key("Escape")
    page.settle()
    assert page.screen.presenter.found.late > before

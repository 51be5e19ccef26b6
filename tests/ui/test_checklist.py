"""The papers handed in, ticked by digit and space, and the question before a dossier that is not complete is saved."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.checklist import Checklist
from desktop_app.ui.theme import Theme
from desktop_app.workflows.components import Component
from desktop_app.workflows.session import Session, open_session
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page
from tests.ui.vietnamese_keys import press

pytestmark = pytest.mark.window
COMPONENTS = [
    Component("Tờ khai", required=True), Component("Ảnh 4x6 (2 bản)", required=True), Component("Sổ hộ khẩu", required=False),
]  # fmt: skip


@pytest.fixture
def checklist(root: tk.Tk) -> Checklist:
    made = Checklist(root, Theme(root), "Thành phần hồ sơ", lambda: None)
    made.pack(fill="x")
    made.set_components(COMPONENTS)
    root.update()
    made.list.focus_force()
    root.update()
    return made


def test_a_digit_ticks_and_unticks_its_component(checklist: Checklist) -> None:
    press(checklist.list, ["3", "1"])
    assert checklist.get() == "Tờ khai\nSổ hộ khẩu"
    press(checklist.list, ["1", "9"])
    assert checklist.get() == "Sổ hộ khẩu"


def test_space_ticks_and_goes_on(checklist: Checklist) -> None:
    press(checklist.list, [" ", " "])
    assert checklist.get() == "Tờ khai\nẢnh 4x6 (2 bản)"
    assert checklist.list.cursor == 2


def test_nought_ticks_all_and_none(checklist: Checklist) -> None:
    press(checklist.list, ["1", "0"])
    assert len(checklist.get().splitlines()) == 3
    press(checklist.list, ["0"])
    assert checklist.get() == ""


def test_other_papers_stand_beside_and_stay_when_the_procedure_changes(checklist: Checklist) -> None:
    checklist.set("tờ khai\nGiấy uỷ quyền")
    assert (checklist.list.ticked, checklist.others.get()) == ({0}, "Giấy uỷ quyền")
    checklist.set_components([Component("Giấy uỷ quyền", required=False)])
    assert (checklist.list.ticked, checklist.get()) == ({0}, "Giấy uỷ quyền\nTờ khai")
    checklist.set_components([])
    assert checklist.entry is checklist.others.entry
    assert checklist.get() == "Giấy uỷ quyền\nTờ khai"


# A dossier that is not complete


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 4)
    made.root.focus_force()
    made.key("F7")
    form = made.screen.form_page
    for name, text in (("procedure", "antt-gcn"), ("name", "Lê Thị Bình")):
        form.fields[name].set(text)
        form.fields[name].entry.event_generate("<FocusOut>")
        made.settle()
    return made


def saved(session: Session) -> dict[str, object] | None:
    stored = session.office.get("dossiers", session.office.find_code("dossiers", "TAM-200810-0001") or "")
    return dict(stored.data or {}) if stored else None


def test_missing_papers_are_asked_for_and_escape_goes_back_to_ticking(page: Page, session: Session) -> None:
    page.key("F10")
    asking = page.screen.form_page.asking.panel
    assert asking.is_open
    assert "Văn bản đề nghị cấp, đổi, cấp lại" in asking._text.cget("text")
    press(asking.list, ["Escape"])
    assert (asking.is_open, page.screen.page, saved(session)) == (False, "form", None)


def test_it_can_be_received_still_by_digit_or_by_f10_again(page: Page, session: Session) -> None:
    page.key("F10")
    page.key("F10")
    kept = saved(session)
    assert kept is not None
    assert (kept["status"], kept.get("documents")) == ("received", None)


def test_it_can_be_received_with_a_request_that_names_what_is_missing(page: Page, session: Session) -> None:
    ticks = page.screen.form_page.fields["documents"].list
    ticks.focus_force()
    page.settle()
    press(ticks, ["2", "4"])
    page.key("F10")
    press(page.screen.form_page.asking.panel.list, ["2"])
    page.settle()
    kept = saved(session)
    assert kept is not None
    assert (kept["status"], kept["moves"]) == (
        "supplement",
        [{"at": "2020-08-10T09:00:00+07:00", "to": "supplement", "by": "lan", "why": "Thiếu: Văn bản đề nghị cấp, đổi, cấp lại"}],
    )


def test_the_next_dossier_is_asked_about_anew(page: Page) -> None:
    page.key("F10")
    page.key("F10")
    form = page.screen.form_page
    form.fields["name"].set("Trần Văn Cường")
    page.key("F10")
    assert form.asking.panel.is_open


def test_what_is_wrong_is_put_right_before_it_is_asked(page: Page) -> None:
    page.screen.form_page.fields["phone"].set("12")
    page.key("F10")
    assert not page.screen.form_page.asking.panel.is_open
    assert page.root.focus_get() is page.screen.form_page.fields["phone"].entry


def test_a_correction_is_not_asked_about_papers(page: Page, session: Session) -> None:
    page.key("F10")
    page.key("F10")
    page.key("Escape")
    page.settle()
    page.key("F8")
    page.screen.form_page.fields["address"].set("12 Trần Phú")
    page.screen.form_page.side.why.set("bổ sung")
    page.key("F10")
    kept = saved(session)
    assert kept is not None
    assert kept["address"] == "12 Trần Phú"


def test_what_is_keyed_is_on_the_disk_a_moment_after_the_field_is_left(page: Page, session: Session) -> None:
    def drafted() -> bool:
        drafts = session.office.drafts()
        return any((session.office.load_draft(name) or {}).get("texts", {}).get("name") == "Lê Thị Bình" for name in drafts)

    page.settle(drafted)
    page.answers.yes = True
    page.key("Escape")
    page.root.after(400, page.root.quit)
    page.root.mainloop()
    assert (page.screen.page, session.office.drafts()) == ("list", [])

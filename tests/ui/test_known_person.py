"""A person the office knows, beside the form: found when a field is left, masked, copied by one key, noted once."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.dossier_form import DossierForm
from desktop_app.ui.person_look import PersonLook
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session, open_session
from tests.ui.office_data import NOW, dossier, fill
from tests.ui.screens import Page
from tests.ui.vietnamese_keys import press

HUONG = "027190000123"


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        fill(opened)
        old = {
            **dossier(0), "code": "000.17.22.H56-200701-0009", "received_at": "2020-07-01T08:00:00+07:00",
            "birth": "1990-01-05", "sex": "female", "address": "12 Trần Phú", "procedure": "dang-ky-xe",
        }  # fmt: skip
        enter(opened, "dossiers", [old])
        yield opened


@pytest.fixture
def form(session: Session) -> DossierForm:
    register = RegisterPresenter(session)
    list(register.load())
    made = DossierForm(register)
    made.start_new()
    return made


def test_it_tells_of_all_dossiers_and_warns_of_one_of_the_same_procedure(form: DossierForm) -> None:
    look = PersonLook(form.register)
    form.texts |= {"id_number": "027 190 000 123", "procedure": "cmnd-cccd"}
    assert look.look(form.texts, "") is not None
    told = look.tell(form.texts)
    assert told is not None
    assert told.title == "Người này đã có 2 hồ sơ, 2 đang mở"
    assert [same for _, same in told.lines] == [True, False]
    assert "000.17.22.H56-200727-0001" in told.lines[0][0]


def test_no_number_is_readable(form: DossierForm) -> None:
    look = PersonLook(form.register)
    form.texts["id_number"] = HUONG
    look.look(form.texts, "")
    told = look.tell(form.texts)
    assert told is not None
    everything = " ".join([told.title, told.person, *(text for text, _ in told.lines)])
    assert HUONG not in everything
    assert "0912345678" not in everything
    assert "•••••••••123" in everything


def test_only_empty_fields_are_filled(form: DossierForm) -> None:
    look = PersonLook(form.register)
    form.texts |= {"id_number": HUONG, "phone": "0987654321"}
    look.look(form.texts, "")
    assert look.copied(form.texts) == {"address": "12 Trần Phú", "birth": "05/01/1990", "sex": "female"}


def test_a_person_is_looked_up_once_for_what_is_keyed_and_noted_once(form: DossierForm, session: Session) -> None:
    look = PersonLook(form.register)
    form.texts["id_number"] = HUONG
    look.look(form.texts, "")
    form.texts["name"] = "Nguyễn Thị Hường"
    look.look(form.texts, "")
    look.forget()
    look.look(form.texts, "")
    assert len(list(session.office.audits("view"))) == 1


def test_a_phone_is_found_in_the_register_the_window_holds(form: DossierForm) -> None:
    look = PersonLook(form.register)
    form.texts |= {"phone": "+84 912 345 678", "name": "Phạm Văn Lạ"}
    look.look(form.texts, "")
    told = look.tell(form.texts)
    assert told is not None
    assert told.title.startswith("Số điện thoại này đã có ở 5 hồ sơ")


# In the window


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 5)
    made.root.focus_force()
    made.key("F7")
    number = made.screen.form_page.fields["id_number"].entry
    number.focus_force()
    made.settle()
    press(number, [*HUONG, "Tab"])
    made.settle()
    return made


@pytest.mark.window
def test_f8_fills_the_empty_fields_and_nothing_is_forced(page: Page) -> None:
    form = page.screen.form_page
    assert form.beside.panel.winfo_ismapped()
    assert form.fields["address"].get() == ""
    page.key("F8")
    assert [form.fields[name].get() for name in ("address", "birth", "sex", "phone", "name")] == [
        "12 Trần Phú", "05/01/1990", "female", "0912345678", "",
    ]  # fmt: skip


@pytest.mark.window
def test_f11_looks_at_the_open_dossier_and_escape_comes_back_to_the_field(page: Page) -> None:
    before = page.root.focus_get()
    page.key("F11")
    [window] = [child for child in page.root.winfo_children() if child.winfo_class() == "Toplevel" and child.winfo_viewable()]
    window.event_generate("<Escape>")
    page.settle()
    assert page.root.focus_get() is before
    assert (page.screen.page, page.screen.form_page.fields["id_number"].get()) == ("form", HUONG)


@pytest.mark.window
def test_the_panel_goes_with_the_number(page: Page) -> None:
    number = page.screen.form_page.fields["id_number"].entry
    number.focus_force()
    page.settle()
    press(number, ["BackSpace", "4", "Tab"])
    page.settle()
    assert not page.screen.form_page.beside.panel.winfo_ismapped()

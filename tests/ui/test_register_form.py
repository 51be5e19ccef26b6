"""The dossier form without a window: what is keyed, what follows, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.ui.dossier_form import DossierForm, by_field
from desktop_app.ui.dossier_history import DossierHistory
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.workflows.session import open_session
from forms.problems import Refused
from tests.ui.office_data import NOW


@pytest.fixture
def form(office_folder: Path) -> Iterator[DossierForm]:
    with open_session(office_folder, "lan", lambda: NOW) as session:
        made = DossierForm(RegisterPresenter(session))
        made.start_new()
        yield made


def key(form: DossierForm, **texts: str) -> None:
    """Key texts into fields and leave each."""
    for name, text in texts.items():
        form.set(name, text)
        form.tidy(name)


def fill(form: DossierForm) -> None:
    key(
        form,
        name="Lê Thị Bình",
        id_number="027 190 000 123",
        birth="05011990",
        procedure="cmnd-cccd",
        received_at="10082020 0815",
    )


def test_a_new_form_is_received_now_at_the_counter(form: DossierForm) -> None:
    assert (form.texts["received_at"], form.texts["channel"], form.texts["copies"]) == ("10/08/2020 09:00", "counter", "1")


def test_a_form_that_waits_receives_when_it_is_filled_not_when_it_was_opened(form: DossierForm) -> None:
    form.session.clock = lambda: NOW + timedelta(hours=6, minutes=20)
    key(form, procedure="cmnd-cccd")
    assert form.keep_time()
    assert not form.keep_time()
    assert (form.texts["received_at"], str(form.due().day)) == ("10/08/2020 15:20", "2020-08-20")


def test_an_empty_form_that_waits_has_nothing_keyed(form: DossierForm) -> None:
    form.session.clock = lambda: NOW + timedelta(days=1)
    assert form.keep_time()
    assert not form.changed


def test_a_time_that_was_keyed_stays(form: DossierForm) -> None:
    key(form, received_at="10/08/2020 09:00")
    form.session.clock = lambda: NOW + timedelta(hours=1)
    assert not form.keep_time()
    assert form.texts["received_at"] == "10/08/2020 09:00"


def test_the_time_of_a_saved_dossier_stays(form: DossierForm) -> None:
    fill(form)
    form.start_edit(form.save().id)
    form.session.clock = lambda: NOW + timedelta(hours=1)
    assert not form.keep_time()


def test_eight_digits_become_a_date_and_four_more_a_time(form: DossierForm) -> None:
    key(form, birth="05011990", received_at="10082020 0815")
    assert (form.texts["birth"], form.texts["received_at"]) == ("05/01/1990", "10/08/2020 08:15")


def test_a_birth_year_alone_stays_a_year(form: DossierForm) -> None:
    key(form, birth="1990")
    assert form.values()["birth"] == "1990"


def test_what_is_no_date_stays_as_keyed(form: DossierForm) -> None:
    key(form, birth="31/02/1990")
    assert form.texts["birth"] == "31/02/1990"
    assert form.problems()["birth"].code == "DATE-IMPOSSIBLE"


def test_choosing_a_procedure_fills_its_first_case_and_the_due_day(form: DossierForm) -> None:
    fill(form)
    due = form.due()
    assert (form.texts["case"], due.limit_days, str(due.day)) == ("new", 7, "2020-08-19")


def test_procedures_not_in_force_on_the_day_are_not_offered(form: DossierForm) -> None:
    assert "cmnd-cccd" in dict(form.choices("procedure"))
    assert "can-cuoc" not in dict(form.choices("procedure"))


def test_only_fields_already_left_are_complained_about(form: DossierForm) -> None:
    key(form, phone="123")
    assert list(form.problems()) == ["phone"]
    assert {"name", "phone", "procedure"} <= set(form.problems(everywhere=True))


def test_the_identity_number_is_compared_with_birth_and_sex(form: DossierForm) -> None:
    fill(form)
    assert form.id_says() == "Bắc Ninh · Nữ · 1990"
    key(form, birth="1985")
    assert [(p.code, p.severity) for p in form.problems().values()] == [("ID-BIRTH", "warning")]


def test_a_refused_form_keeps_every_text_and_names_every_field(form: DossierForm) -> None:
    key(form, name="", id_number="12", phone="9")
    texts = dict(form.texts)
    with pytest.raises(Refused) as refused:
        form.save()
    assert {"name", "id_number", "phone", "procedure", "case"} <= set(by_field(refused.value))
    assert form.texts == texts


def test_saving_gives_a_provisional_code_and_takes_the_dossier_into_the_list(form: DossierForm) -> None:
    fill(form)
    saved = form.save()
    assert saved.data is not None
    assert (saved.data["code"], saved.data["id_number"], saved.by) == ("TAM-200810-0001", "027190000123", "lan")
    assert form.register.index.entries[0].id == saved.id
    assert form.recent == ["TAM-200810-0001"]


def test_the_next_form_keeps_the_procedure_but_no_person(form: DossierForm) -> None:
    fill(form)
    form.save()
    form.start_new()
    assert (form.texts["procedure"], form.texts["case"], form.texts["name"], form.texts["id_number"]) == (
        "cmnd-cccd",
        "new",
        "",
        "",
    )
    assert form.ditto("documents") == ""
    assert form.ditto("name") is None


def test_papers_are_kept_one_a_line(form: DossierForm) -> None:
    fill(form)
    key(form, documents="Tờ khai\n\n Sổ hộ khẩu ")
    saved = form.save()
    assert saved.data is not None
    assert saved.data["documents"] == ["Tờ khai", "Sổ hộ khẩu"]


def test_a_correction_shows_what_is_there_and_writes_a_revision_with_its_reason(form: DossierForm) -> None:
    fill(form)
    first = form.save()
    form.start_edit(first.id)
    assert (form.texts["birth"], form.texts["received_at"]) == ("05/01/1990", "10/08/2020 08:15")
    key(form, name="Lê Thị Bính")
    with pytest.raises(Refused) as refused:
        form.save("")
    assert list(by_field(refused.value)) == ["why"]
    assert form.save("ghi nhầm").rev == 2


def test_history_tells_of_a_removal_and_of_what_came_back(form: DossierForm) -> None:
    from desktop_app.workflows.removing import remove, undelete

    fill(form)
    first = form.save("")
    remove(form.register.session, "dossiers", first.id, 1, "nhập trùng")
    undelete(form.register.session, "dossiers", first.id, "không trùng")
    history = DossierHistory(form.register, first.id)
    rows = [(history.row(i)[2], history.row(i)[5]) for i in range(len(history))]
    assert sorted(rows) == sorted([("Lập hồ sơ", ""), ("Gỡ khỏi sổ", "nhập trùng"), ("Lấy lại vào sổ", "không trùng")])


def test_history_says_who_what_from_to_and_why_with_numbers_masked(form: DossierForm) -> None:
    fill(form)
    first = form.save()
    form.start_edit(first.id)
    key(form, id_number="027190000999", name="Lê Thị Bính")
    form.save("ghi nhầm")
    form.register.move([first.id], "supplement", "thiếu giấy")
    history = DossierHistory(form.register, first.id)
    rows = [history.row(i)[1:] for i in range(len(history))]
    assert rows == [
        ("lan", "Trạng thái", "Được tiếp nhận", "Yêu cầu bổ sung giấy tờ", "thiếu giấy"),
        ("lan", "Tên cá nhân, tổ chức", "Lê Thị Bình", "Lê Thị Bính", "ghi nhầm"),
        ("lan", "Số CMND/CCCD/định danh", "•••••••••123", "•••••••••999", "ghi nhầm"),
        ("lan", "Lập hồ sơ", "–", "TAM-200810-0001", ""),
    ]

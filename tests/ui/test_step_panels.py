"""The panels under the register's list, by keys alone: move with a reason by digit, hand over, appoint anew, official code."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.ui.quick_reasons import REASONS
from desktop_app.ui.register_moves import by_place
from desktop_app.workflows.dossiers import REASONED, new_dossier
from desktop_app.workflows.records import save
from desktop_app.workflows.session import Session, open_session
from forms.problems import Problem, Refused
from tests.ui import sealed_office
from tests.ui.office_data import NOW, dossier, fill
from tests.ui.screens import Page

pytestmark = pytest.mark.window


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    return open_page(root, session, tmp_path)


def open_page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) >= 4)
    made.screen.list.table.focus_table()
    made.settle()
    return made


def choose(page: Page, name: str) -> str:
    """Put the cursor on the dossier of a person; return its id."""
    index = page.screen.presenter.index
    id = next(id for id, place in index.places.items() if index.entries[place].name == name)
    page.screen.list.table.show(page.screen.presenter, cursor=page.screen.presenter.row_of(id))
    page.screen.list.table.focus_table()
    page.settle()
    return str(id)


def data_of(session: Session, id: str) -> dict[str, Any]:
    stored = session.office.get("dossiers", id)
    assert stored is not None
    return dict(stored.data or {})


def table(page: Page) -> tk.Misc:
    canvas: tk.Misc = page.screen.list.table.canvas
    return canvas


def test_two_digits_ask_for_papers_with_a_reason(page: Page, session: Session) -> None:
    id = choose(page, "Nguyễn Thị Hường")
    page.key("Return", table(page))
    page.key("Key-2")
    assert page.root.focus_get() is page.screen.moves.panel.reasons.buttons[0]
    page.key("Key-1")
    assert page.root.focus_get() is page.screen.moves.panel.why.entry
    page.key("Return")
    moved = data_of(session, id)
    assert (moved["status"], moved["moves"][0]["why"]) == ("supplement", REASONS["supplement"][0])
    assert page.screen.strip.winfo_ismapped()


def test_nought_leads_to_a_reason_of_one_s_own(page: Page, session: Session) -> None:
    id = choose(page, "Nguyễn Thị Hường")
    page.key("Return", table(page))
    page.key("Key-5")
    page.key("Key-0")
    assert (page.root.focus_get(), page.screen.moves.panel.why.get()) == (page.screen.moves.panel.why.entry, "")
    page.screen.moves.panel.why.set("Chuyển cơ quan khác")
    page.key("F10")
    assert data_of(session, id)["moves"][0]["why"] == "Chuyển cơ quan khác"


def test_a_typed_time_is_the_time_of_the_move_and_nonsense_is_refused(page: Page, session: Session) -> None:
    id = choose(page, "Nguyễn Thị Hường")
    page.key("Return", table(page))
    page.screen.moves.panel.at.set("hôm qua")
    page.key("F10")
    assert page.screen.moves.panel.at._problem.cget("text").startswith("TIME-SHAPE")
    page.screen.moves.panel.at.set("07/08/2020 14:30")
    page.key("F10")
    assert data_of(session, id)["moves"][0]["at"] == "2020-08-07T14:30:00+07:00"


def test_every_status_with_a_reason_has_some_of_every_day() -> None:
    assert REASONS.keys() >= REASONED


def test_only_what_can_be_done_is_offered(page: Page) -> None:
    choose(page, "Nguyễn Thị Hường")
    page.key("Return", table(page))
    assert [button.cget("text") for button in page.screen.moves.panel.acts] == ["7  Hẹn lại ngày trả…", "8  Bàn giao…  Shift-F9"]
    page.key("Escape")
    page.key("Control-a", table(page))
    page.key("Return", table(page))
    assert [button.cget("text") for button in page.screen.moves.panel.acts] == ["7  Bàn giao…  Shift-F9"]
    assert [str(radio.cget("value")) for radio in page.screen.moves.panel.radios][-1] == "finished"


def test_all_chosen_are_handed_over_in_one_save(page: Page, session: Session) -> None:
    page.key("Control-a", table(page))
    page.key("Shift-F9")
    panel = page.screen.moves.handover
    assert (panel.heading.cget("text"), panel.says.cget("text")) == ("Bàn giao: 4 hồ sơ", "Đang giữ: lan")
    page.key("F10")
    assert panel.to._problem.cget("text") == "HANDOVER-TO-EMPTY"
    panel.to.set("minh")
    panel.note.set("nghỉ phép")
    before = session.office.head.n
    page.key("Return", panel.note.entry)
    assert session.office.head.n == before + 4
    held = {
        (data["officer"], data["handovers"][0]["note"])
        for data in (dict(s.data or {}) for s in session.office.records("dossiers"))
    }
    assert held == {("minh", "nghỉ phép")}


def test_an_office_with_accounts_offers_its_people_by_digit(root: tk.Tk, tmp_path: Path) -> None:
    with sealed_office.open_as("lan", tmp_path / "sealed") as session:
        page = open_page(root, session, tmp_path)
        id = choose(page, "Nguyễn Thị Hường")
        page.key("Shift-F9")
        to: Any = page.screen.moves.handover.to
        assert page.root.focus_get() is to.entry
        page.key("Key-3")
        assert to.get() == "hung"
        page.key("Return")
        assert data_of(session, id)["officer"] == "hung"
        assert "người giữ: Trần Văn Hùng" in page.screen.strip.lines[1].cget("text")


def test_a_new_appointment_is_refused_for_a_day_off_and_given_once(page: Page, session: Session) -> None:
    id = choose(page, "Nguyễn Thị Hường")
    page.key("Return", table(page))
    page.key("Key-7")
    panel = page.screen.moves.appoint
    assert (panel.due.get(), panel.says.cget("text")[:24]) == ("13/08/2020", "Đã hẹn trả 05/08/2020. M")
    panel.due.set("15/8/20")
    page.key("Return", panel.due.entry)
    page.key("Key-1")
    page.key("F10")
    assert panel.due._problem.cget("text") == "REAPPOINT-DAY-OFF"
    assert panel.problem.cget("text").endswith("ngày làm việc kế tiếp là 17/08/2020.")
    panel.due.set("14/8/20")
    page.key("F10")
    assert data_of(session, id)["reappointment"] == {
        "at": "2020-08-10T09:00:00+07:00", "due": "2020-08-14", "why": REASONS["appoint"][0],
    }  # fmt: skip
    page.settle()
    assert page.screen.strip.more.cget("text") == "Hẹn lại 14/08/2020"
    page.screen.moves.open_appoint()
    assert not page.screen.moves.active


def test_the_official_code_takes_the_place_of_the_provisional_one(root: tk.Tk, session: Session, tmp_path: Path) -> None:
    card = session.office.get("units", session.office.profile.unit)
    assert card is not None
    save(session, "units", {**(card.data or {}), "agency": "000.17.22.H56"}, card.id, card.rev, "mã cơ quan")
    id = new_dossier(session, dossier(0) | {"code": "", "name": "Lê Thị Bình"}).id
    page = open_page(root, session, tmp_path)
    assert choose(page, "Lê Thị Bình") == id
    page.key("Return", table(page))
    page.key("Key-8")
    panel = page.screen.moves.code
    assert panel.code.get() == "000.17.22.H56-200727-"
    page.key("F10")
    assert panel.code._problem.cget("text") == "CODE-SHAPE"
    panel.code.set(panel.code.get() + "0077")
    page.key("Return", panel.code.entry)
    assert data_of(session, id)["former_codes"] == ["TAM-200727-0001"]
    page.settle()
    assert "000.17.22.H56-200727-0077  ·  trước: TAM-200727-0001" in page.screen.strip.lines[0].cget("text")
    page.type(page.screen.list.search.entry, "TAM-200727-0001")
    assert [page.screen.presenter.entry(i).id for i in range(len(page.screen.presenter))] == [id]


def test_what_ended_is_open_to_nothing(page: Page, session: Session) -> None:
    choose(page, "Nguyễn Thị Hường")
    page.key("Return", table(page))
    page.key("Key-4")
    page.key("Key-1")
    page.key("F10")
    choose(page, "Nguyễn Thị Hường")
    for open_panel in (page.screen.moves.open, page.screen.moves.open_handover, page.screen.moves.open_code):
        open_panel()
        assert not page.screen.moves.active


def test_a_problem_of_some_names_them_and_one_of_all_stands_at_its_field() -> None:
    same = [Problem("A", f"C{n}: to", "bị trùng", "is the same") for n in range(5)]
    found = by_place(
        Refused([*same, Problem("B", "C1: why", "thiếu", "is missing"), Problem("B", "C2: why", "thiếu", "is missing")]), 2
    )
    assert found["why"].vi == "thiếu"
    assert found["to A"].vi == "C0, C1, C2 và 2 hồ sơ nữa – bị trùng"
    assert by_place(Refused([Problem("C", "to", "chọn", "choose")]), 3)["to"].code == "C"

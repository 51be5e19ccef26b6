"""The feedback register on a real window: log, answer, correct, remove, and remarks on slips, by keys alone."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.workflows import feedback
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session, open_session
from tests.ui.conftest import BATCH
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page

pytestmark = pytest.mark.window


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        feedback.log(opened, {"day": "2020-07-01", "kind": "report", "channel": "box", "content": "Ghế ngồi đã hỏng"})
        feedback.log(opened, {"day": "2020-08-07", "kind": "suggestion", "channel": "counter", "content": "Thêm quạt"})
        enter(opened, "batches", [BATCH])
        yield opened


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    made = Page(root, session, "feedback", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 2)
    made.screen.list.table.focus_table()
    made.settle()
    return made


def records(session: Session) -> dict[str, dict[str, object]]:
    return {str((s.data or {})["content"]): dict(s.data or {}) for s in session.office.records("feedback")}


def key(page: Page, field: str, text: str) -> None:
    """Key a text into a field of the form and leave it."""
    entry = page.screen.card.fields[field].entry
    entry.focus_force()
    page.root.update()
    page.screen.card.fields[field].set(text)
    entry.event_generate("<FocusOut>")
    page.root.update()


def test_shift_f4_opens_the_page(page: Page) -> None:
    page.window.show("dashboard")
    page.key("Shift-F4")
    assert page.window._name == "feedback"


def test_the_list_narrows_while_typing_and_escape_widens_it(page: Page) -> None:
    page.type(page.screen.list.search.entry, "ghe h")
    assert page.screen.count.cget("text") == "1 / 2 ý kiến"
    page.key("Escape")
    assert len(page.screen.presenter) == 2


def test_feedback_is_logged_by_keys_alone(page: Page, session: Session) -> None:
    page.key("F7")
    fields = page.screen.card.fields
    assert page.root.focus_get() is fields["day"].entry
    page.key("Tab")
    page.key("Key-3")  # kind: petition
    page.key("Tab")
    page.key("Key-4")  # channel: hotline
    page.key("Tab")
    page.key("Tab")
    assert page.root.focus_get() is fields["content"].entry
    fields["content"].set("Mở cửa sớm hơn")
    page.key("F10")
    saved = records(session)["Mở cửa sớm hơn"]
    assert (saved["kind"], saved["channel"], saved["day"]) == ("petition", "phone", "2020-08-10")
    assert (page.screen.page, fields["content"].get(), fields["kind"].get()) == ("form", "", "petition")


def test_enter_answers_the_longest_waiting_without_a_reason(page: Page, session: Session) -> None:
    page.key("Return", page.screen.list.table.canvas)
    assert page.root.focus_get() is page.screen.card.fields["handler"].entry
    key(page, "handler", "Đỗ Văn Hoà")
    page.screen.card.fields["answered_day"].entry.focus_force()
    page.key("F7")  # today
    key(page, "answer", "Đã thay ghế")
    page.key("F10")
    saved = records(session)["Ghế ngồi đã hỏng"]
    assert (saved["handler"], saved["answered_day"], saved["answer"]) == ("Đỗ Văn Hoà", "2020-08-10", "Đã thay ghế")
    assert page.screen.page == "list"
    assert page.screen.list.chosen() in {s.id for s in session.office.records("feedback") if s.rev == 2}


def test_a_correction_asks_for_the_reason_and_f11_tells_it(page: Page, session: Session) -> None:
    page.key("F8")
    key(page, "content", "Ghế ngồi số 3 đã hỏng")
    page.settle()
    assert page.screen.card.side.why.winfo_ismapped()
    page.key("F10")
    assert page.screen.card.side.why._problem.cget("text").startswith("FEEDBACK-WHY-EMPTY: ")
    assert page.root.focus_get() is page.screen.card.side.why.entry
    page.screen.card.side.why.set("ghi thiếu số ghế")
    page.key("F10")
    page.settle()
    page.key("F11")
    assert page.screen.history_page.why.cget("text") == "ghi thiếu số ghế"


def test_a_refused_form_loses_nothing_and_shows_codes_at_the_fields(page: Page, session: Session) -> None:
    page.key("F7")
    key(page, "day", "31/02/2020")
    key(page, "answer", "Đã thay ghế")
    before = session.office.head
    page.key("F10")
    fields = page.screen.card.fields
    assert session.office.head == before
    assert fields["answer"].get() == "Đã thay ghế"
    problems = {name: str(fields[name]._problem.cget("text"))[:16] for name in ("day", "content", "answered_day")}
    assert problems == {"day": "DATE-IMPOSSIBLE", "content": "FIELD-MISSING: T", "answered_day": "FEEDBACK-UNDATED"}


def test_half_a_form_is_there_again_after_another_page(page: Page, session: Session) -> None:
    page.key("F7")
    page.screen.card.fields["content"].set("Thêm gh")
    page.window.show("dashboard")
    page.settle()
    page.window.show_anew("feedback")
    page.settle(lambda: page.screen.page == "form")
    assert page.screen.card.fields["content"].get() == "Thêm gh"


def test_f8_in_the_history_removes_and_brings_back(page: Page, session: Session) -> None:
    page.answers.ask_text = lambda *_: "nhập trùng"  # type: ignore[attr-defined]
    page.key("F11")
    page.key("F8")
    assert len(records(session)) == 1
    page.key("F8")
    assert len(records(session)) == 2
    page.key("Escape")
    assert len(page.screen.presenter) == 2


def test_one_key_logs_one_remark_of_a_slip(page: Page, session: Session) -> None:
    answers = {f"c{n:02d}": 4 for n in range(1, 23)}
    slips = [("Thêm nước uống", 1), ("Thêm nước uống", 2), ("Cảm ơn", 3)]
    enter(
        session,
        "surveys",
        [
            {"form": "survey-2640@1", "batch": "B1", "serial": serial, "day": "2020-07-06", "answers": answers, "comment": text}
            for text, serial in slips
        ],
    )
    page.key("Shift-F7")
    page.settle(lambda: len(page.screen.remarks.rows) == 3)
    page.key("Key-2", page.screen.remarks.table.canvas)
    page.key("Return", page.screen.remarks.table.canvas)
    assert [remark.text for remark in page.screen.remarks.rows.found] == ["Cảm ơn"]
    assert page.screen.heading._subtitle.cget("text") == "1 ý kiến chưa ghi sổ"
    logged = [s.data or {} for s in session.office.records("feedback") if (s.data or {})["channel"] == "slip"]
    assert [(data["kind"], data["batch"], data["day"]) for data in logged] == [
        ("report", "B1", "2020-07-06"), ("suggestion", "B1", "2020-07-06"),
    ]  # fmt: skip
    assert all("serial" not in data for data in logged)
    page.key("Escape")
    page.settle(lambda: len(page.screen.presenter) == 4)


def test_the_days_until_late_are_kept_as_a_preference(page: Page) -> None:
    assert page.screen.presenter.waiting() == "2 chưa trả lời, 1 chậm"
    page.screen.list._pick_limit("60")
    page.settle()
    assert page.window.preferences.feedback_days == 60
    assert page.screen.presenter.waiting() == "2 chưa trả lời, 0 chậm"


def test_the_dashboard_says_what_waits(page: Page) -> None:
    page.window.show("dashboard")
    page.settle()
    hint = page.screen._hint
    assert hint.winfo_ismapped()
    assert hint.cget("text") == "2 góp ý, phản ánh, kiến nghị chưa trả lời, 1 đã quá 15 ngày làm việc  ·  Shift-F4"


def test_every_text_is_there_in_english_too(page: Page) -> None:
    page.window.change_look(language="en")
    page.settle(lambda: len(page.screen.presenter) == 2)
    assert page.screen.new_button.cget("text") == "Log a new one  F7"
    assert [column.title for column in page.screen.list.table.columns][:2] == ["Received", "Kind"]


def test_a_code_nobody_has_is_kept_with_a_warning(page: Page, session: Session) -> None:
    page.key("F7")
    key(page, "content", "Chờ lâu")
    key(page, "dossier", "000.17.22.h56-200727-0099")
    page.screen.card.fields["handler"].entry.focus_force()
    page.settle()
    assert page.screen.card.fields["dossier"]._problem.cget("text") == "FEEDBACK-DOSSIER-UNKNOWN"
    page.key("F10")
    assert records(session)["Chờ lâu"]["dossier"] == "000.17.22.H56-200727-0099"


def test_one_key_opens_the_dossier_that_is_named(page: Page, session: Session) -> None:
    id = fill(session)[0]
    page.screen.list.table.focus_table()
    page.key("Shift-F8")
    assert page.window._name == "feedback"
    page.key("F7")
    key(page, "content", "Hẹn mãi chưa có")
    key(page, "dossier", "000.17.22.H56-200727-0001")
    page.key("F10")
    page.key("Escape")
    saved = next(stored.id for stored in session.office.records("feedback") if (stored.data or {}).get("dossier"))
    page.screen.list.refresh(saved)
    page.settle(lambda: page.screen.list.chosen() == saved)
    page.key("Shift-F8")
    page.settle(lambda: page.window._name == "register" and page.screen.list.chosen() == [id])
    assert page.screen.strip.more.cget("text") == "Phản ánh: 1"

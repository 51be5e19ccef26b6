"""Overdue and due soon on the dashboard: what a line says, the mark of a clock that was put back, Enter opens the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.ui.dashboard import DashboardScreen
from desktop_app.ui.due_view import make_due, short_code
from desktop_app.ui.register_screen import RegisterScreen
from desktop_app.ui.window import Window
from desktop_app.words import use_language
from desktop_app.workflows.handover import hand_over
from desktop_app.workflows.lists import LOOKED_AT
from desktop_app.workflows.reappointment import reappoint
from desktop_app.workflows.session import Session, open_session
from tests.ui import sealed_office
from tests.ui.conftest import Until
from tests.ui.office_data import NOW, fill


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    """An office with four dossiers; it is 10 August 2020, one is overdue, one due today, one tomorrow."""
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        fill(opened)
        yield opened


def test_lists_are_oldest_first_with_officer_and_days(session: Session) -> None:
    due = make_due(session)
    assert [(row.code, row.name, row.officer, row.days, row.kind) for row in due.late.rows] == [
        ("200727-0001", "Nguyễn Thị Hường", "lan", "Trễ 5 ngày", "late")
    ]
    assert [(row.name, row.days) for row in due.soon.rows] == [("Đặng Văn Đức", "Hôm nay"), ("Bùi Hoà", "Còn 1 ngày")]
    assert (due.late_title, due.soon_title) == ("Quá hạn: 1", "Đến hạn trong 2 ngày làm việc: 2")


def test_who_took_over_and_the_new_day_stand_in_the_line(session: Session) -> None:
    id = make_due(session).late.rows[0].id
    hand_over(session, [id], "minh")
    reappoint(session, id, date(2020, 8, 14), "chờ xác minh")
    row = make_due(session).late.rows[0]
    assert (row.officer, row.days) == ("minh", "Trễ 5 · hẹn 14/08")
    use_language("en")
    assert make_due(session).late.rows[0].days == "5 d late · 14/08"


def test_who_may_not_look_into_the_register_sees_no_name(tmp_path: Path) -> None:
    for account, shown in (("admin", "–"), ("hung", "Nguyễn Thị Hường")):
        with sealed_office.open_as(account, tmp_path / account) as opened:
            opened.clock = lambda: NOW
            assert make_due(opened).late.rows[0].name == shown


def test_a_code_is_shown_without_its_agency() -> None:
    assert [short_code(code) for code in ("000.17.22.H56-200727-0001", "TAM-200727-0001", "?")] == [
        "200727-0001", "TAM-200727-0001", "?",
    ]  # fmt: skip


@pytest.mark.window
def test_enter_in_a_list_opens_the_dossier_in_the_register(window: Window, until: Until) -> None:
    dashboard = window.page
    assert isinstance(dashboard, DashboardScreen)
    until(lambda: len(dashboard.due.soon.table._rows) == 2)
    for _ in range(2):  # the register being read, and read already
        window.show("dashboard")
        dashboard.due.soon.table.focus_table()
        window.root.update()
        dashboard.due.soon.table.canvas.event_generate("<Down>")
        dashboard.due.soon.table.canvas.event_generate("<Return>")
        until(lambda: isinstance(window.page, RegisterScreen) and window.page.strip.name.cget("text") == "Bùi Hoà")


@pytest.mark.window
def test_a_filter_that_hides_it_is_taken_away(window: Window, until: Until) -> None:
    window.show("register")
    register = window.page
    assert isinstance(register, RegisterScreen)
    until(lambda: len(register.presenter) == 4)
    register.list.filters.late.set(True)
    register.list._narrow()
    until(lambda: len(register.presenter) == 1)
    hidden = next(
        id for id, place in register.presenter.index.places.items() if register.presenter.index.entries[place].name == "Bùi Hoà"
    )
    window.show("register", hidden)
    until(lambda: len(register.presenter) == 4 and register.list.chosen() == [hidden])


@pytest.mark.window
def test_both_lists_are_marked_while_the_clock_is_behind_the_journal(window: Window, until: Until) -> None:
    dashboard = window.page
    assert isinstance(dashboard, DashboardScreen)
    lists = (dashboard.due.late, dashboard.due.soon)
    until(lambda: all(listed.mark.winfo_ismapped() for listed in lists))  # the test's office was made by the real clock
    for _ in range(LOOKED_AT):
        window.session.office.audit("search", {"hits": 0}, by="lan", at=NOW)
    dashboard.load()
    until(lambda: not any(listed.mark.winfo_ismapped() for listed in lists))
    window.session.clock = lambda: NOW - timedelta(hours=1)
    dashboard.load()
    until(lambda: not window.jobs.busy)
    window.session.office.audit("search", {"hits": 0}, by="lan", at=NOW)
    dashboard.load()
    until(lambda: all(listed.mark.winfo_ismapped() for listed in lists))

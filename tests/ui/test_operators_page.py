"""The page of keying figures: own ones, a commander's overview, the words beside each figure, the CSV."""

from __future__ import annotations

import tkinter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.ui.operators_presenter import (
    CAUSES,
    OperatorsPresenter,
    SittingRows,
    days_of,
    figures_of,
    left_of,
    trend_of,
)  # fmt: skip
from desktop_app.ui.operators_screen import OperatorsScreen
from desktop_app.words import use_language
from desktop_app.workflows.disagreements import CAUSES as KINDS
from desktop_app.workflows.operators import Operator, SittingFigures
from desktop_app.workflows.pace import Pace
from desktop_app.workflows.session import Session
from desktop_app.workflows.sitting_figures import Counts, Sitting
from desktop_app.workflows.sittings import write_sitting
from tests.ui.conftest import NOW
from tests.ui.screens import Page
from tests.ui.sealed_office import open_as

OpenAs = Callable[[str], Session]


def sit(session: Session, keys: int = 230, hours: int = 0) -> None:
    """Keep a sitting of ten slips, a key a second."""
    pace = Pace(slips=keys // 23, fields=220)
    for key in range(keys):
        pace.note_key(NOW - timedelta(hours=2 + hours) + timedelta(seconds=key))
    write_sitting(session, "B1", "key", pace)


def as_account(session: Session, account: str) -> Session:
    """Return a session of another account of the same role in the same open office."""
    return Session(session.office, account, session.forms, session.clock, session.role)


def sat(day: date, keys: int, seconds: int) -> SittingFigures:
    start = datetime.combine(day, NOW.timetz())
    counts = Counts(slips=keys // 23, keys=keys, active_ms=seconds * 1000)
    return SittingFigures(Sitting("1", "lan", "B1", "key", start, start, counts), Operator("lan").disagreements)


@pytest.fixture
def office_as(tmp_path: Path) -> Iterator[OpenAs]:
    """Return a function that opens the sealed office as one of its people."""
    opened: list[Session] = []

    def open_it(account: str) -> Session:
        opened.append(open_as(account, tmp_path / "sealed"))
        return opened[-1]

    yield open_it
    for session in opened:
        session.close()


@pytest.fixture
def page_of(root: tkinter.Tk, tmp_path: Path) -> Iterator[Callable[[Session], Page]]:
    """Return a function that shows the page over a session."""
    pages: list[Page] = []

    def show(session: Session) -> Page:
        pages.append(Page(root, session, "operators", tmp_path / "settings"))
        return pages[-1]

    yield show
    for page in pages:
        page.window.jobs.close()


def test_of_nothing_nothing_is_claimed() -> None:
    shown = figures_of(Operator("lan"))
    assert [figure.value for figure in shown] == ["–"] * 4
    assert shown[3].note == "Chưa phiếu nào được nhập lần hai"
    assert left_of(Operator("lan")) == "Lỗi còn lại: chưa ước tính được"


def test_figures_are_written_as_they_are_read_here() -> None:
    operator = replace(Operator("lan"), keying=Counts(slips=10, keys=2325, corrections=10, active_ms=1_000_000))
    assert [figure.value for figure in figures_of(operator)[:3]] == ["232,5", "8.370", "4,3"]
    assert "36 phiếu mỗi giờ" in figures_of(operator)[1].note


def test_every_cause_has_its_words() -> None:
    assert set(CAUSES) == set(KINDS)


def test_a_trend_shows_from_two_days_on() -> None:
    first = sat(date(2020, 7, 1), 230, 230)
    one = days_of(replace(Operator("lan"), sittings=[first]))
    assert (one[0].label, one[0].speed) == ("1/7", 3600)
    assert trend_of(one) == "Cần từ hai ngày nhập mới thấy chiều hướng."
    for seconds, change in ((200, "+15 %"), (230, "±0 %"), (460, "−50 %")):
        days = days_of(replace(Operator("lan"), sittings=[first, sat(date(2020, 7, 2), 230, seconds)]))
        assert trend_of(days) == f"2/7 so với 1/7: {change}"


def test_sittings_of_one_day_are_one_bar_and_short_ones_none() -> None:
    day, other = date(2020, 7, 1), date(2020, 7, 2)
    sittings = [sat(day, 230, 230), sat(day, 230, 460), sat(other, 23, 23)]
    assert [(bar.label, bar.speed) for bar in days_of(replace(Operator("lan"), sittings=sittings))] == [("1/7", 2400)]


def test_days_of_another_year_bear_their_year() -> None:
    rows = SittingRows([sat(date(2019, 7, 1), 230, 230), sat(date(2020, 7, 2), 230, 230)], 2020)
    assert [rows.row(i)[0] for i in range(2)] == ["02/07 09:00", "01/07/2019"]


def test_an_officer_reads_the_own_figures_only(office_as: OpenAs) -> None:
    session = office_as("lan")
    sit(session)
    sit(as_account(session, "hoa"), hours=1)
    presenter = OperatorsPresenter(session)
    assert not presenter.sees_all
    presenter.take(presenter.read(None))
    assert [operator.account for operator in presenter.operators] == ["lan"]


@pytest.mark.window
def test_an_officer_sees_the_own_sittings(office_as: OpenAs, page_of: Callable[[Session], Page]) -> None:
    session = office_as("lan")
    sit(session)
    page = page_of(session)
    screen = page.screen
    assert isinstance(screen, OperatorsScreen)
    assert [label.cget("text") for label in (screen.figures.labels[0][1], screen.figures.labels[1][1])] == ["23,0", "3.616"]
    assert not screen.people.winfo_ismapped()
    assert screen.sittings._rows.row(0)[:4] == ("03/08 07:00", "Nhập", "B1", "10")
    assert page.root.focus_get() is screen.sittings.canvas


@pytest.mark.window
def test_a_commander_chooses_whose_are_shown(office_as: OpenAs, page_of: Callable[[Session], Page]) -> None:
    session = office_as("hung")
    sit(as_account(session, "hoa"), keys=230)
    sit(as_account(session, "lan"), keys=460)
    screen = page_of(session).screen
    names = [operator.account for operator in screen.presenter.operators]
    assert {"hoa", "lan"} <= set(names)
    for name, slips in (("hoa", "10"), ("lan", "20")):
        screen.people.show(screen.people._rows, cursor=names.index(name))
        assert screen.sittings._rows.row(0)[3] == slips
        assert name in screen._sittings_title.cget("text")


@pytest.mark.window
def test_f7_saves_a_csv_and_says_so(office_as: OpenAs, page_of: Callable[[Session], Page], tmp_path: Path) -> None:
    session = office_as("lan")
    sit(session)
    page = page_of(session)
    page.answers.save = tmp_path / "so-lieu.csv"
    page.key("F7")
    lines = (tmp_path / "so-lieu.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["phiên", "lan"], ["tổng", "lan"]]
    page.answers.save = None
    page.key("F7")


@pytest.mark.window
def test_shift_f2_opens_the_page_from_anywhere(office_as: OpenAs, root: tkinter.Tk, tmp_path: Path) -> None:
    page = Page(root, office_as("lan"), "dashboard", tmp_path / "settings")
    root.focus_force()
    page.key("Shift-F2")
    assert isinstance(page.screen, OperatorsScreen)
    use_language("vi")
    page.window.jobs.close()


@pytest.mark.window
def test_an_empty_period_says_so(office_as: OpenAs, page_of: Callable[[Session], Page]) -> None:
    page = page_of(office_as("lan"))
    page.screen.choose(date(2019, 1, 1), date(2019, 1, 31))
    page.settle()
    assert len(page.screen.sittings._rows) == 0
    assert page.screen.sittings._empty[0] == "Chưa có phiên nào trong kỳ này"

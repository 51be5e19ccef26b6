"""The dashboard: each figure with its counts, from the summary alone; periods; dossiers due."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.ui.charts import scale_of
from desktop_app.ui.dashboard import DashboardScreen
from desktop_app.ui.dashboard_view import Board, make_board
from desktop_app.ui.due_view import make_due
from desktop_app.ui.window import Window
from desktop_app.workflows.dossiers import move_dossier, new_dossier
from desktop_app.workflows.outlook import list_months
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import make_summary
from tests.ui.conftest import BATCH, Until
from tests.workflows.values import dossier, slip

FIRST, LAST = date(2020, 7, 1), date(2020, 7, 31)


def board(session: Session, first: date = FIRST, last: date = LAST) -> Board:
    summary = make_summary(session, first, last)
    months = list_months(session, first, last)
    definition = session.forms["survey-2640@1"]
    return make_board(summary, definition, months, make_due(session), "09:00")


def test_figures_are_those_of_the_summary_with_their_counts(session: Session) -> None:
    answers = {f"c{number:02d}": 5 for number in range(1, 23)}
    enter(session, "surveys", [slip(1), slip(2, answers={**answers, "c01": 1, "c02": "blank"})])
    new_dossier(session, dossier(1))
    made = board(session)
    index, slips, on_time, still = made.kpis
    assert (index.value, index.note) == ("97,67\u00a0%", "42/43 câu trả lời hợp lệ, gộp")
    assert (slips.value, slips.note) == ("2 / 372", "phát ra 400 · cỡ mẫu cần 1")
    assert (on_time.value, on_time.note) == ("–", "0/0 hồ sơ đã giải quyết")
    assert (still.value, still.tone) == ("1 / 1", "error")
    assert index.more == "rất hài lòng 97,67\u00a0% · 42/43"
    assert "Khoảng tin cậy" in index.tip
    first = made.groups[0]
    assert (first.label, first.value, first.counts, first.share) == ("I. Tiếp cận dịch vụ", "85,71\u00a0%", "6/7", 8571)
    assert "1 câu thiếu" in first.tip
    assert [(bar.label, bar.counts) for bar in made.levels][:2] == [("Rất hài lòng", "42"), ("Hài lòng", "0")]
    assert f"mốc sổ {session.office.head.n}"[:6] in made.subtitle
    assert session.office.head.hash[:8] in made.subtitle
    assert made.due.late_title == "Quá hạn: 1"
    assert made.due.late.rows[0].days == "Trễ 19 ngày"


def test_the_share_by_due_day_stands_under_the_share_of_the_finished(session: Session) -> None:
    saved = new_dossier(session, dossier(1))
    move_dossier(session, saved.id, "finished")
    made = board(session, last=date(2020, 8, 3))
    assert (made.kpis[2].note, made.kpis[2].more) == ("0/1 hồ sơ đã giải quyết", "theo hẹn 0,00\u00a0% · 0/1")
    assert "ngày hẹn lại không đổi hạn" in made.kpis[2].tip


def test_an_empty_office_shows_dashes_and_no_bar(session: Session) -> None:
    made = board(session)
    assert (made.kpis[0].value, made.kpis[0].more) == ("–", "")
    assert {bar.share for bar in [*made.groups, *made.levels]} == {0}
    assert list(made.points) == []


def test_months_make_a_trend(session: Session) -> None:
    enter(session, "batches", [{**BATCH, "from": "2020-06-01"}])
    enter(session, "surveys", [slip(1, day="2020-06-30", answer=4), slip(2, day="2020-07-06", answer=3)])
    made = board(session, date(2020, 6, 1))
    assert [(point.label, point.value, point.counts) for point in made.points] == [
        ("6/20", "100,00\u00a0%", "22/22"), ("7/20", "0,00\u00a0%", "0/22"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shares", "ends"),
    [([10_000, 10_000], (9000, 10_000)), ([8700, 8790], (7500, 9500)), ([0, 10], (0, 1000)), ([0, 10_000], (0, 10_000))],
)
def test_the_scale_has_round_ends_around_the_figures(shares: list[int], ends: tuple[int, int]) -> None:
    assert scale_of(shares) == ends


@pytest.mark.window
def test_the_page_opens_on_the_year_of_the_data_and_follows_a_typed_period(window: Window, until: Until) -> None:
    enter(window.session, "surveys", [slip(1)])
    window.show("keying")
    window.show("dashboard")
    screen = window.page
    assert isinstance(screen, DashboardScreen)
    until(lambda: not window.jobs.busy and screen.board is not None and screen.board.kpis[0].value == "100,00\u00a0%")
    assert screen.period.first.get() == "01/01/2020"
    screen.period.first.set("1/8/20")
    screen.period.last.set("03082020")
    screen.period.last.entry.focus_force()
    window.root.update()
    screen.period.last.entry.event_generate("<Return>")
    until(lambda: not window.jobs.busy and screen.board is not None and screen.board.kpis[0].value == "–")
    assert screen.period.last.get() == "03/08/2020"


@pytest.mark.window
def test_a_period_whose_ends_are_swapped_is_refused_beside_the_field(window: Window, until: Until) -> None:
    screen = window.page
    assert isinstance(screen, DashboardScreen)
    screen.period.first.set("31/07/2020")
    screen.period.last.set("01/07/2020")
    screen.period._typed()
    assert screen.period.last._problem.cget("text")

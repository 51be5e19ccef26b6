"""The report page: figures, pages, signatures, what is kept; and the arithmetic of its pages."""

from __future__ import annotations

import shutil
import tkinter as tk
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.ui import printing
from desktop_app.ui.page_layout import lay_out
from desktop_app.ui.pdf_pages import PdfPages
from desktop_app.ui.report_presenter import ReportPresenter, at_a_glance, period_text
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.progress import silent
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.setup import create
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page

A4 = (595.0, 842.0)


@pytest.fixture(scope="module")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of that summer: its certificates are valid on the day of the tests."""
    folder = tmp_path_factory.mktemp("offices") / "summer"
    create(folder, unit="TUSON", name="Công an thị xã Từ Sơn", clock=lambda: NOW - timedelta(days=60))
    return folder


@pytest.fixture
def session(_pattern: Path, tmp_path: Path) -> Iterator[Session]:
    with open_session(Path(shutil.copytree(_pattern, tmp_path / "office")), "lan", lambda: NOW) as opened:
        fill(opened)
        yield opened


def test_pages_stand_under_each_other_as_wide_as_the_view() -> None:
    layout = lay_out([A4, A4], 628, 100)
    assert (layout.width, layout.left, layout.heights) == (600, 14, (849, 849))
    assert layout.tops == (14, 14 + 849 + 14)
    assert layout.total == 14 + 2 * (849 + 14)


def test_only_pages_in_view_are_drawn() -> None:
    layout = lay_out([A4] * 10, 628, 100)
    assert list(layout.in_view(0, 500)) == [0]
    assert list(layout.in_view(800, 500)) == [0, 1]
    assert layout.page_at(800, 500) == 1


def test_a_period_reads_as_a_person_writes_it() -> None:
    assert period_text({"from": "2020-07-01", "to": "2020-07-31"}) == "01/07 – 31/07/2020"
    assert period_text({"from": "2019-12-15", "to": "2020-06-14"}) == "15/12/2019 – 14/06/2020"


def test_figures_at_a_glance_are_those_of_the_summary(session: Session) -> None:
    report = ReportPresenter(session).make(date(2020, 7, 1), date(2020, 8, 10), "05", None, silent)
    total = report.figures["dossiers"]["total"]
    glance = at_a_glance(report.figures)
    assert (glance[0].value, glance[0].note) == ("0", f"trên {total['received']['total']}")
    assert (glance[1].value, glance[1].note) == ("–", "1 quá hạn")


def test_the_pages_of_a_report_are_pictures_with_ink(session: Session) -> None:
    report = ReportPresenter(session).make(date(2020, 7, 1), date(2020, 7, 31), "", None, silent)
    with PdfPages(report.pdf) as pages:
        picture = pages.render(0, 400)
    assert picture.width == 400
    assert 564 <= picture.height <= 568
    assert picture.convert("L").getextrema() == (0, 255)


def test_a_report_signed_by_both_can_be_relied_on_and_is_kept(session: Session) -> None:
    presenter = ReportPresenter(session)
    report = presenter.make(date(2020, 7, 1), date(2020, 7, 31), "05", None, silent)
    prepared = presenter.sign(report, "prepared", silent)
    assert prepared.verdict is not None
    assert not prepared.verdict.ok
    approved = presenter.sign(prepared, "approved", silent)
    assert approved.verdict is not None
    assert approved.verdict.ok
    kept = presenter.kept()
    assert [(stored.data or {}).get("replaces") for stored in kept] == [prepared.kept.id if prepared.kept else "", None]
    assert [presenter.open_kept(stored, silent).signed for stored in kept] == [("prepared", "approved"), ("prepared",)]


def test_printing_asks_for_a4_at_its_own_size() -> None:
    assert printing.lp_command("lp", "Báo cáo") == ["lp", "-t", "Báo cáo", "-o", "media=A4", "-o", "print-scaling=none"]


def fake_lp(folder: Path, status: int) -> None:
    program = folder / "lp"
    program.write_text(
        f'#!/bin/sh\ncat > "{folder}/taken.pdf"\necho "lp: no printer" >&2\nexit {status}\n'
    )
    program.chmod(0o755)


def test_what_is_printed_reaches_the_printer_and_no_copy_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, 0)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    printing.print_pdf(b"%PDF-1.7 pages", "Báo cáo")
    assert (tmp_path / "taken.pdf").read_bytes() == b"%PDF-1.7 pages"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lp", "taken.pdf"]


def test_a_printer_that_refuses_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_lp(tmp_path, 1)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    with pytest.raises(WorkflowError, match="no printer"):
        printing.print_pdf(b"%PDF", "Báo cáo")


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Page:
    return Page(root, session, "report", tmp_path / "preferences")


@pytest.mark.window
def test_the_page_shows_last_month_at_once(page: Page) -> None:
    assert page.screen.report is not None
    assert page.screen.report.period == "01/07 – 31/07/2020"
    assert page.screen.page_label.cget("text").startswith("Trang 1/")


@pytest.mark.window
def test_keys_turn_pages_and_zoom(page: Page) -> None:
    preview = page.screen.preview
    page.key("Next", preview.canvas)
    assert preview.page == 1
    page.key("plus", preview.canvas)
    assert preview.zoom == 125
    page.key("Key-0", preview.canvas)
    assert (preview.zoom, preview.page) == (100, 1)
    page.key("Home", preview.canvas)
    assert preview.page == 0


@pytest.mark.window
def test_a_reversed_or_impossible_period_is_refused_at_its_field(page: Page) -> None:
    period, before = page.screen.period, page.screen.report
    period.first.set("31/02/2020")
    page.key("F7")
    assert period.first._problem.cget("text").startswith("DATE-SHAPE")
    period.first.set("01/08/2020")
    page.key("F7")
    assert period.last._problem.cget("text").startswith("PERIOD-REVERSED")
    assert page.screen.report is before


@pytest.mark.window
def test_signing_asks_first_and_then_keeps(page: Page, session: Session) -> None:
    page.key("F11")
    assert not page.answers.said
    assert page.screen.actions["approved"].instate(["disabled"])
    page.answers.yes = False
    page.key("F8")
    assert session.office.count("reports") == 0
    page.answers.yes = True
    page.key("F8")
    page.key("F11")
    assert page.screen.report.verdict.ok
    assert session.office.count("reports") == 2
    assert page.screen.actions["approved"].instate(["disabled"])


@pytest.mark.window
def test_what_is_saved_as_a_file_verifies(page: Page, tmp_path: Path) -> None:
    page.key("F8")
    page.key("F11")
    page.answers.save = tmp_path / "bao-cao.pdf"
    page.key("F10")
    assert ReportPresenter(page.window.session).verify_file(tmp_path / "bao-cao.pdf").ok
    page.answers.save = tmp_path / "so-lieu.xlsx"
    page.screen.save_xlsx()
    page.settle()
    assert (tmp_path / "so-lieu.xlsx").read_bytes()[:2] == b"PK"

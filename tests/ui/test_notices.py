"""What opening an office found is told; a damaged one can be looked at, and nothing in it can be written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tkinter import ttk

import pytest

from desktop_app.ui.barred_screen import BarredScreen
from desktop_app.ui.login_screen import LoginScreen
from desktop_app.ui.notice import NoticeBar
from desktop_app.ui.permits import why_not
from desktop_app.ui.report_screen import ReportScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import open_session
from tests.ui.conftest import BATCH, NOW, Answers, Until
from tests.ui.sealed_office import PASSWORDS, pattern
from tests.ui.test_window import every_text

pytestmark = pytest.mark.window


def damage(folder: Path) -> Path:
    """Change a byte in the last line but one of the office's journal."""
    segment = max((folder / "journal").glob("*.jsonl"))
    lines = segment.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b'"by":"', b'"by":"x', 1)
    segment.write_bytes(b"".join(lines))
    return folder


@pytest.fixture
def damaged(office_folder: Path) -> Path:
    """An office with two batches whose second line was changed by somebody."""
    with open_session(office_folder, "lan", lambda: NOW) as session:
        enter(session, "batches", [BATCH])
        enter(session, "batches", [{**BATCH, "batch": "B2"}])
    return damage(office_folder)


@pytest.fixture
def closing(start_window: Window) -> Iterator[Window]:
    """The window, whose office is closed after the test."""
    yield start_window
    start_window.jobs.close()
    if start_window.has_office:
        start_window.session.close()


def test_what_opening_found_is_shown_until_it_is_read_and_not_again_in_a_rebuilt_window(window: Window) -> None:
    def told() -> bool:
        return any("chậm hơn dòng cuối" in text for text in every_text(window.root))

    assert [notice.code for notice in window.session.office.notices] == ["CLOCK-BACK"]
    assert told()
    bar = next(child for child in window.main.winfo_children() if isinstance(child, NoticeBar))
    next(child for child in bar.winfo_children() if isinstance(child, ttk.Button)).invoke()
    assert not told()
    window._build("dashboard")
    assert not told()


def test_a_damaged_office_is_not_opened_unasked(closing: Window, damaged: Path, answers: Answers, until: Until) -> None:
    closing.open_office(damaged)
    until(lambda: answers.said and not closing.jobs.busy)
    assert "000001.jsonl:" in answers.said[0]
    assert not closing.has_office


def test_a_damaged_office_is_looked_at_with_a_badge_and_the_damage_over_every_page(
    closing: Window, damaged: Path, answers: Answers, until: Until
) -> None:
    answers.yes = True
    closing.open_office(damaged)
    until(lambda: closing._name == "dashboard" and not closing.jobs.busy)
    office = closing.session.office
    assert office.read_only
    texts = set(every_text(closing.root))
    assert "CHỈ XEM · không ghi được" in texts
    assert any("Chỉ xem được đến chỗ hỏng" in text for text in texts)
    assert why_not(closing.session, "key")
    assert not why_not(closing.session, "search")
    closing.show("keying")
    assert isinstance(closing.page, BarredScreen)
    assert "Trang này ghi vào sổ" in set(every_text(closing.page))
    closing.show("report")
    page = closing.page
    assert isinstance(page, ReportScreen)
    until(lambda: page.report is not None and not closing.jobs.busy)
    assert page.actions["prepared"].instate(["disabled"])


def test_a_damaged_sealed_office_asks_after_the_password(
    closing: Window, tmp_path: Path, answers: Answers, until: Until
) -> None:
    folder = damage(Path(shutil.copytree(pattern(), tmp_path / "sealed")))
    answers.yes = True
    closing.open_office(folder, "lan")
    until(lambda: closing._name == "login" and not closing.jobs.busy)
    login = closing.page
    assert isinstance(login, LoginScreen)
    login.sign_in_card.password.set(PASSWORDS["lan"])
    login.sign_in()
    until(lambda: closing._name == "dashboard" and not closing.jobs.busy)
    assert closing.session.office.read_only
    assert len(answers.said) == 1

"""The backup page, the offer on closing, restoring from the start page."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.ui.backup_presenter import BackupPresenter, CheckRows, Last
from desktop_app.ui.backup_screen import BackupScreen
from desktop_app.ui.closing_offer import may_offer
from desktop_app.ui.restore_screen import RestoreScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.backup import SUFFIX, backup
from desktop_app.workflows.preferences import Preferences
from desktop_app.workflows.session import Session
from tests.ui.conftest import Answers, Until
from tests.ui.sealed_office import PASSWORDS, open_as


class Found:
    def __init__(self, ok: bool, vi: str) -> None:
        self.ok, self.vi, self.en = ok, vi, vi


def test_findings_that_are_not_in_order_come_first() -> None:
    rows = CheckRows([Found(True, "một"), Found(False, "hai")])
    assert [rows.row(i) for i in range(2)] == [("Không đúng", "hai"), ("Đúng", "một")]
    assert rows.kinds(0)[0] == "late"
    assert rows.line.startswith("1 điều không đúng")
    assert CheckRows([Found(True, "một")]).ok


def test_the_last_backup_is_told_with_what_was_written_since(session: Session, tmp_path: Path) -> None:
    presenter = BackupPresenter(session)
    assert presenter.last() == Last()
    assert "chưa được sao lưu" in Last().line
    (tmp_path / "stick").mkdir()
    made = presenter.make(tmp_path / "stick", lambda *_: None)
    last = presenter.last()
    assert (last.when, last.file, last.behind) == ("03/08/2020 09:00", made.path.name, 0)


def test_a_backup_is_offered_once_a_day_and_only_with_news(session: Session, tmp_path: Path) -> None:
    nothing = Preferences()
    assert may_offer(session, nothing)
    assert not may_offer(session, replace(nothing, backup_offered="2020-08-03"))
    assert may_offer(session, replace(nothing, backup_offered="2020-08-02"))
    (tmp_path / "stick").mkdir()
    backup(session, tmp_path / "stick")
    assert not may_offer(session, nothing)


def test_an_officer_is_asked_once_an_administrator_has_chosen_the_place(tmp_path: Path) -> None:
    with open_as("lan", tmp_path / "sealed") as session:
        assert not may_offer(session, Preferences())
        assert may_offer(session, Preferences(backup_folder=str(tmp_path)))


@pytest.fixture
def page(window: Window, until: Until) -> BackupScreen:
    """The backup page."""
    window.show("backup")
    until(lambda: not window.jobs.busy)
    screen = window.page
    assert isinstance(screen, BackupScreen)
    return screen


@pytest.mark.window
def test_a_backup_is_made_and_said_to_be_proven(
    page: BackupScreen, window: Window, answers: Answers, tmp_path: Path, until: Until
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    answers.folder = stick
    page.back_up()
    until(lambda: not window.jobs.busy)
    assert "khôi phục thử" in str(page.make_card.pill.cget("text"))
    assert len(list(stick.glob(f"*{SUFFIX}"))) == 1
    assert window.preferences.backup_folder == str(stick)
    assert "Lần gần nhất: 03/08/2020" in str(page.make_card.last.cget("text"))


@pytest.mark.window
def test_a_place_that_is_gone_is_told_and_leaves_nothing(
    page: BackupScreen, window: Window, answers: Answers, tmp_path: Path, until: Until
) -> None:
    answers.folder = tmp_path / "gone"
    page.back_up()
    until(lambda: not window.jobs.busy)
    assert "Không có thư mục" in answers.said[-1]
    assert str(page.make_card.pill.cget("text")) == "Chưa sao lưu"


@pytest.mark.window
def test_a_full_check_tells_its_findings_in_words(page: BackupScreen, window: Window, until: Until) -> None:
    page.check()
    until(lambda: not window.jobs.busy)
    rows = page.findings._rows
    assert rows is not None
    assert len(rows) >= 3
    assert rows.ok
    assert page.findings.whole.cget("text") == rows.sentence(0)


@pytest.mark.window
def test_closing_offers_a_backup_and_closes_behind_it(window: Window, answers: Answers, tmp_path: Path, until: Until) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    answers.yes, answers.folder = True, stick
    ended: list[bool] = []
    window.leaving.end = lambda: ended.append(True)  # type: ignore[method-assign]
    window.quit()
    until(lambda: ended)
    assert len(list(stick.glob(f"*{SUFFIX}"))) == 1
    assert "Sao lưu" in answers.said[0]


@pytest.mark.window
def test_a_declined_backup_closes_at_once_and_is_not_offered_again_that_day(window: Window, answers: Answers) -> None:
    ended: list[bool] = []
    window.leaving.end = lambda: ended.append(True)  # type: ignore[method-assign]
    window.quit()
    window.quit()
    assert ended == [True, True]
    assert len(answers.said) == 1


@pytest.mark.window
def test_a_sealed_office_is_restored_into_a_new_folder_in_a_new_epoch(
    start_window: Window, tmp_path: Path, until: Until
) -> None:
    (tmp_path / "stick").mkdir()
    with open_as("admin", tmp_path / "sealed") as session:
        made, epoch = backup(session, tmp_path / "stick"), session.office.profile.epoch
    start_window.show("restore")
    screen = start_window.page
    assert isinstance(screen, RestoreScreen)
    screen.restore()
    assert screen.fields["file"].has_problem
    screen.take_file(made.path)
    until(lambda: screen.file is not None)
    assert "TUSON" in str(screen.about.cget("text"))
    for name, text in {"folder": str(tmp_path / "again"), "password": "sai hẳn rồi nhé", "why": "hỏng ổ đĩa"}.items():
        screen.fields[name].set(text)
    screen.restore()
    until(lambda: screen.fields["password"].has_problem)
    assert not (tmp_path / "again").exists()
    screen.fields["password"].set(PASSWORDS["admin"])
    screen.restore()
    until(lambda: start_window._name == "login")
    shutil.rmtree(tmp_path / "sealed")
    with open_as("admin", tmp_path / "again") as restored:
        assert restored.office.profile.epoch != epoch
        assert restored.office.count("dossiers") == 4


@pytest.mark.window
def test_a_file_that_is_no_backup_is_told_at_its_field(start_window: Window, tmp_path: Path, until: Until) -> None:
    start_window.show("restore")
    screen = start_window.page
    assert isinstance(screen, RestoreScreen)
    (tmp_path / "x").write_bytes(b"no")
    screen.take_file(tmp_path / "x")
    until(lambda: screen.fields["file"].has_problem)

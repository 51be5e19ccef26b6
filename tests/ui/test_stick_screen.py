"""The stick page: what would go, what came, who is trusted."""

from __future__ import annotations

import shutil
import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.ui.stick_presenter import OutcomeRows, StickPresenter
from desktop_app.workflows import cards
from desktop_app.workflows.progress import silent
from desktop_app.workflows.session import Session, open_session
from desktop_app.workflows.setup import create
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page


@pytest.fixture(scope="module")
def _province_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offices") / "province"
    create(folder, unit="BACNINH", name="Công an tỉnh Bắc Ninh")
    return folder


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def province(_province_pattern: Path, tmp_path: Path) -> Iterator[Session]:
    with open_session(Path(shutil.copytree(_province_pattern, tmp_path / "province")), "minh", lambda: NOW) as opened:
        yield opened


@pytest.fixture
def enrolled(session: Session, province: Session) -> Session:
    """The town's office, which knows the province and is known to it."""
    cards.enrol(session, cards.unit_card(province))
    cards.enrol(province, cards.unit_card(session))
    return session


def test_nothing_can_be_sent_before_the_office_above_is_known(session: Session) -> None:
    plan = StickPresenter(session).send_plan()
    assert (plan.enrolled, plan.possible, plan.lines) == (False, False, session.office.head.n)


def test_what_would_go_is_every_line_since_the_last_bundle(enrolled: Session, tmp_path: Path) -> None:
    presenter = StickPresenter(enrolled)
    plan = presenter.send_plan()
    assert (plan.parent, plan.first, plan.last, plan.waiting) == ("Công an tỉnh Bắc Ninh", 1, enrolled.office.head.n, 0)
    presenter.send(tmp_path, silent)
    after = presenter.send_plan()
    assert (after.lines, after.waiting, after.possible) == (0, 1, True)


def test_each_file_has_its_verdict_in_words(enrolled: Session, province: Session, tmp_path: Path) -> None:
    good = StickPresenter(enrolled).send(tmp_path, silent).files[0]
    bad = tmp_path / "hong.somotcua"
    bad.write_bytes(good.read_bytes()[:-1] + b"x")
    rows = OutcomeRows(StickPresenter(province).plan([good, bad]))
    shown = {rows.row(i)[0]: (rows.row(i)[1], rows.row(i)[4], rows.kinds(i)[4]) for i in range(len(rows))}
    assert shown[good.name] == ("Công an thị xã Từ Sơn", "Sẽ nhận", "good")
    assert shown["hong.somotcua"] == ("–", "Từ chối", "late")
    assert all(rows.sentence(i) for i in range(len(rows)))
    assert province.office.streams() == {}


def test_a_card_is_shown_with_its_fingerprint_before_it_is_trusted(session: Session, province: Session, tmp_path: Path) -> None:
    path = StickPresenter(session).export_card(tmp_path / "the.json")
    card, question = StickPresenter(province).read_card(path)
    assert cards.fingerprints(card)[0][1] in question
    assert province.office.get("units", "TUSON") is None
    assert StickPresenter(province).enrol(card) == "Công an thị xã Từ Sơn"


def test_bundles_are_listed_on_both_sides(enrolled: Session, province: Session, tmp_path: Path) -> None:
    sent = StickPresenter(enrolled).send(tmp_path, silent)
    StickPresenter(province).receive(sent.files, silent)
    out, come = StickPresenter(enrolled).bundles().row(0), StickPresenter(province).bundles().row(0)
    assert out[1:4] == ("Gửi", "Công an tỉnh Bắc Ninh", "1")
    assert come[1:4] == ("Nhận", "Công an thị xã Từ Sơn", "1")
    assert out[4] == come[4]


@pytest.mark.window
def test_written_is_said_after_the_files_lie_there(root: tk.Tk, enrolled: Session, tmp_path: Path) -> None:
    page = Page(root, enrolled, "sticks", tmp_path / "preferences")
    page.answers.folder = tmp_path / "stick"
    page.answers.folder.mkdir()
    page.key("F7")
    assert [path.suffix for path in page.answers.folder.iterdir()] == [".somotcua"]
    assert page.screen.send_card.pill.cget("text") == "Đã ghi"
    assert page.screen.tables.shown == "bundles"


@pytest.mark.window
def test_a_place_that_is_gone_is_said_and_nothing_is_claimed(root: tk.Tk, enrolled: Session, tmp_path: Path) -> None:
    page = Page(root, enrolled, "sticks", tmp_path / "preferences")
    page.answers.folder = tmp_path / "gone"
    page.key("F7")
    assert page.screen.send_card.pill.cget("text") == "Chưa ghi"
    assert len(page.answers.said) == 1


@pytest.mark.window
def test_files_are_shown_before_they_are_taken_in(root: tk.Tk, enrolled: Session, province: Session, tmp_path: Path) -> None:
    files = StickPresenter(enrolled).send(tmp_path, silent).files
    page = Page(root, province, "sticks", tmp_path / "preferences")
    page.answers.files = files
    page.key("F8")
    assert (page.screen.tables.shown, province.office.streams()) == ("plan", {})
    page.key("F10")
    assert page.screen.receive_card.what.cget("text") == "Đã nhận 1 / 1 tệp"
    assert len(province.office.streams()) == 1


@pytest.mark.window
def test_a_card_is_not_taken_in_unless_the_person_says_equal(
    root: tk.Tk, session: Session, province: Session, tmp_path: Path
) -> None:
    path = StickPresenter(session).export_card(tmp_path / "the.json")
    page = Page(root, province, "sticks", tmp_path / "preferences")
    page.answers.files, page.answers.yes = [path], False
    page.screen.import_card()
    assert province.office.get("units", "TUSON") is None
    page.answers.yes = True
    page.screen.import_card()
    assert province.office.get("units", "TUSON") is not None

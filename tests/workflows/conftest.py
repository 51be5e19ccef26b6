"""Sessions for the tests of workflows: a fresh office with a clock that stands still, and the seed story made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.workflows import demo
from desktop_app.workflows.cards import enrol, unit_card
from desktop_app.workflows.demo.run import DemoResult
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.setup import create

NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    """A session in a new office of Công an thị xã Từ Sơn; it is Monday, 3 August 2020, nine o'clock."""
    with open_session(office_folder, "lan", lambda: NOW) as opened:
        yield opened


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> DemoResult:
    """The seed story with its thirteen offices, made once for the whole run."""
    return demo.run(tmp_path_factory.mktemp("story") / "demo")


class Ticking:
    """A clock that goes on by a second at each look."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(scope="module")
def upper_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office above, made once a module."""
    folder = tmp_path_factory.mktemp("upper") / "pattern"
    create(folder, unit="BACNINH", name="Công an tỉnh Bắc Ninh")
    return folder


@pytest.fixture
def above(upper_pattern: Path, tmp_path: Path) -> Iterator[Session]:
    """A session in the office above, for this test alone."""
    with open_session(shutil.copytree(upper_pattern, tmp_path / "above"), "huong", Ticking()) as opened:
        yield opened


@pytest.fixture
def below(session: Session, above: Session) -> Session:
    """The session of Từ Sơn, both offices enrolled with each other."""
    enrol(session, unit_card(above))
    enrol(above, unit_card(session))
    return session

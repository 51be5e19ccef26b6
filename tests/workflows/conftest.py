"""Sessions for the tests of workflows: a fresh office with a clock that stands still, and the seed story made once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.workflows import demo
from desktop_app.workflows.demo.run import DemoResult
from desktop_app.workflows.session import VIETNAM, Session, open_session

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

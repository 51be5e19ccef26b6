"""Every office that a released version left behind is opened, found whole, and gives the figures it gave then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.workflows.checking import check
from desktop_app.workflows.records import enter, history
from desktop_app.workflows.session import VIETNAM, Session, open_session
from desktop_app.workflows.summary import make_summary
from tests.workflows.values import slip

OLD = Path(__file__).resolve().parents[1] / "old_files"
PASSWORD = "mật khẩu của sổ mẫu"
NAMES = sorted(path.name for path in OLD.glob("office-*"))


def later() -> datetime:
    """A time behind every line of the old offices."""
    return datetime(2020, 9, 1, 8, 0, tzinfo=VIETNAM) + timedelta(days=0)


@pytest.fixture(params=NAMES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(OLD / request.param / "office", tmp_path / request.param))


def opened(folder: Path, *, read_only: bool = False) -> Session:
    return open_session(folder, "admin", later, password=PASSWORD, read_only=read_only)


def differing(kept: Any, now: Any, where: str = "") -> Iterator[str]:
    """Yield every place where a kept figure is not the present one.

    Figures that were added since are passed over, and so is the wording of definitions (exports/figures/FORMAT.md, promised).
    """
    if isinstance(kept, dict) and isinstance(now, dict):
        for name, value in kept.items():
            if name == "definition" and " " in str(value):
                continue
            yield from differing(value, now.get(name), f"{where}.{name}")
    elif isinstance(kept, list) and isinstance(now, list) and len(kept) == len(now):
        for number, (one, other) in enumerate(zip(kept, now, strict=True)):
            yield from differing(one, other, f"{where}[{number}]")
    elif kept != now:
        yield f"{where}: {kept!r} → {now!r}"


def test_there_is_an_office_of_every_version() -> None:
    assert {"office-1", "office-2"} <= set(NAMES)


def test_it_opens_whole_and_its_figures_are_the_same(folder: Path) -> None:
    kept = json.loads((OLD / folder.name / "summary.json").read_bytes())
    for read_only in (True, False):
        with opened(folder, read_only=read_only) as session:
            now = make_summary(session, date(2020, 7, 1), date(2020, 7, 31))
            if not read_only:
                kept, now = {**kept, "head": {}}, {**now, "head": {}}  # opening a sealed office is a line of its own
            assert list(differing(kept, now)) == []
            assert kept["survey"]["valid"] > 0
            assert kept["dossiers"]["total"]["received"]["total"] > 0
            report = check(session, full=True)
            assert [finding.en for finding in report.findings if not finding.ok] == []


def test_it_can_be_worked_on_and_opened_again(folder: Path) -> None:
    with opened(folder) as session:
        stored = enter(session, "surveys", [slip(9)])[0]
        count = session.office.count("surveys")
    with opened(folder) as session:
        assert session.office.count("surveys") == count
        assert history(session, stored.id)[0].rev == 1
        assert session.office.load_draft("slip-test") == {"serial": 4, "answers": {"c01": 5}}
        assert "UPGRADED" not in [notice.code for notice in session.office.notices]


def test_the_comparison_can_fail() -> None:
    assert list(differing({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}], "c": 1})) == [".a[1].b: 2 → 3"]
    assert list(differing({"a": [1]}, {"a": [1, 2]})) == [".a: [1] → [1, 2]"]
    assert list(differing({"a": 1}, {})) == [".a: 1 → None"]

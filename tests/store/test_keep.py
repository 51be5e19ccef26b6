"""Reports, secrets and drafts: kept whole, under safe names only."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop_app.store.errors import BadRecord, Damaged
from tests.store.offices import make_office, opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_office(tmp_path / "o")


def test_a_kept_file_is_read_back(folder: Path) -> None:
    with opened(folder) as office:
        path = office.write_file("reports/2020/báo cáo tháng 7.pdf", b"one")
        assert path == folder / "reports" / "2020" / "báo cáo tháng 7.pdf"
        office.write_file("reports/2020/báo cáo tháng 7.pdf", b"two")
        assert office.read_file("reports/2020/báo cáo tháng 7.pdf") == b"two"
        assert office.read_file("reports/none.pdf") is None


@pytest.mark.parametrize(
    "name",
    [
        "", "a", "/etc/x", "../x", "reports/../../x", "reports/../x", "journal/000001.jsonl", "Journal/x", "keys/x", "head/x",
        "lock/x",
        "reports/CON", "reports/nul.pdf", "reports/a:b", "reports\\a", "reports/a\n", "reports/a.", "reports/ a /b ", "drafts/x",
        "facts.sqlite/x", "reports/" + "a" * 121,
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(folder: Path, name: str) -> None:
    with opened(folder) as office, pytest.raises(BadRecord):
        office.write_file(name, b"x")


def test_a_secret_is_for_this_account_of_the_system_alone(folder: Path) -> None:
    with opened(folder) as office:
        office.write_secret("signing.key", b"s")
        assert office.read_secret("signing.key") == b"s"
        assert office.read_secret("other") is None
        for name in ("../x", "a/b", "", ".hidden", "con"):
            with pytest.raises(BadRecord):
                office.write_secret(name, b"x")
    if os.name == "posix":
        assert stat.S_IMODE((folder / "keys" / "signing.key").stat().st_mode) == 0o600
        assert stat.S_IMODE((folder / "keys").stat().st_mode) == 0o700


def test_a_draft_survives_the_program(folder: Path) -> None:
    with opened(folder) as office:
        office.save_draft("slip-lan", {"serial": 7, "answers": {"c01": 5}})
    with opened(folder) as office:
        assert office.drafts() == ["slip-lan"]
        assert office.load_draft("slip-lan") == {"serial": 7, "answers": {"c01": 5}}
        office.drop_draft("slip-lan")
        office.drop_draft("slip-lan")
        assert office.load_draft("slip-lan") is None


def test_a_damaged_draft_is_said_to_be_damaged(folder: Path) -> None:
    with opened(folder) as office:
        office.save_draft("a", {"serial": 7})
        (folder / "drafts" / "a.json").write_bytes(b"{")
        with pytest.raises(Damaged):
            office.load_draft("a")
        with pytest.raises(BadRecord):
            office.save_draft("a", {"x": float("inf")})

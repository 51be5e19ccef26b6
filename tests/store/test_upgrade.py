"""Older formats go through one step after the other, newer ones are refused, and a step that was cut off is done again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.store.drafts import dump_draft, load_draft
from desktop_app.store.errors import Damaged, NewerVersion, StoreError
from desktop_app.store.files import Files
from desktop_app.store.profile import FORMAT_VERSION, dump_profile, load_profile
from desktop_app.store.upgrade import FOLDER_STEPS, OFFICE_STEPS, upgrade_folder, upgrade_value
from tests.store.offices import PROFILE, FailingFiles, contents, opened, refusal, small_office


def zero_to_one(found: dict[str, Any]) -> dict[str, Any]:
    """A made-up step: what was one name became two."""
    family, _, given = found["name"].rpartition(" ")
    return {"family": family, "given": given}


def one_to_two(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "given": found["given"].upper()}


STEPS = {0: zero_to_one, 1: one_to_two}


def test_a_value_goes_through_every_step_in_order() -> None:
    assert upgrade_value({"version": 0, "name": "Lê Thị Bình"}, 2, STEPS) == {"version": 2, "family": "Lê Thị", "given": "BÌNH"}
    assert upgrade_value({"version": 1, "family": "Lê", "given": "An"}, 2, STEPS) == {"version": 2, "family": "Lê", "given": "AN"}
    assert upgrade_value({"version": 2, "x": 1}, 2, STEPS) == {"version": 2, "x": 1}


def test_a_newer_version_is_refused_and_one_that_never_was_too() -> None:
    with pytest.raises(NewerVersion):
        upgrade_value({"version": 3}, 2, STEPS)
    strange: list[Any] = [
        {"version": -1},
        {"version": "1"},
        {"version": True},
        {"version": 1.0},
        {"version": None},
        {},
        [],
        None,
        1,
    ]
    for found in strange:
        with pytest.raises(ValueError, match="version"):
            upgrade_value(found, 2, STEPS)


def test_every_older_version_of_an_office_has_its_steps() -> None:
    older = list(range(1, FORMAT_VERSION))
    assert sorted(OFFICE_STEPS) == older
    assert sorted(FOLDER_STEPS) == older


def old_office(folder: Path) -> Path:
    """An office as version 1 left it: no check in office.json, a bare draft."""
    small_office(folder)
    office = json.loads((folder / "office.json").read_bytes())
    del office["check"]
    (folder / "office.json").write_text(json.dumps({**office, "version": 1}, indent=2), encoding="utf-8")
    (folder / "drafts").mkdir()
    for name in ("a", "b"):
        (folder / "drafts" / f"{name}.json").write_text('{"serial":5,"day":"2020-07-06"}', encoding="utf-8")
    return folder


def test_an_office_is_upgraded_once_it_is_written_to_and_says_so(tmp_path: Path) -> None:
    folder = old_office(tmp_path / "o")
    journal = (folder / "journal/000001.jsonl").read_bytes()
    with opened(folder, read_only=True) as office:
        before = contents(office)
    assert json.loads((folder / "office.json").read_bytes())["version"] == 1
    with opened(folder) as office:
        assert [notice.code for notice in office.notices] == ["UPGRADED"]
        assert contents(office) == before
        assert office.load_draft("a") == {"serial": 5, "day": "2020-07-06"}
    assert (folder / "office.json").read_bytes() == dump_profile(PROFILE)
    assert (folder / "journal/000001.jsonl").read_bytes() == journal
    with opened(folder) as office:
        assert office.notices == []


@pytest.mark.parametrize("call", ["write", "fsync", "replace", "fsync_folder"])
def test_an_upgrade_that_was_cut_off_is_done_again(tmp_path: Path, call: str) -> None:
    for after in range(3):
        folder = old_office(tmp_path / f"{call}{after}")
        files = FailingFiles(call)
        files.arm(after)
        with pytest.raises(StoreError):
            opened(folder, files=files).close()
        assert refusal(folder) is None
        with opened(folder) as office:
            assert [office.load_draft(name) for name in office.drafts()] == [{"serial": 5, "day": "2020-07-06"}] * 2


def test_a_draft_that_cannot_be_upgraded_is_said_with_its_name(tmp_path: Path) -> None:
    folder = old_office(tmp_path / "o")
    (folder / "drafts/b.json").write_bytes(b'{"serial":')
    error = refusal(folder)
    assert isinstance(error, Damaged)
    assert error.segment == "drafts/b.json"
    assert json.loads((folder / "office.json").read_bytes())["version"] == 1


def test_an_upgraded_folder_is_not_touched_again(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/a.json").write_bytes(dump_draft({"a": 1}))
    files = FailingFiles("replace")
    files.arm()
    upgrade_folder(files, tmp_path, 1, 2, FOLDER_STEPS)
    upgrade_folder(Files(), tmp_path, 2, 2, {})


def test_a_check_in_a_version_that_had_none_is_refused() -> None:
    data = dump_profile(PROFILE).replace(b'"version": 2', b'"version": 1')
    with pytest.raises(Damaged):
        load_profile(data)


def test_a_draft_says_its_version_and_a_newer_one_is_refused() -> None:
    blob = dump_draft({"serial": 5})
    assert load_draft(blob) == {"serial": 5}
    with pytest.raises(NewerVersion):
        load_draft(blob.replace(b'{"v":2', b'{"v":3'))
    for bad in (blob[:-1], blob.replace(b"5", b"6"), b"{}", b"", b'{"serial":5}'):
        with pytest.raises(ValueError, match="check"):
            load_draft(bad)

"""Preferences: kept for one person, harmless when broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.workflows.preferences import Preferences, preferences_folder, read_preferences, write_preferences


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    kept = Preferences("en", dark=True, offices=("một", "hai"), read=("ab" * 16,))
    assert write_preferences(tmp_path / "deep" / "folder", kept)
    assert read_preferences(tmp_path / "deep" / "folder") == kept


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"language": 5, "dark": "yes", "offices": [1], "read": {}}', b"\xff"])
def test_broken_preferences_are_the_usual_ones(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "preferences.json").write_bytes(content)
    assert read_preferences(tmp_path) == Preferences()


@pytest.mark.parametrize(("written", "read"), [("3", 3), ("90", 90), ("0", 15), ("91", 15), ("true", 15), ('"3"', 15)])
def test_the_days_until_feedback_is_late_stay_within_bounds(tmp_path: Path, written: str, read: int) -> None:
    (tmp_path / "preferences.json").write_text(f'{{"feedback_days": {written}}}')
    assert read_preferences(tmp_path).feedback_days == read


@pytest.mark.parametrize(
    ("written", "typing", "method"),
    [
        ('"vni"', "vni", "telex"),
        ('"viqr"', "off", "telex"),
        ("true", "off", "telex"),
        ("[]", "off", "telex"),
        ("null", "off", "telex"),
    ],
)
def test_vietnamese_typing_is_off_unless_a_known_way_is_kept(tmp_path: Path, written: str, typing: str, method: str) -> None:
    (tmp_path / "preferences.json").write_text(f'{{"typing": {written}}}')
    assert (read_preferences(tmp_path).typing, read_preferences(tmp_path).typing_method) == (typing, method)


@pytest.mark.parametrize(("written", "read"), [("true", True), ("false", False), ("1", False), ('"on"', False)])
def test_sound_is_off_unless_it_was_switched_on(tmp_path: Path, written: str, read: bool) -> None:
    (tmp_path / "preferences.json").write_text(f'{{"sound": {written}}}')
    assert read_preferences(tmp_path).sound is read
    assert not Preferences().sound


def test_the_office_opened_last_comes_first_and_once() -> None:
    preferences = Preferences(offices=("a", "b"))
    assert preferences.with_office(Path("b")).offices == ("b", "a")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not write_preferences(tmp_path / "file" / "below", Preferences())


def test_they_lie_in_the_settings_folder_of_the_account(home: Path) -> None:
    assert home in preferences_folder().parents

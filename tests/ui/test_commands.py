"""The command table."""

from __future__ import annotations

import pytest

from desktop_app.ui.commands import COMMANDS, Command, check_keys, find_by_key, tk_sequence
from desktop_app.words import use_language


def test_no_key_of_the_program_stands_for_two_things() -> None:
    assert check_keys(()) == []


def test_a_key_taken_twice_is_named() -> None:
    assert check_keys([Command("x", "F2", "a", "b")]) == ["F2"]


def test_a_pages_own_command_comes_before_the_programs() -> None:
    own = Command("close", "F1", "Đóng", "Close")
    assert find_by_key("F1", [own]) is own
    found = find_by_key("F1", [])
    assert found is not None
    assert found.name == "help"


def test_letters_are_no_shortcuts() -> None:
    assert [command.key for command in COMMANDS if len(command.key) == 1] == []


@pytest.mark.parametrize(
    ("key", "sequence"), [("F5", "<F5>"), ("Shift-F10", "<Shift-F10>"), ("Ctrl-P", "<Control-p>"), ("Escape", "<Escape>")]
)
def test_keys_have_their_tk_names(key: str, sequence: str) -> None:
    assert tk_sequence(key) == sequence


def test_labels_follow_the_language() -> None:
    command = Command("x", "", "Lưu", "Save")
    assert command.label == "Lưu"
    use_language("en")
    assert command.label == "Save"

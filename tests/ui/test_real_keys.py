"""The real input path: keys sent by the X server to an empty keying page, the line read back from the journal's bytes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from tests.ui.conftest import Until

pytestmark = pytest.mark.window
ANSWERS = [5, 4, 4, 5, 3, 4, 5, 2, 4, 1, "blank", "double", "illegible", 4, 4, 5, 4, 5, 5, 4, 4, 5]
NAMES = {"blank": "KP_0", "double": "KP_Multiply", "illegible": "KP_Divide"}
KEYS = [NAMES.get(str(answer), f"KP_{answer}") for answer in ANSWERS] + ["KP_Enter"]


def test_23_real_keys_make_one_line_in_the_journal(
    window: Window, office_folder: Path, until: Until, tool: Callable[[str], str]
) -> None:
    xdotool = tool("xdotool")
    window.show("keying")
    screen = window._screens["keying"]
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    until(lambda: screen.keying.sheet._items)
    window.root.focus_force()
    screen.keying.sheet.focus_force()
    until(lambda: window.root.focus_displayof() is screen.keying.sheet)
    lines = (office_folder / "journal" / "000001.jsonl").read_bytes().splitlines()

    sent = 0
    for key in KEYS:
        subprocess.run([xdotool, "key", key], check=True, timeout=10)
        sent += 1
        window.root.update()
    until(lambda: window.session.office.serials("B1"))

    after = (office_folder / "journal" / "000001.jsonl").read_bytes().splitlines()
    assert sent == 22 + 1
    assert len(after) == len(lines) + 1
    line = json.loads(after[-1])
    assert (line["table"], line["by"], line["rev"]) == ("surveys", "lan", 1)
    assert list(line["doc"]["data"]["answers"].values()) == ANSWERS
    assert line["doc"]["data"]["serial"] == 1


def test_unikeys_backspaces_and_retyped_letters_arrive_whole(window: Window, until: Until, tool: Callable[[str], str]) -> None:
    """`ddan` as UniKey sends it: the letters typed, BackSpaces over them, then the letters with their marks."""
    xdotool = tool("xdotool")
    window.show("keying")
    screen = window.page
    assert isinstance(screen, KeyingScreen)
    screen.open_form("")
    field = screen.form.fields["name"].entry
    window.root.focus_force()
    field.focus_force()
    until(lambda: window.root.focus_displayof() is field)
    for keys in (["d", "d"], ["BackSpace", "BackSpace"]):
        subprocess.run([xdotool, "key", *keys], check=True, timeout=10)
        window.root.update()
    with subprocess.Popen([xdotool, "type", "--delay", "250", "đường"]) as typing:
        until(lambda: typing.poll() is not None and field.get().endswith("ng"))
    assert field.get() == "đường"
    assert screen.keying.entry is None

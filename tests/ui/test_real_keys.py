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

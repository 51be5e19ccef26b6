"""Keys through the X server to the window in front, many in one go, while the window works them off."""

from __future__ import annotations

import subprocess
import time
import tkinter as tk
from collections.abc import Callable, Sequence

PATIENCE_SECONDS = 20
DIGIT_ROW = {"*": "asterisk", "/": "slash", "\n": "Return"}
PAD = {**{str(n): f"KP_{n}" for n in range(10)}, "*": "KP_Multiply", "/": "KP_Divide", "\n": "KP_Enter"}


def names(keys: str, *, pad: bool) -> list[str]:
    """Return the X names of digits, `*`, `/` and the line end that saves: of the digit row, or of the numeric pad."""
    table = PAD if pad else DIGIT_ROW
    return [table.get(key, key) for key in keys]


def send(xdotool: str, keys: Sequence[str], root: tk.Tk, done: Callable[[], bool]) -> None:
    """Send keys without a pause between them; return when `done`. Fails if that does not come about within 20 seconds."""
    end = time.monotonic() + PATIENCE_SECONDS
    with subprocess.Popen([xdotool, "key", "--delay", "0", *keys]) as sending:
        while sending.poll() is None or not done():
            root.update()
            time.sleep(0.002)
            assert time.monotonic() < end, "the keys did not arrive"
    assert sending.returncode == 0

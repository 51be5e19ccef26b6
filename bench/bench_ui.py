"""What a keyer feels: from a key to the changed picture, how many keys a slip takes, how long until the first window.

A key is timed from the event to the answer of the X server after painting; its floor is one frame of the screen. A cold
start is timed from starting Python to the first painted window; its floor is a bare `Tk()` with a label in the same font.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles

from bench.row import Row
from desktop_app.store.office import Profile, create_office
from desktop_app.ui.app import open_window
from desktop_app.ui.keying_page import KeyingPage
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.preferences import Preferences, write_preferences
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, open_session
from tests.virtual_screen import VirtualScreen

FRAME_MS = 16.0
SLIPS = 12
ANSWERS = "5445344524135445455445"
STARTS = 7
NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
EPOCH = "ab" * 16
BATCH = {
    "batch": "B1", "form": "survey-2640@1", "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 500, "issued": 400,
    "returned": 372,
}  # fmt: skip
BARE = """
import tkinter
from tkinter import font
from desktop_app.ui import typeface
typeface.load_private_fonts()
root = tkinter.Tk()
tkinter.Label(root, text="Sổ Một Cửa", font=font.Font(family=typeface.FAMILY, size=10)).pack()
root.update()
root.winfo_pointerxy()
print("up", flush=True)
"""
OURS = """
import pathlib, sys
from desktop_app.ui.app import open_window
window = open_window(preferences=pathlib.Path(sys.argv[1]))
window.root.update()
window.root.winfo_pointerxy()
print("up", flush=True)
"""


def rows() -> list[Row]:
    """Measure; needs a display, or Xvfb to make one."""
    if os.environ.get("DISPLAY") or os.name == "nt":
        return _measure()
    with VirtualScreen() as screen:
        os.environ["DISPLAY"] = screen.display
        try:
            return _measure()
        finally:
            del os.environ["DISPLAY"]


def _measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as place:
        return [*_keying(Path(place)), _cold_start(Path(place))]


def _keying(place: Path) -> list[Row]:
    folder, settings = place / "office", place / "settings"
    create_office(
        folder, Profile(unit="TUSON", name="Công an", parent="", station="TUSON-1", epoch=EPOCH, created=NOW.isoformat())
    )
    write_preferences(settings, Preferences(read=(EPOCH,)))
    with open_session(folder, "lan", lambda: NOW) as session:
        enter(session, "batches", [BATCH])
        window = open_window(preferences=settings)
        try:
            window.take_session(session)
            page = _open_page(window)
            key_ms, save_ms, keys = _key_slips(window, page)
            saved = len(session.office.serials("B1"))
        finally:
            window.jobs.close()
            window.root.destroy()
    cuts = quantiles(key_ms, n=20)
    return [
        Row(what="key to painted change, p95", measured=cuts[18], floor=FRAME_MS, goal=1,
            note=f"{len(key_ms)} keys, median {median(key_ms):.1f} ms, floor one frame"),
        Row(what="saving key to next slip painted", measured=median(save_ms), floor=FRAME_MS, goal=3,
            note=f"{len(save_ms)} durable saves, floor one frame"),
        Row(what="keys for a 22-item slip", measured=keys / saved, floor=22 + 1, goal=1, unit="keys", note=f"{saved} slips"),
    ]  # fmt: skip


def _open_page(window: Window) -> KeyingPage:
    window.show("keying")
    screen = window.page
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("B1")
    while window.jobs.busy:
        window.root.update()
    window.root.update()
    screen.keying.sheet.focus_force()
    window.root.update()
    return screen.keying


def _key_slips(window: Window, page: KeyingPage) -> tuple[list[float], list[float], int]:
    key_ms: list[float] = []
    save_ms: list[float] = []
    keys = 0
    for _ in range(SLIPS):
        for key in [*ANSWERS, "Return"]:
            start = time.perf_counter()
            page.sheet.event_generate(f"<KeyPress-{key}>")
            window.root.update()
            window.root.winfo_pointerxy()
            (save_ms if key == "Return" else key_ms).append((time.perf_counter() - start) * 1000)
            keys += 1
    return key_ms, save_ms, keys


def _cold_start(place: Path) -> Row:
    bare = [_start_ms(BARE) for _ in range(STARTS)][1:]
    ours = [_start_ms(OURS, str(place / "settings")) for _ in range(STARTS)][1:]
    return Row(what="cold start to first window", measured=median(ours), floor=median(bare), goal=3,
               note="start page; floor bare Tk() and a label in the same font")  # fmt: skip


def _start_ms(program: str, *arguments: str) -> float:
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        elapsed = (time.perf_counter() - start) * 1000
        child.kill()
    if line.strip() != "up":
        raise RuntimeError("the window did not come up")
    return elapsed

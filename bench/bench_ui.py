"""What a keyer feels: from a key to the changed picture, the save, keys for a slip, how long until the first window.

Measured in an office of 1 000 and of 100 000 slips (`SOMOTCUA_BENCH_SIZES` chooses others). A key is timed from the event to the
answer of the X server after painting; its floor is one frame of the screen. A save is timed by itself, beside an append of as
many bytes with fsync, and from its key to the next slip painted. A cold start is timed from starting Python to the first
painted window; its floor is a bare `Tk()` with a label in the same font.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.bench_store import slip
from bench.row import Row
from desktop_app.store.office import Change, Profile, Stored, create_office, open_office
from desktop_app.ui.app import open_window
from desktop_app.ui.keying_page import KeyingPage
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.preferences import Preferences, write_preferences
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import VIETNAM, open_session
from tests.virtual_screen import VirtualScreen

FRAME_MS = 16.0
SLIPS = 40
ANSWERS = "5445344524135445455445"
STARTS = 7
GROUP = 5_000
NOW = datetime(2020, 8, 3, 9, 0, tzinfo=VIETNAM)
EPOCH = "ab" * 16
BATCH = {
    "batch": "KEYED", "form": "survey-2640@1", "from": "2020-07-01", "to": "2020-07-31", "first": 1, "last": 500, "issued": 400,
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
    sizes = [int(size) for size in os.environ.get("SOMOTCUA_BENCH_SIZES", "1000,100000").split(",")]
    with tempfile.TemporaryDirectory() as place:
        found = [row for size in sizes for row in _keying(Path(place) / str(size), size)]
        return [*found, _cold_start(Path(place))]


@dataclass
class Times:
    """Milliseconds: of each key to its change, of each saving key to the next slip, of each save alone; and how many keys."""

    key: list[float] = field(default_factory=list)
    next: list[float] = field(default_factory=list)
    save: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    keys: int = 0


def _keying(place: Path, size: int) -> list[Row]:
    folder, settings = place / "office", place / "settings"
    _fill(folder, size)
    write_preferences(settings, Preferences(read=(EPOCH,)))
    with open_session(folder, "lan", lambda: NOW) as session:
        enter(session, "batches", [BATCH])
        window = open_window(preferences=settings)
        try:
            window.take_session(session)
            times = _key_slips(window, _open_page(window), place / "floor")
            saved = len(session.office.serials("KEYED"))
        finally:
            window.jobs.close()
            window.root.destroy()
    return _rows_of(times, f"{size:,} slips", saved)


def _rows_of(times: Times, office: str, saved: int) -> list[Row]:
    return [
        Row(what="key to painted change, p50", measured=median(times.key), floor=FRAME_MS, goal=1,
            note=f"{office}; {len(times.key)} keys, floor one frame"),
        Row(what="key to painted change, p95", measured=_p95(times.key), floor=FRAME_MS, goal=1,
            note=f"{office}; floor one frame"),
        Row(what="durable save of a slip", measured=median(times.save), floor=median(times.floor), goal=5,
            note=f"{office}; p95 {_p95(times.save):.1f} ms; floor append of as many bytes + fsync"),
        Row(what="saving key to next slip painted", measured=median(times.next), floor=FRAME_MS, goal=3,
            note=f"{office}; p95 {_p95(times.next):.1f} ms, {len(times.next)} saves, floor one frame"),
        Row(what="keys for a 22-item slip", measured=times.keys / saved, floor=22 + 1, goal=1, unit="keys",
            note=f"{office}; {saved} keyed"),
    ]  # fmt: skip


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[18]


def _fill(folder: Path, size: int) -> None:
    """Make an office of so many slips, 500 to a batch."""
    profile = Profile(unit="TUSON", name="Công an", parent="", station="TUSON-1", epoch=EPOCH, created=NOW.isoformat())
    create_office(folder, profile)
    with open_office(folder) as office:
        for start in range(0, size, GROUP):
            numbers = range(start, min(start + GROUP, size))
            office.append([Change("surveys", f"{n:020x}", slip(n)) for n in numbers], by="hoa", at=NOW)
        office.save_snapshot()


def _open_page(window: Window) -> KeyingPage:
    _settle(window)
    window.show("keying")
    screen = window.page
    assert isinstance(screen, KeyingScreen)
    screen.open_batch("KEYED")
    _settle(window)
    screen.keying.sheet.focus_force()
    window.root.update()
    return screen.keying


def _settle(window: Window) -> None:
    """Let the window work until no job is under way."""
    window.root.update()
    while window.jobs.busy:
        window.root.update()
    window.root.update()


def _key_slips(window: Window, page: KeyingPage, beside: Path) -> Times:
    times, entry = Times(), page.entry
    assert entry is not None
    save = entry.save

    def timed(*arguments: Any, **named: Any) -> Stored:
        start = time.perf_counter()
        try:
            return save(*arguments, **named)
        finally:
            times.save.append(_since(start))

    entry.save = timed  # type: ignore[method-assign]  # what is timed is the page's own call
    for _ in range(SLIPS):
        for key in [*ANSWERS, "Return"]:
            start = time.perf_counter()
            page.sheet.event_generate(f"<KeyPress-{key}>")
            window.root.update()
            window.root.winfo_pointerxy()
            (times.next if key == "Return" else times.key).append(_since(start))
            times.keys += 1
        times.floor.append(_append_ms(beside, window.session.office.folder))
    return times


def _append_ms(beside: Path, folder: Path) -> float:
    """Return the milliseconds of an append of as many bytes as the journal's last line, with fsync, on the same disk."""
    line = _last_line(max((folder / "journal").glob("*.jsonl")))
    with beside.open("ab", buffering=0) as file:
        start = time.perf_counter()
        file.write(line)
        os.fsync(file.fileno())
        return _since(start)


def _last_line(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - GROUP))
        return file.read().splitlines(keepends=True)[-1]


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


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

"""The register's page with 100 000 dossiers as the officer meets it: a key in the search box to the first hits painted.

Search box, filters, counts by status and table are the program's own; only the index is made here, not read from an office, and
the strip under the list is left out. Every letter of what is typed is a measurement. Each is beside one frame of the screen.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
import tkinter as tk
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from statistics import median
from tkinter import ttk

from bench.bench_table import DONT_WAIT, FRAME_MS, make_index
from bench.row import Row
from desktop_app.ui import typeface
from desktop_app.ui.register_list import RegisterList
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.ui.theme import Theme
from desktop_app.workflows.session import VIETNAM, open_session
from desktop_app.workflows.setup import create
from tests.virtual_screen import VirtualScreen

NOW = datetime(2020, 7, 20, 9, 0, tzinfo=VIETNAM)
TYPED = ("nguyen thi yen", "0912 345", "TAM-200706", "tran 0271", "+8491234", "khong ai")
"""Name, telephone number, the code before the official one, name and identity number, a number as abroad, nobody."""
ROUNDS = 3
KEYSYMS = {" ": "space", "-": "minus", "+": "plus"}


def rows() -> list[Row]:
    """Measure; needs a display, or Xvfb to make one."""
    if os.environ.get("DISPLAY") or os.name == "nt":
        return measure()
    with VirtualScreen() as screen:
        os.environ["DISPLAY"] = screen.display
        try:
            return measure()
        finally:
            del os.environ["DISPLAY"]


def measure() -> list[Row]:
    """Open the list over an office whose index was replaced, and type."""
    typeface.load_private_fonts()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "office"
        create(folder, unit="TUSON", name="Công an thị xã Từ Sơn", parent="BN", parent_name="Công an tỉnh Bắc Ninh")
        root = tk.Tk()
        gc.disable()
        try:
            with open_session(folder, "lan", lambda: NOW) as session:
                return _rows_of(root, RegisterPresenter(session))
        finally:
            gc.enable()
            root.destroy()


def _rows_of(root: tk.Tk, presenter: RegisterPresenter) -> list[Row]:
    root.geometry("1130x640+0+0")
    presenter.index = make_index()
    presenter.index.order("received")
    listed = RegisterList(root, Theme(root), presenter, ttk.Label(root), lambda: None, lambda _ids: None)
    listed.pack(fill="both", expand=True)
    listed._loaded = True
    root.update()
    listed.search.entry.focus_force()
    root.update()
    times = [time for _ in range(ROUNDS) for text in TYPED for time in _type(root, listed, text)]
    first, held = ([one[part] for one in times] for part in range(2))
    return [
        _row("register page, 100 000 dossiers: key to first hits painted", first),
        _row("the same: longest hold-up of the window until all are counted by status", held),
    ]


def _type(root: tk.Tk, listed: RegisterList, text: str) -> list[tuple[float, float]]:
    """Type a text and empty the box again; return the times of each key. Raises RuntimeError if it did not arrive."""
    times = [_key(root, listed, letter) for letter in text]
    if listed.search.get().lower() != text.lower():
        raise RuntimeError(f"typed {text!r}, there stands {listed.search.get()!r}")
    return [*times, _key(root, listed, "")]


def _key(root: tk.Tk, listed: RegisterList, letter: str) -> tuple[float, float]:
    """Press a key, Esc for none; return the milliseconds to the first hits painted, and the longest hold-up after it."""
    entry, start, held = listed.search.entry, time.perf_counter(), 0.0
    if letter:
        keysym = KEYSYMS.get(letter, letter)
        entry.event_generate("<KeyPress>", keysym=keysym)
        entry.event_generate("<KeyRelease>", keysym=keysym)
    else:
        listed.clear_search()
    root.update_idletasks()
    root.winfo_pointerxy()  # an answer from the server: all before it is drawn
    first = (time.perf_counter() - start) * 1000
    while listed._slices.busy:
        begun = time.perf_counter()
        root.tk.dooneevent(DONT_WAIT)
        held = max(held, (time.perf_counter() - begun) * 1000)
    root.update()
    return first, held


def _row(what: str, times: Sequence[float]) -> Row:
    note = f"floor: one frame; p95 {sorted(times)[int(len(times) * 0.95)]:.1f} ms, {len(times)} keys"
    return Row(what=what, measured=median(times), floor=FRAME_MS, goal=1, note=note)

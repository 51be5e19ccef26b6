"""The table and the register's search, filters and order with 100 000 dossiers, each beside one frame of the screen (16 ms).

A step is timed from the call to the answer of the X server after painting. Search as you type is timed from the key to
the first hits painted; the rest of the search comes in slices, of which the longest hold-up of the window is timed. Python's
cyclic garbage is not collected meanwhile: the program does that between the slices (`ui.jobs`).
"""

from __future__ import annotations

import gc
import os
import random
import time
import tkinter as tk
from collections.abc import Callable, Iterator
from datetime import date
from statistics import median
from typing import Any

from bench.row import Row
from desktop_app.ui import typeface
from desktop_app.ui.register_index import COLUMNS, Filter, RegisterIndex
from desktop_app.ui.register_search import parse_words
from desktop_app.ui.register_tally import Tally
from desktop_app.ui.slices import Slices
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from forms.dossier import STATUSES
from tests.virtual_screen import VirtualScreen

DONT_WAIT = 2  # Tcl: one event, none if there is none
FRAME_MS = 16.0
LENGTH = 100_000
WIDTHS = (206, 150, 200, 96, 100, 165, 124)
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
GIVEN = ("An", "Bình", "Châu", "Đức", "Hà", "Hùng", "Lan", "Linh", "Minh", "Ngọc", "Quân", "Thảo", "Tuấn", "Yến")
QUERIES = (
    "n", "ng", "nguyen", "nguyen thi", "nguyen thi y", "nguyen thi yen", "200706", "0271", "khong ai",
    "09", "0912", "0912 3", "0912 345 6", "+8491234", "TAM-2007", "yen 0912",
)  # fmt: skip
FILTERS = (
    Filter(status="processing"), Filter(procedure="p3"), Filter(officer="o2"), Filter(late=True),
    Filter(first=date(2020, 7, 6), last=date(2020, 7, 10)),
    Filter(parse_words("nguyen 09"), "received", "p1", "o1", late=True, first=date(2020, 7, 1), last=date(2020, 7, 15)),
)  # fmt: skip


class ListRows:
    """The rows of the bench's index in the order of the last search."""

    def __init__(self, index: RegisterIndex) -> None:
        self.index, self.hits = index, list(range(len(index.entries)))

    def __len__(self) -> int:
        return len(self.hits)

    def row(self, i: int) -> tuple[str, ...]:
        """Return texts as wide as real ones."""
        entry = self.index.entries[self.hits[i]]
        return (entry.code, entry.name, "Cấp CMND, CCCD · Cấp mới", "06/07/2020", "15/07/2020", "Đang xử lý", f"Còn {i % 9} ngày")

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return pills on the last two columns."""
        return ("", "", "", "", "", "info", "late" if i % 4 == 0 else "")


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
    """Open a window with the table and measure in it."""
    gc.disable()
    typeface.load_private_fonts()
    root = tk.Tk()
    try:
        root.geometry("1130x640+0+0")
        table = VirtualTable(root, Theme(root), [Column(name, width, 1) for name, width in zip(COLUMNS, WIDTHS, strict=True)])
        table.pack(fill="both", expand=True)
        root.update()
        index = make_index()
        rows = ListRows(index)
        return [
            *measure_steps(root, table, rows), *measure_search(root, table, index), *measure_filters(root, table, index),
            *measure_order(root, table, index),
        ]  # fmt: skip
    finally:
        root.destroy()
        gc.enable()


def make_index() -> RegisterIndex:
    """Return an index of invented dossiers."""
    dice = random.Random(7)
    index = RegisterIndex({}, date(2020, 7, 20))
    for n in range(LENGTH):
        name = f"{dice.choice(FAMILY)} {dice.choice(('Văn', 'Thị', 'Ngọc', 'Đức'))} {dice.choice(GIVEN)}"
        code = f"000.17.22.H56-2007{n % 28 + 1:02d}-{n // 28 + 1:04d}"
        index.put(str(n), {
            "code": code, "name": name, "id_number": f"0271{dice.randrange(10**8):08d}",
            "phone": f"09{dice.randrange(10**8):08d}", "status": dice.choice(STATUSES),
            "procedure": f"p{n % 12}", "officer": f"o{n % 5}",
            "received_at": f"2020-07-{n % 28 + 1:02d}T08:00:00+07:00", "frozen": {"due": f"2020-07-{n % 31 + 1:02d}"},
            **({"former_codes": [f"TAM-2007{n % 28 + 1:02d}-{n // 28 + 1:04d}"]} if n % 3 == 0 else {}),
        })  # fmt: skip
    return index


def timed(root: tk.Tk, step: Callable[[], Any]) -> float:
    """Return the milliseconds of a step until the screen has it."""
    start = time.perf_counter()
    step()
    root.update()
    root.winfo_pointerxy()  # an answer from the server: all before it is drawn
    return (time.perf_counter() - start) * 1000


def measure_steps(root: tk.Tk, table: VirtualTable, provider: ListRows) -> list[Row]:
    """Measure one line down, and a jump anywhere."""
    table.show(provider)
    root.update()
    dice = random.Random(1)
    steps = [timed(root, lambda: table.scroll(1)) for _ in range(200)]
    jumps = [timed(root, lambda: _jump(table, dice.random())) for _ in range(100)]
    return [
        _row("scroll step in a table of 100 000", median(steps), f"p95 {_p95(steps):.1f} ms"),
        _row("jump in a table of 100 000", median(jumps), f"p95 {_p95(jumps):.1f} ms"),
    ]


def _jump(table: VirtualTable, fraction: float) -> None:
    table.window.scroll_fraction(fraction)
    table.paint()


def measure_search(root: tk.Tk, table: VirtualTable, index: RegisterIndex) -> list[Row]:
    """Measure a key to the first hits painted, the longest hold-up after it, and until all hits are counted."""
    index.order("code")
    found = [_search_once(root, table, index, "code", Filter(parse_words(query))) for query in QUERIES * 5]
    first, held, whole = ([one[part] for one in found] for part in range(3))
    return [
        _row("search as you type, 100 000 records: key to first hits painted", median(first), f"p95 {_p95(first):.1f} ms"),
        _row("the same: longest hold-up until all are found", median(held), f"p95 {_p95(held):.1f} ms"),
        Row(what="the same: until the last hit is counted", measured=median(whole), floor=FRAME_MS, goal=10, note="in slices"),
    ]


def measure_filters(root: tk.Tk, table: VirtualTable, index: RegisterIndex) -> list[Row]:
    """Measure a filter to the first hits painted, and the longest hold-up until the counts by status are there."""
    found = [_search_once(root, table, index, "code", wanted) for wanted in FILTERS * 5]
    first, held, _ = ([one[part] for one in found] for part in range(3))
    return [
        _row("filter of 100 000 records: choice to first hits painted", median(first), f"p95 {_p95(first):.1f} ms"),
        _row("the same: longest hold-up until all are counted by status", median(held), f"p95 {_p95(held):.1f} ms"),
    ]


def measure_order(root: tk.Tk, table: VirtualTable, index: RegisterIndex) -> list[Row]:
    """Measure the order by name, made for the first time and again: the longest hold-up, and until the first row is there."""
    made = _search_once(root, table, index, "name", Filter())
    again = _search_once(root, table, index, "name", Filter())
    return [
        _row("order of 100 000 records by Vietnamese name, first time: longest hold-up", made[1], "in slices"),
        Row(what="the same: until all rows stand in it", measured=made[2], floor=FRAME_MS, goal=60, note="in slices"),
        _row("the same, once it is made: first rows painted", again[0], "kept in order as dossiers change"),
    ]


def _search_once(
    root: tk.Tk, table: VirtualTable, index: RegisterIndex, column: str, wanted: Filter
) -> tuple[float, float, float]:
    provider, slices, hits = ListRows(index), Slices(root), list[int]()
    provider.hits = hits

    def show(_count: int = 0) -> None:
        table.show(provider, keep_view=True)

    begin = time.perf_counter()
    slices.start(_steps(index, column, wanted, hits), show, show)
    root.update_idletasks()
    root.winfo_pointerxy()
    first, held = (time.perf_counter() - begin) * 1000, 0.0
    while slices.busy:
        start = time.perf_counter()
        root.tk.dooneevent(DONT_WAIT)
        held = max(held, (time.perf_counter() - start) * 1000)
    root.update()
    return first, held, (time.perf_counter() - begin) * 1000


def _steps(index: RegisterIndex, column: str, wanted: Filter, hits: list[int]) -> Iterator[int]:
    """Do what the register's list does: make the order, search, count by status."""
    found = Tally(index.today)
    yield from index.sorting(column)
    for count in index.search(index.order(column), wanted, hits):
        found.take(index.entries, hits)
        yield count


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _row(what: str, measured: float, note: str) -> Row:
    return Row(what=what, measured=measured, floor=FRAME_MS, goal=1, note=f"floor: one frame; {note}")

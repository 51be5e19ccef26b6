"""The window tries itself in the built program: it opens on a throw-away office, keys a slip with key events, closes.

The office goes with its folder. This module must not be used by anything but the self-test.
"""

from __future__ import annotations

import tempfile
import time
import tkinter as tk
from collections.abc import Callable
from pathlib import Path

from desktop_app.ui.app import open_window
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.errors import WorkflowError
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import open_session
from desktop_app.workflows.setup import create

FORM = "survey-2640@1"
PATIENCE_SECONDS = 60


def key_one_slip() -> None:
    """Open the window, key one slip of 22 items with 23 keys, see it in the office. Raises WorkflowError."""
    with tempfile.TemporaryDirectory(prefix="so-mot-cua-") as name:
        office = Path(name) / "office"
        _make_office(office)
        try:
            window = open_window(office, preferences=Path(name) / "preferences")
        except tk.TclError as error:
            raise WorkflowError("Không có màn hình để thử cửa sổ.", "There is no display to try the window on.") from error
        try:
            _key(window)
        finally:
            window.leaving.end()


def _make_office(folder: Path) -> None:
    create(folder, unit="THU", name="Đơn vị thử")
    with open_session(folder) as session:
        day = session.clock().date().isoformat()
        batch = {"batch": "THU", "form": FORM, "from": day, "to": day, "first": 1, "last": 9, "issued": 1, "returned": 1}
        enter(session, "batches", [batch])


def _key(window: Window) -> None:
    _until(window, lambda: window.has_office)
    window.show("keying")
    screen = window.screen("keying")
    if not isinstance(screen, KeyingScreen):
        raise WorkflowError("Trang nhập phiếu không mở được.", "The keying page did not open.")
    screen.open_batch("THU")
    sheet = screen.keying.sheet
    sheet.focus_force()
    _until(window, lambda: window.root.focus_get() is sheet)
    for key in [str(4 + number % 2) for number in range(22)] + ["Return"]:
        sheet.event_generate(f"<Key-{key}>")
        window.root.update()
    _until(window, lambda: window.session.office.count("surveys") == 1)


def _until(window: Window, ready: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        if time.monotonic() > end:
            raise WorkflowError("Cửa sổ không đáp lại.", "The window does not answer.")
        window.root.update()
        time.sleep(0.01)

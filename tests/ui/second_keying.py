"""The batch B1 keyed by one person, for the tests of the pages where others verify and settle it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator
from typing import Any

from desktop_app.store.office import Stored
from desktop_app.ui.keying_screen import KeyingScreen
from desktop_app.ui.window import Window
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from desktop_app.workflows.verifying import Mode, VerifySession
from tests.ui.conftest import BATCH, item_option
from tests.workflows.twice import as_account
from tests.workflows.values import slip


def key_batch(session: Session, account: str, count: int = 3, **changes: Any) -> list[Stored]:
    """Give B1 the changes and key slips 1 to `count` of it as `account`, all answers 5."""
    enter(session, "batches", [{**BATCH, **changes}])
    return enter(as_account(session, account), "surveys", [slip(number) for number in range(1, count + 1)])


def verify_slip(session: Session, account: str, mode: Mode, keys: str) -> None:
    """Key the next slip of B1 a second time as `account`."""
    entry = VerifySession(as_account(session, account), "B1", mode)
    for key in keys:
        assert entry.press(key)
    entry.save()


def screen_of(window: Window) -> KeyingScreen:
    """Return the keying screen, brought to the front."""
    window.show("keying")
    screen = window._screens["keying"]
    assert isinstance(screen, KeyingScreen)
    return screen


def texts_on(widget: tk.Misc) -> Iterator[str]:
    """Yield every text a person can read in a widget and what lies in it."""
    if isinstance(widget, tk.Canvas):
        for item in widget.find_all():
            if str(widget.tk.call(str(widget), "type", item)) == "text":
                yield item_option(widget, item, "text")
    elif isinstance(widget, tk.Text):
        yield widget.get("1.0", "end")
    elif "text" in widget.keys():  # noqa: SIM118 - a widget is no mapping
        yield str(widget.cget("text"))
    for child in widget.winfo_children():
        if child.winfo_ismapped():
            yield from texts_on(child)

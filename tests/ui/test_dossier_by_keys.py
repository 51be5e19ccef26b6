"""An ordinary dossier by the keyboard alone: every key goes through the X server, and beyond the texts only a few are needed.

A practised typist makes 200 keys a minute: 30 seconds are 100 keys, the texts of the person here take about 80 of them.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop_app.ui.register_screen import RegisterScreen
from desktop_app.ui.widgets import Field
from desktop_app.ui.window import Window
from desktop_app.workflows.records import enter
from desktop_app.workflows.session import Session
from tests.ui.conftest import Until
from tests.ui.real_keyboard import send

pytestmark = pytest.mark.window
NAMES = {" ": "space", ",": "comma"}
FIRST_MOST, NEXT_MOST = 17, 9
ALL_MOST = 100
"""Keys beyond the texts of name, number, phone and address: of the first dossier, of one more of its procedure. Keys in all."""

PERSON = ("Nguyeenx Thij Huwowngf", "027190000123", "0912345678", "12 Traanf Phus, DDoongf Nguyeen")
NEXT = ("DDawngj Vawn Ddwcs", "027085000456", "0987654321")


def texts(*typed: str) -> list[list[str]]:
    """Return the keys of each text."""
    return [[NAMES.get(key, key) for key in text] for text in typed]


def first_dossier() -> tuple[list[str], int]:
    """Return the keys of a dossier from the list on, and how many of them are texts."""
    name, number, phone, address = texts(*PERSON)
    keys = [
        "F7", *"cccd", "Return", "1", "Return", "Return",
        *name, "Return", *number, "Return", "Return", "Return", *phone, "Return", *address, "Return", "0", "F10",
    ]  # fmt: skip
    return keys, len(name + number + phone + address)


def next_dossier() -> tuple[list[str], int]:
    """Return the keys of another one of the same procedure and address: the form stands ready at the name."""
    name, number, phone = texts(*NEXT)
    keys = [*name, "Return", *number, "Return", "Return", "Return", *phone, "Return", "F7", "Return", "0", "F10"]
    return keys, len(name + number + phone)


@pytest.fixture
def register(window: Window, session: Session, until: Until) -> RegisterScreen:
    unit = session.office.get("units", "TUSON")
    assert unit is not None
    enter(session, "units", [{**(unit.data or {}), "area": "town"}])
    window.typing.use("telex")
    window.show("register")
    screen = window.page
    assert isinstance(screen, RegisterScreen)
    window.root.focus_force()
    until(lambda: window.root.focus_displayof() is not None and not window.jobs.busy)
    return screen


def typed(window: Window, xdotool: str, keys: Sequence[str], session: Session, count: int) -> dict[str, Any]:
    send(xdotool, keys, window.root, lambda: session.office.count("dossiers", "") == count)
    code = f"TAM-200803-{count:04d}"
    stored = session.office.get("dossiers", session.office.find_code("dossiers", code) or "")
    assert stored is not None
    return dict(stored.data or {})


def test_two_dossiers_are_logged_with_few_keys_beyond_their_texts(
    window: Window, register: RegisterScreen, session: Session, tool: Callable[[str], str], tmp_path: Path
) -> None:
    xdotool = tool("xdotool")
    keys, text = first_dossier()
    assert len(keys) - text <= FIRST_MOST
    assert len(keys) <= ALL_MOST
    first = typed(window, xdotool, keys, session, 1)
    assert (first["procedure"], first["case"], first["name"], first["id_number"], first["phone"], first["address"]) == (
        "cmnd-cccd-khu-vuc", "new", "Nguyễn Thị Hường", "027190000123", "0912345678", "12 Trần Phú, Đồng Nguyên",
    )  # fmt: skip
    assert first["documents"][0] == "Tờ khai theo mẫu"
    assert (first["channel"], first["copies"], first["frozen"]["due"]) == ("counter", 1, "2020-08-12")

    keys, text = next_dossier()
    assert len(keys) - text <= NEXT_MOST
    second = typed(window, xdotool, keys, session, 2)
    assert (second["name"], second["address"], second["procedure"], second["id_number"]) == (
        "Đặng Văn Đức", "12 Trần Phú, Đồng Nguyên", "cmnd-cccd-khu-vuc", "027085000456",
    )  # fmt: skip
    assert isinstance(register.form_page.fields["name"].entry, tk.Entry)
    assert register.form_page.fields["name"].get() == ""


def test_what_was_refused_stays_marked_until_it_is_put_right(
    window: Window, register: RegisterScreen, tool: Callable[[str], str]
) -> None:
    name = register.form_page.fields["name"]
    assert isinstance(name, Field)
    send(tool("xdotool"), ["F7", *"xe", "Return", "F10"], window.root, lambda: name.has_problem)
    for _ in range(20):
        window.root.update()
    assert name.has_problem
    send(tool("xdotool"), ["A", "n", "Return"], window.root, lambda: not name.has_problem)

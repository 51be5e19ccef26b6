"""No page or panel of the register needs a mouse: what can be clicked is reached with Tab, or its words name its key."""

from __future__ import annotations

import re
import tkinter as tk
from collections.abc import Callable, Iterator
from pathlib import Path
from tkinter import ttk
from typing import Any

import pytest

from desktop_app.ui.commands import check_keys
from desktop_app.ui.dossier_papers import DossierPapersWindow
from desktop_app.ui.due_explained import DueWindow
from desktop_app.ui.help_sheet import HelpSheet
from desktop_app.ui.register_papers import RegistersWindow
from desktop_app.ui.side_bar import SideBar
from desktop_app.ui.side_window import SideWindow
from desktop_app.workflows.session import Session, open_session
from tests.ui.office_data import NOW, fill
from tests.ui.screens import Page

pytestmark = pytest.mark.window

WORKED = (ttk.Button, ttk.Checkbutton, ttk.Radiobutton, tk.Entry, tk.Text)
"""Comboboxes, and entries of ttk, are entries."""
KEY_SHOWN = re.compile(r"\b((Shift|Ctrl|Alt)[-+])?(F[0-9]{1,2}|P|Esc)$|⏎$")
CLICKED = {
    "StatusChips": "the filter of statuses beside the search box does the same",
    "DropList": "arrows, digits and Enter in its entry",
    "BulkGrid": "arrows, Tab and Enter in its cells, F8 for rows saved before",
    "YearSheet": "F7 and the day typed, or the list of days beside it",
}
"""Widgets that hear clicks without being reached themselves, and what is done instead."""


@pytest.fixture
def session(office_folder: Path) -> Iterator[Session]:
    with open_session(office_folder, "admin", lambda: NOW) as opened:
        fill(opened)
        yield opened


@pytest.fixture
def page(root: tk.Tk, session: Session, tmp_path: Path) -> Iterator[Page]:
    made = Page(root, session, "register", tmp_path / "preferences")
    made.settle(lambda: len(made.screen.presenter) == 4)
    made.screen.list.table.focus_table()
    yield made
    made.window.jobs.close()


def keys(*names: str) -> Callable[[Page], None]:
    """Return what presses keys, the first one in the list and each where the focus is then."""

    def press(page: Page) -> None:
        for place, name in enumerate(names):
            page.key(name, None if place else page.screen.list.table.canvas)

    return press


def known_person(page: Page) -> None:
    page.key("F7")
    for name, text in (("name", "Nguyễn Thị Hường"), ("id_number", "027190000123")):
        field = page.screen.form_page.fields[name]
        field.entry.focus_force()
        field.set(text)
        field.entry.event_generate("<FocusOut>")
    page.settle()
    assert page.screen.form_page.beside.panel.winfo_ismapped()


def missing_papers(page: Page) -> None:
    known_person(page)
    fields = page.screen.form_page.fields
    fields["procedure"].set("dang-ky-xe")
    fields["procedure"].entry.focus_force()
    fields["name"].entry.focus_force()
    page.settle()
    page.key("F10")
    assert page.screen.form_page.asking.panel.is_open


STATES: dict[str, Callable[[Page], object]] = {
    "list": keys(),
    "move": keys("Return"),
    "move with reasons": keys("Return", "Key-2"),
    "hand over": keys("Shift-F9"),
    "appoint": lambda page: page.screen.moves.open_appoint(),
    "form": keys("F7"),
    "known person": known_person,
    "missing papers": missing_papers,
    "correction": keys("F8"),
    "history": keys("F11"),
    "rows": keys("Shift-F7"),
    "import": keys("Shift-F6"),
    "calendar": lambda page: page.window.show("calendar"),
    "papers": keys("Shift-F8"),
    "registers": keys("Control-a", "Shift-F8"),
    "due day": keys("Shift-F1"),
}


def widgets(parent: tk.Misc) -> Iterator[tk.Misc]:
    """Yield what is on the screen below a widget; the bar of pages and other windows left out."""
    for child in parent.winfo_children():
        if child.winfo_ismapped() and not isinstance(child, (SideBar, tk.Toplevel)):
            yield child
            yield from widgets(child)


def stops(top: tk.Misc) -> set[tk.Misc]:
    """Return what Tab comes to, once round."""
    found: list[tk.Misc] = []
    at = top.tk_focusNext()
    while at is not None and at not in found:
        found.append(at)
        at = at.tk_focusNext()
    return set(found)


def in_front(page: Page) -> tk.Misc:
    """Return the window in front, which is the program's own or one over it."""
    shown = [child for child in page.root.winfo_children() if isinstance(child, SideWindow)]
    return shown[-1] if shown else page.root


@pytest.mark.parametrize("state", STATES)
def test_what_can_be_worked_is_reached_with_tab_or_names_its_key(page: Page, state: str) -> None:
    STATES[state](page)
    page.settle()
    top = in_front(page)
    reached = stops(top)
    worked = [widget for widget in widgets(top) if isinstance(widget, WORKED) and str(widget.cget("state")) != "disabled"]
    assert len(worked) + len(reached) > 2
    lost = [widget for widget in worked if widget not in reached and not KEY_SHOWN.search(words(widget))]
    assert [f"{widget} {words(widget)!r}" for widget in lost] == []


@pytest.mark.parametrize("state", STATES)
def test_what_hears_a_click_is_reached_or_has_another_way(page: Page, state: str) -> None:
    STATES[state](page)
    page.settle()
    top = in_front(page)
    reached = stops(top)
    clicked = [widget for widget in widgets(top) if clicks(widget) and not isinstance(widget, WORKED)]
    assert [str(w) for w in clicked if w not in reached and type(w).__name__ not in CLICKED and not asked_by_digit(w)] == []


def clicks(widget: tk.Misc) -> bool:
    """Return whether a click on a widget, or on something drawn on it, does something."""
    if any(widget.bind(event) for event in ("<Button-1>", "<ButtonRelease-1>")):
        return True
    return isinstance(widget, tk.Canvas) and any(
        widget.tag_bind(tag, "<Button-1>") for item in widget.find_all() for tag in widget.gettags(item)
    )


def asked_by_digit(widget: tk.Misc) -> bool:
    """Return whether it is a choice of a panel whose list hears digits."""
    above: Any = widget
    while above is not None:
        if type(above).__name__ == "AskPanel":
            return bool(above.list.bind("<Key>"))
        above = above.master
    return False


def words(widget: tk.Misc) -> str:
    """Return the words on a button, nothing for what has none."""
    return str(widget.cget("text")) if isinstance(widget, (ttk.Button, ttk.Checkbutton, ttk.Radiobutton)) else ""


@pytest.mark.parametrize("state", STATES)
def test_no_key_stands_for_two_things_and_every_command_is_in_the_menu_or_has_one(page: Page, state: str) -> None:
    STATES[state](page)
    page.settle()
    commands = page.screen.commands()
    assert check_keys(commands) == []
    assert all(command.label for command in commands)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", ["list", "form", "rows", "history", "import", "calendar"])
def test_the_help_sheet_of_each_page_fits_and_names_each_key_once(page: Page, state: str, language: str) -> None:
    page.window.change_look(language=language)
    try:
        page.settle(lambda: len(page.screen.presenter) == 4)
        page.screen.list.table.focus_table()
        STATES[state](page)
        page.key("F1")
        (sheet,) = [child for child in page.window.main.winfo_children() if isinstance(child, HelpSheet)]
        card = sheet.winfo_children()[0]
        assert card.winfo_reqwidth() <= card.winfo_width()
        assert card.winfo_reqheight() <= card.winfo_height()
        own = [command.key for command in page.screen.commands() if command.key]
        assert not {key for key, _ in page.screen.key_hints()} & {key.replace("Escape", "Esc") for key in own}
    finally:
        page.window.change_look(language="vi")


@pytest.mark.parametrize(
    ("state", "kind"), [("papers", DossierPapersWindow), ("registers", RegistersWindow), ("due day", DueWindow)]
)
def test_each_window_closes_with_escape_and_the_list_has_the_keys_again(page: Page, state: str, kind: type[SideWindow]) -> None:
    STATES[state](page)
    page.settle()
    window = in_front(page)
    assert isinstance(window, kind)
    page.key("Escape", window)
    assert in_front(page) is page.root
    assert page.root.focus_lastfor() is page.screen.list.table.canvas

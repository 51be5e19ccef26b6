"""A dossier looked at beside the form that is being keyed: how it stands and its history. Esc goes back to the form."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.ui.dossier_history import DossierHistory
from desktop_app.ui.register_history import HistoryPage
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.ui.register_strip import RegisterStrip
from desktop_app.ui.side_window import SideWindow
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import KeyHint
from desktop_app.words import say


def look_into(theme: Theme, register: RegisterPresenter, id: str, on_close: Callable[[], None]) -> SideWindow:
    """Open the window on a dossier; it changes nothing. Raises Refused if the dossier is gone."""
    if id not in register.index.places:
        register.take(register.stored(id))
    window = SideWindow(theme, say("Hồ sơ đã có", "Known dossier"), on_close)
    strip = RegisterStrip(window, theme, _nothing, _nothing, _nothing)
    for button in strip.buttons:
        button.pack_forget()
    strip.pack(fill="x", pady=(0, theme.px(10)))
    strip.show(register.details(id))
    page = HistoryPage(window, theme, _nothing)
    page.button.pack_forget()
    back = KeyHint(window, theme, "Esc", say("về hồ sơ đang nhập", "back to the form"))
    back.pack(side="bottom", anchor="w", pady=(theme.px(8), 0))
    page.pack(fill="both", expand=True)
    page.show(DossierHistory(register, id), "")
    window.open(page.table.canvas)
    return window


def _nothing() -> None:
    """Do nothing: in this window a dossier is only looked at."""

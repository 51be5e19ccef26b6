"""Changing the status of the chosen dossiers: the panel takes the strip's place until it is saved or put away."""

from __future__ import annotations

from datetime import datetime
from tkinter import ttk

from desktop_app.ui.dossier_form import by_field
from desktop_app.ui.register_list import MOST_CHOSEN, RegisterList
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.ui.register_strip import MovePanel, RegisterStrip
from desktop_app.ui.screen import App
from desktop_app.words import say
from forms.problems import Refused


class RegisterMoves:
    """Opens, saves and closes the move panel. active: whether it is open."""

    def __init__(
        self, parent: ttk.Frame, app: App, presenter: RegisterPresenter, listed: RegisterList, strip: RegisterStrip
    ) -> None:
        self._app, self._presenter, self._list, self._strip = app, presenter, listed, strip
        self.panel = MovePanel(parent, app.theme, self.save, self.close)
        self._ids: list[str] = []

    @property
    def active(self) -> bool:
        """Whether a move is being asked for."""
        return bool(self._ids)

    def open(self) -> None:
        """Ask where the chosen dossiers go; only moves open to all of them are offered."""
        ids = self._list.chosen()
        if not 0 < len(ids) <= MOST_CHOSEN:
            self._app.status(say(f"Hãy chọn từ 1 đến {MOST_CHOSEN} hồ sơ.", f"Choose 1 to {MOST_CHOSEN} dossiers."), "warn")
            return
        moves = self._presenter.moves(ids)
        if not moves:
            nothing = say("Không có bước chuyển nào cho hồ sơ đã chọn.", "No move is open to what is chosen.")
            self._app.status(nothing, "warn")
            return
        self._ids = ids
        name = self._presenter.details(ids[0]).name if len(ids) == 1 else say(f"{len(ids)} hồ sơ", f"{len(ids)} dossiers")
        self._strip.pack_forget()
        self._put(self.panel)
        self.panel.open(say(f"Chuyển trạng thái: {name}", f"Change status: {name}"), moves, self._app.session.clock())

    def close(self) -> None:
        """Put the panel away."""
        self._ids = []
        self.panel.pack_forget()
        self._put(self._strip)
        self._list.table.focus_table()

    def save(self, to: str, why: str, at: datetime | None) -> None:
        """Move the dossiers as one group; on refusal the panel stays with its problems."""
        try:
            saved = self._presenter.move(self._ids, to, why, at)
        except Refused as refused:
            self.panel.show_problems(by_field(refused))
            self._app.status(say("Chưa lưu.", "Not saved."), "error")
            return
        self._app.saved()
        self.close()
        self._list.refresh(saved[0].id)

    def save_open(self) -> None:
        """Save the move that is being asked for, if one is."""
        if self.active:
            self.panel.save()

    def _put(self, card: ttk.Frame) -> None:
        card.pack(side="bottom", fill="x", pady=(self._app.theme.px(10), 0), before=self._list)

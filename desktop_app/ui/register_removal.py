"""Taking a dossier out of the register and bringing it back: each is a revision with its reason, seen in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.permits import stops
from desktop_app.words import say
from desktop_app.workflows import removing
from desktop_app.workflows.dossiers import TABLE

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen


class RegisterRemoval:
    """Removes the dossier whose history is shown, or brings one back. id: the dossier whose history is shown."""

    def __init__(self, screen: RegisterScreen) -> None:
        self._screen = screen
        self.id = ""

    @property
    def is_removed(self) -> bool:
        """Whether the dossier that is shown is out of the register."""
        return bool(self.id) and self._screen.app.session.office.get(TABLE, self.id) is None

    def toggle(self) -> None:
        """Remove the dossier that is shown, or bring it back."""
        if self.id and not stops(self._screen.app, "key"):
            self._bring_back(self.id) if self.is_removed else self._remove(self.id)

    def find(self) -> None:
        """Ask for the code of a removed dossier and show its history, from where it can be brought back."""
        screen = self._screen
        title = say("Hồ sơ đã gỡ", "A removed dossier")
        text = say("Hồ sơ đã gỡ không còn trong danh sách nhưng còn nguyên lịch sử.", "It left the list; its history is whole.")
        code = screen.app.dialogs.ask_text(title, text, say("Mã hồ sơ", "Dossier code"))
        if code:
            table, id, _rev = removing.locate(screen.app.session, code)
            if table == TABLE:
                screen.show_history(id, code)

    def _remove(self, id: str) -> None:
        app = self._screen.app
        stored = self._screen.presenter.stored(id)
        text = say("Hồ sơ ra khỏi danh sách và số liệu; lịch sử còn nguyên, lấy lại được.",
                   "It leaves the list and the figures; its history stays and it can be brought back.")  # fmt: skip
        why = app.dialogs.ask_text(say("Gỡ hồ sơ", "Remove the dossier"), text, say("Lý do", "Reason"))
        if why:
            removing.remove(app.session, TABLE, id, stored.rev, why)
            self._screen.presenter.index.drop(id)
            self._show_again(id)

    def _bring_back(self, id: str) -> None:
        app = self._screen.app
        text = say("Hồ sơ trở lại danh sách và số liệu như trước khi gỡ.", "It comes back to list and figures as it was.")
        why = app.dialogs.ask_text(say("Lấy lại hồ sơ", "Bring it back"), text, say("Lý do", "Reason"))
        if why:
            self._screen.presenter.take(removing.undelete(app.session, TABLE, id, why))
            self._show_again(id)

    def _show_again(self, id: str) -> None:
        self._screen.app.saved()
        self._screen.list.refresh()
        self._screen.show_history(id, self._screen.subject)

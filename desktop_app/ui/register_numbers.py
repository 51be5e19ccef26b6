"""Personal numbers of the chosen dossier, shown when they are asked for: until another is chosen, a minute at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.permits import stops
from desktop_app.words import say
from desktop_app.workflows.unmasking import unmask

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen

SHOWN_MS = 60_000


class RegisterNumbers:
    """Shows and hides the numbers in the strip; each showing is an audit line."""

    def __init__(self, screen: RegisterScreen) -> None:
        self._screen = screen
        self._timer = ""

    def toggle(self) -> None:
        """Show the numbers of the chosen dossier, or hide them again. Raises WorkflowError where it cannot be noted."""
        screen = self._screen
        chosen = screen.list.chosen()
        if len(chosen) != 1:
            screen.app.status(say("Hãy chọn một hồ sơ để xem số.", "Choose one dossier to see its numbers."), "warn")
        elif screen.presenter.unmasked == chosen[0]:
            self.hide()
        elif not stops(screen.app, "search"):
            self._show(chosen[0])

    def follow(self, ids: list[str]) -> None:
        """Forget what was shown if other dossiers are chosen now."""
        if ids != [self._screen.presenter.unmasked]:
            self._forget()

    def hide(self) -> None:
        """Mask the numbers again, if they are shown."""
        id = self._screen.presenter.unmasked
        self._forget()
        if id and self._screen.list.chosen() == [id]:
            self._screen.strip.show(self._screen.presenter.details(id))

    def _show(self, id: str) -> None:
        screen = self._screen
        if not unmask(screen.app.session, id):
            screen.app.status(say("Hồ sơ này không ghi số nào.", "This dossier has no numbers."))
            return
        self._forget()
        screen.presenter.unmasked = id
        self._timer = screen.after(SHOWN_MS, self.hide)
        screen.strip.show(screen.presenter.details(id))
        screen.app.status(say("Đang hiện số cá nhân, đã ghi nhật ký. Shift-F3: che.", "Numbers shown and noted. Shift-F3 hides."))

    def _forget(self) -> None:
        self._screen.presenter.unmasked = ""
        if self._timer:
            self._screen.after_cancel(self._timer)
            self._timer = ""

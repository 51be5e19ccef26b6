"""Which office is being opened and by what way: at once, through the login page, or after something was told once.

It keeps what the window is given between its pages outside an office. It must not know widgets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.words import say
from desktop_app.workflows.errors import Damaged

if TYPE_CHECKING:
    from desktop_app.ui.jobs import Job
    from desktop_app.ui.recovery_screen import Handover
    from desktop_app.ui.window import Window
    from desktop_app.workflows.entrance import Entrance
    from desktop_app.workflows.session import Session


@dataclass(frozen=True, slots=True)
class LoginRequest:
    """A sealed office to be opened. account: to be preset."""

    entrance: Entrance
    account: str


class Doorway:
    """The ways into an office, for the window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._login: LoginRequest | None = None
        self._handover: Handover | None = None

    @property
    def login(self) -> LoginRequest:
        """The sealed office that is to be opened. Raises RuntimeError when none was asked for."""
        if self._login is None:
            raise RuntimeError("no login was asked for")
        return self._login

    @property
    def handover(self) -> Handover:
        """What is to be told once. Raises RuntimeError when there is nothing."""
        if self._handover is None:
            raise RuntimeError("nothing is to be handed over")
        return self._handover

    @property
    def is_telling(self) -> bool:
        """Whether something is told once and not confirmed yet: its page must not be left, nor the window locked."""
        return self._handover is not None

    def open_office(self, folder: Path, account: str) -> None:
        """Open the office in a folder beside the window; show the login page of a sealed one."""
        window = self._window
        window.status(say("Đang mở sổ…", "Opening the office…"), "busy")
        title = say("Mở sổ", "Opening")
        window.jobs.start(title, self._looker(folder), lambda entrance: self._looked(entrance, account), self.open_failed)

    @staticmethod
    def _looker(folder: Path) -> Callable[[Job], Entrance]:
        def look(_job: Job) -> Entrance:
            from desktop_app.workflows.entrance import look_from_outside

            return look_from_outside(folder)

        return look

    def _looked(self, entrance: Entrance, account: str) -> None:
        window = self._window
        if entrance.sealed:
            self._login = LoginRequest(entrance, account)
            window.status_line.renew()
            window.show_anew("login")
            return

        self._open_clear(entrance, account)

    def _open_clear(self, entrance: Entrance, account: str, *, salvage: bool = False) -> None:
        def work(job: Job) -> Session:
            from desktop_app.workflows.session import open_session

            job.report(0, 0, str(entrance.folder))
            return open_session(entrance.folder, account, salvage=salvage)

        def failed(error: Exception) -> None:
            if not salvage and self.wants_salvage(error):
                self._open_clear(entrance, account, salvage=True)
            else:
                self.open_failed(error)

        self._window.jobs.start(say("Mở sổ", "Opening"), work, self._window.take_session, failed)

    def wants_salvage(self, error: Exception) -> bool:
        """Whether the office is damaged and the person wants to look at it up to the damage; says what is damaged."""
        if not isinstance(error, Damaged):
            return False
        self._window.status(say("Sổ bị hỏng", "The office is damaged"), "error")
        look = say("Mở để xem thì không ghi gì vào sổ.", "Looking writes nothing into the office.")
        yes, no = say("Mở chỉ để xem đến chỗ hỏng", "Look up to the damage"), say("Không mở", "Do not open")
        title = say("Sổ bị hỏng", "The office is damaged")
        return self._window.dialogs.ask_yes_no(title, f"{say(error.vi, error.en)}\n\n{look}", yes, no)

    def open_failed(self, error: Exception) -> None:
        """Say why the office did not open."""
        self._window.status(say("Chưa mở được sổ", "The office did not open"), "error")
        self._window.show_fault(error)

    def hand_over(self, handover: Handover) -> None:
        """Show what is told once, until it is confirmed."""
        self._handover = handover
        self._window.show_anew("recovery")

    def forget(self) -> None:
        """Forget what was told once."""
        self._handover = None

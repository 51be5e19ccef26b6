"""What a screen is: a frame the shell can show, with a title and commands of its own. And what a screen may ask of the app."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING, Literal, Protocol

from desktop_app.ui.commands import Command

if TYPE_CHECKING:
    from desktop_app.ui.dialogs import Dialogs
    from desktop_app.ui.doorway import Doorway
    from desktop_app.ui.jobs import Jobs
    from desktop_app.ui.leaving import Leaving
    from desktop_app.ui.theme import Theme
    from desktop_app.ui.typing_switch import TypingSwitch
    from desktop_app.workflows.preferences import Preferences
    from desktop_app.workflows.session import Session

StatusKind = Literal["saved", "info", "busy", "warn", "error"]


class App(Protocol):
    """What the program's window offers to its screens."""

    @property
    def theme(self) -> Theme:
        """Colours, sizes and fonts."""
        ...

    @property
    def jobs(self) -> Jobs:
        """The one worker beside the window."""
        ...

    @property
    def dialogs(self) -> Dialogs:
        """What asks and says things; a test puts another in its place."""
        ...

    @property
    def session(self) -> Session:
        """The opened office. Raises RuntimeError when none is open."""
        ...

    @property
    def has_office(self) -> bool:
        """Whether an office is open."""
        ...

    @property
    def preferences(self) -> Preferences:
        """What this person likes on this computer."""
        ...

    @property
    def log(self) -> Path:
        """Where faults are logged."""
        ...

    def show(self, name: str, subject: str = "") -> None:
        """Show the screen of this name. subject: id of the record it is to open with, empty for none."""
        ...

    @property
    def doorway(self) -> Doorway:
        """The ways into an office."""
        ...

    @property
    def leaving(self) -> Leaving:
        """The ways out of it: quit, lock, another person."""
        ...

    @property
    def typing(self) -> TypingSwitch:
        """Vietnamese typing, on or off."""
        ...

    def open_office(self, folder: Path, account: str = "admin") -> None:
        """Open an office beside the window and show its dashboard; of a sealed one, show its login page."""
        ...

    def take_session(self, session: Session) -> None:
        """Work on an opened office from now on."""
        ...

    def keep_preferences(self, preferences: Preferences) -> None:
        """Take over preferences and keep them for the next start."""
        ...

    def change_look(self, *, language: str | None = None, dark: bool | None = None) -> None:
        """Switch language or appearance; the window, this page with it, is built anew."""
        ...

    def show_fault(self, error: BaseException) -> None:
        """Tell what went wrong in one sentence; a fault of the program goes to the log."""
        ...

    def status(self, text: str, kind: StatusKind = "info") -> None:
        """Say something in the status line. `saved` only after the disk has it."""
        ...

    def saved(self) -> None:
        """Say `● Đã lưu 14:32:07` in the status line. Call it only after the save returned."""
        ...

    def refresh_commands(self) -> None:
        """Bind the current screen's commands anew, after they have changed."""
        ...


class Screen(ttk.Frame):
    """A page of the program. Built when first shown, kept until the window is rebuilt."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent)
        self.app = app
        self.theme = app.theme

    @property
    def title(self) -> str:
        """The page's name, for the window's title bar."""
        return ""

    def on_show(self) -> None:
        """Called each time the page comes to the front: load, take the focus."""

    def seek(self, subject: str) -> None:
        """Called after the page came to the front to show one record, of this id."""

    def on_hide(self) -> None:
        """Called before another page comes to the front, and before the window closes."""

    def on_focus(self) -> None:
        """Take the focus: called when something that lay over the page went away."""
        self.focus_set()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return keys that are no commands, with what they do, for the help sheet: (`1-5`, "answer")."""
        return ()

    def commands(self) -> Sequence[Command]:
        """Return the page's own commands."""
        return ()

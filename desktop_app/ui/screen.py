"""What a screen is: a frame the shell can show, with a title and commands of its own. And what a screen may ask of the app."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from tkinter import ttk
from typing import TYPE_CHECKING, Literal, Protocol

from desktop_app.ui.commands import Command

if TYPE_CHECKING:
    from desktop_app.ui.dialogs import Dialogs
    from desktop_app.ui.jobs import Jobs
    from desktop_app.ui.theme import Theme
    from desktop_app.workflows.session import Session

StatusKind = Literal["saved", "info", "busy", "warn", "error"]


class App(Protocol):
    """What the program's window offers to its screens."""

    theme: Theme
    jobs: Jobs
    dialogs: Dialogs

    @property
    def session(self) -> Session:
        """The opened office. Only called by screens that need one."""
        ...

    def show(self, name: str) -> None:
        """Show the screen of this name."""
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

    needs_office = True
    leaves_freely: Callable[[], bool] | None = None

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

    def on_hide(self) -> None:
        """Called before another page comes to the front, and before the window closes."""

    def commands(self) -> Sequence[Command]:
        """Return the page's own commands."""
        return ()

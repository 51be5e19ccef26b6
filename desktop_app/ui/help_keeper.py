"""Opens the help sheet over the page in front and puts it away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.ui.help_sheet import HelpSheet, sheet_columns

if TYPE_CHECKING:
    from desktop_app.ui.window import Window


class HelpKeeper:
    """Has at most one sheet open."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.sheet: HelpSheet | None = None

    def toggle(self) -> None:
        """Open the help sheet, or close it."""
        if self.sheet is not None:
            self.close()
            return
        window, screen = self._window, self._window.page
        columns = sheet_columns(screen.commands(), screen.key_hints())
        self.sheet = HelpSheet(window.main, window.theme, columns, self.close)
        self.sheet.place(relwidth=1, relheight=1)

    def close(self) -> None:
        """Put the help sheet away, the focus back on the page."""
        if self.sheet is not None:
            self.sheet.destroy()
            self.sheet = None
            self._window.page.on_focus()

    def forget(self) -> None:
        """The window is built anew: the sheet went with it."""
        self.sheet = None

    def takes(self, key: str) -> bool:
        """Close the sheet if the key is one that closes it; return whether it was."""
        if self.sheet is None or key not in ("Escape", "F1"):
            return False
        self.close()
        return True

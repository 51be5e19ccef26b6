"""A window of its own over the program, for something looked at beside the work: nearly as large, closed with Esc.

While it is open the program's window takes no keys. It goes with the program's window when that is locked or built anew.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping

from desktop_app.ui.theme import Theme
from forms.text import nfc

EDGE = 28


class SideWindow(tk.Toplevel):
    """Fill it, then call `open`. on_close is called once, whatever way it is closed."""

    def __init__(self, theme: Theme, title: str, on_close: Callable[[], None] = lambda: None) -> None:
        super().__init__(theme.root)
        self.withdraw()
        self.title(nfc(title))
        self.theme, self._on_close = theme, on_close
        self._below: SideWindow | None = None
        self.configure(background=theme.colors.bg, padx=theme.px(14), pady=theme.px(12))
        self.protocol("WM_DELETE_WINDOW", self.close)
        self.bind("<Escape>", lambda _: self.close())
        self.bind("<Destroy>", self._gone)

    def bind_keys(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Bind keys of this window, each to what it does."""
        for sequence, run in keys.items():
            self.bind(sequence, lambda _event, run=run: self._run(run))  # type: ignore[misc]

    def open(self, first: tk.Misc) -> None:
        """Show it over what is in front; `first` takes the keyboard."""
        root, edge = self.theme.root, self.theme.px(EDGE)
        others = [child for child in root.winfo_children() if isinstance(child, SideWindow) and child is not self]
        self._below = others[-1] if others else None
        width, height = root.winfo_width() - 2 * edge, root.winfo_height() - 3 * edge
        self.geometry(f"{width}x{height}+{root.winfo_rootx() + edge}+{root.winfo_rooty() + edge}")
        self.transient(self._below or root)
        self.deiconify()
        self.wait_visibility()
        self.take(first)

    def take(self, first: tk.Misc | None = None) -> None:
        """Take keyboard and mouse again, after a dialog had them; without `first` where they were."""
        if self.winfo_exists():
            self.grab_set()
            (first or self.focus_lastfor() or self).focus_force()

    def close(self) -> None:
        """Close it; what is below has the keyboard again."""
        if not self.winfo_exists():
            return
        self._tell_closed()
        self.grab_release()
        below = self._below
        self.destroy()
        if below is not None:
            below.take()

    def _gone(self, event: tk.Event[tk.Misc]) -> None:
        """The program's window took it along: it was locked, or built anew."""
        if event.widget is self:
            self._tell_closed()

    def _tell_closed(self) -> None:
        on_close, self._on_close = self._on_close, lambda: None
        on_close()

    def _run(self, run: Callable[[], object]) -> str:
        run()
        return "break"

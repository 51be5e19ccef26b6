"""What stands in the place of a page that the person who works may not use: why, and the way to another person."""

from __future__ import annotations

from tkinter import ttk

from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import say


class BarredScreen(Screen):
    """A title and a reason. page: the label of the page it stands for."""

    def __init__(self, parent: ttk.Frame, app: App, page: str, reason: str) -> None:
        super().__init__(parent, app)
        self._page, px = page, self.theme.px
        Heading(self, self.theme, page, say("Tài khoản này không dùng trang này", "Not for this account")).pack(
            anchor="w", pady=(0, px(14))
        )
        card = Card(self, self.theme, padding=20)
        card.pack(anchor="w", fill="x")
        self.reason = ttk.Label(card, text=reason, style="Card.TLabel", wraplength=px(820), justify="left")
        self.reason.pack(anchor="w")
        label = say("Đổi người  Shift-F11", "Switch account  Shift-F11")
        self._button = ttk.Button(card, text=label, style="Card.Accent.TButton", command=app.leaving.switch_account)
        self._button.pack(anchor="w", pady=(px(14), 0))

    @property
    def title(self) -> str:
        """The page's name."""
        return self._page

    def on_show(self) -> None:
        """Take the keyboard."""
        self.on_focus()

    def on_focus(self) -> None:
        """Put the focus on the way out."""
        self._button.focus_set()

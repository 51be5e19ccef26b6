"""What stands in the place of a page that the person who works, or nobody, may use: why, and the way to another person."""

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
        looking = app.session.office.read_only
        account = say("Tài khoản này không dùng trang này", "Not for this account")
        line = say("Trang này ghi vào sổ", "This page writes into the office") if looking else account
        Heading(self, self.theme, page, line).pack(anchor="w", pady=(0, px(14)))
        card = Card(self, self.theme, padding=20)
        card.pack(anchor="w", fill="x")
        self.reason = ttk.Label(card, text=reason, style="Card.TLabel", wraplength=px(820), justify="left")
        self.reason.pack(anchor="w")
        label = say("Đổi người  Shift-F11", "Switch account  Shift-F11")
        self._button = ttk.Button(card, text=label, style="Card.Accent.TButton", command=app.leaving.switch_account)
        if not looking:
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
        (self._button if self._button.winfo_manager() else self).focus_set()

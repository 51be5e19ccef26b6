"""The cards of the accounts page: the own password; a new account or a new password for one."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import ttk

from desktop_app.ui.accounts_presenter import AccountRow, roles
from desktop_app.ui.password_field import PasswordField, RevealBox
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Choice, Field
from desktop_app.words import say


class FieldsCard(Card):
    """Named fields, their problems, one button."""

    def __init__(self, parent: tk.Misc, theme: Theme, title: str) -> None:
        super().__init__(parent, theme)
        self.theme = theme
        self.heading = ttk.Label(self, text=title, style="Card.Heading.TLabel")
        self.heading.pack(anchor="w", pady=(0, theme.px(8)))
        self._body = ttk.Frame(self, style="Plain.Card.TFrame")
        self._body.pack(fill="x")
        self.fields: dict[str, Field] = {}

    def _finish(self, label: str, go: Callable[[], None], columns: int = 1) -> None:
        """Put the fields in so many columns, the box that shows passwords and the button under them."""
        px, body = self.theme.px, self._body
        body.columnconfigure(tuple(range(columns)), weight=1, uniform="field")
        for place, field in enumerate(self.fields.values()):
            line, column = divmod(place, columns)
            field.grid(row=line, column=column, sticky="new", padx=(0 if column == 0 else px(10), 0), pady=(0, px(5)))
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, lambda _: go())
        secret = [field for field in self.fields.values() if isinstance(field, PasswordField)]
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(px(4), 0))
        self.button = ttk.Button(row, text=label, style="Card.Accent.TButton", command=go)
        self.button.pack(side="right")
        RevealBox(row, secret).pack(side="left")

    def values(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: field.get() for name, field in self.fields.items()}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show each problem at its field, the focus on the first."""
        for name, field in self.fields.items():
            field.show_problem(problems.get(name, ""))
        wrong = next((field for field in self.fields.values() if field.has_problem), None)
        if wrong is not None:
            wrong.entry.focus_set()

    def clear(self) -> None:
        """Empty all fields."""
        for field in self.fields.values():
            field.set("")
            field.show_problem()

    def set_busy(self, *, busy: bool) -> None:
        """Grey the button while it works."""
        self.button.state(["disabled" if busy else "!disabled"])


class OwnCard(FieldsCard):
    """The own password: the old one, the new one twice."""

    def __init__(self, parent: tk.Misc, theme: Theme, account: str, go: Callable[[], None]) -> None:
        super().__init__(parent, theme, say(f"Mật khẩu của tôi ({account})", f"My password ({account})"))
        self.fields = {
            "old": PasswordField(self._body, theme, say("Mật khẩu hiện nay", "Present password")),
            "password": PasswordField(self._body, theme, say("Mật khẩu mới (từ 12 ký tự)", "New (12 characters or more)")),
            "again": PasswordField(self._body, theme, say("Nhập lại mật khẩu mới", "The new one again")),
        }
        self._finish(say("Đổi mật khẩu", "Change"), go, columns=3)


class AccountCard(FieldsCard):
    """A new account; or, for one that was chosen, a new password and role."""

    def __init__(self, parent: tk.Misc, theme: Theme, go: Callable[[], None]) -> None:
        super().__init__(parent, theme, "")
        self.fields = {
            "account": Field(
                self._body, theme, say("Tài khoản (chữ không dấu, số)", "Account (plain letters, digits)"), vietnamese=False
            ),
            "name": Field(self._body, theme, say("Họ tên", "Name")),
            "role": Choice(self._body, theme, say("Vai trò", "Role"), roles(), "officer"),
            "password": PasswordField(self._body, theme, say("Mật khẩu (từ 12 ký tự)", "Password (12 characters or more)")),
            "again": PasswordField(self._body, theme, say("Nhập lại mật khẩu", "The password again")),
        }
        self._finish("", go)
        self.chosen: AccountRow | None = None
        self.start_new()

    def start_new(self) -> None:
        """Show an empty form for a new account."""
        self._show(None, say("Thêm tài khoản", "Add an account"), say("Thêm", "Add"))
        self.fields["role"].set("officer")

    def start_reset(self, row: AccountRow) -> None:
        """Show the form for a new password of a chosen account."""
        title = say("Cấp lại mật khẩu", "New password")
        self._show(row, f"{title}: {row.account}", say("Cấp lại", "Set"))
        for name, value in (("account", row.account), ("name", row.name), ("role", row.role)):
            self.fields[name].set(value)
        for name in ("account", "name"):
            self.fields[name].entry.state(["disabled"])
        self.fields["password"].entry.focus_set()

    def _show(self, row: AccountRow | None, title: str, label: str) -> None:
        self.chosen = row
        for name in ("account", "name"):
            self.fields[name].entry.state(["!disabled"])
        self.clear()
        self.heading.configure(text=title)
        self.button.configure(text=label)

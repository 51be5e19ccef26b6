"""The two cards of the login page: account and password; recovery code and a new password."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk

from desktop_app.ui.password_field import PasswordField, RevealBox
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from forms.text import nfc

WIDTH = 44


class AccountField(Field):
    """An account, picked from those that can open the office or typed."""

    def __init__(self, parent: tk.Misc, theme: Theme, accounts: Sequence[str]) -> None:
        self._accounts = accounts
        super().__init__(parent, theme, say("Tài khoản", "Account"), width=WIDTH, vietnamese=False)

    def _make_entry(self, on: str, width: int) -> ttk.Entry:
        return ttk.Combobox(self, style=f"{on}TCombobox", width=width, font="TkTextFont", values=list(self._accounts))


class _FormCard(Card):
    """A card with a message line and one button that does it; Enter does it too."""

    def __init__(self, parent: tk.Misc, theme: Theme, title: str, go: Callable[[], None]) -> None:
        super().__init__(parent, theme, title, padding=20)
        self._go, self._px = go, theme.px
        self._message = ttk.Label(self, style="Card.Error.TLabel", wraplength=theme.px(420), justify="left")

    def _finish(self, label: str, others: Sequence[tuple[str, Callable[[], None]]], fields: Sequence[Field]) -> None:
        px = self._px
        self._row = ttk.Frame(self, style="Plain.Card.TFrame")
        self._row.pack(fill="x", pady=(px(14), 0))
        self.button = ttk.Button(self._row, text=label, style="Card.Accent.TButton", command=self._go)
        self.button.pack(side="left")
        for text, run in others:
            ttk.Button(self._row, text=text, style="Card.Quiet.TButton", command=run).pack(side="left", padx=(px(8), 0))
        for field in fields:
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, lambda _: self._go())

    def show_state(self, message: str, *, busy: bool) -> None:
        """Show what went wrong; busy: no try may be made now."""
        self._message.configure(text=nfc(message))
        if message:
            self._message.pack(anchor="w", pady=(self._px(8), 0), before=self._row)
        else:
            self._message.pack_forget()
        self.button.state(["disabled" if busy else "!disabled"])


class SignInCard(_FormCard):
    """Account and password."""

    @property
    def wrong(self) -> str:
        """What is said of a wrong try."""
        return say("Sai tài khoản hoặc mật khẩu.", "Wrong account or password.")

    def __init__(
        self, parent: tk.Misc, theme: Theme, accounts: Sequence[str], go: Callable[[], None], forgot: Callable[[], None],
        other: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(parent, theme, say("Đăng nhập", "Sign in"), go)
        self.account = AccountField(self, theme, accounts)
        self.password = PasswordField(self, theme, say("Mật khẩu", "Password"), width=WIDTH)
        for field in (self.account, self.password):
            field.pack(fill="x", pady=(0, theme.px(8)))
        RevealBox(self, [self.password]).pack(anchor="w")
        others = [(say("Quên mật khẩu…", "Forgotten…"), forgot), (say("Sổ khác", "Another office"), other)]
        self._finish(say("Mở sổ", "Open"), others, [self.account, self.password])

    def focus_first(self) -> None:
        """Put the focus on what is still empty."""
        (self.password if self.account.get() else self.account).entry.focus_set()

    def select_password(self) -> None:
        """Let the next key begin a new try."""
        self.password.entry.selection_range(0, "end")
        self.password.entry.focus_set()

    def show_missing(self) -> None:
        """Say which of the two is empty."""
        missing = say("Hãy ghi vào đây.", "Write something here.")
        for field in (self.account, self.password):
            field.show_problem("" if field.get() else missing)

    def clear(self) -> None:
        """Forget the password."""
        self.password.set("")


class RecoverCard(_FormCard):
    """The recovery code and a new password for an administrator."""

    @property
    def wrong(self) -> str:
        """What is said of a wrong try."""
        return say("Mã này không mở được sổ.", "This code does not open the office.")

    def __init__(
        self, parent: tk.Misc, theme: Theme, accounts: Sequence[str], go: Callable[[], None], back: Callable[[], None]
    ) -> None:
        super().__init__(parent, theme, say("Mở bằng mã khôi phục", "Open with the recovery code"), go)
        text = say(
            "Mã gồm 34 chữ và số, in trên tờ giấy cất trong két. Mã chỉ dùng một lần: sau đó chương trình đưa mã mới để cất lại.",
            "34 letters and digits on the sheet kept in the safe. It is good once: a new code to be kept takes its place.",
        )
        note = ttk.Label(self, text=text, style="Card.Muted.TLabel", wraplength=theme.px(420), justify="left")
        note.pack(anchor="w", pady=(0, theme.px(10)))
        self.code = Field(self, theme, say("Mã khôi phục", "Recovery code"), width=WIDTH, vietnamese=False)
        self.account = AccountField(self, theme, accounts)
        self.password = PasswordField(self, theme, say("Mật khẩu mới (từ 12 ký tự)", "New password (12 characters or more)"))
        self.again = PasswordField(self, theme, say("Nhập lại mật khẩu mới", "The new password again"))
        self.fields = {"code": self.code, "account": self.account, "password": self.password, "again": self.again}
        for field in self.fields.values():
            field.pack(fill="x", pady=(0, theme.px(8)))
        RevealBox(self, [self.password, self.again]).pack(anchor="w")
        label, others = say("Đặt mật khẩu mới", "Set the new password"), [(say("Trở lại", "Back"), back)]
        self._finish(label, others, list(self.fields.values()))

    def focus_first(self) -> None:
        """Put the focus on the code."""
        self.code.entry.focus_set()

    def select_password(self) -> None:
        """Put the focus on the first field with a problem, else on the code."""
        wrong = next((field for field in self.fields.values() if field.has_problem), self.code)
        wrong.entry.focus_set()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show each problem at its field, none elsewhere."""
        for name, field in self.fields.items():
            field.show_problem(problems.get(name, ""))

    def clear(self) -> None:
        """Forget code and passwords."""
        for field in (self.code, self.password, self.again):
            field.set("")

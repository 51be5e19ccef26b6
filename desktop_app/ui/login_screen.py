"""Opening a sealed office: account and password, the delay after wrong tries counted down, and the way in by recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.commands import Command
from desktop_app.ui.login_forms import RecoverCard, SignInCard
from desktop_app.ui.login_presenter import LoginPresenter, check_pair, problems_by_field
from desktop_app.ui.recovery_screen import Handover
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Heading
from desktop_app.words import say
from forms.problems import Refused

if TYPE_CHECKING:
    from desktop_app.workflows.session import Session

FIRST_ACCOUNT = "admin"  # only administrators are recovered; this is the usual one
TICK_MS = 250


class LoginScreen(Screen):
    """One of two cards is shown: sign in, or a new password by recovery code. Argon2id runs beside the window."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        request = app.doorway.login
        self.presenter = LoginPresenter(request.entrance, request.account)
        entrance = request.entrance
        line = say(f"Sổ niêm phong  ·  {entrance.folder}", f"Sealed office  ·  {entrance.folder}")
        Heading(self, self.theme, entrance.name, line).pack(anchor="w", pady=(0, self.theme.px(14)))
        self.sign_in_card = SignInCard(self, self.theme, entrance.accounts, self.sign_in, self.show_recovery, self._leave)
        self.recover_card = RecoverCard(self, self.theme, entrance.accounts, self.recover, self.show_sign_in)
        self.sign_in_card.account.set(self.presenter.account)
        self.recover_card.account.set(FIRST_ACCOUNT if FIRST_ACCOUNT in entrance.accounts else "")
        self.card: SignInCard | RecoverCard = self.sign_in_card
        self.sign_in_card.pack(anchor="w")
        self._timer: str | None = None
        self._busy = False

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Đăng nhập", "Sign in")

    def on_show(self) -> None:
        """Take the keyboard, show what is left to wait."""
        self.on_focus()
        self._tick()

    def on_hide(self) -> None:
        """Stop the countdown; forget what was typed."""
        self._stop()
        self.sign_in_card.clear()
        self.recover_card.clear()

    def on_focus(self) -> None:
        """Put the focus where the next key belongs."""
        self.card.focus_first()

    def commands(self) -> Sequence[Command]:
        """Return the way back."""
        return (Command("back", "Escape", "Trở lại", "Back", run=self._back),)

    # signing in

    def sign_in(self) -> None:
        """Try the password beside the window."""
        account, password = self.sign_in_card.account.get(), self.sign_in_card.password.get()
        if self._busy or self.presenter.waiting:
            return
        if not account or not password:
            self.sign_in_card.show_missing()
            return
        self._begin()
        self.app.status(say("Đang mở sổ…", "Opening the office…"), "busy")
        title = say("Mở sổ", "Opening")
        self.app.jobs.start(title, lambda _job: self.presenter.sign_in(account, password), self._opened, self._failed)

    def _opened(self, session: Session) -> None:
        self._busy = False
        self.app.take_session(session)

    # recovery

    def show_recovery(self) -> None:
        """Show the way in by recovery code."""
        self._show_card(self.recover_card)

    def show_sign_in(self) -> None:
        """Show account and password."""
        self._show_card(self.sign_in_card)

    def recover(self) -> None:
        """Give the account a new password with the code, beside the window."""
        card = self.recover_card
        card.show_problems({"again": check_pair(card.password.get(), card.again.get())})
        if self._busy or self.presenter.waiting or card.again.has_problem:
            return
        code, account, password = card.code.get(), card.account.get(), card.password.get()
        self._begin()
        title = say("Khôi phục mật khẩu", "Recovering")
        work = lambda _job: self.presenter.recover(code, account, password)  # noqa: E731
        self.app.jobs.start(title, work, lambda fresh: self._recovered(fresh, account), self._failed)

    def _recovered(self, code: str, account: str) -> None:
        self._busy = False
        entrance = self.presenter.entrance
        self.app.doorway.hand_over(Handover(entrance.folder, entrance.name, account, code))

    # inside

    def _show_card(self, card: SignInCard | RecoverCard) -> None:
        self.card.pack_forget()
        self.card = card
        card.pack(anchor="w")
        self._tick()
        self.on_focus()

    def _begin(self) -> None:
        self._busy = True
        self.presenter.start_try()
        self._tick()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if self.card is self.sign_in_card and not self.presenter.salvage and self.app.doorway.wants_salvage(error):
            self.presenter.salvage = True
            self.sign_in()
            return
        self.app.status(say("Chưa mở được sổ", "The office did not open"), "error")
        if isinstance(error, Refused) and self.card is self.recover_card:
            self.recover_card.show_problems(problems_by_field(error))
        elif not self.presenter.take_failure(error, self.card.wrong):
            self.app.show_fault(error)
        self._tick()
        self.card.select_password()

    def _tick(self) -> None:
        self._stop()
        self.card.show_state(self.presenter.message, busy=self._busy or bool(self.presenter.waiting))
        if self.presenter.waiting:
            self._timer = self.after(TICK_MS, self._tick)

    def _stop(self) -> None:
        if self._timer is not None:
            self.after_cancel(self._timer)
            self._timer = None

    def _back(self) -> None:
        if self.card is self.recover_card:
            self.show_sign_in()
        else:
            self._leave()

    def _leave(self) -> None:
        self.app.show("start")

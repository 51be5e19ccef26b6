"""Accounts (from the settings): who can open the office, adding and revoking, new passwords; everybody's own password."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.account_cards import AccountCard, FieldsCard, OwnCard
from desktop_app.ui.accounts_presenter import AccountRows, AccountsPresenter, check_new
from desktop_app.ui.commands import Command
from desktop_app.ui.faults import is_expected, sentence
from desktop_app.ui.login_presenter import problems_by_field
from desktop_app.ui.recovery_screen import Handover
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.table_columns import Column
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import say
from forms.problems import Refused

SIDE = 380


class AccountsScreen(Screen):
    """The list with the own password under it; for an administrator the form for an account on the right."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        self.presenter = AccountsPresenter(app.session)
        line = say("Mỗi người một tài khoản, không dùng chung mật khẩu", "One account a person; no password is shared")
        Heading(self, self.theme, self.title, line).pack(anchor="w", pady=(0, px(10)))
        side = ttk.Frame(self, width=px(SIDE))
        side.pack_propagate(False)
        self.account_card = AccountCard(side, self.theme, self.save)
        self.own_card = OwnCard(self, self.theme, app.session.account, self.change_own)
        reason = self.presenter.why_not
        if not reason:
            side.pack(side="right", fill="y", padx=(px(14), 0))
            self.account_card.pack(fill="x")
        if self.presenter.has_password:
            self.own_card.pack(side="bottom", fill="x", pady=(px(12), 0))
        self._build_list()
        self._bar(reason)

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Tài khoản", "Accounts")

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        why, some = (lambda: self.presenter.why_not), (lambda: self.table.cursor >= 0)
        return (
            Command("new", "F7", "Thêm tài khoản", "Add an account", run=self.start_new, reason=why),
            Command("reset", "F8", "Cấp lại mật khẩu", "New password", run=self.start_reset, enabled=some, reason=why),
            Command("revoke", "", "Thu hồi tài khoản", "Revoke the account", run=self.revoke, enabled=some, reason=why),
            Command("back", "Escape", "Về cài đặt", "Back to the settings", run=lambda: self.app.show("settings")),
        )

    def on_show(self) -> None:
        """Read the list anew."""
        self.refresh()
        self.on_focus()

    def on_hide(self) -> None:
        """Forget what was typed."""
        self.own_card.clear()
        self.start_new()

    def on_focus(self) -> None:
        """Give the list the keyboard, or the own password where there is no list to work on."""
        (self.own_card.fields["old"].entry if self.presenter.why_not else self.table.canvas).focus_set()

    def refresh(self) -> None:
        """Show all accounts as they stand."""
        self.presenter.load()
        self.table.show(AccountRows(self.presenter.rows), keep_view=True)

    # doing

    def start_new(self) -> None:
        """Empty the form for a new account."""
        self.account_card.start_new()

    def start_reset(self) -> None:
        """Take the chosen account into the form for a new password."""
        self.account_card.start_reset(self.presenter.rows[self.table.cursor])

    def save(self) -> None:
        """Add the account, or give the chosen one its new password."""
        card = self.account_card
        values, chosen = card.values(), card.chosen
        card.show_problems(check_new(values))
        if card.fields["again"].has_problem:
            return
        if chosen is None:
            self._run(card, say("Thêm tài khoản", "Adding"), lambda: self.presenter.add(values), self._added)
        else:
            account = chosen.account
            work = lambda: self.presenter.reset(account, values["password"], values["role"])  # noqa: E731
            self._run(card, say("Cấp lại mật khẩu", "New password"), work, self._added)

    def revoke(self) -> None:
        """Ask why, then let the chosen account in no more."""
        row = self.presenter.rows[self.table.cursor]
        text = say(
            f"Thu hồi {row.account} ({row.name})? Tài khoản này không mở sổ được nữa và khóa của sổ được thay. "
            "Những gì người đó đã đọc được từ trước thì không thu lại được.",
            f"Revoke {row.account} ({row.name})? It opens the office no more, and the office's key is renewed. "
            "What that person could read until now cannot be taken back.",
        )
        why = self.app.dialogs.ask_text(say("Thu hồi tài khoản", "Revoke the account"), text, say("Lý do", "Reason"))
        if why:
            title = say("Thu hồi tài khoản", "Revoking")
            self._run(self.account_card, title, lambda: self.presenter.revoke(row.account, why), self._added)

    def change_own(self) -> None:
        """Change the own password."""
        card = self.own_card
        values = card.values()
        card.show_problems(check_new(values))
        if not card.fields["again"].has_problem:
            work = lambda: self.presenter.change_own(values["old"], values["password"])  # noqa: E731
            self._run(card, say("Đổi mật khẩu", "Changing the password"), work, self._changed)

    def new_code(self) -> None:
        """Make a new recovery code after a word of warning, and hand it over."""
        text = say("Mã cũ trong két sẽ không dùng được nữa.", "The old code in the safe will open nothing any more.")
        title = say("Mã khôi phục mới", "New recovery code")
        if self.app.dialogs.ask_yes_no(title, text, say("Lập mã mới", "Make it"), say("Thôi", "Cancel")):
            self._run(self.account_card, title, self.presenter.new_code, self._hand_over)

    # inside

    def _build_list(self) -> None:
        px, card = self.theme.px, Card(self, self.theme, padding=10)
        card.pack(fill="both", expand=True)
        row = ttk.Frame(card, style="Plain.Card.TFrame")
        row.pack(side="bottom", fill="x", pady=(px(10), 0))
        actions: tuple[tuple[str, Callable[[], None]], ...] = (
            (say("Thêm  F7", "Add  F7"), self.start_new),
            (say("Cấp lại mật khẩu  F8", "New password  F8"), self.start_reset),
            (say("Thu hồi…", "Revoke…"), self.revoke),
            (say("Mã khôi phục mới…", "New recovery code…"), self.new_code),
        )
        self.actions = [ttk.Button(row, text=text, style="Card.TButton", command=run) for text, run in actions]
        for button in self.actions:
            button.pack(side="left", padx=(0, px(8)))
        self.reason = ttk.Label(card, style="Card.Warn.TLabel", wraplength=px(660), justify="left")
        titles = (say("Tài khoản", "Account"), say("Họ tên", "Name"), say("Vai trò", "Role"), say("Trạng thái", "State"),
                  say("Từ ngày", "Since"))  # fmt: skip
        widths = ((110, 0), (180, 2), (110, 1), (130, 0), (100, 0))
        columns = [Column(t, w, s, sortable=False) for t, (w, s) in zip(titles, widths, strict=True)]
        self.table = VirtualTable(card, self.theme, columns, on_open=lambda _row: self.start_reset())
        self.table.set_empty(say("Chưa có tài khoản", "No accounts"))
        self.table.pack(fill="both", expand=True)

    def _bar(self, reason: str) -> None:
        if reason:
            self.table.on_open = lambda _row: None
            self.reason.configure(text=reason)
            self.reason.pack(side="bottom", anchor="w", pady=(self.theme.px(8), 0), before=self.table)
            for button in self.actions:
                button.state(["disabled"])

    def _run(self, card: FieldsCard, title: str, work: Callable[[], object], done: Callable[[object], None]) -> None:
        card.set_busy(busy=True)

        def ended(result: object) -> None:
            card.set_busy(busy=False)
            done(result)

        def failed(error: Exception) -> None:
            card.set_busy(busy=False)
            self._failed(card, error)

        self.app.jobs.start(title, lambda _job: work(), ended, failed)

    def _failed(self, card: FieldsCard, error: Exception) -> None:
        problems = problems_by_field(error) if isinstance(error, Refused) else {}
        card.show_problems(problems)
        if any(name in card.fields for name in problems):
            return
        if card is self.own_card and is_expected(error):
            card.show_problems({"old": sentence(error)})
        else:
            self.app.show_fault(error)

    def _added(self, account: object) -> None:
        self.start_new()
        self.refresh()
        self.app.saved()
        self.app.status(say(f"Đã ghi tài khoản {account}", f"Account {account} is kept"), "saved")

    def _changed(self, _none: object) -> None:
        self.own_card.clear()
        self.app.status(say("Đã đổi mật khẩu", "The password is changed"), "saved")

    def _hand_over(self, code: object) -> None:
        office = self.app.session.office
        self.app.doorway.hand_over(Handover(office.folder, office.profile.name, self.app.session.account, str(code)))

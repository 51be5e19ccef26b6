"""The form for a new office: sealed unless a training office is asked for; what is wrong is said beside its field."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.login_presenter import check_pair, problems_by_field
from desktop_app.ui.password_field import PasswordField, RevealBox
from desktop_app.ui.recovery_screen import Handover
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from desktop_app.workflows.entrance import check_account
from forms.problems import Refused

FIRST_ACCOUNT = "admin"
SECRET = ("password", "again")
PLAIN = ("unit", "parent", "account")
Told = tuple[str, bytes] | None
"""Recovery code and escrow key of a sealed office."""
SEALED = ("account", "account_name", *SECRET)


class NewOfficeCard(Card):
    """Makes the office; `made(handover or folder)` follows in the window."""

    def __init__(self, parent: tk.Misc, app: App) -> None:
        super().__init__(parent, app.theme, say("Lập sổ mới", "New office"))
        self.app, px = app, app.theme.px
        self.grid_ = ttk.Frame(self, style="Plain.Card.TFrame")
        self.grid_.pack(fill="x")
        self.grid_.columnconfigure((0, 1), weight=1, uniform="half")
        labels = {
            "unit": say("Mã đơn vị (chữ hoa không dấu, số)", "Unit code (capitals, digits)"),
            "name": say("Tên đơn vị", "Unit name"),
            "parent": say("Mã đơn vị cấp trên (nếu có)", "Code of the unit above (if any)"),
            "parent_name": say("Tên đơn vị cấp trên (nếu có)", "Name of the unit above (if any)"),
            "account": say("Tài khoản quản trị", "Administrator's account"),
            "account_name": say("Họ tên người quản trị", "Administrator's name"),
            "password": say("Mật khẩu (từ 12 ký tự)", "Password (12 characters or more)"),
            "again": say("Nhập lại mật khẩu", "The password again"),
        }
        self.fields: dict[str, Field] = {name: self._field(name, label) for name, label in labels.items()}
        for place, field in enumerate(self.fields.values()):
            row, column = divmod(place, 2)
            field.grid(row=row, column=column, sticky="new", padx=(0, px(12)) if column == 0 else 0, pady=(0, px(6)))
        self.fields["account"].set(FIRST_ACCOUNT)
        self._build_foot()

    def _field(self, name: str, label: str) -> Field:
        if name in SECRET:
            return PasswordField(self.grid_, self.app.theme, label)
        return Field(self.grid_, self.app.theme, label, vietnamese=name not in PLAIN)

    def _build_foot(self) -> None:
        px = self.app.theme.px
        secret = [field for field in self.fields.values() if isinstance(field, PasswordField)]
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(0, px(6)))
        self._reveal = RevealBox(row, secret)
        self._reveal.pack(side="left")
        self.training = tk.BooleanVar(self, value=False)
        text = say("Sổ tập huấn, không niêm phong", "Training office, not sealed")
        box = ttk.Checkbutton(row, text=text, variable=self.training, style="Card.TCheckbutton", command=self._toggle)
        box.pack(side="right")
        where = ttk.Frame(self, style="Plain.Card.TFrame")
        where.pack(fill="x")
        self.folder = Field(where, self.app.theme, say("Thư mục của sổ (trống)", "The office's folder (empty)"), vietnamese=False)
        browse = ttk.Button(where, text=say("Chọn…", "Choose…"), style="Card.TButton", command=self._browse)
        browse.pack(side="right", anchor="ne", padx=(px(8), 0), pady=(px(21), 0))
        self.folder.pack(side="left", fill="x", expand=True)
        self.fields["folder"] = self.folder
        label = say("Lập sổ", "Make the office")
        self.button = ttk.Button(self, text=label, style="Card.Accent.TButton", command=self.make)
        self.button.pack(anchor="w", pady=(px(12), 0))

    def make(self) -> None:
        """Make the office the form describes, beside the window."""
        values = {name: field.get() for name, field in self.fields.items()}
        self._show(self._own_problems(values))
        if any(field.has_problem for field in self.fields.values()):
            return
        folder, name, account = Path(values["folder"]).expanduser(), values["name"], values["account"] or FIRST_ACCOUNT
        sealed = not self.training.get()
        work = self._worker(values, folder, account, sealed=sealed)
        self.button.state(["disabled"])
        done = lambda told: self._made(folder, name, account, told)  # noqa: E731
        self.app.jobs.start(say("Lập sổ mới", "New office"), work, done, self._refused)

    def _own_problems(self, values: dict[str, str]) -> dict[str, str]:
        found = {} if values["folder"] else {"folder": say("Hãy chọn thư mục chứa sổ.", "Choose the folder for the office.")}
        if self.training.get():
            return found
        found |= {problem.where: say(problem.vi, problem.en) for problem in check_account(values["account"] or FIRST_ACCOUNT)}
        again = check_pair(values["password"], values["again"])
        return {**found, **({"again": again} if again else {})}

    @staticmethod
    def _worker(values: dict[str, str], folder: Path, account: str, *, sealed: bool) -> Callable[[object], Told]:
        def work(_job: object) -> Told:
            from desktop_app.workflows import setup

            made = setup.create(
                folder, unit=values["unit"], name=values["name"], parent=values["parent"], parent_name=values["parent_name"],
                account=account, account_name=values["account_name"], password=values["password"] if sealed else None,
            )  # fmt: skip
            return (made.code, made.escrow) if made else None

        return work

    def _made(self, folder: Path, name: str, account: str, told: Told) -> None:
        self.button.state(["!disabled"])
        for field in SECRET:
            self.fields[field].set("")
        if told is None:
            self.app.open_office(folder, account)
        else:
            self.app.doorway.hand_over(Handover(folder, name, account, *told))

    def _refused(self, error: Exception) -> None:
        self.button.state(["!disabled"])
        if not isinstance(error, Refused):
            self.app.show_fault(error)
            return
        problems = problems_by_field(error)
        self._show(problems)
        if not any(name in self.fields for name in problems):
            self.app.show_fault(error)

    def _show(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.show_problem(problems.get(name, ""))
        wrong = next((field for field in self.fields.values() if field.has_problem), None)
        if wrong is not None:
            wrong.entry.focus_set()

    def _toggle(self) -> None:
        """A training office has no accounts: their fields are greyed."""
        state = "disabled" if self.training.get() else "!disabled"
        for name in SEALED:
            self.fields[name].entry.state([state])
        self._reveal.state([state])

    def _browse(self) -> None:
        folder = self.app.dialogs.ask_folder(say("Thư mục của sổ mới (trống)", "Folder of the new office (empty)"))
        if folder is not None:
            self.folder.set(str(folder))

"""Restoring (from the start page): a backup file, a new folder, what a new epoch means; the office is then opened there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.commands import Command
from desktop_app.ui.faults import is_expected, sentence
from desktop_app.ui.password_field import PasswordField, RevealBox
from desktop_app.ui.restore_presenter import BackupFile, look_into, restore
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Card, Field, Heading
from desktop_app.words import say

FIRST_ACCOUNT = "admin"


class RestoreScreen(Screen):
    """One card with the steps in their order."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        line = say("Lập lại sổ từ một tệp sao lưu, trong một thư mục mới", "Makes an office anew from a backup, in a new folder")
        Heading(self, self.theme, self.title, line).pack(anchor="w", pady=(0, px(14)))
        self.card = Card(self, self.theme, padding=20)
        self.card.pack(anchor="w", fill="x")
        self.card.columnconfigure((0, 1), weight=1, uniform="half")
        self.file: BackupFile | None = None
        self._looked_at = ""
        self.fields: dict[str, Field] = {
            "file": Field(self.card, self.theme, say("Tệp sao lưu", "Backup file"), vietnamese=False),
            "folder": Field(self.card, self.theme, say("Thư mục mới (trống)", "New folder (empty)"), vietnamese=False),
            "account": Field(
                self.card, self.theme, say("Tài khoản quản trị", "Administrator's account"), FIRST_ACCOUNT, vietnamese=False
            ),
            "password": PasswordField(self.card, self.theme, say("Mật khẩu lúc sao lưu", "Password at the time of the backup")),
            "why": Field(self.card, self.theme, say("Lý do khôi phục", "Why it is restored")),
        }
        self._build()

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Khôi phục từ bản sao lưu", "Restore from a backup")

    def commands(self) -> Sequence[Command]:
        """Return the way back."""
        return (Command("back", "Escape", "Trở lại", "Back", run=lambda: self.app.show("start")),)

    def on_show(self) -> None:
        """Take the keyboard."""
        self.on_focus()

    def on_hide(self) -> None:
        """Forget the password."""
        self.fields["password"].set("")

    def on_focus(self) -> None:
        """Put the focus on the first thing to do."""
        self._choose.focus_set()

    # choosing

    def choose_file(self) -> None:
        """Ask for a backup and show what it says of itself."""
        kinds = [(say("Bản sao lưu", "Backups"), "*.saoluu.zip"), (say("Mọi tệp", "All files"), "*")]
        for path in self.app.dialogs.ask_files(say("Chọn tệp sao lưu", "Choose a backup"), kinds)[:1]:
            self.take_file(path)

    def _typed_file(self) -> None:
        text = self.fields["file"].get()
        if text and text != self._looked_at:
            self.take_file(Path(text).expanduser())

    def take_file(self, path: Path) -> None:
        """Show what a backup says of itself."""
        self.file, self._looked_at = None, str(path)
        self.fields["file"].set(str(path))
        title = say("Xem bản sao lưu", "Looking into the backup")
        self.app.jobs.start(title, lambda _job: look_into(path), self._looked, self._not_looked)

    def _looked(self, file: BackupFile) -> None:
        self.file = file
        self.fields["file"].show_problem()
        self.about.configure(text=file.line)
        self._show_account(sealed=file.sealed)

    def _not_looked(self, error: Exception) -> None:
        self.about.configure(text="")
        if is_expected(error):
            self.fields["file"].show_problem(sentence(error))
        else:
            self.app.show_fault(error)

    def choose_folder(self) -> None:
        """Ask for the new folder."""
        folder = self.app.dialogs.ask_folder(say("Thư mục mới (trống)", "New folder (empty)"))
        if folder is not None:
            self.fields["folder"].set(str(folder))

    # restoring

    def restore(self) -> None:
        """Make the office anew, then open it."""
        values = {name: field.get() for name, field in self.fields.items()}
        self._show_problems(self._missing(values))
        if self.file is None or any(field.has_problem for field in self.fields.values()):
            return
        file, folder, account = self.file, Path(values["folder"]).expanduser(), values["account"] or FIRST_ACCOUNT
        self.button.state(["disabled"])
        work = lambda _job: restore(file, folder, account, values["password"], values["why"])  # noqa: E731
        title = say("Khôi phục, kiểm tra từng dòng", "Restoring, every line checked")
        self.app.jobs.start(title, work, lambda _none: self._restored(folder, account), self._not_restored)

    def _missing(self, values: dict[str, str]) -> dict[str, str]:
        text = say("Hãy điền vào đây.", "Fill this in.")
        needed = ["folder", "why"] + (["account", "password"] if self.file is not None and self.file.sealed else [])
        found = {name: text for name in needed if not values[name]}
        if self.file is None:
            found["file"] = say("Hãy chọn một tệp sao lưu.", "Choose a backup.")
        return found

    def _restored(self, folder: Path, account: str) -> None:
        self.button.state(["!disabled"])
        self.app.status(say("Đã khôi phục", "Restored"), "saved")
        self.app.open_office(folder, account)

    def _not_restored(self, error: Exception) -> None:
        self.button.state(["!disabled"])
        if getattr(error, "wait_seconds", None) is not None:
            self.fields["password"].show_problem(sentence(error))
        elif is_expected(error):
            self.fields["folder"].show_problem(sentence(error))
        else:
            self.app.show_fault(error)

    # inside

    def _build(self) -> None:
        px, card = self.theme.px, self.card
        for row, name in enumerate(("file", "folder")):
            self.fields[name].grid(row=2 * row, column=0, columnspan=2, sticky="ew", pady=(0, px(6)))
        buttons = (("file", self.choose_file), ("folder", self.choose_folder))
        made = [ttk.Button(card, text=say("Chọn…", "Choose…"), style="Card.TButton", command=run) for _, run in buttons]
        for row, button in enumerate(made):
            button.grid(row=2 * row, column=2, sticky="ne", padx=(px(8), 0), pady=(px(21), 0))
        self._choose = made[0]
        for event in ("<FocusOut>", "<Return>", "<KP_Enter>"):
            self.fields["file"].entry.bind(event, lambda _: self._typed_file(), add="+")
        self.about = ttk.Label(card, style="Card.Muted.TLabel", justify="left", wraplength=px(900))
        self.about.grid(row=1, column=0, columnspan=3, sticky="w", pady=(0, px(6)))
        self.fields["account"].grid(row=4, column=0, sticky="new", padx=(0, px(12)), pady=(0, px(6)))
        self.fields["password"].grid(row=4, column=1, sticky="new", pady=(0, px(6)))
        self.reveal = RevealBox(card, [field for field in self.fields.values() if isinstance(field, PasswordField)])
        self.reveal.grid(row=5, column=1, sticky="w", pady=(0, px(6)))
        self.fields["why"].grid(row=6, column=0, columnspan=2, sticky="ew", pady=(0, px(6)))
        text = say(
            "Sổ khôi phục bắt đầu một đợt sổ mới: những gì nhập sau bản sao lưu không có trong đó và phải nhập lại. Lần gửi tới, "
            "cấp trên sẽ gọi hỏi trước khi nhận. Sổ cũ, nếu còn mở được, không dùng tiếp nữa.",
            "The restored office begins a new epoch: what was entered after the backup is not in it and is entered again. At the "
            "next sending the office above will ask before it accepts. If the old office still opens, do not work on in it.",
        )
        note = ttk.Label(card, text=text, style="Card.TLabel", justify="left", wraplength=px(900))
        note.grid(row=7, column=0, columnspan=3, sticky="w", pady=(px(6), px(12)))
        label = say("Khôi phục", "Restore")
        self.button = ttk.Button(card, text=label, style="Card.Accent.TButton", command=self.restore)
        self.button.grid(row=8, column=0, sticky="w")
        back = ttk.Button(card, text=say("Trở lại", "Back"), style="Card.Quiet.TButton", command=lambda: self.app.show("start"))
        back.grid(row=8, column=0, sticky="w", padx=(px(130), 0))
        self._show_account(sealed=True)

    def _show_account(self, *, sealed: bool) -> None:
        for widget in (self.fields["account"].entry, self.fields["password"].entry, self.reveal):
            widget.state(["!disabled" if sealed else "disabled"])

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.show_problem(problems.get(name, ""))

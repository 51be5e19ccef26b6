"""Backup and check (from the settings): back up now, proven by restoring for trial; look the whole office over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.backup_cards import CheckCard, FindingsCard, MakeCard
from desktop_app.ui.backup_presenter import BackupPresenter, CheckRows, Last, made_line
from desktop_app.ui.commands import Command
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.backup import Made


class BackupScreen(Screen):
    """Two cards side by side, the findings of a check under them."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        self.presenter = BackupPresenter(app.session)
        line = say("Sao lưu ra USB hoặc ổ khác, mỗi ngày làm việc một bản", "To a stick or another drive, once each working day")
        Heading(self, self.theme, self.title, line).pack(anchor="w", pady=(0, px(10)))
        hints = ttk.Frame(self)
        hints.pack(side="bottom", fill="x", pady=(px(8), 0))
        keys = (("F7", say("sao lưu", "back up")), ("F8", say("kiểm tra", "check")), ("Esc", say("về cài đặt", "settings")))
        for key, text in keys:
            KeyHint(hints, self.theme, key, text).pack(side="left")
        row = ttk.Frame(self)
        row.pack(fill="x")
        row.columnconfigure((0, 1), weight=1, uniform="half")
        self.make_card = MakeCard(row, self.theme, self.back_up, self.choose_folder)
        self.make_card.grid(row=0, column=0, sticky="nsew", padx=(0, px(7)))
        self.check_card = CheckCard(row, self.theme, self.check)
        self.check_card.grid(row=0, column=1, sticky="nsew", padx=(px(7), 0))
        self.findings = FindingsCard(self, self.theme)
        self.findings.pack(fill="both", expand=True, pady=(px(14), 0))
        kept = app.preferences.backup_folder
        self._folders = [kept] if kept and Path(kept).is_dir() else []
        self.make_card.bar(self.presenter.why_not)

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Sao lưu & kiểm tra", "Backup & check")

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        why = lambda: self.presenter.why_not  # noqa: E731
        return (
            Command("backup", "F7", "Sao lưu ngay", "Back up now", run=self.back_up, reason=why),
            Command("check", "F8", "Kiểm tra toàn bộ", "Check everything", run=self.check),
            Command("back", "Escape", "Về cài đặt", "Back to the settings", run=lambda: self.app.show("settings")),
        )

    def on_show(self) -> None:
        """Look for drives and for the last backup."""
        self._offer()
        self._read_last()
        self.on_focus()

    def on_focus(self) -> None:
        """Put the focus on the first thing to do."""
        (self.check_card.button if self.presenter.why_not else self.make_card.button).focus_set()

    # backing up

    def choose_folder(self) -> None:
        """Ask for a folder to back up to."""
        folder = self.app.dialogs.ask_folder(say("Nơi ghi bản sao lưu", "Where the backup goes"))
        if folder is not None:
            self._folders = [str(folder)]
            self._offer()
            self.make_card.target.set(str(folder))

    def back_up(self) -> None:
        """Back up to the chosen place."""
        folder = self.make_card.chosen()
        if folder is None:
            self.choose_folder()
            folder = self.make_card.chosen()
        if folder is not None:
            target = folder
            self.make_card.show_result(say("Đang sao lưu…", "Backing up…"), str(target), "info")
            self.make_card.button.state(["disabled"])
            work = lambda job: self.presenter.make(target, job.report)  # noqa: E731
            self.app.jobs.start(say("Sao lưu", "Backing up"), work, self._made, self._not_made)

    def _made(self, made: Made) -> None:
        self.make_card.button.state(["!disabled"])
        proven = say("Đã kiểm tra bằng cách khôi phục thử", "Proven by restoring it for trial")
        self.make_card.show_result(proven, made_line(made), "good")
        self.app.saved()
        self.app.keep_preferences(replace(self.app.preferences, backup_folder=str(made.path.parent)))
        self._read_last()

    def _not_made(self, error: Exception) -> None:
        self.make_card.button.state(["!disabled"])
        note = say("Không có tệp dở dang nào để lại", "No half file was left")
        self.make_card.show_result(say("Chưa sao lưu", "Not backed up"), note, "late")
        self.app.show_fault(error)

    # checking

    def check(self) -> None:
        """Read the whole office anew and show what was found."""
        self.check_card.show_result(say("Đang đọc lại toàn bộ sổ…", "Reading everything anew…"), "info")
        self.check_card.button.state(["disabled"])
        folder = self.make_card.chosen()
        work = lambda _job: self.presenter.check(folder)  # noqa: E731
        self.app.jobs.start(say("Kiểm tra sổ", "Checking"), work, self._checked, self._not_checked)

    def _checked(self, rows: CheckRows) -> None:
        self.check_card.button.state(["!disabled"])
        self.check_card.show_result(rows.line, "good" if rows.ok else "late")
        self.findings.show(rows)

    def _not_checked(self, error: Exception) -> None:
        self.check_card.button.state(["!disabled"])
        self.check_card.show_result(say("Kiểm tra không xong", "The check did not end"), "late")
        self.app.show_fault(error)

    # inside

    def _offer(self) -> None:
        folders = [(folder, folder) for folder in self._folders]
        self.make_card.offer([*self.presenter.places(), *folders])

    def _read_last(self) -> None:
        self.app.jobs.start(say("Đọc sổ", "Reading"), lambda _job: self.presenter.last(), self._show_last)

    def _show_last(self, last: Last) -> None:
        if self.winfo_exists():
            self.make_card.show_last(last)

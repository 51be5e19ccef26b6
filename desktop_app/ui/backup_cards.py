"""The parts of the backup page: the card that backs up, the card that checks, the table of findings."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.backup_presenter import CheckRows, Last
from desktop_app.ui.entries import ChoiceField
from desktop_app.ui.permits import bar
from desktop_app.ui.register_strip import Pill
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say

OTHER = "other"


class MakeCard(Card):
    """Says when the last backup was made, and makes one. on_make(): the button; on_folder(): a folder is to be chosen."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_make: Callable[[], None], on_folder: Callable[[], None]) -> None:
        super().__init__(parent, theme, say("Sao lưu", "Backup"))
        px = theme.px
        self._theme, self._on_folder = theme, on_folder
        self.last = ttk.Label(self, style="Card.Muted.TLabel", justify="left")
        self.last.pack(anchor="w", pady=(0, px(8)))
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x")
        label = say("Sao lưu ngay  F7", "Back up now  F7")
        self.button = ttk.Button(row, text=label, style="Card.Accent.TButton", command=on_make)
        self.button.pack(side="right", anchor="s")
        self.target = ChoiceField(row, theme, say("Nơi ghi", "Where to"), [], width=10)
        self.target.entry.bind("<<ComboboxSelected>>", lambda _event: self._picked(), add="+")
        self.target.pack(side="left", fill="x", expand=True, padx=(0, px(10)))
        line = ttk.Frame(self, style="Plain.Card.TFrame")
        line.pack(fill="x", pady=(px(10), 0))
        self.pill = Pill(line, theme)
        self.pill.pack(anchor="w")
        self.result = ttk.Label(line, style="Card.Muted.TLabel", justify="left")
        self.result.pack(anchor="w", pady=(px(4), 0))
        self.bind("<Configure>", self._wrap, add="+")

    def bar(self, reason: str) -> None:
        """Grey the button for whoever may not back up, and say why."""
        if bar(self.button, self._theme, reason):
            self.result.configure(text=reason)

    def show_last(self, last: Last) -> None:
        """Show when the last backup was made."""
        self.last.configure(text=last.line)

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """Offer these (folder, words) and the choice of another folder; the first is chosen where none was."""
        chosen = self.target.get()
        self.target.set_choices([*places, (OTHER, say("Chọn thư mục khác…", "Choose another folder…"))])
        if places and chosen not in [folder for folder, _ in places]:
            self.target.set(places[0][0])

    def chosen(self) -> Path | None:
        """Return the chosen folder, None for none."""
        text = self.target.get()
        return Path(text) if text and text != OTHER else None

    def show_result(self, text: str, note: str, kind: str) -> None:
        """Say how the last backup ended."""
        self.pill.set(text, kind)
        self.result.configure(text=note)

    def _picked(self) -> None:
        if self.target.get() == OTHER:
            self.target.entry.set("")  # type: ignore[attr-defined]
            self._on_folder()

    def _wrap(self, event: tk.Event[tk.Misc]) -> None:
        for label in (self.last, self.result):
            label.configure(wraplength=event.width - self._theme.px(36))


class CheckCard(Card):
    """Says what a check does, and its bottom line."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_check: Callable[[], None]) -> None:
        super().__init__(parent, theme, say("Kiểm tra sổ", "Check the office"))
        px = theme.px
        text = say(
            "Đọc lại từng dòng và từng tệp, tính lại mọi mã băm, so với các mốc đã in trên báo cáo, trong gói gửi và trong bản "
            "sao lưu. Chỉ xem, không sửa gì.",
            "Reads every line and file anew, computes every hash, compares with the heads in reports, bundles and backups. "
            "Nothing is changed.",
        )
        self.what = ttk.Label(self, text=text, style="Card.Muted.TLabel", justify="left")
        self.what.pack(anchor="w", pady=(0, px(8)))
        label = say("Kiểm tra toàn bộ  F8", "Check everything  F8")
        self.button = ttk.Button(self, text=label, style="Card.TButton", command=on_check)
        self.button.pack(anchor="w")
        self.pill = Pill(self, theme)
        self.pill.pack(anchor="w", pady=(px(10), 0))
        self.bind("<Configure>", lambda event: self.what.configure(wraplength=event.width - px(36)), add="+")

    def show_result(self, text: str, kind: str) -> None:
        """Say how the check ended."""
        self.pill.set(text, kind)


class FindingsCard(Card):
    """What a check found, one line each; the chosen one is written out whole under the table."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, theme, padding=10)
        px = theme.px
        self.whole = ttk.Label(self, style="Card.TLabel", justify="left")
        self.whole.pack(side="bottom", anchor="w", pady=(px(8), 0))
        columns = [
            Column(say("Kết quả", "Result"), 130, sortable=False),
            Column(say("Nội dung", "What was found"), 600, stretch=1, sortable=False),
        ]
        self.table = VirtualTable(self, theme, columns, on_select=self._selected)
        hint = say("Bấm F8 để đọc lại toàn bộ sổ", "Press F8 to read everything anew")
        self.table.set_empty(say("Chưa kiểm tra", "Not checked yet"), hint)
        self.table.pack(fill="both", expand=True)
        self._rows: CheckRows | None = None
        self.bind("<Configure>", lambda event: self.whole.configure(wraplength=event.width - px(40)), add="+")

    def show(self, rows: CheckRows) -> None:
        """Show the findings."""
        self._rows = rows
        self.table.show(rows)
        self.table.focus_table()

    def _selected(self) -> None:
        if self._rows is not None and self.table.cursor >= 0:
            self.whole.configure(text=self._rows.sentence(self.table.cursor))

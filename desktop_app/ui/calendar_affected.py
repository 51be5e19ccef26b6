"""The second page of the calendar: open dossiers whose promised day the calendar of now would compute differently.

Keeping the promised day is what happens when nothing is done; moving it takes a choice and a reason.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk

from desktop_app.ui.calendar_presenter import AffectedRows
from desktop_app.ui.permits import bar
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from desktop_app.workflows.calendar_changes import Affected


class AffectedPage(ttk.Frame):
    """The list, the reason, and the two ways: keep (the default) or move the chosen ones."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, keep: Callable[[], None], move: Callable[[], None], explain: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        px = theme.px
        self._theme, self._found = theme, list[Affected]()
        foot = Card(self, theme, padding=14)
        foot.pack(side="bottom", fill="x", pady=(px(12), 0))
        text = say(
            "Không làm gì thì ngày đã hẹn được giữ. Muốn đổi: chọn hồ sơ (phím cách để chọn thêm), ghi lý do; "
            "mỗi hồ sơ thêm một lần sửa trong lịch sử và phải báo lại cho công dân.",
            "Nothing done, the promised day is kept. To move it: choose dossiers (space adds one), give the reason; "
            "each gets a revision in its history, and the citizen must be told.",
        )
        hint = ttk.Label(foot, text=text, style="Card.Muted.TLabel", justify="left")
        hint.pack(fill="x")
        hint.bind("<Configure>", lambda event: hint.configure(wraplength=event.width))
        row = ttk.Frame(foot, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(px(8), 0))
        self.why = Field(row, theme, say("Lý do đổi ngày hẹn", "Reason for moving the day"), width=40)
        self.why.pack(side="left", fill="x", expand=True, padx=(0, px(16)))
        stay = say("Giữ ngày đã hẹn", "Keep the promised days")
        self.keep = ttk.Button(row, text=stay, style="Card.Accent.TButton", command=keep)
        self.keep.pack(side="right", anchor="s")
        change = say("Đổi ngày hẹn đã chọn…  F10", "Move the chosen…  F10")
        self.move = ttk.Button(row, text=change, style="Card.TButton", command=move)
        self.move.pack(side="right", anchor="s", padx=(0, px(8)))
        card = Card(self, theme, padding=10)
        card.pack(fill="both", expand=True)
        self.table = VirtualTable(card, theme, _columns(), on_open=lambda i: explain(self._found[i].id))
        none = say("Không hồ sơ nào bị ảnh hưởng", "No dossier is touched")
        self.table.set_empty(none, say("Mọi ngày đã hẹn khớp với lịch hiện nay", "All promised days agree with the calendar"))
        self.table.pack(fill="both", expand=True)

    def show(self, found: Sequence[Affected], procedures: Mapping[str, str], statuses: Mapping[str, str]) -> None:
        """Show these dossiers, none chosen."""
        self._found = list(found)
        self.table.show(AffectedRows(found, procedures, statuses))
        self.why.set("")
        self.why.show_problem()

    def chosen(self) -> list[str]:
        """Return the ids of the chosen dossiers."""
        return [self._found[i].id for i in self.table.selected]

    def bar(self, reason: str) -> None:
        """Grey the moving for whoever may not."""
        if bar(self.move, self._theme, reason):
            self.why.entry.state(["disabled"])


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Mã hồ sơ", "Code"), 210, sortable=False, strong=True),
        Column(say("Trạng thái", "Status"), 180, sortable=False),
        Column(say("Đã hẹn", "Promised"), 100, sortable=False),
        Column(say("Theo lịch", "By calendar"), 100, sortable=False),
        Column(say("Lệch", "Shift"), 70, sortable=False),
        Column(say("Thủ tục", "Procedure"), 220, 1, sortable=False),
    )

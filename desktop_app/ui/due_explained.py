"""Why a dossier is due on its day: a small window with every day from reception to the due day, and what was told since.

It shows what `workflows.due_reasons` found and must not count a day itself.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Mapping, Sequence
from tkinter import ttk
from typing import TYPE_CHECKING, Any

from desktop_app.ui.screen import App
from desktop_app.ui.side_window import SideWindow
from desktop_app.ui.table_columns import Column
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from desktop_app.workflows.dossiers import fresh_dossier
from desktop_app.workflows.due_reasons import Reasons, reasons_keyed, reasons_of
from forms.dates import format_date
from forms.due_days import WEEKDAYS_EN, WEEKDAYS_VI, Step, StepKind

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen

WIDTH, HEIGHT = 700, 560
KINDS: Mapping[StepKind, str] = {"received": "info", "off": "", "paused": "wait", "counted": "calm"}


class StepRows:
    """The days as rows of a table: day, weekday, which of the limit, why."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps

    def __len__(self) -> int:
        return len(self._steps)

    def row(self, i: int) -> tuple[str, ...]:
        """Return the texts of a day."""
        step = self._steps[i]
        weekday = say(WEEKDAYS_VI[step.day.weekday()], WEEKDAYS_EN[step.day.weekday()])
        return (format_date(step.day), weekday, str(step.number) if step.counted else "–", say(step.vi, step.en))

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pills: the number of a counted day, the last one green."""
        step = self._steps[i]
        last = i == len(self._steps) - 1
        return ("", "", "good" if last else KINDS[step.kind], "")


def due_line(reasons: Reasons) -> str:
    """Return the due day as the window's heading says it."""
    if reasons.due is None:
        return say("Chưa tiếp nhận: chưa có ngày hẹn", "Not received yet: no due day")
    weekday = say(WEEKDAYS_VI[reasons.due.weekday()], WEEKDAYS_EN[reasons.due.weekday()])
    day = format_date(reasons.due)
    return say(f"Hẹn trả {weekday}, {day}", f"Due on {weekday}, {day}")


class DueWindow(SideWindow):
    """The days of one dossier; Esc or Enter closes."""

    def __init__(self, app: App, reasons: Reasons, title: str) -> None:
        super().__init__(app.theme, title)
        theme, px = app.theme, app.theme.px
        card = Card(self, theme, due_line(reasons), padding=16)
        card.pack(fill="both", expand=True)
        room = px(WIDTH - 90)
        for said in reasons.rests:
            ttk.Label(card, text=say(*said), style="Card.Muted.TLabel", wraplength=room, justify="left").pack(anchor="w")
        foot = ttk.Frame(card, style="Plain.Card.TFrame")
        foot.pack(side="bottom", fill="x", pady=(px(10), 0))
        close = ttk.Button(foot, text=say("Đóng  Esc", "Close  Esc"), style="Card.TButton", command=self.close)
        close.pack(side="right", anchor="s")
        notes = ttk.Frame(foot, style="Plain.Card.TFrame")
        notes.pack(side="left", fill="x")
        for said in reasons.notes:
            label = ttk.Label(notes, text=say(*said), style="Card.Warn.TLabel", wraplength=px(WIDTH - 220), justify="left")
            label.pack(anchor="w", pady=(0, px(2)))
        self.table = VirtualTable(card, theme, _columns(), on_open=lambda _row: self.close())
        self.table.set_empty(say("Chưa có ngày nào được tính", "No day is counted yet"))
        self.table.pack(fill="both", expand=True, pady=(px(10), 0))
        self.table.show(StepRows(reasons.steps), cursor=max(len(reasons.steps) - 1, 0))
        self.bind_keys({"<Shift-F1>": self.close})

    def open(self, first: tk.Misc) -> None:
        """Show it in the middle of the program's window, no larger than it need be."""
        super().open(first)
        root, px = self.theme.root, self.theme.px
        width, height = min(px(WIDTH), root.winfo_width()), min(px(HEIGHT), root.winfo_height())
        left, top = (root.winfo_width() - width) // 2, (root.winfo_height() - height) // 2
        self.geometry(f"{width}x{height}+{root.winfo_rootx() + left}+{root.winfo_rooty() + top}")


def show_due(app: App, data: Mapping[str, Any], id: str = "") -> DueWindow | None:
    """Explain the due day of a dossier: of the register by its `id`, or one being keyed by its record as it stands.

    Says so in the status line where nothing can be told yet. Returns the window.
    """
    fresh = None if id else fresh_dossier(app.session, data)
    if not id and fresh is None:
        text = say("Chưa đủ thủ tục, trường hợp và thời gian nhận.", "Procedure, case and time of reception are not known yet.")
        app.status(text, "warn")
        return None
    reasons = reasons_of(app.session, id) if id else reasons_keyed(app.session, fresh or {})
    window = DueWindow(app, reasons, say("Vì sao hẹn ngày này", "Why this due day"))
    window.open(window.table.canvas)
    return window


def show_chosen(screen: RegisterScreen) -> DueWindow | None:
    """Explain the due day of the dossier chosen in the register."""
    chosen = screen.list.chosen()
    if len(chosen) != 1:
        screen.app.status(say("Hãy chọn một hồ sơ.", "Choose one dossier."), "warn")
        return None
    return show_due(screen.app, {}, chosen[0])


def show_keyed(screen: RegisterScreen) -> DueWindow | None:
    """Explain the due day of the dossier in the form: as it stands while nothing is changed, else as it would become."""
    screen.form_page.take()
    form = screen.form
    return show_due(screen.app, form.values(), form.stored.id if form.stored and not form.changed else "")


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("Ngày", "Day"), 108, sortable=False, strong=True),
        Column(say("Thứ", "Weekday"), 98, sortable=False),
        Column(say("Tính", "Counts"), 64, sortable=False),
        Column(say("Lý do", "Reason"), 260, 1, sortable=False),
    )

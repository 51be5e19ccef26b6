"""The dashboard (F2): the figures of a period, each with its counts, and the dossiers overdue and due soon. It only shows."""

from __future__ import annotations

import tkinter as tk
from dataclasses import replace
from datetime import date, datetime
from tkinter import ttk

from desktop_app.ui.charts import BarChart, TrendChart
from desktop_app.ui.dashboard_view import Board, Hint, Kpi, make_board, waiting_hint
from desktop_app.ui.due_lists import DueLists
from desktop_app.ui.due_view import make_due
from desktop_app.ui.jobs import Job
from desktop_app.ui.period_bar import PeriodBar
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.tip import Tip
from desktop_app.ui.usual_period import year_of_data
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import say
from desktop_app.workflows.feedback import count_waiting
from desktop_app.workflows.outlook import list_months
from desktop_app.workflows.periods import office_periods
from desktop_app.workflows.session import Session
from desktop_app.workflows.summary import make_summary
from forms.text import nfc

SHORT = 10  # signs of a figure that fit into a card at full size: `100,00 %`


class DashboardScreen(Screen):
    """Figures are made by the worker each time the office has changed or another period is chosen."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        self._tip = Tip(self, self.theme)
        self._period: tuple[date, date] | None = None
        self._seen: tuple[object, ...] = ()
        self.board: Board | None = None
        px = self.theme.px
        top = ttk.Frame(self)
        top.pack(fill="x")
        self._heading = Heading(top, self.theme, say("Bảng điều hành", "Dashboard"), "")
        self._heading.pack(side="left", anchor="w")
        self.period = PeriodBar(top, self.theme, office_periods(app.session), self.choose)
        self.period.pack(side="right")
        self._kpis = ttk.Frame(self)
        self._kpis.pack(fill="x", pady=(px(10), 0))
        self._kpis.columnconfigure((0, 1, 2, 3), weight=1, uniform="kpi")
        middle = ttk.Frame(self)
        middle.pack(fill="both", expand=True, pady=(px(12), 0))
        middle.columnconfigure(0, weight=6, uniform="middle")
        middle.columnconfigure(1, weight=5, uniform="middle")
        middle.rowconfigure(0, weight=1)
        groups = Card(middle, self.theme, say("Hài lòng theo nhóm tiêu chí", "Satisfied by group of criteria"))
        groups.grid(row=0, column=0, sticky="nsew", padx=(0, px(14)))
        self._groups = BarChart(groups, self.theme, 200, self._tip)
        self._groups.pack(fill="both", expand=True)
        self._side = Card(middle, self.theme, say("Phân bố trả lời", "Answers by level"))
        self._side.grid(row=0, column=1, sticky="nsew")
        self._levels = BarChart(self._side, self.theme, 140, self._tip)
        self._levels.pack(fill="both", expand=True)
        by_month = say("Chỉ số hài lòng theo tháng", "Satisfaction by month")
        self._trend_title = ttk.Label(self._side, text=by_month, style="Card.Semi.TLabel")
        self._trend = TrendChart(self._side, self.theme, self._tip)
        self.due = DueLists(self, self.theme, lambda id: app.show("register", id))
        self.due.pack(fill="x", pady=(px(12), 0))
        self._hint = ttk.Label(self, style="Muted.TLabel")

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Bảng điều hành", "Dashboard")

    def on_show(self) -> None:
        """Make the figures anew where the office has changed since."""
        self.load()
        self.on_focus()

    def on_hide(self) -> None:
        """Take the tip away."""
        self._tip.hide()

    def on_focus(self) -> None:
        """Put the focus on the period."""
        self.period.preset.entry.focus_set()

    def choose(self, first: date, last: date) -> None:
        """Show another period."""
        self._period = (first, last)
        self.load()

    def load(self) -> None:
        """Have the worker make the figures of the period, unless they are there already."""
        session = self.app.session
        limit = self.app.preferences.feedback_days
        wanted = (self._period, session.office.head, session.clock().date(), limit)
        if wanted != self._seen:
            self._seen = wanted
            self.app.jobs.start(
                say("Lập số liệu", "Making figures"), lambda job: _read(session, self._period, limit, job), self._show
            )

    def _show(self, read: tuple[tuple[date, date], Board]) -> None:
        if not self.winfo_exists():
            return
        period, board = read
        self._period, self.board = period, board
        self._seen = (period, *self._seen[1:])
        self.period.set(*period)
        self._heading.set(say("Bảng điều hành", "Dashboard"), board.subtitle)
        _clear(self._kpis)
        for column, kpi in enumerate(board.kpis):
            self._kpi(kpi).grid(row=0, column=column, sticky="nsew", padx=(0 if column == 0 else self.theme.px(14), 0))
        self._groups.show(board.groups)
        self._show_side(board)
        self.due.show(board.due)
        self._show_hint(board.feedback)

    def _kpi(self, kpi: Kpi) -> Card:
        card, c = Card(self._kpis, self.theme, padding=14), self.theme.colors
        tone = {"plain": c.text, "good": c.text, "warn": c.warn, "error": c.error}[kpi.tone]
        note = {"plain": "Muted", "good": "Good", "warn": "Warn", "error": "Error"}[kpi.tone]
        ttk.Label(card, text=nfc(kpi.title), style="Card.Muted.TLabel").pack(anchor="w")
        font, whole = (self.theme.font(size, "bold") for size in (24 if len(kpi.value) <= SHORT else 17, 24))
        gap = (whole.metrics("linespace") - font.metrics("linespace")) // 2
        value = ttk.Label(card, text=kpi.value, style="Card.Big.TLabel", foreground=tone, font=font)
        value.pack(anchor="w", pady=gap)
        ttk.Label(card, text=nfc(kpi.note), style=f"Card.{note}.TLabel").pack(anchor="w")
        if kpi.more:
            ttk.Label(card, text=nfc(kpi.more), style="Card.Muted.TLabel").pack(anchor="w")
        for widget in (card, *card.winfo_children()):
            self._tip.over(widget, kpi.tip)
        return card

    def _show_side(self, board: Board) -> None:
        for part in (self._trend_title, self._trend):
            part.pack_forget()
        if len(board.points) > 1:
            self._trend_title.pack(anchor="w", pady=(self.theme.px(8), 0))
            self._trend.pack(fill="both", expand=True)
        self._levels.show(board.levels)
        self._trend.show(board.points)

    def _show_hint(self, hint: Hint | None) -> None:
        self._hint.pack_forget()
        if hint is not None:
            self._hint.configure(text=nfc(hint.text), style=f"{'Warn' if hint.tone == 'warn' else 'Muted'}.TLabel")
            self._hint.pack(anchor="w", pady=(self.theme.px(4), 0))


def _clear(frame: tk.Misc) -> None:
    for child in frame.winfo_children():
        child.destroy()


def _read(session: Session, period: tuple[date, date] | None, limit: int, job: Job) -> tuple[tuple[date, date], Board]:
    first, last = period or year_of_data(session)
    summary = make_summary(session, first, last)
    months = list_months(session, first, last, job.report)
    definition = session.forms[summary["survey"]["form"]]
    moment = datetime.now().astimezone().strftime("%H:%M")
    board = make_board(summary, definition, months, make_due(session), moment)
    return (first, last), replace(board, feedback=waiting_hint(count_waiting(session, limit), limit))

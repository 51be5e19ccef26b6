"""Keying figures (Shift-F2): an officer's own, for a commander everybody's, by sitting, each with its meaning. It only shows."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui.commands import Command
from desktop_app.ui.operators_parts import CausesCard, DayBars, FigureCards
from desktop_app.ui.operators_presenter import (
    OperatorsPresenter,
    PeopleRows,
    SittingRows,
    causes_of,
    checking_of,
    days_of,
    figures_of,
    left_of,
    trend_of,
)  # fmt: skip
from desktop_app.ui.period_bar import PeriodBar
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.table_columns import Column
from desktop_app.ui.tip import Tip
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import say
from desktop_app.workflows.operators import Operator
from desktop_app.workflows.periods import office_periods

SIDE, PEOPLE = 250, 188
Texts = Sequence[tuple[str, int, int]]


class OperatorsScreen(Screen):
    """Figures are counted by the worker each time the office has changed or another period is chosen."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        self.presenter = OperatorsPresenter(app.session)
        self._tip = Tip(self, self.theme)
        self._seen: tuple[object, ...] = ()
        self._build_head()
        self.figures = FigureCards(self, self.theme)
        self.figures.pack(fill="x", pady=(self.theme.px(10), 0))
        body = ttk.Frame(self)
        body.pack(fill="both", expand=True, pady=(self.theme.px(14), 0))
        self._build_side(body)
        self._build_people(body)
        self._build_sittings(body)

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Kết quả nhập", "Keying figures")

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return (Command("csv", "F7", "Lưu số liệu ra CSV…", "Save the figures as CSV…", run=self.export),)

    def on_show(self) -> None:
        """Count anew where the office has changed since."""
        self.load()
        self.on_focus()

    def on_hide(self) -> None:
        """Take the tip away."""
        self._tip.hide()

    def on_focus(self) -> None:
        """Give the list the keyboard: of persons where there is one."""
        (self.people if self.presenter.sees_all else self.sittings).focus_table()

    def choose(self, first: date, last: date) -> None:
        """Show another period."""
        self.presenter.period = (first, last)
        self.load()

    def load(self) -> None:
        """Have the worker count the figures of the period, unless they are there already."""
        session, period = self.app.session, self.presenter.period
        wanted = (period, session.office.head, session.clock().date())
        if wanted != self._seen:
            self._seen = wanted
            read = self.presenter.read
            self.app.jobs.start(say("Lập số liệu", "Making figures"), lambda _job: read(period), self._take)

    def export(self) -> None:
        """Ask where, and write what is shown as a CSV."""
        title = say("Lưu số liệu kết quả nhập", "Save the keying figures")
        path = self.app.dialogs.ask_save(title, self.presenter.file_name(), ((say("Tệp CSV", "CSV file"), "*.csv"),))
        if path is not None:
            told = say(f"Đã lưu {path.name}", f"Saved {path.name}")
            work = self.presenter.export
            self.app.jobs.start(title, lambda _job: work(path), lambda _none: self.app.status(told, "saved"))

    # inside

    def _take(self, read: tuple[tuple[date, date], list[Operator]]) -> None:
        if not self.winfo_exists():
            return
        self.presenter.take(read)
        self._seen = (read[0], *self._seen[1:])
        self.period.set(*read[0])
        names = [operator.account for operator in self.presenter.operators]
        if self.presenter.sees_all:
            cursor = names.index(self.presenter.chosen) if self.presenter.chosen in names else 0
            self.people.show(PeopleRows(self.presenter.operators), cursor=cursor)
        self._show()

    def _picked(self) -> None:
        operators, cursor = self.presenter.operators, self.people.cursor
        if 0 <= cursor < len(operators) and operators[cursor].account != self.presenter.chosen:
            self.presenter.chosen = operators[cursor].account
            self._show()

    def _show(self) -> None:
        operator = self.presenter.operator
        self.figures.show(figures_of(operator))
        self.causes.show(causes_of(operator), (left_of(operator), checking_of(operator)))
        days = days_of(operator)
        self.trend.configure(text=trend_of(days))
        self.bars.show(days)
        self.sittings.show(SittingRows(operator.sittings, self.app.session.clock().year))
        own = operator.account == self.app.session.account
        whose = say("của bạn", "yours") if own else operator.account
        self._sittings_title.configure(text=say(f"Các phiên ({whose})", f"Sittings ({whose})"))

    def _build_head(self) -> None:
        line = (
            say(
                "Mọi người trong đơn vị; chọn một người để xem từng phiên",
                "Everybody of the unit; choose one to see the sittings",
            )
            if self.presenter.sees_all
            else say("Số liệu của bạn; chỉ huy cũng xem được", "Your own figures; the commander sees them too")
        )
        top = ttk.Frame(self)
        top.pack(fill="x")
        Heading(top, self.theme, self.title, line).pack(side="left", anchor="w")
        self.period = PeriodBar(top, self.theme, office_periods(self.app.session), self.choose)
        self.period.pack(side="right")

    def _build_side(self, body: ttk.Frame) -> None:
        px = self.theme.px
        side = ttk.Frame(body, width=px(SIDE))
        side.pack_propagate(False)
        side.pack(side="right", fill="y", padx=(px(14), 0))
        self.causes = CausesCard(side, self.theme)
        self.causes.pack(fill="x")
        card = Card(side, self.theme, say("Phím mỗi giờ theo ngày", "Keys an hour by day"), padding=14)
        card.pack(fill="both", expand=True, pady=(px(14), 0))
        self.trend = ttk.Label(card, style="Card.Muted.TLabel", wraplength=px(SIDE - 30), justify="left")
        self.trend.pack(side="bottom", anchor="w", pady=(px(6), 0))
        self.bars = DayBars(card, self.theme, self._tip)
        self.bars.pack(fill="both", expand=True)

    def _build_people(self, body: ttk.Frame) -> None:
        texts: Texts = (
            (say("Tài khoản", "Account"), 120, 1), (say("Phiên", "Sittings"), 62, 0), (say("Phiếu", "Slips"), 64, 0),
            (say("Phím/phiếu", "Keys/slip"), 84, 0), (say("Phím/giờ", "Keys/hour"), 76, 0),
            (say("Sửa/1.000", "Corr./1k"), 80, 0), (say("Khác/10.000", "Diff./10k"), 92, 0),
            (say("Khoảng 95 %", "95 % range"), 108, 0), (say("Còn sai", "Left"), 66, 0),
        )  # fmt: skip
        card = Card(body, self.theme, padding=10)
        self.people = self._table(card, texts, numbers_from=1, selected=self._picked)
        if self.presenter.sees_all:
            card.configure(height=self.theme.px(PEOPLE))
            card.pack_propagate(False)
            card.pack(fill="x", pady=(0, self.theme.px(14)))
            self.people.set_empty(say("Chưa ai nhập trong kỳ này", "Nobody keyed in this period"))
            self.people.pack(fill="both", expand=True)

    def _build_sittings(self, body: ttk.Frame) -> None:
        texts: Texts = (
            (say("Bắt đầu", "Start"), 98, 0), (say("Việc", "Work"), 90, 1), (say("Đợt", "Batch"), 116, 1),
            (say("Phiếu", "Slips"), 52, 0), (say("Phím/phiếu", "Keys/slip"), 80, 0), (say("Phím/giờ", "Keys/hour"), 78, 0),
            (say("Sửa/1.000", "Corr./1k"), 76, 0), (say("Nghỉ", "Pauses"), 58, 0), (say("Khác/10.000", "Diff./10k"), 96, 0),
        )  # fmt: skip
        card = Card(body, self.theme, padding=10)
        card.pack(fill="both", expand=True)
        head = ttk.Frame(card, style="Plain.Card.TFrame")
        head.pack(fill="x", pady=(0, self.theme.px(6)))
        self._sittings_title = ttk.Label(head, style="Card.Heading.TLabel")
        self._sittings_title.pack(side="left")
        save = say("Lưu CSV…  F7", "Save CSV…  F7")
        ttk.Button(head, text=save, style="Card.TButton", command=self.export).pack(side="right")
        self.sittings = self._table(card, texts, numbers_from=3)
        title = say("Chưa có phiên nào trong kỳ này", "No sitting in this period")
        hint = say("Phiên được ghi khi rời đợt phiếu.", "A sitting is kept when the batch is left.")
        self.sittings.set_empty(title, hint)
        self.sittings.pack(fill="both", expand=True)

    def _table(
        self, parent: tk.Misc, texts: Texts, numbers_from: int, selected: Callable[[], None] = lambda: None
    ) -> VirtualTable:
        columns = [
            Column(title, width, stretch, "right" if place >= numbers_from else "left", sortable=False)
            for place, (title, width, stretch) in enumerate(texts)
        ]
        return VirtualTable(parent, self.theme, columns, on_select=selected)

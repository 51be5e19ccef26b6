"""The left side of the report page: period, number and date, figures at a glance, verdict, kept reports."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from tkinter import ttk

from desktop_app.ui.pills import pill_colors
from desktop_app.ui.register_strip import Pill
from desktop_app.ui.report_presenter import Figure, KeptRows, Report
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Choice, DateField, Field
from desktop_app.words import language, say
from desktop_app.workflows.periods import Period
from desktop_app.workflows.signing import Verdict

RANGE = "range"


class PeriodCard(Card):
    """Asks for the period and for the document's number and date."""

    def __init__(self, parent: tk.Misc, theme: Theme, periods: Sequence[Period], on_make: Callable[[], None]) -> None:
        super().__init__(parent, theme, padding=14)
        px = theme.px
        self._periods = periods
        choices = [(str(i), period.label) for i, period in enumerate(periods)]
        choices.append((RANGE, say("Khoảng ngày khác", "Another range")))
        self.period = Choice(self, theme, say("Kỳ báo cáo", "Period"), choices, chosen=self._chosen)
        self.period.pack(fill="x")
        self.first, self.last = self._pair(DateField, theme, say("Từ ngày", "From"), say("Đến ngày", "To"))
        for field in (self.first, self.last):
            field.entry.bind("<KeyRelease>", lambda _event: self._keyed(), add="+")
        number, day = say("Số văn bản", "Number"), say("Ngày ký", "Date")
        self.number, self.day = self._pair(Field, theme, number, day, second=DateField)
        self.make = ttk.Button(
            self, text=say("Lập báo cáo  F7", "Make the report  F7"), style="Card.Accent.TButton", command=on_make
        )
        self.make.pack(fill="x", pady=(px(10), 0))

    def _pair(
        self, first: type[Field], theme: Theme, one: str, other: str, second: type[Field] | None = None
    ) -> tuple[Field, Field]:
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(theme.px(6), 0))
        row.columnconfigure((0, 1), weight=1, uniform="half")
        fields = first(row, theme, one, width=4), (second or first)(row, theme, other, width=4)
        fields[0].grid(row=0, column=0, sticky="new")
        fields[1].grid(row=0, column=1, sticky="new", padx=(theme.px(10), 0))
        return fields

    def choose(self, index: int) -> None:
        """Choose one of the ready-made periods."""
        self.period.set(str(index))
        self._chosen(str(index))

    def set_days(self, first: date, last: date) -> None:
        """Show a period: a ready-made one where it is that, else two days of its own."""
        same = (str(place) for place, period in enumerate(self._periods) if (period.first, period.last) == (first, last))
        self.period.set(next(same, RANGE))
        self._set_day(self.first, first)
        self._set_day(self.last, last)

    def _chosen(self, chosen: str) -> None:
        if chosen != RANGE:
            self._set_day(self.first, self._periods[int(chosen)].first)
            self._set_day(self.last, self._periods[int(chosen)].last)

    def _set_day(self, field: Field, day: date) -> None:
        if isinstance(field, DateField):
            field.set_value(day)

    def _keyed(self) -> None:
        if self.period.get() != RANGE and self.days() != self._preset_days():
            self.period.set(RANGE)

    def _preset_days(self) -> tuple[date | None, date | None]:
        period = self._periods[int(self.period.get() or 0)]
        return period.first, period.last

    def days(self) -> tuple[date | None, date | None]:
        """Return both days, None for one that is none."""
        return value_of(self.first), value_of(self.last)


def value_of(field: Field) -> date | None:
    """Return the day in a date field, None for none."""
    return field.value() if isinstance(field, DateField) else None


class FiguresCard(Card):
    """Four figures side by side."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, theme, padding=12)
        self.columnconfigure((0, 1, 2, 3), weight=1)
        self.labels: list[tuple[ttk.Label, ttk.Label, ttk.Label]] = []
        for number in range(4):
            cell = ttk.Frame(self, style="Plain.Card.TFrame")
            cell.grid(row=0, column=number, sticky="w", padx=(theme.px(4), 0))
            line = ttk.Frame(cell, style="Plain.Card.TFrame")
            label, value = ttk.Label(cell, style="Card.Muted.TLabel"), ttk.Label(line, style="Card.Title.TLabel")
            note = ttk.Label(line, style="Card.Small.TLabel")
            label.pack(anchor="w")
            line.pack(anchor="w")
            value.pack(side="left")
            note.pack(side="left", anchor="s", padx=(theme.px(8), 0), pady=(0, theme.px(3)))
            self.labels.append((label, value, note))

    def show(self, figures: Sequence[Figure]) -> None:
        """Show the figures."""
        for parts, figure in zip(self.labels, figures, strict=False):
            for part, text in zip(parts, (figure.label, figure.value, figure.note), strict=True):
                part.configure(text=text)


class VerdictList(ttk.Frame):
    """The bottom line of a verification and the answer to each question."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, style="Plain.Card.TFrame")
        self._theme = theme

    def show(self, verdict: Verdict | None, wrap: int, *, waiting: bool = False) -> None:
        """Show a verdict; a sentence that there is none yet. waiting: only the second signature is still to come."""
        theme = self._theme
        for child in self.winfo_children():
            child.destroy()
        if verdict is None:
            none = say("Chưa ký. Bản in chưa ký dùng để ký tay.", "Not signed. The unsigned print is for signing by hand.")
            ttk.Label(self, text=none, style="Card.Muted.TLabel", wraplength=wrap).pack(anchor="w")
            return
        pill = Pill(self, theme)
        pill.set(*_pill_of(verdict, waiting=waiting))
        pill.pack(anchor="w", pady=(0, theme.px(4)))
        if not waiting:
            line = (verdict.vi if language() == "vi" else verdict.en).split(". ")[0].rstrip(".") + "."
            ttk.Label(self, text=line, style="Card.TLabel", font=theme.font(9, "medium"), wraplength=wrap).pack(anchor="w")
        for answer in verdict.questions.values():
            self._answer(answer.ok, answer.vi if language() == "vi" else answer.en, wrap)

    def _answer(self, ok: bool | None, text: str, wrap: int) -> None:
        theme = self._theme
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(theme.px(2), 0))
        good = pill_colors("good", dark=theme.colors.dark)[1]
        sign, ink = {True: ("✓", good), False: ("✗", theme.colors.error), None: ("–", theme.colors.muted)}[ok]
        mark = ttk.Label(row, text=sign, style="Card.TLabel", foreground=ink, font=theme.font(9, "bold"), width=2)
        mark.pack(side="left", anchor="n")
        ttk.Label(row, text=text, style="Card.Muted.TLabel", wraplength=wrap - theme.px(24), justify="left").pack(side="left")


def _pill_of(verdict: Verdict, *, waiting: bool) -> tuple[str, str]:
    if verdict.ok:
        return say("Tin cậy được", "Can be relied on"), "good"
    if waiting:
        return say("Chờ ký duyệt", "Waits for approval"), "wait"
    return say("Không tin cậy được", "Not to be relied on"), "late"


class LowerCard(Card):
    """Either the signatures of the report in hand or the kept reports; two quiet buttons switch."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_open: Callable[[int], None]) -> None:
        super().__init__(parent, theme, padding=12)
        self._theme = theme
        tabs = ttk.Frame(self, style="Plain.Card.TFrame")
        tabs.pack(fill="x", pady=(0, theme.px(6)))
        names = (("signatures", say("Chữ ký", "Signatures")), ("kept", say("Đã lưu", "Kept")))
        self.tabs = {name: ttk.Button(tabs, text=text, command=partial(self.switch, name)) for name, text in names}
        for button in self.tabs.values():
            button.pack(side="left", padx=(0, theme.px(4)))
        self.verdict = VerdictList(self, theme)
        columns = [Column(say("Ngày", "Day"), 104), Column(say("Số", "No."), 44), Column(say("Kỳ", "Period"), 140, stretch=1)]
        columns = [Column(c.title, c.width, c.stretch, sortable=False) for c in columns]
        self.kept = VirtualTable(self, theme, columns, on_open=on_open)
        self.kept.set_empty(say("Chưa có báo cáo đã ký", "No signed report yet"))
        self.switch("signatures")

    def switch(self, name: str) -> None:
        """Show one of the two."""
        self.shown = name
        self.verdict.pack_forget()
        self.kept.pack_forget()
        (self.verdict if name == "signatures" else self.kept).pack(fill="both", expand=True)
        for key, button in self.tabs.items():
            button.configure(style="Card.TButton" if key == name else "Card.Quiet.TButton")

    def show(self, report: Report | None, kept: KeptRows) -> None:
        """Show the state of the report in hand and the kept ones."""
        room = max(self._theme.px(200), self.winfo_width() - self._theme.px(30))
        waiting = report is not None and report.signed == ("prepared",)
        self.verdict.show(report.verdict if report else None, room, waiting=waiting)
        self.kept.show(kept)

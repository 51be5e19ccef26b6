"""The cards of the calendar page: one keys a day, one the unit's rules of reception."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from datetime import date
from tkinter import ttk

from desktop_app.ui.calendar_presenter import DayRow, area_choices, hour_choices, kind_choices
from desktop_app.ui.permits import bar
from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.ui.widgets import Card, Choice, DateField, Field
from desktop_app.words import say


class RulesCard(Card):
    """The hour up to which a dossier counts as received today, and the unit's area class; both act on new dossiers only."""

    def __init__(self, parent: tk.Misc, theme: Theme, save: Callable[[str], object]) -> None:
        super().__init__(parent, theme, padding=14)
        self._theme = theme
        hour, area = say("Giờ chốt nhận", "Cut-off hour"), say("Khu vực của đơn vị", "Area of the unit")
        self.hour = Choice(self, theme, hour, hour_choices(), width=8, chosen=save)
        self.area = Choice(self, theme, area, area_choices(), width=20, chosen=save)
        self.columnconfigure(1, weight=1)
        self.hour.grid(row=0, column=0, sticky="new", padx=(0, theme.px(10)))
        self.area.grid(row=0, column=1, sticky="new")

    def show(self, hour: str, area: str) -> None:
        """Show the rules as they stand."""
        self.hour.set(hour)
        self.area.set(area)

    def bar(self, reason: str) -> None:
        """Grey both for whoever may only look."""
        for field in (self.hour, self.area) if reason else ():
            field.entry.state(["disabled"])
            Tip(self.winfo_toplevel(), self._theme).over(field.entry, reason)


class DayCard(Card):
    """Keys a day off or a day worked instead."""

    def __init__(self, parent: tk.Misc, theme: Theme, save: Callable[[], None], remove: Callable[[], None]) -> None:
        super().__init__(parent, theme, padding=14)
        px = theme.px
        self._theme = theme
        self.day = DateField(self, theme, say("Ngày *", "Day *"), width=12)
        self.kind = Choice(self, theme, say("Loại *", "Kind *"), kind_choices(), width=14)
        self.name = Field(self, theme, say("Tên ngày *", "Name *"), width=30)
        self.columnconfigure((0, 1), weight=1, uniform="half")
        self.day.grid(row=0, column=0, sticky="new", padx=(0, px(10)))
        self.kind.grid(row=0, column=1, sticky="new")
        self.name.grid(row=1, column=0, columnspan=2, sticky="new", pady=(px(6), px(8)))
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.grid(row=2, column=0, columnspan=2, sticky="ew")
        self.keep = ttk.Button(row, text=say("Lưu ngày  F10", "Save  F10"), style="Card.Accent.TButton", command=save)
        self.keep.pack(side="right")
        self.away = ttk.Button(row, text=say("Gỡ ngày…  F8", "Remove…  F8"), style="Card.TButton", command=remove)
        self.away.pack(side="left")
        for field in (self.day, self.kind, self.name):
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, lambda _: save())

    def bar(self, reason: str) -> None:
        """Grey all of it for whoever may only look."""
        for button in (self.keep, self.away):
            bar(button, self._theme, reason)
        if reason:
            for field in (self.day, self.kind, self.name):
                field.entry.state(["disabled"])

    def show(self, row: DayRow | None, day: date | None = None) -> None:
        """Show a day of the calendar, or an ordinary day to be keyed."""
        barred = self.day.entry.instate(["disabled"])
        fields: tuple[Field, ...] = (self.day, self.kind, self.name)
        for field in fields:
            field.entry.state(["!disabled"])
            field.show_problem()
        self.day.set_value(row.day if row else day)
        self.kind.set(row.kind if row else "")
        self.name.set(row.name if row else "")
        for field in fields:
            field.entry.state(["disabled" if barred else "!disabled"])

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show each problem at its field, the focus on the first."""
        fields: dict[str, Field] = {"day": self.day, "kind": self.kind, "name": self.name}
        for name, field in fields.items():
            field.show_problem(problems.get(name, ""))
        first = next((field for field in fields.values() if field.has_problem), None)
        if first is not None:
            first.entry.focus_set()

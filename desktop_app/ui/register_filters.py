"""What stands over the register's list: the search box, the filters, and how many of each status are shown.

Tab goes through them from left to right, Enter goes on to the list. This module must not search.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from datetime import date
from tkinter import ttk

from desktop_app.ui.entries import ChoiceField
from desktop_app.ui.register_chips import StatusChips
from desktop_app.ui.register_presenter import RegisterPresenter, choice_label
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import DateField, Field
from desktop_app.words import say
from forms.text import sort_key

ALL, RANGE = "all", "range"
WIDER = 300  # how much wider than its field a list opens


class RegisterFilters(ttk.Frame):
    """The box and the filters. on_type(): the text changed; on_narrow(): a filter was chosen; on_leave(): on to the list."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        presenter: RegisterPresenter,
        on_type: Callable[[], None],
        on_narrow: Callable[[], None],
        on_leave: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.theme, self.presenter = theme, presenter
        self._on_type, self._on_narrow, self._on_leave = on_type, on_narrow, on_leave
        self.columnconfigure(0, weight=1)
        find = say("Tìm tên, mã, số định danh, điện thoại", "Find name, code, identity number, phone")
        self.search = Field(self, theme, find, width=12, on_card=False)
        self.search.grid(row=0, column=0, sticky="ew")
        self._build_choices()
        self.chips = StatusChips(self, theme, self._pick_status)
        self.chips.grid(row=1, column=0, columnspan=6, sticky="ew", pady=(theme.px(8), 0))
        self._build_days()
        self._bind_keys()

    def _build_choices(self) -> None:
        ttk.Style(self).configure("Wide.TCombobox", postoffset=(0, 0, self.theme.px(WIDER), 0))
        self.procedure = self._choice(1, say("Thủ tục", "Procedure"), self._procedures(), 10)
        self.status = self._choice(2, say("Trạng thái", "Status"), self._statuses(), 11)
        self.officer = self._choice(3, say("Cán bộ", "Officer"), self._officers(), 10)
        self.period = self._choice(4, say("Ngày nhận", "Received"), self._periods(), 12)
        self.late = tk.BooleanVar(self, value=False)
        self.late_box = ttk.Checkbutton(self, text=say("Quá hạn", "Overdue"), variable=self.late, command=self._on_narrow)
        self.late_box.grid(row=0, column=5, padx=(self.theme.px(10), 0), sticky="s", pady=(0, self.theme.px(6)))

    def _choice(self, column: int, label: str, choices: list[tuple[str, str]], width: int) -> ChoiceField:
        field = ChoiceField(self, self.theme, label, choices, ALL, width=width, on_card=False, chosen=lambda _id: self._chosen())
        field.entry.configure(style="Wide.TCombobox")
        field.grid(row=0, column=column, padx=(self.theme.px(10), 0))
        return field

    def _build_days(self) -> None:
        self._days = ttk.Frame(self)
        self.first = DateField(self._days, self.theme, say("Từ ngày", "From"), width=11, on_card=False)
        self.last = DateField(self._days, self.theme, say("Đến ngày", "To"), width=11, on_card=False)
        for field in (self.first, self.last):
            field.pack(side="left", padx=(self.theme.px(10), 0))

    def _bind_keys(self) -> None:
        entry = self.search.entry
        entry.bind("<KeyRelease>", lambda _event: self._on_type(), add="+")
        entry.bind("<<Paste>>", lambda _event: self.after_idle(self._on_type), add="+")
        for key in ("<Down>", "<KP_Down>"):
            entry.bind(key, lambda _event: self._on_leave(), add="+")
        for field in (self.first, self.last):
            field.entry.bind("<FocusOut>", lambda _event: self._on_narrow(), add="+")
        choices = (self.procedure, self.status, self.officer, self.period)
        for widget in (entry, *(field.entry for field in (*choices, self.first, self.last)), self.late_box):
            for key in ("<Return>", "<KP_Enter>"):
                widget.bind(key, lambda _event: self._go_on(), add="+")

    # what there is to choose from

    def _procedures(self) -> list[tuple[str, str]]:
        known = [(id, str(record["name"])) for id, record in self.presenter.procedures.items()]
        return [(ALL, say("Mọi thủ tục", "Any")), *sorted(known, key=lambda pair: sort_key(pair[1]))]

    def _statuses(self) -> list[tuple[str, str]]:
        choices = self.presenter.item("status").choices
        return [(ALL, say("Mọi trạng thái", "Any")), *((str(c.value), choice_label(c)) for c in choices)]

    def _officers(self) -> list[tuple[str, str]]:
        return [(ALL, say("Mọi cán bộ", "Anyone")), *self.presenter.officers()]

    def _periods(self) -> list[tuple[str, str]]:
        presets = [(str(i), period.name) for i, period in enumerate(self.presenter.periods())]
        return [(ALL, say("Mọi ngày", "Any day")), *presets, (RANGE, say("Khoảng ngày", "Range of days"))]

    # what the list calls

    def follow(self) -> None:
        """Offer the officers there are now."""
        self.officer.set_choices(self._officers())

    def take(self) -> None:
        """Give the filters as they stand to the presenter."""
        first, last = self._range()
        status, procedure, officer = ("" if field.get() == ALL else field.get() for field in self._ids())
        self.presenter.narrow(status=status, procedure=procedure, officer=officer, late=self.late.get(), first=first, last=last)

    def clear(self) -> bool:
        """Empty the search box, or when it is empty already take all filters away; return whether there was anything."""
        if self.search.get():
            self.search.set("")
            self._on_type()
            return True
        set_now = self.late.get() or any(field.get() != ALL for field in (*self._ids(), self.period))
        if set_now:
            for field in (*self._ids(), self.period):
                field.set(ALL)
            self.late.set(False)
            self._chosen()
        return set_now

    def show_counts(self) -> None:
        """Show how many of each status there are among what is shown."""
        found = self.presenter.found
        self.chips.show([(status, label, found.statuses[status]) for status, label in self._statuses()[1:]], found.late)

    # what happens

    def _ids(self) -> tuple[ChoiceField, ChoiceField, ChoiceField]:
        return self.status, self.procedure, self.officer

    def _range(self) -> tuple[date | None, date | None]:
        period = self.period.get()
        if period == RANGE:
            return self.first.value(), self.last.value()
        if period == ALL:
            return None, None
        chosen = self.presenter.periods()[int(period)]
        return chosen.first, chosen.last

    def _chosen(self) -> None:
        if self.period.get() == RANGE:
            self._days.grid(row=1, column=4, columnspan=2, sticky="ne", pady=(self.theme.px(4), 0))
            self.chips.grid(columnspan=4)
        else:
            self._days.grid_remove()
            self.chips.grid(columnspan=6)
        self._on_narrow()

    def _pick_status(self, status: str) -> None:
        """Show only a status, all again when it is the one shown; an empty one stands for overdue."""
        if not status:
            self.late.set(not self.late.get())
        else:
            self.status.set(ALL if self.status.get() == status else status)
        self._on_narrow()

    def _go_on(self) -> str:
        self._on_narrow()
        self._on_leave()
        return "break"

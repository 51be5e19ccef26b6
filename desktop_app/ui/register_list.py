"""The list of the dossier register: search field, filters, table, and the strip that tells of the chosen dossier."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from datetime import date
from tkinter import ttk

from desktop_app.ui.register_presenter import RegisterPresenter, choice_label
from desktop_app.ui.slices import Slices
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Choice, DateField, Field
from desktop_app.words import say
from forms.numbers import format_integer

RANGE = "range"
MOST_CHOSEN = 500  # moved together at most
REST_MS = 2000  # a search text that stood so long was meant


def columns() -> list[Column]:
    """Return the columns of the list in the language in use, in the order of `register_index.COLUMNS`."""
    return [
        Column(say("Mã hồ sơ", "Code"), 206),
        Column(say("Họ tên", "Name"), 150, stretch=2, strong=True),
        Column(say("Thủ tục", "Procedure"), 200, stretch=4),
        Column(say("Ngày nhận", "Received"), 96),
        Column(say("Ngày hẹn trả", "Due"), 100),
        Column(say("Trạng thái", "Status"), 165, stretch=1),
        Column(say("Hạn", "Deadline"), 124),
    ]


class RegisterList(ttk.Frame):
    """The list. on_open(): the chosen dossiers are to be moved; on_select(ids): others are chosen now.

    count: where it says how many are shown.
    """

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        presenter: RegisterPresenter,
        count: ttk.Label,
        on_open: Callable[[], None],
        on_select: Callable[[list[str]], None],
    ) -> None:
        super().__init__(parent)
        self.theme, self.presenter, self.count = theme, presenter, count
        self._on_select = on_select
        self._slices = Slices(self)
        self._typed = self._resting = ""
        self._loaded, self._fresh = False, True
        self._build_filters()
        card = Card(self, theme, padding=10)
        card.pack(fill="both", expand=True, pady=(theme.px(10), 0))
        self.table = VirtualTable(
            card, theme, columns(), on_open=lambda _row: on_open(), on_select=self._selected, on_sort=self._sort
        )
        self.table.pack(fill="both", expand=True)
        self.table.set_sort(3, descending=True)

    def _build_filters(self) -> None:
        theme, px = self.theme, self.theme.px
        row = ttk.Frame(self)
        row.pack(fill="x")
        find = say("Tìm theo họ tên, mã hồ sơ, số định danh", "Find by name, code, identity number")
        self.search = Field(row, theme, find, on_card=False)
        self.search.grid(row=0, column=0, sticky="ew")
        row.columnconfigure(0, weight=1)
        status, received = say("Trạng thái", "Status"), say("Ngày nhận", "Received")
        self.status = Choice(row, theme, status, self._statuses(), width=21, on_card=False, chosen=self._narrow)
        self.period = Choice(row, theme, received, self._periods(), width=16, on_card=False, chosen=self._narrow)
        self.first = DateField(row, theme, say("Từ ngày", "From"), width=10, on_card=False)
        self.last = DateField(row, theme, say("Đến ngày", "To"), width=10, on_card=False)
        for column, choice in ((1, self.status), (2, self.period)):
            choice.set("all")
            choice.grid(row=0, column=column, padx=(px(12), 0))
        self.late = tk.BooleanVar(self, value=False)
        check = ttk.Checkbutton(row, text=say("Chỉ quá hạn", "Overdue only"), variable=self.late, command=self._narrow)
        check.grid(row=0, column=5, padx=(px(12), 0), sticky="s", pady=(0, px(6)))
        self._bind_search()

    def _bind_search(self) -> None:
        entry = self.search.entry
        entry.bind("<KeyRelease>", lambda _event: self._type(), add="+")
        entry.bind("<<Paste>>", lambda _event: self.after_idle(self._type), add="+")
        for key in ("<Down>", "<Return>", "<KP_Enter>", "<KP_Down>"):
            entry.bind(key, lambda _event: self.table.focus_table(), add="+")
        for field in (self.first, self.last):
            field.entry.bind("<FocusOut>", lambda _event: self._narrow(), add="+")
            field.entry.bind("<Return>", lambda _event: self._narrow(), add="+")

    def _statuses(self) -> list[tuple[str, str]]:
        choices = self.presenter.item("status").choices
        return [("all", say("Mọi trạng thái", "Any status")), *((str(c.value), choice_label(c)) for c in choices)]

    def _periods(self) -> list[tuple[str, str]]:
        presets = [(str(i), period.name) for i, period in enumerate(self.presenter.periods())]
        return [("all", say("Mọi ngày", "Any day")), *presets, (RANGE, say("Khoảng ngày…", "Range of days…"))]

    # what the screen calls

    def load(self) -> None:
        """Read all dossiers, in slices; what is read already can be used meanwhile."""
        self.table.set_empty(say("Đang đọc sổ…", "Reading the register…"))
        self._slices.start(self.presenter.load(), self._loading, self._loading_done)

    def refresh(self, id: str = "") -> None:
        """Find again with what is wanted; the cursor goes to the dossier `id` where it is shown."""
        self._fresh = True
        self._slices.start(self.presenter.search(), self._found_some, lambda: self._found(id))

    def chosen(self) -> list[str]:
        """Return the ids of the selected dossiers."""
        return [self.presenter.entry(i).id for i in self.table.selected if i < len(self.presenter)]

    def clear_search(self) -> bool:
        """Empty the search field; tell whether something stood in it."""
        had = bool(self.search.get())
        self.search.set("")
        self._type()
        return had

    def stop(self) -> None:
        """Drop work under way; a search that was on the screen is noted."""
        self._slices.stop()
        if self._resting:
            self.after_cancel(self._resting)
            self._resting = ""
            self.presenter.note_search()

    # what happens

    def _loading(self, count: int) -> None:
        self.count.configure(text=say(f"Đã đọc {format_integer(count)}", f"{format_integer(count)} read"))

    def _loading_done(self) -> None:
        self._loaded = True
        self.refresh()

    def _type(self) -> None:
        text = self.search.get()
        if text != self._typed:
            self._typed = text
            self.presenter.find(text)
            self._rest()
            if self._loaded:
                self.refresh()

    def _rest(self) -> None:
        """A search is noted when its text has rested; every key begins the rest anew."""
        if self._resting:
            self.after_cancel(self._resting)
        self._resting = self.after(REST_MS, self.presenter.note_search)

    def _narrow(self, _chosen: str = "") -> None:
        period, status = self.period.get(), self.status.get()
        first, last = self._days(period)
        self.presenter.narrow(status="" if status == "all" else status, late=self.late.get(), first=first, last=last)
        if self._loaded:
            self.refresh()

    def _days(self, period: str) -> tuple[date | None, date | None]:
        for column, field in ((3, self.first), (4, self.last)):
            if period == RANGE:
                field.grid(row=0, column=column, padx=(self.theme.px(12), 0))
            else:
                field.grid_remove()
        if period == RANGE:
            return self.first.value(), self.last.value()
        if period == "all":
            return None, None
        chosen = self.presenter.periods()[int(period)]
        return chosen.first, chosen.last

    def _sort(self, column: int, descending: bool) -> None:
        self.presenter.sort_by(column, descending=descending)
        self.refresh()

    def _found_some(self, _count: int) -> None:
        self.table.show(self.presenter, keep_view=not self._fresh)
        self._fresh = False
        self.count.configure(text=self.presenter.counts())

    def _found(self, id: str) -> None:
        self.table.set_empty(*self._empty_texts())
        row = self.presenter.row_of(id) if id else -1
        self.table.show(self.presenter, cursor=max(row, 0), keep_view=not self._fresh and row < 0)
        self.count.configure(text=self.presenter.counts())

    def _empty_texts(self) -> tuple[str, str]:
        if not self.presenter.index.entries:
            return say("Sổ chưa có hồ sơ nào", "No dossier yet"), say(
                "Bấm F7 để lập hồ sơ đầu tiên", "Press F7 to make the first one"
            )
        return say("Không có hồ sơ phù hợp", "No dossier fits"), say("Bỏ bớt từ tìm hoặc bộ lọc", "Take away a word or a filter")

    def _selected(self) -> None:
        if self._loaded:
            self._on_select(self.chosen() if len(self.table.window.selected) <= MOST_CHOSEN else [])

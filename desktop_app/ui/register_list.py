"""The list of the dossier register: search box and filters over a table of any length."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from desktop_app.ui.register_filters import RegisterFilters
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.ui.slices import Slices
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from forms.numbers import format_integer

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
        Column(say("Trạng thái", "Status"), 178, stretch=1),
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
        self._typed = self._resting = self._sought = ""
        self._loaded, self._fresh = False, True
        self.filters = RegisterFilters(self, theme, presenter, self._type, self._narrow, self._to_table)
        self.filters.pack(fill="x")
        self.search = self.filters.search
        card = Card(self, theme, padding=10)
        card.pack(fill="both", expand=True, pady=(theme.px(8), 0))
        self.table = VirtualTable(
            card, theme, columns(), on_open=lambda _row: on_open(), on_select=self._selected, on_sort=self._sort
        )
        self.table.pack(fill="both", expand=True)
        self.table.set_sort(3, descending=True)

    # what the screen calls

    def load(self) -> None:
        """Read all dossiers, in slices; what is read already can be used meanwhile."""
        self.table.set_empty(say("Đang đọc sổ…", "Reading the register…"))
        self._slices.start(self.presenter.load(), self._loading, self._loading_done)

    def refresh(self, id: str = "") -> None:
        """Find again with what is wanted; the cursor goes to the dossier `id`, just saved, where it is shown."""
        self._fresh = True
        if id:
            self.filters.follow()
        self._slices.start(self.presenter.search(), self._found_some, lambda: self._found(id))

    def seek(self, id: str) -> None:
        """Show all dossiers with the cursor on one, once the register is read."""
        self._sought = id
        if self._loaded:
            while self.clear_search():
                pass
            self.refresh(id)

    def chosen(self) -> list[str]:
        """Return the ids of the selected dossiers."""
        return [self.presenter.entry(i).id for i in self.table.selected if i < len(self.presenter)]

    def clear_search(self) -> bool:
        """Empty the search box, then take the filters away; tell whether there was anything."""
        return self.filters.clear()

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
        self.filters.follow()
        self.refresh(self._sought)

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

    def _narrow(self) -> None:
        before = self.presenter.wanted
        self.filters.take()
        if self._loaded and self.presenter.wanted != before:
            self.refresh()

    def _to_table(self) -> None:
        self.table.focus_table()

    def _sort(self, column: int, descending: bool) -> None:
        self.presenter.sort_by(column, descending=descending)
        self.refresh()

    def _found_some(self, _count: int) -> None:
        if self.presenter.ordering:
            return
        self.table.show(self.presenter, keep_view=not self._fresh)
        self._fresh = False
        self.count.configure(text=self.presenter.counts())

    def _found(self, id: str) -> None:
        self.table.set_empty(*self._empty_texts())
        row = self.presenter.row_of(id) if id else -1
        self.table.show(self.presenter, cursor=max(row, 0), keep_view=not self._fresh and row < 0)
        self.count.configure(text=self.presenter.counts())
        self.filters.show_counts()

    def _empty_texts(self) -> tuple[str, str]:
        if not self.presenter.index.entries:
            return say("Sổ chưa có hồ sơ nào", "No dossier yet"), say(
                "Bấm F7 để lập hồ sơ đầu tiên", "Press F7 to make the first one"
            )
        return say("Không có hồ sơ phù hợp", "No dossier fits"), say("Bỏ bớt từ tìm hoặc bộ lọc", "Take away a word or a filter")

    def _selected(self) -> None:
        if self._loaded:
            self._on_select(self.chosen() if len(self.table.window.selected) <= MOST_CHOSEN else [])

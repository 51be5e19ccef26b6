"""The list of the feedback register: search field, filters, table."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from datetime import date
from tkinter import ttk

from desktop_app.ui.feedback_presenter import FeedbackPresenter, taken_definition
from desktop_app.ui.slices import Slices
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.tip import Tip
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Choice, Field
from desktop_app.words import say

REST_MS = 2000  # a search text that stood so long was meant
LIMITS = (3, 5, 7, 10, 15, 20, 30, 45, 60)
STATE_COLUMN = 5


def columns() -> list[Column]:
    """Return the columns of the list in the language in use, in the order of `feedback_index.COLUMNS`."""
    return [
        Column(say("Ngày nhận", "Received"), 96),
        Column(say("Loại", "Kind"), 100),
        Column(say("Hình thức", "Channel"), 120),
        Column(say("Nội dung", "Content"), 220, stretch=4, strong=True),
        Column(say("Người xử lý", "Handled by"), 124, stretch=1),
        Column(say("Tình trạng", "State"), 136),
        Column(say("Số ngày (làm việc)", "Days (working)"), 132),
    ]


class FeedbackList(ttk.Frame):
    """The list. on_open(): the chosen one is to be answered; on_select(ids): others are chosen now; on_limit(days): picked.

    count: where it says how many are shown.
    """

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        presenter: FeedbackPresenter,
        count: ttk.Label,
        on_open: Callable[[], None],
        on_select: Callable[[list[str]], None],
        on_limit: Callable[[int], None],
    ) -> None:
        super().__init__(parent)
        self.theme, self.presenter, self.count = theme, presenter, count
        self._on_select, self._on_limit = on_select, on_limit
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
        self.table.set_sort(STATE_COLUMN)

    def _build_filters(self) -> None:
        theme, px = self.theme, self.theme.px
        row = ttk.Frame(self)
        row.pack(fill="x")
        find = say("Tìm nội dung, trả lời, đợt", "Find in content, answer, batch")
        self.search = Field(row, theme, find, on_card=False)
        self.search.grid(row=0, column=0, sticky="ew")
        row.columnconfigure(0, weight=1)
        states = [
            ("all", say("Mọi tình trạng", "Any state")),
            ("open", say("Chưa trả lời", "Not answered")),
            ("late", say("Chậm trả lời", "Answer is late")),
            ("answered", say("Đã trả lời", "Answered")),
        ]
        kinds = [("all", say("Mọi loại", "Any kind")), *self.presenter.choices("kind")]
        self.stands = Choice(row, theme, say("Tình trạng", "State"), states, width=15, on_card=False, chosen=self._narrow)
        self.kind = Choice(row, theme, say("Loại", "Kind"), kinds, width=11, on_card=False, chosen=self._narrow)
        received = say("Ngày nhận", "Received")
        self.period = Choice(row, theme, received, self._periods(), width=18, on_card=False, chosen=self._narrow)
        limit = str(self.presenter.index.limit)
        late = say("Chậm nếu quá", "Late beyond")
        self.limit = Choice(row, theme, late, self._limits(), limit, width=16, on_card=False, chosen=self._pick_limit)
        for column, choice in enumerate((self.stands, self.kind, self.period, self.limit), 1):
            choice.grid(row=0, column=column, padx=(px(12), 0))
        for choice in (self.stands, self.kind, self.period):
            choice.set("all")
        self._tip = Tip(self.winfo_toplevel(), theme)
        self._tell()
        self._bind_search()

    def _tell(self) -> None:
        for child in self.limit.winfo_children():
            self._tip.over(child, taken_definition(self.presenter.index.limit))

    def _bind_search(self) -> None:
        entry = self.search.entry
        entry.bind("<KeyRelease>", lambda _event: self._type(), add="+")
        entry.bind("<<Paste>>", lambda _event: self.after_idle(self._type), add="+")
        for key in ("<Down>", "<Return>", "<KP_Enter>", "<KP_Down>"):
            entry.bind(key, lambda _event: self.table.focus_table(), add="+")

    def _periods(self) -> list[tuple[str, str]]:
        presets = [(str(i), period.name) for i, period in enumerate(self.presenter.periods())]
        return [("all", say("Mọi ngày", "Any day")), *presets]

    def _limits(self) -> list[tuple[str, str]]:
        days = sorted({*LIMITS, self.presenter.index.limit})
        return [(str(n), say(f"{n} ngày làm việc", f"{n} working days")) for n in days]

    # what the screen calls

    def load(self) -> None:
        """Read all feedback, in slices; what is read already can be used meanwhile."""
        self.table.set_empty(say("Đang đọc sổ…", "Reading the register…"))
        self._slices.start(self.presenter.load(), lambda _count: None, self._loading_done)

    def refresh(self, id: str = "") -> None:
        """Find again with what is wanted; the cursor goes to the feedback `id` where it is shown."""
        self._fresh = True
        self._slices.start(self.presenter.search(), self._found_some, lambda: self._found(id))

    def chosen(self) -> str:
        """Return the id of the cursor's row, empty if there is none."""
        return self.presenter.entry(self.table.cursor).id if 0 <= self.table.cursor < len(self.presenter) else ""

    def clear_search(self) -> bool:
        """Empty the search field; tell whether something stood in it."""
        had = bool(self.search.get())
        self.search.set("")
        self._type()
        return had

    def stop(self) -> None:
        """Drop work under way; a search that was on the screen is noted."""
        self._slices.stop()
        self._tip.hide()
        if self._resting:
            self.after_cancel(self._resting)
            self._resting = ""
            self.presenter.note_search()

    # what happens

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
        state, kind = ("" if choice.get() == "all" else choice.get() for choice in (self.stands, self.kind))
        first, last = self._days()
        self.presenter.narrow(state=state, kind=kind, first=first, last=last)
        if self._loaded:
            self.refresh()

    def _days(self) -> tuple[date | None, date | None]:
        if self.period.get() == "all":
            return None, None
        period = self.presenter.periods()[int(self.period.get())]
        return period.first, period.last

    def _pick_limit(self, days: str) -> None:
        self._on_limit(int(days))
        self._tell()

    def _sort(self, column: int, descending: bool) -> None:
        self.presenter.sort_by(column, descending=descending)
        self.refresh()

    def _found_some(self, _count: int) -> None:
        self.table.show(self.presenter, keep_view=not self._fresh)
        self._fresh = False

    def _found(self, id: str) -> None:
        self.table.set_empty(*self._empty_texts())
        row = self.presenter.row_of(id) if id else -1
        self.table.show(self.presenter, cursor=max(row, 0), keep_view=not self._fresh and row < 0)
        self.count.configure(text=self.presenter.counts())

    def _empty_texts(self) -> tuple[str, str]:
        if not self.presenter.index.entries:
            return say("Sổ chưa có ý kiến nào", "No feedback yet"), say(
                "Bấm F7 để ghi ý kiến đầu tiên, Shift-F7 để xem ý kiến trên phiếu",
                "Press F7 to log the first one, Shift-F7 for the remarks on slips",
            )
        return say("Không có ý kiến phù hợp", "Nothing fits"), say("Bỏ bớt từ tìm hoặc bộ lọc", "Take away a word or a filter")

    def _selected(self) -> None:
        if self._loaded:
            chosen = self.chosen()
            self._on_select([chosen] if chosen else [])

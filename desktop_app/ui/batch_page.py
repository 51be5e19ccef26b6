"""The batches of slips: the list, and beside it the ledger of the chosen one. Everything is reached by a key.

It must not work anything out: `batch_presenter` and `ledger_view` do.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk

from desktop_app.ui.batch_evidence import Evidence
from desktop_app.ui.batch_presenter import BatchLook, BatchPresenter
from desktop_app.ui.batch_sections import sections
from desktop_app.ui.commands import Command
from desktop_app.ui.ledger_panel import LedgerPanel
from desktop_app.ui.permits import why_not
from desktop_app.ui.screen import App
from desktop_app.ui.slices import Slices
from desktop_app.ui.table_columns import Column
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import say

REST_MS = 60  # the ledger is shown when the cursor rests on a batch
PANEL = 300

COMMANDS = (
    ("new", "Shift-F7", "Đợt mới", "New"),
    ("edit", "Shift-F3", "Sửa đợt", "Correct"),
    ("verify", "F7", "Kiểm tra", "Verify"),
    ("settle", "F8", "Phân xử", "Settle"),
    ("sample", "Shift-F8", "Mẫu", "Sample"),
    ("papers", "F11", "Bản in", "Papers"),
    ("lock", "Shift-F9", "Khóa / mở", "Lock"),
)

Opener = Callable[[str], object]


class BatchPage(ttk.Frame):
    """opens: what a batch can be opened for: `key`, `verify`, `settle`, `sample`, `papers`, `new`, `edit`, `lock`."""

    def __init__(self, parent: tk.Misc, app: App, opens: Mapping[str, Opener]) -> None:
        super().__init__(parent)
        self.app, self._opens = app, opens
        self.presenter = BatchPresenter(app.session)
        self._evidence = Evidence(app.session)
        self._due: str | None = None
        self._slices = Slices(self)
        theme, px = app.theme, app.theme.px
        line = say("Chọn đợt rồi bấm Enter để nhập phiếu kế tiếp.", "Choose a batch and press Enter to key its next slip.")
        Heading(self, theme, say("Nhập phiếu khảo sát", "Key survey slips"), line).pack(anchor="w", pady=(0, px(10)))
        self.buttons = self._foot()
        right = ttk.Frame(self, width=px(PANEL))
        right.pack(side="right", fill="y", padx=(px(14), 0))
        right.pack_propagate(False)
        self.panel = LedgerPanel(right, theme)
        self.panel.pack(fill="both", expand=True)
        card = Card(self, theme, padding=8)
        card.pack(side="left", fill="both", expand=True)
        self.table = VirtualTable(card, theme, _columns(), on_open=lambda _: self._open("key"), on_select=self._selected)
        self.table.set_empty(
            say("Chưa có đợt phiếu nào", "No batch yet"),
            say("Bấm Shift-F7 để lập đợt đầu tiên.", "Press Shift-F7 to make the first one."),
        )
        self.table.pack(fill="both", expand=True)
        right.lift()  # Tab goes from the list to the ledger

    def _foot(self) -> dict[str, ttk.Button]:
        row, px = ttk.Frame(self), self.app.theme.px
        row.pack(side="bottom", fill="x", pady=(px(8), 0))
        buttons = {}
        for command in self.commands():
            text = f"{command.label} ({command.key})"
            button = ttk.Button(row, text=text, style="Quiet.TButton", command=lambda name=command.name: self._open(name))  # type: ignore[misc]
            button.pack(side="left")
            buttons[command.name] = button
        return buttons

    def commands(self) -> Sequence[Command]:
        """Return the commands of the list."""
        return [
            Command(name, key, vi, en, run=lambda name=name: self._open(name), reason=lambda name=name: self._may(name))  # type: ignore[misc]
            for name, key, vi, en in COMMANDS
        ]

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the list."""
        return [
            ("Enter", say("Nhập phiếu kế tiếp của đợt", "Key the batch's next slip")),
            ("Tab  ↑ ↓", say("Sang sổ phiếu bên phải và cuộn", "To the ledger on the right, and scroll")),
        ]

    # what is shown

    def load(self, chosen: str = "") -> None:
        """Read the batches and take the focus; the cursor goes to the batch `chosen`. What is verified is counted when idle."""
        chosen = chosen or (self.chosen.id if self.chosen else "")
        self.presenter.load()
        self.table.show(self.presenter, cursor=self.presenter.place_of(chosen))
        self.take_focus()
        self._slices.start(self.presenter.count(), lambda _: self._counted(), self._counted)

    def _counted(self) -> None:
        self.table.show(self.presenter, keep_view=True)
        self._show_panel()

    @property
    def chosen(self) -> BatchLook | None:
        """The batch the cursor is on."""
        row = self.table.cursor
        return self.presenter.looks[row] if 0 <= row < len(self.presenter) else None

    def take_focus(self) -> None:
        """Put the focus on the list."""
        self.table.focus_table()

    def put_away(self) -> None:
        """Drop what waits to be counted or shown."""
        self._slices.stop()
        self._stop_waiting()

    def _stop_waiting(self) -> None:
        if self._due is not None:
            self.after_cancel(self._due)
            self._due = None

    def _selected(self) -> None:
        self._stop_waiting()
        self._due = self.after(REST_MS, self._show_panel)

    def _show_panel(self) -> None:
        self._stop_waiting()
        look = self.chosen
        if look is None:
            self.panel.show("", ())
        else:
            said = sections(look, self._evidence.left(look.id), self._evidence.flags(look.id))
            self.panel.show(say(f"Đợt {look.id}", f"Batch {look.id}"), said)
        for name, button in self.buttons.items():
            button.state(["disabled" if self._may(name) else "!disabled"])

    # what is done

    def _may(self, name: str) -> str:
        """Return why the chosen batch cannot be opened for this, empty if it can."""
        session, look = self.app.session, self.chosen
        if look is None and name != "new":
            return say("Chưa có đợt nào; Shift-F7 lập đợt.", "There is no batch; Shift-F7 makes one.")
        if name in ("new", "edit", "key"):
            return why_not(session, "key")
        assert look is not None  # noqa: S101 - asked above
        return self.presenter.why_not(name, look)

    def _open(self, name: str) -> None:
        reason = self._may(name)
        if reason:
            self.app.status(reason, "warn")
            return
        self._opens[name](self.chosen.id if self.chosen else "")


def _columns() -> list[Column]:
    return [
        Column(say("Đợt", "Batch"), 76, strong=True, sortable=False),
        Column(say("Tên", "Name"), 130, stretch=1, sortable=False),
        Column(say("Thời gian", "Days"), 146, sortable=False),
        Column(say("Đã nhập / thu về", "Keyed / returned"), 114, align="right", sortable=False),
        Column(say("Đã kiểm tra", "Verified"), 120, sortable=False),
        Column(say("Tình trạng", "State"), 110, sortable=False),
    ]

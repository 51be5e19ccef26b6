"""The batches of slips: which there are, how much of each is keyed, and a form for a new one."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from datetime import date
from tkinter import ttk

from desktop_app.ui.screen import App
from desktop_app.ui.table_columns import Column
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Choice, DateField, Field, Heading
from desktop_app.words import say
from desktop_app.workflows.batches import BatchState, list_batches
from desktop_app.workflows.records import enter
from forms.dates import format_date
from forms.numbers import format_integer, parse_integer
from forms.problems import Refused


class BatchRows:
    """The batches as rows of a table."""

    def __init__(self, states: Sequence[BatchState]) -> None:
        self.states = list(states)

    def __len__(self) -> int:
        return len(self.states)

    def row(self, i: int) -> tuple[str, ...]:
        """Return code, name, days, slips keyed of those returned, and how it stands."""
        state = self.states[i]
        first, last = (format_date(date.fromisoformat(state.data[end])) for end in ("from", "to"))
        days = f"{first[:5] if first[-5:] == last[-5:] else first} – {last}"
        keyed = f"{format_integer(state.keyed)} / {format_integer(state.returned)}"
        return state.id, str(state.data.get("name", "")), days, keyed, self._standing(state)[1]

    def kinds(self, i: int) -> tuple[str, ...]:
        """Return the pill of how the batch stands."""
        return "", "", "", "", self._standing(self.states[i])[0]

    def _standing(self, state: BatchState) -> tuple[str, str]:
        if state.keyed >= state.returned:
            return "good", say("Đã đủ", "Complete")
        return ("info", say("Đang nhập", "Under way")) if state.keyed else ("calm", say("Chưa nhập", "Not begun"))


class BatchPage(ttk.Frame):
    """The list on the left, the new batch on the right. `opened(batch)` when one is chosen or made."""

    def __init__(self, parent: tk.Misc, app: App, opened: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.app, self._opened = app, opened
        theme, px = app.theme, app.theme.px
        line = say("Chọn đợt rồi bấm Enter để nhập phiếu kế tiếp.", "Choose a batch and press Enter to key its next slip.")
        Heading(self, theme, say("Nhập phiếu khảo sát", "Key survey slips"), line).pack(anchor="w", pady=(0, px(10)))
        self._form_card().pack(side="right", fill="y", padx=(px(16), 0))
        card = Card(self, theme, say("Các đợt phiếu", "Batches"))
        card.pack(side="left", fill="both", expand=True)
        columns = [
            Column(say("Đợt", "Batch"), 110, strong=True, sortable=False),
            Column(say("Tên", "Name"), 200, stretch=1, sortable=False),
            Column(say("Thời gian", "Days"), 150, sortable=False),
            Column(say("Đã nhập / thu về", "Keyed / returned"), 128, align="right", sortable=False),
            Column(say("Tình trạng", "State"), 112, sortable=False),
        ]
        self.table = VirtualTable(card, theme, columns, on_open=self._open)
        self.table.set_empty(
            say("Chưa có đợt phiếu nào", "No batch yet"), say("Lập đợt đầu tiên ở bên phải.", "Make the first one on the right.")
        )
        self.table.pack(fill="both", expand=True)
        self._rows = BatchRows(())

    def load(self) -> None:
        """Read the batches and take the focus."""
        self._rows = BatchRows(list_batches(self.app.session))
        self.table.show(self._rows)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the focus on the list, or on the form while there is no batch."""
        if len(self._rows):
            self.table.canvas.focus_set()
        else:
            self.fields["batch"].entry.focus_set()

    def _open(self, row: int) -> None:
        self._opened(self._rows.states[row].id)

    def _form_card(self) -> Card:
        theme, today = self.app.theme, self.app.session.clock().date()
        card = Card(self, theme, say("Lập đợt mới", "New batch"))
        forms = [(name, say(d.title_vi, d.title_en)) for name, d in self.app.session.forms.items() if d.table == "surveys"]
        forms.sort(key=lambda form: self.app.session.forms[form[0]].valid_from, reverse=True)
        body = ttk.Frame(card, style="Plain.Card.TFrame")
        body.pack(fill="x")
        body.columnconfigure((0, 1), weight=1, uniform="half")
        self.fields: dict[str, Field] = {
            "batch": Field(body, theme, say("Mã đợt", "Batch code"), width=12),
            "name": Field(body, theme, say("Tên đợt (nếu cần)", "Name (if needed)"), width=12),
            "form": Choice(body, theme, say("Mẫu phiếu", "Survey form"), forms, forms[0][0], width=30),
            "from": DateField(body, theme, say("Từ ngày", "From"), format_date(today.replace(day=1)), width=12),
            "to": DateField(body, theme, say("Đến ngày", "To"), format_date(today), width=12),
            "first": Field(body, theme, say("Số phiếu đầu", "First serial"), "1", width=12),
            "last": Field(body, theme, say("Số phiếu cuối", "Last serial"), width=12),
            "issued": Field(body, theme, say("Phát ra", "Issued"), width=12),
            "returned": Field(body, theme, say("Thu về", "Returned"), width=12),
        }
        px, wide = theme.px, {"form"}
        row = column = 0
        for name, field in self.fields.items():
            span = 2 if name in wide else 1
            field.grid(row=row, column=column, columnspan=span, sticky="new", padx=px(4), pady=(0, px(8)))
            field.entry.bind("<Return>", lambda _: self.make())
            field.entry.bind("<KP_Enter>", lambda _: self.make())
            column = (column + span) % 2
            row += column == 0
        make = ttk.Button(
            card, text=say("Lập đợt và nhập phiếu", "Make the batch and key"), style="Card.Accent.TButton", command=self.make
        )
        make.pack(anchor="e", pady=(px(4), 0))
        return card

    def make(self) -> None:
        """Save the new batch and open it; what is wrong is said beside each field."""
        values: dict[str, object] = {name: field.get() for name, field in self.fields.items() if field.get()}
        for name in ("first", "last", "issued", "returned"):
            if name in values:
                number = parse_integer(str(values[name]))
                values[name] = values[name] if number is None else number
        for field in self.fields.values():
            field.show_problem()
        if self.app.session.office.get("batches", str(values.get("batch", ""))) is not None:
            text = say("Mã đợt này đã có; hãy chọn mã khác.", "There is a batch of this code; choose another.")
            self.fields["batch"].show_problem(text)
            return
        try:
            saved = enter(self.app.session, "batches", [values])
        except Refused as refused:
            self._show(refused)
            return
        self.app.saved()
        self._opened(saved[0].id)

    def _show(self, refused: Refused) -> None:
        first: Field | None = None
        for problem in refused.problems:
            field = self.fields.get(problem.where.rpartition(": ")[2])
            if field is not None:
                field.show_problem(say(problem.vi, problem.en))
                first = first or field
        if first is not None:
            first.entry.focus_set()
        self.app.status(say("Chưa lưu: có chỗ cần sửa", "Not saved: something to put right"), "error")

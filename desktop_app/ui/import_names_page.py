"""The import page's step in between: what each procedure name of the file stands for, asked once each. Views only."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk

from desktop_app.ui.entries import ChoiceField
from desktop_app.ui.import_rows import NameRows
from desktop_app.ui.pick_options import Option
from desktop_app.ui.procedure_picker import ProcedurePicker
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from desktop_app.workflows.importing.names import Name, Procedure

BY_ROW = "*"


class NamesPage(ttk.Frame):
    """on_choice(place, procedure, case): a name was decided; what follows is the owner's.  types_digits: as `Picking`."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, on_choice: Callable[[int, str, str], object], types_digits: Callable[[], bool]
    ) -> None:
        super().__init__(parent)
        px, self._on_choice = theme.px, on_choice
        self._names: Sequence[Name] = ()
        self._procedures: Mapping[str, Procedure] = {}
        card = Card(self, theme, padding=10)
        card.pack(fill="both", expand=True)
        side = ttk.Frame(card, style="Plain.Card.TFrame", width=px(380))
        side.pack(side="right", fill="y", padx=(px(14), 0))
        side.pack_propagate(False)
        self.subject = ttk.Label(side, style="Card.Semi.TLabel", justify="left", wraplength=px(370))
        self.subject.pack(anchor="w", pady=(0, px(8)))
        self.picker = ProcedurePicker(side, theme, say("Là thủ tục", "Stands for"), self._picked, types_digits)
        self.picker.pack(fill="x")
        self.case = ChoiceField(side, theme, say("Trường hợp", "Case"), [], width=10)
        self.case.pack(fill="x", pady=(px(6), 0))
        for key in ("<Return>", "<KP_Enter>"):
            self.case.entry.bind(key, lambda _event: self.take(), add="+")
        self.button = ttk.Button(side, text=say("Nhận  ⏎", "Take  ⏎"), style="Card.Accent.TButton", command=self.take)
        self.button.pack(anchor="w", pady=(px(10), 0))
        for key in ("<Return>", "<KP_Enter>"):
            self.button.bind(key, lambda _event: self.take())
        hint = say(
            "⏎ trên một tên: gõ vài chữ của thủ tục, ⏎ chọn, ⏎ nhận trường hợp. Lần sau chương trình tự nhớ.",
            "⏎ on a name: type a few letters, ⏎ takes the procedure, ⏎ the case. It is remembered.",
        )
        ttk.Label(side, text=hint, style="Card.Muted.TLabel", justify="left", wraplength=px(370)).pack(side="bottom", anchor="w")
        self.table = VirtualTable(card, theme, _columns(), on_open=lambda _row: self.open(), on_select=self._moved)
        self.table.set_empty(say("Không có cột tên thủ tục", "There is no column of procedure names"))
        self.table.pack(side="left", fill="both", expand=True)

    def show(self, names: Sequence[Name], procedures: Mapping[str, Procedure], cursor: int = 0) -> None:
        """Show the names, the cursor on one of them."""
        self._names, self._procedures = names, procedures
        self.table.show(NameRows(names, procedures), cursor=max(cursor, 0))

    def open(self) -> None:
        """Give the keyboard to the choice of the procedure."""
        if 0 <= self.table.cursor < len(self._names):
            self.picker.entry.focus_set()

    def take(self) -> str:
        """Take what is chosen for the name under the cursor."""
        procedure, case = self.picker.get(), self.case.get()
        if procedure in self._procedures and 0 <= self.table.cursor < len(self._names):
            self.picker.show_problem()
            self._on_choice(self.table.cursor, procedure, "" if case == BY_ROW else case)
        else:
            self.picker.show_problem(say("Chọn một thủ tục trong danh sách.", "Choose a procedure from the list."))
            self.picker.entry.focus_set()
        return "break"

    def _picked(self, procedure: str) -> None:
        self._offer_cases(procedure, "")
        self.case.entry.focus_set()

    def _moved(self) -> None:
        if not hasattr(self, "table") or not 0 <= self.table.cursor < len(self._names):
            return
        name = self._names[self.table.cursor]
        self.subject.configure(text=f"“{name.text}”")
        order = [*name.offered, *(id for id in self._procedures if id not in name.offered)]
        self.picker.set_options([Option(id, self._procedures[id].name, id) for id in order if id in self._procedures])
        self.picker.set(name.procedure)
        self.picker.show_problem()
        self._offer_cases(name.procedure, name.case)

    def _offer_cases(self, procedure: str, chosen: str) -> None:
        known = self._procedures.get(procedure)
        cases = list(known.cases) if known else []
        by_row = [(BY_ROW, say("Theo từng dòng (mới, đổi, lại)", "As each row says"))] if len(cases) != 1 else []
        self.case.set_choices([*by_row, *cases] if known else [])
        self.case.set(chosen or (BY_ROW if by_row else cases[0][0] if cases else ""))


def _columns() -> list[Column]:
    return [
        Column(say("Tên trong tệp", "Name in the file"), 220, 2, sortable=False, strong=True),
        Column(say("Dòng", "Rows"), 60, align="right", sortable=False),
        Column(say("Thủ tục trong sổ", "Procedure of the office"), 200, 2, sortable=False),
        Column(say("Trường hợp", "Case"), 120, 1, sortable=False),
        Column("", 100, sortable=False),
    ]

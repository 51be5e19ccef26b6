"""The import page's second step: sheet, heading rows, old letters, what each column is, cells before and after. Views only."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from tkinter import ttk

from desktop_app.ui.entries import ChoiceField
from desktop_app.ui.import_rows import ColumnRows, SideRows
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say

LEFT = 470
Choices = Mapping[str, Sequence[tuple[str, str]]]
Said = Mapping[str, Callable[[str], object]]
Cells = Sequence[tuple[int, str, str]]


class ColumnsPage(ttk.Frame):
    """choices: of `lettering`, `area`, `channel`, `fields`.  on_said: what each field above calls with its value.

    on_column(place, field): a column is something else.  cells(place): row, before and after of a column's first cells.
    """

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        choices: Choices,
        on_said: Said,
        on_column: Callable[[int, str], object],
        cells: Callable[[int], Cells],
    ) -> None:
        super().__init__(parent)
        self.theme, self._on_column, self._cells = theme, on_column, cells
        self.only_changed = False
        self._labels: Sequence[str] = ()
        self._build_top(choices, on_said)
        card = Card(self, theme, padding=10)
        card.pack(fill="both", expand=True, pady=(theme.px(10), 0))
        self._build_columns(card)
        self._build_side(card, choices["fields"])

    def _build_top(self, choices: Choices, on_said: Said) -> None:
        theme, px = self.theme, self.theme.px
        card = Card(self, theme, padding=12)
        card.pack(fill="x")
        self.sheet = ChoiceField(card, theme, say("Trang tính", "Sheet"), [], width=8)
        self.header = Field(
            card, theme, say("Dòng tiêu đề (4-5; 0: không)", "Heading rows (4-5; 0: none)"), width=8, vietnamese=False
        )
        self.lettering = ChoiceField(card, theme, say("Mã chữ", "Letters"), choices["lettering"], width=8)
        self.area = ChoiceField(card, theme, say("Khu vực tính hạn", "Area for limits"), choices["area"], width=8)
        self.channel = ChoiceField(
            card, theme, say("Nộp, nếu không có cột", "Channel, if no column"), choices["channel"], width=8
        )
        boxes = {"sheet": self.sheet, "lettering": self.lettering, "area": self.area, "channel": self.channel}
        for place, widget in enumerate((self.sheet, self.header, self.lettering, self.area, self.channel)):
            card.columnconfigure(place, weight=1, uniform="fifth")
            widget.grid(row=0, column=place, sticky="new", padx=(px(10) if place else 0, 0))
        for name, box in boxes.items():
            box.entry.bind("<<ComboboxSelected>>", partial(_tell, on_said[name], box), add="+")
        for key in ("<Return>", "<KP_Enter>", "<FocusOut>"):
            self.header.entry.bind(key, lambda _event: on_said["header"](self.header.get()), add="+")

    def _build_columns(self, card: Card) -> None:
        left = ttk.Frame(card, style="Plain.Card.TFrame", width=self.theme.px(LEFT))
        left.pack(side="left", fill="y")
        left.pack_propagate(False)
        columns = [
            Column(say("Cột", "Col."), 52, sortable=False),
            Column(say("Tiêu đề trong tệp", "Heading in the file"), 180, 1, sortable=False, strong=True),
            Column(say("Nhập vào", "Taken as"), 200, sortable=False),
        ]
        self.columns = VirtualTable(
            left, self.theme, columns, on_open=lambda _row: self.field.entry.focus_set(), on_select=self._moved
        )
        self.columns.set_empty(say("Không thấy dòng tiêu đề", "No heading row was found"))
        self.columns.pack(fill="both", expand=True)

    def _build_side(self, card: Card, fields: Sequence[tuple[str, str]]) -> None:
        theme, px = self.theme, self.theme.px
        side = ttk.Frame(card, style="Plain.Card.TFrame")
        side.pack(side="left", fill="both", expand=True, padx=(px(14), 0))
        line = ttk.Frame(side, style="Plain.Card.TFrame")
        line.pack(fill="x")
        self._named = ttk.Label(line, style="Card.Semi.TLabel")
        self._named.pack(side="left", padx=(0, px(10)))
        self.field = ChoiceField(line, theme, "", fields, width=26)
        self.field.winfo_children()[0].destroy()  # the name stands before the box
        self.field.entry.configure(height=12)  # type: ignore[call-overload]
        self.field.entry.bind("<<ComboboxSelected>>", lambda _event: self._chosen(), add="+")
        self.field.entry.bind("<Return>", lambda _event: self._back(), add="+")
        self.field.entry.bind("<KP_Enter>", lambda _event: self._back(), add="+")
        self.field.pack(side="left")
        self.missing = ttk.Label(side, style="Card.Error.TLabel", justify="left")
        self.missing.pack(anchor="w", pady=(px(4), px(4)))
        columns = [
            Column(say("Dòng", "Row"), 56, align="right", sortable=False),
            Column(say("Trong tệp", "In the file"), 200, 1, sortable=False),
            Column(say("Sẽ lưu", "To be saved"), 200, 1, sortable=False, strong=True),
            Column("", 84, sortable=False),
        ]
        self.preview = VirtualTable(side, theme, columns)
        self.preview.pack(fill="both", expand=True)

    # what owners call

    def show_sheets(self, names: Sequence[str], chosen: str) -> None:
        """Offer the sheets of the file."""
        self.sheet.set_choices([(name, name) for name in names])
        self.sheet.set(chosen)
        self.sheet.entry.state(["!disabled" if len(names) > 1 else "disabled"])

    def show_columns(self, rows: ColumnRows, missing: str) -> None:
        """Show what each column is. missing: which needed one there is not."""
        self._labels = [rows.row(place)[2] for place in range(len(rows))]
        self.missing.configure(text=missing)
        self.columns.show(rows, keep_view=len(rows) == self.columns.window.length)

    def toggle(self) -> None:
        """Show only the cells that change, or all again."""
        self.only_changed = not self.only_changed
        self._moved()

    # what happens

    def _moved(self) -> None:
        place = self.columns.cursor if hasattr(self, "preview") else -1
        if not 0 <= place < len(self._labels):
            return
        letter = self.columns._rows.row(place)[0]
        self._named.configure(text=say(f"Cột {letter} là", f"Column {letter} is"))
        self.field.entry.set(self._labels[place])  # type: ignore[attr-defined]
        cells = [cell for cell in self._cells(place) if not self.only_changed or (cell[2] and cell[1] != cell[2])]
        none = (
            say("Không ô nào thay đổi (F8: mọi ô)", "No cell changes (F8: all)")
            if self.only_changed
            else say("Cột trống", "Empty")
        )
        self.preview.set_empty(none)
        self.preview.show(SideRows(cells))

    def _chosen(self) -> None:
        if self.columns.cursor >= 0:
            self._on_column(self.columns.cursor, self.field.get())
            self._back()

    def _back(self) -> str:
        self.columns.focus_table()
        return "break"


def _tell(said: Callable[[str], object], box: ChoiceField, _event: object) -> None:
    said(box.get())

"""The import page's first step: which file; under it the imports there were. Views only."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.import_rows import ImportRows
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from desktop_app.workflows.importing.told import Imported


class FilePage(ttk.Frame):
    """on_path(path): a file was named.  on_choose(): one is to be chosen.  on_undo(): the chosen import is to be undone."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        on_path: Callable[[Path], object],
        on_choose: Callable[[], object],
        on_undo: Callable[[], object],
    ) -> None:
        super().__init__(parent)
        px = theme.px
        card = Card(self, theme, say("Chọn tệp sổ cũ", "Choose the file"))
        card.pack(fill="x")
        row = ttk.Frame(card, style="Plain.Card.TFrame")
        row.pack(fill="x")
        self.choose = ttk.Button(row, text=say("Chọn tệp…  F7", "Choose…  F7"), style="Card.Accent.TButton", command=on_choose)
        self.choose.pack(side="right", anchor="n", padx=(px(10), 0), pady=(px(21), 0))
        self.path = Field(row, theme, say("Tệp .xlsx, .csv (gõ đường dẫn rồi Enter)", "File .xlsx, .csv (type a path, Enter)"))
        self.path.pack(side="left", fill="x", expand=True)
        for key in ("<Return>", "<KP_Enter>"):
            self.path.entry.bind(key, lambda _event: on_path(Path(self.path.get()).expanduser()) if self.path.get() else None)
        rule = say(
            "Chạy thử trước: chưa ghi gì cho đến khi bấm Nhập. Chữ TCVN3, VNI, ngày, số 0 đầu được sửa và ghi rõ từng ô. "
            "Macro, liên kết, công thức trong tệp không bao giờ chạy.",
            "It is tried first: nothing is written before you press Import. TCVN3, VNI, days and lost zeros are put right and "
            "shown cell by cell. Macros, links and formulas in the file never run.",
        )
        self.note = ttk.Label(card, text=rule, style="Card.Muted.TLabel", justify="left")
        self.note.pack(anchor="w", pady=(px(8), 0))
        card.bind("<Configure>", lambda event: self.note.configure(wraplength=event.width - px(36)), add="+")
        below = Card(self, theme, padding=10)
        below.pack(fill="both", expand=True, pady=(px(12), 0))
        head = ttk.Frame(below, style="Plain.Card.TFrame")
        head.pack(fill="x", pady=(0, px(6)))
        ttk.Label(head, text=say("Các lần nhập trước", "Imports before"), style="Card.Heading.TLabel").pack(side="left")
        self.undo = ttk.Button(head, text=say("Bỏ lần nhập…  F8", "Undo an import…  F8"), style="Card.TButton", command=on_undo)
        self.undo.pack(side="right")
        self.table = VirtualTable(below, theme, _columns())
        self.table.set_empty(say("Chưa nhập tệp nào", "No file was imported yet"))
        self.table.pack(fill="both", expand=True)
        self.rows = ImportRows([])

    def show(self, imports: list[Imported]) -> None:
        """Show the imports there were."""
        self.rows = ImportRows(imports)
        self.table.show(self.rows)
        self.undo.state(["!disabled" if imports else "disabled"])

    def chosen(self) -> Imported | None:
        """Return the import the cursor is on."""
        return self.rows.imports[self.table.cursor] if 0 <= self.table.cursor < len(self.rows) else None


def _columns() -> list[Column]:
    wide = [
        (say("Mã nhập", "Code"), 110, 0), (say("Thời điểm", "When"), 140, 0), (say("Người nhập", "By"), 110, 0),
        (say("Tệp", "File"), 240, 2), (say("Trang tính", "Sheet"), 150, 1), (say("Hồ sơ", "Dossiers"), 80, 0),
        (say("Hiện nay", "Now"), 110, 0),
    ]  # fmt: skip
    return [Column(title, width, stretch, sortable=False) for title, width, stretch in wide]

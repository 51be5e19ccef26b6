"""The import page's third step: what the dry run says, by row; and the last: what was done. Views only."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk

from desktop_app.ui.entries import ChoiceField
from desktop_app.ui.import_rows import WEIGHT_KINDS, FindingRows
from desktop_app.ui.register_strip import Pill
from desktop_app.ui.table_columns import Column
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from desktop_app.workflows.importing.findings import Finding, Weight
from forms.numbers import format_integer

WEIGHTS: Mapping[str, tuple[str, str]] = {
    "": ("Tất cả", "Everything"),
    "error": ("Chỉ lỗi", "Errors only"),
    "warning": ("Chỉ lưu ý", "To look at only"),
    "repaired": ("Chỉ chỗ đã sửa", "Repaired only"),
}


class CheckPage(ttk.Frame):
    """on_filter(weight): another weight is to be shown.  on_import(): the button."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, on_filter: Callable[[str], object], on_import: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        px = theme.px
        top = Card(self, theme, padding=12)
        top.pack(fill="x")
        self.button = ttk.Button(top, style="Card.Accent.TButton", command=on_import)
        self.button.pack(side="right", anchor="center", padx=(px(12), 0))
        self.filter = ChoiceField(top, theme, say("Hiện", "Show"), [(id, say(*words)) for id, words in WEIGHTS.items()], width=18)
        self.filter.entry.bind("<<ComboboxSelected>>", lambda _event: on_filter(self.filter.get()), add="+")
        self.filter.pack(side="right", anchor="center")
        words = ttk.Frame(top, style="Plain.Card.TFrame")
        words.pack(side="left", fill="x", expand=True)
        line = ttk.Frame(words, style="Plain.Card.TFrame")
        line.pack(anchor="w")
        self.pills = {weight: Pill(line, theme) for weight in WEIGHT_KINDS}
        for pill in self.pills.values():
            pill.pack(side="left", padx=(0, px(6)))
        self.summary = ttk.Label(words, style="Card.Muted.TLabel", justify="left")
        self.summary.pack(anchor="w", pady=(px(5), 0))
        below = Card(self, theme, padding=10)
        below.pack(fill="both", expand=True, pady=(px(12), 0))
        self.sentence = ttk.Label(below, style="Card.Muted.TLabel", justify="left")
        self.sentence.pack(side="bottom", anchor="w", pady=(px(5), 0))
        below.bind("<Configure>", lambda event: self.sentence.configure(wraplength=event.width - px(30)), add="+")
        self.table = VirtualTable(below, theme, _columns(), on_select=self._moved)
        self.table.set_empty(say("Không có gì phải xem", "There is nothing to look at"))
        self.table.pack(fill="both", expand=True)
        self.rows = FindingRows([], frozenset())

    def show_counts(self, counts: Mapping[Weight, int], summary: str, button: str, *, enabled: bool) -> None:
        """Show how many findings there are and what the button does."""
        names = {"error": say("lỗi", "errors"), "warning": say("lưu ý", "to look at"), "repaired": say("đã sửa", "repaired")}
        for weight, pill in self.pills.items():
            count = counts[weight]  # type: ignore[index]
            pill.set(f"{format_integer(count)} {names[weight]}", WEIGHT_KINDS[weight] if count else "calm")
        self.summary.configure(text=summary)
        self.button.configure(text=button)
        self.button.state(["!disabled" if enabled else "disabled"])

    def show(self, findings: Sequence[Finding], skipped: frozenset[int], *, keep_view: bool = False) -> None:
        """Show findings. skipped: rows that are left out."""
        self.rows = FindingRows(findings, skipped)
        self.table.show(self.rows, keep_view=keep_view)

    def chosen_rows(self) -> list[int]:
        """Return the rows of the file that are chosen."""
        return [self.rows.findings[place].row for place in self.table.selected if place < len(self.rows)]

    def _moved(self) -> None:
        if not hasattr(self, "table"):
            return
        place = self.table.cursor
        found = self.rows.findings[place] if 0 <= place < len(self.rows) else None
        self.sentence.configure(text=f"{found.words}  [{found.code}]" if found else "")


def _columns() -> list[Column]:
    return [
        Column(say("Dòng", "Row"), 60, align="right", sortable=False),
        Column(say("Cột", "Column"), 150, sortable=False),
        Column(say("Mức", "Weight"), 90, sortable=False),
        Column(say("Nội dung", "What"), 320, 2, sortable=False),
        Column(say("Trong tệp", "In the file"), 160, 1, sortable=False),
        Column(say("Thành", "Became"), 160, 1, sortable=False),
    ]


class DonePage(ttk.Frame):
    """Says what was imported, and how it is undone."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_register: Callable[[], object], on_undo: Callable[[], object]) -> None:
        super().__init__(parent)
        px = theme.px
        card = Card(self, theme, padding=20)
        card.pack(fill="x")
        self.pill = Pill(card, theme)
        self.pill.pack(anchor="w")
        self.what = ttk.Label(card, style="Card.Heading.TLabel")
        self.what.pack(anchor="w", pady=(px(8), px(4)))
        self.note = ttk.Label(card, style="Card.Muted.TLabel", justify="left")
        self.note.pack(anchor="w", pady=(0, px(14)))
        card.bind("<Configure>", lambda event: self.note.configure(wraplength=event.width - px(50)), add="+")
        self.open = ttk.Button(
            card, text=say("Xem sổ hồ sơ  F10", "Show the register  F10"), style="Card.Accent.TButton", command=on_register
        )
        self.open.pack(side="left")
        self.undo = ttk.Button(
            card, text=say("Bỏ lần nhập này…  F8", "Undo this import…  F8"), style="Card.TButton", command=on_undo
        )
        self.undo.pack(side="left", padx=(px(8), 0))

    def show(self, pill: str, kind: str, what: str, note: str, *, undoable: bool) -> None:
        """Show what was done."""
        self.pill.set(pill, kind)
        self.what.configure(text=what)
        self.note.configure(text=note)
        self.undo.state(["!disabled" if undoable else "disabled"])

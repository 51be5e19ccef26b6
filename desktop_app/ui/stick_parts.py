"""The parts of the stick page: the card that sends, the card that receives, the three tables under them."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.entries import ChoiceField
from desktop_app.ui.register_strip import Pill
from desktop_app.ui.stick_presenter import BundleRows, OutcomeRows, SendPlan, UnitRows
from desktop_app.ui.table_columns import Column
from desktop_app.ui.table_rows import Rows
from desktop_app.ui.theme import Theme
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from forms.numbers import format_integer

FOLDER = "folder"


class SendCard(Card):
    """Says what would go where, and sends. on_send(): the button; on_folder(): a folder is to be chosen."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_send: Callable[[], None], on_folder: Callable[[], None]) -> None:
        super().__init__(parent, theme, say("Gửi lên cấp trên", "Send to the office above"))
        px = theme.px
        self._on_folder = on_folder
        self.to = ttk.Label(self, style="Card.Semi.TLabel")
        self.what = ttk.Label(self, style="Card.Muted.TLabel", justify="left")
        self.to.pack(anchor="w")
        self.what.pack(anchor="w", pady=(px(2), px(8)))
        self.bind("<Configure>", lambda event: self.what.configure(wraplength=event.width - px(36)), add="+")
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x")
        self.button = ttk.Button(row, text=say("Gửi  F7", "Send  F7"), style="Card.Accent.TButton", command=on_send)
        self.button.pack(side="right", anchor="s")
        self.target = ChoiceField(row, theme, say("Nơi ghi", "Where to"), [], width=10)
        self.target.entry.bind("<<ComboboxSelected>>", lambda _event: self._chosen(), add="+")
        self.target.pack(side="left", fill="x", expand=True, padx=(0, px(10)))
        line = ttk.Frame(self, style="Plain.Card.TFrame")
        line.pack(fill="x", pady=(px(8), 0))
        self.pill = Pill(line, theme)
        self.pill.pack(side="left")
        self.result = ttk.Label(line, style="Card.Muted.TLabel")
        self.result.pack(side="left", padx=(px(8), 0))

    def show(self, plan: SendPlan) -> None:
        """Show what a sending would hold."""
        self.to.configure(text=say(f"Nơi nhận: {plan.parent or '–'}", f"To: {plan.parent or '–'}"))
        if not plan.parent:
            text = say("Đơn vị này không có cấp trên trong chương trình.", "This unit has no office above it.")
        elif not plan.enrolled:
            text = say(
                "Chưa có thẻ của đơn vị cấp trên. Hãy nạp thẻ ở mục Thẻ đơn vị.",
                "Its card is not here. Take it in under Unit cards.",
            )
        elif plan.lines > 0:
            lines = f"{format_integer(plan.first)} → {format_integer(plan.last)}"
            text = say(
                f"Dòng mới {lines} ({format_integer(plan.lines)} dòng)", f"New lines {lines} ({format_integer(plan.lines)})"
            )
        else:
            text = say("Không có dòng mới", "No new lines")
        if plan.enrolled and plan.waiting:
            text += say(f"; gửi lại {plan.waiting} gói trước", f"; earlier bundles that travel again: {plan.waiting}")
        self.what.configure(text=text)
        self.button.state(["!disabled" if plan.possible else "disabled"])

    def offer(self, places: Sequence[tuple[str, str]]) -> None:
        """Offer these (folder, words) and the choice of another folder; the first is chosen where none was."""
        chosen = self.target.get()
        self.target.set_choices([*places, (FOLDER, say("Chọn thư mục khác…", "Choose another folder…"))])
        if places and chosen not in [folder for folder, _ in places]:
            self.target.set(places[0][0])

    def chosen(self) -> Path | None:
        """Return the chosen folder, None for none."""
        text = self.target.get()
        return Path(text) if text and text != FOLDER else None

    def show_result(self, text: str, note: str, kind: str) -> None:
        """Say how the last sending ended."""
        self.pill.set(text, kind)
        self.result.configure(text=note)

    def _chosen(self) -> None:
        if self.target.get() == FOLDER:
            self.target.entry.set("")  # type: ignore[attr-defined]
            self._on_folder()


class ReceiveCard(Card):
    """Chooses files, shows how many of them would be taken in, takes them in."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_choose: Callable[[], None], on_take: Callable[[], None]) -> None:
        super().__init__(parent, theme, say("Nhận từ đơn vị cấp dưới", "Receive from the offices below"))
        px = theme.px
        self.what = ttk.Label(self, style="Card.Semi.TLabel")
        self.note = ttk.Label(self, style="Card.Muted.TLabel", justify="left")
        self.what.pack(anchor="w")
        self.note.pack(anchor="w", pady=(px(2), px(8)))
        self.bind("<Configure>", lambda event: self.note.configure(wraplength=event.width - px(36)), add="+")
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(side="bottom", anchor="w")
        self.choose = ttk.Button(row, text=say("Chọn tệp…  F8", "Choose files…  F8"), style="Card.TButton", command=on_choose)
        self.choose.pack(side="left")
        self.take = ttk.Button(row, text=say("Nhận  F10", "Take in  F10"), style="Card.Accent.TButton", command=on_take)
        self.take.pack(side="left", padx=(px(8), 0))
        self.show(None)

    def show(self, rows: OutcomeRows | None, *, done: bool = False) -> None:
        """Show how many files would be, or were, taken in."""
        if rows is None:
            self.what.configure(text=say("Chưa chọn tệp", "No files chosen"))
        elif done:
            taken = sum(outcome.taken for outcome in rows.outcomes)
            self.what.configure(text=say(f"Đã nhận {taken} / {len(rows)} tệp", f"{taken} of {len(rows)} files taken in"))
        else:
            ready = sum(outcome.verdict == "new" for outcome in rows.outcomes)
            self.what.configure(text=say(f"Sẽ nhận {ready} / {len(rows)} tệp", f"{ready} of {len(rows)} files will be taken in"))
        rule = say(
            "Tệp được chép về, kiểm tra chữ ký và giải mã trước; mỗi tệp nhận trọn vẹn hoặc không nhận.",
            "Files are copied here, verified and decrypted first; each is taken in whole or not at all.",
        )
        self.note.configure(text=rule)
        self.take.state(["!disabled" if rows is not None and not done and len(rows) else "disabled"])


class StickTables(Card):
    """Three tables, one shown: what is to be received, bundles, unit cards; and a line about the chosen row."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_export: Callable[[], None], on_import: Callable[[], None]) -> None:
        super().__init__(parent, theme, padding=10)
        px = theme.px
        head = ttk.Frame(self, style="Plain.Card.TFrame")
        head.pack(fill="x", pady=(0, px(6)))
        names = (
            ("plan", say("Tệp đang nhận", "Files being received")),
            ("bundles", say("Gói đã gửi, đã nhận", "Bundles sent and received")),
            ("units", say("Thẻ đơn vị", "Unit cards")),
        )
        self.tabs = {name: ttk.Button(head, text=text, command=partial(self.switch, name)) for name, text in names}
        for button in self.tabs.values():
            button.pack(side="left", padx=(0, px(4)))
        self.card_buttons = ttk.Frame(head, style="Plain.Card.TFrame")
        looks = ((say("Nạp thẻ…", "Take in a card…"), on_import), (say("Xuất thẻ của đơn vị…", "Write our card…"), on_export))
        made = [ttk.Button(self.card_buttons, text=text, style="Card.TButton", command=run) for text, run in looks]
        self.enrol = made[0]
        for button in made:
            button.pack(side="right", padx=(px(6), 0))
        self.sentence = ttk.Label(self, style="Card.Muted.TLabel", justify="left")
        self.bind("<Configure>", lambda event: self.sentence.configure(wraplength=event.width - px(30)), add="+")
        self.tables = {name: VirtualTable(self, theme, columns, on_select=self._selected) for name, columns in _columns().items()}
        self.tables["plan"].set_empty(
            say("Chưa chọn tệp", "No files chosen"), say("Bấm F8 để chọn tệp trên USB", "Press F8 to choose")
        )
        self.tables["bundles"].set_empty(say("Chưa gửi, chưa nhận gói nào", "Nothing sent or received yet"))
        self.rows: dict[str, Rows] = {}
        self.shown = ""
        self.switch("bundles")

    def show(self, name: str, rows: OutcomeRows | BundleRows | UnitRows) -> None:
        """Put rows into one of the tables."""
        self.rows[name] = rows
        self.tables[name].show(rows)

    def switch(self, name: str) -> None:
        """Bring one of the tables to the front."""
        if self.shown:
            self.tables[self.shown].pack_forget()
        self.shown = name
        self.sentence.pack_forget()
        self.sentence.pack(side="bottom", anchor="w", padx=4, pady=(4, 2))
        self.tables[name].pack(fill="both", expand=True)
        for key, button in self.tabs.items():
            button.configure(style="Card.TButton" if key == name else "Card.Quiet.TButton")
        self.card_buttons.pack(side="right") if name == "units" else self.card_buttons.pack_forget()
        self._selected()

    def _selected(self) -> None:
        if not self.shown_rows():
            self.sentence.configure(text="")
            return
        rows, row = self.rows[self.shown], self.tables[self.shown].cursor
        self.sentence.configure(text=rows.sentence(row) if isinstance(rows, OutcomeRows) else rows.row(row)[-1])

    def shown_rows(self) -> bool:
        """Return whether the table in front has a row the cursor is on."""
        rows = self.rows.get(self.shown) if hasattr(self, "shown") else None
        return rows is not None and 0 <= self.tables[self.shown].cursor < len(rows)


def _columns() -> dict[str, list[Column]]:
    unit, lines = say("Đơn vị", "Unit"), say("Số dòng", "Lines")
    made = {
        "plan": [
            Column(say("Tệp", "File"), 250, stretch=2),
            Column(unit, 200, stretch=1, strong=True),
            Column(say("Số", "No."), 60, align="right"),
            Column(lines, 90, align="right"),
            Column(say("Kết luận", "Verdict"), 200),
        ],
        "bundles": [
            Column(say("Thời điểm", "When"), 140),
            Column(say("Chiều", "Way"), 100),
            Column(unit, 220, stretch=1, strong=True),
            Column(say("Số", "No."), 60, align="right"),
            Column(lines, 90, align="right"),
            Column(say("Tệp", "File"), 260, stretch=2),
        ],
        "units": [
            Column(say("Mã", "Code"), 110),
            Column(say("Tên", "Name"), 240, stretch=1, strong=True),
            Column(say("Tin cậy", "Trust"), 120),
            Column(say("Máy trạm", "Stations"), 120),
            Column(say("Dấu vân khóa", "Fingerprints"), 330, stretch=2),
        ],
    }
    return {name: [Column(c.title, c.width, c.stretch, c.align, False, c.strong) for c in cs] for name, cs in made.items()}

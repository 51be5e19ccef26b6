"""The recovery code, shown once: to be saved as a sheet, printed, put into a safe, and confirmed before work goes on."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.printing import print_pdf
from desktop_app.ui.screen import App, Screen
from desktop_app.ui.widgets import Card, Heading
from desktop_app.words import say
from desktop_app.workflows.files import write_result


@dataclass(frozen=True, slots=True)
class Handover:
    """What is told once of a sealed office. escrow: the escrow key's secret half, empty where there is no new one."""

    folder: Path
    name: str
    account: str
    code: str = field(repr=False)
    escrow: bytes = field(default=b"", repr=False)


class RecoveryScreen(Screen):
    """Shows the code until it is confirmed that it is kept; then the office's login page opens."""

    def __init__(self, parent: ttk.Frame, app: App) -> None:
        super().__init__(parent, app)
        px = self.theme.px
        self.handover = app.doorway.handover
        self._first: ttk.Button | None = None
        Heading(self, self.theme, self.title, self.handover.name).pack(anchor="w", pady=(0, px(14)))
        card = Card(self, self.theme, padding=20)
        card.pack(anchor="w", fill="x")
        self._say(card, say(
            "Nếu mọi quản trị đều quên mật khẩu, chỉ mã này mở được sổ. Mã chỉ hiện ra lần này và không lưu ở đâu trên máy. "
            "Hãy in hoặc lưu tờ mã ra USB, cho vào phong bì niêm phong và cất trong két của đơn vị.",
            "If all administrators forget their passwords, only this code opens the office. It is shown this once and kept "
            "nowhere on this computer. Print the sheet, or save it to a stick, and keep it in an envelope in the unit's safe.",
        ))  # fmt: skip
        self._show_code(card)
        row = ttk.Frame(card, style="Plain.Card.TFrame")
        row.pack(anchor="w", pady=(px(14), 0))
        self._action(row, say("Lưu tờ mã (PDF)…", "Save the sheet (PDF)…"), self.save_sheet)
        self._action(row, say("In tờ mã", "Print the sheet"), self.print_sheet)
        if self.handover.escrow:
            self._action(row, say("Lưu khóa ủy thác…", "Save the escrow key…"), self.save_escrow)
            self._say(card, say(
                "Khóa ủy thác mở được sổ thay cho mã khôi phục và giải mã các gói gửi đến đơn vị khi máy hỏng: "
                "lưu ra một USB riêng, cất cùng tờ mã.",
                "The escrow key opens the office in place of the code, and bundles for this unit when this computer is lost: "
                "save it to a stick of its own and keep it with the sheet.",
            ))  # fmt: skip
        self._confirm(card)

    @property
    def title(self) -> str:
        """The page's name."""
        return say("Mã khôi phục", "Recovery code")

    def on_show(self) -> None:
        """Take the keyboard."""
        self.on_focus()

    def on_focus(self) -> None:
        """Put the focus on the first thing to do."""
        (self._first or self).focus_set()

    def sheet(self) -> bytes:
        """Return the sheet as a PDF."""
        from desktop_app.workflows.accounts import make_sheet
        from desktop_app.workflows.session import vietnam_now

        return make_sheet(self.handover.name, self.handover.code, vietnam_now().date())

    def save_sheet(self) -> None:
        """Write the sheet where the person says."""
        self._save(say("Lưu tờ mã khôi phục", "Save the recovery sheet"), "to-ma-khoi-phuc.pdf", self.sheet())

    def save_escrow(self) -> None:
        """Write the escrow key where the person says."""
        self._save(say("Lưu khóa ủy thác", "Save the escrow key"), "khoa-uy-thac.age", self.handover.escrow)

    def print_sheet(self) -> None:
        """Send the sheet to the system's printing."""
        sheet, title = self.sheet(), self.title
        done = say("Đã gửi tờ mã đến máy in", "The sheet went to the printer")
        self.app.jobs.start(title, lambda _job: print_pdf(sheet, title), lambda _none: self.app.status(done))

    def go_on(self) -> None:
        """Forget the code and open the login page of the office."""
        handover = self.handover
        self.app.doorway.forget()
        if self.app.has_office:
            self.app.show("accounts")
        else:
            self.app.open_office(handover.folder, handover.account)

    # inside

    def _show_code(self, card: Card) -> None:
        px, groups = self.theme.px, self.handover.code.split("-")
        lines = ["  ".join(groups[start : start + 5]) for start in range(0, len(groups), 5)]
        box = Card(card, self.theme, padding=16)
        box.configure(style="Over.Card.TFrame")
        box.pack(anchor="w", pady=(px(14), 0))
        text = ttk.Label(box, text="\n".join(lines), style="Card.TLabel", font=("TkFixedFont", 20), justify="left")
        text.pack()

    def _confirm(self, card: Card) -> None:
        px = self.theme.px
        self.kept = tk.BooleanVar(self, value=False)
        label = say("Tờ mã đã được in hoặc lưu và cất vào két.", "The sheet is printed or saved, and lies in the safe.")
        box = ttk.Checkbutton(card, text=label, variable=self.kept, style="Card.TCheckbutton", command=self._toggle)
        box.pack(anchor="w", pady=(px(18), px(10)))
        label = say("Tiếp tục", "Go on")
        self.button = ttk.Button(card, text=label, style="Card.Accent.TButton", command=self.go_on)
        self.button.state(["disabled"])
        self.button.pack(anchor="w")

    def _toggle(self) -> None:
        self.button.state(["!disabled" if self.kept.get() else "disabled"])

    def _action(self, row: ttk.Frame, label: str, run: Callable[[], None]) -> None:
        button = ttk.Button(row, text=label, style="Card.TButton", command=run)
        button.pack(side="left", padx=(0, self.theme.px(8)))
        if self._first is None:
            self._first = button

    def _say(self, card: Card, text: str) -> None:
        ttk.Label(card, text=text, style="Card.TLabel", wraplength=self.theme.px(900), justify="left").pack(
            anchor="w", pady=(self.theme.px(4), 0)
        )

    def _save(self, title: str, name: str, data: bytes) -> None:
        path = self.app.dialogs.ask_save(title, name)
        if path is None:
            return
        write_result(path, data)
        self.app.status(say(f"Đã ghi {path.name}", f"Written: {path.name}"), "saved")

"""The right side of the dossier form: due day, what the identity number says, problems, reason of a correction, buttons."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.dossier_form import Due
from desktop_app.ui.register_strip import problem_text
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from forms.dates import format_date
from forms.problems import Problem

WIDTH = 290
MOST_PROBLEMS = 6


class RegisterSide(Card):
    """What the form says back to the officer."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_save: Callable[[], None], on_cancel: Callable[[], None]) -> None:
        super().__init__(parent, theme)
        px = theme.px
        self.configure(width=px(WIDTH))
        self.pack_propagate(False)
        room = px(WIDTH - 36)
        buttons = ttk.Frame(self, style="Plain.Card.TFrame")
        buttons.pack(side="bottom", fill="x")
        ttk.Button(buttons, text=say("Lưu  F10", "Save  F10"), style="Card.Accent.TButton", command=on_save).pack(side="right")
        back = ttk.Button(buttons, text=say("Về danh sách  Esc", "To the list  Esc"), style="Card.TButton", command=on_cancel)
        back.pack(side="left")
        self.why = Field(self, theme, say("Lý do sửa *", "Reason for the change *"))
        ttk.Label(self, text=say("Ngày hẹn trả", "Due day"), style="Card.Muted.TLabel").pack(anchor="w")
        self.due = ttk.Label(self, style="Card.Big.TLabel", font=theme.font(20, "bold"))
        self.due.pack(anchor="w")
        self.limit = ttk.Label(self, style="Card.Muted.TLabel", wraplength=room)
        self.limit.pack(anchor="w", pady=(0, px(10)))
        ttk.Label(self, text=say("Số định danh cho biết", "The identity number says"), style="Card.Muted.TLabel").pack(anchor="w")
        self.id_says = ttk.Label(self, style="Card.Semi.TLabel", wraplength=room)
        self.id_says.pack(anchor="w", pady=(0, px(10)))
        self.problems = ttk.Frame(self, style="Plain.Card.TFrame")
        self.problems.pack(fill="x")
        self.recent = ttk.Label(self, style="Card.Muted.TLabel", wraplength=room, justify="left")
        self._room = room

    def open(self, *, editing: bool, recent: Sequence[str]) -> None:
        """Make ready for a new dossier or for a correction. recent: what was saved last, newest first."""
        self.why.set("")
        self.why.show_problem()
        self.recent.pack_forget()
        if editing:
            self.why.pack(side="bottom", fill="x", pady=(0, 12))
        else:
            self.why.pack_forget()
        if recent and not editing:
            heading = say("Vừa lưu (in giấy: Shift-F8)", "Just saved (papers: Shift-F8)")
            self.recent.configure(text="\n".join((heading, *recent)))
            self.recent.pack(side="bottom", anchor="w", pady=(0, 12))

    def show_due(self, due: Due) -> None:
        """Show the due day as it would be."""
        self.due.configure(text=format_date(due.day) if due.day else "–")
        unknown = say("Chọn thủ tục, trường hợp và thời gian nhận", "Choose procedure, case and time of reception")
        known = say(
            f"{due.limit_days} ngày làm việc, tính từ ngày sau khi nhận", f"{due.limit_days} working days from the day after"
        )
        self.limit.configure(text=known if due.day else unknown)

    def show_id(self, text: str) -> None:
        """Show what the identity number says."""
        self.id_says.configure(text=text or "–")

    def show_why(self, problem: Problem | None) -> None:
        """Show what is wrong with the reason."""
        self.why.show_problem(problem_text(problem))

    def show_problems(self, problems: Sequence[tuple[str, Problem]]) -> None:
        """List problems, errors first, each with the label of its field."""
        for child in self.problems.winfo_children():
            child.destroy()
        for label, problem in sorted(problems, key=lambda pair: pair[1].severity)[:MOST_PROBLEMS]:
            style = "Card.Error.TLabel" if problem.severity == "error" else "Card.Warn.TLabel"
            text = f"{label.removesuffix(' *')} – {problem_text(problem)}" if label else problem_text(problem)
            ttk.Label(self.problems, text=text, style=style, wraplength=self._room, justify="left").pack(anchor="w", pady=(0, 4))
        if len(problems) > MOST_PROBLEMS:
            more = say(f"và {len(problems) - MOST_PROBLEMS} chỗ nữa", f"and {len(problems) - MOST_PROBLEMS} more")
            ttk.Label(self.problems, text=more, style="Card.Muted.TLabel").pack(anchor="w")

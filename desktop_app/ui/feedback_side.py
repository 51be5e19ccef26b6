"""The right side of the feedback form: days taken, problems, the reason where one is needed, buttons."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.feedback_presenter import taken_definition
from desktop_app.ui.register_strip import problem_text
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import say
from forms.problems import Problem

WIDTH = 290
MOST_PROBLEMS = 6


class FeedbackSide(Card):
    """What the form says back to the officer."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_save: Callable[[], None], on_cancel: Callable[[], None]) -> None:
        super().__init__(parent, theme)
        px = theme.px
        self.configure(width=px(WIDTH))
        self.pack_propagate(False)
        self._room = px(WIDTH - 36)
        buttons = ttk.Frame(self, style="Plain.Card.TFrame")
        buttons.pack(side="bottom", fill="x")
        ttk.Button(buttons, text=say("Lưu  F10", "Save  F10"), style="Card.Accent.TButton", command=on_save).pack(side="right")
        back = ttk.Button(buttons, text=say("Về danh sách  Esc", "To the list  Esc"), style="Card.TButton", command=on_cancel)
        back.pack(side="left")
        self.why = Field(self, theme, say("Lý do sửa *", "Reason for the change *"))
        ttk.Label(self, text=say("Số ngày (làm việc)", "Days (working)"), style="Card.Muted.TLabel").pack(anchor="w")
        self.taken = ttk.Label(self, style="Card.Big.TLabel", font=theme.font(20, "bold"))
        self.taken.pack(anchor="w")
        self.definition = ttk.Label(self, style="Card.Muted.TLabel", wraplength=self._room, justify="left")
        self.definition.pack(anchor="w", pady=(0, px(12)))
        self.problems = ttk.Frame(self, style="Plain.Card.TFrame")
        self.problems.pack(fill="x")

    def open(self) -> None:
        """Make ready for another feedback."""
        self.why.set("")
        self.why.show_problem()
        self.why.pack_forget()

    def show_taken(self, text: str, limit: int) -> None:
        """Show the days as they would be."""
        self.taken.configure(text=text)
        self.definition.configure(text=taken_definition(limit))

    def ask_why(self, *, needed: bool) -> None:
        """Ask for the reason while something logged would change."""
        if needed:
            self.why.pack(side="bottom", fill="x", pady=(0, self.why.theme.px(12)))
        elif not self.why.get():
            self.why.pack_forget()

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

"""What the panels under the register's list have in common: a heading, fields, save and cancel, problems beside the fields.

F10 saves, Esc puts the panel away, Enter in a field saves too.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import language, say
from forms.problems import Problem
from forms.text import nfc


class StepPanel(Card):
    """A panel. row: where its fields stand, the buttons behind them.  fields: name → field, as problems are placed."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_cancel: Callable[[], None]) -> None:
        super().__init__(parent, theme, padding=14)
        self.theme = theme
        self.fields: dict[str, Field] = {}
        self._narrow: set[str] = set()
        self.heading = ttk.Label(self, style="Card.Heading.TLabel")
        self.heading.pack(anchor="w")
        self.says = ttk.Label(self, style="Card.Muted.TLabel")
        self.body = ttk.Frame(self, style="Plain.Card.TFrame")
        self.row = ttk.Frame(self, style="Plain.Card.TFrame")
        self.row.pack(side="bottom", fill="x")
        self.body.pack(side="bottom", fill="x", pady=(theme.px(6), theme.px(6)))
        self.problem = ttk.Label(self, style="Card.Error.TLabel", justify="left")
        self.bind("<Configure>", lambda event: self.problem.configure(wraplength=event.width - theme.px(40)))
        buttons = ttk.Frame(self.row, style="Plain.Card.TFrame")
        buttons.pack(side="right", anchor="n", padx=(theme.px(12), 0), pady=(theme.px(17), 0))
        looks = ((say("Lưu  F10", "Save  F10"), self.save, "Accent."), (say("Thôi  Esc", "Cancel  Esc"), on_cancel, ""))
        for text, run, style in looks:
            button = ttk.Button(buttons, text=text, style=f"Card.{style}TButton", command=run)
            button.pack(side="left", padx=(theme.px(6), 0))

    def add(self, name: str, field: Field, *, wide: bool = False) -> None:
        """Put a field into the row; Enter in it saves. A narrow one shows the code of its problem, the sentence stands below."""
        first = not self.fields
        self._narrow |= set() if wide else {name}
        self.fields[name] = field
        field.pack(side="left", fill="x" if wide else None, expand=wide, anchor="n", padx=(0 if first else self.theme.px(12), 0))  # type: ignore[arg-type]
        for key in ("<Return>", "<KP_Enter>"):
            field.entry.bind(key, self._entered, add="+")

    def start(self, title: str, says: str = "") -> None:
        """Show a heading and a line under it, no problems."""
        self.heading.configure(text=nfc(title))
        self.says.configure(text=nfc(says))
        if says:
            self.says.pack(anchor="w", after=self.heading)
        else:
            self.says.pack_forget()
        self.show_problems({})

    def save(self) -> None:
        """Ask for the step as it stands."""
        raise NotImplementedError

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Show problems beside the fields they belong to, others in a line of their own; the first such field has the focus."""
        for name, field in self.fields.items():
            problem = problems.get(name)
            field.show_problem(problem.code if problem and name in self._narrow else problem_text(problem))
        beside = self.fields.keys() - self._narrow
        rest = "\n".join(problem_text(problem) for name, problem in problems.items() if name not in beside)
        self.problem.configure(text=nfc(rest))
        self.problem.pack_forget()
        if rest:
            self.problem.pack(side="bottom", anchor="w", pady=(self.theme.px(4), 0), before=self.row)
        first = next((name for name in self.fields if name in problems), None)
        if first is not None:
            self.fields[first].entry.focus_set()

    def _entered(self, _event: object) -> str:
        self.save()
        return "break"


def problem_text(problem: Problem | None) -> str:
    """Return a problem's code and sentence in the language in use; empty for none."""
    if problem is None:
        return ""
    return f"{problem.code}: {problem.vi if language() == 'vi' else problem.en}"

"""The form of a feedback on the screen: what came in, the answer under it, at the side days, problems and the reason.

Reached by Tab alone: digits choose in a list, F7 in a day field is today.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from tkinter import ttk

from desktop_app.ui.entries import ChoiceField, LinesField
from desktop_app.ui.feedback_form import DAYS, ORDER, FeedbackForm
from desktop_app.ui.feedback_side import FeedbackSide
from desktop_app.ui.register_strip import problem_text
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from forms.problems import Problem

ROWS: tuple[dict[str, int], ...] = (
    {"day": 3, "kind": 3, "channel": 3, "batch": 3},
    {"content": 12},
    {"dossier": 4, "handler": 5, "answered_day": 3},
    {"answer": 12},
)
"""The lines of the form: its fields and how many twelfths each is wide."""
SPANS = {name: span for row in ROWS for name, span in row.items()}
WIDE = 6
CHOICES = ("kind", "channel", "batch")
LINES = {"content": 6, "answer": 5}
FormField = Field | LinesField


class FeedbackCard(ttk.Frame):
    """The form. on_save(): F10 or the button; on_cancel(): back to the list."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, form: FeedbackForm, on_save: Callable[[], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.theme, self.form = theme, form
        self._due: str | None = None
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        card = Card(self, theme)
        card.grid(row=0, column=0, sticky="nsew")
        made = {name: field for row in ROWS for name, field in self._make_row(card, row)}
        self.fields: dict[str, FormField] = {name: made[name] for name in ORDER}
        self.side = FeedbackSide(self, theme, on_save, on_cancel)
        self.side.grid(row=0, column=1, sticky="nsew", padx=(theme.px(14), 0))

    def _make_row(self, card: Card, row: dict[str, int]) -> Iterator[tuple[str, FormField]]:
        line = ttk.Frame(card, style="Plain.Card.TFrame")
        line.pack(fill="x", pady=(0, self.theme.px(9)))
        for column, (name, span) in enumerate(row.items()):
            line.columnconfigure(column, weight=span, uniform="twelfths")
            field = self._field(line, name)
            field.grid(row=0, column=column, sticky="new", padx=(0 if column == 0 else self.theme.px(10), 0))
            field.entry.bind("<FocusOut>", partial(self._leave, name), add="+")
            yield name, field

    def _field(self, line: ttk.Frame, name: str) -> FormField:
        label = self.form.label(name)
        if name in LINES:
            return LinesField(line, self.theme, label, height=LINES[name])
        if name in CHOICES:
            choice = ChoiceField(line, self.theme, label, [], width=4)
            choice.entry.bind("<<ComboboxSelected>>", lambda _event: self._left(name), add="+")
            choice.entry.bind("<Key>", partial(self._digit, name), add="+")
            return choice
        field = Field(line, self.theme, label, width=4, vietnamese=name not in (*DAYS, "dossier"))
        if name in DAYS:
            field.entry.bind("<F7>", partial(self._today, name), add="+")
        return field

    # what the screen calls

    def open(self, first: str) -> None:
        """Show the form as it stands, without problems, the field `first` in focus."""
        self.form.touched.clear()
        for name in ORDER:
            self._show(name)
        self.show_problems({})
        self.side.open()
        self._follow()
        self.fields[first].entry.focus_set()

    def take(self) -> None:
        """Take all texts from the fields into the form."""
        for name in ORDER:
            self._take(name)

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Show each problem at its field, all of them with their sentences at the side."""
        for name, field in self.fields.items():
            problem = problems.get(name)
            short = problem.code if problem and SPANS[name] < WIDE else problem_text(problem)
            field.show_problem(short, problem.severity if problem else "error")
        names = sorted(problems, key=lambda name: ORDER.index(name) if name in ORDER else -1)
        self.side.show_problems([(self.form.label(name) if name in ORDER else "", problems[name]) for name in names])

    def focus_problem(self, problems: Mapping[str, Problem]) -> None:
        """Put the focus on the first field that is not in order, or on the reason that is missing."""
        first = next((name for name in ORDER if name in problems and problems[name].severity == "error"), None)
        if first is not None:
            self.fields[first].entry.focus_set()
        elif "why" in problems:
            self.side.why.entry.focus_set()

    # what happens

    def _show(self, name: str) -> None:
        field = self.fields[name]
        if isinstance(field, ChoiceField):
            field.set_choices(self.form.choices(name))
        field.set(self.form.texts[name])

    def _take(self, name: str) -> bool:
        text = self.fields[name].get()
        changed = text != self.form.texts[name].strip()
        if changed:
            self.form.set(name, text)
        return changed

    def _leave(self, name: str, _event: object) -> None:
        self._left(name)

    def _left(self, name: str) -> None:
        """Take a field that was left: tidy it, follow it up when the keyboard is idle."""
        changed = self._take(name)
        tidied = self.form.tidy(name)
        if self.fields[name].get() != tidied:
            self.fields[name].set(tidied)
        if changed and self._due is None:
            self._due = self.after_idle(self._follow)

    def follow(self) -> None:
        """Show what follows from the form as it stands: the days, whether a reason is needed."""
        self.side.show_taken(self.form.taken(), self.form.register.index.limit)
        self.side.ask_why(needed=self.form.needs_reason)

    def _follow(self) -> None:
        self._due = None
        self.follow()
        if self.form.touched:
            self.show_problems(self.form.problems())

    def _digit(self, name: str, event: tk.Event[tk.Misc]) -> str | None:
        choices = self.form.choices(name) if name != "batch" else []
        if not event.char.isdecimal() or not 1 <= int(event.char) <= len(choices):
            return None
        self.fields[name].set(choices[int(event.char) - 1][0])
        self._left(name)
        return "break"

    def _today(self, name: str, _event: object = None) -> str:
        self.fields[name].set(self.form.today())
        self._left(name)
        return "break"

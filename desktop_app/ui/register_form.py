"""The dossier form on the screen: fields in the order they are keyed, beside them the due day and what is to be put right."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from tkinter import ttk

from desktop_app.ui.checklist import Checklist
from desktop_app.ui.dossier_form import ORDER, DossierForm
from desktop_app.ui.draft_clock import DraftClock
from desktop_app.ui.entries import ChoiceField, LinesField
from desktop_app.ui.form_draft import keep_draft
from desktop_app.ui.form_parts import FormSide, order_procedures
from desktop_app.ui.missing_papers import MissingPapers
from desktop_app.ui.person_look import LOOKED
from desktop_app.ui.procedure_picker import ProcedurePicker
from desktop_app.ui.register_strip import problem_text
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.workflows.errors import StoreError
from forms.problems import Problem

ROWS: tuple[dict[str, int], ...] = (
    {"procedure": 5, "case": 3, "area": 4},
    {"name": 5, "id_number": 4, "birth": 3},
    {"sex": 2, "phone": 3, "address": 7},
    {"documents": 12},
    {"request": 4, "note": 4, "code": 4},
    {"copies": 4, "channel": 12, "result_by": 12, "received_at": 12, "email": 8},
)
"""The lines of the form: its fields and how wide each is beside the others of its line."""

WIDE = frozenset({"procedure", "name", "address", "documents"})
"""Fields with room for a problem's sentence; the others show its code."""
CHOICES = ("sex", "case", "area", "channel", "result_by")
LINES = ("request", "note")
CODES = ("code", "id_number", "birth", "phone", "email", "copies", "received_at")
"""Digits and plain letters: no Vietnamese typing there."""
NEXT_KEYS = ("<Return>", "<KP_Enter>")
FormField = Field | LinesField | Checklist


class RegisterForm(ttk.Frame):
    """The form. on_save(): F10 or the button; on_cancel(): back to the list.  types_digits: whether digits make letters (VNI)."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        form: DossierForm,
        on_save: Callable[[], None],
        on_cancel: Callable[[], None],
        types_digits: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self.theme, self.form = theme, form
        self._types_digits = types_digits
        self._due: str | None = None
        self.columnconfigure(0, weight=1)
        self.rowconfigure(0, weight=1)
        card = Card(self, theme)
        card.grid(row=0, column=0, sticky="nsew")
        made = {name: field for row in ROWS for name, field in self._make_row(card, row)}
        self.fields: dict[str, FormField] = {name: made[name] for name in ORDER}
        self.beside = FormSide(self, theme, form, on_save, on_cancel, self._fill)
        self.beside.grid(row=0, column=1, sticky="nsew", padx=(theme.px(14), 0))
        self.side = self.beside.side
        self.asking = MissingPapers(self, theme, form)
        self._clock = DraftClock(self, self._keep)

    def _make_row(self, card: Card, row: dict[str, int]) -> Iterator[tuple[str, FormField]]:
        line = ttk.Frame(card, style="Plain.Card.TFrame")
        line.pack(fill="x", pady=(0, self.theme.px(6)))
        for column, (name, span) in enumerate(row.items()):
            line.columnconfigure(column, weight=span, uniform="parts")
            field = self._field(line, name)
            field.grid(row=0, column=column, sticky="new", padx=(0 if column == 0 else self.theme.px(10), 0))
            for stop in field.stops if isinstance(field, Checklist) else (field.entry,):
                stop.bind("<FocusOut>", partial(self._leave, name), add="+")
                stop.bind("<F7>", partial(self._ditto, name), add="+")
                for key in () if isinstance(stop, tk.Text) else NEXT_KEYS:
                    stop.bind(key, _go_on, add="+")
            yield name, field

    def _field(self, card: ttk.Frame, name: str) -> FormField:
        label = self.form.label(name)
        if name == "procedure":
            return ProcedurePicker(card, self.theme, label, self._take_procedure, self._types_digits)
        if name == "documents":
            return Checklist(card, self.theme, label, lambda: self._left(name))
        if name in LINES:
            return LinesField(card, self.theme, label)
        if name in CHOICES:
            choice = ChoiceField(card, self.theme, label, [], width=4)
            choice.entry.bind("<<ComboboxSelected>>", lambda _event: self._left(name), add="+")
            return choice
        return Field(card, self.theme, label, width=4, vietnamese=name not in CODES)

    # what the screen calls

    def open(self) -> None:
        """Show the form as it stands, without problems, the first field to be filled in focus."""
        self.asking.close()
        self.form.touched.clear()
        for name in ORDER:
            self._show(name)
        self.show_problems({})
        self.side.open(editing=self.form.stored is not None, recent=self.form.recent)
        self.beside.begin()
        self._follow()
        self.update_idletasks()  # what is not on the screen yet would take the keyboard only later: fast keys went astray
        first = "name" if self.form.stored is not None or self.form.texts["procedure"] else "procedure"
        self.fields[first].entry.focus_set()

    def take(self) -> None:
        """Take all texts from the fields into the form."""
        self._keep_time()
        for name in ORDER:
            self._take(name)

    def asks(self, go_on: Callable[[], None]) -> bool:
        """Ask how a dossier without its required papers is received; return whether that must be answered first.

        go_on: saves, called with the answer.
        """
        self.take()
        return self.asking.asks(go_on)

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Show each problem at its field, all of them with their sentences at the side; they stay until put right."""
        self.form.touched |= problems.keys()
        for name, field in self.fields.items():
            problem = problems.get(name)
            short = problem.code if problem and name not in WIDE else problem_text(problem)
            field.show_problem(short, problem.severity if problem else "error")
        names = sorted(problems, key=lambda name: ORDER.index(name) if name in ORDER else -1)
        self.side.show_problems([(self.form.label(name) if name in ORDER else "", problems[name]) for name in names])

    def focus_problem(self, problems: Mapping[str, Problem]) -> None:
        """Put the focus on the first field that is not in order."""
        first = next((name for name in ORDER if name in problems and problems[name].severity == "error"), None)
        if first is not None:
            self.fields[first].entry.focus_set()

    # what happens

    def _show(self, name: str) -> None:
        field = self.fields[name]
        if isinstance(field, ChoiceField):
            field.set_choices(self.form.choices(name))
        elif isinstance(field, ProcedurePicker):
            field.set_options(order_procedures(self.form))
        elif isinstance(field, Checklist):
            field.set_components(self.form.components)
        field.set(self.form.texts[name])

    def _take(self, name: str) -> bool:
        text = self.fields[name].get()
        changed = text != self.form.texts[name].strip()
        if changed:
            self.form.set(name, text)
        return changed

    def _take_procedure(self, _id: str) -> None:
        self._left("procedure")
        _focus_next(self.fields["procedure"].entry)

    def _leave(self, name: str, event: tk.Event[tk.Misc]) -> None:
        if isinstance(event.widget, ttk.Entry):
            event.widget.selection_clear()  # what Tab had selected does not stay so
        self._left(name)

    def _left(self, name: str) -> None:
        """Take a field that was left: tidy it, follow it up when the keyboard is idle."""
        changed = self._take(name)
        tidied = self.form.tidy(name)
        if self.fields[name].get() != tidied:
            self.fields[name].set(tidied)
        if changed and name == "procedure":
            for follower in ("case", "documents"):
                self._show(follower)
        if changed and name == "received_at":
            self._show("procedure")
        if changed and name in (*LOOKED, "procedure"):
            self.beside.look_soon()
        if changed:
            self._clock.wind()
        if changed and self._due is None:
            self._due = self.after_idle(self._follow)

    def _keep_time(self) -> None:
        received = self.fields["received_at"]
        if received.get() == self.form.texts["received_at"] and self.form.keep_time():
            received.set(self.form.texts["received_at"])

    def _keep(self) -> None:
        """Keep what is keyed on the disk while the form is in front; a disk that refuses is told when the form is left."""
        if not self.winfo_ismapped():
            return
        try:
            keep_draft(self.form)
        except StoreError:
            return

    def _follow(self) -> None:
        self._due = None
        self._keep_time()
        self.side.show_due(self.form.due())
        self.side.show_id(self.form.id_says())
        self.beside.look()
        if self.form.touched:
            self.show_problems(self.form.problems())

    def _fill(self, texts: Mapping[str, str]) -> None:
        """Put what is known of the person into the empty fields."""
        for name, text in texts.items():
            self.fields[name].set(text)
            self._left(name)

    def _ditto(self, name: str, _event: object = None) -> str:
        text = self.form.ditto(name)
        if text is not None:
            self.fields[name].set(text)
            self._left(name)
        return "break"


def _go_on(event: tk.Event[tk.Misc]) -> str:
    _focus_next(event.widget)
    return "break"


def _focus_next(widget: tk.Misc) -> None:
    """Go to the next field as Tab does, what stands in it selected; also to one that has only just come up."""
    widget.update_idletasks()
    following = widget.tk_focusNext()
    if following is not None:
        following.focus_set()
        following.event_generate("<<TraverseIn>>")

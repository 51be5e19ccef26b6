"""What stands beside the dossier form: who is known already, over due day, problems and buttons. And the procedures in order."""

from __future__ import annotations

import tkinter as tk
from collections import Counter
from collections.abc import Callable, Mapping
from tkinter import ttk

from desktop_app.ui.dossier_form import DossierForm
from desktop_app.ui.known_person import KnownPanel
from desktop_app.ui.person_look import PersonLook
from desktop_app.ui.pick_options import Option, order_by_use
from desktop_app.ui.register_side import WIDTH, RegisterSide
from desktop_app.ui.theme import Theme


def order_procedures(form: DossierForm) -> list[Option]:
    """Return the procedures in force on the day of reception, those the office's dossiers are of most often first."""
    index, procedures = form.register.index, form.register.procedures
    used = Counter(index.entries[place].procedure for place in index.places.values())
    names = form.choices("procedure")
    return order_by_use([Option(id, name, str(procedures[id].get("field_name") or "")) for id, name in names], used)


class FormSide(ttk.Frame):
    """The column at the right of the form. on_fill(texts): what is known goes into empty fields."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        form: DossierForm,
        on_save: Callable[[], None],
        on_cancel: Callable[[], None],
        on_fill: Callable[[Mapping[str, str]], object],
    ) -> None:
        super().__init__(parent)
        self._theme, self._form, self._on_fill = theme, form, on_fill
        self.person = PersonLook(form.register)
        self.panel = KnownPanel(self, theme, WIDTH, self.copy, self.open)
        self.side = RegisterSide(self, theme, on_save, on_cancel)
        self.side.pack(side="top", fill="both", expand=True)
        self._changed = False

    def begin(self) -> None:
        """Begin with nobody known; a draft that was opened may tell of a person, a correction only once it is changed."""
        self.person.forget()
        self.panel.pack_forget()
        self._changed = self._form.stored is None

    def look_soon(self) -> None:
        """Look for the person at the next `look`."""
        self._changed = True

    def look(self) -> None:
        """Look for the person being keyed if something was keyed that tells of one, and show the panel or take it away."""
        if not self._changed:
            return
        self._changed = False
        stored = self._form.stored
        self.person.look(self._form.texts, stored.id if stored else "")
        told = self.person.tell(self._form.texts)
        if told is None:
            self.panel.pack_forget()
            return
        self.panel.show(told)
        self.panel.pack(side="top", fill="x", pady=(0, self._theme.px(10)), before=self.side)

    def copy(self) -> None:
        """Put what is known into the empty fields; whoever is being keyed is looked for first."""
        self.look()
        self._on_fill(self.person.copied(self._form.texts))
        self._changed = True
        self.look()

    def open(self) -> None:
        """Look at the person's open dossier beside the form."""
        self.look()
        id, focused = self.person.to_open, self.focus_get()
        if id:
            from desktop_app.ui.known_window import look_into  # loaded when first asked for

            back = (lambda: focused.focus_set() if focused.winfo_exists() else None) if focused else (lambda: None)
            look_into(self._theme, self._form.register, id, back)

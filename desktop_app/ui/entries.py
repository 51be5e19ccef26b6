"""Two more fields with a label and room for a problem: a drop-down list whose choices change, a text of several lines."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import ttk

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Choice
from forms.problems import Severity
from forms.text import nfc


class ChoiceField(Choice):
    """A drop-down list whose choices may change while it stands there. A digit chooses by place; BackSpace chooses nothing."""

    def _make_entry(self, on: str, width: int) -> ttk.Entry:
        box = super()._make_entry(on, width)
        box.bind("<Key>", self._pressed, add="+")
        return box

    def _pressed(self, event: tk.Event[tk.Misc]) -> str | None:
        if event.keysym in ("BackSpace", "Delete"):
            self.set("")
        elif event.char and event.char in "123456789" and int(event.char) <= len(self._choices):
            self.set(self._choices[int(event.char) - 1][0])
        else:
            return None
        self.entry.event_generate("<<ComboboxSelected>>")
        return "break"

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (id, label) from now on; what was chosen stays if it is among them."""
        chosen = self.get()
        self._choices = [(id, nfc(text)) for id, text in choices]
        self.entry.configure(values=[text for _, text in self._choices])  # type: ignore[call-overload]
        self.set(chosen)


class LinesField(ttk.Frame):
    """A label and a text box of a few lines; Tab leaves it. It answers to the same calls as `Field`."""

    def __init__(self, parent: tk.Misc, theme: Theme, label: str, height: int = 2) -> None:
        super().__init__(parent, style="Plain.Card.TFrame")
        self._label = ttk.Label(self, text=nfc(label), style="Card.Muted.TLabel")
        self._label.pack(anchor="w")
        self._edge = ttk.Frame(self, style="Card.TEntry", padding=theme.px(7))
        self._edge.pack(fill="x", pady=(theme.px(1), 0))
        colors = theme.colors
        self.entry = tk.Text(
            self._edge, height=height, width=4, wrap="word", relief="flat", borderwidth=0, highlightthickness=0, undo=True,
            font=theme.font(10), background=colors.field, foreground=colors.text, insertbackground=colors.text,
        )  # fmt: skip
        self.entry.pack(fill="x")
        self.entry.bind("<Tab>", lambda event: self._go(event.widget.tk_focusNext()))
        self.entry.bind("<Shift-Tab>", lambda event: self._go(event.widget.tk_focusPrev()))
        self.entry.bind("<FocusIn>", lambda _event: self._edge.state(["focus"]), add="+")
        self.entry.bind("<FocusOut>", lambda _event: self._edge.state(["!focus"]), add="+")
        self._problem = ttk.Label(self, style="Card.Error.TLabel")
        self.bind("<Configure>", lambda event: self._problem.configure(wraplength=event.width))

    def name(self, label: str) -> None:
        """Show another label."""
        self._label.configure(text=nfc(label))

    def _go(self, widget: tk.Misc | None) -> str:
        if widget is not None:
            widget.focus_set()
        return "break"

    def get(self) -> str:
        """Return the text, NFC, nothing around it."""
        return nfc(self.entry.get("1.0", "end")).strip()

    def set(self, text: str) -> None:
        """Show a text."""
        self.entry.delete("1.0", "end")
        self.entry.insert("1.0", nfc(text))

    def show_problem(self, text: str = "", severity: Severity = "error") -> None:
        """Show what is wrong under the box, an error with a red edge; an empty text takes both away."""
        self._problem.configure(text=nfc(text), style=f"Card.{'Error' if severity == 'error' else 'Warn'}.TLabel")
        self._edge.state(["invalid" if text and severity == "error" else "!invalid"])
        if text:
            self._problem.pack(anchor="w")
        else:
            self._problem.pack_forget()

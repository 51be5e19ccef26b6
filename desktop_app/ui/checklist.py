"""The papers handed in: the procedure's components to tick, and a box for what is none of them, one paper a line.

Space ticks and goes on, a digit ticks its component, 0 or * all of them. It answers to the same calls as `Field`; its
value is the lines a dossier keeps. What a component is, is decided in `workflows.components`.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from desktop_app.ui.entries import LinesField
from desktop_app.ui.keying_view import cut_middle
from desktop_app.ui.theme import Theme
from desktop_app.words import say
from desktop_app.workflows.components import Component, join_lines, split_lines
from forms.problems import Severity
from forms.text import nfc

MOST_ROWS, ROW = 5, 25


class TickList(tk.Canvas):
    """Components with a tick each, a cursor on one of them. on_change(): another one is ticked now."""

    def __init__(self, parent: tk.Misc, theme: Theme, on_change: Callable[[], object]) -> None:
        c, px = theme.colors, theme.px
        super().__init__(
            parent, background=c.card, highlightthickness=px(2), highlightcolor=c.accent, highlightbackground=c.line,
            borderwidth=0, takefocus=1, width=px(120), height=px(ROW),
        )  # fmt: skip
        self._theme, self._on_change = theme, on_change
        self.components: Sequence[Component] = ()
        self.ticked: set[int] = set()
        self.cursor = self._top = 0
        size = px(18)
        mark = theme.tiles.mark
        self._marks = mark(size, c.field, c.edge, "", dot=False), mark(size, c.accent, c.accent, c.on_accent, dot=False)
        self.bind("<Key>", self._pressed)
        self.bind("<Button-1>", self._clicked)
        for event in ("<Configure>", "<FocusIn>", "<FocusOut>"):
            self.bind(event, lambda _event: self.paint(), add="+")
        for event, step in (("<Button-4>", -1), ("<Button-5>", 1)):
            self.bind(event, lambda _event, step=step: self._go(step))  # type: ignore[misc]

    def show(self, components: Sequence[Component], ticked: set[int]) -> None:
        """Show these components, some of them ticked."""
        if components != self.components:
            self.cursor = self._top = 0
        self.components, self.ticked = components, set(ticked)
        self.configure(height=min(len(components), MOST_ROWS) * self._theme.px(ROW))
        self.paint()

    def paint(self) -> None:
        """Draw the rows in view anew."""
        self.delete("all")
        for row, place in enumerate(range(self._top, min(len(self.components), self._top + MOST_ROWS))):
            self._paint_row(row, place)

    def _paint_row(self, row: int, place: int) -> None:
        c, px, component, on = self._theme.colors, self._theme.px, self.components[place], place in self.ticked
        top, edge = px(2) + row * px(ROW), px(2)
        middle, wide = top + px(ROW) // 2, self.winfo_width()
        if place == self.cursor and self.focus_displayof() is self:
            self.create_rectangle(edge, top, wide - edge, top + px(ROW), fill=c.cursor_row, width=0)
        number = str(place + 1) if place < 9 else ""
        self.create_text(px(14), middle, text=number, font=self._theme.font(8), fill=c.muted)
        self.create_image(px(24), middle, anchor="w", image=self._marks[on])
        font = self._theme.font(10)
        star = " *" if component.required else ""
        text = cut_middle(component.line, font.measure, wide - px(70)) + star
        self.create_text(px(50), middle, anchor="w", text=text, font=font, fill=c.text if on or not star else c.warn)

    def _pressed(self, event: tk.Event[tk.Misc]) -> str | None:
        if event.keysym in ("Down", "Up", "KP_Down", "KP_Up"):
            self._go(1 if event.keysym.endswith("Down") else -1)
        elif event.char == " ":
            self._toggle(self.cursor)
            self._go(1)
        elif event.char and event.char in "123456789":
            self._toggle(int(event.char) - 1)
        elif event.char and event.char in "0*":
            everything = set(range(len(self.components)))
            self._take(set() if self.ticked == everything else everything)
        else:
            return None
        return "break"

    def _go(self, step: int) -> None:
        self.cursor = min(max(self.cursor + step, 0), max(len(self.components) - 1, 0))
        self._top = min(max(self._top, self.cursor - MOST_ROWS + 1), self.cursor)
        self.paint()

    def _toggle(self, place: int) -> None:
        if place < len(self.components):
            self._take(self.ticked ^ {place})

    def _take(self, ticked: set[int]) -> None:
        self.ticked = ticked
        self.paint()
        self._on_change()

    def _clicked(self, event: tk.Event[tk.Misc]) -> None:
        self.focus_set()
        place = self._top + (event.y - self._theme.px(2)) // self._theme.px(ROW)
        if 0 <= place < len(self.components):
            self.cursor = place
            self._toggle(place)


class Checklist(ttk.Frame):
    """The ticks and, beside them, the other papers. on_change(): something was ticked or unticked."""

    def __init__(self, parent: tk.Misc, theme: Theme, label: str, on_change: Callable[[], object]) -> None:
        super().__init__(parent, style="Plain.Card.TFrame")
        self._theme, self._label, self._on_change = theme, label, on_change
        self.columnconfigure(0, weight=3, uniform="half")
        self.columnconfigure(1, weight=2, uniform="half")
        self._ticks = ttk.Frame(self, style="Plain.Card.TFrame")
        self._title = ttk.Label(self._ticks, style="Card.Muted.TLabel")
        self._title.pack(anchor="w")
        self.list = TickList(self._ticks, theme, self._changed)
        self.list.pack(fill="x", pady=(theme.px(1), 0))
        self.others = LinesField(self, theme, "")
        self._problem = ttk.Label(self, style="Card.Error.TLabel")
        self.bind("<Configure>", lambda event: self._problem.configure(wraplength=event.width))
        self.set_components(())

    @property
    def entry(self) -> tk.Misc:
        """Where keying begins."""
        return self.list if self.list.components else self.others.entry

    @property
    def stops(self) -> tuple[tk.Misc, tk.Misc]:
        """Everything in it that takes the keyboard."""
        return self.list, self.others.entry

    def set_components(self, components: Sequence[Component]) -> None:
        """Offer these from now on; what was ticked stays as a line, ticked where it is a component again."""
        lines = self.get().splitlines()
        ticked, others = split_lines(components, lines)
        self.list.show(components, ticked)
        self.others.set("\n".join(others))
        self._lay_out()
        self._show_count()

    def get(self) -> str:
        """Return what was handed in, one paper a line."""
        return "\n".join(join_lines(self.list.components, self.list.ticked, self.others.get().splitlines()))

    def set(self, text: str) -> None:
        """Show what was handed in."""
        ticked, others = split_lines(self.list.components, text.splitlines())
        self.list.show(self.list.components, ticked)
        self.others.set("\n".join(others))
        self._show_count()

    def show_problem(self, text: str = "", severity: Severity = "error") -> None:
        """Show what is wrong under both; an empty text takes it away."""
        self._problem.configure(text=nfc(text), style=f"Card.{'Error' if severity == 'error' else 'Warn'}.TLabel")
        if text:
            self._problem.grid(row=1, column=0, columnspan=2, sticky="w")
        else:
            self._problem.grid_remove()

    def _lay_out(self) -> None:
        gap = self._theme.px(10)
        if self.list.components:
            self._ticks.grid(row=0, column=0, sticky="new")
            self.others.grid(row=0, column=1, columnspan=1, sticky="new", padx=(gap, 0))
        else:
            self._ticks.grid_remove()
            self.others.grid(row=0, column=0, columnspan=2, sticky="new", padx=0)

    def _show_count(self) -> None:
        count, of = len(self.list.ticked), len(self.list.components)
        keys = say("số, dấu cách: đánh dấu · 0: tất cả", "number, space: tick · 0: all")
        self._title.configure(text=f"{self._label}  {count}/{of}  ({keys})")
        alone = say(f"{self._label} (mỗi dòng một giấy tờ)", f"{self._label} (one paper a line)")
        self.others.name(say("Giấy tờ khác (mỗi dòng một)", "Other papers (one a line)") if of else alone)

    def _changed(self) -> None:
        self._show_count()
        self._on_change()

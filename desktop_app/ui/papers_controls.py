"""The left side of the papers' window: which numbers, which paper, what is done with it, how far the making is. A dumb view."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence
from tkinter import font as tkfont, ttk
from typing import Protocol

from desktop_app.ui.keying_view import cut_middle
from desktop_app.ui.papers_presenter import Kind, PapersPresenter
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field, Heading, KeyHint
from desktop_app.words import say
from forms.problems import Problem

WIDTH, INSIDE = 300, 264


class Doer(Protocol):
    """What the buttons ask for."""

    def make(self, kind: Kind) -> None:
        """Make a paper."""

    def stop(self) -> None:
        """Stop making it."""

    def save(self) -> None:
        """Save it as a file."""

    def print_paper(self) -> None:
        """Print it."""

    def score(self) -> None:
        """Score what was keyed of a training pile."""


class PapersSide(ttk.Frame):
    """Fields, buttons and what is told."""

    def __init__(self, parent: tk.Misc, theme: Theme, presenter: PapersPresenter, doer: Doer) -> None:
        super().__init__(parent, width=theme.px(WIDTH))
        self.pack_propagate(False)
        self._theme, self._doer = theme, doer
        name = str(presenter.data.get("name") or presenter.data.get("campaign") or "")
        title = say(f"Đợt {presenter.batch}", f"Batch {presenter.batch}")
        self.heading = Heading(self, theme, *self._cut(title, name))
        self.heading.pack(anchor="w")
        self._build_choice(presenter)
        self._build_work(training=presenter.training)
        row = ttk.Frame(self)
        row.pack(side="bottom", fill="x")
        for key, text in (("Esc", say("đóng", "close")), ("F6", say("số phiếu", "numbers"))):
            KeyHint(row, theme, key, text).pack(side="left")

    def _cut(self, title: str, name: str) -> tuple[str, str]:
        """Return both lines as far as they have room; the window's own title has the whole code."""
        room, style = self._theme.px(WIDTH - 8), ttk.Style(self)
        fonts = (tkfont.Font(self, style.lookup(name, "font")) for name in ("Title.TLabel", "Muted.TLabel"))
        top, below = (cut_middle(text, font.measure, room) for text, font in zip((title, name), fonts, strict=True))
        return top, below

    def _build_choice(self, presenter: PapersPresenter) -> None:
        theme, px = self._theme, self._theme.px
        card = Card(self, theme, padding=14)
        card.pack(fill="x", pady=(px(10), 0))
        row = ttk.Frame(card, style="Plain.Card.TFrame")
        row.pack(fill="x")
        row.columnconfigure((0, 1), weight=1, uniform="half")
        first, last = presenter.range
        self.first = Field(row, theme, say("Từ số", "From number"), first, width=4, vietnamese=False)
        self.last = Field(row, theme, say("Đến số", "To number"), last, width=4, vietnamese=False)
        for column, field in enumerate((self.first, self.last)):
            field.grid(row=0, column=column, sticky="new", padx=(0 if column == 0 else px(10), 0))
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, lambda _: self._doer.make("slips"))
        self.count = ttk.Label(card, style="Card.Muted.TLabel", wraplength=px(INSIDE))
        self.count.pack(anchor="w", pady=(px(6), 0))
        slips = say("Phiếu tập nhập  F7", "Training pile  F7") if presenter.training else say("Phiếu khảo sát  F7", "Slips  F7")
        names: tuple[tuple[Kind, str], ...] = (("slips", slips), ("sheet", say("Phiếu kiểm soát  F8", "Control sheet  F8")))
        self.kinds: dict[Kind, ttk.Button] = {}
        for kind, text in names:
            self.kinds[kind] = ttk.Button(card, text=text, command=lambda kind=kind: self._doer.make(kind))  # type: ignore[misc]
            self.kinds[kind].pack(fill="x", pady=(px(8), 0))

    def _build_work(self, *, training: bool) -> None:
        theme, doer, gap = self._theme, self._doer, (self._theme.px(8), 0)
        card = Card(self, theme, padding=14)
        card.pack(fill="x", pady=(theme.px(10), 0))
        print_text, save_text = say("In  Ctrl+P", "Print  Ctrl+P"), say("Lưu PDF  F10", "Save as PDF  F10")
        self.print = ttk.Button(card, text=print_text, style="Card.Accent.TButton", command=doer.print_paper)
        self.save = ttk.Button(card, text=save_text, style="Card.TButton", command=doer.save)
        self.print.pack(fill="x")
        self.save.pack(fill="x", pady=gap)
        if training:
            text = say("Chấm điểm  F9", "Score  F9")
            ttk.Button(card, text=text, style="Card.TButton", command=doer.score).pack(fill="x", pady=gap)
        self.told = ttk.Label(card, style="Card.Muted.TLabel", wraplength=theme.px(INSIDE), justify="left")
        self.told.pack(anchor="w", pady=gap)
        self.bar = ttk.Progressbar(card, style="Card.Horizontal.TProgressbar")
        self.halt = ttk.Button(card, text=say("Dừng  Shift+F7", "Stop  Shift+F7"), style="Card.TButton", command=doer.stop)

    def show_problems(self, problems: Sequence[Problem], count: str = "") -> None:
        """Say what is wrong with the numbers beside them, or how many sheets they are."""
        fields = {"first": self.first, "last": self.last}
        for field in fields.values():
            field.show_problem()
        for problem in reversed(problems):
            fields.get(problem.where, self.last).show_problem(say(problem.vi, problem.en))
        self.count.configure(text=count)
        if problems:
            fields.get(problems[0].where, self.last).entry.focus_set()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the making is."""
        self.bar.configure(maximum=total or 1, value=done if total else 0)

    def show_state(self, kind: Kind, *, has_paper: bool, working: bool) -> None:
        """Show which paper is in hand, and whether one is being made."""
        for button in (self.print, self.save):
            button.state(["!disabled" if has_paper else "disabled"])
        for name, choice in self.kinds.items():
            choice.configure(style="Card.TButton" if name == kind else "Card.Quiet.TButton")
            choice.state(["disabled" if working else "!disabled"])
        for part in (self.bar, self.halt):
            if working:
                part.pack(fill="x", pady=(self._theme.px(8), 0))
            else:
                part.pack_forget()

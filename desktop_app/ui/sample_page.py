"""The page of a batch's sample: drawn by the program, verified, judged. Enter does what comes next."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from tkinter import ttk

from desktop_app.ui.commands import Command
from desktop_app.ui.sample_view import Figure, SampleView, look_at
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.sampling import OUTSTANDING, conclude, draw, open_sample
from forms.problems import Refused
from forms.text import nfc


class SamplePage(ttk.Frame):
    """Shows a `SampleView`. opens: `verify` and `settle`, given the batch. `left()` when the person goes back."""

    def __init__(
        self, parent: tk.Misc, app: App, opens: Mapping[str, Callable[[str], object]], left: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self.app, self._opens, self._left = app, opens, left
        self.batch = ""
        self.view: SampleView | None = None
        theme, px = app.theme, app.theme.px
        self._heading = Heading(self, theme, "", "")
        self._heading.pack(anchor="w", pady=(0, px(10)))
        hints = ttk.Frame(self)
        hints.pack(side="bottom", fill="x", pady=(px(8), 0))
        for key, text in self.key_hints():
            KeyHint(hints, theme, key, text).pack(side="left")
        card = Card(self, theme, padding=26)
        card.pack(fill="both", expand=True)
        self._verdict = ttk.Label(card, style="Card.Big.TLabel")
        self._verdict.pack(anchor="w")
        self._lines = ttk.Label(card, style="Card.TLabel", justify="left", wraplength=px(980))
        self._lines.pack(anchor="w", pady=(px(6), px(18)))
        self._figures = ttk.Frame(card, style="Plain.Card.TFrame")
        self._figures.pack(fill="x")
        self.button = ttk.Button(card, style="Card.Accent.TButton", command=self.go_on)
        self.button.pack(anchor="w", pady=(px(20), 0))
        self._caption = ttk.Label(card, style="Card.Semi.TLabel")
        self._caption.pack(anchor="w", pady=(px(20), px(4)))
        self.drawn = tk.Text(
            card, wrap="word", height=1, width=1, relief="flat", borderwidth=0, highlightthickness=0, cursor="arrow",
            background=theme.colors.card, foreground=theme.colors.text, font=theme.font(11), takefocus=0,
        )  # fmt: skip
        self.drawn.pack(fill="both", expand=True)
        self._listen()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of the page."""
        return [
            ("Enter", say("bước kế tiếp", "the next step")),
            ("F7", say("kiểm tra phiếu", "verify")),
            ("F8", say("phân xử", "settle")),
            ("↑ ↓", say("cuộn danh sách phiếu", "scroll the slips")),
            ("Esc", say("về danh sách", "back")),
        ]

    def commands(self) -> Sequence[Command]:
        """Return the page's commands."""
        return [
            Command("sample-next", "F10", "Bước kế tiếp", "The next step", run=self.go_on),
            Command("verify", "F7", "Kiểm tra phiếu", "Verify", run=lambda: self._opens["verify"](self.batch)),
            Command("settle", "F8", "Phân xử", "Settle", run=lambda: self._opens["settle"](self.batch)),
            Command("leave", "Escape", "Về danh sách đợt", "Back to the batches", run=self._left),
        ]

    def start(self, batch: str) -> None:
        """Show the sample of a batch."""
        self.batch = batch
        self.refresh()
        self.take_focus()

    def _listen(self) -> None:
        for widget in (self, self.button):
            for key in ("<Return>", "<KP_Enter>"):
                widget.bind(key, lambda _: self._entered())
            for key, by in (("<Up>", -2), ("<Down>", 2)):
                widget.bind(key, lambda _, by=by: self.drawn.yview_scroll(by, "units"))  # type: ignore[misc]

    def _entered(self) -> str:
        self.go_on()
        return "break"

    def take_focus(self) -> None:
        """Put the focus on what Enter does."""
        (self.button if self.button.winfo_manager() else self).focus_set()

    def put_away(self) -> None:
        """Nothing is kept here."""

    def go_on(self) -> None:
        """Do what comes next: draw, verify, settle, write the verdict down."""
        act = self.view.act if self.view is not None else "none"
        if act == "draw":
            self._draw(confirmed=False)
        elif act == "conclude":
            sample = open_sample(self.app.session, self.batch)
            if sample is not None:
                conclude(self.app.session, sample)
                self.app.saved()
                self.refresh()
        elif act != "none":
            self._opens[act](self.batch)

    def _draw(self, *, confirmed: bool) -> None:
        try:
            draw(self.app.session, self.batch, confirmed=confirmed)
        except Refused as refused:
            problem = refused.problems[0]
            text = say(problem.vi, problem.en)
            if problem.code == OUTSTANDING and not confirmed:
                yes, no = say("Vẫn chọn mẫu", "Draw now"), say("Nhập xong đã", "Key them first")
                if self.app.dialogs.ask_yes_no(say("Đợt chưa nhập xong", "The batch is not complete"), text, yes, no):
                    self._draw(confirmed=True)
            else:
                self.app.status(text, "error")
            return
        self.app.saved()
        self.refresh()

    def refresh(self) -> None:
        """Show how the sample stands."""
        self.view = view = look_at(self.app.session, self.batch)
        colors = self.app.theme.colors
        ink = {"plain": colors.text, "good": colors.good, "warn": colors.warn, "error": colors.error}
        self._heading.set(say("Mẫu kiểm tra", "Verification sample"), say(f"Đợt {self.batch}", f"Batch {self.batch}"))
        self._verdict.configure(text=nfc(view.verdict), foreground=ink[view.kind])
        self._lines.configure(text=nfc("\n".join(view.lines)))
        self._show_figures(view.figures, ink)
        self.button.configure(text=nfc(view.label))
        if view.act == "none":
            self.button.pack_forget()
        else:
            self.button.pack(anchor="w", pady=(self.app.theme.px(20), 0), before=self._caption)
        self._caption.configure(text=say("Các phiếu được chọn", "The slips drawn") if view.drawn else "")
        self.drawn.configure(state="normal")
        self.drawn.replace("1.0", "end", nfc(view.drawn))
        self.drawn.configure(state="disabled")

    def _show_figures(self, figures: Sequence[Figure], ink: Mapping[str, str]) -> None:
        for child in self._figures.winfo_children():
            child.destroy()
        theme, px = self.app.theme, self.app.theme.px
        for column, figure in enumerate(figures):
            self._figures.columnconfigure(column, weight=1, uniform="figure")
            cell = Card(self._figures, theme, padding=14)
            cell.configure(style="Over.Card.TFrame")
            cell.grid(row=0, column=column, sticky="nsew", padx=(0 if column == 0 else px(12), 0))
            ttk.Label(cell, text=nfc(figure.caption), style="Card.Muted.TLabel").pack(anchor="w")
            ttk.Label(cell, text=nfc(figure.value), style="Card.Big.TLabel", foreground=ink[figure.kind]).pack(anchor="w")
            ttk.Label(cell, text=nfc(figure.note), style="Card.Muted.TLabel", wraplength=px(220)).pack(anchor="w")

"""The papers of a dossier: looked at, handed out once recorded, saved, printed again. All by keys.

What is shown is what would leave; the number is given when it leaves. It must not make or judge a paper.
"""

from __future__ import annotations

import tkinter as tk
from pathlib import Path
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.dossier_papers_presenter import SIZES, DossierPapers, Wanted
from desktop_app.ui.entries import ChoiceField, LinesField
from desktop_app.ui.paper_window import PaperWindow
from desktop_app.ui.permits import bar, why_not
from desktop_app.ui.printing import print_pdf
from desktop_app.ui.register_papers import show_registers
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Choice, Field, Heading, KeyHint
from desktop_app.words import language, say
from desktop_app.workflows.paper_making import Ask
from desktop_app.workflows.papers_of_dossier import Made
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen

PDF = ("PDF", "*.pdf")
MOST_LINES = 4
"""Of a field on the screen; longer texts scroll."""


def open_papers(screen: RegisterScreen) -> None:
    """Open the papers of the dossier chosen in the register; with none or many chosen, the registers of a period."""
    chosen = screen.list.chosen()
    if len(chosen) == 1:
        show_papers_of(screen.app, chosen[0])
    else:
        show_registers(screen.app)


def open_saved(screen: RegisterScreen) -> None:
    """Open the papers of the dossier saved last, while the form waits for the next one."""
    if screen.form.last_id:
        show_papers_of(screen.app, screen.form.last_id)
    else:
        screen.app.status(say("Chưa lưu hồ sơ nào.", "No dossier saved yet."), "warn")


def show_papers_of(app: App, dossier: str) -> DossierPapersWindow:
    """Open the window of a dossier's papers."""
    window = DossierPapersWindow(app, DossierPapers(app.session, dossier))
    window.open(window.preview.canvas)
    window.look()
    return window


class DossierPapersWindow(PaperWindow):
    """The window. made: what is shown, None while there is nothing."""

    def __init__(self, app: App, presenter: DossierPapers) -> None:
        super().__init__(app, say(f"Giấy tờ của hồ sơ {presenter.code}", f"Papers of the dossier {presenter.code}"))
        self.presenter = presenter
        self.made: Made | None = None
        self.asked: dict[str, LinesField | Field] = {}
        self._no_key = why_not(app.session, "key")
        self._build_left()
        self.build_right()
        self.bind_keys({
            "<F6>": self.paper.entry.focus_set,
            "<F7>": lambda: self.choose(presenter.next_key(1)),
            "<Shift-F7>": lambda: self.choose(presenter.next_key(-1)),
            "<F8>": self.look,
            "<F9>": self._other_size,
            "<F10>": self.save,
            "<F11>": self._open_registers,
            "<Control-p>": self.print_paper,
        })
        self.choose(presenter.key, look=False)

    # building

    def _build_left(self) -> None:
        theme, px = self.theme, self.theme.px
        code = self.presenter.code
        Heading(self.left, theme, say("Giấy tờ", "Papers"), say(f"Hồ sơ {code}", f"Dossier {code}")).pack(anchor="w")
        hints = ttk.Frame(self.left)
        hints.pack(side="bottom", fill="x", pady=(px(6), 0))
        for key, text in (("F6", say("chọn", "choose")), ("F7", say("giấy kế", "next")), ("Esc", say("đóng", "close"))):
            KeyHint(hints, theme, key, text).pack(side="left")
        self._build_choice()
        work = Card(self.left, theme, padding=12)
        work.pack(fill="x", pady=(px(8), 0))
        actions = ((say("In  Ctrl+P", "Print  Ctrl+P"), self.print_paper), (say("Lưu  F10", "Save  F10"), self.save))
        self.print, self.keep = self.build_work(work, actions)
        for button in (self.print, self.keep):
            bar(button, theme, self._no_key)

    def _build_choice(self) -> None:
        theme, px = self.theme, self.theme.px
        card = Card(self.left, theme, padding=12)
        card.pack(fill="x", pady=(px(8), 0))
        choices = self.presenter.choices()
        self.paper = ChoiceField(card, theme, say("Loại giấy", "Paper"), choices, self.presenter.key, chosen=self.choose)
        self.paper.pack(fill="x")
        self._holder = card
        self._asks = ttk.Frame(card, style="Plain.Card.TFrame")
        self._asks.pack(fill="x")
        row = ttk.Frame(card, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(px(6), 0))
        row.columnconfigure((0, 1), weight=1, uniform="half")
        sizes = [(size, size) for size in SIZES]
        self.sheet = Choice(row, theme, say("Khổ giấy  F9", "Size  F9"), sizes, "A5", width=6, chosen=lambda _: self.look())
        self.copies = Field(row, theme, say("Số bản", "Copies"), "1", width=6, vietnamese=False)
        for column, field in enumerate((self.sheet, self.copies)):
            field.grid(row=0, column=column, sticky="new", padx=(0 if column == 0 else px(10), 0))
        for key in ("<Return>", "<KP_Enter>"):
            self.copies.entry.bind(key, lambda _: self.look())
        quiet = ttk.Frame(card, style="Plain.Card.TFrame")
        quiet.pack(fill="x", pady=(px(6), 0))
        links = ((say("Xem lại  F8", "Look again  F8"), self.look), (say("Các sổ  F11", "Registers  F11"), self._open_registers))
        self.again, registers = [ttk.Button(quiet, text=text, style="Card.Quiet.TButton", command=run) for text, run in links]
        for button in (self.again, registers):
            button.pack(side="left", expand=True, fill="x")

    def _build_asks(self) -> None:
        """Build the fields of what the paper in hand asks for."""
        self._asks.destroy()
        self._asks = ttk.Frame(self._holder, style="Plain.Card.TFrame")
        self._asks.pack(fill="x", after=self.paper)
        self.asked = {}
        for ask, text in self.presenter.asks():
            self._build_ask(ask, text)

    def _build_ask(self, ask: Ask, text: str) -> None:
        theme, px = self.theme, self.theme.px
        label = ask.label_vi if language() == "vi" else ask.label_en
        field: LinesField | Field
        if ask.lines == 1:
            field = Field(self._asks, theme, label, vietnamese=ask.value != "contact")
        else:
            field = LinesField(self._asks, theme, label, min(ask.lines, MOST_LINES))
        field.set(text)
        field.pack(fill="x", pady=(px(4), 0))
        self.asked[ask.value] = field

    # doing

    def choose(self, key: str, *, look: bool = True) -> None:
        """Take another paper in hand."""
        if self.working or not key:
            return
        presenter = self.presenter
        presenter.key = key
        self.paper.set(key)
        self._build_asks()
        self.sheet.set(presenter.usual_size())
        self.copies.set(str(presenter.usual_copies()))
        self.tell(self._no_key)
        self.show_state()
        if look:
            self.look()

    def look(self) -> None:
        """Show the paper as it would leave, with what is keyed now."""
        wanted = self._wanted()
        if wanted is None:
            return
        self._show_notes([])
        self.made = None
        self.preview.show_note(say("Đang dựng trang…", "Making the pages…"))
        presenter = self.presenter
        self.start(say("Dựng giấy", "Making the paper"), lambda _: presenter.look(wanted), self._show, binding=False)

    def print_paper(self) -> None:
        """Record the paper and send it to the printer; one the printer does not take is recorded all the same."""
        wanted = self._wanted()
        if wanted is not None and not self._no_key:
            presenter = self.presenter
            self.start(say("Ghi sổ giấy", "Recording the paper"), lambda _: presenter.record(wanted), self._send)

    def save(self) -> None:
        """Record the paper and write it to a file."""
        wanted, presenter = self._wanted(), self.presenter
        if wanted is None or self._no_key:
            return
        path = self.app.dialogs.ask_save(say("Lưu giấy", "Save the paper"), presenter.file_name(), [PDF])
        self.take()
        if path is not None:
            title = say("Lưu tệp", "Saving")
            self.start(title, lambda _: presenter.write(wanted, path), lambda made: self._saved(made, path))

    def show_state(self) -> None:
        """Grey what cannot be asked for while a job is under way or nothing can be made."""
        able = bool(self.presenter.key) and not self.working
        for button in (self.print, self.keep):
            button.state(["!disabled" if able and not self._no_key else "disabled"])
        self.again.state(["!disabled" if able else "disabled"])
        self.paper.entry.state(["disabled" if self.working else "!disabled"])

    def show_problems(self, problems: list[Problem]) -> None:
        """Say what was refused at its field, the rest under the buttons."""
        self._show_notes(problems)
        rest = [problem for problem in problems if problem.where not in self.asked]
        self.tell(" ".join(say(problem.vi, problem.en) for problem in rest))
        first = next((problem.where for problem in problems if problem.where in self.asked), "")
        if first:
            self.asked[first].entry.focus_set()
        if self.made is None:
            self.preview.show_note(self.told.cget("text"))

    # what follows

    def _wanted(self) -> Wanted | None:
        """Return what is asked for now; None where a job is under way, there is no paper, or the copies are no number."""
        if self.working or not self.presenter.key:
            if not self.presenter.key:
                text = say("Chưa có giấy nào lập được cho hồ sơ này.", "No paper can be made for this dossier yet.")
                self.preview.show_note(text)
            return None
        copies = self.presenter.read_copies(self.copies.get())
        self.copies.show_problem("" if copies > 0 else say("Từ 1 đến 9", "1 to 9"))
        if copies < 1:
            self.copies.entry.focus_set()
            return None
        answers = {name: field.get() for name, field in self.asked.items()}
        size = next(size for size in SIZES if size == self.sheet.get())
        return Wanted(self.presenter.key, answers, size, copies)

    def _show(self, made: Made) -> None:
        self.made = made
        self.preview.show(made.pdf)
        if not isinstance(self.focus_get(), (tk.Text, tk.Entry)):
            self.preview.canvas.focus_set()

    def _send(self, made: Made) -> None:
        name, size = self._taken(made), self.sheet.get()
        self.tell(say(f"Đã ghi {name}; đang gửi tới máy in…", f"{name} recorded; sending to the printer…"))
        presenter = self.presenter
        self.start(
            say("In", "Printing"),
            lambda _: presenter.send(made, lambda pdf, title: print_pdf(pdf, title, size)),
            lambda _: self.tell(say(f"Đã in {name}.", f"{name} printed."), status=True),
        )

    def _saved(self, made: Made, path: Path) -> None:
        name = self._taken(made)
        self.tell(say(f"Đã ghi {name} vào {path.name}.", f"{name} written to {path.name}."), status=True)

    def _taken(self, made: Made) -> str:
        """Take a recorded paper in hand, so that what follows is a reprint; return how it is called."""
        name, copies, size = self.presenter.take(made), self.copies.get(), self.sheet.get()
        self.app.saved()
        self.paper.set_choices(self.presenter.choices())
        self.choose(self.presenter.key, look=False)
        self.copies.set(copies)
        self.sheet.set(size)
        self._show(made)
        return name

    def _show_notes(self, problems: list[Problem]) -> None:
        told = {problem.where: say(problem.vi, problem.en) for problem in problems}
        for name, field in self.asked.items():
            field.show_problem(told.get(name, ""))

    def _open_registers(self) -> None:
        show_registers(self.app)

    def _other_size(self) -> None:
        self.sheet.set("A5" if self.sheet.get() == "A4" else "A4")
        self.look()

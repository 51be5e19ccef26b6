"""The registers of a period on paper: Sổ theo dõi hồ sơ and Sổ đăng ký văn bản đi; looked at, saved, printed. All by keys."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tkinter import ttk

from desktop_app.ui.paper_window import PaperWindow
from desktop_app.ui.printing import print_pdf
from desktop_app.ui.screen import App
from desktop_app.ui.widgets import Card, Choice, DateField, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.exporting import note_print
from desktop_app.workflows.paper_registers import Kind, make_register, register_file, register_title, save_register
from desktop_app.workflows.periods import periods
from forms.problems import Problem

PDF = ("PDF", "*.pdf")
Shown = tuple[Kind, date, date, bytes]
"""A register in hand: which, its days, its bytes."""


def show_registers(app: App) -> RegistersWindow:
    """Open the window of the registers, with the dossiers of this month."""
    window = RegistersWindow(app)
    window.open(window.preview.canvas)
    window.make("dossiers")
    return window


class RegistersWindow(PaperWindow):
    """The window. shown: the register in hand, None while there is none."""

    def __init__(self, app: App) -> None:
        super().__init__(app, say("Sổ theo dõi hồ sơ, sổ văn bản đi", "Registers of dossiers and outgoing documents"))
        self.shown: Shown | None = None
        self.kind: Kind = "dossiers"
        self.periods = periods(app.session.clock().date())
        self._build_left()
        self.build_right()
        self.bind_keys({
            "<F6>": self.first.entry.focus_set,
            "<F7>": lambda: self.make("dossiers"),
            "<Shift-F7>": self.stop,
            "<F8>": lambda: self.make("outgoing"),
            "<F10>": self.save,
            "<Control-p>": self.print_register,
        })
        self.show_state()

    def _build_left(self) -> None:
        theme, px = self.theme, self.theme.px
        Heading(self.left, theme, say("Sổ của một kỳ", "Registers"), self.app.session.office.profile.name).pack(anchor="w")
        hints = ttk.Frame(self.left)
        hints.pack(side="bottom", fill="x")
        for key, text in (("F6", say("ngày", "days")), ("Shift+F7", say("dừng", "stop")), ("Esc", say("đóng", "close"))):
            KeyHint(hints, theme, key, text).pack(side="left")
        card = Card(self.left, theme, padding=14)
        card.pack(fill="x", pady=(px(10), 0))
        names = [(str(number), period.name) for number, period in enumerate(self.periods)]
        self.period = Choice(card, theme, say("Kỳ", "Period"), names, "0", chosen=self._choose_period)
        self.period.pack(fill="x")
        row = ttk.Frame(card, style="Plain.Card.TFrame")
        row.pack(fill="x", pady=(px(6), 0))
        row.columnconfigure((0, 1), weight=1, uniform="half")
        self.first = DateField(row, theme, say("Từ ngày", "From"), width=10)
        self.last = DateField(row, theme, say("Đến ngày", "To"), width=10)
        for column, field in enumerate((self.first, self.last)):
            field.grid(row=0, column=column, sticky="new", padx=(0 if column == 0 else px(10), 0))
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, lambda _: self.make(self.kind))
        names_of: tuple[tuple[Kind, str], ...] = (
            ("dossiers", say("Sổ theo dõi hồ sơ  F7", "Dossiers  F7")),
            ("outgoing", say("Sổ đăng ký văn bản đi  F8", "Outgoing documents  F8")),
        )
        self.kinds: dict[Kind, ttk.Button] = {}
        for kind, text in names_of:
            self.kinds[kind] = ttk.Button(card, text=text, command=lambda kind=kind: self.make(kind))  # type: ignore[misc]
            self.kinds[kind].pack(fill="x", pady=(px(8), 0))
        work = Card(self.left, theme, padding=14)
        work.pack(fill="x", pady=(px(10), 0))
        actions = (
            (say("In  Ctrl+P", "Print  Ctrl+P"), self.print_register), (say("Lưu  F10", "Save  F10"), self.save),
        )  # fmt: skip
        self.print, self.keep = self.build_work(work, actions)
        self._choose_period("0", make=False)

    def make(self, kind: Kind) -> None:
        """Make a register of the days that stand in the fields, and show it."""
        days = self._read_days()
        if days is None or self.working:
            return
        self.kind, self.shown = kind, None
        named = (str(number) for number, period in enumerate(self.periods) if (period.first, period.last) == days)
        self.period.set(next(named, ""))
        self.preview.show_note(say("Đang dựng sổ…", "Making the register…"))
        session = self.app.session
        self.start(
            say("Dựng sổ", "Making the register"),
            lambda job: (kind, *days, make_register(session, kind, *days, job.report)),
            self._show,
            binding=False,
        )

    def save(self) -> None:
        """Save the register in hand as a file."""
        if self.shown is None or self.working:
            return
        kind, first, last, data = self.shown
        path = self.app.dialogs.ask_save(say("Lưu sổ", "Save the register"), register_file(kind, first, last), [PDF])
        self.take()
        session = self.app.session
        if path is not None:
            saving = say("Lưu tệp", "Saving")
            self.start(saving, lambda _: save_register(session, path, kind, first, last, data), lambda _: self._saved(path))

    def print_register(self) -> None:
        """Send the register in hand to the printer, noted before."""
        if self.shown is None or self.working:
            return
        kind, first, last, data = self.shown
        session, title = self.app.session, register_title(kind, first, last)

        def work(_: object) -> None:
            note_print(session, data, title)
            print_pdf(data, title)

        sent = say("Đã gửi tới máy in.", "Sent to the printer.")
        self.start(say("In", "Printing"), work, lambda _: self.tell(sent, status=True))

    def show_state(self) -> None:
        """Grey what cannot be asked for now."""
        for button in (self.print, self.keep):
            button.state(["!disabled" if self.shown is not None and not self.working else "disabled"])
        for name, choice in self.kinds.items():
            choice.configure(style="Card.TButton" if name == self.kind else "Card.Quiet.TButton")
            choice.state(["disabled" if self.working else "!disabled"])

    def show_problems(self, problems: list[Problem]) -> None:
        """Say what was refused under the buttons and in place of the pages."""
        super().show_problems(problems)
        self.preview.show_note(self.told.cget("text"))

    def _read_days(self) -> tuple[date, date] | None:
        wrong = say("Ngày phải có thật, dạng 31/12/2020", "A real day, like 31/12/2020")
        fields = (self.first, self.last)
        for field in fields:
            field.show_problem("" if field.value() else wrong)
        first, last = (field.value() for field in fields)
        if first is None or last is None:
            (self.first if first is None else self.last).entry.focus_set()
            return None
        if first > last:
            self.last.show_problem(say("Sớm hơn ngày đầu", "Before the first day"))
            self.last.entry.focus_set()
            return None
        return first, last

    def _choose_period(self, number: str, *, make: bool = True) -> None:
        period = self.periods[int(number)]
        self.first.set_value(period.first)
        self.last.set_value(period.last)
        if make:
            self.make(self.kind)

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.preview.show(shown[3])
        self.tell("")
        self.show_state()
        self.preview.canvas.focus_set()

    def _saved(self, path: Path) -> None:
        self.tell(say(f"Đã ghi {path.name}", f"Written: {path.name}"), status=True)

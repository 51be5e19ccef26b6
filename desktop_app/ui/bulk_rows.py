"""The page for keying a paper register in bulk (Shift-F7): the sheet, and under it what stands in the cell and what is wrong.

What is decided is decided by `BulkRows`; this module joins it to the keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from tkinter import ttk
from typing import TYPE_CHECKING

from desktop_app.ui.bulk_grid import BulkGrid, GridEvents
from desktop_app.ui.bulk_presenter import PICKED, BulkRows
from desktop_app.ui.bulk_words import REASONS, heading, hint, reason_of
from desktop_app.ui.commands import Command
from desktop_app.ui.draft_clock import DraftClock
from desktop_app.ui.keying_ask import AskPanel, Question
from desktop_app.ui.permits import stops
from desktop_app.ui.register_strip import problem_text
from desktop_app.ui.widgets import Card
from desktop_app.words import say
from desktop_app.workflows.errors import StoreError
from desktop_app.workflows.register_row import COLUMNS
from forms.numbers import format_integer
from forms.problems import Problem, Refused

if TYPE_CHECKING:
    from desktop_app.ui.register_screen import RegisterScreen

PAGE = "rows"
FOOT = 120


def open_rows(screen: RegisterScreen) -> None:
    """Show the page; the first time it is made, with the row that was left half keyed."""
    if stops(screen.app, "key"):
        return
    page = screen.extra.get(PAGE)
    if not isinstance(page, BulkPage):
        page = screen.extra[PAGE] = BulkPage(screen)
    screen.show_extra(PAGE, say("Nhập sổ giấy", "Key a paper register"), "", page.key_hints())
    page.open()


class BulkPage(ttk.Frame):
    """Rows of a paper register, one a dossier."""

    def __init__(self, screen: RegisterScreen) -> None:
        super().__init__(screen)
        self._screen, self._theme, self.app = screen, screen.theme, screen.app
        self.rows = BulkRows(screen.presenter)
        self._draft_told = self.rows.start()
        self._build_foot()
        card = Card(self, self._theme, padding=10)
        card.pack(fill="both", expand=True)
        events = GridEvents(self._left, self._next, self._ditto, self._entered, self.correct)
        self.grid_ = BulkGrid(card, self._theme, events, lambda: self.app.preferences.typing == "vni")
        self.grid_.pack(fill="both", expand=True)
        self.asking = AskPanel(self, self._theme)
        for widget in (self.asking.list, self.asking.field.entry):
            widget.bind("<Escape>", self._close_question)
        self._clock = DraftClock(self, self.put_away)

    def _close_question(self, _event: object) -> str:
        self.escape()
        return "break"

    def _build_foot(self) -> None:
        px = self._theme.px
        self._foot = Card(self, self._theme, padding=12)
        self._foot.configure(height=px(FOOT))
        self._foot.pack_propagate(False)
        self._foot.pack(side="bottom", fill="x", pady=(px(10), 0))
        buttons = ttk.Frame(self._foot, style="Plain.Card.TFrame")
        buttons.pack(side="right", anchor="n")
        looks = (
            (say("Lưu dòng  F10", "Save the row  F10"), self.save, "Card.Accent.TButton"),
            (say("Sửa dòng trên  F8", "Correct above  F8"), self.correct_last, "Card.TButton"),
        )
        for text, run, style in looks:
            ttk.Button(buttons, text=text, command=run, style=style, takefocus=0).pack(side="left", padx=(px(6), 0))
        line = ttk.Frame(self._foot, style="Plain.Card.TFrame")
        line.pack(anchor="w")
        self._title = ttk.Label(line, style="Card.Semi.TLabel")
        self._title.pack(side="left")
        self._hint = ttk.Label(line, style="Card.Muted.TLabel")
        self._hint.pack(side="left", padx=(px(14), 0))
        self._wrong = ttk.Label(self._foot, style="Card.Error.TLabel", justify="left")
        self._wrong.pack(anchor="w")
        self._foot.bind("<Configure>", lambda event: self._wrong.configure(wraplength=max(event.width - px(400), px(100))))

    # what the register calls

    def open(self) -> None:
        """Show the rows and the one in the cells; the first empty cell that is needed has the keyboard."""
        self._show_all()
        self.update_idletasks()  # what is not on the screen yet would take the keyboard only later: fast keys went astray
        self.grid_.focus_cell(COLUMNS[0])
        if self._draft_told:
            self.app.status(say("Mở lại dòng đang nhập dở.", "The row half keyed is open again."))
            self._draft_told = False

    def on_focus(self) -> None:
        """Take the keyboard again."""
        self.grid_.focus_cell(COLUMNS[0])

    def put_away(self) -> None:
        """Keep the row being keyed on the disk; a disk that refuses is told in the status line."""
        try:
            self.rows.keep_draft()
        except StoreError as error:
            self.app.status(say(f"Chưa lưu nháp. {error.vi}", f"Draft not kept. {error.en}"), "error")

    def commands(self) -> Sequence[Command]:
        """Return what can be done on this page."""
        return (
            Command("save", "F10", "Lưu dòng", "Save the row", run=self.save),
            Command("correct", "F8", "Sửa dòng trên", "Correct the row above", run=self.correct_last),
            Command("back", "Escape", "Thôi sửa; về danh sách", "Give up a correction; to the list", run=self.escape),
        )

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys of this page."""
        return (
            ("Tab ⏎", say("ô kế; cuối dòng: lưu", "next cell; at the end: save")),
            ('F7 "', say("như dòng trên", "as above")),
            ("↑", say("dòng đã lưu", "saved rows")),
            ("F8", say("sửa dòng trên", "correct above")),
            ("F10", say("lưu", "save")),
            ("Esc", say("về danh sách", "to the list")),
        )

    # cells

    def _show_all(self) -> None:
        rows = self.rows
        earlier = len(rows.above) - rows.saved
        numbers = [format_integer(n - earlier + 1) if n >= earlier else "" for n in range(len(rows.above))]
        numbered = [(number, rows.cells(row)) for number, row in zip(numbers, rows.above, strict=True)]
        corrected = rows.corrected.stored.id if rows.corrected else ""
        marked = next((n for n, row in enumerate(rows.above) if row.stored.id == corrected), -1)
        self.grid_.show_rows(numbered, marked, "" if rows.corrected else format_integer(rows.number))
        for name in COLUMNS:
            self._show(name)
        self._follow(everywhere=False)

    def _show(self, name: str) -> None:
        if name in PICKED:
            self.grid_.picks[name].set_options(self.rows.options(name))
        self.grid_.set(name, self.rows.shown(name))

    def _left(self, name: str) -> None:
        before = dict(self.rows.texts)
        self.rows.set(name, self.grid_.get(name))
        self.grid_.set(name, self.rows.shown(name))
        if self.rows.texts == before:
            return
        if name == "procedure":
            self._show("case")
        if name == "received":
            self._show("procedure")
        self._clock.wind()
        self._follow(everywhere=False)

    def _next(self, name: str, step: int) -> None:
        place = COLUMNS.index(name) + step
        if place == len(COLUMNS) and step == 1:
            self.save()
        elif place >= 0:
            self.grid_.focus_cell(COLUMNS[place])

    def _ditto(self, name: str) -> None:
        text = self.rows.ditto(name)
        if text:
            self.grid_.set(name, text)
            self._left(name)
        if name != COLUMNS[-1]:
            self._next(name, 1)

    def _entered(self, name: str) -> None:
        first = say(f"Dòng {self.rows.number}", f"Row {self.rows.number}")
        if self.rows.corrected is not None:
            first = say("Sửa dòng đã lưu", "Correct a saved row")
        self._title.configure(text=f"{first}  ·  {heading(name)}")
        self._hint.configure(text=hint(name))

    def _follow(self, *, everywhere: bool) -> dict[str, Problem]:
        problems = self.rows.problems(everywhere=everywhere)
        due = self.rows.due()
        self.grid_.show_due(f"{due:%d/%m/%y}" if due else "–")
        self._tell(problems)
        return problems

    def _tell(self, problems: Mapping[str, Problem]) -> None:
        errors = [name for name, problem in problems.items() if problem.severity == "error"]
        self.grid_.show_problems(errors, [name for name in problems if name not in errors])
        ordered = sorted(problems.items(), key=lambda pair: (pair[0] not in errors, COLUMNS.index(pair[0]) if pair[0] else -1))
        lines = [f"{heading(name)} – {problem_text(p)}" if name else problem_text(p) for name, p in ordered[:2]]
        self._wrong.configure(text="\n".join(lines), style=f"Card.{'Error' if errors else 'Warn'}.TLabel")

    # doing

    def save(self) -> None:
        """Save the row, a corrected one with its reason; what is wrong stands at its cell and the row stays."""
        if self.asking.is_open:
            return
        self._take_focused()
        problems = self._follow(everywhere=True)
        errors = [name for name in COLUMNS if name in problems and problems[name].severity == "error"]
        if any(problem.severity == "error" for problem in problems.values()):
            self.app.status(say("Chưa lưu dòng này.", "This row is not saved."), "error")
            self.grid_.focus_cell(errors[0] if errors else COLUMNS[0])
        elif self.rows.warns_anew():
            self.app.status(say("Xem chỗ nhắc; nếu đúng, bấm F10 lần nữa.", "Look at it; F10 again if it is so."), "warn")
        elif self.rows.corrected is not None:
            self._ask_why()
        else:
            self._save("")

    def _take_focused(self) -> None:
        focused = self.focus_displayof()
        for name, cell in self.grid_.cells.items():
            if cell is focused:
                self.rows.set(name, self.grid_.get(name))
                self.grid_.set(name, self.rows.shown(name))

    def _ask_why(self) -> None:
        reasons = [say(vi, en) for vi, en in REASONS]
        title, text = say("Vì sao sửa?", "Why is it corrected?"), say("Lý do được giữ trong lịch sử.", "The history keeps it.")
        self.asking.ask(Question(title, text, reasons, say("Lý do", "Reason"), lambda a: self._save(reason_of(a))))

    def _save(self, why: str) -> None:
        corrected = self.rows.corrected is not None
        try:
            stored = self.rows.save(why)
        except Refused as refused:
            self.app.status(say(refused.problems[0].vi, refused.problems[0].en), "error")
            self._follow(everywhere=True)
            return
        self.app.saved()
        self._show_all()
        self._screen.heading.set(say("Nhập sổ giấy", "Key a paper register"), self._told(stored.data or {}, corrected=corrected))
        self.grid_.focus_cell(COLUMNS[0])

    def _told(self, data: Mapping[str, object], *, corrected: bool) -> str:
        """Return what was saved last, in words for the line under the title."""
        rows, code = self.rows.saved, str(data.get("code", ""))
        return say(
            f"{'Đã sửa' if corrected else 'Vừa lưu'} {code}  ·  {rows} dòng lần này",
            f"{'Corrected' if corrected else 'Just saved'} {code}  ·  rows this time: {rows}",
        )

    def correct(self, place: int) -> None:
        """Put a saved row into the cells to be corrected."""
        self._take_focused()
        self.rows.correct(place)
        self._show_all()
        self.grid_.focus_cell(COLUMNS[0])

    def correct_last(self) -> None:
        """Correct the row that the cursor is on, else the one just above."""
        if not self.asking.is_open and self.rows.above:
            self.correct(self.grid_.cursor if self.grid_.cursor >= 0 else len(self.rows.above) - 1)

    def escape(self) -> None:
        """Put a question away, leave the saved rows, give up a correction, or go back to the list; the new row is kept."""
        if self.asking.is_open:
            self.asking.close()
            self.grid_.focus_cell(COLUMNS[0])
        elif self.grid_.cursor >= 0:
            self.grid_.focus_cell(COLUMNS[0])
        elif self.rows.corrected is not None:
            self.rows.give_up()
            self._show_all()
            self.grid_.focus_cell(COLUMNS[0])
        else:
            self._take_focused()
            self.put_away()
            self._screen.show_list()
            self._screen.list.refresh()

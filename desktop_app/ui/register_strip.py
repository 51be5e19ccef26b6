"""The strip under the register's list: what the chosen dossier is, or the panel that moves the chosen ones on."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from tkinter import ttk

from desktop_app.ui.dossier_history import moment_text
from desktop_app.ui.permits import bar
from desktop_app.ui.pills import pill_colors, pill_image
from desktop_app.ui.register_presenter import Details
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets import Card, Field
from desktop_app.words import language, say
from forms.dates import parse_time
from forms.problems import Problem

RADIOS = 4  # statuses in one line


class Pill(ttk.Label):
    """A word on its pill, changed with `set`; nothing is shown for an empty word."""

    def __init__(self, parent: tk.Misc, theme: Theme) -> None:
        super().__init__(parent, style="Card.TLabel", compound="center", font=theme.font(9, "semi"))
        self._theme = theme

    def set(self, text: str, kind: str) -> None:
        """Show a word on the pill of a kind."""
        if not text or not kind:
            self.configure(text="", image="")
            return
        theme = self._theme
        image = pill_image(theme, kind, theme.font(9, "semi").measure(text) + theme.px(22), theme.px(23))
        self.configure(text=text, image=image, foreground=pill_colors(kind, dark=theme.colors.dark)[1])


class RegisterStrip(Card):
    """What is known of the chosen dossier, and the three things that can be done with it."""

    def __init__(
        self,
        parent: tk.Misc,
        theme: Theme,
        on_move: Callable[[], None],
        on_edit: Callable[[], None],
        on_history: Callable[[], None],
    ) -> None:
        super().__init__(parent, theme, padding=14)
        self._theme = theme
        px = theme.px
        self._buttons = ttk.Frame(self, style="Plain.Card.TFrame")
        self._buttons.pack(side="right", anchor="center", padx=(px(12), 0))
        looks = (
            (say("Chuyển trạng thái ⏎", "Change status ⏎"), on_move, "Card.Accent.TButton"),
            (say("Sửa  F8", "Edit  F8"), on_edit, "Card.TButton"),
            (say("Lịch sử  F11", "History  F11"), on_history, "Card.TButton"),
        )
        self.buttons = [ttk.Button(self._buttons, text=text, command=run, style=style) for text, run, style in looks]
        for button in self.buttons:
            button.pack(side="left", padx=(px(6), 0))
        self._barred: tuple[str, ...] = ("", "", "")
        top = ttk.Frame(self, style="Plain.Card.TFrame")
        top.pack(fill="x")
        self.name = ttk.Label(top, style="Card.Heading.TLabel")
        self.name.pack(side="left")
        self.status, self.deadline = Pill(top, theme), Pill(top, theme)
        self.status.pack(side="left", padx=(px(12), px(6)))
        self.deadline.pack(side="left")
        self.lines = [ttk.Label(self, style="Card.Muted.TLabel") for _ in range(2)]
        for line in self.lines:
            line.pack(anchor="w", pady=(px(3), 0))

    def show(self, details: Details) -> None:
        """Show one dossier."""
        self.name.configure(text=details.name)
        self.status.set(details.status, details.status_kind)
        self.deadline.set(details.deadline, details.deadline_kind)
        due = say(f"hẹn trả {details.due}", f"due {details.due}") if details.due else ""
        self._lines([details.code, details.procedure, due], [details.person])
        self._enable(one=True, some=True)

    def show_many(self, count: int) -> None:
        """Show that several dossiers, or none, are chosen."""
        none = say("Chưa chọn hồ sơ", "No dossier chosen")
        self.name.configure(text=say(f"{count} hồ sơ được chọn", f"{count} dossiers chosen") if count else none)
        self.status.set("", "")
        self.deadline.set("", "")
        hint = say("Chuyển trạng thái cả nhóm trong một lần lưu", "Their status changes together, in one save")
        self._lines([hint if count else say("Dùng phím mũi tên để chọn", "Choose with the arrow keys")], [])
        self._enable(one=False, some=bool(count))

    def _lines(self, *texts: Sequence[str]) -> None:
        for label, parts in zip(self.lines, texts, strict=True):
            label.configure(text="  ·  ".join(part for part in parts if part))

    def bar(self, move: str, edit: str) -> None:
        """Grey what the person who works may not do, with the reason beside the mouse."""
        self._barred = (move, edit, "")
        for button, reason in zip(self.buttons, self._barred, strict=True):
            bar(button, self._theme, reason)

    def _enable(self, *, one: bool, some: bool) -> None:
        for button, on, reason in zip(self.buttons, (some, one, one), self._barred, strict=True):
            button.state(["!disabled" if on and not reason else "disabled"])


class MovePanel(Card):
    """Asks to which status, when and why; only the moves that are allowed are there. Digits choose, F10 saves."""

    def __init__(
        self, parent: tk.Misc, theme: Theme, on_save: Callable[[str, str, datetime | None], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__(parent, theme, padding=14)
        px = theme.px
        self._theme, self._on_save, self._on_cancel = theme, on_save, on_cancel
        self.to = tk.StringVar(self)
        self.heading = ttk.Label(self, style="Card.Heading.TLabel")
        self.heading.pack(anchor="w")
        self._radios = ttk.Frame(self, style="Plain.Card.TFrame")
        self._radios.pack(fill="x", pady=(px(6), px(6)))
        self.radios: list[ttk.Radiobutton] = []
        row = ttk.Frame(self, style="Plain.Card.TFrame")
        row.pack(fill="x")
        self.why = Field(row, theme, say("Lý do (ghi như trên phiếu giao người nộp)", "Reason (as on the slip)"))
        self.at = Field(row, theme, say("Thời điểm", "When"), width=17, vietnamese=False)
        self.why.pack(side="left", fill="x", expand=True, anchor="n")
        self.at.pack(side="left", padx=(px(12), 0), anchor="n")
        buttons = ttk.Frame(row, style="Plain.Card.TFrame")
        buttons.pack(side="left", anchor="n", padx=(px(12), 0), pady=(px(17), 0))
        ttk.Button(buttons, text=say("Lưu  F10", "Save  F10"), style="Card.Accent.TButton", command=self.save).pack(side="left")
        ttk.Button(buttons, text=say("Thôi  Esc", "Cancel  Esc"), style="Card.TButton", command=on_cancel).pack(
            side="left", padx=(px(6), 0)
        )
        self.problem = ttk.Label(self, style="Card.Error.TLabel")

    def open(self, title: str, moves: Sequence[tuple[str, str]], now: datetime) -> None:
        """Ask for one of these moves."""
        self.heading.configure(text=title)
        self._now = moment_text(now.isoformat())
        self.why.set("")
        self.at.set(self._now)
        self.show_problems({})
        for radio in self.radios:
            radio.destroy()
        self.radios = [self._radio(number, to, label) for number, (to, label) in enumerate(moves, 1)]
        self.to.set(moves[0][0])
        self.radios[0].focus_set()

    def _radio(self, number: int, to: str, label: str) -> ttk.Radiobutton:
        radio = ttk.Radiobutton(self._radios, text=f"{number}  {label}", value=to, variable=self.to, style="Card.TRadiobutton")
        radio.grid(row=(number - 1) // RADIOS, column=(number - 1) % RADIOS, sticky="w", padx=(0, self._theme.px(18)))
        radio.bind("<Key>", self._digit, add="+")
        for key in ("<Return>", "<KP_Enter>"):
            radio.bind(key, lambda _event: self.save())
        return radio

    def _digit(self, event: tk.Event[tk.Misc]) -> None:
        if event.char.isdigit() and 1 <= int(event.char) <= len(self.radios):
            self.radios[int(event.char) - 1].invoke()
            self.radios[int(event.char) - 1].focus_set()

    def save(self) -> None:
        """Ask for the move as it stands; an untouched time means now."""
        text = self.at.get()
        at = None if text == self._now else parse_time(text)
        if text != self._now and at is None:
            self.at.show_problem(say("TIME-SHAPE: ngày/tháng/năm giờ:phút", "TIME-SHAPE: dd/mm/yyyy hh:mm"))
            return
        self._on_save(self.to.get(), self.why.get(), at)

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Show problems beside the fields they belong to, others in a line of their own."""
        self.why.show_problem(problem_text(problems.get("why")))
        self.at.show_problem(problem_text(problems.get("at")))
        rest = "\n".join(problem_text(problem) for name, problem in problems.items() if name not in ("why", "at"))
        self.problem.configure(text=rest)
        if rest:
            self.problem.pack(anchor="w")
        else:
            self.problem.pack_forget()


def problem_text(problem: Problem | None) -> str:
    """Return a problem's code and sentence in the language in use; empty for none."""
    if problem is None:
        return ""
    return f"{problem.code}: {problem.vi if language() == 'vi' else problem.en}"

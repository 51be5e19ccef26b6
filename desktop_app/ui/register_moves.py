"""Steps with the chosen dossiers: move, hand over, appoint anew, official code. A panel takes the strip's place meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from tkinter import ttk

from desktop_app.ui.dossier_steps import DossierSteps
from desktop_app.ui.move_panel import Act, MovePanel
from desktop_app.ui.permits import stops
from desktop_app.ui.register_list import MOST_CHOSEN, RegisterList
from desktop_app.ui.register_presenter import RegisterPresenter
from desktop_app.ui.register_strip import RegisterStrip
from desktop_app.ui.screen import App
from desktop_app.ui.step_panel import StepPanel
from desktop_app.ui.step_panels import AppointPanel, CodePanel, HandoverPanel
from desktop_app.words import say
from desktop_app.workflows.dossiers import Stored
from forms.dates import format_date
from forms.problems import Problem, Refused

MOST_NAMED = 3  # codes in one line


class RegisterMoves:
    """Opens, saves and closes the panels. panel: the one for moves.  shown: the one that is open, None if none is."""

    def __init__(
        self, parent: ttk.Frame, app: App, presenter: RegisterPresenter, listed: RegisterList, strip: RegisterStrip
    ) -> None:
        self._app, self._presenter, self._list, self._strip = app, presenter, listed, strip
        self.steps = DossierSteps(presenter)
        self.panel = MovePanel(parent, app.theme, self._move, self.close)
        self.handover = HandoverPanel(parent, app.theme, self.steps.people(), self._hand_over, self.close)
        self.appoint = AppointPanel(parent, app.theme, self._appoint, self.close)
        self.code = CodePanel(parent, app.theme, self._code, self.close)
        self.shown: StepPanel | None = None
        self._ids: list[str] = []

    @property
    def active(self) -> bool:
        """Whether a panel is open."""
        return self.shown is not None

    def open(self) -> None:
        """Ask where the chosen dossiers go; only moves open to all of them are offered, and what else can be done."""
        ids = self._chosen()
        moves, acts = self._presenter.moves(ids), self._acts(ids)
        if not ids or not (moves or acts):
            self._nothing(ids)
            return
        self._show(self.panel, ids)
        title = self.steps.title(ids)
        self.panel.open(say(f"Chuyển trạng thái: {title}", f"Change status: {title}"), moves, self._app.session.clock(), acts)

    def open_handover(self) -> None:
        """Ask who takes the chosen dossiers over."""
        ids = self._chosen()
        if not self._may(ids, self.steps.may_hand_over(ids)):
            return
        title = self.steps.title(ids)
        self._show(self.handover, ids)
        self.handover.open(say(f"Bàn giao: {title}", f"Hand over: {title}"), self.steps.held(ids))

    def open_appoint(self) -> None:
        """Ask for the new day of the chosen dossier."""
        ids = self._chosen()
        if not self._may(ids, self.steps.may_appoint(ids)):
            return
        title = self.steps.title(ids)
        self._show(self.appoint, ids)
        heading = say(f"Hẹn lại ngày trả: {title}", f"New appointment: {title}")
        self.appoint.open(heading, self.steps.appointed(ids[0]), self.steps.suggested(ids[0]))

    def open_code(self) -> None:
        """Ask for the official code of the chosen dossier."""
        ids = self._chosen()
        if not self._may(ids, self.steps.may_code(ids)):
            return
        title = self.steps.title(ids)
        self._show(self.code, ids)
        self.code.open(
            say(f"Mã chính thức: {title}", f"Official code: {title}"), self.steps.coded(ids[0]), self.steps.code_begins(ids[0])
        )

    def close(self) -> None:
        """Put the panel away."""
        if self.shown is not None:
            self.shown.pack_forget()
            self.shown, self._ids = None, []
            self._put(self._strip)
            self._list.table.focus_table()

    def save_open(self) -> None:
        """Save what is being asked for, if anything is."""
        if self.shown is not None:
            self.shown.save()

    # what happens

    def _chosen(self) -> list[str]:
        ids = self._ids or self._list.chosen()
        return ids if 0 < len(ids) <= MOST_CHOSEN else []

    def _acts(self, ids: Sequence[str]) -> list[Act]:
        if not ids:
            return []
        texts = (
            (self.steps.may_appoint, say("Hẹn lại ngày trả…", "New appointment…"), self.open_appoint),
            (self.steps.may_code, say("Ghi mã chính thức…", "Official code…"), self.open_code),
            (self.steps.may_hand_over, say("Bàn giao…  Shift-F9", "Hand over…  Shift-F9"), self.open_handover),
        )
        return [(label, run) for may, label, run in texts if may(ids)]

    def _may(self, ids: Sequence[str], open_to_it: bool) -> bool:
        if stops(self._app, "key"):
            return False
        if not ids or not open_to_it:
            self._nothing(ids)
            return False
        return True

    def _nothing(self, ids: Sequence[str]) -> None:
        if not ids:
            text = say(f"Hãy chọn từ 1 đến {MOST_CHOSEN} hồ sơ.", f"Choose 1 to {MOST_CHOSEN} dossiers.")
        else:
            text = say("Hồ sơ đã chọn không làm được việc này.", "What is chosen is not open to this.")
        self._app.status(text, "warn")

    def _show(self, panel: StepPanel, ids: list[str]) -> None:
        (self.shown or self._strip).pack_forget()
        self.shown, self._ids = panel, ids
        self._put(panel)

    def _put(self, card: ttk.Frame) -> None:
        card.pack(side="bottom", fill="x", pady=(self._app.theme.px(10), 0), before=self._list)

    def _move(self, to: str, why: str, at: datetime | None) -> None:
        self._save(partial(self._presenter.move, self._ids, to, why, at))

    def _hand_over(self, to: str, note: str) -> None:
        self._save(partial(self.steps.hand_over, self._ids, to, note))

    def _appoint(self, day: date, why: str) -> None:
        done = say(
            f"Đã hẹn lại {format_date(day)}. In phiếu xin lỗi: Shift-F8.", f"New day {format_date(day)}. Apology: Shift-F8."
        )
        self._save(partial(self.steps.appoint, self._ids[0], day, why), done)

    def _code(self, code: str) -> None:
        self._save(partial(self.steps.replace_code, self._ids[0], code))

    def _save(self, run: Callable[[], list[Stored]], done: str = "") -> None:
        """Save a step; on refusal the panel stays with its problems."""
        assert self.shown is not None, "a panel asked for this"  # noqa: S101 - only an open panel saves
        try:
            saved = run()
        except Refused as refused:
            self.shown.show_problems(by_place(refused, len(self._ids)))
            self._app.status(say("Chưa lưu.", "Not saved."), "error")
            return
        self._app.saved()
        if done:
            self._app.status(done)
        self.close()
        self._list.refresh(saved[0].id if saved else "")


def by_place(refused: Refused, chosen: int) -> dict[str, Problem]:
    """Return the problems by field. What is not so of all `chosen` dossiers stands under its own name, their codes before it."""
    codes: dict[tuple[str, str], list[str]] = {}
    first: dict[tuple[str, str], Problem] = {}
    for problem in refused.problems:
        dossier, _, name = problem.where.rpartition(": ")
        key = (name.split(".")[0], problem.code)
        codes.setdefault(key, []).append(dossier)
        first.setdefault(key, problem)
    found: dict[str, Problem] = {}
    for (name, code), of in codes.items():
        problem = first[name, code]
        if len(of) == chosen or not of[0]:
            found.setdefault(name, problem)
        else:
            found[f"{name} {code}"] = _named(problem, of)
    return found


def _named(problem: Problem, codes: Sequence[str]) -> Problem:
    names = ", ".join(codes[:MOST_NAMED])
    rest = len(codes) - MOST_NAMED
    vi, en = (f"{names} và {rest} hồ sơ nữa", f"{names} and {rest} more") if rest > 0 else (names, names)
    return Problem(problem.code, problem.where, f"{vi} – {problem.vi}", f"{en} – {problem.en}", problem.severity)

"""Asks how a dossier that lacks required papers is received: as it is, or with a request for supplements. Esc goes back."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from desktop_app.ui.dossier_form import DossierForm
from desktop_app.ui.keying_ask import AskPanel, Question
from desktop_app.ui.theme import Theme
from desktop_app.words import say

MOST_NAMED = 6


class MissingPapers:
    """Holds the question and its answer, which stands until the papers or the form change."""

    def __init__(self, parent: tk.Misc, theme: Theme, form: DossierForm) -> None:
        self._form = form
        self.panel = AskPanel(parent, theme)
        self._answered: tuple[str, ...] = ()
        self._go_on: Callable[[], None] = lambda: None
        self._before: tk.Misc | None = None
        self.panel.list.bind("<Escape>", lambda _event: self._go_back())

    def asks(self, go_on: Callable[[], None]) -> bool:
        """Put the question if it is to be answered now; asked again while it stands, the dossier is received as it is."""
        missing = tuple(self._form.missing) if self._form.stored is None else ()
        if self.panel.is_open:
            self.panel.close()
            self._form.asks_supplement, self._answered = False, missing
        if not missing or missing == self._answered or self._is_wrong():
            return False
        self._go_on, self._before = go_on, self.panel.focus_get()
        self.panel.ask(Question(
            say("Hồ sơ chưa đủ thành phần", "The dossier is not complete"),
            _named(missing),
            (
                say("Vẫn nhận hồ sơ  (F10)", "Receive it still  (F10)"),
                say("Nhận và yêu cầu bổ sung, hạn dừng lại", "Receive it and ask for supplements; the clock stops"),
            ),
            "",
            lambda answer: self._answer(missing, supplement=answer == 1),
        ))  # fmt: skip
        return True

    def _is_wrong(self) -> bool:
        """Tell whether something must be put right before it matters how the dossier is received."""
        return any(problem.severity == "error" for problem in self._form.problems(everywhere=True).values())

    def close(self) -> None:
        """Take the question away and forget the answer."""
        self.panel.close()
        self._answered = ()

    def _answer(self, missing: tuple[str, ...], *, supplement: bool) -> None:
        self._form.asks_supplement, self._answered = supplement, missing
        if self._before is not None:
            self._before.focus_set()
        self._go_on()

    def _go_back(self) -> str:
        self.panel.close()
        if self._before is not None:
            self._before.focus_set()
        return "break"


def _named(missing: tuple[str, ...]) -> str:
    lines = [f"•  {line}" for line in missing[:MOST_NAMED]]
    more = len(missing) - MOST_NAMED
    if more > 0:
        lines.append(say(f"và {more} giấy tờ nữa", f"and {more} more"))
    return say("Còn thiếu:", "Missing:") + "\n" + "\n".join(lines)

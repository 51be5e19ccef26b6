"""The score of a training batch: how many fields were keyed otherwise than printed, which ones, how fast. Own figures first."""

from __future__ import annotations

from collections.abc import Sequence
from tkinter import ttk

from desktop_app.ui.screen import App
from desktop_app.ui.side_window import SideWindow
from desktop_app.ui.table_columns import Column
from desktop_app.ui.virtual_table import VirtualTable
from desktop_app.ui.widgets import Card, Choice, Heading, KeyHint
from desktop_app.words import say
from desktop_app.workflows.training import Score, Wrong, scores
from desktop_app.workflows.training_words import describe_score, describe_value


def show_score(app: App, batch: str) -> ScorePage:
    """Open the window of a training batch's scores."""
    page = ScorePage(app, batch)
    page.open(page.table.canvas)
    page.load()
    return page


class WrongRows:
    """The fields keyed otherwise, as rows of a table: slip, item, printed, keyed."""

    def __init__(self, wrong: Sequence[Wrong] = ()) -> None:
        self.wrong = wrong

    def __len__(self) -> int:
        return len(self.wrong)

    def row(self, i: int) -> tuple[str, ...]:
        """Return slip, item, what is printed and what was keyed."""
        wrong = self.wrong[i]
        return str(wrong.serial), wrong.label, describe_value(wrong.printed), describe_value(wrong.keyed)

    def kinds(self, _i: int) -> tuple[str, ...]:
        """Return no pills."""
        return ("", "", "", "")


class ScorePage(SideWindow):
    """The window. scores: of everyone who may be seen, the own one in front."""

    def __init__(self, app: App, batch: str) -> None:
        super().__init__(app.theme, say(f"Chấm điểm đợt {batch}", f"Score of the batch {batch}"))
        self.app, self.batch = app, batch
        self.scores: list[Score] = []
        theme, px = self.theme, self.theme.px
        line = say("So từng ô đã nhập với đáp án in trên phiếu.", "Each field keyed against what is printed on the slip.")
        Heading(self, theme, say(f"Tập nhập: đợt {batch}", f"Training: batch {batch}"), line).pack(anchor="w", pady=(0, px(10)))
        hints = ttk.Frame(self)
        hints.pack(side="bottom", fill="x", pady=(px(8), 0))
        keys = (("↑ ↓", say("ô sai", "wrong fields")), ("F6", say("người nhập", "who keyed")), ("Esc", say("đóng", "close")))
        for key, text in keys:
            KeyHint(hints, theme, key, text).pack(side="left")
        self._top = Card(self, theme)
        self._top.pack(fill="x", pady=(0, px(10)))
        self.who = Choice(self._top, theme, say("Người nhập", "Who keyed"), ())
        self.lines = ttk.Label(self._top, style="Card.TLabel", justify="left")
        self.lines.pack(anchor="w")
        card = Card(self, theme, say("Ô sai", "Wrong fields"))
        card.pack(fill="both", expand=True)
        columns = [
            Column(say("Phiếu", "Slip"), 70, align="right", sortable=False),
            Column(say("Câu", "Item"), 420, stretch=1, sortable=False),
            Column(say("Trên phiếu", "Printed"), 130, sortable=False),
            Column(say("Đã nhập", "Keyed"), 130, sortable=False),
        ]
        self.table = VirtualTable(card, theme, columns)
        self.table.pack(fill="both", expand=True)
        self.bind_keys({"<F6>": self._to_choice})
        self.bind("<Configure>", lambda _: self.lines.configure(wraplength=max(px(300), self.winfo_width() - px(80))))

    def load(self) -> None:
        """Reckon the scores beside the window and show them."""
        self.lines.configure(text=say("Đang chấm…", "Scoring…"))
        session, batch = self.app.session, self.batch
        self.app.jobs.start(say("Chấm điểm", "Scoring"), lambda _: scores(session, batch), self._show, self._failed)

    def choose(self, account: str) -> None:
        """Show the score of an account."""
        score = next((score for score in self.scores if score.account == account), None)
        if score is not None:
            self.lines.configure(text="\n".join(describe_score(score)))
            none = say("Không sai ô nào", "No wrong field") if score.slips else say("Chưa nhập phiếu nào", "No slip keyed yet")
            self.table.set_empty(none)
            self.table.show(WrongRows(score.wrong))

    def _show(self, found: list[Score]) -> None:
        if not self.winfo_exists():
            return
        own = self.app.session.account
        self.scores = sorted(found, key=lambda score: (score.account != own, score.account))
        if not self.scores:
            self.lines.configure(text=say("Chưa ai nhập phiếu nào của đợt này.", "Nobody has keyed a slip of this batch yet."))
            return
        if len(self.scores) > 1:
            self._offer([score.account for score in self.scores])
        self.choose(self.scores[0].account)

    def _offer(self, accounts: Sequence[str]) -> None:
        """Let a commander choose whose score is shown."""
        self.who.destroy()
        label = say("Người nhập", "Who keyed")
        self.who = Choice(self._top, self.theme, label, [(name, name) for name in accounts], accounts[0], chosen=self.choose)
        self.who.pack(anchor="w", pady=(0, self.theme.px(8)), before=self.lines)

    def _to_choice(self) -> None:
        if len(self.scores) > 1:
            self.who.entry.focus_set()

    def _failed(self, error: Exception) -> None:
        self.close()
        self.app.show_fault(error)
